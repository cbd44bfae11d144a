/// Takes format codes apart.
struct FormatParser {
  private let code: [Character]
  private var index = 0
  private var section = NumberFormat.Section()

  static func sections(of code: String) -> [NumberFormat.Section] {
    var parser = FormatParser(code: Array(code))
    var found: [NumberFormat.Section] = []
    repeat {
      found.append(parser.nextSection())
    } while parser.index < parser.code.count && found.count < 4
    if code.hasSuffix(";") && found.count < 4 { found.append(NumberFormat.Section()) }
    return found
  }

  private init(code: [Character]) {
    self.code = code
  }

  private mutating func nextSection() -> NumberFormat.Section {
    section = NumberFormat.Section()
    while index < code.count {
      let character = code[index]
      index += 1
      if character == ";" { break }
      take(character)
    }
    settleMinutes()
    settleCommas()
    return section
  }

  private mutating func take(_ character: Character) {
    switch character {
    case "\"": literal(upTo: "\"")
    case "\\", "!":
      if index < code.count { append(String(code[index])) }
      index += 1
    case "_", "*":
      // A blank as wide as the next character, and a fill: looks only.
      index += 1
    case "[": bracket()
    case "0", "#", "?": section.tokens.append(.digit(character.asciiValue ?? 0x30))
    case ".": takePoint()
    case ",": section.tokens.append(.literal("\u{0}"))
    case "%": section.tokens.append(.percent)
    case "@": section.tokens.append(.text)
    case "/":
      if case .digit = section.tokens.last { section.isBeyond = true }
      append("/")
    case "E", "e": takeExponentOrYear(character)
    case "G", "g": takeGeneralOrEra(character)
    case "A", "a": takeHalfDayOrWeekday(character)
    case "上" where follows("午/下午"): halfDay(4, "上午", "下午")
    case "午" where follows("前/午後"): halfDay(4, "午前", "午後")
    case "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "b", "B":
      takeDate(character.lowercased().utf8.first ?? 0x79, character)
    case _: append(String(character))
    }
  }

  private mutating func append(_ text: String) {
    section.tokens.append(.literal(text))
  }

  private func follows(_ text: String) -> Bool {
    code[index...].prefix(text.count).elementsEqual(Array(text)) {
      $0.lowercased() == $1.lowercased()
    } && code.count - index >= text.count
  }

  private mutating func literal(upTo end: Character) {
    var text = ""
    while index < code.count, code[index] != end {
      text.append(code[index])
      index += 1
    }
    index += 1
    append(text)
  }

  private mutating func takePoint() {
    if case .date(UInt8(ascii: "s"), _) = section.tokens.last { return takeSecondFraction() }
    if case .elapsed(UInt8(ascii: "s"), _) = section.tokens.last { return takeSecondFraction() }
    let isNumeric = section.tokens.contains {
      if case .digit = $0 { true } else { false }
    }
    let isDate = section.isDate
    // Between the parts of a date a point is a point.
    if isDate || (!isNumeric && !(index < code.count && "0#?".contains(code[index]))) {
      append(".")
    } else {
      section.tokens.append(.point)
    }
  }

  private mutating func takeSecondFraction() {
    var count = 0
    while index < code.count, code[index] == "0" {
      count += 1
      index += 1
    }
    if count == 0 { append(".") } else { section.tokens.append(.secondFraction(count)) }
  }

  private mutating func takeDate(_ letter: UInt8, _ character: Character) {
    var count = 1
    while index < code.count, code[index].lowercased() == character.lowercased() {
      count += 1
      index += 1
    }
    section.tokens.append(.date(letter, count))
  }

  private mutating func takeExponentOrYear(_ character: Character) {
    if index < code.count, code[index] == "+" || code[index] == "-",
      section.tokens.contains(where: { if case .digit = $0 { true } else { false } })
    {
      section.tokens.append(.exponent(showsPlus: code[index] == "+"))
      index += 1
    } else {
      takeDate(UInt8(ascii: "e"), character)
    }
  }

  private mutating func takeGeneralOrEra(_ character: Character) {
    if follows("eneral") {
      index += 6
      section.tokens.append(.general)
    } else {
      takeDate(UInt8(ascii: "g"), character)
    }
  }

  private mutating func takeHalfDayOrWeekday(_ character: Character) {
    if follows("M/PM") {
      halfDay(4, "AM", "PM")
    } else if follows("/P") {
      halfDay(2, "A", "P")
    } else {
      takeDate(UInt8(ascii: "a"), character)
    }
  }

  private mutating func halfDay(_ length: Int, _ morning: String, _ afternoon: String) {
    index += length
    section.tokens.append(.halfDay(morning, afternoon))
  }

  private mutating func bracket() {
    var text = ""
    while index < code.count, code[index] != "]" {
      text.append(code[index])
      index += 1
    }
    index += 1
    if text.hasPrefix("$") {
      let parts = text.dropFirst().split(
        separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      if let symbol = parts.first, !symbol.isEmpty { append(String(symbol)) }
      if parts.count == 2, parts[1].lowercased().contains("gannen") {
        section.saysFirstYear = true
      }
    } else if let first = text.first, "<>=".contains(first) {
      let comparison = text.prefix { "<>=".contains($0) }
      if let bound = Double(text.dropFirst(comparison.count)) {
        section.condition = NumberFormat.Condition(
          comparison: String(comparison), bound: bound)
      }
    } else if let first = text.lowercased().utf8.first, "hms".utf8.contains(first),
      text.lowercased().utf8.allSatisfy({ $0 == first })
    {
      section.tokens.append(.elapsed(first, text.count))
    } else if text.lowercased() == "dbnum3" {
      section.isWide = true
    } else if text.lowercased().hasPrefix("dbnum") {
      section.isBeyond = true
    }
  }

  /// An `m` behind hours or before seconds means minutes.
  private mutating func settleMinutes() {
    func isClock(_ token: NumberFormat.Token, _ letter: UInt8) -> Bool {
      switch token {
      case .date(let found, _), .elapsed(let found, _): found == letter
      case _: false
      }
    }
    let places = section.tokens.indices.filter { index in
      switch section.tokens[index] {
      case .date, .elapsed: true
      case _: false
      }
    }
    for (order, place) in places.enumerated() {
      guard case .date(UInt8(ascii: "m"), let count) = section.tokens[place], count <= 2 else {
        continue
      }
      let isAfterHour =
        order > 0 && isClock(section.tokens[places[order - 1]], UInt8(ascii: "h"))
      let isBeforeSecond =
        order + 1 < places.count
        && isClock(section.tokens[places[order + 1]], UInt8(ascii: "s"))
      if isAfterHour || isBeforeSecond { section.tokens[place] = .minute(count) }
    }
  }

  /// A comma between digits groups, commas behind the last one scale, and any other is a comma.
  private mutating func settleCommas() {
    let isNumeric = { (token: NumberFormat.Token) in
      if case .digit = token { return true }
      return token == .point
    }
    let lastDigit = section.tokens.lastIndex {
      if case .digit = $0 { true } else { false }
    }
    let firstDigit = section.tokens.firstIndex(where: isNumeric)
    let point = section.tokens.firstIndex(of: .point)
    var kept: [NumberFormat.Token] = []
    var scales = true
    for (place, token) in section.tokens.enumerated() {
      guard token == .literal("\u{0}") else {
        if let lastDigit, place > lastDigit { scales = false }
        kept.append(token)
        continue
      }
      guard !section.isDate, let firstDigit, let lastDigit, place > firstDigit else {
        kept.append(.literal(","))
        continue
      }
      if place > lastDigit {
        if scales { section.thousandsCount += 1 } else { kept.append(.literal(",")) }
      } else if let point, place == point - 1 {
        section.thousandsCount += 1
      } else {
        section.isGrouped = true
      }
    }
    section.tokens = kept
  }
}
