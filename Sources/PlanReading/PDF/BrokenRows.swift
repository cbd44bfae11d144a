internal import PlanModel

/// Rows that the end of a page breaks: the upper part ends one page, the lower part begins the next.
///
/// A cell merged over rows may lie on both sides of the end; `MergedAtEnd` judges those between whole rows.
struct BrokenRows {
  /// Where a grid's last row stands, and on which page.
  struct Row {
    var table: Int
    var row: Int
    /// The first row of its page's part of the grid.
    var first: Int
    var page: Int
    var columnCount: Int
    /// The columns whose cells go on below the page, as it draws them.
    var open: Set<Int>
  }

  /// What the rows on both sides of a page's end are.
  enum Verdict {
    case apart, oneRow
    /// One row or two, nobody can tell.
    case unproven
  }

  /// What the columns of the open table are, as the cells of its heading name them.
  private(set) var names: [Int: FormColumn] = [:]
  /// The last row of the last grid.
  var last: Row?

  /// The most rows above a heading in its grid.
  private static let rowsAboveMax = 3

  /// Takes the headings of a grid, and says how many rows they take with those above them.
  mutating func takeHeadings(_ rows: [TableRow]) -> Int {
    let table = Table(name: nil, rows: rows, emptyCells: .areLostWhereRequired)
    for start in rows.indices.prefix(Self.rowsAboveMax + 1) {
      guard let heading = HeadingRows(at: start, of: table) else { continue }
      names = [:]
      for index in 1...heading.map.lastColumn { names[index] = heading.map.column(at: index) }
      return start + heading.rowCount
    }
    return 0
  }

  /// Takes the columns of a table, from left to right, as its layout names them.
  mutating func take(_ layout: [FormColumn?]) {
    names = [:]
    for (index, name) in layout.enumerated() { names[index + 1] = name }
  }

  // MARK: Verdict

  /// Whether the last row of `table` goes on with `lower`, the first row below the headings of the next page.
  ///
  /// Rows with a serial number each are two. With one or none they are one, unless amounts stand in both: a row that
  /// lost its number has all of them, and of a part with some nobody knows.
  func verdict(_ lower: TableRow, below table: Table) -> Verdict {
    guard let last, names.values.contains(.number), !isParted(from: last, in: table) else {
      return .apart
    }
    let upper = Self.spots(over: last, in: table).mapValues { $0.cell(in: table) }
    let own = Array(upper.values) + lower.cells.filter { $0.column < PageTables.strayColumn }
    guard own.allSatisfy({ $0.columnSpan == 1 && SumsLabel($0.text) == nil }) else { return .apart }
    let filled = [Array(upper.values), lower.cells].map { cells in
      Set(cells.filter { $0.content == .words }.compactMap { names[$0.column] })
    }
    if filled.allSatisfy({ $0.contains(.number) }) { return .apart }
    let shared = filled[0].intersection(filled[1])
    if !shared.contains(where: \.isAmount) { return .oneRow }
    let isWhole = filled.allSatisfy {
      $0.isSuperset(of: [.category, .cost, .start]) && $0.count(where: \.isAmount) > 1
    }
    return isWhole ? .apart : .unproven
  }

  /// Whether lines of the form stand between the last row and the end of the table: the next plan's, or notes.
  private func isParted(from last: Row, in table: Table) -> Bool {
    table.rows.dropFirst(last.row + 1).contains { row in
      row.cells.contains {
        FormLine.isNote($0.text) || FormLine.isUnit($0.text) || FormLine.isWholeHeading($0.text)
      }
    }
  }

  /// The columns in which no line parts the last row from the first of the next page, where cells that are never merged are
  /// parted by one: with `undrawn`, the columns without a line at the head of that page; where headings stand there, the
  /// line above the row is theirs.
  func unpartedColumns(from last: Row, in table: Table, undrawn: Set<Int>?) -> Set<Int> {
    let single = names.filter { $0.value == .number || $0.value.isAmount }.keys
    guard last.open.isDisjoint(with: single), !isParted(from: last, in: table) else { return [] }
    return undrawn.map { last.open.intersection($0) } ?? last.open
  }

  // MARK: Joining

  /// Joins `rows[first]`, which goes on with the last row of `table`, to it.
  ///
  /// A merged cell reaches from the rows above into those below, where it stands again; where not `isProven`, the cells
  /// of both parts are lost, but for the serial number. Gives the columns of the cells that stand again, with the rows
  /// where they stood first.
  func join(
    _ rows: inout [TableRow], at first: Int, to table: inout Table, isProven: Bool
  ) -> [(column: Int, row: Int)] {
    guard let last else { return [] }
    var again: [(column: Int, row: Int)] = []
    let spots = Self.spots(over: last, in: table)
    let lower = rows.remove(at: first)
    for cell in lower.cells {
      guard cell.column < PageTables.strayColumn else {
        table.rows[last.row].cells.append(cell)
        continue
      }
      let name = names[cell.column]
      var whole = cell
      whole.rowSpan = 1
      if let spot = spots[cell.column] {
        let above = spot.cell(in: table)
        whole = isProven || name == .number ? Self.joined(above, cell) : Self.lost(above)
        if whole.content == .lost {
          table.rows[last.row].addStrays([above, cell])
        }
        table.rows[spot.row].cells[spot.offset] = whole
      } else {
        if !isProven {
          table.rows[last.row].addStrays([cell])
          whole = Self.lost(whole)
        }
        table.rows[last.row].cells.append(whole)
      }
      if cell.rowSpan > 1, rows.indices.contains(first) {
        let isShared = name != .number && name?.isAmount != true
        var rest = isShared ? whole : Self.lost(whole)
        rest.rowSpan = cell.rowSpan - 1
        if isShared { again.append((cell.column, spots[cell.column]?.row ?? last.row)) }
        rows[first].cells.append(rest)
        rows[first].cells.sort { $0.column < $1.column }
      }
    }
    table.rows[last.row].cells.sort { $0.column < $1.column }
    return again
  }

  private static func joined(_ above: TableCell, _ below: TableCell) -> TableCell {
    var whole = above
    switch (above.content, below.content) {
    case (.words, .words):
      whole.text += "\n" + below.text
      whole.linkTarget = above.linkTarget ?? below.linkTarget
    case (.empty, .words):
      (whole.content, whole.text) = (.words, below.text)
      (whole.place, whole.linkTarget) = (below.place, below.linkTarget)
    case (_, .empty):
      break
    case (_, .lost), (.lost, _):
      return lost(above)
    }
    return whole
  }

  static func lost(_ cell: TableCell) -> TableCell {
    var lost = cell
    (lost.content, lost.text, lost.linkTarget) = (.lost, "", nil)
    return lost
  }
}

// MARK: Cells over a row

extension BrokenRows {
  /// Where a cell stands in a table.
  struct Spot {
    var row: Int
    var offset: Int

    func cell(in table: Table) -> TableCell { table.rows[row].cells[offset] }
  }

  /// The cells that cover the last row of a page, by their columns; those of rows above reach into it.
  static func spots(over last: Row, in table: Table) -> [Int: Spot] {
    var spots: [Int: Spot] = [:]
    for row in last.first...last.row {
      for (offset, cell) in table.rows[row].cells.enumerated()
      where row + cell.rowSpan > last.row && cell.column < PageTables.strayColumn {
        spots[cell.column] = Spot(row: row, offset: offset)
      }
    }
    return spots
  }
}

extension TableRow {
  /// Leaves the words of cells that are lost beside the row.
  mutating func addStrays(_ lost: [TableCell]) {
    for cell in lost where cell.content == .words {
      cells.append(
        TableCell(
          column: PageTables.strayColumn + cells.count, content: .words, text: cell.text,
          place: cell.place))
    }
  }
}
