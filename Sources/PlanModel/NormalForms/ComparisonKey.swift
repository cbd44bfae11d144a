internal import TextForms

/// Keys by which texts are compared; what was printed is never replaced by them.
package enum ComparisonKey {
  /// `text` in compatibility form, without blanks and line breaks, in lower case, with hyphen-likes folded.
  package static func prose(_ text: String) -> String {
    let form = compatibilityForm(text)
    // No character takes more than four bytes, and no lower case of those below U+3000 more than three.
    let bytes = [UInt8](capacity: form.count * 4) { bytes in
      for scalar in form where !scalar.isBlank {
        if scalar.isKanaOrIdeograph {
          bytes.append(utf8Of: scalar)
        } else if scalar.isHyphenLike {
          bytes.append(UInt8(ascii: "-"))
        } else if scalar.value < 0x80 {
          bytes.append(UInt8(scalar.value) | (scalar.isASCIIUpper ? 0x20 : 0))
        } else if scalar.value < 0x3000 {
          for byte in scalar.properties.lowercaseMapping.utf8 { bytes.append(byte) }
        } else {
          bytes.append(utf8Of: scalar)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `text` in compatibility form, without blanks.
  package static func label(_ text: String) -> String {
    String(scalars: compatibilityForm(text).filter { !$0.isBlank })
  }

  /// `key` without a bracketed clause at its end, or `nil` where it ends otherwise or is nothing else.
  ///
  /// A full stop behind the clause is part of the clause.
  package static func stem(of key: String) -> String? {
    var rest = key.unicodeScalars[...]
    if rest.last == "。" { rest.removeLast() }
    guard rest.last == ")" else { return nil }
    var scalars = Array(rest)
    var depth = 0
    while let last = scalars.popLast() {
      if last == ")" { depth += 1 }
      if last == "(" { depth -= 1 }
      if depth == 0 { return scalars.isEmpty ? nil : String(scalars: scalars) }
    }
    return nil
  }

  /// The NFKC form; ordinary Japanese text takes a short way.
  static func compatibilityForm(_ text: String) -> [Unicode.Scalar] {
    var isOrdinary = true
    let scalars = [Unicode.Scalar](capacity: text.utf8.count) { scalars in
      for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0...0x7E, 0x3001...0x3020, 0x3041...0x3096, 0x30A1...0x30FE, 0x4E00...0x9FFF:
          scalars.append(scalar)
        case 0x3000, 0xFF01...0xFF5E:
          scalars.append(scalar.halfWidth)
        case _:
          isOrdinary = false
          return
        }
      }
    }
    return isOrdinary ? scalars : Array(TextForms.compatibilityComposed(text).unicodeScalars)
  }
}

extension Unicode.Scalar {
  fileprivate var isASCIIUpper: Bool { value &- 0x41 < 26 }

  /// Whether this is white space of any kind.
  fileprivate var isBlank: Bool {
    value == 0x20 || (value < 0x3001 && properties.isWhitespace)
  }
}
