/// A moment put into the places of a section.
struct DateRendering {
  private static let weekdays = ["日", "月", "火", "水", "木", "金", "土"]
  private static let englishWeekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private(set) var text = ""
  private let date: SerialDate
  private let era: JapaneseEra
  private let section: NumberFormat.Section
  private let isHalfDay: Bool
  private let showsEra: Bool

  init(_ section: NumberFormat.Section, _ date: SerialDate) {
    self.section = section
    self.date = date
    era = JapaneseEra(date)
    isHalfDay = section.tokens.contains {
      if case .halfDay = $0 { true } else { false }
    }
    showsEra = section.tokens.contains {
      if case .date(UInt8(ascii: "g"), _) = $0 { true } else { false }
    }
    text = section.tokens.map(rendered).joined()
  }

  private func rendered(_ token: NumberFormat.Token) -> String {
    switch token {
    case .literal(let literal): literal
    case .digit(let kind): kind == UInt8(ascii: "0") ? "0" : ""
    case .point: "."
    case .percent: "%"
    case .exponent, .text, .general: ""
    case .date(let letter, let count): rendered(letter, count)
    case .minute(let count): padded(date.minute, count)
    case .secondFraction(let count): String(padded(date.millisecond, 3).prefix(count))
    case .elapsed(let letter, let count): elapsed(letter, count)
    case .halfDay(let morning, let afternoon): date.hour < 12 ? morning : afternoon
    }
  }

  private func rendered(_ letter: UInt8, _ count: Int) -> String {
    switch letter {
    case UInt8(ascii: "y"):
      if showsEra { return eraYear(count) }
      return count <= 2 ? padded(date.year % 100, 2) : "\(date.year)"
    case UInt8(ascii: "e"): return eraYear(count)
    case UInt8(ascii: "b"): return "\(date.year + 543)"
    case UInt8(ascii: "g"): return count == 1 ? era.letter : count == 2 ? era.short : era.name
    case UInt8(ascii: "m"): return month(count)
    case UInt8(ascii: "d"):
      switch count {
      case 1, 2: return padded(date.day, count)
      case 3: return String(Self.englishWeekdays[date.weekday].prefix(3))
      case _: return Self.englishWeekdays[date.weekday]
      }
    case UInt8(ascii: "a"):
      return Self.weekdays[date.weekday] + (count >= 4 ? "曜日" : "")
    case UInt8(ascii: "h"):
      let hour = isHalfDay ? (date.hour + 11) % 12 + 1 : date.hour
      return padded(hour, count)
    case _: return padded(date.second, count)
    }
  }

  private func month(_ count: Int) -> String {
    switch count {
    case 1, 2: padded(date.month, count)
    case 3: String(Self.months[date.month - 1].prefix(3))
    case 4: Self.months[date.month - 1]
    case _: String(Self.months[date.month - 1].prefix(1))
    }
  }

  private func eraYear(_ count: Int) -> String {
    if section.saysFirstYear && era.year == 1 { return "元" }
    return padded(era.year, count == 2 ? 2 : 1)
  }

  private func elapsed(_ letter: UInt8, _ count: Int) -> String {
    let unit =
      switch letter {
      case UInt8(ascii: "h"): 3_600_000
      case UInt8(ascii: "m"): 60_000
      case _: 1_000
      }
    return padded(date.elapsedMilliseconds / unit, count)
  }

  private func padded(_ number: Int, _ count: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
}
