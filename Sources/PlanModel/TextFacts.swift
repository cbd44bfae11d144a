internal import TextForms

/// What XPath 1.0 cannot compute about a printed value; facts, not judgements.
package struct TextFacts: Hashable, Sendable {
  package var width: WidthFact?
  /// The brackets without a partner, in the order of the text.
  package var brackets: [Unicode.Scalar]
  /// The characters outside the usual repertoire, each once, in the order of the text.
  package var odd: [Unicode.Scalar]
  package var blanks: OuterBlanks?

  package static let none = TextFacts(width: nil, brackets: [], odd: [], blanks: nil)

  package init(
    width: WidthFact?, brackets: [Unicode.Scalar], odd: [Unicode.Scalar], blanks: OuterBlanks?
  ) {
    self.width = width
    self.brackets = brackets
    self.odd = odd
    self.blanks = blanks
  }

  /// The facts of `text`; an address is also asked for characters that are full-width throughout.
  package init(of text: String, isAddress: Bool = false, blanks: OuterBlanks? = nil) {
    var widths = Widths()
    odd = []
    var hasBrackets = false
    // Kana and ideographs, of which text mostly is, are no fact.
    for scalar in text.unicodeScalars where !scalar.isKanaOrIdeograph {
      widths.note(scalar)
      if isOdd(scalar), !odd.contains(scalar) { odd.append(scalar) }
      if !hasBrackets, bracketPair(scalar) != nil { hasBrackets = true }
    }
    width = isAddress ? widths.addressFact : widths.valueFact
    brackets = hasBrackets ? unbalancedBrackets(in: text) : []
    self.blanks = blanks
  }
}

package enum WidthFact: String, CaseIterable, Hashable, Sendable {
  /// ASCII and full-width digits or letters stand in one value.
  case mixed
  /// A URL is printed in full-width characters.
  case full
}

/// The ends at which blanks surround a value.
package enum OuterBlanks: String, CaseIterable, Hashable, Sendable {
  case leading, trailing, both
}

private struct Widths {
  var hasHalf = false
  var hasFull = false
  var hasFullSign = false

  mutating func note(_ scalar: Unicode.Scalar) {
    if scalar.isASCIIDigit || scalar.isASCIILetter { hasHalf = true }
    if scalar.isFullWidthDigit || scalar.isFullWidthLetter { hasFull = true }
    if scalar.value &- 0xFF01 < 94 || scalar.value == 0x3000 { hasFullSign = true }
  }

  var valueFact: WidthFact? { hasHalf && hasFull ? .mixed : nil }
  var addressFact: WidthFact? { hasFullSign ? (hasHalf ? .mixed : .full) : nil }
}

/// Whether `scalar` is private-use, a control, unassigned, a noncharacter, invisible, a replacement, a radical or a
/// combining mark that stands for a lost conversion.
private func isOdd(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0A, 0x20...0x7E, 0x3000...0x3098, 0x309B...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFF9F:
    return false
  case 0x0332, 0x3099, 0x309A, 0xFFFD, 0x2E80...0x2FDF:
    return true
  case _:
    switch scalar.properties.generalCategory {
    case .privateUse, .control, .unassigned, .format, .surrogate, .lineSeparator,
      .paragraphSeparator:
      return true
    case _:
      return false
    }
  }
}

/// The kind of a bracket, shared by both of a pair and by both widths, and whether it opens.
private func bracketPair(_ scalar: Unicode.Scalar) -> (kind: Int, opens: Bool)? {
  switch scalar {
  case "(", "（": (0, true)
  case ")", "）": (0, false)
  case "[", "［": (1, true)
  case "]", "］": (1, false)
  case "{", "｛": (2, true)
  case "}", "｝": (2, false)
  case "「", "｢": (3, true)
  case "」", "｣": (3, false)
  case "『": (4, true)
  case "』": (4, false)
  case "【": (5, true)
  case "】": (5, false)
  case "〔": (6, true)
  case "〕": (6, false)
  case "〈": (7, true)
  case "〉": (7, false)
  case "《": (8, true)
  case "》": (8, false)
  case "〖": (9, true)
  case "〗": (9, false)
  case _: nil
  }
}

/// The brackets of `text` that have no partner; the round bracket of a list mark such as `1)` needs none.
private func unbalancedBrackets(in text: String) -> [Unicode.Scalar] {
  var open: [(offset: Int, kind: Int)] = []
  var unbalanced: [(offset: Int, scalar: Unicode.Scalar)] = []
  let scalars = Array(text.unicodeScalars)
  for (offset, scalar) in scalars.enumerated() {
    guard let pair = bracketPair(scalar) else { continue }
    if pair.opens {
      open.append((offset, pair.kind))
    } else if let match = open.lastIndex(where: { $0.kind == pair.kind }) {
      unbalanced += open[(match + 1)...].map { ($0.offset, scalars[$0.offset]) }
      open.removeSubrange(match...)
    } else if !(pair.kind == 0 && isListMark(scalars[..<offset])) {
      unbalanced.append((offset, scalar))
    }
  }
  unbalanced += open.map { ($0.offset, scalars[$0.offset]) }
  return unbalanced.sorted { $0.offset < $1.offset }.map(\.scalar)
}

/// Whether `before` ends in the start of a list mark: digits, one letter or a circled number behind a break, a stop or
/// the end of a bracket.
private func isListMark(_ before: ArraySlice<Unicode.Scalar>) -> Bool {
  var rest = before
  while let last = rest.last, last.digitValue != nil, before.count - rest.count < 3 {
    rest.removeLast()
  }
  if rest.count == before.count {
    guard let last = rest.popLast(),
      last.isASCIILetter || last.isFullWidthLetter || last.value &- 0x2460 < 50
        || last.value &- 0x30A1 < 90
    else { return false }
  }
  guard let last = rest.last else { return true }
  return last == "\n" || last == "。" || last == "、" || last == "，" || last.isLayoutBlank
    || bracketPair(last)?.opens == false
}
