/// Files of office programs that are no workbook in SpreadsheetML.
package enum OfficeFileKind: String, CaseIterable, Hashable, Sendable {
  /// A workbook behind a password.
  case encryptedWorkbook
  /// XLS, the binary format before 2007.
  case binaryWorkbook97
  /// XLSB.
  case binaryWorkbook
  /// ODS.
  case openDocument
  /// A text document, a presentation or a drawing.
  case otherDocument
  /// A compound file of another program.
  case compoundFile
  /// A ZIP archive that holds no office document.
  case archive

  /// The kind in words, for messages.
  package var label: String {
    switch self {
    case .encryptedWorkbook: "an encrypted workbook"
    case .binaryWorkbook97: "a workbook in the old binary form (.xls)"
    case .binaryWorkbook: "a binary workbook (.xlsb)"
    case .openDocument: "an OpenDocument file (.ods)"
    case .otherDocument: "an office document that is no workbook"
    case .compoundFile: "a compound file that is no workbook"
    case .archive: "a ZIP archive that is no workbook"
    }
  }

  /// What its owner can do.
  package var advice: String {
    switch self {
    case .encryptedWorkbook: "remove the password and save it as .xlsx"
    case .binaryWorkbook97, .binaryWorkbook, .openDocument:
      "open it in its program and save it as .xlsx"
    case .otherDocument: "save the table as .xlsx, or the document as PDF"
    case .compoundFile, .archive: "expected a workbook in .xlsx"
    }
  }

  /// What a compound file (MS-CFB) holds, told by the names of its streams, which stand in UTF-16LE.
  package init(compoundFile bytes: [UInt8]) {
    func holds(_ name: String) -> Bool {
      let pattern = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
      return bytes.containsSequence(pattern)
    }
    if holds("EncryptedPackage") {
      self = .encryptedWorkbook
    } else if holds("Workbook") || holds("Book") {
      self = .binaryWorkbook97
    } else {
      self = .compoundFile
    }
  }
}

extension [UInt8] {
  /// Whether `pattern`, which is not empty, stands anywhere in it.
  func containsSequence(_ pattern: [UInt8]) -> Bool {
    firstOffset(of: pattern, from: 0) != nil
  }

  /// Where `pattern`, which is not empty, stands first at or behind `start`.
  func firstOffset(of pattern: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, count >= pattern.count else { return nil }
    var index = start
    while index <= count - pattern.count {
      if self[index] == first, self[index..<index + pattern.count].elementsEqual(pattern) {
        return index
      }
      index += 1
    }
    return nil
  }
}
