/// The escapes `_xHHHH_` by which OOXML writes characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
enum TextEscapes {
  /// `text` with its escapes replaced by the UTF-16 code units they stand for; `_x005F_` is `_` itself.
  static func decoded(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "_")) else { return text }
    var units: [UInt16] = []
    var plain: [UInt8] = []
    var index = 0
    func unit(at start: Int) -> UInt16? {
      guard start + 7 <= bytes.count, bytes[start] == UInt8(ascii: "_"),
        bytes[start + 1] == UInt8(ascii: "x"), bytes[start + 6] == UInt8(ascii: "_")
      else { return nil }
      return hexadecimal(bytes[(start + 2)..<(start + 6)])
    }
    while index < bytes.count {
      if let escaped = unit(at: index) {
        units += Array(String(decoding: plain, as: UTF8.self).utf16)
        plain.removeAll()
        units.append(escaped)
        index += 7
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    units += Array(String(decoding: plain, as: UTF8.self).utf16)
    return String(decoding: units, as: UTF16.self)
  }

  /// `text` as a cell holds it: what XML 1.0 cannot hold, and what would read as an escape, is escaped.
  static func encoded(_ text: String) -> String {
    var needsEscape = false
    for scalar in text.unicodeScalars where mustEscape(scalar) || scalar == "_" {
      needsEscape = true
      break
    }
    guard needsEscape else { return text }
    var result = ""
    let bytes = Array(text.utf8)
    var offset = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      let looksEscaped =
        scalar == "_" && offset + 7 <= bytes.count && bytes[offset + 1] == UInt8(ascii: "x")
        && bytes[offset + 6] == UInt8(ascii: "_")
        && hexadecimal(bytes[(offset + 2)..<(offset + 6)]) != nil
      if looksEscaped {
        result += "_x005F_"
      } else if mustEscape(scalar) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
      } else {
        result.unicodeScalars.append(scalar)
      }
      offset += width
    }
    return result
  }

  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x00...0x1F, 0xFFFE, 0xFFFF: true
    case _: false
    }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(digit - 0x30)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(digit - 0x37)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(digit - 0x57)
      case _: return nil
      }
    }
    return value
  }
}
