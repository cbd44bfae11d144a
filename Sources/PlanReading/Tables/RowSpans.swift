/// The cells that reach into a row from rows above it.
struct RowSpans {
  /// Columns beyond this one are not followed downwards: the form has twelve, and a sheet has thousands.
  static let columnCountMax = 256

  private var open: [(cell: TableCell, lastRow: Int)] = []

  /// The cells above that cover places of the row they were advanced to.
  var cells: [TableCell] { open.map(\.cell) }
  var isEmpty: Bool { open.isEmpty }

  /// Goes from the row `index - 1`, which is `row`, to the row `index`.
  mutating func advance(past row: TableRow, to index: Int) {
    if !open.isEmpty { open.removeAll { $0.lastRow < index } }
    for cell in row.cells where cell.rowSpan > 1 && cell.column <= Self.columnCountMax {
      let last = index - 1 + (cell.rowSpan - 1)
      // Ranges that overlap are an error of the input; the later one holds.
      open.removeAll { $0.cell.column == cell.column }
      open.append((cell, last))
    }
  }
}

extension TableRow {
  /// The cells that have words or a value that is lost.
  var filledCells: [TableCell] { cells.filter { $0.content != .empty } }

  /// Whether no cell has anything in it.
  var isBlank: Bool { cells.allSatisfy { $0.content == .empty } }
}
