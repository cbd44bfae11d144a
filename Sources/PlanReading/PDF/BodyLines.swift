internal import PlanModel

/// The words of a table below its headings by their base lines.
struct BodyLines {
  /// The base lines from the top.
  private(set) var ys: [Double] = []
  /// The words of each line.
  private(set) var words: [[PageWord]] = []
  /// The lines of serial numbers and of labels of sums.
  private(set) var keys: [Int] = []
  /// Which of the keys are labels of sums, with the words of the label.
  private(set) var sums: [Int: [PageWord]] = [:]
  /// The distance of base lines within cells.
  private(set) var pitch = 0.0
  /// The height of most characters.
  private(set) var em = 0.0

  /// How far base lines may be apart that are one, in points.
  private static let slack = 0.8
  /// The widest distance of base lines within cells, in characters, where no cell shows one.
  private static let pitchMax = 1.75
  /// The least distance of base lines that are two, in characters.
  private static let pitchMin = 0.8

  init(_ body: [PageWord], layout: ColumnLayout, numberColumn: Int) {
    setLines(body)
    em = Self.median(body.map(\.box.height))
    findKeys(layout, numberColumn)
    findPitch(layout)
  }

  /// The lines that stay without the words of those columns, each of which then stands on the line next to it.
  ///
  /// Words of cells that are merged over rows stand between the lines of any row.
  func without(_ columns: Set<Int>, of layout: ColumnLayout) -> BodyLines {
    let labels = Set(sums.values.joined())
    func isTaken(_ word: PageWord) -> Bool {
      !labels.contains(word) && !columns.isDisjoint(with: layout.columns(of: word))
    }
    var result = self
    (result.ys, result.words) = ([], [])
    result.setLines(words.joined().filter { !isTaken($0) })
    guard !result.ys.isEmpty else { return self }
    let keyYs = keys.map { ys[$0] }
    result.keys = keyYs.map { result.nearest(to: $0) }
    result.sums = Dictionary(
      sums.map { (result.nearest(to: ys[$0.key]), $0.value) },
      uniquingKeysWith: { first, _ in first })
    for word in words.joined() where isTaken(word) {
      result.words[result.nearest(to: word.box.bottom)].append(word)
    }
    return result
  }

  private mutating func setLines(_ body: [PageWord]) {
    for word in body.sorted(by: { ($0.box.bottom, $0.box.left) < ($1.box.bottom, $1.box.left) }) {
      if let last = ys.last, word.box.bottom - last <= Self.slack {
        words[words.count - 1].append(word)
      } else {
        ys.append(word.box.bottom)
        words.append([word])
      }
    }
    for line in words.indices { words[line].sort { $0.box.left < $1.box.left } }
  }

  private func nearest(to y: Double) -> Int {
    let next = ys.partitioningIndex { $0 >= y }
    if next == 0 { return 0 }
    return next < ys.count && ys[next] - y < y - ys[next - 1] ? next : next - 1
  }

  /// Where a line's characters begin and end.
  func top(_ line: Int) -> Double { ys[line] - em }
  func bottom(_ line: Int) -> Double { ys[line] }

  /// The last line above that height; -1 where there is none.
  func line(above y: Double) -> Int { ys.partitioningIndex { $0 - em / 2 >= y } - 1 }

  private mutating func findKeys(_ layout: ColumnLayout, _ numberColumn: Int) {
    let amounts = Set(layout.names.indices.filter { layout.names[$0]?.isAmount == true })
    let firstAmount = amounts.min() ?? layout.count
    for line in words.indices {
      let numbers = words[line].filter { layout.columns(of: $0) == [numberColumn] }
      if numbers.count == 1, SerialNumber.read(numbers[0].text) != nil {
        keys.append(line)
        continue
      }
      let label = words[line].prefix { layout.columns(of: $0).allSatisfy { $0 < firstAmount } }
      let hasAmount = words[line].contains { Self.isAmount($0, in: amounts, layout) }
      if let kind = SumsLabel(label.map(\.text).joined()), kind == .total || hasAmount,
        kind != .part
      {
        keys.append(line)
        sums[line] = Array(label)
      }
    }
  }

  private static func isAmount(
    _ word: PageWord, in amounts: Set<Int>, _ layout: ColumnLayout
  ) -> Bool {
    let own = layout.columns(of: word)
    return own.count == 1 && amounts.contains(own[0])
  }

  /// The distance of the lines of one cell, as the columns show it whose cells have several: in all of them it is
  /// less than that of two serial numbers.
  private mutating func findPitch(_ layout: ColumnLayout) {
    let rowPitch = zip(keys, keys.dropFirst()).map { ys[$1] - ys[$0] }.min() ?? .infinity
    var last: [Int: Double] = [:]
    var least: [Int: Double] = [:]
    for word in words.joined() {
      for column in layout.columns(of: word) where Self.isWrapped(layout.names[column]) {
        if let before = last[column], word.box.bottom - before >= em * Self.pitchMin {
          least[column] = min(least[column] ?? .infinity, word.box.bottom - before)
        }
        last[column] = word.box.bottom
      }
    }
    pitch = least.values.filter { $0 < rowPitch - Self.slack / 2 }.max() ?? em * Self.pitchMax
  }

  /// Whether cells of the column have several lines, most of them.
  private static func isWrapped(_ column: FormColumn?) -> Bool {
    guard let column else { return false }
    return column == .title || column == .description || column == .url || column.isContact
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 1 : max(1, sorted[sorted.count / 2])
  }
}
