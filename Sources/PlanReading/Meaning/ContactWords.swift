internal import PlanModel
internal import TextForms

/// Words of a contact, joined where a narrow column wrapped them.
struct ContactParts<Word> {
  private(set) var parts: [[Word]] = []
  /// Whether the last part ends as names of departments do.
  private(set) var isComplete = false
  /// The characters of the last part.
  private var last: [Unicode.Scalar] = []

  /// Adds a word: it goes on with a part that has no ending yet, or is one by itself that only an ending can follow.
  mutating func add(_ word: Word, _ scalars: ArraySlice<Unicode.Scalar>) {
    let isRemainder = scalars.count <= 1 && !parts.isEmpty
    if parts.isEmpty || (isComplete && !isRemainder) {
      parts.append([word])
      last = []
    } else {
      parts[parts.count - 1].append(word)
    }
    last += scalars
    // 区民部雇用推進担当 is whole; without a department it may go on: 担当課.
    let isCharge =
      last.suffix(2).elementsEqual("担当".unicodeScalars)
      && last.contains { $0 == "部" || $0 == "局" }
    isComplete = isCharge || FormWords.ends(scalars, with: FormWords.unitEndings)
  }

  /// Takes the parts behind the first `count` away and gives their words.
  mutating func cut(behind count: Int) -> [Word] {
    defer { parts.removeSubrange(min(count, parts.count)...) }
    return Array(parts.dropFirst(count).joined())
  }
}

/// Shapes of the words of contacts.
enum ContactShapes {
  private static let phoneSigns = ScalarSet("TELtel.:+ ℡☎電話番号代表内線直通・~")
  /// The fewest digits that can be meant as a telephone number.
  private static let digitCountMin = 7
  private static let extensionSigns = ScalarSet("()内線番号:.-・")

  /// Whether it looks like a telephone number, rightly or wrongly typed.
  static func isPhoneLike(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    guard slice.count <= 40, slice.count(where: { $0.digitValue != nil }) >= digitCountMin else {
      return false
    }
    let several = slice.split { "、，,/／".unicodeScalars.contains($0) }
    if several.count > 1 {
      return several.allSatisfy { isPhoneLike($0) && isWhole(Array($0)) }
    }
    let slice = withoutLatinExtension(slice)
    var digitCount = 0
    var hasGroups = false
    for scalar in slice {
      let folded = scalar.halfWidth
      if folded.isASCIIDigit {
        digitCount += 1
      } else if scalar.isHyphenLike || folded == "(" || folded == ")" {
        hasGroups = true
      } else if !phoneSigns.contains(folded) {
        return false
      }
    }
    let first = slice.first { $0.digitValue != nil }?.digitValue
    return digitCount >= digitCountMin && digitCount <= 24 && (hasGroups || first == 0)
  }

  /// The words before an extension in Latin letters: ext.21, EXT 21.
  private static func withoutLatinExtension(
    _ slice: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar> {
    let rest = slice.reversed().drop { $0.digitValue != nil }
      .drop { $0 == "." || $0 == ":" || $0.isLayoutBlank }
    let label = rest.prefix(3).reversed().map { Unicode.Scalar($0.halfWidth.value | 0x20) ?? $0 }
    guard slice.last?.digitValue != nil, label.elementsEqual("ext".unicodeScalars) else {
      return slice
    }
    return slice.prefix(rest.count - 3).trimmingLayoutBlanks
  }

  /// Whether it is meant as a telephone number but is none: cut short, or with letters and marks for digits.
  static func isPhoneAttempt(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    guard slice.count <= 20, let first = slice.first, slice.contains(where: \.isHyphenLike) else {
      return false
    }
    // The letter O is often typed for the first zero.
    let beginsLikeZero = first.halfWidth == "O" && slice.count { $0.digitValue != nil } >= 4
    guard first.digitValue == 0 || beginsLikeZero else { return false }
    return slice.allSatisfy {
      $0.digitValue != nil || $0.isHyphenLike || $0.halfWidth.isASCIILetter
        || "○〇●*＊×".unicodeScalars.contains($0)
    }
  }

  /// Where the label of a fax number begins, or `nil`.
  static func faxStart(in slice: ArraySlice<Unicode.Scalar>) -> Int? {
    slice.indices.first { index in
      switch slice[index].halfWidth {
      case "F", "f": isFaxLabel(slice[index...])
      case "フ": isFaxLabel(slice[index...])
      case _: false
      }
    }
  }

  /// Whether it begins with a label of fax numbers.
  static func isFaxLabel(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    let folded = slice.prefix(5).map { Unicode.Scalar($0.halfWidth.value | 0x20) ?? $0 }
    return folded.starts(with: "fax".unicodeScalars)
      || slice.starts(with: "ファクス".unicodeScalars) || slice.starts(with: "ファックス".unicodeScalars)
  }

  /// Whether it has the digits of a Japanese telephone number: ten, or eleven where it is no area's.
  static func isWhole(_ number: [Unicode.Scalar]) -> Bool {
    guard number.count >= 10 else { return false }
    let digits = number.compactMap { $0.digitValue }
    guard digits.first == 0, digits.count >= 10 else { return false }
    let isLong = digits.count > 2 && digits[2] == 0 && [5, 7, 8, 9].contains(digits[1])
    return digits.count == (isLong ? 11 : 10)
  }

  /// The most lines over which a telephone number with its extension is wrapped.
  static let numberLineCountMax = 5

  /// How many of the lines are one telephone number that a narrow column wrapped, with an extension in brackets behind it;
  /// `nil` where they do not begin with one over two lines or more.
  static func wrappedNumberCount(_ lines: [ArraySlice<Unicode.Scalar>]) -> Int? {
    var number: [Unicode.Scalar] = []
    for (index, line) in lines.enumerated() {
      let digits = line.prefix { $0.digitValue != nil || $0.isHyphenLike }
      guard !digits.isEmpty, index > 0 || digits.first?.digitValue == 0 else { return nil }
      number += digits
      var rest = Array(line.dropFirst(digits.count))
      guard isWhole(number) else {
        if rest.isEmpty { continue }
        return nil
      }
      if rest.isEmpty { return index > 0 ? index + 1 : nil }
      for end in index..<lines.count {
        if end > index { rest += lines[end] }
        if isExtension(rest[...]), rest.last == ")" || rest.last == "）" {
          return end > 0 ? end + 1 : nil
        }
      }
      return nil
    }
    return nil
  }

  /// Whether it is the extension of the number before it.
  static func isExtension(_ slice: ArraySlice<Unicode.Scalar>) -> Bool {
    guard slice.count <= 16, slice.contains(where: { $0.digitValue != nil }) else { return false }
    let words = slice.filter { $0.digitValue == nil && !$0.isLayoutBlank }.map(\.halfWidth)
    let known = words.allSatisfy { extensionSigns.contains($0) }
    return known && (words.contains("内") || (words.first == "(" && words.last == ")"))
  }
}

/// What a cell with department, section and telephone says.
struct ContactCell {
  private(set) var department = ""
  private(set) var section = ""
  private(set) var phone = ""
  /// Words that are none of the three: a fax number, an address of mail, a person.
  private(set) var rest: [String] = []
  /// Whether a number stands where names should, so that the parts cannot be told; all words are in `rest`.
  private(set) var isTorn = false
  /// How many parts stood before the telephone number.
  private var countBeforePhone: Int?

  /// Parts the words of a cell: lines and blanks part words, a telephone number may be glued to them.
  ///
  /// Where `isWrapped`, the lines are those of a narrow column, which wraps numbers too.
  init(_ text: String, isWrapped: Bool) {
    var parts = ContactParts<ArraySlice<Unicode.Scalar>>()
    let scalars = Array(text.unicodeScalars)
    let lines = scalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" })
    for line in isWrapped ? Self.joiningNumbers(lines) : lines { read(line, into: &parts) }
    department = String(scalars: parts.parts.first?.flatMap { $0 } ?? [])
    section = String(scalars: parts.parts.dropFirst().joined().flatMap { $0 })
    if isWrapped, [department, section].contains(where: { Self.holdsNumber($0) }) {
      rest += [department, section, phone].filter { !$0.isEmpty }
      (department, section, phone) = ("", "", "")
      isTorn = true
    }
  }

  /// Joins the lines over which a telephone number is wrapped: digits and hyphens alone, that make a whole number, and
  /// an extension in brackets behind them.
  private static func joiningNumbers(
    _ lines: [ArraySlice<Unicode.Scalar>]
  ) -> [ArraySlice<Unicode.Scalar>] {
    let lines = joiningExtensions(lines)
    var result: [ArraySlice<Unicode.Scalar>] = []
    var index = 0
    while index < lines.count {
      var number: [Unicode.Scalar] = []
      var words: [Unicode.Scalar] = []
      var end = index
      while end < lines.count, !ContactShapes.isWhole(number),
        let part = numberPart(lines[end].trimmingLayoutBlanks)
      {
        number += part
        words += lines[end].trimmingLayoutBlanks
        end += 1
      }
      if end > index + 1, ContactShapes.isWhole(number) {
        result.append(words[...])
        index = end
      } else {
        result.append(lines[index])
        index += 1
      }
    }
    return result
  }

  /// Joins `5678（内` with the line that closes the bracket, where an extension stands in it.
  private static func joiningExtensions(
    _ lines: [ArraySlice<Unicode.Scalar>]
  ) -> [ArraySlice<Unicode.Scalar>] {
    var result: [ArraySlice<Unicode.Scalar>] = []
    for line in lines {
      let content = line.trimmingLayoutBlanks
      if let last = result.last?.trimmingLayoutBlanks,
        let bracket = last.firstIndex(where: { "(（".unicodeScalars.contains($0) }),
        isDigits(last[..<bracket]),
        ContactShapes.isExtension((Array(last[bracket...]) + content)[...])
      {
        result[result.count - 1] = (Array(last) + content)[...]
      } else {
        result.append(line)
      }
    }
    return result
  }

  /// The digits and hyphens of a line that has nothing else but an extension in brackets behind them.
  private static func numberPart(_ line: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar>?
  {
    if isDigits(line) { return line }
    guard let bracket = line.firstIndex(where: { "(（".unicodeScalars.contains($0) }),
      isDigits(line[..<bracket]), ContactShapes.isExtension(line[bracket...])
    else { return nil }
    return line[..<bracket]
  }

  private static func isDigits(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    !line.isEmpty
      && line.allSatisfy {
        $0.digitValue != nil || $0.isHyphenLike || "()（）".unicodeScalars.contains($0)
      }
  }

  private static func holdsNumber(_ name: String) -> Bool {
    let scalars = Array(name.unicodeScalars)
    if scalars.count(where: { $0.digitValue != nil }) >= 5 { return true }
    return zip(scalars, scalars.dropFirst()).contains {
      $0.digitValue != nil && $1.isHyphenLike || $0.isHyphenLike && $1.digitValue != nil
    }
  }

  private mutating func read(
    _ line: ArraySlice<Unicode.Scalar>, into parts: inout ContactParts<ArraySlice<Unicode.Scalar>>
  ) {
    let content = line.trimmingLayoutBlanks
    if content.isEmpty { return }
    if ContactShapes.isFaxLabel(content) || Self.namesPerson(content) {
      rest.append(String(scalars: content))
      return
    }
    if ContactShapes.isPhoneLike(content) || ContactShapes.isPhoneAttempt(content)
      || (!phone.isEmpty && ContactShapes.isExtension(content))
    {
      addPhone(content, &parts)
      return
    }
    if let found = gluedPhone(in: content) {
      read(content[..<found.lowerBound], into: &parts)
      addPhone(content[found], &parts)
      read(content[found.upperBound...], into: &parts)
      return
    }
    let isAddress = content.contains("@") || content.contains("＠")
    for word in content.split(whereSeparator: {
      $0.isLayoutBlank || !isAddress && ($0 == "/" || $0 == "／")
    }) {
      if ContactShapes.isPhoneAttempt(word) || (!phone.isEmpty && ContactShapes.isExtension(word)) {
        addPhone(word, &parts)
      } else if word.contains("@") || word.contains("＠") {
        rest.append(String(scalars: word))
      } else if !word.allSatisfy({ Self.separators.contains($0) }) {
        parts.add(word, word)
      } else {
        rest.append(String(scalars: word))
      }
    }
  }

  /// Whether it is 担当：田中, which the form does not ask for, rather than 担当：商工係.
  private static func namesPerson(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
    guard line.starts(with: "担当".unicodeScalars) else { return false }
    let name = line.dropFirst(2).drop { $0 == "者" }
    guard let mark = name.first, separators.contains(mark) || mark.isLayoutBlank else {
      return false
    }
    return !FormWords.ends(name, with: FormWords.unitEndings)
  }

  private static let separators = ScalarSet("/／・、，,:：()（）【】")

  /// Adds a telephone number; the names between the first and a second one are those of a second contact.
  private mutating func addPhone(
    _ slice: ArraySlice<Unicode.Scalar>,
    _ parts: inout ContactParts<ArraySlice<Unicode.Scalar>>
  ) {
    let text = String(scalars: slice.trimmingLayoutBlanks)
    if phone.isEmpty || ContactShapes.isExtension(slice) {
      phone += text
      countBeforePhone = countBeforePhone ?? parts.parts.count
      return
    }
    if let count = countBeforePhone, count > 0 {
      rest += parts.cut(behind: count).map { String(scalars: $0) }
    }
    rest.append(text)
  }

  /// A telephone number with its label within other words.
  private func gluedPhone(
    in line: ArraySlice<Unicode.Scalar>
  ) -> Range<Int>? {
    guard
      var start = line.indices.first(where: { index in
        line[index].digitValue == 0
          && (index == line.startIndex || line[index - 1].digitValue == nil)
          && line[index...].prefix(30).count { $0.digitValue != nil } >= 9
      })
    else { return nil }
    var end = start
    while end < line.endIndex, isPhoneSign(line[end]) { end += 1 }
    while end > start, line[end - 1].isLayoutBlank || line[end - 1] == "(" || line[end - 1] == "（" {
      end -= 1
    }
    for label in Self.labels where line[..<start].reversed().starts(with: label.reversed()) {
      start -= label.count
      break
    }
    if start > line.startIndex, line[start - 1] == "(" || line[start - 1] == "（",
      end < line.endIndex || line[end - 1] == ")" || line[end - 1] == "）"
    {
      start -= 1
    }
    let found = start..<end
    guard found != line.indices, ContactShapes.isPhoneLike(line[found]) else { return nil }
    return found
  }

  private func isPhoneSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar.digitValue != nil || scalar.isHyphenLike || scalar.isLayoutBlank
      || "()（）内線番号代表直通:：.".unicodeScalars.contains(scalar)
  }

  private static let labels = [
    "電話番号：", "電話番号:", "電話番号", "電話：", "電話:", "電話　", "電話 ", "電話", "ＴＥＬ：", "ＴＥＬ", "TEL：", "TEL:",
    "TEL ",
    "TEL.", "TEL", "Tel:", "Tel：", "Tel.", "Tel", "tel:", "tel", "℡", "☎",
  ].map { Array($0.unicodeScalars) }
}

extension ArraySlice<Unicode.Scalar> {
  /// Without the layout's blanks at both ends.
  var trimmingLayoutBlanks: ArraySlice<Unicode.Scalar> {
    var result = drop(while: \.isLayoutBlank)
    while let last = result.last, last.isLayoutBlank { result.removeLast() }
    return result
  }
}
