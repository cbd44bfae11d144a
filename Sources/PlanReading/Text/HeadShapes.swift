internal import PlanModel
internal import TextForms

/// The beginning of an entry: its number and whoever submits it.
struct HeadShape {
  var number: Piece?
  /// Several pieces where a name is wrapped.
  var municipality: [Piece]
  /// What stands behind the name on its line.
  var rest: Piece?
  /// The line after those that the head takes.
  var next: Int
}

extension LineShapes {
  /// The head that begins on `line`, where a number and a known name stand; `nil` where they do not.
  func head(at line: Int) -> HeadShape? {
    let content = text[line].content
    guard let number = listedNumber(in: content, line: line) else { return nil }
    var start = number.range.upperBound
    while start < content.upperBound, text.scalars[start].isLayoutBlank { start += 1 }
    if start < content.upperBound {
      return submitter(at: line, in: start..<content.upperBound, number: number)
    }
    guard text[line].columns <= 5, let next = text.printed(from: line + 1), next - line <= 3 else {
      return nil
    }
    return submitter(at: next, in: text[next].content, number: number)
  }

  /// Up to five digits at the start, with the point or bracket of a list behind them.
  private func number(in content: Range<Int>, line: Int) -> Piece? {
    var end = content.lowerBound
    while end < content.upperBound, text.scalars[end].digitValue != nil { end += 1 }
    guard end > content.lowerBound, end - content.lowerBound <= 5 else { return nil }
    if end < content.upperBound, SerialNumber.closers.contains(text.scalars[end]) { end += 1 }
    return Piece(line: line, range: content.lowerBound..<end)
  }

  /// A number at the start, be it with signs of a list before it, which only a known name behind it makes a head.
  private func listedNumber(in content: Range<Int>, line: Int) -> Piece? {
    let slice = text.scalars[content]
    guard let first = slice.first else { return nil }
    if first.digitValue != nil { return number(in: content, line: line) }
    if SerialNumber.isCircled(first) {
      return Piece(line: line, range: content.lowerBound..<content.lowerBound + 1)
    }
    if Self.isNumeral(first) { return numeral(in: content, line: line) }
    guard let opener = SerialNumber.openers.first(where: { slice.starts(with: $0) }),
      let digits = number(
        in: content.lowerBound + opener.count..<content.upperBound, line: line)
    else { return nil }
    return Piece(line: line, range: content.lowerBound..<digits.range.upperBound)
  }

  /// Roman or Chinese numerals at the start, which a blank or the point of a list parts from what follows.
  private func numeral(in content: Range<Int>, line: Int) -> Piece? {
    var end = content.lowerBound
    while end < content.upperBound, Self.isNumeral(text.scalars[end]) { end += 1 }
    guard end - content.lowerBound <= 4, end < content.upperBound else { return nil }
    let next = text.scalars[end]
    if SerialNumber.closers.contains(next) { end += 1 } else if !next.isLayoutBlank { return nil }
    return Piece(line: line, range: content.lowerBound..<end)
  }

  private static func isNumeral(_ scalar: Unicode.Scalar) -> Bool {
    (0x2160...0x217B).contains(scalar.value) || "一二三四五六七八九十".unicodeScalars.contains(scalar)
  }

  /// Whether a number with signs of a list can begin with `scalar`.
  func mayBeginNumber(_ scalar: Unicode.Scalar) -> Bool {
    scalar.digitValue != nil || Self.isNumeral(scalar) || SerialNumber.isCircled(scalar)
      || Self.openerStarts.contains(scalar)
  }

  private static let openerStarts = ScalarSet(SerialNumber.openers.compactMap { $0.first })

  /// The name at the start of `range`, as the head of an entry.
  private func submitter(at line: Int, in range: Range<Int>, number: Piece?) -> HeadShape? {
    var end = range.lowerBound
    while end < range.upperBound, !text.scalars[end].isLayoutBlank { end += 1 }
    let word = text.scalars[range.lowerBound..<end]
    let isBody = FormWords.ends(word, with: FormWords.bodyEndings) && word.count >= 4
    if !isBody, let number, end == range.upperBound,
      let wrapped = wrappedBody(at: line, range, number)
    {
      return wrapped
    }
    guard let found = vocabulary.municipality(atStartOf: word) else {
      if number != nil, end == range.upperBound, let wrapped = wrappedName(at: line, range, number)
      {
        return wrapped
      }
      if let spaced = spacedName(in: range) {
        return shape(line, range, nameEnd: spaced, number: number)
      }
      let isKnownBody =
        isBody && vocabulary.submitter(named: String(scalars: word)) != nil && word.count <= 24
      return isKnownBody ? shape(line, range, nameEnd: end, number: number) : nil
    }
    if found.count == word.count {
      var shape = shape(line, range, nameEnd: end, number: number)
      if shape.rest == nil { extendBody(&shape) }
      return shape
    }
    return isBody ? shape(line, range, nameEnd: end, number: number) : nil
  }

  /// The head whose name a narrow column wrapped: あきる野 and 市, 東久, 留米 and 市.
  private func wrappedName(at line: Int, _ range: Range<Int>, _ number: Piece?) -> HeadShape? {
    guard range.count <= 6 else { return nil }
    var pieces = [Piece(line: line, range: range)]
    while pieces.count < Self.nameLineMax, let last = pieces.last,
      let next = text.printed(from: last.line + 1), next - last.line <= 3,
      let word = text.tokens(next).first, word.range.count <= 4
    {
      pieces.append(word)
      let name = text.text(pieces)
      if vocabulary.municipality(named: name) != nil {
        var shape = shape(
          next, text[next].content, nameEnd: word.range.upperBound, number: number)
        shape.municipality = pieces
        return shape
      }
      // A line between the first and the last is the name's alone.
      if word.range != text[next].content { return nil }
    }
    return nil
  }

  /// The head whose name of a body a narrow column breaks within a word: 西東京市社 and 会福祉協議会.
  ///
  /// The first line is more than a municipality, or a place with a part of the word in which the joined name ends.
  private func wrappedBody(at line: Int, _ range: Range<Int>, _ number: Piece) -> HeadShape? {
    let start = text.scalars[range]
    guard (3...12).contains(start.count), vocabulary.beginsWithPlace(start),
      start.allSatisfy({ $0.value >= 0x3005 }),
      vocabulary.municipality(named: String(scalars: start)) == nil
    else { return nil }
    let isMunicipal = vocabulary.municipality(atStartOf: start) != nil
    var name = Array(start)
    var pieces = [Piece(line: line, range: range)]
    while pieces.count < Self.nameLineMax, let last = pieces.last, last.line + 1 < text.count,
      let word = text.tokens(last.line + 1).first
    {
      name += text.slice(word)
      pieces.append(word)
      guard name.count <= Self.nameLengthMax else { return nil }
      if let ending = vocabulary.bodyEnding(of: name[...]),
        isMunicipal || ending > word.range.count
      {
        var shape = shape(
          word.line, text[word.line].content, nameEnd: word.range.upperBound, number: number)
        shape.municipality = pieces
        return shape
      }
      // A line between the first and the last is the name's alone.
      if word.range != text[word.line].content { return nil }
    }
    return nil
  }

  /// The most lines and characters of a body's name.
  private static let nameLineMax = 4
  private static let nameLengthMax = 24

  /// The end of a known name that is printed with blanks between its characters (港　区), or `nil`.
  private func spacedName(in range: Range<Int>) -> Int? {
    var length = 0
    for index in range where !text.scalars[index].isLayoutBlank {
      length += 1
      if length > 6 { return nil }
      let end = index + 1
      guard length > 1, end == range.upperBound || text.scalars[end].isLayoutBlank else { continue }
      let name = text.scalars[range.lowerBound..<end].withoutBlanks
      if vocabulary.municipality(named: String(scalars: name[...])) != nil { return end }
    }
    return nil
  }

  private func shape(
    _ line: Int, _ range: Range<Int>, nameEnd: Int, number: Piece?
  ) -> HeadShape {
    var rest = nameEnd
    while rest < range.upperBound, text.scalars[rest].isLayoutBlank { rest += 1 }
    return HeadShape(
      number: number, municipality: [Piece(line: line, range: range.lowerBound..<nameEnd)],
      rest: rest < range.upperBound ? Piece(line: line, range: rest..<range.upperBound) : nil,
      next: line + 1)
  }

  /// Takes the next line into the name where it ends the name of a body: 東久留米市 and 商工会.
  private func extendBody(_ shape: inout HeadShape) {
    guard shape.next < text.count, !text[shape.next].isBlank, text[shape.next].columns <= 24 else {
      return
    }
    let content = text.content(shape.next)
    guard FormWords.ends(content, with: FormWords.bodyEndings) else { return }
    shape.municipality.append(text.piece(shape.next))
    shape.next += 1
  }

  /// A name alone, without a number before it.
  func unnumberedHead(at line: Int) -> HeadShape? {
    submitter(at: line, in: text[line].content, number: nil)
  }

  /// A number and words that end as a municipality's name does, though none is known by it.
  func strangerHead(at line: Int) -> HeadShape? {
    let tokens = text.tokens(line)
    guard let first = tokens.first, let number = number(in: text[line].content, line: line) else {
      return nil
    }
    var nameToken: Piece?
    if number.range == first.range {
      if tokens.count > 1 {
        nameToken = tokens[1]
      } else if let next = text.printed(from: line + 1), next - line <= 2 {
        nameToken = text.tokens(next).first
      }
    }
    guard let name = nameToken else { return nil }
    let slice = text.slice(name)
    guard let last = slice.last, "区市町村".unicodeScalars.contains(last),
      (2...8).contains(slice.count)
    else { return nil }
    return shape(
      name.line, name.range.lowerBound..<text[name.line].content.upperBound,
      nameEnd: name.range.upperBound, number: number)
  }

  /// A number and words that stand where the name stands and are no title, though no municipality is known by them.
  func namelikeHead(at line: Int) -> HeadShape? {
    guard let number = number(in: text[line].content, line: line),
      let first = text.tokens(line).first, first.range == number.range
    else { return nil }
    var nameLine = line
    var words = Array(text.tokens(line).dropFirst())
    if words.isEmpty, let next = text.printed(from: line + 1), next - line <= 2 {
      nameLine = next
      words = text.tokens(next)
    }
    guard let name = words.first, isNamelike(name) else { return nil }
    if words.count == 1 {
      // The title must follow, or these words are the title.
      let next = nameLine + 1
      guard next < text.count, shapes[next] == .text, text[next].columns <= 48,
        text.content(next).last != "。"
      else { return nil }
    }
    return shape(
      nameLine, name.range.lowerBound..<text[nameLine].content.upperBound,
      nameEnd: name.range.upperBound, number: number)
  }

  /// Whether it is short enough for the column of names, or contains a word for bodies, and is neither title nor theme.
  private func isNamelike(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    guard let last = slice.last, slice.allSatisfy({ $0.value >= 0x3005 }), last != "。",
      !FormWords.ends(slice, with: FormWords.titleEndings),
      vocabulary.theme(named: String(scalars: slice)) == nil, slice.count <= 24
    else { return false }
    return text.columns(piece) <= 14 || FormWords.bodyWords.contains { slice.contains(word: $0) }
  }

  /// A number that is not whole (`2-1`, `3a`, `-3`) and a known name behind it; a dash or a letter on the name's own line.
  func brokenNumberHead(at line: Int) -> HeadShape? {
    let content = text[line].content
    var end = content.lowerBound
    var hasDigit = false
    while end < content.upperBound, Self.isNumberSign(text.scalars[end]) {
      if text.scalars[end].digitValue != nil { hasDigit = true }
      end += 1
    }
    guard ((hasDigit ? 2 : 1)...8).contains(end - content.lowerBound),
      end == content.upperBound ? hasDigit : text.scalars[end].isLayoutBlank
    else { return nil }
    let number = Piece(line: line, range: content.lowerBound..<end)
    if let whole = SerialNumber.read(text.text(number)), whole > 0 { return nil }
    while end < content.upperBound, text.scalars[end].isLayoutBlank { end += 1 }
    if end < content.upperBound {
      return submitter(at: line, in: end..<content.upperBound, number: number)
    }
    guard let next = text.printed(from: line + 1), next - line <= 3 else { return nil }
    return submitter(at: next, in: text[next].content, number: number)
  }

  /// Whether it stands in numbers that are not whole: digits, Latin letters, what parts them.
  private static func isNumberSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar.digitValue != nil || scalar.halfWidth.isASCIILetter || scalar.isHyphenLike
      || ".．,，・/／の枝".unicodeScalars.contains(scalar)
  }

  /// A number alone or before other words; a dash behind it stands for the name.
  func bareHead(at line: Int) -> HeadShape? {
    let tokens = text.tokens(line)
    guard let first = tokens.first, let number = number(in: text[line].content, line: line),
      number.range == first.range
    else { return nil }
    var words = tokens.dropFirst()
    var dash: [Piece] = []
    if let word = words.first, isDash(text.slice(word)) {
      dash = [word]
      words = words.dropFirst()
    }
    let rest = words.first.map { $0.range.lowerBound..<text[line].content.upperBound }
    return HeadShape(
      number: number, municipality: dash, rest: rest.map { Piece(line: line, range: $0) },
      next: line + 1)
  }
}
