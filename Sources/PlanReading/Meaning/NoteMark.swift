internal import PlanModel

/// The marks with which notes begin.
enum NoteMark {
  /// The length of the mark `（注）`, `注`, `※注` at the start of `content`, or `nil`.
  static func length(_ content: ArraySlice<Unicode.Scalar>) -> Int? {
    guard content.prefix(3).contains("注") else { return nil }
    var rest = content
    if rest.first == "※" { rest.removeFirst() }
    let opener = rest.first.map { "（([［【〔".unicodeScalars.contains($0) } ?? false
    if opener { rest.removeFirst() }
    guard rest.first == "注" else { return nil }
    rest.removeFirst()
    if rest.first == "記" { rest.removeFirst() }
    let numbered = rest.drop { $0.digitValue != nil }
    if opener, numbered.count < rest.count, let next = numbered.first, next == "）" || next == ")" {
      return content.count - rest.count
    }
    if let next = rest.first, "）)]］】〕：:".unicodeScalars.contains(next) {
      rest.removeFirst()
      return content.count - rest.count
    }
    guard !opener, let next = rest.first,
      next.digitValue != nil || next.isLayoutBlank || anyNumber(rest) != nil
    else { return nil }
    return content.count - rest.count
  }

  /// Whether a note numbered `number` can follow the one numbered `last`, whose words are `before`: the next number, or
  /// behind the end of a sentence one that was skipped or written twice.
  static func follows(_ number: Int, after last: Int?, _ before: Unicode.Scalar?) -> Bool {
    let expected = last.map { $0 + 1 } ?? 1
    if number == expected { return true }
    return before == "。" && last != nil && (expected - 1...expected + 2).contains(number)
  }

  /// Where on the line of note `last` the next one begins: behind the end of a sentence, in the same style.
  static func next(
    in words: ArraySlice<Unicode.Scalar>, after last: Int, _ style: Style
  ) -> (start: Int, number: Int, words: Int)? {
    for stop in words.indices where words[stop] == "。" {
      let rest = words[(stop + 1)...]
      guard let found = anyNumber(rest), found.number == last + 1, found.style == style,
        found.length < rest.count
      else { continue }
      return (stop + 1, found.number, stop + 1 + found.length)
    }
    return nil
  }

  /// How the notes of a form are numbered.
  enum Style: Hashable { case plain, bracketed, circled }

  /// The number at the start of a note in any style, `１．`, `(1)` or `①`, and the length of its mark, or `nil`.
  static func anyNumber(
    _ content: ArraySlice<Unicode.Scalar>
  ) -> (number: Int, length: Int, style: Style)? {
    if let plain = number(content) { return (plain.number, plain.length, .plain) }
    var rest = content.drop(while: \.isLayoutBlank)
    guard let first = rest.first else { return nil }
    rest.removeFirst()
    var found: (Int, Style)?
    if case 0x2460...0x2473 = first.value {
      found = (Int(first.value) - 0x245F, .circled)
    } else if first == "(" || first == "（" {
      let digits = rest.prefix(2).map(\.digitValue).prefix { $0 != nil }.compactMap(\.self)
      rest = rest.dropFirst(digits.count)
      let number = digits.reduce(0) { $0 * 10 + $1 }
      if number > 0, let close = rest.first, close == ")" || close == "）" {
        rest.removeFirst()
        found = (number, .bracketed)
      }
    }
    guard let (number, style) = found else { return nil }
    return (number, content.count - rest.drop(while: \.isLayoutBlank).count, style)
  }

  /// The number `１．` at the start of a note and the length of its mark, or `nil`.
  static func number(_ content: ArraySlice<Unicode.Scalar>) -> (number: Int, length: Int)? {
    var rest = content.drop(while: \.isLayoutBlank)
    var number = 0
    var digitCount = 0
    while let digit = rest.first?.digitValue, digitCount < 3 {
      number = number * 10 + digit
      digitCount += 1
      rest.removeFirst()
    }
    guard digitCount > 0, number > 0, let mark = rest.first else { return nil }
    guard "．.、)）:：".unicodeScalars.contains(mark) || mark.isLayoutBlank else { return nil }
    rest.removeFirst()
    rest = rest.drop(while: \.isLayoutBlank)
    return (number, content.count - rest.count)
  }
}
