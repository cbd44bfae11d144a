internal import CharacterEncodings

/// What bytes are as UTF-8 (Unicode Standard, table 3-7).
struct UTF8Form {
  /// The offset of the first byte that begins nothing well-formed.
  private(set) var firstFailure: Int?
  private(set) var failureCount = 0
  /// The number of well-formed characters beyond ASCII.
  private(set) var wideCount = 0

  init(_ bytes: [UInt8], from start: Int) {
    var index = start
    let end = bytes.count
    while index < end {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      if let length = wellFormedLength(bytes, at: index) {
        wideCount += 1
        index += length
      } else {
        if firstFailure == nil { firstFailure = index }
        failureCount += 1
        index += 1
      }
    }
  }
}

/// The length of the well-formed sequence of two to four bytes at `index`, or `nil`.
private func wellFormedLength(_ bytes: [UInt8], at index: Int) -> Int? {
  let first = bytes[index]
  guard first >= 0xC2, first <= 0xF4 else { return nil }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  guard bytes.count - index >= length else { return nil }
  // Nearly all of Japanese text: kana and ideographs.
  if first > 0xE0, first < 0xED {
    return bytes[index + 1] & 0xC0 == 0x80 && bytes[index + 2] & 0xC0 == 0x80 ? 3 : nil
  }
  for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return nil }
  let second = bytes[index + 1]
  switch first {
  case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90,
    0xF4 where second > 0x8F:
    return nil
  case _:
    return length
  }
}

/// The character at `index` of well-formed UTF-8, and its length.
func wellFormedScalar(_ bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let first = UInt32(bytes[index])
  if first < 0x80 { return (Unicode.Scalar(bytes[index]), 1) }
  let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
  func bits(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
  let value =
    switch length {
    case 2: (first & 0x1F) << 6 | bits(1)
    case 3: (first & 0x0F) << 12 | bits(1) << 6 | bits(2)
    case _: (first & 0x07) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3)
    }
  guard let scalar = Unicode.Scalar(value) else {
    preconditionFailure("decoded text is well-formed")
  }
  return (scalar, length)
}

/// What bytes are in an encoding of one byte and two.
struct BytePairs {
  let encoding: CharacterEncoding
  /// The offset of the first byte that is none of the encoding's.
  private(set) var firstFailure: Int?
  /// The number of characters of two bytes, as far as the first failure.
  private(set) var pairCount = 0
  /// How many of them are kana, kanji or punctuation of JIS X 0208, less the half-width katakana, which are rare.
  private(set) var usualCount = 0

  init(cp932 bytes: [UInt8]) {
    encoding = .cp932
    readCP932(bytes)
  }

  init(eucJP bytes: [UInt8]) {
    encoding = .eucJP
    readEUCJP(bytes)
  }

  private mutating func readCP932(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E:
        index += 1
      case 0xA1...0xDF:
        usualCount -= 1
        index += 1
      case 0x81...0x9F, 0xE0...0xFC:
        guard index + 1 < bytes.count else { return fail(at: index) }
        switch bytes[index + 1] {
        case 0x40...0x7E, 0x80...0xFC: break
        case _: return fail(at: index)
        }
        pairCount += 1
        if bytes[index] < 0x98 { usualCount += 1 }
        index += 2
      case _:
        return fail(at: index)
      }
    }
  }

  private mutating func readEUCJP(_ bytes: [UInt8]) {
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E:
        index += 1
      case 0x8E:
        guard index + 1 < bytes.count, (0xA1...0xDF).contains(bytes[index + 1]) else {
          return fail(at: index)
        }
        usualCount -= 1
        index += 2
      case 0x8F:
        guard index + 2 < bytes.count, (0xA1...0xFE).contains(bytes[index + 1]),
          (0xA1...0xFE).contains(bytes[index + 2])
        else { return fail(at: index) }
        pairCount += 1
        index += 3
      case 0xA1...0xFE:
        guard index + 1 < bytes.count, (0xA1...0xFE).contains(bytes[index + 1]) else {
          return fail(at: index)
        }
        pairCount += 1
        if bytes[index] < 0xD0 { usualCount += 1 }
        index += 2
      case _:
        return fail(at: index)
      }
    }
  }

  private mutating func fail(at index: Int) { firstFailure = index }
}
