internal import PlanModel

/// The columns of a table, told from drawn lines or from the gutters between its words.
struct ColumnLayout {
  /// The x of the columns' edges, ascending.
  private(set) var edges: [Double] = []
  /// How far the words of each column reach.
  private(set) var extents: [ClosedRange<Double>] = []
  /// What the columns are, as their headings say.
  private(set) var names: [FormColumn?] = []
  /// Columns of which nobody can part the words.
  private(set) var glued: Set<Int> = []
  /// Columns that may hold words of the column beside them.
  private(set) var doubtful: Set<Int> = []
  /// Columns without a heading.
  private(set) var headless: Set<Int> = []
  /// Whether lines draw the columns.
  private(set) var isDrawn = false
  let heading: [PageWord]
  /// The words of the headings that stand above several others.
  private(set) var groups: Set<PageWord> = []

  /// The narrowest gutter, in points: columns without padding touch.
  private static let gutterMin = -0.2
  /// How far words may reach over the edge of their column, in points.
  private static let edgeSlack = 0.5
  /// How near to a heading without words the words beside it may be its own, in characters.
  private static let bareReach = 1.5
  /// The most columns of a table.
  private static let countMax = 40
  /// The most words of a heading of which the levels are looked at.
  private static let headingWordMax = 200
  /// The fewest headings of the form that make a table.
  private static let nameCountMin = 5
  /// How much of a table's height the line beside a column covers.
  private static let coverageMin = 0.6

  var count: Int { extents.count }

  /// `heading` stands on this page or where the table began, `body` below it; `before` is how far the columns reached
  /// on earlier pages, and `standing` the vertical lines.
  init?(
    heading: [PageWord], body: [PageWord], before: [ClosedRange<Double>], standing: [PageRule]
  ) {
    self.heading = heading
    let heights = heading + body
    guard let top = heights.map(\.box.top).min(), let bottom = heights.map(\.box.bottom).max(),
      !body.isEmpty
    else { return nil }
    findGroups()
    findDrawn(standing, top, bottom)
    if !isDrawn { findGutters(body, before) }
    guard (2...Self.countMax).contains(count),
      Set(names.compactMap(\.self)).count >= Self.nameCountMin
    else { return nil }
  }

  /// The column of that name, where it is the only one.
  func index(of name: FormColumn) -> Int? {
    let own = names.indices.filter { names[$0] == name }
    return own.count == 1 ? own[0] : nil
  }

  /// The columns in which the word stands.
  func columns(of word: PageWord) -> [Int] {
    let first = edges.partitioningIndex { $0 > word.box.left + Self.edgeSlack } - 1
    let last = edges.partitioningIndex { $0 >= word.box.right - Self.edgeSlack } - 1
    let inner = max(0, first)...max(0, first, last)
    return inner.filter { $0 < count }
  }

  /// Finds the headings of the upper of two levels: two others or more stand side by side below each.
  private mutating func findGroups() {
    guard heading.count <= Self.headingWordMax else { return }
    for word in heading {
      let below = heading.filter {
        $0.box.top >= word.box.bottom - word.box.height / 2 && $0.box.right > word.box.left
          && $0.box.left < word.box.right
      }
      if AlignedColumns(heading: [below], gap: 0).columns.count > 1 { groups.insert(word) }
    }
  }

  // MARK: Drawn columns

  private mutating func findDrawn(_ standing: [PageRule], _ top: Double, _ bottom: Double) {
    var coverage: [(x: Double, covered: Double)] = []
    for rule in standing.sorted(by: { $0.position < $1.position }) {
      let covered = max(0, min(rule.end, bottom) - max(rule.start, top))
      if let last = coverage.last, rule.position - last.x <= RuledGrid.tolerance {
        coverage[coverage.count - 1].covered += covered
      } else {
        coverage.append((rule.position, covered))
      }
    }
    let found = coverage.filter { $0.covered >= (bottom - top) * Self.coverageMin }.map(\.x)
    guard found.count > Self.nameCountMin, found.count <= Self.countMax + 1 else { return }
    edges = found
    if let left = heading.map(\.box.left).min(), left < edges[0] { edges.insert(left - 1, at: 0) }
    if let right = heading.map(\.box.right).max(), right > edges[edges.count - 1] {
      edges.append(right + 1)
    }
    isDrawn = true
    extents = zip(edges, edges.dropFirst()).map { $0...$1 }
    names = extents.map { extent in
      let own = heading.filter { extent.contains($0.box.middleX) }
      return FormColumn(heading: Self.text(own))
    }
  }

  private static func text(_ words: [PageWord]) -> String {
    words.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }.map(\.text).joined()
  }

  // MARK: Gutters

  private mutating func findGutters(_ body: [PageWord], _ before: [ClosedRange<Double>]) {
    let earlier = before.map {
      PageWord(
        text: "", box: PageRectangle(left: $0.lowerBound, top: 0, right: $0.upperBound, bottom: 0))
    }
    let found = AlignedColumns(
      heading: [heading.filter { !groups.contains($0) }], body: [body, earlier],
      gap: Self.gutterMin)
    let columns = found.columns
    guard let first = columns.first, let last = columns.last else { return }
    extents = columns.map { $0.left...$0.right }
    edges =
      [first.left - 1]
      + zip(columns, columns.dropFirst()).map { ($0.right + $1.left) / 2 } + [last.right + 1]
    names = found.headingTexts().map { FormColumn(heading: $0) }
    glued = found.glued
    headless = Set(columns.indices.filter { columns[$0].heading.isEmpty })
    for (index, column) in columns.enumerated() where !column.hasBody && !column.heading.isEmpty {
      // Words that touch those of the column beside them are one word with them.
      let reach = (column.heading.map(\.box.height).max() ?? .zero) * Self.bareReach
      let isRequired = names[index].map { $0.isAmount || $0 == .number } ?? true
      for side in [index - 1, index + 1] where columns.indices.contains(side) {
        let gap = max(columns[side].left - column.right, column.left - columns[side].right)
        if isRequired || gap < reach { doubtful.insert(side) }
      }
    }
  }

  /// Widens the table to both sides, as far as its lines reach.
  mutating func reach(from left: Double, to right: Double) {
    edges[0] = min(edges[0], left)
    edges[edges.count - 1] = max(edges[edges.count - 1], right)
  }
}
