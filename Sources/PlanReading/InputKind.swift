/// What an input is, told from its content.
package enum InputKind: String, CaseIterable, Hashable, Sendable {
  case text
  case xml
  case pdf
  /// A ZIP archive, as workbooks of XLSX and ODS are.
  case zip
  /// A compound file, as workbooks of XLS are.
  case compoundFile
  case image
  /// HTML, as browsers save pages and old programs save tables.
  case webPage
  /// RTF.
  case richText

  /// The kind in words, for messages.
  package var label: String {
    switch self {
    case .text: "text"
    case .xml: "XML"
    case .pdf: "a PDF document"
    case .zip: "a ZIP archive or workbook"
    case .compoundFile: "a workbook or document of an old Office"
    case .image: "an image"
    case .webPage: "a web page (HTML)"
    case .richText: "a document in rich text (RTF)"
    }
  }

  /// What its owner can do.
  package var advice: String {
    switch self {
    case .image: "expected a PDF with text (OCR makes one) or a workbook (.xlsx)"
    case .webPage: "save the table as .xlsx or CSV"
    case .richText: "save the document as PDF, or the table as .xlsx"
    case .text, .xml, .pdf, .zip, .compoundFile:
      "expected a workbook (.xlsx), a PDF, CSV, text or canonical plan XML"
    }
  }

  /// The kind that the first bytes show, or `nil` where only the whole content can tell.
  init?(signatureOf bytes: [UInt8]) {
    let signatures: [([UInt8], InputKind)] = [
      (Array("PK\u{3}\u{4}".utf8), .zip), (Array("PK\u{5}\u{6}".utf8), .zip),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compoundFile),
      ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
      (Array("GIF8".utf8), .image), ([0x49, 0x49, 0x2A, 0], .image),
      ([0x4D, 0x4D, 0, 0x2A], .image),
      (Array("{\\rtf".utf8), .richText),
    ]
    for (signature, kind) in signatures where bytes.starts(with: signature) {
      self = kind
      return
    }
    let head = bytes.prefix(1024)
    let mark = Array("%PDF-".utf8)
    for start in head.indices where head[start...].starts(with: mark) {
      self = .pdf
      return
    }
    guard Self.isWebPage(head) else { return nil }
    self = .webPage
  }

  /// Whether a name ends as those of workbooks or PDFs do, and the content is none: a plan that was damaged on its way,
  /// and no other file beside plans.
  package static func isPromised(byEndingOf name: String, butNotHeldBy bytes: [UInt8]) -> Bool {
    let kind = InputKind(signatureOf: bytes)
    let ending = name.lastIndex(of: ".").map { name[$0...].lowercased() }
    switch ending {
    case ".xlsx", ".xlsm", ".xls": return kind != .zip && kind != .compoundFile
    case ".pdf": return kind != .pdf
    default: return false
    }
  }

  /// Whether the first word, a byte order mark and blanks aside, is that of HTML.
  private static func isWebPage(_ head: ArraySlice<UInt8>) -> Bool {
    var rest = head
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    let word = String(decoding: rest.prefix(15), as: UTF8.self).lowercased()
    return word.hasPrefix("<!doctype html") || word.hasPrefix("<html")
  }
}
