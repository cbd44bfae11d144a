import AuditReports
import Auditing
import PlanAudit
import Testing

@Suite struct `Configuration files` {
  private static func parse(_ text: String) throws(GateFileProblem) -> ConfigurationFile {
    try ConfigurationFile(parsing: Array(text.utf8), name: "planaudit.yml")
  }

  @Test func `say all that the command line says`() throws {
    let file = try Self.parse(
      """
      rules: MyRules
      phase: "#ALL"
      severities: {STA-05: error}
      switched-off:
        TXT-05: 旧様式
      fail-on: warning
      lang: en
      fiscal-year: 2026
      reports: {text: "-", junit: out/j.xml}
      reports-folder: out
      junit-profile: ant
      baseline: b.json
      strict-baseline: true
      waivers: w.yml
      max-warnings: 0
      expect-rules: 80
      fail-on-vacuous: true
      """)
    #expect(file.rules == "MyRules" && file.phase == "#ALL")
    #expect(
      file.adjustments
        == RuleAdjustments(severities: ["STA-05": .error], switchedOff: ["TXT-05": "旧様式"]))
    #expect(file.failOn == .warning && file.language == .english && file.fiscalYear == 2026)
    #expect(file.reports.map(\.format) == [.text, .junit])
    #expect(file.reports.map(\.path) == ["-", "out/j.xml"] && file.reportFolder == "out")
    #expect(file.junitProfile == .ant && file.baseline == "b.json" && file.waivers == "w.yml")
    #expect(file.isBaselineStrict == true && file.refusesVacuousRules == true)
    #expect(file.warningCountMax == 0 && file.ruleCountMin == 80)
    #expect(file.file.name == "planaudit.yml" && file.file.sha256.count == 64)
  }

  @Test(arguments: [
    ("fail_on: error\n", 1, "unknown key 'fail_on'"),
    ("lang: ja\nfail-on: fatal\n", 2, "expected one of error, warning, info, review, never"),
    ("fail-on: [error]\n", 1, "is a list"),
    ("max-warnings: ten\n", 1, "whole number"), ("max-warnings: -1\n", 1, "whole number"),
    ("max-warnings: '1'\n", 1, "whole number"), ("max-warnings: 1.5\n", 1, "whole number"),
    ("expect-rules: 0\n", 1, "from 1"), ("fiscal-year: 20\n", 1, "from 1900"),
    ("strict-baseline: yes\n", 1, "true or false"),
    ("strict-baseline: 'true'\n", 1, "true or false"),
    ("phase: #ALL\n", 1, "has no value"), ("rules:\n", 1, "has no value"),
    ("lang: ja\nlang: en\n", 2, "stands already in line 1"),
    ("severities:\n  STA-05: fatal\n", 2, "expected one of error, warning, info"),
    ("severities: none\n", 1, "expected keys and values"),
    ("switched-off:\n  STA-05:\n", 2, "has no value"),
    ("severities: {A-1: error}\nswitched-off: {A-1: x}\n", 2, "switched off and has a severity"),
    ("reports:\n  word: x\n", 2, "unknown format 'word'"),
    ("reports: {text: '-', json: '-'}\n", 1, "only one report"),
    ("- a\n", 1, "the file is a list"), ("a: &x 1\n", 1, "anchors"),
    ("rules: a\n\tlang: ja\n", 2, ""),
    ("by: month\nreports-folder: x\n", 1, "expected one of municipality"),
    ("lang: ja\nby: municipality\n", 2, "there are none"),
    ("by: municipality\nreports:\n  html: x\n  json: y\n", 4, "html and csv"),
    ("by: municipality\nreports: {csv: '-'}\n", 2, "html and csv"),
  ])
  func `that are wrong are refused with the line`(text: String, line: Int, words: String) {
    let problem = #expect(throws: GateFileProblem.self) { try Self.parse(text) }
    let description = problem?.description ?? ""
    #expect(description.hasPrefix("planaudit.yml:\(line):"), "\(description)")
    #expect(description.contains(words), "\(description)")
  }

  @Test func `divide reports into letters`() throws {
    let file = try Self.parse("by: municipality\nreports: {html: letters, csv: letters}\n")
    #expect(file.division == .municipality && file.reports.map(\.path) == ["letters", "letters"])
    #expect(try Self.parse("by: municipality\nreports-folder: x\n").division == .municipality)
    #expect(try Self.parse("reports-folder: x\n").division == nil)
  }

  @Test func `name rules that there are, and no review as graver than a review`() throws {
    let auditor = try PlanAuditor()
    try Self.parse("severities: {TOT-01: info}\nswitched-off: {TXT-05: x}\n").check(with: auditor)
    let unknown = try Self.parse("lang: ja\nswitched-off:\n  TOT-99: x\n")
    #expect(throws: GateFileProblem.self) { try unknown.check(with: auditor) }
    let review = try Self.parse("severities: {TTL-01-lost: error}\n")
    #expect(throws: GateFileProblem.self) { try review.check(with: auditor) }
  }

  @Test func `that init writes are read and change nothing`() throws {
    let file = try Self.parse(ConfigurationFile.template)
    #expect(file.failOn == .error && file.language == .japanese)
    #expect(file.adjustments == .none && file.reports.isEmpty && file.baseline == nil)
    // Every example in a comment is right as well.
    let lines = ConfigurationFile.template.split(
      separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.compactMap { line -> Substring? in
      guard let match = line.wholeMatch(of: /# ((?: +)?[A-Za-z0-9-]+:(?: .*)?)/) else { return nil }
      return match.1
    }
    let text = examples.joined(separator: "\n")
    let full = try Self.parse(text + "\n")
    #expect(full.ruleCountMin == 80 && full.reports.count == 3, "\(text)")
    #expect(full.adjustments.severities.count == 1 && full.adjustments.switchedOff.count == 1)
    try full.check(with: PlanAuditor())
  }
}

@Suite struct `Waiver files` {
  private static let whole = """
    waivers:
      - rule: TOT-01
        plan: general
        field: cost
        value: "90,500"
        requested-by: 八王子市
        approved-by: 課長
        reason: 訂正の公文あり
        expires: 2027-03-31

    """

  private static func parse(_ text: String) throws(GateFileProblem) -> WaiverList {
    try WaiverFile.parse(Array(text.utf8), name: "w.yml")
  }

  @Test func `hold the evidence`() throws {
    let list = try Self.parse(Self.whole)
    let waiver = try #require(list.waivers.first)
    #expect(list.waivers.count == 1 && waiver.line == 2)
    #expect(waiver.rule == "TOT-01" && waiver.plan == "general" && waiver.field == .cost)
    #expect(waiver.value == "90,500" && waiver.municipality == nil)
    #expect(
      waiver.evidence
        == WaiverEvidence(
          requestedBy: "八王子市", approvedBy: "課長", reason: "訂正の公文あり",
          expiry: .date(try #require(CalendarDate("2027-03-31")))))
    #expect(try Self.parse("waivers: []\n").waivers.isEmpty)
  }

  @Test(arguments: ["rule", "value", "requested-by", "approved-by", "reason", "expires"])
  func `without a part of the evidence are refused with the line`(key: String) {
    let lines = Self.whole.split(separator: "\n")
    let kept = lines.filter { !$0.contains("\(key):") }
    let text = kept.joined(separator: "\n").replacing(
      "    plan", with: key == "rule" ? "  - plan" : "    plan")
    let problem = #expect(throws: GateFileProblem.self) { try Self.parse(text + "\n") }
    #expect(
      problem?.description.hasPrefix("w.yml:2: '\(key)' is missing") == true, "\(problem as Any)")
    let blank = Self.whole.replacing(/(?m)^(  [- ] \S*)/) { match in
      match.1
    }.split(separator: "\n").map { line in
      line.contains("\(key):") ? String(line.prefix { $0 != ":" }) + ":" : String(line)
    }.joined(separator: "\n")
    #expect(throws: GateFileProblem.self) { try Self.parse(blank + "\n") }
  }

  @Test func `with a wrong value are refused with the line`() {
    for (from, to, words) in [
      ("2027-03-31", "2027-02-30", "w.yml:9: 'expires' is '2027-02-30'"),
      ("2027-03-31", "soon", "w.yml:9: 'expires' is 'soon'"),
      ("field: cost", "field: price", "w.yml:4: 'field'"),
      ("plan: general", "paln: general", "w.yml:3: unknown key 'paln'"),
      ("waivers:", "waiver:", "w.yml:1: unknown key"),
    ] {
      let problem = #expect(throws: GateFileProblem.self) {
        try Self.parse(Self.whole.replacing(from, with: to))
      }
      #expect(problem?.description.hasPrefix(words) == true, "\(problem as Any)")
    }
    let twice = Self.whole + Self.whole.split(separator: "\n").dropFirst().joined(separator: "\n")
    let problem = #expect(throws: GateFileProblem.self) { try Self.parse(twice + "\n") }
    #expect(problem?.description.hasPrefix("w.yml:10: ") == true, "\(problem as Any)")
  }

  @Test func `name rules that there are`() throws {
    let auditor = try PlanAuditor()
    try WaiverFile.check(Self.parse(Self.whole), with: auditor)
    let list = try Self.parse(Self.whole.replacing("TOT-01", with: "TOT-99"))
    #expect(throws: GateFileProblem.self) { try WaiverFile.check(list, with: auditor) }
  }
}

@Suite struct `Baseline files` {
  private static let entries = [
    BaselineEntry(
      submission: "a.txt", fingerprint: String(repeating: "0", count: 32), count: 2,
      rule: "TOT-01", plan: "general", municipality: nil, title: nil, field: .cost,
      message: "a\u{0}\"\\\n\u{202E}𠮷: - #", line: nil),
    BaselineEntry(
      submission: "一般 \"b\".xlsx", fingerprint: String(repeating: "f", count: 32), count: 1,
      rule: "NUM-03", plan: nil, municipality: "八王子市", title: "題", field: nil, message: "",
      line: nil),
  ]

  @Test func `are read back as they were written`() throws {
    let bytes = BaselineFile.bytes(of: Self.entries)
    var read = try BaselineFile.parse(bytes, name: "b.json").entries
    #expect(read.map(\.line) == [7, 20])
    for index in read.indices { read[index].line = nil }
    #expect(read == Self.entries)
    #expect(try BaselineFile.parse(BaselineFile.bytes(of: []), name: "b.json").entries == [])
  }

  @Test(arguments: [
    ("\"schemaVersion\": 1", "\"schemaVersion\": 2", 2),
    ("\"count\": 2", "\"count\": 0", 9), ("\"count\": 2,", "", 7),
    ("00000000000000000000000000000000", "0", 8), ("\"rule\"", "\"rull\"", 10),
    ("\"name\"", "\"nam\"", 5), ("\"field\": \"cost\"", "\"field\": 3", 12),
  ])
  func `that are wrong are refused with the line`(from: String, to: String, line: Int) {
    let text = String(decoding: BaselineFile.bytes(of: Self.entries), as: UTF8.self)
    let changed = text.replacing(from, with: to, maxReplacements: 1)
    #expect(text != changed)
    let problem = #expect(throws: GateFileProblem.self) {
      try BaselineFile.parse(Array(changed.utf8), name: "b.json")
    }
    #expect(problem?.description.hasPrefix("b.json:\(line):") == true, "\(problem as Any)")
  }

  @Test func `with one finding twice are refused`() {
    let twice = [Self.entries[0], Self.entries[0]]
    #expect(throws: GateFileProblem.self) {
      try BaselineFile.parse(BaselineFile.bytes(of: twice), name: "b.json")
    }
  }
}
