internal import PlanModel

/// Reads what follows a row: URL, department, section, telephone.
struct TailReading {
  let text: TextLines
  let shapes: LineShapes
  /// The words of departments and sections so far.
  private var words: [Piece] = []
  private var isAddressOpen = false
  /// Whether nothing tells where the URL ends and the names begin.
  private var isTorn = false

  /// The most lines that departments and sections take.
  private static let wordCountMax = 8

  init(text: TextLines, shapes: LineShapes) {
    self.text = text
    self.shapes = shapes
  }

  /// Fills the tail of `draft` from `start` on and gives the first line that is not its own.
  mutating func read(_ draft: inout EntryDraft, trailing: [Piece], from start: Int) -> Int {
    isAddressOpen = draft.url.first.map { !shapes.isDash(text.slice($0)) } ?? false
    takeWords(trailing, &draft)
    var line = start
    while draft.phone.isEmpty, let next = text.printed(from: line), !isBeyondPage(next, from: start)
    {
      if let count = wrappedPhoneCount(from: next, draft) {
        draft.phone = (next..<next + count).map { text.piece($0) }
        line = next + count
        break
      }
      guard take(next, &draft) else { break }
      line = next + 1
    }
    if let next = wrappedPhone(behind: draft.phone, from: line) {
      draft.phone.append(text.piece(next))
      line = next + 1
    }
    if let next = text.printed(from: line), !draft.phone.isEmpty,
      next <= line + 1, shapes.shapes[next] == .text, shapes.isExtension(text.content(next))
    {
      draft.phone.append(text.piece(next))
      line = next + 1
    }
    if let next = text.printed(from: line), !draft.phone.isEmpty, next <= line + 1,
      shapes.shapes[next] == .text,
      ContactShapes.faxStart(in: text.content(next)) == text[next].content.lowerBound
    {
      draft.strays.append(text.piece(next))
      line = next + 1
    }
    return settle(&draft, rowLine: start - 1, end: line)
  }

  /// Whether a page ends before `line`, where its end parts the cells of a row.
  private func isBeyondPage(_ line: Int, from start: Int) -> Bool {
    !shapes.blocks.lines.isEmpty && text[line].page > text[max(start - 1, 0)].page
  }

  /// How many lines from `line` on are a whole telephone number with its extension, which a narrow column wrapped.
  private func wrappedPhoneCount(from line: Int, _ draft: EntryDraft) -> Int? {
    guard !words.isEmpty || !isAddressOpen else { return nil }
    let lines = (line..<min(line + ContactShapes.numberLineCountMax, text.count))
      .prefix { shapes.shapes[$0] == .text || $0 > line && !text[$0].isBlank }
    return ContactShapes.wrappedNumberCount(lines.map { text.content($0) })
  }

  /// The line on which a telephone number goes on that a narrow column wrapped: digits that make it whole.
  private func wrappedPhone(behind phone: [Piece], from line: Int) -> Int? {
    guard let last = phone.last, line < text.count, last.line == line - 1,
      shapes.shapes[line] == .text
    else { return nil }
    let part = text.content(line)
    let number = phone.flatMap { text.slice($0) }
    guard part.allSatisfy({ $0.digitValue != nil || $0.isHyphenLike }),
      !ContactShapes.isWhole(number), ContactShapes.isWhole(number + part)
    else { return nil }
    return line
  }

  /// Takes one line; `false` where it is not part of the tail.
  private mutating func take(_ line: Int, _ draft: inout EntryDraft) -> Bool {
    guard shapes.shapes[line] == .text else { return false }
    let content = text.content(line)
    let piece = text.piece(line)
    if shapes.isPhoneLike(content) {
      draft.phone = [piece]
      return true
    }
    if let fax = ContactShapes.faxStart(in: content) { return takeFax(piece, fax, &draft) }
    if !draft.url.isEmpty, isDashOfContact(line) {
      words.append(piece)
      return true
    }
    if words.isEmpty && takeAddress(line, &draft) { return true }
    if standsForPhone(line) {
      draft.phone = [piece]
      return true
    }
    if shapes.isAddressStart(content) { return takeSecondAddress(line, &draft) }
    if words.isEmpty, draft.row?.start.isEmpty ?? true, shapes.readsAsMonth(content) {
      draft.row?.start = [piece]
      return true
    }
    if words.isEmpty, draft.url.isEmpty, let start = draft.row?.start, goesOn(start, with: content)
    {
      draft.row?.start.append(piece)
      return true
    }
    if beginsEntry(line) || words.count >= Self.wordCountMax || shapes.readsAsMonth(content) {
      return false
    }
    guard content.contains(where: { $0.value >= 0x3041 }), content.last != "。" else { return false }
    let tokens = text.tokens(line)
    if isSideBySide(tokens, draft) { draft.isMixed = true }
    takeWords(tokens, &draft)
    return true
  }

  /// Whether `words` are the end of a month that a narrow column wrapped behind its year.
  private func goesOn(_ start: [Piece], with words: ArraySlice<Unicode.Scalar>) -> Bool {
    let year = start.flatMap { text.slice($0) }
    return !year.isEmpty && !shapes.readsAsMonth(year[...])
      && shapes.readsAsMonth((year + words)[...])
  }

  /// Whether the words of a line are of several cells: an address and a name, or, behind a row that is all on one line,
  /// words that end no name.
  private func isSideBySide(_ tokens: [Piece], _ draft: EntryDraft) -> Bool {
    guard tokens.count > 1, !draft.isMixed else { return false }
    if tokens.contains(where: { shapes.isAddressLike(text.slice($0)) }) { return true }
    return draft.lead != nil
      && !tokens.allSatisfy {
        let slice = text.slice($0)
        return FormWords.ends(slice, with: FormWords.unitEndings) || shapes.isPhoneLike(slice)
          || shapes.isExtension(slice) || shapes.isDash(slice)
      }
  }

  /// Takes a line with a fax number, and the telephone number before it.
  private mutating func takeFax(_ piece: Piece, _ fax: Int, _ draft: inout EntryDraft) -> Bool {
    var end = fax
    while end > piece.range.lowerBound, Self.isSeparator(text.scalars[end - 1]) { end -= 1 }
    let phone = Piece(line: piece.line, range: piece.range.lowerBound..<end)
    guard shapes.isPhoneLike(text.slice(phone)) || (phone.range.isEmpty && !words.isEmpty) else {
      return false
    }
    var start = end
    while start < fax, text.scalars[start].isLayoutBlank { start += 1 }
    draft.strays.append(Piece(line: piece.line, range: start..<piece.range.upperBound))
    if !phone.range.isEmpty { draft.phone = [phone] }
    return true
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isLayoutBlank || "/／・、，,;；（(".unicodeScalars.contains(scalar)
  }

  /// Takes a line that begins or goes on with the URL.
  private mutating func takeAddress(_ line: Int, _ draft: inout EntryDraft) -> Bool {
    let content = text.content(line)
    let piece = text.piece(line)
    if draft.url.isEmpty {
      if shapes.isDash(content) {
        draft.url = [piece]
        return true
      }
      guard
        shapes.isAddressStart(content) || shapes.isAddressLike(content)
          || shapes.isMailLike(content)
      else { return false }
      draft.url = [piece]
      isAddressOpen = true
      return true
    }
    guard isAddressOpen, !startsNumberedEntry(line) else { return false }
    if isLoneNumber(line) {
      isTorn = true
      return false
    }
    let reach = AddressReach(text: text, shapes: shapes, address: draft.url)
    switch reach.verdict(on: line) {
    case .goesOn:
      draft.url.append(piece)
      return true
    case .ends:
      return false
    case .unknown:
      isTorn = true
      return false
    }
  }

  /// Whether a line below the names holds what was printed for a telephone number, as an entry ends with it: too few digits,
  /// letters among them, an extension alone, a word instead of it.
  private func standsForPhone(_ line: Int) -> Bool {
    let content = text.content(line)
    let names = words.count { FormWords.ends(text.slice($0), with: FormWords.unitEndings) }
    // With a department alone, a word could stand for the section as well.
    let isAttempt =
      ContactShapes.isPhoneAttempt(content) || names > 1 && FormWords.isPlaceholder(content)
    guard isAttempt || shapes.isExtension(content), names > 0, let last = words.last,
      FormWords.ends(text.slice(last), with: FormWords.unitEndings)
    else { return false }
    return endsEntry(line)
  }

  /// Whether what is printed behind `line`, marks of pages aside, is the next entry or what follows entries.
  private func endsEntry(_ line: Int) -> Bool {
    var next = line + 1
    while let printed = text.printed(from: next) {
      switch shapes.shapes[printed] {
      case .pageMark, .columnHeading: next = printed + 1
      case .head, .sums, .totalsLabel, .note, .unit, .heading: return true
      case .text: return shapes.brokenNumberHead(at: printed) != nil
      case .blank, .row: return false
      }
    }
    return true
  }

  /// Whether a line of few digits below a URL may be the next entry's number, because no contact parts the two.
  private func isLoneNumber(_ line: Int) -> Bool {
    let digits = text.content(line)
    guard !shapes.blocks.lines.isEmpty, digits.count <= 3,
      digits.allSatisfy({ $0.digitValue != nil }), let next = text.printed(from: line + 1)
    else { return false }
    let words = text.content(next)
    return !shapes.isAddressPart(words) && !FormWords.ends(words, with: FormWords.unitEndings)
  }

  /// Leaves out a second URL that stands right below the first and before a contact, so that the contact is still found.
  private func takeSecondAddress(_ line: Int, _ draft: inout EntryDraft) -> Bool {
    let before = draft.strays.last ?? draft.url.last
    guard words.isEmpty, before?.line == line - 1, line + 1 < text.count,
      shapes.shapes[line + 1] == .text
    else { return false }
    let next = text.content(line + 1)
    guard shapes.isAddressStart(next) || FormWords.ends(next, with: FormWords.unitEndings) else {
      return false
    }
    draft.strays.append(text.piece(line))
    return true
  }

  /// Whether the line is a number alone before the beginning of an entry.
  private func startsNumberedEntry(_ line: Int) -> Bool {
    shapes.strangerHead(at: line) != nil
  }

  /// Whether an entry begins here though its number or its name is unknown.
  private func beginsEntry(_ line: Int) -> Bool {
    if shapes.strangerHead(at: line) != nil || shapes.brokenNumberHead(at: line) != nil {
      return true
    }
    if let bare = shapes.bareHead(at: line), bare.rest != nil || text[line].columns <= 3 {
      return true
    }
    guard let head = shapes.unnumberedHead(at: line), head.municipality.count == 1,
      shapes.vocabulary.municipality(named: text.text(head.municipality[0])) != nil
    else { return false }
    // A department of that name is followed by its telephone at once.
    var next = line + 1
    for _ in 0..<3 {
      guard let printed = text.printed(from: next) else { break }
      if shapes.isPhoneLike(text.content(printed)) { return false }
      next = printed + 1
    }
    return true
  }

  private mutating func takeWords(_ tokens: [Piece], _ draft: inout EntryDraft) {
    for token in tokens {
      let slice = text.slice(token)
      if words.isEmpty, draft.url.isEmpty, standsForAddress(slice) {
        draft.url = [token]
        isAddressOpen = shapes.isMailLike(slice) || shapes.isAddressLike(slice)
      } else if shapes.isPhoneLike(text.slice(token)) {
        draft.phone.append(token)
      } else if !draft.phone.isEmpty, shapes.isExtension(text.slice(token)) {
        draft.phone.append(token)
      } else {
        words.append(token)
      }
    }
  }

  /// Whether a word right behind the month is what was printed for a URL, rightly or wrongly typed.
  private func standsForAddress(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    FormWords.isPlaceholder(slice) || FormWords.ends(slice, with: FormWords.siteEndings)
      || shapes.isDash(slice) || shapes.isMailLike(slice) || shapes.isAddressLike(slice)
  }

  /// Whether a dash below the URL stands for a name of the contact: no URL breaks so that a hyphen is alone, unless more of
  /// it follows.
  private func isDashOfContact(_ line: Int) -> Bool {
    guard shapes.isDash(text.content(line)) else { return false }
    guard let next = text.printed(from: line + 1) else { return true }
    let content = text.content(next)
    return !shapes.isAddressPart(content) || shapes.isPhoneLike(content)
      || shapes.isDash(content) || shapes.shapes[next] != .text
  }

  /// Whether a part goes on behind a word in which titles end, as no name of a department does.
  private func holdsTitle(_ part: [Piece]) -> Bool {
    FormWords.holdTitle(part.map { text.slice($0) }) && part.last.map { $0.range.count > 1 } == true
  }

  /// Parts the words into department and section, and gives back what cannot be either.
  private mutating func settle(_ draft: inout EntryDraft, rowLine: Int, end: Int) -> Int {
    var parts = ContactParts<Piece>()
    var taken = 0
    for (index, word) in words.enumerated() {
      parts.add(word, text.slice(word))
      if parts.isComplete { taken = index + 1 }
    }
    var next = end
    if draft.phone.isEmpty && taken < words.count {
      // Without a telephone behind them, words that end no name are torn text, not a contact.
      let taking = taken > 0 ? words[taken - 1].line : rowLine
      draft.strays += words[taken...].filter { $0.line <= taking }
      if let stray = words[taken...].first(where: { $0.line > taking }) { next = stray.line }
      parts = ContactParts<Piece>()
      for word in words[..<taken] { parts.add(word, text.slice(word)) }
    }
    if parts.parts.contains(where: holdsTitle) { draft.isMixed = true }
    if draft.isMixed || isTorn {
      draft.strays += parts.parts.joined() + draft.url
      draft.url = []
      parts = ContactParts<Piece>()
    }
    draft.department = parts.parts.first ?? []
    draft.section = Array(parts.parts.dropFirst().joined())
    for piece in draft.url + draft.department + draft.section + draft.phone { draft.take(piece) }
    for piece in draft.row?.start ?? [] { draft.take(piece) }
    return next
  }
}
