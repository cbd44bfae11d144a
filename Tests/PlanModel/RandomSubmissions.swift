import PlanModel
import TestSupport

/// Makes submissions in which every kind of value and place occurs.
struct RandomSubmissions {
  var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func chance() -> Bool { Bool.random(using: &generator) }

  private mutating func optional<Value>(_ value: Value) -> Value? { chance() ? value : nil }

  private static let words = [
    "中央区", "若者・就労支援事業", "（一部）", "<&>\"'", "令和２年4月", "\u{E000}", "か\u{3099}", "①", "a b", "𠮷",
    "令和０年度", "あ\nい", "]]>",
    "1) x", "12,34", "https://a-b.jp/x?y=1#z", "03-3546-5329（内線12）", "\t", "\r",
  ]

  private mutating func text() -> String {
    (0...number(0...3)).map { _ in
      Self.words[number(0...(Self.words.count - 1))]
    }.joined()
  }

  private mutating func place() -> Place {
    var place = Place()
    switch number(0...4) {
    case 0: place = Place(page: optional(number(1...9)), lines: 3, through: number(3...5))
    case 1:
      place.page = 1
      place.box = PageBox(
        x: number(-500...500), y: number(0...9999), width: number(0...100), height: 50)
    case 2:
      place.sheet = "一般事業"
      place.cell = "F\(number(1...99))"
    case 3:
      place.row = number(1...99)
      place.column = number(1...12)
    case _: break
    }
    return place
  }

  /// What some column makes of some words, wherever they stand.
  private mutating func field<Value>(_ read: (Printed) -> Field<Value>) -> Field<Value> {
    switch number(0...9) {
    case 0: return .lost
    case 1: return .blank(at: place())
    case 2: return read(Printed("－", at: place()))
    case 3: return read(Printed(text(), at: place(), basis: .mergedCell))
    case _:
      return read(Printed(text(), at: place(), blanks: optional(OuterBlanks.trailing)))
    }
  }

  private mutating func entry(_ position: Int, hasThemes: Bool) -> Entry {
    var entry = Entry(position: position, place: place())
    entry.number = field { $0.numberField() }
    entry.municipality = field { $0.municipalityField(smallVocabulary) }
    if hasThemes { entry.theme = field { $0.themeField(smallVocabulary) } }
    entry.title = field { $0.titleField() }
    entry.description = field { $0.descriptionField() }
    entry.category = field { $0.categoryField(smallVocabulary) }
    entry.cost = field { $0.amountField() }
    entry.target = field { $0.amountField() }
    entry.reference = field { $0.amountField() }
    entry.start = field { $0.startField(smallVocabulary) }
    entry.url = field { $0.addressField() }
    if chance(), entry.url.value != nil {
      entry.url.value?.link = LinkTarget(
        text: "https://a.jp", line: optional(7), key: optional("https://a.jp/"))
      entry.url.value?.label = optional("案内")
    }
    entry.contact.department = field { $0.plainField() }
    entry.contact.section = field { $0.plainField() }
    entry.contact.phone = field { $0.phoneField() }
    return entry
  }

  private mutating func plan(_ id: String) -> Plan {
    let hasThemes = chance()
    let year = optional(number(1999...2099))
    var plan = Plan(
      id: id, kind: PlanKind.allCases[number(0...2)], kindState: Certainty.allCases[number(0...2)],
      fiscalYear: year, fiscalYearState: year == nil ? .lost : .inferred,
      basis: optional(.otherPlan), heading: field { $0.headingField(smallVocabulary) },
      unit: field { $0.unitField() }, entries: [], totals: nil, notes: [])
    for position in 0..<number(0...4) {
      plan.entries.append(entry(position + 1, hasThemes: hasThemes))
    }
    switch number(0...2) {
    case 0: plan.totals = .lost
    case 1:
      plan.totals = .stated(
        StatedTotals(
          place: place(), cost: field { $0.amountField() }, target: field { $0.amountField() },
          reference: field { $0.amountField() }))
    case _: break
    }
    for index in 0..<number(0...3) {
      plan.notes.append(Note(number: optional(index + 1), place: place(), text: text()))
    }
    return plan
  }

  mutating func next() -> Submission {
    var submission = Submission(
      source: Source(
        name: "計画 1.txt", format: InputFormat.allCases[number(0...4)],
        encoding: optional("UTF-8"), sha256: String(repeating: "0a", count: 32)))
    for index in 0..<number(0...3) { submission.plans.append(plan("plan-\(index + 1)")) }
    for kind in Furniture.Kind.allCases where chance() {
      submission.furniture.append(Furniture(kind, text(), at: place()))
    }
    if chance() {
      submission.unplaced = [
        UnplacedText(text(), as: optional(.totals), at: place(), heading: optional("備考"))
      ]
    }
    if chance() { submission.issues = [ReadIssue(code: "short-row", at: place(), text: text())] }
    return submission
  }
}
