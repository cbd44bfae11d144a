import PlanModel
import TestSupport
import Testing

@testable import Auditing

/// Plans made of a few words, for comparisons.
enum ComparedPlans {
  static func printed(_ text: String) -> Printed { Printed(text, at: Place(lines: 1, through: 1)) }

  /// An entry whose words are its own.
  static func entry(
    _ position: Int, number: Int? = nil, municipality: String = "131024", title: String,
    description: String, cost: Int = 1_000, target: Int = 5, month: Int = 4,
    phone: String = "03-3546-5329"
  ) -> Entry {
    var entry = Entry(position: position, place: Place(lines: position, through: position))
    entry.number = printed("\(number ?? position)").numberField()
    entry.municipality = Field(
      text: "区\(municipality)", value: .municipality(code: municipality), state: .given,
      place: .nowhere)
    entry.title = printed(title).titleField()
    entry.description = printed(description).descriptionField()
    entry.category = Field(
      text: "労働力確保事業", value: CategoryReading(code: "workforce", key: "労働力確保事業"),
      state: .given, place: .nowhere)
    entry.cost = printed("\(cost)").amountField()
    entry.target = printed("\(target)").amountField()
    entry.reference = printed("-").amountField()
    entry.start = Field(
      text: "令和２年\(month)月",
      value: StartMonth(
        yearMonth: YearMonth(iso: month < 10 ? "2020-0\(month)" : "2020-\(month)"), era: "令和",
        eraYear: 2, month: month, day: nil), state: .given, place: .nowhere)
    entry.contact.phone = printed(phone).phoneField()
    entry.contact.department = printed("産業部").plainField()
    return entry
  }

  static func submission(_ plans: [[Entry]]) -> Submission {
    let ids = ["general", "model"]
    let kinds: [PlanKind] = [.general, .model]
    return Submission(
      source: Source(name: "plan", format: .text, encoding: nil, sha256: ""),
      plans: plans.enumerated().map { index, entries in
        Plan(
          id: ids[index], kind: kinds[index], kindState: .given, fiscalYear: 2020,
          fiscalYearState: .given, basis: nil,
          heading: Field(text: "計画書", value: nil, state: .given, place: .nowhere),
          unit: printed("千円").unitField(), entries: entries, totals: nil, notes: [])
      })
  }

  static func compare(
    _ before: [[Entry]], _ after: [[Entry]], _ findings: ([Finding], [Finding]) = ([], [])
  ) -> SubmissionComparison {
    compare(submission(before), submission(after), findings, isOfForms: false)
  }

  static func compare(
    _ before: Submission, _ after: Submission, _ findings: ([Finding], [Finding]) = ([], []),
    isOfForms: Bool
  ) -> SubmissionComparison {
    func side(_ submission: Submission, _ findings: [Finding]) -> SubmissionComparing.Side {
      let report = SubmissionReport(
        source: SourceSummary(name: "plan", format: "text", sha256: nil, encoding: nil),
        plans: submission.plans.map {
          PlanSummary(
            id: $0.id, kind: $0.kind.rawValue, fiscalYear: 2020, entryCount: $0.entries.count,
            unitYen: 1_000, reconciliation: [])
        }, findings: findings, unlistedFindingCount: 0, ledger: [], issues: [], notes: [],
        failure: nil, validation: nil)
      return SubmissionComparing.Side(submission: submission, report: report)
    }
    return SubmissionComparing(
      side(before, findings.0), side(after, findings.1),
      options: ComparisonOptions(
        failOn: .newFindings, rank: .info, costChangePermille: 300, isOfForms: isOfForms,
        fiscalYear: nil)
    ).comparison()
  }

  static let words = [
    "介護職員の確保を図る研修と面接会を区内で開き施設での実習につなげる",
    "町工場の見学会を毎月催し若い人の製造業への就職を後押しする",
    "子育てを終えた女性に事務の講座を開き区内の会社を紹介する",
    "商店街の後継者を募り店主のもとで半年の見習いをする",
    "建設の資格を取る費用を出し現場で働く人を増やす",
  ]

  /// Five projects of one municipality.
  static var five: [Entry] {
    words.enumerated().map { index, words in
      entry(
        index + 1, title: String(words.prefix(12)) + "事業", description: words,
        cost: 1_000 * (index + 1))
    }
  }
}

@Suite struct Comparisons {
  private let five = ComparedPlans.five

  private func changed(_ index: Int, _ change: (inout Entry) -> Void) -> [Entry] {
    var entries = five
    change(&entries[index])
    return entries
  }

  @Test func `of a plan with itself find nothing`() {
    let result = ComparedPlans.compare([five], [five])
    #expect(result.hasSameData)
    #expect(result.entries.allSatisfy { $0.changes.isEmpty && !$0.isMoved && $0.basis == .content })
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `with a shuffled and renumbered copy find nothing but the numbers`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let before = (0..<300).map { index in
      ComparedPlans.entry(
        index + 1, municipality: "13\(index % 7)",
        title: "第\(index % 150)回\(ComparedPlans.words[index % 5].prefix(8))",
        description: "\(ComparedPlans.words[index % 5])\(index % 250)", cost: 100 + index % 9)
    }
    var after = before.shuffled(using: &generator)
    for index in after.indices {
      after[index].position = index + 1
      after[index].number = ComparedPlans.printed("\(index + 1)").numberField()
    }
    let result = ComparedPlans.compare([before], [after])
    #expect(result.removed.isEmpty && result.added.isEmpty, "seed \(seed)")
    #expect(result.entries.count == 300, "seed \(seed)")
    for entry in result.entries {
      #expect(entry.changes.allSatisfy { $0.field == .number }, "seed \(seed): \(entry)")
      #expect(entry.notable.isEmpty, "seed \(seed)")
    }
    #expect(result.suggestions.isEmpty, "seed \(seed)")
  }

  @Test func `give each changed field with both printed texts`() throws {
    let after = changed(2) { entry in
      entry.cost = ComparedPlans.printed("4,500").amountField()
      entry.description = ComparedPlans.printed("まったく別の説明にした").descriptionField()
    }
    let result = ComparedPlans.compare([five], [after])
    let entry = try #require(result.entries.first { !$0.changes.isEmpty })
    #expect(entry.basis == .title)
    #expect(entry.changes.map(\.field) == [.description, .cost])
    #expect(entry.changes[1].before.text == "3000" && entry.changes[1].after.text == "4,500")
    #expect(entry.notable == [.cost(percent: 50)])
  }

  @Test func `tell notation and certainty from data`() throws {
    let after = changed(0) { entry in
      entry.cost = ComparedPlans.printed("１，０００").amountField()
      entry.title.text = entry.title.text + "　"
      entry.contact.department = .lost
      entry.description.text = entry.description.text + "\n"
    }
    let result = ComparedPlans.compare([five], [after])
    #expect(result.hasSameData)
    let changes = try #require(result.entries.first { !$0.changes.isEmpty }).changes
    #expect(changes.map(\.field) == [.title, .description, .cost, .department])
    #expect(changes.map(\.kind) == [.notation, .notation, .notation, .certainty])
  }

  @Test func `recognise a project whose title and description were edited`() {
    let after = changed(3) { entry in
      entry.title = ComparedPlans.printed(entry.title.text + "（拡充）").titleField()
      entry.description = ComparedPlans.printed(entry.description.text + "。対象を広げる")
        .descriptionField()
    }
    let result = ComparedPlans.compare([five], [after])
    #expect(result.removed.isEmpty && result.added.isEmpty)
    #expect(result.entries.filter { $0.basis == .similarity }.map(\.before.position) == [4])
    #expect(result.entries.first { $0.basis == .similarity }?.notable == [.title])
  }

  @Test func `do not take a new project for one that is gone`() {
    let after = changed(4) { entry in
      entry.title = ComparedPlans.printed("外国人留学生の企業実習").titleField()
      entry.description = ComparedPlans.printed("留学生が都心の会社で夏に働く").descriptionField()
    }
    let result = ComparedPlans.compare([five], [after])
    #expect(result.removed.map(\.position) == [5])
    #expect(result.added.map(\.position) == [5])
  }

  @Test func `suggest the same project where all but the words agree`() {
    func reword(_ entry: inout Entry) {
      entry.title = ComparedPlans.printed("外国人留学生の企業実習").titleField()
      entry.description = ComparedPlans.printed("留学生が都心の会社で夏に働く").descriptionField()
    }
    let result = ComparedPlans.compare([five], [changed(4, reword)])
    #expect(result.suggestions.map(\.isOfOneProject) == [true])
    #expect(result.suggestions[0].whole.position == 5)
    let other = changed(4) { entry in
      reword(&entry)
      entry.cost = ComparedPlans.printed("4999").amountField()
    }
    #expect(ComparedPlans.compare([five], [other]).suggestions.isEmpty)
  }

  @Test func `see an entry in another plan as moved there`() {
    let result = ComparedPlans.compare([five, []], [Array(five.prefix(4)), [five[4]]])
    #expect(result.removed.isEmpty && result.added.isEmpty)
    #expect(result.entries.filter { $0.notable == [.otherPlan] }.map(\.before.position) == [5])
    #expect(!result.hasSameData)
  }

  @Test func `suggest a split where the costs add up`() {
    var after = five
    after[4].cost = ComparedPlans.printed("3500").amountField()
    after.append(
      ComparedPlans.entry(
        6, title: "建設の現場で働く人を増やす講習", description: ComparedPlans.words[4] + "ための講習",
        cost: 1_500))
    let result = ComparedPlans.compare([five], [after])
    #expect(result.suggestions.count == 1)
    #expect(result.suggestions.first?.isSplit == true)
    #expect(result.suggestions.first?.parts.map(\.position) == [5, 6])
    let back = ComparedPlans.compare([after], [five])
    #expect(back.suggestions.map(\.isSplit) == [false])
    #expect(back.suggestions.first?.costsAgree == true)
  }

  @Test func `name the changes that ask for a reason`() throws {
    let after = changed(1) { entry in
      entry.target = ComparedPlans.printed("3").amountField()
      entry.contact.phone = ComparedPlans.printed("03-3546-5330").phoneField()
      entry.start = ComparedPlans.entry(1, title: "x", description: "y", month: 6).start
      entry.cost = ComparedPlans.printed("1400").amountField()
    }
    let result = ComparedPlans.compare([five], [after])
    let entry = try #require(result.entries.first { !$0.notable.isEmpty })
    #expect(entry.notable == [.cost(percent: -30), .start, .contact, .targetLowered])
  }

  @Test func `take the best pairs whatever the order of the rows`() {
    let before = (0..<8).map { index in
      ComparedPlans.entry(
        index + 1, title: "就職支援事業その\(index)",
        description: "\(ComparedPlans.words[index % 5])\(index)番")
    }
    let after = before.reversed().enumerated().map { index, entry in
      var entry = entry
      entry.position = index + 1
      entry.title = ComparedPlans.printed(entry.title.text + "改").titleField()
      entry.description = ComparedPlans.printed(entry.description.text + "目").descriptionField()
      return entry
    }
    let result = ComparedPlans.compare([before], [after])
    #expect(result.entries.allSatisfy { $0.before.number == $0.after.number })
    #expect(result.entries.count == 8)
  }
}

@Suite struct `Entries that most fields recognise` {
  private let five = ComparedPlans.five

  @Test func `keep their partners though titles or descriptions are swapped`() {
    for hasSwappedTitles in [true, false] {
      var after = five
      if hasSwappedTitles {
        (after[1].title, after[2].title) = (after[2].title, after[1].title)
      } else {
        (after[1].description, after[2].description) = (after[2].description, after[1].description)
      }
      let result = ComparedPlans.compare([five], [after])
      #expect(result.entries.allSatisfy { $0.before.number == $0.after.number })
      #expect(
        result.entries.flatMap(\.changes).map(\.field)
          == Array(repeating: hasSwappedTitles ? .title : .description, count: 2))
    }
  }

  @Test func `keep their partners though the descriptions were edited as well`() {
    var after = five
    (after[1].title, after[2].title) = (after[2].title, after[1].title)
    for index in [1, 2] {
      after[index].description = ComparedPlans.printed(after[index].description.text + "。広く知らせる")
        .descriptionField()
    }
    let result = ComparedPlans.compare([five], [after])
    #expect(result.entries.allSatisfy { $0.before.number == $0.after.number })
  }

  @Test func `keep their partners though one takes the title of another that is gone`() {
    var after = Array(five.dropLast())
    after[3].title = five[4].title
    let result = ComparedPlans.compare([five], [after])
    #expect(result.removed.map(\.position) == [5])
    #expect(result.entries.map(\.before.position) == [1, 2, 3, 4])
    #expect(result.entries.flatMap(\.changes).map(\.field) == [.title])
  }

  @Test func `are recognised by a title alone where all else is new`() {
    var after = five
    after[1] = ComparedPlans.entry(
      9, title: five[1].title.text, description: "まったく別の説明にした", cost: 70_000, target: 90, month: 9,
      phone: "042-123-4567")
    after[1].contact.department = ComparedPlans.printed("福祉部").plainField()
    let result = ComparedPlans.compare([five], [after])
    #expect(result.removed.isEmpty && result.added.isEmpty)
    #expect(result.entries[1].basis == .title)
  }
}

@Suite struct `Forms of one plan` {
  private static let notes = ["番号を付ける。", "内容を書く。"].enumerated().map {
    Note(number: $0.offset + 1, place: .nowhere, text: $0.element)
  }

  /// A plan with URLs and sections in columns of their own.
  private static var form: Submission {
    var form = ComparedPlans.submission([ComparedPlans.five])
    form.plans[0].notes = notes
    for index in form.plans[0].entries.indices {
      form.plans[0].entries[index].url =
        ComparedPlans.printed("https://example.tokyo.jp/p\(index).html").addressField()
      form.plans[0].entries[index].contact.section = ComparedPlans.printed("商工課").plainField()
    }
    return form
  }

  private func compare(
    isOfForms: Bool = true, _ change: (inout Plan) -> Void
  ) -> SubmissionComparison {
    var other = Self.form
    change(&other.plans[0])
    return ComparedPlans.compare(Self.form, other, isOfForms: isOfForms)
  }

  private func kinds(_ changes: [FieldChange]) -> Set<String> {
    Set(changes.map { "\($0.field.rawValue):\($0.kind.rawValue)" })
  }

  @Test func `differ where a path of a URL has another case, and not where its host has`() {
    let path = compare { plan in
      plan.entries[0].url =
        ComparedPlans.printed("https://example.tokyo.jp/P0.html").addressField()
    }
    #expect(kinds(path.entries[0].changes) == ["url:value"])
    let host = compare { plan in
      plan.entries[0].url =
        ComparedPlans.printed("https://EXAMPLE.tokyo.jp/p0.html").addressField()
    }
    #expect(kinds(host.entries[0].changes) == ["url:notation"])
  }

  @Test func `cannot tell what they have no column for`() {
    func drop(_ plan: inout Plan) {
      for index in plan.entries.indices {
        plan.entries[index].url = .blank()
        plan.entries[index].contact.section = .blank()
      }
    }
    let forms = compare(drop)
    #expect(forms.hasSameData)
    #expect(
      kinds(forms.entries.flatMap(\.changes)) == ["url:certainty", "section:certainty"])
    #expect(!compare(isOfForms: false, drop).hasSameData)
    // An empty cell is there, so that the column is.
    let empty = compare { plan in
      drop(&plan)
      plan.entries[3].url = .blank(at: Place(lines: 4, through: 4))
    }
    #expect(kinds(empty.entries[0].changes) == ["url:value", "section:certainty"])
  }

  @Test func `are the same in yen and in thousand yen where the amounts are`() {
    let yen = compare { plan in
      plan.unit = ComparedPlans.printed("円").unitField()
      for index in plan.entries.indices {
        plan.entries[index].cost = ComparedPlans.printed("\(index + 1)000000").amountField()
      }
    }
    #expect(yen.hasSameData)
    #expect(kinds(yen.plans[0].changes) == ["unit:notation"])
    let other = compare { $0.unit = ComparedPlans.printed("円").unitField() }
    #expect(kinds(other.entries[0].changes) == ["cost:value"])
  }

  @Test func `say which notes read otherwise, are gone or new`() {
    let changed = compare { $0.notes[1].text = "内容を書かない。" }
    #expect(kinds(changed.plans[0].changes) == ["note:value"])
    #expect(!changed.hasSameData)
    #expect(changed.plans[0].changes[0].before.text == "（注）2．内容を書く。")
    let wrapped = compare { $0.notes[1].text = "内容を 書く。" }
    #expect(kinds(wrapped.plans[0].changes) == ["note:notation"])
    let gone = compare(isOfForms: false) { $0.notes.remove(at: 0) }
    #expect(gone.plans[0].changes.map(\.after.state) == ["absent"])
    #expect(!gone.hasSameData)
    let renumbered = compare { $0.notes[1].number = 3 }
    #expect(kinds(renumbered.plans[0].changes) == ["note:value"])
    // A form may have no notes; a revision may not.
    #expect(compare { $0.notes = [] }.hasSameData)
    #expect(!compare(isOfForms: false) { $0.notes = [] }.hasSameData)
  }
}

@Suite struct `Many entries without a partner` {
  @Test func `have no more suggestions than anybody reads, and that is said`() {
    let before = (0..<600).map { index in
      ComparedPlans.entry(
        index + 1, title: "春の集い\(index)", description: "若者の就職を支える講習と面接会", cost: 100)
    }
    let after = (0..<600).map { index in
      ComparedPlans.entry(
        index + 1, number: index + 2_000, title: "秋に催す会\(index)", description: "高齢者の就職を支える旅と交流",
        cost: 50, target: 7, phone: "042-123-4567")
    }
    let result = ComparedPlans.compare([before], [after])
    let (count, isCut) = (result.suggestions.count, result.isSuggestingCut)
    #expect((1...200).contains(count))
    #expect(isCut)
    #expect(!ComparedPlans.compare([ComparedPlans.five], [[]]).isSuggestingCut)
  }
}

@Suite struct `Fates of findings` {
  private let five = ComparedPlans.five

  private func finding(
    _ rule: String, _ position: Int?, _ field: FieldName, _ found: String,
    _ outcome: FindingOutcome = .breach
  ) -> Finding {
    Finding(
      rule: rule, severity: .error, outcome: outcome, plan: "general", position: position,
      number: nil, municipality: nil, title: nil, field: field, found: found, expected: nil,
      message: Message(ja: rule, en: nil), location: Location(), related: [], basis: nil,
      fingerprint: "", status: .open)
  }

  @Test func `are fixed, remaining, changed and new, whatever the row`() {
    var after = Array(five.reversed())
    for index in after.indices { after[index].position = index + 1 }
    let result = ComparedPlans.compare(
      [five], [after],
      (
        [
          finding("TGT-01", 1, .target, "-"), finding("URL-01", 2, .url, "a"),
          finding("CON-02", 3, .contact, ""), finding("TOT-01", nil, .cost, "10"),
          finding("CST-01-lost", 4, .cost, "", .review),
        ],
        [
          finding("TGT-03", 5, .target, "0"), finding("URL-01", 4, .url, "a"),
          finding("TOT-01", nil, .cost, "12"), finding("TTL-01", 1, .title, ""),
          finding("CST-02", 2, .cost, "約"),
        ]
      ))
    #expect(
      result.findings.map(\.fate) == [.changed, .remaining, .changed, .new, .new, .fixed, .fixed])
    #expect(result.findings[5].before?.rule == "CON-02")
  }

  @Test func `that are new make the comparison end with findings`() {
    var options = ComparisonOptions(
      failOn: .newFindings, rank: .error, costChangePermille: 300, isOfForms: false,
      fiscalYear: nil)
    func verdict(_ comparison: SubmissionComparison) -> Verdict {
      var comparison = comparison
      comparison.beforeIncompleteness = []
      comparison.afterIncompleteness = []
      return ComparisonReport(
        tool: ToolIdentity(name: "t", version: "1"),
        rules: RuleSetIdentity(origin: .builtIn, sha256: "", phase: "#ALL"), options: options,
        comparisons: [comparison], onlyBefore: [], onlyAfter: [], skipped: []
      ).verdict
    }
    let broken = ComparedPlans.compare([five], [five], ([], [finding("TGT-01", 1, .target, "-")]))
    #expect(verdict(broken) == .findings)
    let mended = ComparedPlans.compare([five], [five], ([finding("TGT-01", 1, .target, "-")], []))
    #expect(verdict(mended) == .clean)
    options.failOn = .anyChange
    #expect(verdict(broken) == .clean)
    #expect(verdict(ComparedPlans.compare([five], [Array(five.dropLast())])) == .findings)
    options.failOn = .never
    #expect(verdict(broken) == .clean)
    // What could not be checked is never clean.
    #expect(
      ComparisonReport(
        tool: ToolIdentity(name: "t", version: "1"),
        rules: RuleSetIdentity(origin: .builtIn, sha256: "", phase: "#ALL"), options: options,
        comparisons: [broken], onlyBefore: [], onlyAfter: [], skipped: []
      ).verdict == .incomplete)
  }
}
