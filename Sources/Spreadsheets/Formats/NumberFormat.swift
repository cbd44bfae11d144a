/// A number format (ECMA-376 part 1, 18.8.31), parsed once for all cells that have it.
package struct NumberFormat: Hashable, Sendable {
  /// One piece of a section.
  enum Token: Hashable {
    case literal(String)
    /// `0`, `#` or `?`.
    case digit(UInt8)
    case point
    case percent
    /// `E+` shows the sign of every exponent, `E-` only that of negative ones.
    case exponent(showsPlus: Bool)
    case text
    case general
    /// `y`, `m`, `d`, `h`, `s`, `g`, `e`, `b` or `a`, repeated so many times.
    case date(UInt8, Int)
    /// Minutes: an `m` beside hours or seconds.
    case minute(Int)
    /// `.0` behind seconds.
    case secondFraction(Int)
    /// `[h]`, `[m]` or `[s]`.
    case elapsed(UInt8, Int)
    /// `AM/PM` and its relatives.
    case halfDay(String, String)
  }

  /// One of the up to four parts between semicolons.
  struct Section: Hashable {
    var tokens: [Token] = []
    var condition: Condition?
    /// Whether digits are grouped by threes.
    var isGrouped = false
    /// Commas behind the last digit: each divides by a thousand.
    var thousandsCount = 0
    /// Whether the locale tag asks for 元年 instead of 1年.
    var saysFirstYear = false
    /// Digits full-width (`[DBNum3]`).
    var isWide = false
    /// Holds what is not rendered: fractions, and numerals in kanji.
    var isBeyond = false

    var isDate: Bool {
      tokens.contains {
        switch $0 {
        case .date, .minute, .elapsed, .secondFraction, .halfDay: true
        case .literal, .digit, .point, .percent, .exponent, .text, .general: false
        }
      }
    }
  }

  /// `[>=100]` at the head of a section.
  struct Condition: Hashable {
    var comparison: String
    var bound: Double

    func holds(for value: Double) -> Bool {
      switch comparison {
      case "<": value < bound
      case "<=": value <= bound
      case ">": value > bound
      case ">=": value >= bound
      case "<>": value != bound
      case _: value == bound
      }
    }
  }

  var sections: [Section]

  /// Parses a format code; every text is one, and what it does not know stands for itself.
  package init(code: String) {
    sections = FormatParser.sections(of: code)
  }

  /// Numbers in full, text as it is.
  package static let general = NumberFormat(code: "General")

  /// Whether it shows numbers as dates or times.
  package var isDate: Bool { sections.first?.isDate ?? false }
}

/// What a format makes of a value.
package struct FormattedValue: Hashable, Sendable {
  package var text: String
  /// Whether the format asks for something that is not rendered, so that the plain number stands instead.
  package var isPlain: Bool
}
