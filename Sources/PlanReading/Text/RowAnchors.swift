internal import PlanModel

/// A row whose cells narrow columns wrapped, or before which words of other cells stand on its line.
struct RowAnchor {
  /// What stands on its first line before the category: the end of a title, a description.
  var lead: Piece?
  var row: RowShape
  /// The line behind those that it takes.
  var next: Int
}

extension LineShapes {
  /// The row whose category begins in `range` of `line`, or `nil`.
  ///
  /// Only a whole known category before three amounts is one; the category may be wrapped over four lines, the amounts
  /// may follow on the next ones, and a month may be wrapped behind its year.
  func rowAnchor(on line: Int, in range: Range<Int>) -> RowAnchor? {
    guard mayHoldCategory(range) else { return nil }
    let tokens = text.tokens(in: range, line: line)
    for (offset, token) in tokens.enumerated() {
      guard let first = text.slice(token).first, vocabulary.mayBeginCategory(first) else {
        continue
      }
      var words = WordCursor(self, line: line, tokens: Array(tokens[offset...]))
      guard let category = category(from: &words) else { continue }
      let lead = joined(tokens[..<offset])
      let behind = words
      if let row = row(category, from: &words) {
        return RowAnchor(lead: lead, row: row, next: words.line + 1)
      }
      if let found = rowOfLines(category, behind: behind) {
        return RowAnchor(lead: lead, row: found.row, next: found.next)
      }
    }
    return nil
  }

  /// Whether any of the words in `range` begins like a category: what is asked of each line must be cheap.
  private func mayHoldCategory(_ range: Range<Int>) -> Bool {
    var isBehindBlank = true
    for index in range {
      let scalar = text.scalars[index]
      if isBehindBlank, vocabulary.mayBeginCategory(scalar) { return true }
      isBehindBlank = scalar.isLayoutBlank
    }
    return false
  }

  /// The words that are a known category together, be it wrapped.
  private func category(from words: inout WordCursor) -> [Piece]? {
    var pieces: [Piece] = []
    var best: (pieces: [Piece], behind: WordCursor)?
    while pieces.count < Self.categoryPieceMax, let word = words.next() {
      pieces.append(word)
      guard pieces.reduce(0, { $0 + $1.range.count }) <= 20 else { break }
      if isCategory(pieces) { best = (pieces, words) }
    }
    guard let best else { return nil }
    words = best.behind
    return best.pieces
  }

  private static let categoryPieceMax = 4

  private func row(_ category: [Piece], from words: inout WordCursor) -> RowShape? {
    var amounts: [Piece] = []
    var costRest: [Piece] = []
    while amounts.count < 3 {
      guard let word = words.next(), isAmountLike(word) else { return nil }
      amounts.append(word)
      if amounts.count == 1 { costRest = restOfAmount(word, from: &words) }
    }
    var row = RowShape(
      category: category, amounts: amounts, costRest: costRest, start: [], url: nil, surplus: [],
      trailing: [], isCategoryKnown: true)
    var ahead = words
    if let month = month(from: &ahead) {
      row.start = month
      words = ahead
    }
    let rest = words.restOfLine()
    guard rest.first.map({ !isAmountLike($0) || isDash(text.slice($0)) }) ?? true,
      !row.start.isEmpty || !rest.contains(where: isSentence)
    else { return nil }
    fill(&row, behindMonth: rest[...])
    return row
  }

  /// The row whose cells stand on lines of their own, whatever they hold: two or three between a category that ends its
  /// line and a month that has one.
  private func rowOfLines(
    _ category: [Piece], behind: WordCursor
  ) -> (row: RowShape, next: Int)? {
    var words = behind
    guard words.restOfLine().isEmpty, let last = category.last else { return nil }
    var cells: [Piece] = []
    var line = last.line
    while let printed = text.printed(from: line + 1), printed - line <= 3 {
      line = printed
      let content = text.content(line)
      if readsAsMonth(content) {
        guard cells.count == 3 || cells.count == 2 && cells.allSatisfy(isAmountLike) else {
          return nil
        }
        let row = RowShape(
          category: category, amounts: cells, start: [text.piece(line)], url: nil, surplus: [],
          trailing: [], isCategoryKnown: true)
        return (row, line + 1)
      }
      guard cells.count < 3, text[line].columns <= 20, !isAddressStart(content),
        !isPhoneLike(content)
      else { return nil }
      cells.append(text.piece(line))
    }
    return nil
  }

  /// What stands on the next lines of an amount that a narrow column wrapped: its thousands separators are right in the
  /// whole alone.
  private func restOfAmount(_ first: Piece, from words: inout WordCursor) -> [Piece] {
    guard isCutAmount(first) else { return [] }
    var pieces = [first]
    var ahead = words
    while pieces.count < 4, let word = ahead.next(), word.line == pieces[pieces.count - 1].line + 1,
      isAmountLike(word)
    {
      pieces.append(word)
      if isWholeAmount(pieces) {
        words = ahead
        return Array(pieces.dropFirst())
      }
    }
    return []
  }

  /// The words that read as a month; a narrow column may part it from its year.
  private func month(from words: inout WordCursor) -> [Piece]? {
    var pieces: [Piece] = []
    var best: (pieces: [Piece], behind: WordCursor)?
    // 令和, 5, 年, 6, 月 can each stand by itself.
    while pieces.count < 6, let word = words.next(), !isAddressStart(text.slice(word)) {
      pieces.append(word)
      let joined = pieces.flatMap { text.slice($0) }
      if readsAsMonth(joined[...]) { best = (pieces, words) }
      if joined.last == "月" { break }
    }
    if let best {
      words = best.behind
      return best.pieces
    }
    return nil
  }
}

/// The words of a text from one on, line by line; two blank lines between two are passed over.
struct WordCursor {
  private let shapes: LineShapes
  private var tokens: ArraySlice<Piece>
  /// The line of the last word.
  private(set) var line: Int

  init(_ shapes: LineShapes, line: Int, tokens: [Piece]) {
    self.shapes = shapes
    self.line = line
    self.tokens = shapes.partingMonths(tokens)[...]
  }

  mutating func next() -> Piece? {
    if let word = tokens.popFirst() { return word }
    let text = shapes.text
    guard let printed = text.printed(from: line + 1), printed - line <= 3 else { return nil }
    line = printed
    tokens = shapes.partingMonths(text.tokens(printed))[...]
    return tokens.popFirst()
  }

  /// The words left on the line of the last word.
  mutating func restOfLine() -> [Piece] {
    defer { tokens = [] }
    return Array(tokens)
  }
}
