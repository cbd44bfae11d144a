internal import PlanModel

/// The columns of a table without ruling lines, told from where its words stand.
struct AlignedColumns {
  /// One column: how far its words reach, and whether a heading stands above it.
  struct Column {
    var left: Double
    var right: Double
    var heading: [PageWord] = []
    var hasBody = false

    func overlaps(_ word: PageWord) -> Bool { word.box.left < right && word.box.right > left }

    mutating func add(_ other: Column) {
      left = min(left, other.left)
      right = max(right, other.right)
      heading += other.heading
      hasBody = hasBody || other.hasBody
    }
  }

  private(set) var columns: [Column] = []
  /// Columns under more than one heading, whose words nobody can part.
  private(set) var glued: Set<Int> = []

  /// Columns of `heading` alone, to see whether it is one.
  init(heading: [[PageWord]], gap: Double) {
    columns = Self.components(
      heading.joined().map { Column(left: $0.box.left, right: $0.box.right, heading: [$0]) }, gap)
  }

  /// Columns of a table with that heading and those lines below it.
  init(heading: [[PageWord]], body: [[PageWord]], gap: Double) {
    let headings = AlignedColumns(heading: heading, gap: gap).columns
    let own = body.joined().filter { word in
      // A word below two headings belongs to neither of them for sure.
      headings.count { $0.overlaps(word) } < 2 && SumsLabel(word.text) == nil
    }
    columns = Self.components(
      headings + own.map { Column(left: $0.box.left, right: $0.box.right, hasBody: true) }, gap)
    adoptHeadless()
    for (index, column) in columns.enumerated() {
      let own = AlignedColumns(heading: [column.heading], gap: gap).columns
      if own.count > 1 { glued.insert(index) }
    }
  }

  private static func components(_ parts: [Column], _ gap: Double) -> [Column] {
    var result: [Column] = []
    for part in parts.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) {
      if let last = result.last, part.left < last.right + gap {
        result[result.count - 1].add(part)
      } else {
        result.append(part)
      }
    }
    return result
  }

  /// Gives words that stand beside a heading without words below it to that heading, where there is no other choice.
  private mutating func adoptHeadless() {
    func isBare(_ index: Int) -> Bool {
      columns.indices.contains(index) && !columns[index].heading.isEmpty && !columns[index].hasBody
    }
    func isHeadless(_ index: Int) -> Bool {
      columns.indices.contains(index) && columns[index].heading.isEmpty
    }
    var index = 0
    while index < columns.count {
      if isHeadless(index) {
        let sides = [index - 1, index + 1].filter { isBare($0) }
        if sides.count == 1, let side = sides.first,
          !isHeadless(2 * side - index)
        {
          columns[side].add(columns[index])
          columns.remove(at: index)
          index = max(0, index - 2)
          continue
        }
      }
      index += 1
    }
  }

  /// The headings of the columns, wrapped lines joined.
  func headingTexts() -> [String] {
    columns.map { Self.headingText($0.heading) }
  }

  static func headingText(_ words: [PageWord]) -> String {
    words.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }.map(\.text).joined()
  }

  /// How many columns of the form are named.
  var score: Int { Set(headingTexts().compactMap { FormColumn(heading: $0) }).count }

  /// The only column in which the word stands, from 0.
  func index(of word: PageWord) -> Int? {
    let own = columns.indices.filter { columns[$0].overlaps(word) }
    return own.count == 1 ? own[0] : nil
  }
}
