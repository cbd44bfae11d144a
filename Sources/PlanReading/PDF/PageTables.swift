internal import PlanModel

/// Turns the pages of a document into tables: the text around a grid and its rows, from top to bottom.
struct PageTables {
  var tables: [Table] = []
  private(set) var issues: [ReadIssue] = []
  /// Headings that stand above those of several columns.
  var furniture: [Furniture] = []
  /// The edges of the columns of the table that is open.
  var edges: [Double] = []
  /// Whether a table without lines is open, whose columns only its own page shows.
  var isAfterAligned = false
  /// How many rows the page has so far.
  var rowCount = 0
  var page = 1
  var broken = BrokenRows()
  private var ends: MergedAtEnd
  /// The table whose words imply its grid, which may go on with the next page.
  var impliedTable: ImpliedPage.OpenTable?
  /// The columns in which the page before ended with words of the first row of this one, or of none.
  var doubtfulColumns: Set<Int> = []
  /// Whether cells of the document cut their words off.
  private var isClipping = false

  /// Cells whose column cannot be told stand beyond those of any heading.
  static let strayColumn = 300

  init(vocabulary: Vocabulary) { ends = MergedAtEnd(vocabulary: vocabulary) }

  /// Ends the document: what lies on both sides of a page's end is held against the whole of it.
  mutating func finish() { ends.settle(&tables) }

  mutating func add(_ content: PageContent) {
    page = content.number
    rowCount = 0
    var grids = RuledGrid.grids(content.tableRules)
    if !edges.isEmpty, !grids.contains(where: { $0.columnEdges.count == edges.count }) {
      // Where a row or a merged cell neither begins nor ends, no line across is drawn.
      grids = RuledGrid.grids(RuledGrid.closing(content.tableRules, edges))
    }
    if grids.isEmpty || grids.contains(where: { Self.holdsSeveralRows($0, content) }),
      let implied = ImpliedPage(content, open: impliedTable)
    {
      add(implied, content)
      return
    }
    impliedTable = nil
    guard !grids.isEmpty else {
      addText(content.words)
      return
    }
    var rest = content.words
    for grid in grids {
      let box = grid.box
      let above = rest.filter { $0.box.middleY < box.top }
      rest.removeAll { $0.box.middleY < box.top }
      addText(above)
      let inside = rest.filter { box.contains(x: $0.box.middleX, y: $0.box.middleY) }
      rest.removeAll { box.contains(x: $0.box.middleX, y: $0.box.middleY) }
      add(grid, inside, content)
    }
    addText(rest)
  }

  // MARK: Ruled tables

  mutating func add(
    _ grid: RuledGrid, _ words: [PageWord], _ content: PageContent, implied: ImpliedTable? = nil
  ) {
    let lookup = RuledGrid.Lookup(grid)
    var parted = implied == nil ? Self.parted(words, lookup, content) : (words: words, torn: [])
    let openBelow = grid.openColumns(content.tableRules, at: grid.box.bottom)
    for word in content.words(below: grid, in: openBelow) {
      if let cell = lookup.cell(x: word.box.middleX, y: grid.box.bottom) {
        parted.torn.insert(cell)
      }
    }
    var contents: [RuledGrid.Cell: [PageWord]] = [:]
    for word in parted.words {
      if let cell = lookup.cell(x: word.box.middleX, y: word.box.middleY) {
        contents[cell, default: []].append(word)
      }
    }
    var targets: [RuledGrid.Cell: [String]] = [:]
    for link in content.links {
      guard let cell = lookup.cell(x: link.x, y: link.y) else { continue }
      targets[cell, default: []].append(link.target)
    }
    let hidden = content.glyphs.filter(\.isHidden)
    let clipped = ClippedCells(
      contents, of: grid, areCellsDrawn: implied == nil,
      across: implied == nil ? content.words(across: grid) : [], open: openBelow, hidden: hidden,
      seenBefore: isClipping
    ) {
      lookup.cell(x: $0, y: $1)
    }
    noteClipping(clipped.isSeen)
    let found = grid.cells.map { cell in
      var words = contents[cell] ?? []
      var rest: [PageWord] = []
      // The label of sums is whole, whatever else reaches into its cell.
      if clipped.cells.contains(cell), let label = words.first(where: { $0.isLabelOfAllSums }) {
        rest = words.filter { $0 != label }
        words = [label]
      }
      return GridCell(
        cell: cell, text: PageText.text(words), rest: PageText.text(rest), box: grid.box(of: cell),
        targets: targets[cell] ?? [], isClipped: clipped.cells.contains(cell),
        isUnproven: implied?.isLost(cell) ?? parted.torn.contains(cell))
    }
    var rows = rows(of: grid, found)
    var headingCount = broken.takeHeadings(rows)
    if let implied {
      headingCount = implied.headingRowCount
      broken.take(implied.layout.names)
      settle(implied, &rows)
    }
    rowCount += grid.rowEdges.count - 1
    append(
      rows, of: grid, below: headingCount, looseCount: implied?.looseCountAtEnd ?? .zero,
      undrawnAbove: grid.undrawnColumns(content.tableRules, at: grid.rowEdges[0]),
      openBelow: openBelow)
  }

  /// The words, parted where they are those of several cells, and the cells through whose edge a word goes on: nothing
  /// says where what is too long for its cell ends.
  private static func parted(
    _ words: [PageWord], _ lookup: RuledGrid.Lookup, _ content: PageContent
  ) -> (words: [PageWord], torn: Set<RuledGrid.Cell>) {
    let edges = lookup.grid.columnEdges
    var result: [PageWord] = []
    var torn: Set<RuledGrid.Cell> = []
    for word in words {
      guard edges.contains(where: { $0 > word.box.left + 0.5 && $0 < word.box.right - 0.5 }) else {
        result.append(word)
        continue
      }
      let starts = content.starts(of: word)
      let isTorn =
        starts.map { PageText.runsThrough(word, edges: edges, starts: $0) }
        ?? content.isOverprinted(word)
      guard isTorn else {
        result += PageText.parted(word, at: edges) { _ in starts }
        continue
      }
      result.append(word)
      for edge in edges where edge > word.box.left && edge < word.box.right {
        for x in [edge - 0.1, edge + 0.1] {
          if let cell = lookup.cell(x: x, y: word.box.middleY) { torn.insert(cell) }
        }
      }
    }
    return (result, torn)
  }

  /// The rows of a grid with its cells; what stands in a cell that is lost stands beside the row.
  private mutating func rows(of grid: RuledGrid, _ found: [GridCell]) -> [TableRow] {
    let rowTotal = grid.rowEdges.count - 1
    let numbering = numbering(of: grid, found)
    var rows = (0..<rowTotal).map { row in
      TableRow(
        place: place(
          rowCount + row + 1,
          PageRectangle(
            left: grid.box.left, top: grid.rowEdges[row], right: grid.box.right,
            bottom: grid.rowEdges[row + 1])),
        cells: [])
    }
    var strayCells: [Int: [TableCell]] = [:]
    let sumsRows = Set(found.filter { SumsLabel($0.text) != nil }.map(\.cell.row))
    let amounts = amountColumns(found, numbering)
    for cell in found {
      let line = rowCount + cell.cell.row + 1
      let first = numbering[cell.cell.column]
      let last = numbering[cell.cell.column + cell.cell.columnSpan]
      // An empty cell may have had words that were cut off as a whole; sums have empty cells beside them.
      let isLost =
        cell.isUnproven
        || isClipping && FormColumn(heading: cell.text) == nil
          && (sumsRows.contains(cell.cell.row)
            ? cell.isClipped && SumsLabel(cell.text) == nil : cell.isClipped || cell.text.isEmpty)
      // Sums say nothing but amounts: other words there reach in from the row above.
      let isLeft = isLost && sumsRows.contains(cell.cell.row) && !amounts.contains(first)
      rows[cell.cell.row].cells.append(
        TableCell(
          column: first, columnSpan: max(1, last - first), rowSpan: cell.cell.rowSpan,
          content: isLeft ? .empty : isLost ? .lost : cell.text.isEmpty ? .empty : .words,
          text: isLost ? "" : cell.text, place: place(line, cell.box),
          linkTarget: isLost ? nil : cell.differingTarget))
      let left = isLost ? cell.text : cell.rest
      if !left.isEmpty {
        strayCells[cell.cell.row, default: []].append(
          TableCell(
            column: Self.strayColumn + cell.cell.column, content: .words, text: left,
            place: place(line, cell.box)))
      }
    }
    for (row, cells) in strayCells { rows[row].cells += cells }
    return rows
  }

  // MARK: Implied tables

  /// Whether serial numbers that follow one another stand in one cell, amounts beside each: lines draw the columns only.
  private static func holdsSeveralRows(_ grid: RuledGrid, _ content: PageContent) -> Bool {
    let edges = grid.rowEdges
    guard let first = edges.first, let last = edges.last else { return false }
    let amounts = content.words.filter {
      $0.box.middleX > grid.columnEdges[1] && $0.text.unicodeScalars.allSatisfy(\.isOfAmount)
    }.map(\.box.middleY).sorted()
    // The last line of a telephone number may be one word of digits.
    let amountCountMin = 2
    var numbers: [Int: [Int]] = [:]
    for word in content.words
    where word.box.middleX > grid.columnEdges[0] && word.box.middleX < grid.columnEdges[1]
      && word.box.middleY > first && word.box.middleY < last
    {
      let slack = word.box.height / 4
      let beside = amounts.partitioningIndex { $0 >= word.box.middleY - slack }
      guard let number = SerialNumber.read(word.text), beside + amountCountMin <= amounts.count,
        amounts[beside + amountCountMin - 1] <= word.box.middleY + slack
      else { continue }
      numbers[edges.partitioningIndex { $0 > word.box.middleY }, default: []].append(number)
    }
    return numbers.values.contains { numbers in
      let sorted = numbers.sorted()
      return zip(sorted, sorted.dropFirst()).contains { $1 == $0 + 1 }
    }
  }

  /// The columns whose headings name amounts, here or where the table began.
  private func amountColumns(_ found: [GridCell], _ numbering: [Int]) -> Set<Int> {
    let own = found.filter { FormColumn(heading: $0.text)?.isAmount == true }
      .map { numbering[$0.cell.column] }
    return Set(own).union(broken.names.filter { $0.value.isAmount }.keys)
  }

  /// Adds the rows of a grid; the first below its headings may be the rest of the last page's last row, and the last
  /// `looseCount` belong to no row for sure.
  private mutating func append(
    _ rows: [TableRow], of grid: RuledGrid, below first: Int, looseCount: Int,
    undrawnAbove: Set<Int>, openBelow: Set<Int>
  ) {
    let columnCount = grid.columnEdges.count - 1
    let openAbove = undrawnAbove.count == columnCount ? [] : undrawnAbove
    var rows = rows
    var goesOn = false
    if let last = broken.last, last.page == page - 1, last.columnCount == columnCount,
      last.table == tables.count - 1, rows.indices.contains(first)
    {
      let lower = tables[last.table].rows.count + first
      let verdict = broken.verdict(rows[first], below: tables[last.table])
      switch verdict {
      case .apart:
        let unparted = broken.unpartedColumns(
          from: last, in: tables[last.table], undrawn: first > 0 ? nil : undrawnAbove)
        ends.add(
          MergedAtEnd.Meeting(
            upper: last, lower: lower, names: broken.names, open: last.open.union(openAbove),
            unparted: unparted))
      case .oneRow, .unproven:
        let again = broken.join(
          &rows, at: first, to: &tables[last.table], isProven: verdict == .oneRow)
        ends.add(again, of: last.table, in: lower)
        goesOn = true
      }
    }
    append(rows)
    let table = tables.count - 1
    if rows.count - looseCount <= first {
      // A row that fills the page goes on with the next one; headings alone are no row, and rows go on behind them.
      broken.last = broken.last.flatMap { $0.table == table && $0.page == page - 1 ? $0 : nil }
      if goesOn { broken.last?.open = openBelow }
      broken.last?.page = page
      return
    }
    let count = tables[table].rows.count
    broken.last = BrokenRows.Row(
      table: table, row: count - 1 - looseCount, first: count - rows.count, page: page,
      columnCount: columnCount, open: openBelow)
  }

  private mutating func noteClipping(_ isSeen: Bool) {
    guard isSeen, !isClipping else { return }
    isClipping = true
    var place = Place()
    place.page = page
    issues.append(
      ReadIssue(
        code: "words-cut-off", at: place,
        text:
          "words reach beyond their cells or are cut off there; what stands in cells without room for one more "
          + "line may be cut off and is not read"))
  }

  private struct GridCell {
    var cell: RuledGrid.Cell
    var text: String
    /// Words of other cells that reach into it.
    var rest: String
    var box: PageRectangle
    /// The addresses of the links in it; those of a cell above may reach in that a page's end broke.
    var targets: [String]
    var isClipped: Bool
    /// Whether nothing proves which of the words around are its own.
    var isUnproven: Bool

    /// The address of the link, where the words are that of none.
    var differingTarget: String? {
      targets.contains(text.filter { $0 != "\n" && $0 != " " }) ? nil : targets.first
    }
  }

  /// The number of each column edge in the open table; a grid with headings of its own begins a table.
  private mutating func numbering(of grid: RuledGrid, _ cells: [GridCell]) -> [Int] {
    let own = Array(1...grid.columnEdges.count)
    let headingCount = Set(
      cells.filter { $0.cell.row < 4 }.compactMap { FormColumn(heading: $0.text) }
    ).count
    if headingCount >= 3 || (edges.isEmpty && !isAfterAligned) {
      isAfterAligned = false
      if edges.count != grid.columnEdges.count { tables.append(Self.emptyTable) }
      edges = grid.columnEdges
      return own
    }
    if edges.count == grid.columnEdges.count { return own }
    var numbers: [Int] = []
    for edge in grid.columnEdges {
      guard let nearest = edges.indices.min(by: { abs(edges[$0] - edge) < abs(edges[$1] - edge) }),
        abs(edges[nearest] - edge) <= 4, numbers.last != nearest + 1
      else {
        issues.append(
          ReadIssue(
            code: "columns-differ",
            at: Place(page: page, lines: rowCount + 1, through: rowCount + 1),
            text:
              "the table goes on with \(grid.columnEdges.count - 1) columns, which do not stand "
              + "below the \(edges.count - 1) of its headings; its rows are not placed"))
        return own.map { $0 + Self.strayColumn }
      }
      numbers.append(nearest + 1)
    }
    return numbers
  }

  static var emptyTable: Table {
    Table(name: nil, rows: [], emptyCells: .areLostWhereRequired)
  }

  mutating func append(_ rows: [TableRow]) {
    if tables.isEmpty { tables.append(Self.emptyTable) }
    tables[tables.count - 1].rows += rows
  }

  func place(_ line: Int, _ box: PageRectangle) -> Place {
    var place = Place(page: page, lines: line, through: line)
    place.box = box.placed
    return place
  }
}

extension Unicode.Scalar {
  fileprivate var isOfAmount: Bool { digitValue != nil || halfWidth == "," || isHyphenLike }
}

extension PageContent {
  /// The words on the line below a table in columns that are open there: their cells go on.
  fileprivate func words(below table: RuledGrid, in columns: Set<Int>) -> [PageWord] {
    if columns.isEmpty { return [] }
    let bottom = table.box.bottom
    return words.filter { word in
      word.box.middleY > bottom && word.box.top < bottom + word.box.height
        && RuledGrid.index(of: word.box.middleX, in: table.columnEdges)
          .map { columns.contains($0 + 1) } ?? false
    }
  }

  /// The words that stand below a table and in one of its columns, with a good part of their height in it.
  fileprivate func words(across table: RuledGrid) -> [PageWord] {
    let bottom = table.box.bottom
    return words.filter { word in
      word.box.middleY > bottom && word.box.top < bottom - word.box.height / 3
        && word.box.left > table.box.left && word.box.right < table.box.right
        && !table.columnEdges.contains { $0 > word.box.left && $0 < word.box.right }
    }
  }
}

extension PageWord {
  /// Whether the word labels the sums of a whole plan, as 合計 does.
  fileprivate var isLabelOfAllSums: Bool { SumsLabel(text).map { $0 != .part } ?? false }
}
