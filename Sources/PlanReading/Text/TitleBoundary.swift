internal import PlanModel

/// Where a title ends and a description begins, told from how their columns wrap their lines.
///
/// A column wraps a line only where the next word would not fit; so a line that leaves room for what stands on the next
/// one ends its cell or its paragraph. A boundary counts where no such line lies within the title or the description.
struct TitleBoundary {
  let text: TextLines
  let shapes: LineShapes
  let widths: ColumnWidths

  /// The parts of a cell's lines on both sides of the boundary; `nil` where none or several are possible.
  func split(_ pieces: [Piece]) -> (title: [Piece], description: [Piece])? {
    guard !pieces.isEmpty else { return ([], []) }
    if pieces.count == 1, text.tokens(in: pieces[0].range, line: pieces[0].line).count == 1 {
      return oneCell(pieces[0])
    }
    var found = candidates(pieces).filter { !$0.description.isEmpty }
    if found.isEmpty { found = candidates(pieces).filter { $0.description.isEmpty } }
    if found.count > 1, found.contains(where: { isBalanced(joined($0.title)) }) {
      found = found.filter { isBalanced(joined($0.title)) }
    }
    if found.count > 1 { found = found.filter { endsTitle($0.title) } }
    guard found.count == 1 else { return nil }
    return isCut(found[0].title, found[0].description) ? nil : found[0]
  }

  private func endsTitle(_ title: [Piece]) -> Bool {
    FormWords.ends(joined(title), with: FormWords.titleEndings)
  }

  /// Whether the title may go on in the description: it does not end as titles do, and its last line is full, or what
  /// follows soon ends so.
  func isCut(_ title: [Piece], _ description: [Piece]) -> Bool {
    guard let last = title.last, let next = description.first, last.line != next.line else {
      return false
    }
    let isFull = mayWrap(text.columns(last), next, at: widths.title)
    if isFull, text.slice(next).starts(with: FormWords.project) { return true }
    if endsTitle(title) { return false }
    guard text.columns(next) <= widths.titleLimit else { return false }
    return isFull || FormWords.ends(text.slice(next), with: FormWords.projectEndings)
  }

  /// Whether the title is the first line, which stands beside the name: words that end as titles do, or stand for one, and
  /// below them begins a description, whatever lines it has.
  func endsBehindFirst(_ pieces: [Piece]) -> Bool {
    guard pieces.count > 1, let title = pieces.first,
      !text.scalars[title.range].contains(where: \.isLayoutBlank), !endsSentence(title),
      endsTitle([title]) || isPlaceholder(title) || shapes.isCategory([title]),
      beginsDescription(pieces[1...], title)
    else { return false }
    return zip(pieces, pieces.dropFirst()).allSatisfy { $1.line == $0.line + 1 }
      && pieces.allSatisfy { text.columns($0) <= widths.description + 6 }
  }

  /// Whether the lines begin with what is no end of a title: a line too wide for it, a sentence, an item of a list.
  private func beginsDescription(_ lines: ArraySlice<Piece>, _ title: Piece) -> Bool {
    guard let line = lines.first, let first = text.slice(line).first else { return false }
    if beginsWithDot(line) {
      return text.columns(line) > widths.titleLimit || endsSentence(line)
        || lines.dropFirst().first.map(beginsWithDot) ?? false
    }
    if first.isLineStartForbidden || text.slice(line).starts(with: FormWords.project)
      || holdsTitleBeforeBlank(line)
    {
      return false
    }
    return text.columns(line) > widths.titleLimit || endsSentence(line) || beginsItem(line)
      || shapes.beginsNumbered(text.slice(line))
  }

  /// A line by itself without blanks: a description where it is a sentence or stands in place of one, a title where it ends
  /// as titles do; `nil` where its width speaks against either.
  private func oneCell(_ piece: Piece) -> (title: [Piece], description: [Piece])? {
    if endsSentence(piece) || isPlaceholder(piece) { return ([], [piece]) }
    let isTitle = endsTitle([piece])
    let isNarrow = text.columns(piece) <= widths.titleLimit
    switch (isTitle, isNarrow) {
    case (true, true): return ([piece], [])
    case (false, false): return ([], [piece])
    case (true, false), (false, true): return nil
    }
  }

  private func candidates(_ pieces: [Piece]) -> [(title: [Piece], description: [Piece])] {
    var found: [(title: [Piece], description: [Piece])] = []
    for count in 0...min(pieces.count, Self.titleLineMax) {
      let title = Array(pieces[..<count])
      guard isTitle(title) else { continue }
      let description = Array(pieces[count...])
      if isDescription(description) { found.append((title, description)) }
      guard let next = description.first else { continue }
      // An extractor sets cells that end and begin at one height on one line.
      let words = text.tokens(in: next.range, line: next.line)
      for word in words.dropFirst() {
        let cut = (
          title: Piece(line: next.line, range: next.range.lowerBound..<word.range.lowerBound),
          description: Piece(line: next.line, range: word.range.lowerBound..<next.range.upperBound)
        )
        let head = title + [trimmed(cut.title)]
        let tail = [cut.description] + description.dropFirst()
        if isTitle(head), isDescription(tail) { found.append((head, tail)) }
      }
    }
    return found
  }

  /// The most lines that a title takes.
  private static let titleLineMax = 6

  private func trimmed(_ piece: Piece) -> Piece {
    var end = piece.range.upperBound
    while end > piece.range.lowerBound, text.scalars[end - 1].isLayoutBlank { end -= 1 }
    return Piece(line: piece.line, range: piece.range.lowerBound..<end)
  }

  // MARK: Cells

  private func isTitle(_ lines: [Piece]) -> Bool {
    for (index, line) in lines.enumerated() {
      let isItem = beginsItem(line) && !(index > 0 && beginsWithDot(line))
      if text.columns(line) > widths.titleLimit || endsSentence(line) || isItem
        || isPlaceholder(line)
      {
        return false
      }
    }
    let own = columns(lines, within: widths.titleLimit)
    return lines.indices.dropLast().allSatisfy {
      mayWrap(own[$0], lines[$0 + 1], at: widths.title)
    }
  }

  /// For each line the columns that its printed line takes up to its end.
  ///
  /// Extractors that go from cell to cell break a line before an opening bracket that is set closer than its width; both
  /// parts then fit into the column together.
  private func columns(_ lines: [Piece], within width: Int) -> [Int] {
    var own = lines.map { text.columns($0) }
    if shapes.blocks.lines.isEmpty { return own }
    for (index, line) in lines.enumerated().dropFirst()
    where text.slice(line).first?.isOpeningBracket == true && line.line == lines[index - 1].line + 1
      && own[index - 1] + own[index] <= width
    {
      own[index] += own[index - 1]
      // The part before the bracket is no line of its own.
      own[index - 1] = width
    }
    return own
  }

  private func isDescription(_ lines: [Piece]) -> Bool {
    // Signs instead of words stand alone.
    if lines.contains(where: isFiller) { return lines.count == 1 }
    if let first = lines.first.flatMap({ text.slice($0).first }), first.isLineStartForbidden {
      return false
    }
    guard lines.allSatisfy({ text.columns($0) <= widths.description + 6 }) else { return false }
    if let first = lines.first {
      // A narrow line before 「・」 may be a title that goes on, and one with a title before a blank may hold two cells.
      if lines.count > 1, beginsWithDot(lines[1]), !endsSentence(first), !beginsItem(first),
        text.columns(first) <= widths.titleLimit
      {
        return false
      }
      if holdsTitleBeforeBlank(first) { return false }
    }
    let own = columns(lines, within: widths.description + 2)
    return zip(lines.indices, lines.indices.dropFirst()).allSatisfy { index, following in
      let (line, next) = (lines[index], lines[following])
      return endsSentence(line) || beginsItem(next) || beginsItem(line)
        || text[next.line].indent > text.margin || next.line > line.line + 1
        || mayWrap(own[index], next, at: widths.description * 11 / 12)
        // Some fonts set Latin letters as wide as characters.
        || text.slice(line).count + 1 >= widths.description / 2
    }
  }

  /// Whether `next` may have been wrapped behind a line in a column of that width: it would hardly have fitted.
  private func mayWrap(_ columns: Int, _ next: Piece, at width: Int) -> Bool {
    columns + unitColumns(at: next) > width - 2
  }

  /// The width of what cannot be parted at the start of a line: a word in Latin letters, or a character with the signs
  /// that may not begin a line.
  private func unitColumns(at piece: Piece) -> Int {
    let slice = text.slice(piece)
    guard let first = slice.first else { return 0 }
    var columns = 0
    if first.value < 0x80 {
      for scalar in slice.prefix(while: { $0.value < 0x80 && !$0.isLayoutBlank }) {
        columns += scalar.columnCount
      }
      return columns
    }
    var rest = slice
    while let scalar = rest.first,
      columns == 0 || scalar.isLineStartForbidden || columns == 2 && first.isOpeningBracket
    {
      columns += scalar.columnCount
      rest.removeFirst()
    }
    return columns
  }

  // MARK: Lines

  private func joined(_ pieces: [Piece]) -> ArraySlice<Unicode.Scalar> {
    pieces.flatMap { text.slice($0) }[...]
  }

  private func isBalanced(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    var depth = 0
    for scalar in slice {
      if scalar.isOpeningBracket { depth += 1 }
      if ")）」』】］]〕》".unicodeScalars.contains(scalar) { depth -= 1 }
    }
    return depth == 0
  }

  private func endsSentence(_ piece: Piece) -> Bool { text.slice(piece).last == "。" }

  private func beginsItem(_ piece: Piece) -> Bool {
    guard let mark = text.slice(piece).first else { return false }
    return mark.value &- 0x2460 < 20 || "・◆●○■◇□※".unicodeScalars.contains(mark)
  }

  /// Whether signs stand instead of words: ……, ○○○○.
  private func isFiller(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    return slice.count > 1 && slice.allSatisfy { "…‥・○〇◯●×＊*".unicodeScalars.contains($0) }
  }

  private func beginsWithDot(_ piece: Piece) -> Bool { text.slice(piece).first == "・" }

  private func holdsTitleBeforeBlank(_ piece: Piece) -> Bool {
    let words = text.tokens(in: piece.range, line: piece.line)
    return words.dropLast().contains {
      text.columns($0) <= widths.titleLimit
        && FormWords.ends(text.slice($0), with: FormWords.projectEndings)
    }
  }

  private func isPlaceholder(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    return slice.count <= 12 && !FormWords.ends(slice, with: FormWords.titleEndings)
      && (shapes.isDash(slice) || FormWords.placeholders.contains { slice.starts(with: $0) })
  }
}

/// The widths at which the columns of titles and descriptions wrap, in terminal columns, as a text shows them.
struct ColumnWidths {
  /// The width of the description's column.
  let description: Int
  /// The width of the title's column, or less.
  let title: Int
  /// The greatest width that a title's line can have.
  let titleLimit: Int

  /// Learns the widths from the bodies of all entries, themes left out.
  init(text: TextLines, bodies: [[Piece]]) {
    let lines = bodies.flatMap { $0 }.filter { $0.range == text.piece($0.line).range }
    // Lines with blanks may hold the ends of two cells.
    let unparted = lines.filter { !text[$0.line].hasInnerBlank }
    let inner = (unparted.count * 2 >= lines.count ? unparted : lines).map { text.columns($0) }
    let wide = inner.filter { $0 > 36 }.sorted()
    let known = wide.isEmpty && inner.count >= 8 ? inner.sorted() : wide
    description = known.isEmpty ? 80 : known[known.count * 9 / 10]
    let limit = description - 4
    let firsts = bodies.compactMap { pieces -> Piece? in
      guard let first = pieces.first else { return nil }
      let isFollowed = pieces.count > 1
      let isWhole = text.tokens(in: first.range, line: first.line).count == 1
      let isTitleLike = text.slice(first).last != "。" && text.columns(first) <= limit
      return isFollowed && isWhole && isTitleLike ? first : nil
    }
    let columns = firsts.map { text.columns($0) }.sorted(by: >)
    // Wrapped titles have first lines of almost one width; whole ones are no wider than the column.
    let full = columns.first { width in columns.count { $0 <= width && $0 + 3 >= width } >= 2 }
    let whole = firsts.filter { FormWords.ends(text.slice($0), with: FormWords.titleEndings) }
    let widest = whole.map { text.columns($0) }.max()
    title = [full, widest].compactMap { $0 }.max() ?? columns.first ?? min(30, limit)
    titleLimit = min(limit, max(title, columns.first ?? title) + 3)
  }
}

extension Unicode.Scalar {
  /// Whether typesetting keeps this from the start of a line.
  var isLineStartForbidden: Bool {
    "、。，．,.）)」』】］]〕》〉ー・！？!?ぁぃぅぇぉっゃゅょァィゥェォッャュョ々：；:;％%゛゜ヽヾゝゞ…‥"
      .unicodeScalars.contains(self)
  }

  var isOpeningBracket: Bool { "(（「『【［[〔《〈".unicodeScalars.contains(self) }
}
