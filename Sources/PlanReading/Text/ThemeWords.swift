internal import PlanModel

/// Finds a theme of the list at the start of an entry's body.
struct ThemeWords {
  let text: TextLines
  let shapes: LineShapes

  /// The most characters of a theme.
  private static let scalarCountMax = 40
  /// The most lines over which one is wrapped.
  private static let lineCountMax = 4

  /// Takes a theme of the list, be it one word of the first piece or wrapped over several.
  func take(_ pieces: inout [Piece]) -> [Piece]? {
    guard let first = pieces.first else { return nil }
    let words = text.tokens(in: first.range, line: first.line)
    if words.count > 1, isTheme([words[0]]) {
      pieces[0] = first.from(words[1])
      return [words[0]]
    }
    for count in 1...min(Self.lineCountMax, pieces.count) where isTheme(Array(pieces[..<count])) {
      defer { pieces.removeFirst(count) }
      return Array(pieces[..<count])
    }
    return nil
  }

  func isTheme(_ pieces: [Piece]) -> Bool {
    guard let first = pieces.first.flatMap({ text.slice($0).first }),
      shapes.vocabulary.mayBeginTheme(first),
      pieces.reduce(0, { $0 + $1.range.count }) <= Self.scalarCountMax
    else { return false }
    return shapes.vocabulary.theme(named: text.text(pieces)) != nil
  }
}

extension Piece {
  /// What remains of the piece from one of its words on.
  func from(_ word: Piece) -> Piece {
    Piece(line: line, range: word.range.lowerBound..<range.upperBound)
  }
}

extension TextLines {
  /// What stands between an entry's head and its row.
  func pieces(between draft: EntryDraft) -> [Piece] {
    var pieces: [Piece] = []
    pieces.reserveCapacity(draft.body.count + 1)
    if let rest = draft.rest { pieces.append(rest) }
    for line in draft.body { pieces.append(piece(line)) }
    return pieces
  }
}
