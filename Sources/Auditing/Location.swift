/// Where something stands in the input; what a format does not have is absent.
package struct Location: Equatable, Sendable {
  /// The 1-based line where it begins.
  package var line: Int?
  /// The line where it ends, if that is another.
  package var endLine: Int?
  package var page: Int?
  package var sheet: String?
  /// The cell as a spreadsheet names it, such as `F35`.
  package var cell: String?
  package var row: Int?
  package var column: Int?
  /// An XPath to the node, for XML input.
  package var path: String?

  package init(
    line: Int? = nil, endLine: Int? = nil, page: Int? = nil, sheet: String? = nil,
    cell: String? = nil, row: Int? = nil, column: Int? = nil, path: String? = nil
  ) {
    self.line = line
    self.endLine = endLine
    self.page = page
    self.sheet = sheet
    self.cell = cell
    self.row = row
    self.column = column
    self.path = path
  }

  /// Whether nothing is known.
  package var isEmpty: Bool { self == Location() }

  /// The place behind the file's name: `:12`, `#一般事業!F35`, `:R3C5`, or nothing.
  ///
  /// A line comes directly after a colon, as terminals and editors expect it.
  package var suffix: String {
    if let sheet, let cell { return "#\(sheet)!\(cell)" }
    if let cell { return "#\(cell)" }
    if let line { return ":\(line)" }
    if let row, let column { return ":R\(row)C\(column)" }
    if let row { return ":R\(row)" }
    if let path { return "#\(path)" }
    return ""
  }
}
