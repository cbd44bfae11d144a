@_spi(Engine) internal import XMLTree

/// A pattern of `format-number()` (XSLT 1.0, section 12.3) in the default decimal format.
struct NumberFormat {
  private struct Part {
    var prefix = ""
    var suffix = ""
    var integerDigits = 0
    var fractionDigits = 0
    var fractionDigitsMax = 0
    var groupSize = 0
    var scale = 1.0
  }

  private let positive: Part
  private let negative: Part?

  /// `nil` where the pattern is not one.
  init?(_ pattern: String) {
    let scalars = Array(pattern.unicodeScalars)
    var place = 0
    guard let first = Self.part(scalars, &place) else { return nil }
    positive = first
    if place < scalars.count {
      place += 1
      guard let second = Self.part(scalars, &place), place == scalars.count else { return nil }
      negative = second
    } else {
      negative = nil
    }
  }

  private static func part(_ scalars: [Unicode.Scalar], _ place: inout Int) -> Part? {
    var part = Part()
    part.prefix = affix(scalars, &place, &part)
    var sawDigit = false
    var isGrouped = false
    var sinceGroup = 0
    while place < scalars.count, "#0,".unicodeScalars.contains(scalars[place]) {
      switch scalars[place] {
      case ",":
        isGrouped = true
        sinceGroup = 0
      case "0":
        part.integerDigits += 1
        sinceGroup += 1
        sawDigit = true
      default:
        if part.integerDigits > 0 { return nil }
        sinceGroup += 1
        sawDigit = true
      }
      place += 1
    }
    if isGrouped {
      if sinceGroup == 0 { return nil }
      part.groupSize = sinceGroup
    }
    if place < scalars.count, scalars[place] == "." {
      place += 1
      while place < scalars.count, scalars[place] == "0" || scalars[place] == "#" {
        if scalars[place] == "0" {
          if part.fractionDigitsMax > part.fractionDigits { return nil }
          part.fractionDigits += 1
        }
        part.fractionDigitsMax += 1
        sawDigit = true
        place += 1
      }
    }
    guard sawDigit else { return nil }
    part.suffix = affix(scalars, &place, &part)
    return place == scalars.count || scalars[place] == ";" ? part : nil
  }

  /// Literal text around the digits; a quote takes what follows literally.
  private static func affix(
    _ scalars: [Unicode.Scalar], _ place: inout Int, _ part: inout Part
  ) -> String {
    var text = String.UnicodeScalarView()
    var isQuoted = false
    while place < scalars.count {
      let scalar = scalars[place]
      if scalar == "'" {
        if place + 1 < scalars.count, scalars[place + 1] == "'" {
          text.append("'")
          place += 1
        } else {
          isQuoted.toggle()
        }
      } else if !isQuoted, "#0.,;".unicodeScalars.contains(scalar) {
        break
      } else {
        if !isQuoted, scalar == "%" { part.scale = 100 }
        if !isQuoted, scalar == "\u{2030}" { part.scale = 1000 }
        text.append(scalar)
      }
      place += 1
    }
    return String(text)
  }

  /// The number as text.
  func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    let isNegative = number.sign == .minus && number != 0
    let part =
      isNegative ? negative.map { withDigits(of: positive, affixes: $0) } ?? positive : positive
    let sign = isNegative && negative == nil ? "-" : ""
    let magnitude = number.magnitude * part.scale
    let digits = magnitude.isInfinite ? "Infinity" : Self.digits(magnitude, part)
    return sign + part.prefix + digits + part.suffix
  }

  /// The second subpattern gives only its affixes, as in the JDK's `DecimalFormat`.
  private func withDigits(of digits: Part, affixes: Part) -> Part {
    var part = digits
    part.prefix = affixes.prefix
    part.suffix = affixes.suffix
    return part
  }

  private static func digits(_ magnitude: Double, _ part: Part) -> String {
    var (whole, fraction) = rounded(magnitude, places: part.fractionDigitsMax)
    while fraction.count > part.fractionDigits, fraction.last == 0 { fraction.removeLast() }
    while whole.count > part.integerDigits, whole.first == 0 { whole.removeFirst() }
    while whole.count < part.integerDigits { whole.insert(0, at: 0) }
    if whole.isEmpty && fraction.isEmpty { whole = [0] }
    var text = ""
    for (index, digit) in whole.enumerated() {
      let left = whole.count - index
      if index > 0, part.groupSize > 0, left % part.groupSize == 0 { text += "," }
      text += String(digit)
    }
    if !fraction.isEmpty { text += "." + fraction.map { String($0) }.joined() }
    return text
  }

  /// The decimal digits before and behind the point; halves go to the even neighbour, as in the JDK.
  private static func rounded(_ magnitude: Double, places: Int) -> ([UInt8], [UInt8]) {
    var arena = TextArena()
    let printed = arena.text(of: magnitude)
    var whole: [UInt8] = []
    var fraction: [UInt8] = []
    var isFraction = false
    for index in 0..<printed.count {
      let byte = printed[index]
      if byte == UInt8(ascii: ".") {
        isFraction = true
      } else if isFraction {
        fraction.append(byte - UInt8(ascii: "0"))
      } else {
        whole.append(byte - UInt8(ascii: "0"))
      }
    }
    guard fraction.count > places else { return (whole, fraction) }
    let rest = fraction[places...]
    var digits = whole + fraction[..<places]
    let isHalf = rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 }
    let isUp = isHalf ? digits.last.map { $0 % 2 == 1 } == true : rest.first.map { $0 >= 5 } == true
    if isUp { increment(&digits) }
    let split = digits.count - places
    return (Array(digits[..<split]), Array(digits[split...]))
  }

  private static func increment(_ digits: inout [UInt8]) {
    var place = digits.count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place < 0 { digits.insert(1, at: 0) } else { digits[place] += 1 }
  }
}

extension EvaluatorState {
  /// `format-number()`; only the default decimal format exists.
  mutating func formattedNumber(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let number = evaluateNumber(argument(0, call, program), program, focus)
    let pattern = evaluateString(argument(1, call, program), program, focus).string
    if call.count == 3 {
      let name = evaluateString(argument(2, call, program), program, focus).string
      fail(.unknownDecimalFormat(name))
      return .empty
    }
    guard let format = NumberFormat(pattern) else {
      fail(.malformedFormat(pattern: pattern))
      return .empty
    }
    scratch.begin()
    scratch.append(utf8: format.text(number))
    return scratch.end()
  }
}
