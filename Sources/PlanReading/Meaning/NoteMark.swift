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
    guard !opener, let next = rest.first, next.digitValue != nil || next.isLayoutBlank else {
      return nil
    }
    return content.count - rest.count
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
