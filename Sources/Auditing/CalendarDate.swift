/// A calendar date of the Gregorian calendar, from 0000-01-01 to 9999-12-31.
package struct CalendarDate: Equatable, Comparable, Sendable {
  /// `YYYY-MM-DD`.
  package let text: String

  /// The date that `text` writes as `YYYY-MM-DD`; `nil` where there is no such day.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...Self.dayCount(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.text = text
  }

  /// The date, in UTC, of `seconds` since 1970 began (`SOURCE_DATE_EPOCH`).
  package init?(secondsSinceEpoch seconds: Int) {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    var day = seconds / 86_400
    var year = 1970
    while day >= Self.dayCount(ofYear: year) {
      day -= Self.dayCount(ofYear: year)
      year += 1
    }
    var month = 1
    while day >= Self.dayCount(ofMonth: month, year: year) {
      day -= Self.dayCount(ofMonth: month, year: year)
      month += 1
    }
    text = "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day + 1))"
  }

  /// The earlier date is less.
  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.text < right.text
  }

  private static func dayCount(ofYear year: Int) -> Int {
    (1...12).reduce(0) { $0 + dayCount(ofMonth: $1, year: year) }
  }

  private static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
