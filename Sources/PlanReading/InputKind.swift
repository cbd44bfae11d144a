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

  /// The kind in words, for messages.
  package var label: String {
    switch self {
    case .text: "text"
    case .xml: "XML"
    case .pdf: "a PDF document"
    case .zip: "a ZIP archive or workbook"
    case .compoundFile: "a workbook or document of an old Office"
    case .image: "an image"
    }
  }

  /// The kind that the first bytes show, or `nil` where only the whole content can tell.
  init?(signatureOf bytes: [UInt8]) {
    let signatures: [([UInt8], InputKind)] = [
      (Array("PK\u{3}\u{4}".utf8), .zip), (Array("PK\u{5}\u{6}".utf8), .zip),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], .compoundFile),
      ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
      (Array("GIF8".utf8), .image),
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
    return nil
  }
}
