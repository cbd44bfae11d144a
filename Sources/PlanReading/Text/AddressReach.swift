internal import PlanModel

/// Tells whether a URL that a narrow column wrapped goes on.
///
/// Lines of nothing but the characters of URLs do. Words of other letters may be the URL's, rightly or wrongly typed, or
/// the names of the contact below it.
struct AddressReach {
  enum Verdict {
    case goesOn, ends
    /// Nothing tells.
    case unknown
  }

  let text: TextLines
  let shapes: LineShapes
  /// The lines of the URL so far.
  let address: [Piece]

  /// How far ahead the end of a URL is looked for.
  private static let lineMax = 6

  func verdict(on line: Int) -> Verdict {
    let content = text.content(line)
    if !shapes.isAddressStart(content), shapes.isAddressPart(content) { return .goesOn }
    guard let last = address.last, last.line == line - 1 else { return .ends }
    if shapes.isAddressStart(content) { return isBrokenBefore(content, last) ? .goesOn : .ends }
    if content.allSatisfy({ Self.isComma($0) || $0 == "。" }) { return .goesOn }
    if hasOpenBracket, closesBracket(from: line) { return .goesOn }
    if text[line].hasInnerBlank {
      let holdsPart = text.tokens(line).first.map { isPart(text.slice($0)) == .goesOn }
      return holdsPart == true ? .unknown : .ends
    }
    let own = isPart(content)
    if own != .ends { return own }
    if isFollowedByPart(line) { return .goesOn }
    return mayBreakWord(behind: last) ? .unknown : .ends
  }

  /// Whether an address that seems to begin is the URL's: its scheme stands before it, or a second one begins in the cell.
  private func isBrokenBefore(_ content: ArraySlice<Unicode.Scalar>, _ last: Piece) -> Bool {
    let before = text.slice(last)
    guard let end = before.last, let first = content.first else { return false }
    if Self.isComma(end) || before.suffix(2).elementsEqual(Self.schemeEnd) { return true }
    return end.halfWidth == "h" && first.halfWidth == "t"
  }

  private static let schemeEnd = Array("//".unicodeScalars)

  private static func isComma(_ scalar: Unicode.Scalar) -> Bool {
    "、，,".unicodeScalars.contains(scalar)
  }

  /// Whether words with other letters than those of URLs are part of one by the signs in them.
  private func isPart(_ slice: ArraySlice<Unicode.Scalar>) -> Verdict {
    guard !slice.contains("@"), !slice.contains("＠") else { return .ends }
    let hasLetters = slice.contains(where: \.isASCIILetter)
    let hasStop = slice.contains { Self.isComma($0) || $0 == "。" }
    let hasSign = slice.contains { "/.?=%#_".unicodeScalars.contains($0) }
    guard hasSign || (hasLetters && hasStop) else { return .ends }
    guard FormWords.ends(slice, with: FormWords.unitEndings) else {
      return hasLetters || slice.contains("/") ? .goesOn : .ends
    }
    let names = slice.split { $0 == "/" }
    if !slice.contains("."), names.allSatisfy({ FormWords.ends($0, with: FormWords.unitEndings) }) {
      return .ends
    }
    return .unknown
  }

  /// Whether a line below `line`, with nothing of a contact before it, can only be the URL's.
  private func isFollowedByPart(_ line: Int) -> Bool {
    guard !isName(line) else { return false }
    var next = line + 1
    while next < text.count, next <= line + Self.lineMax, shapes.shapes[next] == .text {
      let content = text.content(next)
      if shapes.isPhoneLike(content) || shapes.isAddressStart(content) || isName(next)
        || text[next].hasInnerBlank
      {
        return false
      }
      if isPart(content) == .goesOn { return true }
      next += 1
    }
    return false
  }

  private func isName(_ line: Int) -> Bool {
    FormWords.ends(text.content(line), with: FormWords.unitEndings)
  }

  /// Whether the URL's last line ends in a letter of words behind which the column may have wrapped them.
  private func mayBreakWord(behind last: Piece) -> Bool {
    guard let end = text.slice(last).last, end.value >= 0x3041, end.halfWidth.value > 0x7E,
      !"、。）」』】〕".unicodeScalars.contains(end)
    else { return false }
    guard let first = address.first, first != last else { return true }
    return text.columns(last) + 2 > text.columns(first)
  }

  // MARK: Brackets

  /// Whether a full-width bracket in the URL is still open: （予 and 定）.
  private var hasOpenBracket: Bool {
    let scalars = address.flatMap { text.slice($0) }
    guard let open = scalars.lastIndex(of: "（") else { return false }
    return !scalars[open...].contains("）")
  }

  /// Whether the bracket is closed on one of the next lines, before words for a contact.
  private func closesBracket(from line: Int) -> Bool {
    var next = line
    while next < text.count, next <= line + 2, shapes.shapes[next] == .text {
      let content = text.content(next)
      if let close = content.firstIndex(of: "）") {
        return !content[..<close].contains("（") && close + 1 == content.endIndex
      }
      if isName(next) { return false }
      next += 1
    }
    return false
  }
}
