@_spi(Engine) internal import XMLTree

/// The characters of names in XML 1.0, fifth edition, without the colon.
enum XMLNames {
  private static func isNameStart(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0x5F: true
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF: true
    case 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF: true
    case 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF: true
    default: false
    }
  }

  private static func isNameCharacter(_ scalar: UInt32) -> Bool {
    if isNameStart(scalar) { return true }
    switch scalar {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: return true
    default: return false
    }
  }

  /// Whether a name may begin at `place`; not behind the end.
  static func isNameStart(at place: Int, in text: TextSlice) -> Bool {
    guard place < text.count else { return false }
    let byte = text[place]
    if byte < 0x80 { return isNameStart(UInt32(byte)) }
    return isNameStart(text.scalar(at: place))
  }

  /// The offset behind the name that begins at `place`.
  static func endOfName(at place: Int, in text: TextSlice) -> Int {
    var end = place
    while end < text.count {
      let byte = text[end]
      if byte < 0x80 {
        guard isNameCharacter(UInt32(byte)) else { break }
        end += 1
      } else {
        guard isNameCharacter(text.scalar(at: end)) else { break }
        end += text.scalarLength(at: end)
      }
    }
    return end
  }
}
