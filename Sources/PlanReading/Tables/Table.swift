package import PlanModel

/// A grid of cells as a reader found it in an input, before anyone says what the cells mean.
///
/// Readers of workbooks, CSV and pages make tables; one shared step finds the plans in them.
package struct Table: Hashable, Sendable {
  /// The name of the sheet, where the input has sheets.
  package var name: String?
  /// The rows from top to bottom; text above and below the ruled part stands in rows of its own.
  package var rows: [TableRow]
  /// What an empty cell of a column that the form requires says.
  package var emptyCells: EmptyCells
  /// Columns that the submitter hid, from left to right; they are read, and said.
  package var hiddenColumns: [ClosedRange<Int>] = []

  package init(name: String?, rows: [TableRow], emptyCells: EmptyCells) {
    self.name = name
    self.rows = rows
    self.emptyCells = emptyCells
  }

  /// What an input form can say by an empty cell.
  package enum EmptyCells: Hashable, Sendable {
    /// The form keeps cells apart, so an empty one is blank: workbooks and CSV.
    case areBlank
    /// The form keeps only what is printed, so an empty cell of a required column is lost: pages of PDF and text.
    case areLostWhereRequired
  }
}

/// One row of a table.
package struct TableRow: Hashable, Sendable {
  package var place: Place
  /// The cells from left to right, at most one a column; columns without one are empty.
  package var cells: [TableCell]
  /// Whether the submitter hid it, or its sheet; hidden rows are read and said.
  package var isHidden: Bool

  package init(place: Place, cells: [TableCell], isHidden: Bool = false) {
    self.place = place
    self.cells = cells
    self.isHidden = isHidden
  }
}

/// One cell of a table.
package struct TableCell: Hashable, Sendable {
  /// The column of its left edge, from 1; the same number in all rows of a table.
  package var column: Int
  /// How many columns it covers, at least 1.
  package var columnSpan: Int
  /// How many rows it covers downwards, at least 1; the rows below have no cell of their own there.
  package var rowSpan: Int
  package var content: Content
  /// The words as the submitter saw them: numbers and dates formatted, line breaks U+000A.
  package var text: String
  package var place: Place
  /// The address that a link on the cell leads to, where it is not the text itself.
  package var linkTarget: String?
  /// The number that the cell holds, so that words beside its digits are those of a format and not typed.
  package var number: String?
  /// The month of the date that the cell holds, of which its format may show less.
  package var date: StartMonth?

  package init(
    column: Int, columnSpan: Int = 1, rowSpan: Int = 1, content: Content, text: String,
    place: Place, linkTarget: String? = nil, number: String? = nil,
    date: StartMonth? = nil
  ) {
    precondition(column >= 1 && columnSpan >= 1 && rowSpan >= 1, "cells stand in a grid from 1")
    self.column = column
    self.columnSpan = columnSpan
    self.rowSpan = rowSpan
    self.content = content
    self.text = text
    self.place = place
    self.linkTarget = linkTarget
    self.number = number
    self.date = date
  }

  /// Whether a cell has words.
  package enum Content: Hashable, Sendable {
    case words
    /// The cell is there and empty.
    case empty
    /// The cell has a value that this input does not carry: a formula without its result.
    case lost
  }
}

/// What a reader found: the tables of an input in their order, and what was wrong with single places.
package struct TableReading: Hashable, Sendable {
  package var tables: [Table]
  package var issues: [ReadIssue]
  /// Words that belong to no table and no plan: the running lines of pages.
  package var furniture: [Furniture]

  package init(tables: [Table], issues: [ReadIssue] = [], furniture: [Furniture] = []) {
    self.tables = tables
    self.issues = issues
    self.furniture = furniture
  }
}
