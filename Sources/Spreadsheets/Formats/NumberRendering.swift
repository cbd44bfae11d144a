extension NumberFormat {
  /// `text` as the format shows it.
  package func format(text: String) -> String {
    let section: Section
    if sections.count == 4 {
      section = sections[3]
    } else if let last = sections.last, last.tokens.contains(.text) {
      section = last
    } else {
      return text
    }
    return section.tokens.map { token in
      switch token {
      case .text: text
      case .literal(let literal): literal
      case _: ""
      }
    }.joined()
  }

  /// A number as the format shows it; `serial` days are counted by `system`.
  package func format(_ number: DecimalNumber, system: DateSystem) -> FormattedValue {
    let (section, showsSign) = section(for: number)
    let plain = FormattedValue(text: number.general, isPlain: true)
    if section.isBeyond { return plain }
    if section.isDate {
      guard let date = SerialDate(serial: number.double, system: system) else { return plain }
      return FormattedValue(
        text: section.widened(DateRendering(section, date).text), isPlain: false)
    }
    var magnitude = number
    magnitude.isNegative = false
    if section.tokens.contains(.general) || section.tokens.contains(.text) {
      let words = magnitude.general
      let text = section.tokens.map { token in
        switch token {
        case .general, .text: words
        case .literal(let literal): literal
        case .percent: "%"
        case _: ""
        }
      }.joined()
      return FormattedValue(text: (showsSign && !number.isZero ? "-" : "") + text, isPlain: false)
    }
    let rendering = DigitRendering(section, magnitude)
    let sign = showsSign && !rendering.isZero ? "-" : ""
    return FormattedValue(text: section.widened(sign + rendering.text), isPlain: false)
  }

  /// The section for a number, and whether a minus sign is the format's to add.
  private func section(for number: DecimalNumber) -> (Section, Bool) {
    let value = number.double
    let numeric = Array(sections.prefix(3))
    if numeric.contains(where: { $0.condition != nil }) {
      for (index, section) in numeric.enumerated() {
        if let condition = section.condition {
          if condition.holds(for: value) { return (section, number.isNegative && index == 0) }
        } else if index == numeric.count - 1 || numeric.count > 2 && index == 2 {
          return (section, number.isNegative)
        }
      }
      return (numeric[numeric.count - 1], number.isNegative)
    }
    switch numeric.count {
    case 1: return (numeric[0], number.isNegative)
    case 2: return (number.isNegative ? numeric[1] : numeric[0], false)
    case _:
      if number.isZero { return (numeric[2], false) }
      return (number.isNegative ? numeric[1] : numeric[0], false)
    }
  }
}

extension NumberFormat.Section {
  /// `text` with full-width digits where the section asks for them.
  func widened(_ text: String) -> String {
    guard isWide else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      result.unicodeScalars.append(
        isDigit ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar)
    }
    return result
  }
}

/// The digits of a number put into a section's places.
private struct DigitRendering {
  /// Whether no digit but zero is shown.
  private(set) var isZero = true
  private(set) var text = ""

  init(_ section: NumberFormat.Section, _ magnitude: DecimalNumber) {
    let percentCount = section.tokens.count { $0 == .percent }
    var number = magnitude.scaled(byPowerOfTen: percentCount * 2 - section.thousandsCount * 3)
    let point = section.tokens.firstIndex(of: .point)
    let mark = section.tokens.firstIndex {
      if case .exponent = $0 { true } else { false }
    }
    let wholeEnd = point ?? mark ?? section.tokens.endIndex
    let fractionEnd = mark ?? section.tokens.endIndex
    let wholeTokens = Array(section.tokens[..<min(wholeEnd, fractionEnd)])
    let fractionTokens = point.map { Array(section.tokens[$0..<max($0, fractionEnd)]) } ?? []
    let fractionCount = fractionTokens.count(where: Self.isDigit)
    var exponent = 0
    if mark != nil, !number.isZero {
      let step = max(1, wholeTokens.count(where: Self.isDigit))
      exponent = number.pointPosition - 1
      if step > 1 {
        exponent = Int((Double(exponent) / Double(step)).rounded(.down)) * step
      }
      number = number.scaled(byPowerOfTen: -exponent)
    }
    let parts = number.parts(fractionDigitCount: fractionCount)
    isZero = parts.whole.isEmpty && parts.fraction.allSatisfy { $0 == 0 }
    text = Self.whole(wholeTokens, parts.whole, isGrouped: section.isGrouped)
    text += Self.fraction(fractionTokens, parts.fraction)
    if let mark { text += Self.exponent(Array(section.tokens[mark...]), exponent) }
  }

  private static func isDigit(_ token: NumberFormat.Token) -> Bool {
    if case .digit = token { true } else { false }
  }

  /// Filled from the right; what the places do not hold goes before the leftmost of them.
  private static func whole(
    _ tokens: [NumberFormat.Token], _ digits: [UInt8], isGrouped: Bool
  ) -> String {
    var pieces: [String] = []
    var rest = digits[...]
    var shownCount = 0
    func shown(_ digit: UInt8) -> String {
      defer { shownCount += 1 }
      let comma = isGrouped && shownCount > 0 && shownCount % 3 == 0 ? "," : ""
      return "\(digit)" + comma
    }
    let firstDigit = tokens.firstIndex(where: isDigit)
    for (index, token) in tokens.enumerated().reversed() {
      switch token {
      case .digit(let kind):
        if let digit = rest.popLast() {
          pieces.append(shown(digit))
        } else if kind == UInt8(ascii: "0") {
          pieces.append(shown(0))
        }
        if index == firstDigit {
          while let digit = rest.popLast() { pieces.append(shown(digit)) }
        }
      case .literal(let literal): pieces.append(literal)
      case .percent: pieces.append("%")
      case _: continue
      }
    }
    return pieces.reversed().joined()
  }

  private static func fraction(_ tokens: [NumberFormat.Token], _ digits: [UInt8]) -> String {
    var text = ""
    var place = 0
    let lastSignificant = digits.lastIndex { $0 != 0 } ?? -1
    for token in tokens {
      switch token {
      case .point: text += "."
      case .digit(let kind):
        if kind == UInt8(ascii: "0") || place <= lastSignificant { text += "\(digits[place])" }
        place += 1
      case .literal(let literal): text += literal
      case .percent: text += "%"
      case _: continue
      }
    }
    return text
  }

  private static func exponent(_ tokens: [NumberFormat.Token], _ exponent: Int) -> String {
    var text = ""
    if case .exponent(let showsPlus) = tokens[0] {
      text = exponent < 0 ? "E-" : showsPlus ? "E+" : "E"
    }
    let size = "\(abs(exponent))"
    let places = tokens.count(where: isDigit)
    text += String(repeating: "0", count: max(0, places - size.count)) + size
    for case .literal(let literal) in tokens { text += literal }
    return text
  }
}
