internal import TextForms

package typealias Scalar = Unicode.Scalar

extension Unicode.Scalar {
  /// The ASCII character of which this is the full-width form (U+FF01–U+FF5E), the blank for U+3000, else itself.
  package var halfWidth: Unicode.Scalar {
    if value == 0x3000 { return " " }
    guard value >= 0xFF01, value <= 0xFF5E else { return self }
    return Unicode.Scalar(UInt8(value - 0xFEE0))
  }

  package var isASCIIDigit: Bool { value &- 0x30 < 10 }
  package var isHiragana: Bool { value &- 0x3041 < 0x56 }
  package var isASCIILetter: Bool { (value | 0x20) &- 0x61 < 26 }
  package var isFullWidthDigit: Bool { value &- 0xFF10 < 10 }
  package var isFullWidthLetter: Bool { value &- 0xFF21 < 26 || value &- 0xFF41 < 26 }

  /// The value of an ASCII or full-width decimal digit.
  package var digitValue: Int? {
    if isASCIIDigit { return Int(value - 0x30) }
    if isFullWidthDigit { return Int(value - 0xFF10) }
    return nil
  }

  /// Whether this is a blank that layout puts between or around words: U+0020, U+3000, U+00A0 or a tab.
  package var isLayoutBlank: Bool {
    value == 0x20 || value == 0x3000 || value == 0x09 || value == 0xA0
  }

  /// Whether this is one of the signs that are typed for a hyphen, a minus or "none".
  package var isHyphenLike: Bool {
    switch value {
    case 0x2D, 0xAD, 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0x30FC, 0xFE58, 0xFE63, 0xFF0D,
      0xFF70:
      return true
    case _:
      return false
    }
  }
}

extension String {
  /// The text made of `scalars`.
  package init(scalars: ArraySlice<Unicode.Scalar>) {
    // Measured first and then filled: an array that grows by single bytes asks with each whether it is its own.
    let count = scalars.reduce(0) { $0 + UTF8.width($1) }
    self = TextForms.string(utf8Count: count) { bytes in
      for scalar in scalars { bytes.append(utf8Of: scalar) }
    }
  }

  /// The text made of `scalars`.
  package init(scalars: [Unicode.Scalar]) { self.init(scalars: scalars[...]) }
}

extension OutputSpan<UInt8> {
  /// Appends the UTF-8 form of `scalar`; the standard library's way builds a string for each.
  package mutating func append(utf8Of scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    } else if value < 0x10000 {
      append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    } else {
      append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }
}
