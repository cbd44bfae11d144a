/// The rows of a table whose rows nothing draws, or not all, told from its base lines.
///
/// Each row has one key, the line of its serial number. Between two keys the rows part where the gap of base lines is
/// wider than within cells, and where the key's own place says it: keys stand on the first line of each row, on the
/// last one or in the middle of it, and do so in all rows alike.
struct RowBands {
  /// What is known of some lines that follow one another.
  enum Kind: Equatable {
    /// One row, which drawn lines part from the others.
    case drawn
    /// One row with the key on that line.
    case row(key: Int)
    /// Lines without a key that belong to the row above or below, or to none.
    case loose
    /// Lines around the key of a row of which nobody knows where it begins or ends.
    case unproven(key: Int)
  }

  struct Band: Equatable {
    var lines: Range<Int>
    var kind: Kind

    /// Whether the lines are one row for sure.
    var isKnown: Bool {
      switch kind {
      case .drawn, .row: true
      case .loose, .unproven: false
      }
    }
  }

  /// Where in their rows keys stand.
  private enum Mode: CaseIterable {
    case first, last, middle
  }

  /// How much wider than between the lines of a cell the gap between rows is, in points; browsers round to 0.75.
  static let gapExcess = 1.0
  /// How far off the middle of its row a key may stand, in points.
  private static let middleSlack = 1.2

  /// All lines, each in one band.
  private(set) var bands: [Band] = []
  private let ys: [Double]
  private let pitch: Double

  /// - Parameters:
  ///   - ys: the base lines from the top.
  ///   - keys: the lines of serial numbers and labels of sums.
  ///   - drawn: the lines below which a row's end is drawn.
  ///   - isStartDrawn: whether the table's body begins with a drawn line.
  ///   - pitch: the distance of base lines within cells.
  init(ys: [Double], keys: [Int], drawn: Set<Int>, isStartDrawn: Bool, pitch: Double) {
    self.ys = ys
    self.pitch = pitch
    var start = 0
    var next = 0
    for end in drawn.sorted() + [ys.count - 1] where end >= start && end < ys.count {
      let first = next
      while next < keys.count, keys[next] <= end { next += 1 }
      let isEndDrawn = drawn.contains(end)
      let own = Array(keys[first..<next])
      let isBegun = start > 0 || isStartDrawn
      if own.count <= 1, isBegun, isEndDrawn {
        bands.append(Band(lines: start..<end + 1, kind: .drawn))
      } else {
        part(start..<end + 1, own)
      }
      start = end + 1
    }
  }

  /// Whether rows may part below a line.
  func isWide(after line: Int) -> Bool {
    line + 1 < ys.count && ys[line + 1] - ys[line] >= pitch + Self.gapExcess
  }

  // MARK: Rows between drawn lines

  private mutating func part(_ lines: Range<Int>, _ keys: [Int]) {
    let found: [[Range<Int>?]] = Mode.allCases.map { self.rows($0, lines, keys) }
    let scores = found.map { $0.count { $0 != nil } }
    guard let best = scores.max(), best * 3 >= keys.count * 2 else {
      addUnproven(lines, keys)
      return
    }
    let equals = found.indices.filter { scores[$0] == best }
    var rows = found[equals[0]]
    for other in equals.dropFirst() {
      // Where two readings are as good, only what both say is known.
      for index in rows.indices where rows[index] != found[other][index] { rows[index] = nil }
    }
    add(rows, keys, in: lines)
  }

  private mutating func add(_ rows: [Range<Int>?], _ keys: [Int], in lines: Range<Int>) {
    var start = lines.lowerBound
    var open: [Int] = []
    for (row, key) in zip(rows, keys) {
      guard let row, row.lowerBound >= start else {
        open.append(key)
        continue
      }
      addUnproven(start..<row.lowerBound, open)
      open = []
      bands.append(Band(lines: row, kind: .row(key: key)))
      start = row.upperBound
    }
    addUnproven(start..<lines.upperBound, open)
  }

  /// Adds lines of which no row is known, one band a key; those without a key are loose.
  private mutating func addUnproven(_ lines: Range<Int>, _ keys: [Int]) {
    if lines.isEmpty { return }
    var start = lines.lowerBound
    for (index, key) in keys.enumerated() {
      let end = index + 1 < keys.count ? keys[index + 1] : lines.upperBound
      bands.append(Band(lines: start..<end, kind: .unproven(key: key)))
      start = end
    }
    if keys.isEmpty { bands.append(Band(lines: lines, kind: .loose)) }
  }

  /// The row of each key, where `mode` and the gaps agree on it.
  private func rows(_ mode: Mode, _ lines: Range<Int>, _ keys: [Int]) -> [Range<Int>?] {
    var rows: [Range<Int>?] = []
    for (index, key) in keys.enumerated() {
      let before = index == 0 ? lines.lowerBound : keys[index - 1] + 1
      let after = index + 1 < keys.count ? keys[index + 1] : lines.upperBound
      let row: Range<Int>?
      switch mode {
      case .first:
        row = key..<(index + 1 < keys.count ? after : end(from: key, before: after))
      case .last:
        row = (index > 0 ? before : start(from: key, notBefore: before))..<key + 1
      case .middle:
        row = centred(
          key, before, after, in: lines, expected: rows.last.flatMap { $0?.upperBound })
      }
      rows.append(row.flatMap { isParted($0, in: lines) ? $0 : nil })
    }
    return rows
  }

  private func isParted(_ row: Range<Int>, in lines: Range<Int>) -> Bool {
    (row.lowerBound == lines.lowerBound || isWide(after: row.lowerBound - 1))
      && (row.upperBound == lines.upperBound || isWide(after: row.upperBound - 1))
  }

  private func end(from key: Int, before end: Int) -> Int {
    var line = key
    while line + 1 < end, !isWide(after: line) { line += 1 }
    return line + 1
  }

  private func start(from key: Int, notBefore start: Int) -> Int {
    var line = key
    while line > start, !isWide(after: line - 1) { line -= 1 }
    return line
  }

  /// The lines in whose middle the key stands; of several choices the one that begins where the row above ends.
  private func centred(
    _ key: Int, _ before: Int, _ after: Int, in lines: Range<Int>, expected: Int?
  ) -> Range<Int>? {
    var choices: [Range<Int>] = []
    for start in before...key where start == lines.lowerBound || isWide(after: start - 1) {
      let mirrored = ys[key] * 2 - ys[start]
      let first = ys[key..<after].partitioningIndex { $0 >= mirrored - Self.middleSlack }
      guard first < after, ys[first] <= mirrored + Self.middleSlack else { continue }
      let nearest =
        first + 1 < after && abs(ys[first + 1] - mirrored) < abs(ys[first] - mirrored)
        ? first + 1 : first
      if nearest + 1 == ys.count || nearest + 1 == after || isWide(after: nearest) {
        choices.append(start..<nearest + 1)
      }
    }
    if let expected, let next = choices.first(where: { $0.lowerBound == expected }) { return next }
    return choices.count == 1 ? choices[0] : choices.first { $0.lowerBound == lines.lowerBound }
  }
}
