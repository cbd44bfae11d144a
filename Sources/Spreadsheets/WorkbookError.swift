package import XMLTree
package import ZipArchives

/// The bounds within which a workbook is read.
package struct WorkbookLimits: Hashable, Sendable {
  package var zip: ZipLimits
  /// The most rows with cells in one sheet.
  package var rowCountMax: Int
  /// The longest text of one cell, in bytes of UTF-8.
  package var cellByteCountMax: Int
  /// The most sheets.
  package var sheetCountMax: Int

  package init(zip: ZipLimits, rowCountMax: Int, cellByteCountMax: Int, sheetCountMax: Int) {
    self.zip = zip
    self.rowCountMax = rowCountMax
    self.cellByteCountMax = cellByteCountMax
    self.sheetCountMax = sheetCountMax
  }

  /// 1,048,576 rows, 1 MiB a cell, 1,000 sheets.
  package static let standard = WorkbookLimits(
    zip: .standard, rowCountMax: 1_048_576, cellByteCountMax: 1 << 20, sheetCountMax: 1_000)
}

/// Why a file is not read as a workbook.
package enum WorkbookError: Error, Equatable, Sendable {
  case archive(ZipError)
  /// A part is not XML that is read; the error's name is `file#part`.
  case brokenPart(XMLInputError)
  /// A part that another one refers to, or that every workbook has, is not in the archive.
  case missingPart(name: String, part: String)
  /// A relationship leads out of the package.
  case escapingPart(name: String, target: String)
  /// The part's outermost element is another one than that of the part's kind.
  case unexpectedElement(name: String, part: String, found: String, expected: String)
  /// A cell refers to a shared string, or a sheet to a relationship, that is not there.
  case danglingReference(name: String, part: String, reference: String)
  /// The package holds something else, such as a text document or a binary workbook.
  case notSpreadsheetML(name: String, kind: OfficeFileKind)
  case tooManyRows(name: String, sheet: String, limit: Int)
  case tooManySheets(name: String, limit: Int, found: Int)
  /// The workbook can be read but no annotated copy be made.
  case notAnnotated(name: String, part: String, reason: String)
  case cellTooLong(name: String, sheet: String, cell: String, limit: Int, found: Int)
}

extension WorkbookError: CustomStringConvertible {
  /// One line: file, place, what was found and what is expected.
  package var description: String {
    switch self {
    case .archive(let error): error.description
    case .brokenPart(let error): error.description
    case .missingPart(let name, let part):
      "\(name)#\(part): error: the part is missing from the workbook"
    case .escapingPart(let name, let target):
      "\(name): error: a relationship leads to '\(target)', out of the workbook"
    case .unexpectedElement(let name, let part, let found, let expected):
      "\(name)#\(part): error: found the element \(found), expected \(expected)"
    case .danglingReference(let name, let part, let reference):
      "\(name)#\(part): error: refers to \(reference), which is not there"
    case .notSpreadsheetML(let name, let kind):
      "\(name): error: found \(kind.label); \(kind.advice)"
    case .tooManyRows(let name, let sheet, let limit):
      "\(name)#\(sheet): error: more rows than the limit rowCountMax of \(limit)"
    case .tooManySheets(let name, let limit, let found):
      "\(name): error: \(found) sheets are more than the limit sheetCountMax of \(limit)"
    case .notAnnotated(let name, let part, let reason):
      "\(name)#\(part): error: cannot be annotated: \(reason)"
    case .cellTooLong(let name, let sheet, let cell, let limit, let found):
      "\(name)#\(sheet)!\(cell): error: \(found) bytes are more than the limit cellByteCountMax of "
        + "\(limit)"
    }
  }
}
