/// Arithmetic of slips: digits that change places, and amounts in the wrong unit.
enum DigitSlips {
  /// The factors by which an amount is written too large or too small: a nought too many, yen for thousand yen.
  static let factors = [10, 1_000]

  /// Two digits of `value` exchanged, or `nil` where no exchange gives `wanted`.
  struct Transposition: Equatable {
    /// Whether the digits are neighbours.
    var isAdjacent: Bool
  }

  /// How `wanted` comes of `value` by exchanging two digits; a number never begins with 0.
  static func transposition(of value: Int, to wanted: Int) -> Transposition? {
    if value == wanted || (value < 0) != (wanted < 0) { return nil }
    let before = Array(String(value.magnitude).utf8)
    let after = Array(String(wanted.magnitude).utf8)
    guard before.count == after.count else { return nil }
    let differing = before.indices.filter { before[$0] != after[$0] }
    guard differing.count == 2, before[differing[0]] == after[differing[1]],
      before[differing[1]] == after[differing[0]]
    else { return nil }
    return Transposition(isAdjacent: differing[1] == differing[0] + 1)
  }

  /// The factor by which `printed` is too large, or, as a negative number, too small for `wanted`.
  static func factor(from printed: Int, to wanted: Int) -> Int? {
    if printed == 0 || wanted == 0 { return nil }
    for factor in factors {
      let (larger, overflow) = wanted.multipliedReportingOverflow(by: factor)
      if !overflow, larger == printed { return factor }
      let (smaller, tooLarge) = printed.multipliedReportingOverflow(by: factor)
      if !tooLarge, smaller == wanted { return -factor }
    }
    return nil
  }

  /// An amount of yen in thousand yen, the hundreds dropped; `nil` where there are none or nothing is left.
  static func thousandsOnly(of yen: Int) -> Int? {
    yen > 1_000 && yen % 1_000 != 0 ? yen / 1_000 : nil
  }

  /// `left + right`, or `nil` where it does not fit.
  static func sum(_ left: Int, _ right: Int) -> Int? {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : sum
  }
}
