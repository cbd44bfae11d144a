/// A number as its decimal digits, so that formatting never meets binary fractions.
package struct DecimalNumber: Hashable, Sendable {
  /// How many significant digits a spreadsheet keeps.
  static let significantDigitCount = 15
  /// The largest power of ten that is read; doubles reach 308.
  private static let exponentMax = 400

  package var isNegative: Bool
  /// Without zeros at either end; empty for zero.
  var digits: [UInt8]
  /// How many of `digits` stand before the point; negative where zeros stand between.
  var pointPosition: Int

  /// Reads `-11821`, `0.1` or `1.0E+3`, to fifteen significant digits; `nil` for anything else.
  package init?(_ text: some StringProtocol) {
    var rest = Array(text.utf8)[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    var exponent = 0
    if let mark = rest.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }) {
      let digits = String(decoding: rest[(mark + 1)...], as: UTF8.self)
      guard let value = Int(digits), abs(value) <= Self.exponentMax else { return nil }
      exponent = value
      rest = rest[..<mark]
    }
    let parts = rest.split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let all = parts.flatMap { $0 }
    guard !all.isEmpty, all.count <= 10_000, all.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    digits = all.map { $0 - 0x30 }
    pointPosition = parts[0].count + exponent
    normalise()
    round(toDigits: Self.significantDigitCount)
  }

  package var isZero: Bool { digits.isEmpty }

  /// The nearest double.
  package var double: Double {
    guard !isZero else { return 0 }
    let words = String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
    let text = "\(isNegative ? "-" : "")0.\(words)e\(pointPosition)"
    guard let value = Double(text) else { preconditionFailure("digits with an exponent") }
    return value
  }

  /// Moves the point by `places` to the right.
  func scaled(byPowerOfTen places: Int) -> DecimalNumber {
    var result = self
    if !isZero { result.pointPosition += places }
    return result
  }

  /// The digits before the point (none where they are zero) and exactly `count` behind it, rounded half away from
  /// zero.
  func parts(fractionDigitCount count: Int) -> (whole: [UInt8], fraction: [UInt8]) {
    var rounded = self
    rounded.round(toDigits: pointPosition + count)
    guard !rounded.isZero else { return ([], [UInt8](repeating: 0, count: count)) }
    var whole: [UInt8] = []
    var fraction: [UInt8] = []
    let point = rounded.pointPosition
    if point > 0 {
      whole = Array(rounded.digits.prefix(point))
      whole += [UInt8](repeating: 0, count: point - whole.count)
      fraction = Array(rounded.digits.dropFirst(point))
    } else {
      fraction = [UInt8](repeating: 0, count: -point) + rounded.digits
    }
    fraction = Array(fraction.prefix(count))
    fraction += [UInt8](repeating: 0, count: count - fraction.count)
    return (whole, fraction)
  }

  /// Rounds half away from zero to so many of `digits`; a count below zero leaves zero.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      normalise()
      return
    }
    let roundsUp = digits[count] >= 5
    digits.removeLast(digits.count - count)
    if roundsUp {
      var index = count - 1
      while index >= 0, digits[index] == 9 {
        digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        digits[index] += 1
      } else {
        digits.insert(1, at: 0)
        pointPosition += 1
      }
    }
    normalise()
  }

  private mutating func normalise() {
    while digits.last == 0 { digits.removeLast() }
    let zeroCount = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeroCount)
    pointPosition -= zeroCount
    if digits.isEmpty { pointPosition = 0 }
  }

  /// As a cell without a format shows it: whole numbers in full, fractions to ten significant digits; very large and
  /// very small numbers with an exponent.
  ///
  /// A spreadsheet cuts long whole numbers by the width of the column (`1.23457E+11`); here their digits stay.
  package var general: String {
    guard !isZero else { return "0" }
    let sign = isNegative ? "-" : ""
    guard (-4...21).contains(pointPosition) else {
      return sign + scientific
    }
    var rounded = self
    if digits.count > pointPosition { rounded.round(toDigits: max(10, pointPosition)) }
    let fractionCount = max(0, rounded.digits.count - rounded.pointPosition)
    let (whole, fraction) = rounded.parts(fractionDigitCount: fractionCount)
    let head = whole.isEmpty ? "0" : Self.text(whole)
    return sign + head + (fraction.isEmpty ? "" : "." + Self.text(fraction))
  }

  private var scientific: String {
    var rounded = self
    rounded.round(toDigits: 6)
    let exponent = rounded.pointPosition - 1
    let rest = Self.text(rounded.digits.dropFirst())
    let size = abs(exponent) < 10 ? "0\(abs(exponent))" : "\(abs(exponent))"
    return Self.text(rounded.digits.prefix(1)) + (rest.isEmpty ? "" : "." + rest)
      + (exponent < 0 ? "E-" : "E+") + size
  }

  static func text(_ digits: some Sequence<UInt8>) -> String {
    String(decoding: digits.map { $0 + 0x30 }, as: UTF8.self)
  }
}
