internal import PlanModel
internal import TextForms

/// The cells of a totals row.
struct SumsShape {
  var label: Piece?
  var amounts: [Piece]
  /// The rest of the first amount, where a narrow column wraps it.
  var wrapped: Piece?
  var surplus: [Piece]
}

extension LineShapes {
  /// The words as a totals row: three amounts alone, or a label and amounts, behind which units may stand.
  func sums(_ tokens: [Piece]) -> SumsShape? {
    guard let (label, words) = totalsLabel(tokens) else { return unlabelledSums(tokens) }
    let amounts = withUnits(words)
    guard !amounts.isEmpty, amounts.allSatisfy(isCounted) else { return nil }
    return SumsShape(
      label: label, amounts: Array(amounts.prefix(3)), surplus: Array(amounts.dropFirst(3)))
  }

  /// Three amounts and nothing else, which are no telephone number with blanks in it.
  private func unlabelledSums(_ tokens: [Piece]) -> SumsShape? {
    guard tokens.count == 3, tokens.allSatisfy(isAmountLike),
      tokens.contains(where: { !isDash(text.slice($0)) }), let all = joined(tokens[...]),
      !isPhoneLike(text.slice(all)) || hasDashForAmount(tokens) || isZero(tokens[0])
    else { return nil }
    return SumsShape(label: nil, amounts: tokens, surplus: [])
  }

  /// Whether it is a zero alone, which is a sum, but no area code.
  private func isZero(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    return slice.count == 1 && slice.first?.digitValue == 0
  }

  /// Whether a dash stands for an amount among others that begin as amounts do, not as the parts of a number.
  private func hasDashForAmount(_ tokens: [Piece]) -> Bool {
    tokens.contains { isDash(text.slice($0)) }
      && tokens.allSatisfy { text.slice($0).first?.digitValue != 0 || $0.range.count == 1 }
  }

  /// The label of the totals with which the words begin, and the words behind it; the first amount may be glued to it.
  private func totalsLabel(_ tokens: [Piece]) -> (label: Piece, words: [Piece])? {
    guard let first = tokens.first, let scalar = text.slice(first).first,
      Self.totalsStarts.contains(scalar)
    else { return nil }
    for count in (1...min(tokens.count, 10)).reversed() {
      if let label = joined(tokens.prefix(count)), isTotalsLabel(text.slice(label)) {
        return (label, Array(tokens.dropFirst(count)))
      }
    }
    let slice = text.slice(first)
    guard let digit = slice.firstIndex(where: { $0.digitValue != nil }), digit > slice.startIndex,
      isTotalsLabel(slice[..<digit])
    else { return nil }
    let label = Piece(line: first.line, range: slice.startIndex..<digit)
    let amount = Piece(line: first.line, range: digit..<slice.endIndex)
    return (label, [amount] + tokens.dropFirst())
  }

  private static let totalsStarts = ScalarSet("合総計")

  /// Whether it is a word for totals, with a colon or a number of entries behind it: 合計, 総計：, 合計（４件）.
  func isTotalsLabel(_ content: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = content.first, Self.totalsStarts.contains(first), content.count <= 40 else {
      return false
    }
    var words = content.withoutBlanks[...]
    if let last = words.last, last == ":" || last == "：" { words.removeLast() }
    if let last = words.last, last == ")" || last == "）",
      let open = words.firstIndex(where: { $0 == "(" || $0 == "（" })
    {
      words = words[..<open]
    } else if words.last == "件" {
      words.removeLast()
      while words.last?.digitValue != nil { words.removeLast() }
    }
    return FormWords.totalsLabels.contains { words.elementsEqual($0) }
  }

  // MARK: Amounts over several lines

  /// Whether it is an amount with thousands separators that are wrong as it stands, as where its end is missing.
  func isCutAmount(_ piece: Piece) -> Bool {
    text.slice(piece).contains { $0.halfWidth == "," } && !isWholeAmount([piece])
  }

  /// Whether the pieces are a whole number together.
  func isWholeAmount(_ pieces: [Piece]) -> Bool {
    let words = Printed(text.text(pieces), at: .nowhere)
    if case .whole = words.amountField().value { return true }
    return false
  }

  // MARK: Units

  /// Whether it is an amount, be it with a unit: `12人`, `1,200千円`.
  func isCounted(_ piece: Piece) -> Bool {
    if isAmountLike(piece) { return true }
    let slice = text.slice(piece)
    guard let digit = slice.lastIndex(where: { $0.digitValue != nil }) else { return false }
    let amount = Piece(line: piece.line, range: piece.range.lowerBound..<digit + 1)
    let unit = slice[(digit + 1)...].drop(while: \.isLayoutBlank)
    return isAmountLike(amount) && FormWords.units.contains { unit.elementsEqual($0) }
  }

  /// The words with each unit that stands apart from its amount joined to it: `1200 千円`.
  func withUnits(_ words: [Piece]) -> [Piece] {
    var joinedWords: [Piece] = []
    joinedWords.reserveCapacity(words.count)
    for word in words {
      if let last = joinedWords.last, last.line == word.line, isAmountLike(last),
        !isDash(text.slice(last)),
        FormWords.units.contains(where: { text.slice(word).elementsEqual($0) })
          || isGroup(text.slice(word), behind: text.slice(last))
      {
        joinedWords[joinedWords.count - 1] = Piece(
          line: last.line, range: last.range.lowerBound..<word.range.upperBound)
      } else {
        joinedWords.append(word)
      }
    }
    return joinedWords
  }

  /// Whether three digits go on with an amount that ends in the separator before them.
  private func isGroup(
    _ word: ArraySlice<Unicode.Scalar>, behind amount: ArraySlice<Unicode.Scalar>
  ) -> Bool {
    amount.last?.halfWidth == "," && word.prefix { $0.digitValue != nil }.count == 3
      && (word.count == 3 || word.dropFirst(3).first?.halfWidth == ",")
  }
}
