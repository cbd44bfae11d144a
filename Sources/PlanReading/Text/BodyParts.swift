internal import PlanModel

/// Theme, title and description of one entry.
struct BodyParts {
  var theme: [Piece] = []
  var title: [Piece] = []
  var description: [Piece] = []
}

/// Parts the lines between head and row by their widths, gaps and sentence ends.
struct BodySplitting {
  let text: TextLines
  let shapes: LineShapes
  /// The width of a line of the description's column, as learned from the whole text.
  let descriptionColumns: Int

  /// The width at which the title's column wraps, in terminal columns, less what a forbidden line end may take.
  private let titleFullColumns: Int
  /// That width where the text does not show a lesser one.
  private static let titleFullColumnsUsual = 30
  /// The width at which the theme's column wraps.
  private static let themeFullColumns = 14
  /// The most lines that a title takes.
  private static let titleLineMax = 6

  /// Learns the widths from the bodies of all entries.
  init(text: TextLines, shapes: LineShapes, drafts: [EntryDraft]) {
    self.text = text
    self.shapes = shapes
    let widths = drafts.flatMap { $0.body.map { text[$0].columns } }.filter { $0 > 36 }.sorted()
    descriptionColumns = widths.isEmpty ? 80 : widths[widths.count * 9 / 10]
    titleFullColumns = Self.titleFullColumns(text, drafts)
  }

  /// The width that three first lines of titles share and none exceeds: there the column wraps.
  private static func titleFullColumns(_ text: TextLines, _ drafts: [EntryDraft]) -> Int {
    let widths = drafts.compactMap { draft in
      draft.rest.map { text.columns($0) } ?? draft.body.first.map { text[$0].columns }
    }.filter { $0 <= 36 }
    guard let widest = widths.max(), widest >= 20, widths.count(where: { $0 == widest }) >= 3 else {
      return titleFullColumnsUsual
    }
    return min(titleFullColumnsUsual, widest)
  }

  func parts(of draft: EntryDraft, hasThemes: Bool) -> BodyParts {
    var pieces = (draft.rest.map { [$0] } ?? []) + draft.body.map { text.piece($0) }
    var parts = BodyParts()
    if hasThemes { parts.theme = takeTheme(&pieces, hasRest: draft.rest != nil) }
    let isOnHeadLine = pieces.first.map { $0.line < draft.body.first ?? .max } ?? false
    let count = titleLength(pieces, isOnHeadLine: isOnHeadLine && draft.rest != nil)
    parts.title = Array(pieces[..<count])
    parts.description = Array(pieces[count...])
    return parts
  }

  // MARK: Theme

  private func takeTheme(_ pieces: inout [Piece], hasRest: Bool) -> [Piece] {
    guard let first = pieces.first else { return [] }
    let words = text.tokens(in: first.range, line: first.line)
    if let known = knownTheme(&pieces, words) { return known }
    guard let word = words.first, text.columns(word) <= 16 else { return [] }
    if words.count > 1 {
      pieces[0] = rest(of: first, from: words[1])
      return [word]
    }
    var count = 1
    while count < pieces.count - 1, !isGap(pieces, count),
      text.columns(pieces[count - 1]) >= Self.themeFullColumns,
      text.columns(pieces[count]) <= Self.themeFullColumns
    {
      count += 1
    }
    guard pieces.count > count else { return [] }
    defer { pieces.removeFirst(count) }
    return Array(pieces[..<count])
  }

  /// Takes a theme of the list, be it one word of the first piece or wrapped over up to four.
  private func knownTheme(_ pieces: inout [Piece], _ words: [Piece]) -> [Piece]? {
    if words.count > 1, isTheme([words[0]]) {
      pieces[0] = rest(of: pieces[0], from: words[1])
      return [words[0]]
    }
    for count in 1...min(4, pieces.count) where isTheme(Array(pieces[..<count])) {
      defer { pieces.removeFirst(count) }
      return Array(pieces[..<count])
    }
    return nil
  }

  private func rest(of piece: Piece, from word: Piece) -> Piece {
    Piece(line: piece.line, range: word.range.lowerBound..<piece.range.upperBound)
  }

  private func isTheme(_ pieces: [Piece]) -> Bool {
    guard let first = pieces.first.flatMap({ text.slice($0).first }),
      shapes.vocabulary.mayBeginTheme(first), pieces.reduce(0, { $0 + $1.range.count }) <= 40
    else { return false }
    return shapes.vocabulary.theme(named: pieces.map { text.text($0) }.joined()) != nil
  }

  /// Whether the entry shows a theme of the list, which only tables with that column have.
  func showsTheme(_ draft: EntryDraft) -> Bool {
    var pieces = (draft.rest.map { [$0] } ?? []) + draft.body.prefix(4).map { text.piece($0) }
    guard let first = pieces.first else { return false }
    return knownTheme(&pieces, text.tokens(in: first.range, line: first.line)) != nil
  }

  // MARK: Title

  /// How many of the pieces are the title.
  private func titleLength(_ pieces: [Piece], isOnHeadLine: Bool) -> Int {
    guard let first = pieces.first else { return 0 }
    if isOnHeadLine { return continuedTitle(pieces) }
    if pieces.count == 1 && (endsSentence(first) || isPlaceholder(first)) { return 0 }
    let block = pieces.indices.first { $0 > 0 && isGap(pieces, $0) } ?? pieces.count
    if block < pieces.count, block <= Self.titleLineMax,
      pieces[..<block].allSatisfy({
        text.columns($0) <= descriptionColumns * 17 / 20 && !endsSentence($0)
      })
    {
      return block
    }
    return narrowStart(pieces)
  }

  /// The title that begins on the head's line goes on while its lines are full and the next is narrow.
  private func continuedTitle(_ pieces: [Piece]) -> Int {
    var count = 1
    while count < pieces.count, count < Self.titleLineMax, !isGap(pieces, count),
      text.columns(pieces[count - 1]) >= titleFullColumns, isNarrow(pieces[count]),
      text.columns(pieces[count]) <= text.columns(pieces[count - 1]) + 4,
      !endsSentence(pieces[count]), !isPlaceholder(pieces[count])
    {
      count += 1
    }
    return count
  }

  /// The narrow lines before the first wide one or the first end of a sentence, as far as each is full.
  private func narrowStart(_ pieces: [Piece]) -> Int {
    var count = 0
    while count < pieces.count, count < Self.titleLineMax, isNarrow(pieces[count]),
      !endsSentence(pieces[count]), !isPlaceholder(pieces[count])
    {
      count += 1
      if text.columns(pieces[count - 1]) < titleFullColumns { break }
    }
    // Narrow lines that run on into the end of a sentence are a short description.
    if count > 0, count < pieces.count, isNarrow(pieces[count]), endsSentence(pieces[count]),
      text.columns(pieces[count - 1]) >= descriptionColumns * 17 / 20,
      !FormWords.ends(text.slice(pieces[count - 1]), with: [FormWords.project])
    {
      return 0
    }
    return count
  }

  /// The greatest width of a line that can be a title's beside lines of the description.
  private var narrowColumns: Int {
    min(48, max(descriptionColumns * 3 / 5, min(36, descriptionColumns * 17 / 20)))
  }

  private func isNarrow(_ piece: Piece) -> Bool { text.columns(piece) <= narrowColumns }

  private func endsSentence(_ piece: Piece) -> Bool { text.slice(piece).last == "。" }

  private func isPlaceholder(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    return slice.count <= 12
      && (shapes.isDash(slice) || FormWords.placeholders.contains { slice.starts(with: $0) })
  }

  /// Whether an empty line stands before the piece.
  private func isGap(_ pieces: [Piece], _ index: Int) -> Bool {
    pieces[index].line > pieces[index - 1].line + 1
  }

  // MARK: Description

  /// The description's lines joined, its paragraphs parted by U+000A.
  func description(_ pieces: [Piece]) -> Printed? {
    guard let first = pieces.first, let last = pieces.last else { return nil }
    var scalars: [Unicode.Scalar] = []
    for (index, piece) in pieces.enumerated() {
      if index > 0, beginsParagraph(pieces, index) { scalars.append("\n") }
      scalars += text.slice(piece)
    }
    return Printed(String(scalars: scalars), at: text.place(first.line, last.line))
  }

  /// Whether a paragraph begins: the line before ends a sentence short of the margin, or this one is indented or listed.
  private func beginsParagraph(_ pieces: [Piece], _ index: Int) -> Bool {
    let before = pieces[index - 1]
    let endsBefore = text.slice(before).last.map { "。）)」".unicodeScalars.contains($0) } ?? true
    guard endsBefore else { return false }
    let line = text[pieces[index].line]
    if line.indent > 0 || isGap(pieces, index) { return true }
    if let mark = text.slice(pieces[index]).first,
      mark.value &- 0x2460 < 20 || "・◆●○■◇".unicodeScalars.contains(mark)
    {
      return true
    }
    return text.columns(before) < descriptionColumns - 8 && text.slice(before).last == "。"
  }
}
