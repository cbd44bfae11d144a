/// A plan's table as submitted, for reports that show it.
package struct PlanTable: Equatable, Sendable {
  /// The words above the table.
  package var heading: TablePart
  /// The statement of the unit of money.
  package var unit: TablePart
  /// The table's columns in the form's order; `theme` only where the form has it.
  package var columns: [FieldName]
  package var rows: [TableRow]
  /// The cells of the totals row; empty where the input has none.
  package var totals: [TableCell]
  /// Whether this form of input cannot carry a totals row.
  package var totalsAreLost: Bool
  package var notes: [PrintedNote]

  package init(
    heading: TablePart, unit: TablePart, columns: [FieldName], rows: [TableRow],
    totals: [TableCell], totalsAreLost: Bool, notes: [PrintedNote]
  ) {
    self.heading = heading
    self.unit = unit
    self.columns = columns
    self.rows = rows
    self.totals = totals
    self.totalsAreLost = totalsAreLost
    self.notes = notes
  }

  /// The note that `see` names (`note:3`), where the plan prints it.
  package func note(see: String) -> PrintedNote? {
    guard see.hasPrefix("note:"), let number = Int(see.dropFirst("note:".count)) else { return nil }
    return notes.first { $0.number == number }
  }
}

/// How a value was read.
package enum TablePartState: String, CaseIterable, Sendable {
  case given, blank, dash, lost, inferred
}

/// One value of a table as printed.
package struct TablePart: Equatable, Sendable {
  /// The element of canonical plan XML that it is, such as `department`.
  package var name: String
  /// The words as printed; a paragraph break is U+000A.
  package var text: String
  package var state: TablePartState
  /// What an inferred value rests on, as one token.
  package var basis: String?
  /// The amount, where it is a whole number.
  package var amount: Int?
  package var location: Location

  package init(
    name: String, text: String, state: TablePartState, basis: String?, amount: Int?,
    location: Location
  ) {
    self.name = name
    self.text = text
    self.state = state
    self.basis = basis
    self.amount = amount
    self.location = location
  }
}

/// One cell: a contact has several parts, every other cell has one.
package struct TableCell: Equatable, Sendable {
  package var field: FieldName
  package var parts: [TablePart]

  package init(field: FieldName, parts: [TablePart]) {
    self.field = field
    self.parts = parts
  }

  /// The printed words of all parts, a part a line.
  package var text: String {
    parts.filter { !$0.text.isEmpty }.map(\.text).joined(separator: "\n")
  }
}

/// Who submitted a row.
package struct Submitter: Hashable, Sendable {
  /// The municipality's code (JIS X 0402, six digits); for another body that of the municipality its name contains.
  package var code: String?
  /// Whether it is a body that is no municipality.
  package var isBody: Bool
  /// The name as printed.
  package var name: String

  package init(code: String?, isBody: Bool, name: String) {
    self.code = code
    self.isBody = isBody
    self.name = name
  }
}

/// One row: an entry of the plan.
package struct TableRow: Equatable, Sendable {
  /// The entry's position, from 1.
  package var position: Int
  /// Absent where the input does not tell.
  package var submitter: Submitter?
  /// A cell a column, in the order of the columns.
  package var cells: [TableCell]

  package init(position: Int, submitter: Submitter?, cells: [TableCell]) {
    self.position = position
    self.submitter = submitter
    self.cells = cells
  }

  /// The cell of the column `field`.
  package func cell(_ field: FieldName) -> TableCell? { cells.first { $0.field == field } }

  /// The amount in the column `field`; a dash and an empty cell add nothing and are 0, what is not known is absent.
  package func amount(_ field: FieldName) -> Int? {
    guard let part = cell(field)?.parts.first else { return nil }
    if let amount = part.amount { return amount }
    switch part.state {
    case .dash, .blank: return 0
    case .given, .lost, .inferred: return nil
    }
  }
}

/// A note of the form as the plan prints it.
package struct PrintedNote: Equatable, Sendable {
  package var number: Int?
  package var text: String
  package var location: Location

  package init(number: Int?, text: String, location: Location) {
    self.number = number
    self.text = text
    self.location = location
  }
}
