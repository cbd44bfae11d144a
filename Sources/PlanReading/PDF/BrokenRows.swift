internal import PlanModel

/// Rows that the end of a page breaks: the upper part ends one page, the lower part begins the next.
struct BrokenRows {
  /// Where a grid's last row stands, and on which page.
  struct Row {
    var table: Int
    var row: Int
    var page: Int
    var columnCount: Int
  }

  /// What the columns of the open table are, as the cells of its heading name them.
  private(set) var names: [Int: FormColumn] = [:]
  /// The last row of the last grid.
  var last: Row?

  /// The most rows of a heading.
  private static let headingRowMax = 4

  /// Takes the headings of a grid's first rows, and says how many they are.
  mutating func takeHeadings(_ rows: [TableRow]) -> Int {
    var count = 0
    var found: [Int: FormColumn] = [:]
    for (index, row) in rows.prefix(Self.headingRowMax).enumerated() {
      let named = row.cells.compactMap { cell in
        FormColumn(heading: cell.text).map { (cell.column, $0) }
      }
      guard named.count >= (index == 0 ? 2 : 1) else { break }
      for (column, name) in named { found[column] = name }
      count += 1
    }
    if found.count >= 3 { names = found } else { count = 0 }
    return count
  }

  /// Takes the columns of a table, from left to right, as its layout names them.
  mutating func take(_ layout: [FormColumn?]) {
    names = [:]
    for (index, name) in layout.enumerated() { names[index + 1] = name }
  }

  /// The two parts as one row; `nil` where they may be two.
  ///
  /// One of them has the serial number, and no amount stands in both: a row that lost its number has amounts.
  func joined(_ upper: TableRow, _ lower: TableRow) -> TableRow? {
    guard names.values.contains(.number),
      (upper.cells + lower.cells).allSatisfy({ $0.rowSpan == 1 && $0.columnSpan == 1 })
    else { return nil }
    var lowerCells: [Int: TableCell] = [:]
    for cell in lower.cells { lowerCells[cell.column] = cell }
    var numberCount = 0
    var row = upper
    for index in row.cells.indices {
      let above = row.cells[index]
      let below = lowerCells.removeValue(forKey: above.column)
      let name = names[above.column]
      if name == .number {
        numberCount = [above, below].count { $0.map { $0.content == .words } ?? false }
      }
      guard let below, below.content == .words else { continue }
      if above.content == .words {
        if name?.isAmount == true || name == .number { return nil }
        row.cells[index].text += "\n" + below.text
        row.cells[index].linkTarget = above.linkTarget ?? below.linkTarget
      } else {
        row.cells[index] = below
      }
    }
    return numberCount == 1 && lowerCells.isEmpty ? row : nil
  }
}
