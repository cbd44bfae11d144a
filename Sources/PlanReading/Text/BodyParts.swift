internal import PlanModel
internal import TextForms

/// Theme, title and description of one entry.
struct BodyParts {
  var theme: [Piece] = []
  var title: [Piece] = []
  var description: [Piece] = []
  /// What is title or description, nobody can tell which.
  var doubtful: [Piece] = []
}

/// Parts the lines between head and row by their widths, gaps and sentence ends.
struct BodySplitting {
  let text: TextLines
  let shapes: LineShapes
  /// The width of a line of the description's column, as learned from the whole text.
  let descriptionColumns: Int
  private let boundary: TitleBoundary
  /// Beside a theme's column that of titles is narrower.
  private let themedBoundary: TitleBoundary
  private let themes: ThemeWords

  /// The width at which the theme's column wraps.
  private static let themeFullColumns = 14
  /// The most lines that a title takes.
  private static let titleLineMax = 6

  /// Learns the widths from the bodies of all entries.
  init(text: TextLines, shapes: LineShapes, drafts: [EntryDraft]) {
    self.text = text
    self.shapes = shapes
    let themes = ThemeWords(text: text, shapes: shapes)
    var plain: [[Piece]] = []
    var themed: [[Piece]] = []
    for draft in drafts {
      var pieces = text.pieces(between: draft)
      if themes.take(&pieces) == nil { plain.append(pieces) } else { themed.append(pieces) }
    }
    let widths = ColumnWidths(text: text, bodies: plain.isEmpty ? themed : plain)
    self.themes = themes
    descriptionColumns = widths.description
    boundary = TitleBoundary(text: text, shapes: shapes, widths: widths)
    themedBoundary =
      plain.isEmpty || themed.isEmpty
      ? boundary
      : TitleBoundary(
        text: text, shapes: shapes, widths: ColumnWidths(text: text, bodies: themed))
  }

  func parts(of draft: EntryDraft, hasThemes: Bool) -> BodyParts {
    var pieces = text.pieces(between: draft)
    if let lead = draft.lead { pieces.append(lead) }
    var parts = BodyParts()
    if draft.isMixed || holdsForeign(pieces, of: draft) {
      parts.doubtful = pieces
      return parts
    }
    if hasThemes { parts.theme = takeTheme(&pieces, hasRest: draft.rest != nil) }
    let boundary = parts.theme.isEmpty ? boundary : themedBoundary
    if let count = titleBlock(pieces, boundary) {
      parts.title = Array(pieces[..<count])
      parts.description = Array(pieces[count...])
    } else if pieces.first?.line == draft.rest?.line, boundary.endsBehindFirst(pieces) {
      parts.title = [pieces[0]]
      parts.description = Array(pieces[1...])
    } else if let split = boundary.split(pieces) {
      (parts.title, parts.description) = split
    } else if !parts.theme.isEmpty, !themes.isTheme(parts.theme) {
      // An unknown theme may be wrapped, and its second line has been held for a title's.
      parts.doubtful = parts.theme + pieces
      parts.theme = []
    } else {
      parts.doubtful = pieces
    }
    if parts.title.isEmpty, beginsWithTitle(parts.description) {
      parts.doubtful = parts.description
      parts.description = []
    }
    return parts
  }

  /// Whether the words of a description without a title begin as titles end: …支援事業, and other words right behind.
  private func beginsWithTitle(_ pieces: [Piece]) -> Bool {
    let words = Array(pieces.prefix(4).flatMap { text.slice($0) }.prefix(Self.titleLengthMax))
    let mark = Array("事業".unicodeScalars)
    for index in words.indices.dropFirst(Self.titleLengthMin) {
      if "。、".unicodeScalars.contains(words[index]) { return false }
      let end = index + mark.count
      if end < words.count, words[index..<end].elementsEqual(mark) {
        return !Self.behindProjects.contains(words[end])
          && !words[end...].starts(with: "区分".unicodeScalars)
      }
    }
    return false
  }

  private static let titleLengthMin = 4
  private static let titleLengthMax = 60
  /// What follows 事業 within a sentence.
  private static let behindProjects = ScalarSet("者所主の費でをにがはもとへやか）」』・内化間継承等体案計名展活毎全ごだな　 ")

  /// Whether one of the lines may be the cell of another column.
  private func holdsForeign(_ pieces: [Piece], of draft: EntryDraft) -> Bool {
    pieces.indices.contains { (index: Int) -> Bool in
      guard isForeign(pieces[index]) else { return false }
      if index == 0, draft.rest?.line == pieces[0].line, draft.row?.isCategoryKnown == true {
        // Beside the name, with the category below: the title is worded like a category.
        return !shapes.isCategory([pieces[0]])
      }
      return !isQuoted(pieces, index)
    }
  }

  /// Whether the line is an address or a number that a description gives: behind a sentence, and text goes on right below.
  private func isQuoted(_ pieces: [Piece], _ index: Int) -> Bool {
    let slice = text.slice(pieces[index])
    guard shapes.isAddressStart(slice) || shapes.isPhoneLike(slice), index > 0,
      index + 1 < pieces.count, !isGap(pieces, index), !isGap(pieces, index + 1),
      let before = text.slice(pieces[index - 1]).last,
      text.slice(pieces[pieces.count - 1]).last == "。"
    else { return false }
    return "。：:".unicodeScalars.contains(before)
  }

  /// Whether the line is the cell of another column alone, between which and its own the text cannot tell.
  private func isForeign(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    return shapes.isCategory([piece]) || shapes.readsAsMonth(slice) || shapes.isAddressStart(slice)
      || shapes.isPhoneLike(slice) || (shapes.isAmountLike(piece) && !shapes.isDash(slice))
  }

  // MARK: Theme

  private func takeTheme(_ pieces: inout [Piece], hasRest: Bool) -> [Piece] {
    guard let first = pieces.first else { return [] }
    if let known = themes.take(&pieces) { return known }
    let words = text.tokens(in: first.range, line: first.line)
    guard let word = words.first, text.columns(word) <= 16 else { return [] }
    if words.count > 1 {
      pieces[0] = first.from(words[1])
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

  /// Whether the entry shows a theme of the list, which only tables with that column have.
  func showsTheme(_ draft: EntryDraft) -> Bool {
    var pieces = Array(text.pieces(between: draft).prefix(5))
    return themes.take(&pieces) != nil
  }

  // MARK: Title

  /// How many of the pieces stand before the first empty line, where they look like a title; `nil` where they do not.
  private func titleBlock(_ pieces: [Piece], _ boundary: TitleBoundary) -> Int? {
    guard let block = pieces.indices.first(where: { $0 > 0 && isGap(pieces, $0) }),
      block <= Self.titleLineMax,
      pieces[..<block].allSatisfy({
        text.columns($0) <= descriptionColumns * 17 / 20 && text.slice($0).last != "。"
      })
    else { return nil }
    return boundary.isCut(Array(pieces[..<block]), Array(pieces[block...])) ? nil : block
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
    scalars.reserveCapacity(pieces.reduce(0) { $0 + $1.range.count + 1 })
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
    if line.indent > text.margin || isGap(pieces, index) { return true }
    if let mark = text.slice(pieces[index]).first,
      mark.value &- 0x2460 < 20 || "・◆●○■◇".unicodeScalars.contains(mark)
    {
      return true
    }
    return text.columns(before) < descriptionColumns - 8 && text.slice(before).last == "。"
  }
}
