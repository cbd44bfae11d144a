internal import TextForms

/// A month of the Western calendar.
package struct YearMonth: Hashable, Comparable, Sendable {
  /// 1 to 9999.
  package let year: Int
  /// 1 to 12.
  package let month: Int

  /// `nil` where year or month is out of bounds.
  package init?(year: Int, month: Int) {
    guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
    self.year = year
    self.month = month
  }

  /// Reads `YYYY-MM`.
  package init?(iso text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[4] == UInt8(ascii: "-"),
      let year = Int(text.prefix(4)), let month = Int(text.suffix(2)),
      bytes[0] != UInt8(ascii: "+"), bytes[0] != UInt8(ascii: "-"), bytes[5] != UInt8(ascii: "+")
    else { return nil }
    self.init(year: year, month: month)
  }

  /// The month as `YYYY-MM`.
  package var iso: String {
    let digits = String(year)
    return String(repeating: "0", count: 4 - digits.count) + digits
      + (month < 10 ? "-0\(month)" : "-\(month)")
  }

  /// The year in which the fiscal year of this month begins; it runs from April to March.
  package var fiscalYear: Int { month >= 4 ? year : year - 1 }

  package static func < (left: YearMonth, right: YearMonth) -> Bool {
    (left.year, left.month) < (right.year, right.month)
  }
}

/// A year of an era as named, whether or not the era has it.
package struct EraYear: Hashable, Sendable {
  package var era: String
  package var year: Int

  package init(era: String, year: Int) {
    self.era = era
    self.year = year
  }
}

/// A month as read, whether or not its era or the calendar knows it.
package struct StartMonth: Hashable, Sendable {
  /// The Western month; `nil` where the month is not 1 to 12 or the year out of bounds.
  package var yearMonth: YearMonth?
  /// The name of the era; `nil` where the year is Western.
  package var era: String?
  package var eraYear: Int?
  package var month: Int
  package var day: Int?

  package init(yearMonth: YearMonth?, era: String?, eraYear: Int?, month: Int, day: Int?) {
    self.yearMonth = yearMonth
    self.era = era
    self.eraYear = eraYear
    self.month = month
    self.day = day
  }
}

extension StartMonth {
  /// Reads a month with its year, in an era or Western, with or without a day; `nil` for anything else.
  ///
  /// Full-width and kanji digits, 元年, `R2.4`, `令2年4月`, `㋿2年4月`, `2020-04`, `2020/4`, `西暦2020年4月` and blanks between the
  /// characters are known, the year in both calendars, and words behind that make the month a rough or a planned one:
  /// （予定）, 頃, 上旬, から, ～令和４年３月, （債務負担行為）. `Apr-24` is April 2024: so spreadsheets write a month with its year,
  /// and a day with its month the other way round. Era bounds are not judged: 平成32年4月 is read.
  package init?(printed text: String, eras: [Era]) {
    self.init(printed: Array(text.unicodeScalars)[...], eras: eras)
  }

  /// Reads the characters of a month, as the other initialiser reads a text.
  package init?(printed scalars: ArraySlice<Unicode.Scalar>, eras: [Era]) {
    var reader = MonthReader(printed: scalars)
    guard let start = reader.start(eras: eras) else { return nil }
    self = start
  }

  /// The fiscal year that `令和２年度`, `2020年度` or `令和２（2020）年度` names, anywhere in `text`; `nil` where it names none,
  /// or one that no calendar has, 令和０年度, or two at once: 令和５年度（2022年度）.
  ///
  /// Of several it is the plan's: in brackets behind 計画書, else the last before it; else the first.
  package static func fiscalYear(namedIn text: String, eras: [Era]) -> Int? {
    plansYear(in: text, eras: eras) { $0.year }
  }

  /// The fiscal year that `text` names in an era as `fiscalYear` does, whether or not the era has it.
  package static func eraYear(namedIn text: String, eras: [Era]) -> EraYear? {
    plansYear(in: text, eras: eras) { $0.eraYear }
  }

  private static func plansYear<Value: Equatable>(
    in text: String, eras: [Era], _ value: (MonthReader.NamedYear) -> Value?
  ) -> Value? {
    let scalars = text.unicodeScalars.filter { !$0.isLayoutBlank }.map(\.halfWidth)
    var found: [(range: Range<Int>, value: Value)] = []
    var start = 0
    while start < scalars.count {
      var reader = MonthReader(scalars[start...])
      if let value = reader.fiscalYear(eras: eras).flatMap(value) {
        found.append((start..<reader.rest.startIndex, value))
        start = reader.rest.startIndex
      } else {
        start += 1
      }
    }
    if found.count <= 1 { return found.first?.value }
    // One year in two calendars is one.
    for (year, next) in zip(found, found.dropFirst()).reversed()
    where scalars[year.range.upperBound..<next.range.lowerBound].elementsEqual(["("])
      && scalars[next.range.upperBound...].starts(with: [")"])
    {
      if year.value != next.value { return nil }
    }
    let word = Array("計画書".unicodeScalars)
    guard let plan = scalars.indices.last(where: { scalars[$0...].starts(with: word) }) else {
      return found.first?.value
    }
    let end = plan + word.count
    let behind = found.first { year in
      let isBracketed = scalars[end..<max(end, year.range.lowerBound)].elementsEqual(["("])
      return isBracketed && scalars[year.range.upperBound...].starts(with: [")"])
    }
    let before = found.last { $0.range.upperBound <= plan }
    return (behind ?? before ?? found.first)?.value
  }
}

/// Walks over the characters of a month, blanks dropped and full-width forms folded.
private struct MonthReader {
  var rest: ArraySlice<Unicode.Scalar>

  /// A fiscal year as a text names it.
  struct NamedYear {
    /// `nil` where no calendar has it.
    var year: Int?
    var eraYear: EraYear?
  }

  init(printed scalars: ArraySlice<Unicode.Scalar>) {
    let scalars = Self.withoutMidnight(scalars)
    var folded: [Unicode.Scalar] = []
    folded.reserveCapacity(scalars.count)
    for scalar in scalars where !scalar.isLayoutBlank { folded.append(scalar.halfWidth) }
    self.init(folded[...])
  }

  /// Without the midnight that programs write behind a date: 2024-04-01 00:00:00.
  private static func withoutMidnight(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar> {
    guard scalars.last == "0", scalars.contains(":"),
      let mark = scalars.lastIndex(where: { $0 == " " || $0 == "T" })
    else { return scalars }
    let time = scalars[(mark + 1)...]
    return (4...8).contains(time.count) && time.allSatisfy { $0 == "0" || $0 == ":" }
      ? scalars[..<mark] : scalars
  }

  init(_ scalars: ArraySlice<Unicode.Scalar>) {
    rest = scalars
  }

  mutating func start(eras: [Era]) -> StartMonth? {
    if let era = takeEra(eras) {
      // 令和５（2023）年４月 says the year twice.
      guard let eraYear = takeYear(), takeSame(year: era.base + eraYear),
        takeSeparator(after: "年"), let month = takeNumber()
      else { return nil }
      return finish(year: era.base + eraYear, era: era.name, eraYear: eraYear, month: month)
    }
    if let month = takeEnglishMonth() {
      let digits = rest.prefix { $0.isASCIIDigit }.count
      guard digits == 2 || digits == 4, let year = takeNumber() else { return nil }
      return finish(
        year: digits == 2 ? 2000 + year : year, era: nil, eraYear: nil, month: month)
    }
    _ = take("西暦")
    let digits = rest.prefix { $0.isASCIIDigit }.count
    guard digits == 4, let year = takeNumber(), takeSeparator(after: "年") else { return nil }
    let other = takeEraYear(of: year, eras)
    guard other.isSame, let month = takeNumber() else { return nil }
    return finish(
      year: year, era: other.era?.name, eraYear: other.era.map { year - $0.base }, month: month)
  }

  /// Takes `(2023)`, which has to be `year`.
  private mutating func takeSame(year: Int) -> Bool {
    take("(") ? takeNumber() == year && take(")") : true
  }

  /// Takes `(令和5年)`, which has to be `year`.
  private mutating func takeEraYear(of year: Int, _ eras: [Era]) -> (isSame: Bool, era: Era?) {
    guard take("(") else { return (true, nil) }
    guard let era = takeEra(eras), let eraYear = takeYear(), era.base + eraYear == year else {
      return (false, nil)
    }
    _ = take("年")
    return (take(")"), era)
  }

  mutating func fiscalYear(eras: [Era]) -> NamedYear? {
    let era = takeEra(eras)
    if era == nil && rest.prefix(while: { $0.isASCIIDigit }).count != 4 { return nil }
    guard let year = takeYear() else { return nil }
    if let era, !takeSame(year: era.base + year) { return nil }
    guard take("年度") else { return nil }
    let western = era.map { $0.base + year } ?? year
    return NamedYear(
      year: year > 0 ? western : nil, eraYear: era.map { EraYear(era: $0.name, year: year) })
  }

  private var lastSeparator: Unicode.Scalar?

  private mutating func finish(year: Int, era: String?, eraYear: Int?, month: Int) -> StartMonth? {
    var day: Int?
    if lastSeparator == "年" {
      guard take("月") else { return nil }
      day = takeDay()
    } else if let separator = lastSeparator, rest.first == separator {
      rest.removeFirst()
      guard let number = takeNumber() else { return nil }
      day = number
    }
    takeWordsBehind()
    guard rest.isEmpty else { return nil }
    return StartMonth(
      yearMonth: YearMonth(year: year, month: month), era: era, eraYear: eraYear, month: month,
      day: day)
  }

  /// Takes `1日`.
  private mutating func takeDay() -> Int? {
    let before = rest
    if let number = takeNumber(), take("日") { return number }
    rest = before
    return nil
  }

  /// Takes the words that make a month a rough or a planned one, and the end of a span of months.
  private mutating func takeWordsBehind() {
    while !rest.isEmpty {
      if Self.wordsBehind.contains(where: { take($0) }) || takeRemark() { continue }
      guard Self.spanSigns.contains(where: { take($0) }) else { return }
      rest = rest.drop { Self.monthScalars.contains($0) }
    }
  }

  /// Takes a remark in brackets that names no other month: （債務負担行為）.
  private mutating func takeRemark() -> Bool {
    guard rest.first == "(", let end = rest.firstIndex(of: ")"),
      !rest[...end].contains(where: { $0.isASCIIDigit || kanjiDigit($0) != nil })
    else { return false }
    rest = rest[(end + 1)...]
    return true
  }

  private static let wordsBehind = [
    "予定", "頃", "ころ", "ごろ", "上旬", "中旬", "下旬", "初旬", "初め", "末", "以降", "開始", "契約", "締結", "見込み", "見込",
    "着手", "実施",
  ]
  private static let spanSigns = ["~", "\u{301C}", "から", "より"]
  /// What the end of a span is written with.
  private static let monthScalars = ScalarSet("0123456789元一二三四五六七八九十年月日./-明治大正昭和平成令MTSHR")

  private mutating func takeEra(_ eras: [Era]) -> Era? {
    for era in eras {
      if take(era.name) || take(era.sign) { return era }
      // R6, r6, and 令6 as number formats of spreadsheets write it.
      if let first = rest.first, let latin = era.latin.unicodeScalars.first,
        first == latin || first.value == latin.value | 0x20
          || first == era.name.unicodeScalars.first, let next = rest.dropFirst().first,
        next.isASCIIDigit || next == "." || next == "元"
      {
        rest.removeFirst()
        _ = take(".")
        return era
      }
    }
    return nil
  }

  /// Takes `Apr-` or `April`.
  private mutating func takeEnglishMonth() -> Int? {
    let letters = rest.prefix(while: \.isASCIILetter)
    guard letters.count >= 3 else { return nil }
    let word = String(String.UnicodeScalarView(letters)).lowercased()
    guard let index = Self.englishMonths.firstIndex(where: { $0 == word || $0.prefix(3) == word })
    else { return nil }
    rest.removeFirst(letters.count)
    if rest.first == "-" { rest.removeFirst() }
    return index + 1
  }

  private static let englishMonths = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]

  private mutating func takeYear() -> Int? {
    take("元") ? 1 : takeNumber()
  }

  /// Takes `年` or one of the short separators and remembers it.
  private mutating func takeSeparator(after year: Unicode.Scalar) -> Bool {
    guard let first = rest.first else { return false }
    guard first == year || first == "." || first == "/" || first == "-" else { return false }
    lastSeparator = first
    rest.removeFirst()
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    guard !word.isEmpty, rest.starts(with: word.unicodeScalars) else { return false }
    rest.removeFirst(word.unicodeScalars.count)
    return true
  }

  /// Takes up to four digits, or a kanji number up to 99.
  private mutating func takeNumber() -> Int? {
    let digits = rest.prefix { $0.isASCIIDigit }
    if !digits.isEmpty {
      guard digits.count <= 4 else { return nil }
      rest.removeFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
    }
    let kanji = rest.prefix { kanjiDigit($0) != nil || $0 == "十" }
    guard let number = kanjiNumber(kanji) else { return nil }
    rest.removeFirst(kanji.count)
    return number
  }
}

private func kanjiDigit(_ scalar: Unicode.Scalar) -> Int? {
  switch scalar {
  case "〇": 0
  case "一": 1
  case "二": 2
  case "三": 3
  case "四": 4
  case "五": 5
  case "六": 6
  case "七": 7
  case "八": 8
  case "九": 9
  case _: nil
  }
}

/// Reads `二`, `十`, `十二`, `二十` and `二十五`.
private func kanjiNumber(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
  let parts = scalars.split(separator: "十", omittingEmptySubsequences: false)
  guard !scalars.isEmpty, parts.count <= 2, parts.allSatisfy({ $0.count <= 1 }) else { return nil }
  let digits = parts.map { $0.first.flatMap(kanjiDigit) }
  if digits.count == 1 { return digits[0] }
  var number = 10
  if let tens = digits[0] { number = tens * 10 }
  if let ones = digits[1] { number += ones }
  return number
}
