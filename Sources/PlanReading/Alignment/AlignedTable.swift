internal import PlanModel

/// A page whose words stand below headings, without ruling lines: a page of PDF, or of text with kept layout.
struct AlignedTable {
  let lines: [[PageWord]]
  private let gap: Double
  /// The lines of each heading.
  private(set) var headings: [Range<Int>] = []

  /// The most lines over which a heading goes.
  private static let headingLineMax = 5
  /// The fewest words side by side that only rows of the table have.
  private static let rowWordCountMin = 6
  /// The fewest headings that make lines the heading of a table.
  private static let headingCountMin = 5

  init(_ lines: [[PageWord]], gap: Double) {
    self.lines = lines
    self.gap = gap
    findHeadings()
  }

  /// Whether there are headings below which a table can stand.
  var isTable: Bool { !headings.isEmpty }

  /// How many headings of the form are there in all.
  var score: Int {
    headings.reduce(0) { $0 + AlignedColumns(heading: Array(lines[$1]), gap: gap).score }
  }

  private mutating func findHeadings() {
    var start = 0
    while start < lines.count {
      guard Self.hasHeadingWord(lines[start]) else {
        start += 1
        continue
      }
      var best = (count: 0, score: 0, strangers: Int.max)
      for count in 1...Self.headingLineMax where start + count <= lines.count {
        if count > 1, Self.isApart(lines[start + count - 1], lines[start + count - 2]) { break }
        let columns = AlignedColumns(heading: Array(lines[start..<start + count]), gap: gap)
        // A line of which words stand beside the headings is the first of the body.
        let strangers = columns.headingTexts().count { FormColumn(heading: $0) == nil }
        let score = columns.score
        if score > best.score || score == best.score && strangers <= best.strangers {
          best = (count, score, strangers)
        }
      }
      if best.score >= Self.headingCountMin {
        headings.append(start..<start + best.count)
        start += best.count
      } else {
        start += 1
      }
    }
  }

  /// Whether more than half a line is left free between a line and the one before it.
  private static func isApart(_ line: [PageWord], _ before: [PageWord]) -> Bool {
    guard let top = line.map(\.box.top).min(), let bottom = before.map(\.box.bottom).max(),
      let height = line.first?.box.height
    else { return true }
    return top - bottom > height * 0.9
  }

  private static func hasHeadingWord(_ line: [PageWord]) -> Bool {
    line.contains { FormColumn(heading: $0.text) != nil || FormColumn.mayBeginHeading($0.text) }
  }

  /// A stretch of lines of a page.
  enum Part {
    /// Lines above, between and below tables.
    case text([[PageWord]])
    /// The lines of a heading and those below it.
    case table(heading: [[PageWord]], body: [[PageWord]])
  }

  /// The parts of the page from top to bottom, one table in each group.
  func parts() -> [[Part]] {
    var tables: [[Part]] = []
    var next = 0
    var parts: [Part] = []
    for (ordinal, heading) in headings.enumerated() {
      parts.append(.text(Array(lines[next..<heading.lowerBound])))
      let limit = ordinal + 1 < headings.count ? headings[ordinal + 1].lowerBound : lines.count
      let end = bodyEnd(from: heading.upperBound, to: limit, below: lines[heading])
      let body = Array(lines[heading.upperBound..<end])
      let words = Array(lines[heading])
      parts.append(.table(heading: words, body: body))
      next = end
      if ordinal + 1 < headings.count {
        // What stands between this table and the next belongs to either; the shared step tells.
        parts.append(.text(Array(lines[next..<limit])))
        next = limit
        tables.append(parts)
        parts = []
      }
    }
    parts.append(.text(Array(lines[next...])))
    return tables + [parts]
  }

  /// The line behind the last one of the table: notes or another heading follow.
  ///
  /// A line that names a plan but stands below one of the `headings` is of a cell, as long as no sums were there.
  func bodyEnd(
    from start: Int, to limit: Int, below headings: ArraySlice<[PageWord]> = []
  ) -> Int {
    let columns = AlignedColumns(heading: Array(headings), gap: gap)
    var hasSums = false
    // A description can have lines that begin as notes do.
    let lastRow = (start..<limit).last { lines[$0].count >= Self.rowWordCountMin } ?? start - 1
    for index in start..<limit {
      guard let first = lines[index].first else { continue }
      if FormLine.isNote(first.text), index > lastRow { return index }
      hasSums = hasSums || SumsLabel(first.text) != nil
      if lines[index].count == 1, FormLine.isWholeHeading(first.text),
        hasSums || columns.index(of: first) == nil
      {
        return index
      }
    }
    return limit
  }

  /// Words that stand in no column.
  static func strays(
    _ words: [PageWord], _ place: ([PageWord]) -> Place
  ) -> [TableCell] {
    words.enumerated().map { offset, word in
      TableCell(
        column: PageTables.strayColumn + offset, content: .words, text: word.text,
        place: place([word]))
    }
  }

  /// A line above or below a table as a row.
  static func textRow(_ line: [PageWord], _ place: ([PageWord]) -> Place) -> TableRow {
    TableRow(
      place: place(line),
      cells: line.enumerated().map { offset, word in
        TableCell(column: offset + 1, content: .words, text: word.text, place: place([word]))
      })
  }
}
