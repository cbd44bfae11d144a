internal import PlanModel
internal import TextForms

/// What a line looks like by itself.
enum LineShape: UInt8 {
  case blank, text, head, row, sums, unit, heading, totalsLabel, note, columnHeading, pageMark
}

/// Tells the shapes of lines, and of words within them.
struct LineShapes {
  let text: TextLines
  let vocabulary: Vocabulary
  private(set) var shapes: [LineShape] = []
  /// What the lines of the shape `row` say, by line.
  private(set) var rows: [Int: RowShape] = [:]
  /// The headings of columns that stand over several lines.
  let blocks: HeadingBlocks
  /// The characters other than digits with which months begin.
  private let monthStarts: ScalarSet

  init(_ text: TextLines, _ vocabulary: Vocabulary) {
    self.text = text
    self.vocabulary = vocabulary
    blocks = HeadingBlocks(text)
    let eraWords = vocabulary.eras.flatMap { [$0.name, $0.sign, $0.latin, $0.latin.lowercased()] }
    monthStarts = ScalarSet((eraWords + ["西"]).compactMap { $0.unicodeScalars.first })
    shapes.reserveCapacity(text.count)
    for line in text.lines.indices { shapes.append(shape(line)) }
  }

  private mutating func shape(_ line: Int) -> LineShape {
    let facts = text[line]
    if facts.isBlank { return .blank }
    if blocks.lines.contains(line) { return .columnHeading }
    let content = text.content(line)
    let first = content[content.startIndex]
    if mayBeginNumber(first), head(at: line) != nil { return .head }
    if facts.columns <= 24, isPageMark(content) { return .pageMark }
    if facts.columns <= 60, content.contains(word: FormWords.unit),
      content.contains(word: FormWords.yen) || FormLine.isUnit(String(scalars: content))
    {
      return .unit
    }
    if facts.columns <= 160, isHeading(content) { return .heading }
    if noteMark(content) != nil { return .note }
    if isColumnHeading(content) { return .columnHeading }
    if isTotalsLabel(content) { return .totalsLabel }
    guard facts.hasInnerBlank, facts.columns <= 400 else { return .text }
    let tokens = text.tokens(line)
    if sums(tokens) != nil { return .sums }
    guard let row = row(tokens) else { return .text }
    rows[line] = row
    return .row
  }

  // MARK: Words

  /// Whether it is digits, separators and at most a sign, or a dash.
  func isAmountLike(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    if isDash(slice) { return true }
    var hasDigit = false
    for (offset, scalar) in slice.enumerated() {
      if scalar.digitValue != nil {
        hasDigit = true
      } else if !isSeparator(scalar) && !(offset == 0 && isSign(scalar)) {
        return false
      }
    }
    return hasDigit
  }

  func isDash(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    slice.count <= 3 && !slice.isEmpty && slice.allSatisfy(\.isHyphenLike)
  }

  private func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ",", "，", ".", "．": true
    case _: false
    }
  }

  private func isSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "△" || scalar == "▲" || scalar == "+" || scalar == "＋" || scalar.isHyphenLike
  }

  /// Whether it names a year or a month, or begins with an era.
  func isMonthLike(_ piece: Piece) -> Bool {
    let slice = text.slice(piece)
    for scalar in slice where scalar == "月" || scalar == "年" { return true }
    for era in vocabulary.eras where slice.starts(with: era.name.unicodeScalars) { return true }
    return readsAsMonth(slice)
  }

  func readsAsMonth(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    // A month with words behind it may as well be prose.
    guard slice.count <= 24, slice.count >= 4, let first = slice.first, let last = slice.last,
      first.digitValue != nil || monthStarts.contains(first.halfWidth),
      last.digitValue != nil || "月日)）〇一二三四五六七八九十".unicodeScalars.contains(last)
    else { return false }
    return StartMonth(printed: slice, eras: vocabulary.eras) != nil
  }

  /// Whether a URL begins here, rightly or wrongly typed.
  func isAddressStart(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = slice.first, Self.isAddressFirst(first) else { return false }
    let head = slice.prefix(5).map { $0.halfWidth.value | 0x20 }
    return Self.addressStarts.contains { head.starts(with: $0) }
  }

  /// Whether it is one of the letters `h`, `t` and `w`, in either case and width.
  private static func isAddressFirst(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "h", "H", "t", "T", "w", "W", "ｈ", "Ｈ", "ｔ", "Ｔ", "ｗ", "Ｗ": true
    case _: false
    }
  }

  private static let addressStarts = ["http", "ttp:", "ttps:", "htp:", "htt:", "www."].map { word in
    word.unicodeScalars.map { $0.value | 0x20 }
  }

  /// Whether nothing but characters of URLs stand here, in either width and without blanks.
  func isAddressPart(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    slice.allSatisfy { (0x21...0x7E).contains($0.halfWidth.value) || $0 == Self.lowLine }
  }

  /// What some fonts of documents give for an underscore.
  private static let lowLine: Unicode.Scalar = "\u{332}"

  /// Whether it looks like an address without its beginning: letters and a dot or a slash, and no `@`.
  func isAddressLike(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    let folded = slice.map(\.halfWidth)
    return isAddressPart(slice) && folded.contains(where: \.isASCIILetter)
      && folded.contains { $0 == "." || $0 == "/" } && !folded.contains("@")
  }

  /// Whether it is an address of mail, as some print instead of a URL.
  func isMailLike(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    guard isAddressPart(slice), slice.contains(where: \.isASCIILetter) else { return false }
    return slice.dropFirst().dropLast().contains { $0.halfWidth == "@" }
      || slice.starts(with: "mailto:".unicodeScalars)
  }

  /// Whether it looks like a telephone number, rightly or wrongly typed.
  func isPhoneLike(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    ContactShapes.isPhoneLike(slice)
  }

  /// Whether it is the extension of the number on the line before.
  func isExtension(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    ContactShapes.isExtension(slice)
  }
}

// MARK: Lines of the form

extension LineShapes {
  /// Whether it is a page number: `- 1 -`, `1/3`, `1 / 3 ページ`, `p.1`.
  func isPageMark(_ content: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = content.first,
      first.value < 0x3000 || first.value > 0xFF00 || first == "ー"
        || FormLine.pageWordStarts.contains(first)
    else { return false }
    return FormLine.isPageMark(content.withoutBlanks)
  }

  /// Whether it ends in 計画書, brackets and a fiscal year behind it aside; or in 計画, where it also names a fiscal year and
  /// the form's programme or a kind of plan.
  func isHeading(_ content: ArraySlice<Unicode.Scalar>) -> Bool {
    guard content.contains("計"), content.contains(word: FormWords.plan) else { return false }
    guard let words = withoutBracketsAtEnd(content) else { return false }
    if words.suffix(FormWords.heading.count).elementsEqual(FormWords.heading) {
      return content.count > FormWords.heading.count
    }
    return words.suffix(FormWords.plan.count).elementsEqual(FormWords.plan)
      && content.contains(word: FormWords.fiscalYear)
      && FormWords.headingNames.contains { content.contains(word: $0) }
  }

  /// The words before a fiscal year and brackets at the end, or `nil` where a bracket there was never opened.
  private func withoutBracketsAtEnd(
    _ content: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar>? {
    var rest = content
    if rest.suffix(2).elementsEqual(FormWords.fiscalYear),
      let blank = rest.lastIndex(where: \.isLayoutBlank)
    {
      rest = rest[..<blank]
    }
    while let last = rest.last, ")）】］]〕".unicodeScalars.contains(last) || last.isLayoutBlank {
      rest.removeLast()
      if last.isLayoutBlank { continue }
      var depth = 1
      while depth > 0 {
        guard let sign = rest.popLast() else { return nil }
        if ")）】］]〕".unicodeScalars.contains(sign) { depth += 1 }
        if "(（【［[〔".unicodeScalars.contains(sign) { depth -= 1 }
      }
    }
    return rest
  }

  /// The length of the mark `（注）`, `注`, `※注` with which notes begin, or `nil`.
  func noteMark(_ content: ArraySlice<Unicode.Scalar>) -> Int? {
    NoteMark.length(content)
  }

  /// The number `１．`, `(1)` or `①` at the start of a note, the length of its mark and its style, or `nil`.
  func noteNumber(
    _ content: ArraySlice<Unicode.Scalar>
  ) -> (number: Int, length: Int, style: NoteMark.Style)? {
    NoteMark.anyNumber(content)
  }

  /// Whether it begins with a number of a list and words behind a blank or the list's sign: `１　`, `2.`, `(3)`.
  func beginsNumbered(_ content: ArraySlice<Unicode.Scalar>) -> Bool {
    let opener = content.prefix { $0 == "(" || $0 == "（" }.count
    let digits = content.dropFirst(opener).prefix { $0.digitValue != nil }.count
    let rest = content.dropFirst(opener + digits)
    guard (1...2).contains(digits), opener < 2, rest.count > 1, let sign = rest.first else {
      return false
    }
    return sign.isLayoutBlank && opener == 0 || SerialNumber.closers.contains(sign) && sign != "番"
  }

  /// Whether it is one column heading, or several glued together.
  func isColumnHeading(_ content: ArraySlice<Unicode.Scalar>) -> Bool {
    guard content.count <= 80, let first = content.first,
      FormWords.columnHeadingStarts.contains(first)
    else { return false }
    var rest = content.withoutBlanks[...]
    while !rest.isEmpty {
      guard let word = FormWords.columnHeadings.first(where: { rest.starts(with: $0) }) else {
        return false
      }
      rest.removeFirst(word.count)
    }
    return true
  }
}
