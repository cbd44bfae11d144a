import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite struct `Plans written as CSV` {
  private func again(_ submission: Submission, _ comment: Comment) throws -> Submission {
    do {
      return try read(
        InputBytes(name: "again.csv", bytes: submission.csv()), vocabulary: shippedVocabulary(),
        options: ReadingOptions(fiscalYear: nil))
    } catch {
      Issue.record(error, comment)
      throw error
    }
  }

  @Test(arguments: [
    "plan-2020.txt", "clean-2023.txt", "merged-tables.txt", "plan-2021.xml", "first-draft-ome.txt",
    "wrong-totals.txt",
  ])
  func `are read back to the same values`(sample: String) throws {
    let path = SharedMaterial.packageFolder.appendingPathComponent("Samples/\(sample)")
    let first = try read(
      InputBytes(name: sample, bytes: Array(try Data(contentsOf: path))),
      vocabulary: shippedVocabulary(), options: ReadingOptions(fiscalYear: nil))
    let second = try again(first, "\(sample)")
    #expect(second.plans.count == first.plans.count)
    for (before, after) in zip(first.plans, second.plans) {
      #expect(values(after) == values(before), "\(sample)")
      #expect(after.kind == before.kind && after.fiscalYear == before.fiscalYear)
      #expect(after.id == before.id)
    }
    #expect(second.unplaced.map(\.text) == first.unplaced.map(\.text))
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `are read back whatever stands in their fields`(seed: UInt64) throws {
    var random = RandomPlans(seed: seed)
    let first = try random.next()
    let second = try again(first, "seed \(seed)")
    #expect(second.plans.map(values) == first.plans.map(values), "seed \(seed)")
    #expect(
      second.unplaced.map { folded($0.text) } == first.unplaced.map { folded($0.text) },
      "seed \(seed)")
    #expect(second.unplaced.map(\.heading) == first.unplaced.map(\.heading), "seed \(seed)")
  }

  @Test func `a lost value does not become an empty cell`() throws {
    var random = RandomPlans(seed: 5)
    var first = try random.next()
    first.plans[0].entries[0].title = .lost
    first.plans[0].entries[0].cost = .lost
    first.plans[0].heading = .lost
    let second = try again(first, "lost")
    #expect(second.plans[0].entries[0].title.state == .lost)
    #expect(second.plans[0].entries[0].cost.state == .lost)
    #expect(second.plans[0].heading.state == .lost)
  }

  // MARK: Values

  /// What a table holds of a plan: words, normal forms and whether they are there; an inferred value is written as given.
  private func values(_ plan: Plan) -> [String] {
    var values = [folded(plan.heading.text), folded(plan.unit.text), "\(plan.unit.value ?? -1)"]
    for entry in plan.entries {
      values += [
        value(entry.number), value(entry.municipality), entry.theme.map { value($0) } ?? "blank",
        value(entry.title), value(entry.description), value(entry.category), value(entry.cost),
        value(entry.target), value(entry.reference), value(entry.start), value(entry.url),
        value(entry.contact.department), value(entry.contact.section), value(entry.contact.phone),
        "\(entry.title.facts)", "\(entry.phoneFacts)",
      ]
    }
    if case .stated(let sums) = plan.totals {
      values += ["totals", value(sums.cost), value(sums.target), value(sums.reference)]
    }
    return values + plan.notes.map { "note \($0.number ?? -1) \(folded($0.text))" }
  }

  private func value<Value>(_ field: Field<Value>) -> String {
    let state = field.state == .inferred ? .given : field.state
    let reading = field.value.map { value in
      guard var address = value as? AddressReading else { return "\(value)" }
      // The line on which a link was printed is a place.
      address.link?.line = nil
      return "\(address)"
    }
    return "\(state) \(folded(field.text)) \(reading ?? "-")"
  }

  /// Without line breaks, which cells of one line drop.
  private func folded(_ text: String) -> String {
    text.replacing("\n", with: "").replacing("\r", with: "")
  }
}

extension Entry {
  fileprivate var phoneFacts: TextFacts { contact.phone.facts }
}

/// Makes submissions of plans as tables can hold them, with words of every kind in every field.
struct RandomPlans {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let words = [
    "中央区", "若者・就労支援事業", "（一部）", "<&>\"'", "令和２年4月", "\u{E000}", "か\u{3099}", "①", "a b", "𠮷",
    "あ\nい", "]]>",
    "1) x", "12,34", "11,821", "https://a-b.jp/x?y=1#z", "03-3546-5329（内線12）", "=1+1", "+5", "-abc",
    "'=x", "@a",
    "\"", "－", "-12",
  ]

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &generator)
  }

  private mutating func text() -> String {
    (0...number(0...2)).map { _ in Self.words[number(0...(Self.words.count - 1))] }.joined()
  }

  private mutating func field<Value>(_ read: (Printed) -> Field<Value>) -> Field<Value> {
    switch number(0...9) {
    case 0: .lost
    case 1: .blank()
    case 2: read(Printed("－", at: .nowhere))
    case _: read(Printed(text(), at: .nowhere, blanks: number(0...5) == 0 ? .trailing : nil))
    }
  }

  private mutating func entry(_ position: Int, hasThemes: Bool, _ words: Vocabulary) -> Entry {
    var entry = Entry(position: position, place: .nowhere)
    entry.number = Printed("\(position)", at: .nowhere).numberField()
    entry.municipality = field { $0.municipalityField(words) }
    if hasThemes { entry.theme = field { $0.themeField(words) } }
    entry.title = field { $0.titleField() }
    entry.description = field { $0.descriptionField() }
    entry.category = field { $0.categoryField(words) }
    entry.cost = field { $0.amountField() }
    entry.target = field { $0.amountField() }
    entry.reference = field { $0.amountField() }
    entry.start = field { $0.startField(words) }
    entry.url = field { $0.addressField() }
    entry.contact.department = field { $0.plainField() }
    entry.contact.section = field { $0.plainField() }
    entry.contact.phone = field { $0.phoneField() }
    return entry
  }

  mutating func next() throws -> Submission {
    let words = try shippedVocabulary()
    var submission = Submission(
      source: Source(
        name: "計画.xml", format: .xml, encoding: nil, sha256: String(repeating: "0", count: 64)))
    for index in 0..<number(1...3) {
      var plan = Plan(
        id: "plan-\(index + 1)", kind: .general, kindState: .given, fiscalYear: 2020,
        fiscalYearState: .given, basis: nil,
        heading: Printed("\(index)" + text(), at: .nowhere).headingField(words),
        unit: number(0...1) == 0 ? Printed("（単位：千円）", at: .nowhere).unitField() : .lost,
        entries: [], totals: nil, notes: [])
      let hasThemes = number(0...1) == 0
      for position in 1...number(1...4) {
        plan.entries.append(entry(position, hasThemes: hasThemes, words))
      }
      if number(0...1) == 0 {
        plan.totals = .stated(
          StatedTotals(
            place: .nowhere, cost: Printed("1,234", at: .nowhere).amountField(),
            target: field { $0.amountField() }, reference: field { $0.amountField() }))
      }
      for number in 0..<number(0...3) {
        plan.notes.append(Note(number: number + 1, place: .nowhere, text: "注記" + text() + "。"))
      }
      submission.plans.append(plan)
    }
    if number(0...1) == 0 {
      submission.unplaced = [
        UnplacedText(text(), at: .nowhere),
        UnplacedText(text(), at: .nowhere, heading: "備考\(number(1...9))"),
      ]
    }
    return submission
  }
}
