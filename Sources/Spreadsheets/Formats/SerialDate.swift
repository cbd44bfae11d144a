/// The two ways in which workbooks count days.
package enum DateSystem: Hashable, Sendable {
  /// Day 1 is 1900-01-01, and day 60 the 29 February 1900 that never was (kept for Lotus 1-2-3).
  case from1900
  /// Day 0 is 1904-01-01.
  case from1904
}

/// A day and a time of day, read from a serial number.
package struct SerialDate: Hashable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  /// 0 for Sunday.
  package var weekday: Int
  package var hour: Int
  package var minute: Int
  package var second: Int
  package var millisecond: Int
  /// The whole time since day 0.
  package var elapsedMilliseconds: Int

  /// The moment that `serial` stands for, to the millisecond; `nil` outside the years that workbooks know.
  package init?(serial: Double, system: DateSystem) {
    guard serial.isFinite, serial >= 0, serial < 2_958_466 else { return nil }
    let milliseconds = Int((serial * 86_400_000).rounded())
    elapsedMilliseconds = milliseconds
    let serialDay = milliseconds / 86_400_000
    let time = milliseconds % 86_400_000
    hour = time / 3_600_000
    minute = time / 60_000 % 60
    second = time / 1000 % 60
    millisecond = time % 1000
    switch system {
    case .from1900:
      weekday = (serialDay + 6) % 7
      if serialDay == 60 {
        (year, month, day) = (1900, 2, 29)
      } else if serialDay == 0 {
        (year, month, day) = (1900, 1, 0)
      } else {
        (year, month, day) = Self.date(serialDay > 60 ? serialDay - 61 : serialDay - 60)
      }
    case .from1904:
      weekday = (serialDay + 5) % 7
      (year, month, day) = Self.date(serialDay + 1462 - 61)
    }
  }

  /// The date so many days after 1900-03-01.
  private static func date(_ days: Int) -> (Int, Int, Int) {
    // Days are counted from 0000-03-01 in cycles of 400 years, so that the leap day is a year's last.
    let shifted = days + 693_960
    let cycle = shifted / 146_097
    let inCycle = shifted % 146_097
    let yearOfCycle = (inCycle - inCycle / 1_460 + inCycle / 36_524 - inCycle / 146_096) / 365
    let dayOfYear = inCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The serial number of `2020-04-01`, `2020-04-01T10:10:10` or `10:10:10`; `nil` for anything else.
  package static func serial(iso text: String, system: DateSystem) -> Double? {
    let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first else { return nil }
    if parts.count == 1, first.contains(":") { return fraction(first) }
    let numbers = first.split(separator: "-").map { Int($0) }
    guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
      (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let shiftedMonth = month <= 2 ? month + 9 : month - 3
    let leaps = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
    let days = 365 * shiftedYear + leaps + (153 * shiftedMonth + 2) / 5 + day - 1 - 693_960
    let serialDay =
      switch system {
      case .from1900: days >= 0 ? days + 61 : days + 60
      case .from1904: days + 61 - 1462
      }
    guard parts.count == 2 else { return Double(serialDay) }
    return fraction(parts[1]).map { Double(serialDay) + $0 }
  }

  private static func fraction(_ text: Substring) -> Double? {
    let parts = text.drop { $0 == "T" }.prefix { $0 != "Z" && $0 != "+" }
      .split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...24).contains(hour), (0...59).contains(minute)
    else { return nil }
    guard parts.count == 3 else { return Double(hour * 60 + minute) / 1440 }
    guard let second = Double(parts[2]), (0..<61).contains(second) else { return nil }
    return (Double(hour * 3600 + minute * 60) + second) / 86_400
  }
}

/// The Japanese era of a date, as number formats print it.
struct JapaneseEra {
  /// `R`, `令`, `令和` and the date on which each began, the newest first.
  private static let all: [(letter: String, short: String, name: String, from: Int)] = [
    ("R", "令", "令和", 2019_05_01), ("H", "平", "平成", 1989_01_08),
    ("S", "昭", "昭和", 1926_12_25), ("T", "大", "大正", 1912_07_30),
    ("M", "明", "明治", 1868_01_25),
  ]

  var letter: String
  var short: String
  var name: String
  /// From 1.
  var year: Int

  /// The era of `date`; before the oldest there is none, but workbooks begin in 1900.
  init(_ date: SerialDate) {
    let number = date.year * 10_000 + date.month * 100 + date.day
    let era = Self.all.first { number >= $0.from } ?? Self.all[Self.all.count - 1]
    letter = era.letter
    short = era.short
    name = era.name
    year = date.year - era.from / 10_000 + 1
  }
}
