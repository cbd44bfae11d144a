import CharacterEncodings
import Testing

@Suite struct `Character encodings` {
  private static let repertoire = "①㈱～－髙﨑・表ソ能予十ポｱｶﾞⅣ№∥￢"

  /// The repertoire, as Windows writes it.
  private static let cp932: [UInt8] = [
    0x87, 0x40, 0x87, 0x8A, 0x81, 0x60, 0x81, 0x7C, 0xFB, 0xFC, 0xED, 0x95, 0x81, 0x45, 0x95, 0x5C,
    0x83, 0x5C, 0x94, 0x5C, 0x97, 0x5C, 0x8F, 0x5C, 0x83, 0x7C, 0xB1, 0xB6, 0xDE, 0x87, 0x57, 0x87,
    0x82, 0x81, 0x61, 0x81, 0xCA,
  ]

  @Test func `CP932 is read in Microsoft's mapping, with NEC's and IBM's extensions`() throws {
    let bytes = try CharacterEncoding.cp932.utf8(of: Self.cp932)
    #expect(String(decoding: bytes, as: UTF8.self) == Self.repertoire)
  }

  @Test func `EUC-JP and ISO-2022-JP give the characters that CP932 gives`() throws {
    let euc: [UInt8] = [
      0xAD, 0xA1, 0xAD, 0xEA, 0xA1, 0xC1, 0xA1, 0xDD, 0xC9, 0xBD, 0x8E, 0xB1, 0x8E, 0xB6, 0x8E,
      0xDE,
    ]
    let eucText = try CharacterEncoding.eucJP.utf8(of: euc)
    #expect(String(decoding: eucText, as: UTF8.self) == "①㈱～－表ｱｶﾞ")
    let mail = Array("1,\u{1B}$B-!-jA!A]I=\u{1B}(I16^\u{1B}(B\r\n".utf8)
    var iso = mail
    // ～ is 2141 and － 215D in JIS X 0208.
    iso = Array("1,\u{1B}$B-!-j!A!]I=\u{1B}(I16^\u{1B}(B\r\n".utf8)
    #expect(CharacterEncoding.showsISO2022(iso))
    let isoText = try CharacterEncoding.iso2022JP.utf8(of: iso)
    #expect(String(decoding: isoText, as: UTF8.self) == "1,①㈱～－表ｱｶﾞ\r\n")
  }

  @Test(arguments: [
    (CharacterEncoding.cp932, [0x31, 0x2C, 0x8A, 0x20, 0x2C] as [UInt8], 2),
    (.cp932, [0x80], 0), (.cp932, [0x41, 0xA0], 1), (.cp932, [0x88, 0x9F, 0x81], 2),
    (.eucJP, [0xC9, 0xBD, 0xC9, 0x20], 2), (.eucJP, [0x8E], 0),
    (.iso2022JP, Array("a\u{1B}$B0\n".utf8), 4), (.iso2022JP, Array("\u{1B}$X".utf8), 0),
    (.iso2022JP, Array("ab\u{1B}$B\u{7F}!".utf8), 5),
  ])
  func `a byte that is not of the encoding is named by its offset`(
    encoding: CharacterEncoding, bytes: [UInt8], offset: Int
  ) {
    #expect(throws: DecodingProblem.undecodable(encoding: encoding, byteOffset: offset)) {
      try encoding.utf8(of: bytes)
    }
  }

  @Test func `nothing decodes to nothing`() throws {
    for encoding in CharacterEncoding.allCases { #expect(try encoding.utf8(of: []) == []) }
  }

  @Test func `text without escape sequences is not ISO-2022-JP`() {
    #expect(!CharacterEncoding.showsISO2022(Array("a,b\n".utf8)))
    #expect(!CharacterEncoding.showsISO2022(Array("a\u{1B}[0m".utf8)))
    #expect(!CharacterEncoding.showsISO2022([0x1B, 0x24, 0x42, 0xE3]))
  }
}
