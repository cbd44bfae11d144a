/// Why a text is not a whole number.
package enum WholeNumberRefusal: Error, Hashable, Sendable {
  case empty
  /// Digits and thousands separators, but not in groups of three.
  case misgrouped
  case unexpected(Unicode.Scalar)
  case tooLarge
}

/// Whole numbers as tables print them.
package enum WholeNumber {
  /// The largest magnitude: 18 digits.
  package static let magnitudeMax = 999_999_999_999_999_999

  /// Reads ASCII or full-width digits, with thousands separators at every third or at none, behind at most one sign.
  ///
  /// No group that separators part is empty, and the first one does not begin with a zero: `0,123` is not 123.
  ///
  /// `-`, `−`, `－`, `△` and `▲` mean less than nothing. Words, kanji and Roman numerals, fractions, units and blanks
  /// are refused.
  package static func read(_ text: String) throws(WholeNumberRefusal) -> Int {
    var scalars = Array(text.unicodeScalars)[...]
    guard let first = scalars.first else { throw .empty }
    let isNegative = isMinus(first)
    if isNegative || first == "+" || first == "＋" { scalars.removeFirst() }
    guard !scalars.isEmpty else { throw .unexpected(first) }
    let magnitude = try magnitude(of: scalars)
    return isNegative ? -magnitude : magnitude
  }

  private static func isMinus(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "-", "−", "－", "△", "▲": true
    case _: false
    }
  }

  private static func magnitude(
    of scalars: ArraySlice<Unicode.Scalar>
  ) throws(WholeNumberRefusal) -> Int {
    for scalar in scalars where scalar.digitValue == nil && !isSeparator(scalar) {
      throw .unexpected(scalar)
    }
    var total = 0
    var groupLength = 0
    var groupCount = 0
    for scalar in scalars {
      guard let digit = scalar.digitValue else {
        if groupLength == 0 || (groupCount > 0 ? groupLength != 3 : groupLength > 3) {
          throw .misgrouped
        }
        groupCount += 1
        groupLength = 0
        continue
      }
      groupLength += 1
      if total > magnitudeMax / 10 { throw .tooLarge }
      total = total * 10 + digit
    }
    if groupCount > 0, groupLength != 3 || scalars.first?.digitValue == 0 { throw .misgrouped }
    return total
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "," || scalar == "，"
  }
}
