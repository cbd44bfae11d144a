/// Characters that cannot be seen, or that change how the text around them is shown: control characters, line and
/// paragraph separators, bidirectional controls, zero-width characters, noncharacters.
///
/// Reports show or escape them, so that the text of a plan cannot steer a terminal or reverse a line.
enum InvisibleCharacters {
  /// Whether `scalar` is one of them.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0xFDD0...0xFDEF, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE007F: true
    case let value: value & 0xFFFE == 0xFFFE
    }
  }

  /// `text` on one line with every such character made visible: control characters as their pictures (U+2400…), the
  /// others as `<U+202E>`.
  static func shown(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ !contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if !contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else if let picture = picture(of: scalar) {
        result.unicodeScalars.append(picture)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "<U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)>"
      }
    }
    return result
  }

  /// `text` with the characters that XML 1.0 forbids (production 2) replaced: control characters by their pictures,
  /// U+FFFE and U+FFFF by U+FFFD.
  static func permittedInXML(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ !isForbiddenInXML($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(
        isForbiddenInXML(scalar) ? picture(of: scalar) ?? "\u{FFFD}" : scalar)
    }
    return result
  }

  private static func isForbiddenInXML(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
    case 0x7F: "\u{2421}"
    default: nil
    }
  }
}
