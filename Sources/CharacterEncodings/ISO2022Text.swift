/// Text in ISO-2022-JP rewritten as EUC, without its escape sequences.
struct ISO2022Text {
  private(set) var bytes: [UInt8] = []
  /// The offset in the original of each byte.
  private var offsets: [Int] = []
  private let originalCount: Int

  private enum CharacterSet {
    case ascii, kana, kanji, supplement
  }

  private static let escapes: [(sequence: [UInt8], set: CharacterSet)] = [
    (Array("\u{1B}$B".utf8), .kanji), (Array("\u{1B}$@".utf8), .kanji),
    (Array("\u{1B}$(B".utf8), .kanji), (Array("\u{1B}$(D".utf8), .supplement),
    (Array("\u{1B}(B".utf8), .ascii), (Array("\u{1B}(J".utf8), .ascii),
    (Array("\u{1B}(I".utf8), .kana),
  ]

  /// Whether `bytes` are ISO-2022-JP: seven-bit, with an escape sequence that no other text has.
  static func mayBe(_ bytes: [UInt8]) -> Bool {
    // Other Japanese text is told by its first few characters.
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
    guard let first = bytes.firstIndex(of: 0x1B) else { return false }
    return escapes.contains { bytes[first...].starts(with: $0.sequence) }
  }

  init(_ text: [UInt8]) throws(DecodingProblem) {
    originalCount = text.count
    bytes.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count)
    var set = CharacterSet.ascii
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x1B {
        let rest = text[index...]
        guard let escape = Self.escapes.first(where: { rest.starts(with: $0.sequence) }) else {
          throw .undecodable(encoding: .iso2022JP, byteOffset: index)
        }
        set = escape.set
        index += escape.sequence.count
        continue
      }
      // Control characters stand for themselves in every set; a line's end returns to ASCII.
      if byte <= 0x20 {
        if byte == 0x0A || byte == 0x0D { set = .ascii }
        append(byte, at: index)
        index += 1
        continue
      }
      guard byte < 0x7F || set == .ascii && byte < 0x80 else {
        throw .undecodable(encoding: .iso2022JP, byteOffset: index)
      }
      switch set {
      case .ascii:
        append(byte, at: index)
        index += 1
      case .kana:
        append(0x8E, at: index)
        append(byte | 0x80, at: index)
        index += 1
      case .kanji, .supplement:
        guard index + 1 < text.count, (0x21...0x7E).contains(text[index + 1]) else {
          throw .undecodable(encoding: .iso2022JP, byteOffset: index)
        }
        if set == .supplement { append(0x8F, at: index) }
        append(byte | 0x80, at: index)
        append(text[index + 1] | 0x80, at: index)
        index += 2
      }
    }
  }

  private mutating func append(_ byte: UInt8, at offset: Int) {
    bytes.append(byte)
    offsets.append(offset)
  }

  /// Where in the original the byte `index` came from.
  func offset(ofByte index: Int) -> Int {
    index < offsets.count ? offsets[index] : originalCount
  }
}

extension CharacterEncoding {
  /// Whether `bytes` show by an escape sequence that they are ISO-2022-JP.
  package static func showsISO2022(_ bytes: [UInt8]) -> Bool { ISO2022Text.mayBe(bytes) }
}
