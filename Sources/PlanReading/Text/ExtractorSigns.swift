internal import TextForms

/// Signs that extractors of text write for what a document prints, because its fonts name their glyphs so.
enum ExtractorSigns {
  /// The characters with the Kangxi radicals, the middle dot and the noncharacter for a hyphen as what is printed.
  ///
  /// The glyph of a radical is that of the character (U+2F08 is 人), and no plan means the radical. PDFium writes
  /// U+FFFE for a hyphen at the end of a line, and joins the lines; pypdf the hyphenation point U+2027 for ・.
  static func folded(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains(where: { isRadical($0) || $0.value == 0xFFFE || $0 == "\u{2027}" })
    else { return scalars }
    return scalars.map { scalar in
      if scalar.value == 0xFFFE { return "-" }
      if scalar == "\u{2027}" { return "・" }
      return isRadical(scalar) ? character(of: scalar) : scalar
    }
  }

  private static func isRadical(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0x2FD5).contains(scalar.value)
  }

  private static func character(of radical: Unicode.Scalar) -> Unicode.Scalar {
    if let simple = supplement[radical] { return simple }
    let folded = TextForms.compatibilityComposed(String(radical)).unicodeScalars
    return folded.count == 1 ? folded.first ?? radical : radical
  }

  /// Radicals of the supplement whose glyph is a character of Japanese texts, and which no normal form folds
  /// (EquivalentUnifiedIdeograph of Unicode).
  private static let supplement: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{2EA0}": "民", "\u{2EC1}": "虎", "\u{2EC4}": "西", "\u{2EC6}": "角", "\u{2ED1}": "長",
    "\u{2ED8}": "青", "\u{2EDD}": "食", "\u{2EE4}": "鬼", "\u{2EE8}": "麦", "\u{2EE9}": "黄",
    "\u{2EEB}": "斉", "\u{2EED}": "歯", "\u{2EEF}": "竜", "\u{2EF2}": "亀",
  ]
}
