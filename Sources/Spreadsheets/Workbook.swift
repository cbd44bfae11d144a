/// A workbook as its sheets show it.
package struct Workbook: Hashable, Sendable {
  /// In the workbook's order; sheets without cells (charts) are left out.
  package var sheets: [Sheet]
  /// How serial numbers of its cells count days.
  package var dateSystem: DateSystem

  package init(sheets: [Sheet], dateSystem: DateSystem) {
    self.sheets = sheets
    self.dateSystem = dateSystem
  }
}

/// One sheet: its cells that hold something, and what lies over them.
package struct Sheet: Hashable, Sendable {
  package enum Visibility: String, Hashable, Sendable {
    case visible, hidden, veryHidden
  }

  package var name: String
  package var visibility: Visibility
  /// The name of its member in the archive.
  package var part: String
  /// From top to bottom, each row once; rows without a cell are left out unless they are hidden.
  package var rows: [SheetRow]
  /// Merged ranges of more than one cell, none of which overlaps another.
  package var merges: [CellRange]
  /// Hidden columns, from left to right.
  package var hiddenColumns: [ClosedRange<Int>]
  package var problems: [SheetProblem]

  package init(
    name: String, visibility: Visibility, part: String, rows: [SheetRow], merges: [CellRange],
    hiddenColumns: [ClosedRange<Int>], problems: [SheetProblem]
  ) {
    self.name = name
    self.visibility = visibility
    self.part = part
    self.rows = rows
    self.merges = merges
    self.hiddenColumns = hiddenColumns
    self.problems = problems
  }

  /// The cell at `address`, if it is there.
  package func cell(_ address: CellAddress) -> SheetCell? {
    rows.first { $0.number == address.row }?.cells.first { $0.address == address }
  }
}

/// One row of a sheet.
package struct SheetRow: Hashable, Sendable {
  /// From 1.
  package var number: Int
  package var isHidden: Bool
  /// From left to right, each column at most once; empty cells that the file lists are among them.
  package var cells: [SheetCell]

  package init(number: Int, isHidden: Bool, cells: [SheetCell]) {
    self.number = number
    self.isHidden = isHidden
    self.cells = cells
  }
}

/// One cell of a sheet.
package struct SheetCell: Hashable, Sendable {
  package var address: CellAddress
  package var value: CellValue
  /// What the program of the submitter shows: numbers and dates by their format.
  package var text: String
  /// Whether the format shows the value as a date or a time.
  package var isDate: Bool
  /// The moment of a number that the format shows as a date or a time.
  package var date: SerialDate?
  package var hasFormula: Bool
  /// Where a hyperlink on the cell, or the function HYPERLINK in it, leads to.
  package var linkTarget: String?

  package init(
    address: CellAddress, value: CellValue, text: String, isDate: Bool = false,
    date: SerialDate? = nil,
    hasFormula: Bool = false, linkTarget: String? = nil
  ) {
    self.address = address
    self.value = value
    self.text = text
    self.isDate = isDate
    self.date = date
    self.hasFormula = hasFormula
    self.linkTarget = linkTarget
  }
}

/// What a cell holds, formats aside.
package enum CellValue: Hashable, Sendable {
  case empty
  case text(String)
  /// A number in the notation of the file, such as `11821` or `1.0E+3`.
  case number(String)
  case boolean(Bool)
  /// An error as printed, such as `#REF!`.
  case error(String)
  /// A formula whose result the file does not carry.
  case missingResult
}

/// Something wrong, or worth saying, about one place of a sheet.
package struct SheetProblem: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case hiddenSheet = "hidden-sheet"
    case hiddenRows = "hidden-rows"
    case hiddenColumns = "hidden-columns"
    case errorValue = "error-value"
    case formulaWithoutResult = "formula-without-result"
    case outsideSheet = "cell-outside-sheet"
    case repeatedCell = "repeated-cell"
    case unreadableCell = "unreadable-cell"
    case formatNotApplied = "format-not-applied"
    case hiddenByFormat = "hidden-by-format"
    case overlappingMerge = "overlapping-merge"
    case unreadableRange = "unreadable-range"
    case coveredCell = "covered-cell"
    case brokenLink = "broken-link"
    case struckText = "struck-text"
    case struckCell = "struck-cell"
  }

  package var kind: Kind
  /// The cell or range, as far as there is one; else what stood in its place.
  package var reference: String
  /// One English sentence with what was found and what was expected.
  package var text: String

  package init(_ kind: Kind, at reference: String, _ text: String) {
    self.kind = kind
    self.reference = reference
    self.text = text
  }
}
