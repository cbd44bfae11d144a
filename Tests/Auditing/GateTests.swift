import Auditing
import Schematron
import Testing
import XMLTree

/// Runs the small rule set over submissions, and a gate over what comes of it.
private struct GatedRun {
  var adjustments = RuleAdjustments.none
  var failOn = FailOn.error
  var date: String?
  var gate = Gate(
    waivers: nil, baseline: nil, isBaselineStrict: false, warningCountMax: nil, ruleCountMin: nil,
    refusesVacuousRules: false)

  func report(_ inputs: [(name: String, xml: String)]) throws -> AuditReport {
    let rules = try SmallRuleSet.ruleSet().adjusted(by: adjustments)
    let auditor = Auditor(rules: rules, limits: .standard)
    let submissions = try inputs.map { name, xml in
      let document = try XMLDocument(
        parsing: Array(xml.replacing("name=\"plan.txt\"", with: "name=\"\(name)\"").utf8),
        name: name)
      return auditor.audit(document, keepsValidation: false)
    }
    let report = AuditReport(
      tool: ToolIdentity(name: "planaudit", version: "0"), rules: rules.identity,
      options: AuditOptions(failOn: failOn, date: date, fiscalYear: nil),
      submissions: submissions, skipped: [])
    return gate.applied(to: report, rules: rules)
  }

  func report(_ xml: String = Self.faulty) throws -> AuditReport {
    try report([("plan.txt", xml)])
  }

  /// A wrong total (error), a repeated number (warning), a lost URL (review).
  static let faulty = SmallRuleSet.submission(
    SmallRuleSet.plan(SmallRuleSet.rows, total: 999))
  static let sound = SmallRuleSet.submission(
    SmallRuleSet.plan(Array(SmallRuleSet.rows.prefix(2)), total: 300))

  static func used(_ role: UsedFile.Role, _ name: String) -> UsedFile {
    UsedFile(role: role, name: name, sha256: String(repeating: "0", count: 64))
  }
}

extension AuditReport {
  fileprivate func finding(_ rule: String) -> Finding? {
    submissions.flatMap(\.findings).first { $0.rule == rule }
  }

  fileprivate func outcome(_ rule: String) -> String? {
    submissions.flatMap(\.ledger).first { $0.rule == rule }?.outcome.name
  }
}

@Suite struct `Adjusted rules` {
  @Test func `have the severity of the configuration, and the report says so`() throws {
    var run = GatedRun()
    run.adjustments.severities = ["TOT-01": .info, "NUM-03": .warning]
    let report = try run.report()
    #expect(report.finding("TOT-01")?.severity == .info)
    #expect(report.verdict == .clean)
    let ledger = report.submissions[0].ledger
    #expect(ledger.first { $0.rule == "TOT-01" }?.relevelledFrom == .error)
    #expect(ledger.first { $0.rule == "NUM-03" }?.relevelledFrom == nil)
    #expect(ledger.first { $0.rule == "TOT-01" }?.sentence != nil)
  }

  @Test func `that are switched off find nothing and never hold`() throws {
    var run = GatedRun()
    run.adjustments.switchedOff = ["TOT-01": "旧様式"]
    let report = try run.report()
    #expect(report.finding("TOT-01") == nil && report.finding("NUM-03") != nil)
    let entry = report.submissions[0].ledger.first { $0.rule == "TOT-01" }
    #expect(entry?.outcome == .switchedOff(reason: Message(ja: "旧様式", en: nil)))
    #expect(entry?.evaluatedCount == 0 && entry?.failedCount == 0)
    #expect(report.submissions[0].unlistedFindingCount == 0)
  }

  @Test func `all switched off leave nothing checked`() throws {
    var run = GatedRun()
    for rule in try SmallRuleSet.ruleSet().rules { run.adjustments.switchedOff[rule.id] = "x" }
    #expect(try run.report().verdict == .incomplete)
  }

  @Test func `keep the fingerprints of the others`() throws {
    var run = GatedRun()
    let before = try run.report().finding("NUM-03")?.fingerprint
    run.adjustments.switchedOff = ["TOT-01": "x"]
    #expect(try run.report().finding("NUM-03")?.fingerprint == before)
  }
}

@Suite struct `Waivers` {
  private static func waiver(
    _ rule: String, plan: String? = "general", municipality: String? = nil, title: String? = nil,
    number: String? = nil, field: FieldName?, value: String, expires: String? = nil, line: Int = 2
  ) throws -> Waiver {
    let expiry: WaiverExpiry =
      try expires.map { .date(try #require(CalendarDate($0))) } ?? .never
    return Waiver(
      rule: rule, plan: plan, municipality: municipality, title: title, number: number,
      field: field, value: value,
      evidence: WaiverEvidence(
        requestedBy: "甲市", approvedBy: "課長", reason: "訂正の公文あり", expiry: expiry),
      line: line)
  }

  private static func report(
    _ waivers: [Waiver], date: String? = nil, _ xml: String = GatedRun.faulty
  ) throws -> AuditReport {
    var run = GatedRun(date: date)
    run.gate.waivers = WaiverList(file: GatedRun.used(.waivers, "w.yml"), waivers: waivers)
    return try run.report(xml)
  }

  private static func total(expires: String? = nil, value: String = "999") throws -> Waiver {
    try waiver("TOT-01", field: .cost, value: value, expires: expires)
  }

  @Test func `take a finding out of the count and keep it in sight`() throws {
    let report = try Self.report([Self.total()])
    let finding = try #require(report.finding("TOT-01"))
    #expect(finding.status == .waived && finding.waiver?.approvedBy == "課長")
    #expect(report.verdict == .clean)
    #expect(report.outcome("TOT-01") == "waived")
    #expect(report.submissions.map(\.source.name) == ["plan.txt", "w.yml"])
    #expect(report.submissions[1].findings.isEmpty && report.outcome("WVR-unused") == "held")
  }

  @Test func `lapse where the value is another, and say so`() throws {
    let report = try Self.report([Self.total(value: "998")])
    #expect(report.finding("TOT-01")?.status == .open && report.verdict == .findings)
    let lapse = try #require(report.finding("WVR-changed"))
    #expect(lapse.severity == .warning && lapse.found == "999" && lapse.expected == "998")
    #expect(lapse.location.line == 2 && report.finding("WVR-unused") == nil)
  }

  @Test func `say the same whatever the order of the submissions`() throws {
    var run = GatedRun()
    run.gate.waivers = WaiverList(
      file: GatedRun.used(.waivers, "w.yml"), waivers: [try Self.total(value: "998")])
    let other = GatedRun.faulty.replacing("999", with: "997")
    let inputs = [("a.txt", other), ("b.txt", GatedRun.faulty), ("c.txt", GatedRun.sound)]
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let part = try #require(run.report(order.map { inputs[$0] }).submissions.last)
      #expect(part.findings.map(\.found) == ["999"], "\(order)")
      guard case .waivers(let traces) = part.gateTrace else {
        Issue.record("the waivers have left no trace")
        continue
      }
      #expect(traces.map(\.state) == [.changed], "\(order)")
      #expect(traces.map(\.submission) == ["b.txt"], "\(order)")
    }
  }

  @Test func `hold to the end of their last day and not longer`() throws {
    let waiver = try Self.total(expires: "2027-03-31")
    #expect(try Self.report([waiver], date: "2027-03-31").verdict == .clean)
    let late = try Self.report([waiver], date: "2027-04-01")
    #expect(late.finding("TOT-01")?.status == .open)
    #expect(late.finding("WVR-expired") != nil && late.finding("WVR-unused") == nil)
  }

  @Test func `that expire are not applied where the run has no date`() throws {
    let report = try Self.report([Self.total(expires: "2999-03-31")])
    #expect(report.finding("TOT-01")?.status == .open)
    #expect(report.finding("WVR-undated")?.severity == .warning)
  }

  @Test func `without a finding are findings themselves`() throws {
    let report = try Self.report([Self.total()], GatedRun.sound)
    #expect(report.finding("WVR-unused")?.location.line == 2)
    #expect(report.verdict == .clean)
  }

  @Test func `are not called unused by a run that could not look`() throws {
    var run = GatedRun()
    run.adjustments.switchedOff = ["TOT-01": "x"]
    run.gate.waivers = WaiverList(
      file: GatedRun.used(.waivers, "w.yml"), waivers: [try Self.total()])
    #expect(try run.report().finding("WVR-unused") == nil)
  }

  @Test func `name an entry by its title, its number or both`() throws {
    func isWaived(title: String?, number: String?, municipality: String? = "131059市") throws -> Bool
    {
      let waiver = try Self.waiver(
        "NUM-03", municipality: municipality, title: title, number: number, field: .number,
        value: "2")
      return try Self.report([waiver]).finding("NUM-03")?.status == .waived
    }
    #expect(try isWaived(title: "丙", number: nil))
    #expect(try isWaived(title: nil, number: "2"))
    #expect(try isWaived(title: "丙", number: "2"))
    #expect(try !isWaived(title: "丙", number: "3"))
    #expect(try !isWaived(title: "乙", number: "2"))
    #expect(try !isWaived(title: nil, number: nil))
    #expect(try !isWaived(title: "丙", number: "2", municipality: nil))
    #expect(try !isWaived(title: "丙", number: "2", municipality: "131041市"))
  }

  @Test func `never cover another rule, plan or field`() throws {
    for waiver in [
      try Self.waiver("NUM-03", field: .cost, value: "999"),
      try Self.waiver("TOT-01", plan: nil, field: .cost, value: "999"),
      try Self.waiver("TOT-01", plan: "model", field: .cost, value: "999"),
      try Self.waiver("TOT-01", field: nil, value: "999"),
      try Self.waiver("TOT-01", field: .target, value: "999"),
      try Self.waiver("TOT-01", municipality: "甲市", field: .cost, value: "999"),
      try Self.waiver("TOT-01", number: "1", field: .cost, value: "999"),
    ] {
      #expect(try Self.report([waiver]).finding("TOT-01")?.status == .open)
    }
  }
}

@Suite struct `Baselines` {
  private static func baseline(of report: AuditReport) -> Baseline {
    Baseline(file: GatedRun.used(.baseline, "b.json"), entries: report.baselineEntries)
  }

  @Test func `take known findings out of the count`() throws {
    var run = GatedRun(failOn: .review)
    let first = try run.report()
    #expect(first.verdict == .findings)
    run.gate.baseline = Self.baseline(of: first)
    let second = try run.report()
    #expect(second.submissions[0].findings.allSatisfy { $0.status == .baselined })
    #expect(second.submissions[0].findings.count == first.submissions[0].findings.count)
    #expect(second.verdict == .clean && second.outcome("BSL-gone") == "held")
    #expect(second.baselineEntries == first.baselineEntries)
  }

  @Test func `do not let one fixed and one new cancel`() throws {
    var run = GatedRun(failOn: .review)
    let twice = [("a.txt", GatedRun.faulty), ("b.txt", GatedRun.sound)]
    run.gate.baseline = Self.baseline(of: try run.report(twice))
    let swapped = try run.report([("a.txt", GatedRun.sound), ("b.txt", GatedRun.faulty)])
    #expect(swapped.verdict == .findings)
    #expect(swapped.submissions[1].findings.allSatisfy { $0.status == .open })
    #expect(swapped.submissions[2].findings.count { $0.rule == "BSL-gone" } == 3)
  }

  @Test func `cover as many findings as they count`() throws {
    var run = GatedRun()
    let once = try run.report()
    run.gate.baseline = Self.baseline(of: once)
    let twice = try run.report([("plan.txt", GatedRun.faulty), ("plan.txt", GatedRun.faulty)])
    #expect(twice.submissions[0].findings.allSatisfy { $0.status == .baselined })
    #expect(twice.submissions[1].findings.allSatisfy { $0.status == .open })
    #expect(twice.verdict == .findings)
    let counts = Set(
      try GatedRun().report([("plan.txt", GatedRun.faulty), ("plan.txt", GatedRun.faulty)])
        .baselineEntries.map(\.count))
    #expect(counts == [2])
  }

  @Test func `report what is gone, and fail on it where they are strict`() throws {
    var run = GatedRun(failOn: .never)
    run.gate.baseline = Self.baseline(of: try run.report())
    let fixed = try run.report(GatedRun.sound)
    #expect(fixed.finding("BSL-gone")?.severity == .info && fixed.verdict == .clean)
    run.gate.isBaselineStrict = true
    let strict = try run.report(GatedRun.sound)
    #expect(strict.finding("BSL-gone")?.severity == .error)
    #expect(strict.verdict == .findings, "whatever --fail-on is")
  }

  @Test func `call nothing gone that the run did not look at`() throws {
    var run = GatedRun()
    run.gate.isBaselineStrict = true
    run.gate.baseline = Self.baseline(of: try run.report())
    let other = try run.report([("other.txt", GatedRun.sound)])
    #expect(other.finding("BSL-gone") == nil)
    #expect(other.finding("BSL-absent")?.severity == .info && other.verdict == .clean)
    run.adjustments.switchedOff = ["TOT-01": "x", "NUM-03": "x", "URL-05": "x"]
    #expect(try run.report(GatedRun.sound).finding("BSL-gone") == nil)
  }

  @Test func `leave waived findings to their waivers`() throws {
    var run = GatedRun()
    let waiver = Waiver(
      rule: "TOT-01", plan: "general", municipality: nil, title: nil, number: nil, field: .cost,
      value: "999",
      evidence: WaiverEvidence(requestedBy: "a", approvedBy: "b", reason: "c", expiry: .never),
      line: 2)
    let all = Self.baseline(of: try run.report())
    run.gate.waivers = WaiverList(file: GatedRun.used(.waivers, "w.yml"), waivers: [waiver])
    let waived = try run.report()
    #expect(!waived.baselineEntries.contains { $0.rule == "TOT-01" || $0.rule.hasPrefix("WVR") })
    run.gate.baseline = all
    run.gate.isBaselineStrict = true
    let both = try run.report()
    #expect(both.finding("TOT-01")?.status == .waived)
    // It is waived, not gone.
    #expect(both.finding("BSL-gone") == nil && both.verdict == .clean)
  }
}

@Suite struct `Demands on a run` {
  @Test func `count open warnings`() throws {
    var run = GatedRun(failOn: .never)
    run.gate.warningCountMax = 1
    #expect(try run.report().verdict == .clean)
    run.gate.warningCountMax = 0
    let report = try run.report()
    #expect(report.verdict == .findings, "whatever --fail-on is")
    #expect(report.finding("GATE-warnings")?.found == "1")
  }

  @Test func `count the rules that are not switched off`() throws {
    var run = GatedRun(failOn: .never)
    run.gate.ruleCountMin = 5
    #expect(try run.report().verdict == .clean)
    run.adjustments.switchedOff = ["TOT-01": "x"]
    #expect(try run.report().verdict == .incomplete)
    #expect(try run.report().outcome("GATE-rules") == "not-evaluated")
  }

  @Test func `refuse a rule that met nothing in the whole run`() throws {
    var run = GatedRun(failOn: .never)
    run.gate.refusesVacuousRules = true
    #expect(try run.report(GatedRun.sound).verdict == .clean)
    let blind = GatedRun.sound.replacing(
      "<start value=\"2020-04\">", with: "<start>")
    let report = try run.report(blind)
    #expect(report.verdict == .incomplete)
    #expect(report.outcome("GATE-vacuous") == "not-evaluated")
    let mixed = try run.report([("a.txt", blind), ("b.txt", GatedRun.sound)])
    #expect(mixed.verdict == .clean)
    run.adjustments.switchedOff = ["STA-04": "x"]
    #expect(try run.report(blind).verdict == .clean)
  }

  @Test func `do not make a run without submissions clean`() throws {
    var run = GatedRun(failOn: .never)
    run.gate.warningCountMax = 9
    #expect(try run.report([]).verdict == .incomplete)
  }

  @Test func `leave rules alone that say they apply sometimes`() throws {
    let schema = SmallRuleSet.schema.replacing(
      "id=\"STA-04\"", with: "id=\"STA-04\" r:applies=\"sometimes\"")
    let rules = try SmallRuleSet.ruleSet(schema: schema)
    #expect(rules.rules.filter(\.mayMeetNothing).map(\.id) == ["STA-04"])
    let wrong = SmallRuleSet.schema.replacing(
      "id=\"STA-04\"", with: "id=\"STA-04\" r:applies=\"never\"")
    #expect(throws: RuleSetError.self) { try SmallRuleSet.ruleSet(schema: wrong) }
  }
}

@Suite struct `Calendar dates` {
  @Test(arguments: ["2020-02-29", "2000-02-29", "1970-01-01", "9999-12-31"])
  func `are days that there are`(text: String) {
    #expect(CalendarDate(text)?.text == text)
  }

  @Test(arguments: [
    "2021-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-1-1", "20200101", "２０２０-01-01",
    "+020-01-01", "2020-04-31", "",
  ])
  func `are no others`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `come from seconds as well`() {
    #expect(CalendarDate(secondsSinceEpoch: 951_782_400)?.text == "2000-02-29")
    #expect(CalendarDate(secondsSinceEpoch: -1) == nil)
  }
}
