internal import PlanModel

/// The cells of a row from its category on.
struct RowShape {
  /// Empty where the row has none; two pieces where it is wrapped or spaced.
  var category: [Piece]
  /// At most three.
  var amounts: [Piece]
  /// The rest of the cost, the first amount, where a narrow column wraps it.
  var costRest: [Piece] = []
  /// Several pieces where a narrow column wrapped it.
  var start: [Piece]
  var url: Piece?
  /// Amounts beyond the third.
  var surplus: [Piece]
  /// What follows the URL or the month: a contact on the same line.
  var trailing: [Piece]
  var isCategoryKnown: Bool
}

extension LineShapes {
  /// Whether `pieces` joined word a known category.
  func isCategory(_ pieces: [Piece]) -> Bool {
    guard let first = pieces.first.flatMap({ text.slice($0).first }),
      vocabulary.mayBeginCategory(first), pieces.reduce(0, { $0 + $1.range.count }) <= 40
    else { return false }
    return vocabulary.category(worded: text.text(pieces)) != nil
  }

  /// Whether `pieces` are the end of a category whose beginning stands elsewhere.
  func isCategoryEnd(_ pieces: [Piece]) -> Bool {
    let end = text.text(pieces)
    return !end.isEmpty
      && vocabulary.categories.contains { category in
        ([category.name] + category.wordings).contains { $0.hasSuffix(end) && $0 != end }
      }
  }

  /// The words as a row, or `nil` where they are none.
  ///
  /// A known category makes a row with any amount behind it; unknown words need three amounts and a month, URL or dash;
  /// no words at all need three amounts and a month or URL.
  func row(_ words: [Piece]) -> RowShape? {
    guard words.count >= 2, words.count <= 40 else { return nil }
    let tokens = partingMonths(withUnits(words))
    guard tokens.count >= 2 else { return nil }
    let categoryCount = categoryLength(tokens)
    let isKnown = categoryCount > 0 && isCategory(Array(tokens[..<categoryCount]))
    var rest = tokens[categoryCount...]
    var amounts: [Piece] = []
    while let next = rest.first, amounts.count < 3 {
      if isAddressStart(text.slice(next)) || (isMonthLike(next) && !isAmountLike(next)) { break }
      if !isKnown && !isAmountLike(next) { return nil }
      if text.columns(next) > 20 || isSentence(next) { return nil }
      amounts.append(next)
      rest.removeFirst()
    }
    guard amounts.contains(where: isAmountLike) else { return nil }
    var shape = RowShape(
      category: Array(tokens[..<categoryCount]), amounts: amounts, start: [], url: nil,
      surplus: [], trailing: [], isCategoryKnown: isKnown)
    fill(&shape, from: rest)
    if (shape.start + shape.category).contains(where: isSentence) { return nil }
    if isKnown { return shape }
    let hasEvidence = shape.start.first.map(isMonthLike) ?? false || shape.url != nil
    return amounts.count == 3 && hasEvidence ? shape : nil
  }

  /// Whether the words are of a sentence, which can begin with a category: 労働力確保事業 25 人、….
  func isSentence(_ piece: Piece) -> Bool {
    text.slice(piece).contains { $0 == "、" || $0 == "。" }
  }

  /// The words with each month parted from an amount or a dash that an extractor set right before its era: -令和３年.
  func partingMonths(_ words: [Piece]) -> [Piece] {
    var parted: [Piece] = []
    parted.reserveCapacity(words.count)
    for word in words {
      let slice = text.slice(word)
      let amount = slice.prefix { $0.digitValue != nil || $0.isHyphenLike || $0 == "," }
      let rest = slice[amount.endIndex...]
      guard !amount.isEmpty,
        vocabulary.eras.contains(where: { rest.starts(with: $0.name.unicodeScalars) })
      else {
        parted.append(word)
        continue
      }
      parted.append(Piece(line: word.line, range: word.range.lowerBound..<amount.endIndex))
      parted.append(Piece(line: word.line, range: amount.endIndex..<word.range.upperBound))
    }
    return parted
  }

  private func categoryLength(_ tokens: [Piece]) -> Int {
    if isAmountLike(tokens[0]) {
      // Four amounts of which the first is a dash: the category's cell holds the dash.
      let cells = tokens.prefix { isAmountLike($0) && !isMonthLike($0) }
      return cells.count == 4 && isDash(text.slice(cells[0])) ? 1 : 0
    }
    if tokens.count > 2, !isAmountLike(tokens[1]), isCategory(Array(tokens[..<2])) { return 2 }
    return 1
  }

  private func fill(_ shape: inout RowShape, from tokens: ArraySlice<Piece>) {
    var rest = tokens
    while let next = rest.first, isAmountLike(next), !isMonthLike(next),
      !isDash(text.slice(next)) || rest.dropFirst().first.map(isMonthLike) ?? false
    {
      shape.surplus.append(next)
      rest.removeFirst()
    }
    let before = rest.prefix { !isAddressStart(text.slice($0)) }
    // Where the month is blank, the department follows.
    let isDepartment =
      before.first.map { FormWords.ends(text.slice($0), with: FormWords.unitEndings) } ?? false
    if let first = before.first, !isDepartment {
      let count = monthLength(before)
      shape.start = joined(before.prefix(count)).map { [$0] } ?? []
      rest = rest.dropFirst(count)
      if isDash(text.slice(first)), rest.first.map({ isDash(text.slice($0)) }) ?? false {
        shape.trailing = Array(rest)
        return
      }
    }
    fill(&shape, behindMonth: rest)
  }

  /// Gives the URL, or a dash instead of it, and what follows it to the row.
  func fill(_ shape: inout RowShape, behindMonth tokens: ArraySlice<Piece>) {
    guard let addressAt = tokens.firstIndex(where: { isAddressStart(text.slice($0)) }) else {
      let hasDash = tokens.first.map { isDash(text.slice($0)) } ?? false
      if hasDash { shape.url = tokens.first }
      shape.trailing = Array(hasDash ? tokens.dropFirst() : tokens)
      return
    }
    let address = tokens[addressAt...].prefix { isAddressPart(text.slice($0)) }
    shape.url = joined(address.isEmpty ? tokens[addressAt...addressAt] : address)
    shape.trailing =
      Array(tokens[..<addressAt]) + Array(tokens[(addressAt + max(1, address.count))...])
  }

  /// How many words make the month: as many as read as one, else up to the last with 月, else one.
  private func monthLength(_ tokens: ArraySlice<Piece>) -> Int {
    for count in 1...min(tokens.count, 12) {
      if let piece = joined(tokens.prefix(count)), readsAsMonth(text.slice(piece)) { return count }
    }
    let last = tokens.lastIndex { text.slice($0).contains("月") }
    return last.map { $0 - tokens.startIndex + 1 } ?? 1
  }

  /// The stretch from the first to the last word, which stand on one line; `nil` for none or several lines.
  func joined(_ tokens: ArraySlice<Piece>) -> Piece? {
    guard let first = tokens.first, let last = tokens.last, first.line == last.line else {
      return tokens.first
    }
    return Piece(line: first.line, range: first.range.lowerBound..<last.range.upperBound)
  }
}
