internal import PlanModel

/// Text of a page that stands in no grid.
extension PageTables {
  mutating func addText(_ words: [PageWord]) {
    for line in PageText.lines(words) { addLine(PageText.runs(line, gap: 2)) }
  }

  /// A line of text as a row; its runs stand in the columns below or above them.
  private mutating func addLine(_ runs: [PageWord]) {
    guard let first = runs.first else { return }
    rowCount += 1
    var cells: [TableCell] = []
    var last = 0
    var strayCount = 0
    let isStray = isOutsideOfForm(runs)
    for run in runs {
      // Where the column cannot be told, none is taken: the next one would be another's.
      let column =
        isStray
        ? stray(&strayCount)
        : runs.count == 1
          ? 1 : columnOfText(run).flatMap { $0 > last ? $0 : nil } ?? stray(&strayCount)
      last = max(last, column)
      cells.append(
        TableCell(
          column: column, content: .words, text: run.text, place: place(rowCount, run.box)))
    }
    let box = runs.dropFirst().reduce(first.box) { $0.union($1.box) }
    append([TableRow(place: place(rowCount, box), cells: cells)])
  }

  /// Whether a line beside a ruled table says nothing that the form has there, so that no column is proven for it.
  private func isOutsideOfForm(_ runs: [PageWord]) -> Bool {
    if edges.isEmpty { return false }
    if runs.count == 1 {
      // A note's number stands where the serial numbers do.
      return SerialNumber.read(runs[0].text) != nil
        || NoteMark.number(Array(runs[0].text.unicodeScalars)[...]) != nil
    }
    return !runs.contains {
      SumsLabel($0.text) != nil || FormLine.isUnit($0.text) || FormLine.isHeading($0.text)
        || FormLine.isNote($0.text) || FormColumn(heading: $0.text) != nil
    }
  }

  /// The column of the open table in which words beside it stand; before any table they are numbered through.
  private func columnOfText(_ run: PageWord) -> Int? {
    if edges.isEmpty { return isAfterAligned ? nil : Int(max(1, min(run.box.left / 10, 250))) }
    return RuledGrid.index(of: run.box.middleX, in: edges).map { $0 + 1 }
  }

  private func stray(_ count: inout Int) -> Int {
    count += 1
    return Self.strayColumn + count
  }

  /// A table of which no row is proven: its headings, and its words without a column.
  mutating func addUnread(_ heading: [PageWord], _ body: [PageWord]) {
    edges = []
    isAfterAligned = true
    tables.append(Self.emptyTable)
    if !heading.isEmpty { addHeading(heading) }
    for line in PageText.lines(body) {
      rowCount += 1
      let cells = line.enumerated().map { index, word in
        TableCell(
          column: Self.strayColumn + index, content: .words, text: word.text,
          place: place(rowCount, word.box))
      }
      append([TableRow(place: place(rowCount, Self.box(line)), cells: cells)])
    }
  }

  /// The row of headings, which are not none.
  private mutating func addHeading(_ heading: [PageWord]) {
    let columns = AlignedColumns(heading: [heading], gap: 0)
    rowCount += 1
    let cells = zip(columns.headingTexts(), columns.columns).enumerated().compactMap {
      index, column -> TableCell? in
      if column.1.heading.isEmpty { return nil }
      return TableCell(
        column: index + 1, content: .words, text: column.0,
        place: place(rowCount, Self.box(column.1.heading)))
    }
    append([TableRow(place: place(rowCount, Self.box(heading)), cells: cells)])
  }

  private static func box(_ words: [PageWord]) -> PageRectangle {
    words.dropFirst().reduce(words[0].box) { $0.union($1.box) }
  }
}
