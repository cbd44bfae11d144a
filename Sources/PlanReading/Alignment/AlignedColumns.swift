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
  ///
  /// Between columns that have both, headings without words and words without a heading must be as many, one of each
  /// side by side: then only one way to pair them leaves none over.
  private mutating func adoptHeadless() {
    func isWhole(_ column: Column) -> Bool { !column.heading.isEmpty && column.hasBody }
    var result: [Column] = []
    var index = 0
    while index < columns.count {
      var end = index
      while end < columns.count, !isWhole(columns[end]) { end += 1 }
      let run = columns[index..<end]
      let pairs = stride(from: index, to: end, by: 2).map { columns[$0..<min($0 + 2, end)] }
      if pairs.allSatisfy({ $0.count == 2 && $0.count { $0.heading.isEmpty } == 1 }) {
        for pair in pairs {
          var column = pair[pair.startIndex]
          column.add(pair[pair.startIndex + 1])
          result.append(column)
        }
      } else {
        result += run
      }
      if end < columns.count { result.append(columns[end]) }
      index = end + 1
    }
    columns = result
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
