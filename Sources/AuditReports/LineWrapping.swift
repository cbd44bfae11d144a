internal import TextForms

/// Breaks text into terminal lines: between words, and between Japanese characters where neither side forbids it
/// (the basic rules of JIS X 4051: no closing mark at the head of a line, no opening mark at its end).
enum LineWrapping {
  /// Marks that may not stand at the head of a line.
  private static let neverFirst = ScalarSet(
    "、。，．・：；？！」』】〉》〕］｝）ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥〜～)]},.:;!?%％")
  /// Marks that may not stand at the end of a line.
  private static let neverLast = ScalarSet("「『【〈《〔［｛（([{¥￥＄$№")

  /// One character as wrapping sees it.
  private struct Glyph {
    var scalar: Unicode.Scalar
    /// Where it ends in the text's UTF-8.
    var end: Int
    var columnCount: Int
    /// Whether a line may end before it.
    var mayBegin: Bool

    var isBlank: Bool { scalar == " " }
    /// Whether lines may end on either side, as in running Japanese.
    var isIdeographic: Bool { scalar.value >= 0x1100 && columnCount == 2 }
    /// Whether it is a common ideograph, for which there is no rule.
    var isIdeograph: Bool { (0x4E00...0x9FFF).contains(scalar.value) }
  }

  /// `text` in lines of at most `columnCountMax` columns; lines after the first begin with `indentation`.
  ///
  /// A piece that is longer than a line by itself, such as a URL, is broken where the line ends.
  static func lines(_ text: String, columnCountMax: Int, indentation: String = "") -> [String] {
    let indentationCount = TextForms.columnCount(of: indentation)
    precondition(indentationCount + 2 <= columnCountMax, "a line has room for one wide character")
    if TextForms.columnCount(of: text) <= columnCountMax { return [withoutBlanksAtEnd(text)] }
    let bytes = Array(text.utf8)
    let glyphs = glyphs(of: text)
    var lines: [String] = []
    var start = 0
    while start < glyphs.count || lines.isEmpty {
      let indented = !lines.isEmpty
      let room = columnCountMax - (indented ? indentationCount : 0)
      let end = end(ofLineAt: start, in: glyphs, room: room)
      let first = start == 0 ? 0 : glyphs[start - 1].end
      let last = glyphs[start..<end].last { !$0.isBlank }?.end ?? first
      let words = String(decoding: bytes[first..<last], as: UTF8.self)
      lines.append(indented ? indentation + words : words)
      start = end
      while start < glyphs.count, glyphs[start].isBlank { start += 1 }
    }
    return lines
  }

  private static func withoutBlanksAtEnd(_ text: String) -> String {
    guard text.utf8.last == UInt8(ascii: " ") else { return text }
    let words = text.unicodeScalars.reversed().drop { $0 == " " }.reversed()
    return String(String.UnicodeScalarView(words))
  }

  /// Where the line that begins at `start` ends: at the last place where it may, else where it is full.
  private static func end(ofLineAt start: Int, in glyphs: [Glyph], room: Int) -> Int {
    var columnCount = 0
    var lastBreak = start
    for index in start..<glyphs.count {
      let glyph = glyphs[index]
      if index > start, glyph.mayBegin { lastBreak = index }
      columnCount += glyph.columnCount
      if columnCount > room, !glyph.isBlank { return lastBreak > start ? lastBreak : index }
    }
    return glyphs.count
  }

  private static func glyphs(of text: String) -> [Glyph] {
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(text.utf8.count)
    var end = 0
    for scalar in text.unicodeScalars {
      end += UTF8.width(scalar)
      var glyph = Glyph(
        scalar: scalar, end: end,
        columnCount: scalar.isASCII ? 1 : TextForms.columnCount(of: scalar), mayBegin: false)
      // What takes no column belongs to the character before it.
      if let previous = glyphs.last, glyph.columnCount > 0 {
        glyph.mayBegin = mayBreak(between: previous, and: glyph)
      }
      glyphs.append(glyph)
    }
    return glyphs
  }

  private static func mayBreak(between left: Glyph, and right: Glyph) -> Bool {
    if left.isBlank || right.isBlank { return true }
    guard left.isIdeographic || right.isIdeographic || left.columnCount == 0 else { return false }
    return (right.isIdeograph || !neverFirst.contains(right.scalar))
      && (left.isIdeograph || !neverLast.contains(left.scalar))
  }
}
