extension TextSlice {
  /// The number that XPath 1.0, section 4.4, reads: optional blanks, an optional minus sign, digits with an
  /// optional point, optional blanks; everything else, an exponent or a plus sign too, is not a number.
  public var number: Double {
    var index = 0
    var stop = count
    while index < stop, isBlank(self[index]) { index &+= 1 }
    while stop > index, isBlank(self[stop &- 1]) { stop &-= 1 }
    let start = index
    let isNegative = index < stop && self[index] == UInt8(ascii: "-")
    if isNegative { index &+= 1 }
    return unsignedNumber(index, stop, from: start, isNegative: isNegative)
  }

  private func unsignedNumber(
    _ first: Int, _ stop: Int, from start: Int, isNegative: Bool
  ) -> Double {
    var index = first
    var mantissa: UInt64 = 0
    var digits = 0
    var fraction = 0
    var isInFraction = false
    while index < stop {
      let byte = self[index]
      if byte == UInt8(ascii: "."), !isInFraction {
        isInFraction = true
      } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        digits &+= 1
        if digits <= 19 { mantissa = mantissa &* 10 &+ UInt64(byte &- UInt8(ascii: "0")) }
        if isInFraction { fraction &+= 1 }
      } else {
        return .nan
      }
      index &+= 1
    }
    if digits == 0 { return .nan }
    // Exact: an integer below 2^53 over a power of ten that a double holds (IEEE 754 division rounds once).
    if digits <= 19, mantissa <= 1 << 53, fraction <= 22 {
      let value = fraction == 0 ? Double(mantissa) : Double(mantissa) / Self.power(fraction)
      return isNegative ? -value : value
    }
    return slowNumber(start, stop)
  }

  /// For more digits than a double holds; a point needs a digit on each side for the standard library.
  private func slowNumber(_ start: Int, _ stop: Int) -> Double {
    var text = self[start..<stop].string
    if text.utf8.last == UInt8(ascii: ".") { text.removeLast() }
    if text.utf8.first == UInt8(ascii: ".") { text = "0" + text }
    if text.hasPrefix("-.") { text = "-0" + text.dropFirst() }
    guard let value = Double(text) else {
      preconditionFailure("a decimal number that the standard library does not read")
    }
    return value
  }

  private static func power(_ exponent: Int) -> Double {
    var value = 1.0
    for _ in 0..<exponent { value *= 10 }
    return value
  }

  @inlinable func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }
}

extension TextArena {
  /// The string of a number (XPath 1.0, section 4.2): the fewest digits that read back, never an exponent.
  public mutating func text(of number: Double) -> TextSlice {
    begin()
    append(number)
    return end()
  }

  /// Appends the string of a number to the one in the making.
  public mutating func append(_ number: Double) {
    if number.isNaN { return append("NaN") }
    if number.isInfinite { return append(number < 0 ? "-Infinity" : "Infinity") }
    // Negative zero is `0`.
    if number == 0 { return append(UInt8(ascii: "0")) }
    if number < 0 { append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    if magnitude < 9_007_199_254_740_992, magnitude == magnitude.rounded(.towardZero) {
      appendInteger(UInt64(magnitude))
    } else {
      appendDecimal(magnitude)
    }
  }

  private mutating func appendInteger(_ value: UInt64) {
    var divisor: UInt64 = 1
    while value / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func appendDecimal(_ magnitude: Double) {
    var digits: [UInt8] = []
    var exponent = 0
    var pointPlace: Int?
    let printed = Array(magnitude.description.utf8)
    for (index, byte) in printed.enumerated() {
      if byte == UInt8(ascii: ".") {
        pointPlace = digits.count
      } else if byte == UInt8(ascii: "e") {
        let tail = String(decoding: printed[(index + 1)...], as: UTF8.self)
        guard let value = Int(tail) else { preconditionFailure("an exponent that is no number") }
        exponent = value
        break
      } else {
        digits.append(byte)
      }
    }
    appendDigits(digits, point: (pointPlace.map { $0 } ?? digits.count) + exponent)
  }

  /// Appends `0.digits` times ten to the power of `point`.
  private mutating func appendDigits(_ digits: [UInt8], point: Int) {
    let zero = UInt8(ascii: "0")
    let first = digits.firstIndex { $0 != zero } ?? digits.count
    var last = digits.count
    while last > first, digits[last - 1] == zero { last -= 1 }
    if point <= first {
      append(zero)
    } else {
      for index in first..<point { append(index < digits.count ? digits[index] : zero) }
    }
    guard last > point else { return }
    append(UInt8(ascii: "."))
    for index in point..<last { append(index < 0 || index < first ? zero : digits[index]) }
  }
}
