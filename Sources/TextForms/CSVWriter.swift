/// Writes comma-separated values (RFC 4180) that spreadsheet programs read as text in the right encoding: UTF-8 with a
/// byte order mark, lines that end in CR LF.
package struct CSVWriter {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var bytes = Self.byteOrderMark

  package init() {}

  /// Appends one record; a field that a spreadsheet would run as a formula is made text by an apostrophe before it.
  package mutating func record(_ fields: [String]) {
    record(verbatim: fields.map(Self.inert))
  }

  /// Appends one record whose fields are kept as they are: for callers that see to formulas themselves.
  package mutating func record(verbatim fields: [String]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
    }
    bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
  }

  /// What has been written.
  package consuming func finish() -> [UInt8] { bytes }

  /// `field`, with an apostrophe before it where its first character would make a spreadsheet compute it.
  ///
  /// A number with a sign, grouped or not, and a sign that stands alone are what they seem and stay as they are.
  package static func inert(_ field: String) -> String {
    guard let first = field.unicodeScalars.first else { return field }
    switch first {
    case "=", "@", "\t", "\r", "\n", "＝", "＠": return "'" + field
    case "+", "-", "＋", "－":
      let rest = field.unicodeScalars.dropFirst()
      return rest.isEmpty || isNumber(rest) ? field : "'" + field
    default: return field
    }
  }

  /// Whether `scalars` are digits of one width, with separators of thousands and one decimal point at most.
  private static func isNumber(_ scalars: Substring.UnicodeScalarView) -> Bool {
    var hasDigit = false
    var hasPoint = false
    for scalar in scalars {
      switch scalar {
      case "0"..."9", "０"..."９": hasDigit = true
      case ",", "，": if hasPoint || !hasDigit { return false }
      case ".", "．":
        if hasPoint || !hasDigit { return false }
        hasPoint = true
      default: return false
      }
    }
    return hasDigit
  }

  private mutating func append(_ field: String) {
    // Other delimiters and outer blanks are quoted too, so that no reader takes them for its own business.
    let needsQuotes =
      field.utf8.contains { byte in
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D: true
        default: false
        }
      } || field.utf8.first == 0x20 || field.utf8.last == 0x20
    guard needsQuotes else {
      bytes += field.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
