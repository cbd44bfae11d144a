package import PlanModel
package import Spreadsheets
package import XMLTree

/// Why an input cannot be used at all.
package enum UnreadableInput: Error, Equatable, Sendable {
  case empty(name: String)
  case tooManyBytes(name: String, limit: Int, found: Int)
  /// The first byte that is not well-formed UTF-8.
  case notUTF8(name: String, byteOffset: Int)
  /// An unpaired surrogate or half a code unit.
  case notUTF16(name: String, byteOffset: Int)
  /// The first byte that is not of the encoding, which the others show.
  case undecodable(name: String, encoding: String, byteOffset: Int)
  /// The machine lacks the table of the encoding.
  case converterMissing(name: String, encoding: String)
  /// The caller named a form that the content does not have.
  case notThisFormat(name: String, expected: String)
  /// The content is of a known kind that is not read.
  case unsupportedKind(name: String, kind: InputKind)
  /// The content is of no known kind; the offset is that of the first byte that no text has.
  case binary(name: String, byteOffset: Int)
  /// Text in which there is no entry, heading, unit or totals row of a plan.
  case noPlanFound(name: String)
  /// Text in which the cells of a row no longer follow one another: of so many entries, so many are torn.
  case rowsTorn(name: String, entryCount: Int, tornCount: Int)
  /// Text of a table whose lines hold parts of several cells, or of which many belong to no row.
  case linesTorn(name: String, lineCount: Int, tornCount: Int)
  /// A table on pages of which no row can be told, or most fields are lost; so many pieces of text stand in no row.
  case rowsUnproven(name: String, unplacedCount: Int)
  case tooManyRows(name: String, limit: Int)
  case tooManyColumns(name: String, row: Int, limit: Int)
  /// A cell of a table of delimited fields, in bytes.
  case cellTooLong(name: String, row: Int, column: Int, limit: Int, found: Int)
  /// A quotation mark that no other closes; the line is that on which it stands.
  case unclosedQuote(name: String, row: Int, line: Int)
  /// Rows of entries without headings that name their columns, in an order that is not the form's.
  case noColumnHeadings(name: String)
  /// A PDF document that only a password opens.
  case pdfEncrypted(name: String)
  /// A PDF document whose pages are images.
  case pdfHasNoText(name: String)
  /// A PDF document that Poppler cannot take apart, with its words.
  case pdfDamaged(name: String, reason: String)
  /// A page of a PDF document on which the words run upwards, downwards or upside down.
  case pdfPageTurned(name: String, page: Int)
  case tooManyPages(name: String, limit: Int, found: Int)
  /// A program that the reader needs is not installed; `package` is Debian's.
  case programMissing(name: String, program: String, package: String)
  case programFailed(name: String, program: String, reason: String)
  /// A program was ended because the input took it beyond the limit of that name.
  case programLimit(name: String, program: String, limit: String, value: Int)
  /// A workbook, or a file of another office program, that is not read.
  case notWorkbook(WorkbookError)
  case notXML(XMLInputError)
  case notPlanXML(PlanXMLError)
}

extension UnreadableInput: CustomStringConvertible {
  /// One line: the input, what was found and what was expected.
  package var description: String {
    switch self {
    case .empty(let name):
      "\(name): error: the file is empty"
    case .tooManyBytes(let name, let limit, let found):
      "\(name): error: \(found) bytes are more than the limit byteCountMax of \(limit)"
    case .notUTF8(let name, let byteOffset):
      "\(name): error: byte \(byteOffset) is not well-formed UTF-8"
    case .notUTF16(let name, let byteOffset):
      "\(name): error: byte \(byteOffset) is not well-formed UTF-16"
    case .unsupportedKind(let name, let kind):
      "\(name): error: found \(kind.label), which is not read; \(kind.advice)"
    case .binary(let name, let byteOffset):
      "\(name): error: found bytes that no text has (the first at \(byteOffset)); expected a workbook "
        + "(.xlsx), a PDF, CSV, text or canonical plan XML"
    case .noPlanFound(let name):
      "\(name): error: found no entry, heading, unit or totals row of a plan"
    case .rowsTorn(let name, let entryCount, let tornCount):
      "\(name): error: the text gives the table column by column or side by side: \(tornCount) of "
        + "\(entryCount) entries are torn; expected the cells of a row one after another: give the PDF "
        + "itself"
    case .linesTorn(let name, let lineCount, let tornCount):
      "\(name): error: the text gives the table column by column or side by side: \(tornCount) of "
        + "\(lineCount) lines belong to no row for sure; expected the cells of a row one after another: "
        + "give the PDF itself"
    case .rowsUnproven(let name, let unplacedCount):
      "\(name): error: neither ruling lines nor the alignment of words tell most of the table; "
        + "\(unplacedCount) pieces of text stand in no row: give the workbook, or a PDF with ruling lines "
        + "whose columns stand on one page"
    case .undecodable(let name, let encoding, let byteOffset):
      "\(name): error: byte \(byteOffset) is not of \(encoding), in which the text before it is"
    case .converterMissing(let name, let encoding):
      "\(name): error: the text is in \(encoding), and this machine's C library has no table of it"
    case .notThisFormat(let name, let expected):
      "\(name): error: expected the form \(expected), as the caller says; the content is another"
    case .tooManyRows(let name, let limit):
      "\(name): error: more rows than the limit rowCountMax of \(limit)"
    case .tooManyColumns(let name, let row, let limit):
      "\(name):R\(row): error: more columns than the limit columnCountMax of \(limit)"
    case .cellTooLong(let name, let row, let column, let limit, let found):
      "\(name):R\(row)C\(column): error: a cell of \(found) bytes is more than the limit "
        + "cellByteCountMax of \(limit)"
    case .unclosedQuote(let name, let row, let line):
      "\(name):\(line): error: the quotation mark that opens a field of row \(row) is never closed"
    case .noColumnHeadings(let name):
      "\(name): error: found rows of entries but no column headings, and the columns are not in the "
        + "form's order; expected a row with 整理番号, 区市町村, 事業名, …"
    case .pdfEncrypted(let name):
      "\(name): error: the PDF document is encrypted; expected one that opens without a password"
    case .pdfHasNoText(let name):
      "\(name): error: the PDF document holds no text: its pages are images; expected text, which OCR adds"
    case .pdfDamaged(let name, let reason):
      "\(name): error: the PDF document cannot be taken apart: \(reason)"
    case .pdfPageTurned(let name, let page):
      "\(name): error: the words of page \(page) run upwards, downwards or upside down; expected a page turned upright"
    case .tooManyPages(let name, let limit, let found):
      "\(name): error: \(found) pages are more than the limit pageCountMax of \(limit)"
    case .programMissing(let name, let program, let package):
      "\(name): error: PDF is read by the program \(program), which is not installed; "
        + "install Debian's package \(package)"
    case .programFailed(let name, let program, let reason):
      "\(name): error: the program \(program) cannot be started: \(reason)"
    case .programLimit(let name, let program, let limit, let value):
      "\(name): error: the program \(program) went beyond the limit \(limit) of \(value)"
    case .notWorkbook(let error): error.description
    case .notXML(let error): error.description
    case .notPlanXML(let error): error.description
    }
  }
}
