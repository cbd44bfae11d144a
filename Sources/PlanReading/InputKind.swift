/// What an input is, told from its content.
package enum InputKind: String, CaseIterable, Hashable, Sendable {
  case text
  case xml
  case pdf
  /// A ZIP archive, as workbooks of XLSX and ODS are.
  case zip
  /// A compound file, as workbooks of XLS are.
  case compoundFile
  /// A table in comma-separated values.
  case csv
  /// Text in Windows-31J (CP932, "Shift_JIS").
  case cp932Text
  /// Text in ISO-2022-JP.
  case iso2022Text
  case image

  /// The kind in words, for messages.
  package var label: String {
    switch self {
    case .text: "text"
    case .xml: "XML"
    case .pdf: "a PDF document"
    case .zip: "a ZIP archive or workbook"
    case .compoundFile: "a workbook or document of an old Office"
    case .csv: "comma-separated values"
    case .cp932Text: "text in Shift_JIS (CP932)"
    case .iso2022Text: "text in ISO-2022-JP"
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

/// Whether `bytes` are laid out as Windows-31J text: every byte beyond ASCII is half-width katakana or half of a pair.
func isLaidOutAsCP932(_ bytes: [UInt8]) -> Bool {
  var index = 0
  var pairCount = 0
  while index < bytes.count {
    let byte = bytes[index]
    switch byte {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E, 0xA1...0xDF:
      index += 1
    case 0x81...0x9F, 0xE0...0xFC:
      guard index + 1 < bytes.count else { return false }
      switch bytes[index + 1] {
      case 0x40...0x7E, 0x80...0xFC: break
      case _: return false
      }
      pairCount += 1
      index += 2
    case _:
      return false
    }
  }
  return pairCount > 1
}
