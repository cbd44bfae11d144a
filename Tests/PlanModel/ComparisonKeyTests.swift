import PlanModel
import Testing
import TextForms

@Suite struct `Keys of texts` {
  /// All characters below `end`.
  private static func scalars(below end: UInt32) -> some Sequence<Unicode.Scalar> {
    (0..<end).lazy.compactMap(Unicode.Scalar.init)
  }

  @Test func `the key of each character is its compatibility form in lower case`() {
    for scalar in Self.scalars(below: 0x3000) {
      let text = String(Character(scalar))
      let words = TextForms.compatibilityComposed(text).unicodeScalars
        .filter { !$0.properties.isWhitespace }
      let expected = words.map { $0.isHyphenLike ? "-" : $0.properties.lowercaseMapping }
      #expect(ComparisonKey.prose(text) == expected.joined())
    }
    #expect(ComparisonKey.prose("İSTANBUL Ⱥ Ω") == "i̇stanbulⱥω")
  }

  @Test func `kana and ideographs are what they are said to be`() {
    for scalar in Self.scalars(below: 0xA000) where scalar.isKanaOrIdeograph {
      let text = String(Character(scalar))
      #expect(TextForms.compatibilityComposed(text) == text)
      #expect(text.lowercased() == text)
      #expect(TextFacts(of: text) == .none)
    }
  }
}
