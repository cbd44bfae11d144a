internal import PlanModel

/// The tables that the words of a page imply, with the text around them.
struct ImpliedPage {
  enum Part {
    case text([PageWord])
    case table(ImpliedTable)
    /// A table of which no row is proven.
    case unread(heading: [PageWord], body: [PageWord])
  }

  /// The columns of a table that may go on with the next page.
  struct OpenTable {
    var layout: ColumnLayout
    /// How far the words of each column reached so far.
    var extents: [ClosedRange<Double>]
  }

  /// From top to bottom.
  private(set) var parts: [Part] = []
  private(set) var open: OpenTable?

  /// The most words of a heading that are looked at.
  private static let headingWordMax = 200

  /// `nil` where the page has neither headings nor rows below those of the page before.
  init?(_ content: PageContent, open: OpenTable?) {
    self.open = open
    let lines = PageText.lines(content.words)
    let headings = AlignedTable(lines, gap: 0.3).headings
    var next = 0
    if headings.first?.lowerBound != 0, let open {
      let limit = headings.first?.lowerBound ?? lines.count
      let end = Self.end(of: lines, from: 0, to: limit, left: open.layout.extents[1].lowerBound)
      let body = Array(lines[..<end].joined())
      if let layout = ColumnLayout(
        heading: open.layout.heading, body: body, before: open.extents,
        standing: content.rules.filter(\.isVertical)), layout.count == open.layout.count,
        layout.names == open.layout.names
      {
        add(layout, heading: [], body: body, content)
        next = end
      }
    }
    for (ordinal, heading) in headings.enumerated() where heading.lowerBound >= next {
      addText(lines[next..<heading.lowerBound])
      let limit = ordinal + 1 < headings.count ? headings[ordinal + 1].lowerBound : lines.count
      let words = Array(lines[heading].joined())
      let standing = content.rules.filter(\.isVertical)
      let left = AlignedColumns(heading: [words], gap: 0).columns.dropFirst().first?.left
      let end = Self.end(of: lines, from: heading.upperBound, to: limit, left: left ?? .infinity)
      let body = Array(lines[heading.upperBound..<end].joined())
      next = end
      if words.count <= Self.headingWordMax,
        let layout = ColumnLayout(heading: words, body: body, before: [], standing: standing)
      {
        add(layout, heading: words, body: body, content)
      } else {
        parts.append(.unread(heading: words, body: body))
      }
    }
    addText(lines[next...])
    if parts.allSatisfy({ if case .text = $0 { true } else { false } }) { return nil }
  }

  private mutating func addText(_ lines: ArraySlice<[PageWord]>) {
    if !lines.isEmpty { parts.append(.text(Array(lines.joined()))) }
  }

  private mutating func add(
    _ layout: ColumnLayout, heading: [PageWord], body: [PageWord], _ content: PageContent
  ) {
    var words = body
    if layout.isDrawn {
      words = words.flatMap { PageText.parted($0, at: layout.edges) { content.starts(of: $0) } }
    }
    guard let table = ImpliedTable(layout: layout, heading: heading, body: words, content: content)
    else {
      parts.append(.unread(heading: heading, body: body))
      return
    }
    parts.append(.table(table))
    if !table.below.isEmpty { parts.append(.text(table.below)) }
    var extents = layout.extents
    if let open, heading.isEmpty {
      extents = zip(open.extents, extents).map {
        min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
      }
    }
    open = OpenTable(layout: layout, extents: extents)
  }

  /// The line behind the last one of the table: left of its second column a note, a unit or a heading follows.
  private static func end(
    of lines: [[PageWord]], from start: Int, to limit: Int, left: Double
  ) -> Int {
    for index in start..<limit {
      guard let first = lines[index].first, first.box.left < left else { continue }
      let isAlone = lines[index].count == 1
      if FormLine.isNote(first.text)
        || isAlone && (FormLine.isWholeHeading(first.text) || FormLine.isUnit(first.text))
      {
        return index
      }
    }
    return limit
  }
}
