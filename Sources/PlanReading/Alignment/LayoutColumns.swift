internal import PlanModel

/// The columns of a table of text whose layout was kept, below one heading on one page.
///
/// Blanks that go through all lines part groups of columns. Extractors shift cells where columns stand close, so that
/// a group can hold several columns; `LayoutCells` parts them in each row apart.
struct LayoutColumns {
  /// Columns that no free stretch of the page parts.
  struct Group {
    var left: Double
    var right: Double
    var columns: Range<Int>
  }

  /// The fewest blanks through all lines that part columns: one alone can stand between words.
  static let gutterMin = 2.0

  /// What the columns are, from left to right.
  let names: [FormColumn?]
  let headings: [[PageWord]]
  /// Whether headings of its own name the columns, not those of the page before.
  let isHeaded: Bool
  private(set) var groups: [Group] = []

  /// The most columns of a table; words that stand in more are none.
  private static let columnCountMax = 256

  /// The columns that stand below `heading`, if they can be so many.
  init?(heading: [[PageWord]], body: [[PageWord]]) {
    isHeaded = true
    let columns = AlignedColumns(heading: heading, gap: 0)
    headings = columns.columns.map(\.heading)
    names = columns.headingTexts().map { FormColumn(heading: $0) }
    var found: [(stretch: Group, isHeaded: Bool, hasBody: Bool)] = []
    let bodies = Self.stretches(Self.intervals(body))
    guard max(columns.columns.count, bodies.count) <= Self.columnCountMax else { return nil }
    let all = Self.stretches(
      bodies.map { ($0.left, $0.right) } + columns.columns.map { ($0.left, $0.right) })
    var next = 0
    for stretch in all {
      let first = next
      while next < columns.columns.count, columns.columns[next].left < stretch.right { next += 1 }
      let hasBody = bodies.contains { $0.left < stretch.right && $0.right > stretch.left }
      let group = Group(left: stretch.left, right: stretch.right, columns: first..<next)
      found.append((group, first < next, hasBody))
    }
    adopt(&found)
  }

  /// The columns of a page without headings, if they are as many as the page before has.
  init?(body: [[PageWord]], like names: [FormColumn?]) {
    let stretches = Self.stretches(Self.intervals(body))
    guard !names.isEmpty, stretches.count == names.count else { return nil }
    self.names = names
    isHeaded = false
    headings = names.map { _ in [] }
    groups = stretches.enumerated().map {
      Group(left: $1.left, right: $1.right, columns: $0..<$0 + 1)
    }
  }

  /// Gives each stretch without a heading to the heading beside it that has no words below it.
  ///
  /// Where neither side or both are such, the stretch and both sides are one group.
  private mutating func adopt(_ found: inout [(stretch: Group, isHeaded: Bool, hasBody: Bool)]) {
    var index = 0
    while index < found.count {
      guard !found[index].isHeaded, found.count > 1 else {
        index += 1
        continue
      }
      let sides = [index - 1, index + 1].filter { found.indices.contains($0) }
      let bare = sides.filter { found[$0].isHeaded && !found[$0].hasBody }
      let taken = bare.count == 1 ? bare : sides
      let low = min(index, taken.min() ?? index)
      let high = max(index, taken.max() ?? index)
      for other in low + 1...high {
        found[low].stretch.right = found[other].stretch.right
        found[low].stretch.columns =
          found[low].isHeaded
          ? found[low].stretch.columns.lowerBound..<found[other].stretch.columns.upperBound
          : found[other].stretch.columns
        found[low].isHeaded = found[low].isHeaded || found[other].isHeaded
        found[low].hasBody = found[low].hasBody || found[other].hasBody
      }
      found.removeSubrange(low + 1...high)
      index = low
      if !found[low].isHeaded { break }
    }
    groups = found.map(\.stretch)
  }

  private static func intervals(_ lines: [[PageWord]]) -> [(left: Double, right: Double)] {
    lines.joined().filter { SumsLabel($0.text) == nil }.map { ($0.box.left, $0.box.right) }
  }

  /// The stretches that the intervals take, parted by at least `gutter` blanks.
  static func stretches(
    _ intervals: [(left: Double, right: Double)], gutter: Double = gutterMin
  ) -> [(left: Double, right: Double)] {
    var result: [(left: Double, right: Double)] = []
    for interval in intervals.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) {
      if let last = result.last, interval.left < last.right + gutter {
        result[result.count - 1].right = max(last.right, interval.right)
      } else {
        result.append(interval)
      }
    }
    return result
  }

  /// The group in which the word stands; the label of sums may stand between two.
  func group(of word: PageWord) -> Int? {
    groups.firstIndex { $0.left < word.box.right && word.box.left < $0.right }
  }
}
