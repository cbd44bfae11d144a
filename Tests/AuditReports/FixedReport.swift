import Auditing

/// One rich report that every format is tested on.
enum FixedReport {
  /// Control characters, the end of a CDATA section, quotes, markup, a bidirectional override, characters beyond the
  /// basic plane, line separators and a noncharacter.
  static let hostileText =
    "a\u{0}b\u{7}]]>\"'<&>\\\t\r\nx\u{1B}[31m\u{202E}逆\u{2028}\u{2066}𠮷\u{FFFE}\u{7F}\u{85}終"

  /// Three submissions (findings, unreadable, clean but with a rule that could not be evaluated) and a skipped file.
  static let report = AuditReport(
    tool: ToolIdentity(name: "planaudit", version: "1.2.3"),
    rules: RuleSetIdentity(
      origin: .folder(name: "Rules"), sha256: digest("ab"), phase: "#ALL"),
    options: AuditOptions(failOn: .warning, date: "2026-04-01", fiscalYear: 2020),
    submissions: [faulty, unreadable, unevaluated],
    skipped: [
      SkippedFile(
        name: "folder/写真.png", reason: Message(ja: "計画書の形式ではありません。", en: "Of no known form."))
    ])

  /// The same rules on one submission that is in order.
  static let cleanReport = AuditReport(
    tool: report.tool,
    rules: RuleSetIdentity(origin: .builtIn, sha256: digest("cd"), phase: "quick"),
    options: AuditOptions(failOn: .error, date: nil, fiscalYear: nil),
    submissions: [
      SubmissionReport(
        source: SourceSummary(
          name: "clean.csv", format: "csv", sha256: digest("03"), encoding: "CP932"),
        plans: [plan("general", entryCount: 2)], findings: [], unlistedFindingCount: 0,
        ledger: [entry("TOT-01", 1, 0, .held), entry("URL-02", 0, 0, .noNode)], issues: [],
        notes: [], failure: nil, validation: nil)
    ], skipped: [])

  static func digest(_ pair: String) -> String { String(repeating: pair, count: 32) }

  static func fingerprint(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return digits + String(repeating: "0", count: 32 - digits.count)
  }

  static func plan(_ id: String, entryCount: Int) -> PlanSummary {
    var plan = PlanSummary(
      id: id, kind: id, fiscalYear: 2020, entryCount: entryCount, unitYen: 1000,
      reconciliation: [
        Reconciliation(field: .cost, stated: 480_856, computed: 480_855, explanation: nil),
        Reconciliation(field: .target, stated: 1_174, computed: 1_174, explanation: nil),
        Reconciliation(
          field: .reference, stated: nil, computed: -12_345,
          explanation: Message(ja: "合計欄の値が読み取れません。", en: "The stated total is lost.")),
      ])
    explain(&plan)
    return plan
  }

  /// Adds what explains the cost, subtotals and notes, hostile words among them.
  private static func explain(_ plan: inout PlanSummary) {
    let entry = ContributingEntry(
      position: 2, number: "2\u{202E}", municipality: "千代田区", amount: 1,
      location: Location(line: 31))
    plan.reconciliation[0].contributingCount = 1
    plan.reconciliation[0].contributions = [entry]
    plan.reconciliation[0].explanation = Message(
      ja: "差1を説明できる候補が2通りあります。", en: "There are 2 candidates for the difference of 1.")
    plan.reconciliation[0].causes = [
      DiscrepancyCause(
        kind: .factorInTotal, entry: nil, printed: 480_856, intended: 480_855, factor: -1_000,
        otherPlan: nil, message: Message(ja: "千分の一である", en: "it is one part in 1,000"),
        isFarFetched: false),
      DiscrepancyCause(
        kind: .countedTwice, entry: entry, printed: 1, intended: nil, factor: nil, otherPlan: nil,
        message: Message(ja: "二度数えられている", en: "it was counted twice"), isFarFetched: false),
    ]
    plan.subtotals = [
      Subtotal(
        grouping: .municipality, code: "131016", name: "千代田区", entryCount: 2, cost: 7,
        target: nil, reference: -1),
      Subtotal(
        grouping: .category, code: nil, name: hostileText, entryCount: 1, cost: 1, target: 2,
        reference: 0),
    ]
    plan.notes = [
      NoteCoverage(
        number: 3, text: "目標は、人数を記載すること。", location: Location(line: 433), source: "note:3",
        sourceName: Message(ja: "注３", en: "note 3"), rules: ["TOT-01", "NUM-03", "STA-04"],
        problems: []),
      NoteCoverage(
        number: 9, text: hostileText, location: Location(line: 434), source: nil, sourceName: nil,
        rules: [], problems: [.uncovered]),
      NoteCoverage(
        number: 5, text: nil, location: Location(), source: "note:5",
        sourceName: Message(ja: "注５", en: "note 5"), rules: ["STA-07"], problems: [.notPrinted]),
    ]
  }

  static func entry(
    _ rule: String, _ evaluated: Int, _ failed: Int, _ outcome: RuleOutcome,
    severity: Severity = .error, kind: FindingOutcome = .breach
  ) -> LedgerEntry {
    LedgerEntry(
      rule: rule, severity: severity, kind: kind, title: "規則 \(rule)", see: "note:3",
      seeName: Message(ja: "注３", en: "note 3"),
      evaluatedCount: evaluated, failedCount: failed, outcome: outcome)
  }

  private static let unreadable = SubmissionReport(
    unreadable: SourceSummary(
      name: "broken \"file\".xml", format: nil, sha256: digest("02"), encoding: nil),
    ReadFailure(
      code: "too-deep",
      message: Message(
        ja: "XMLの入れ子が上限を超えています（上限256、実際257）。",
        en: "The XML is nested too deeply (limit 256, found 257)."),
      limit: 256, value: 257))

  private static let unevaluated = SubmissionReport(
    source: SourceSummary(
      name: "sub/一般.xlsx", format: "xlsx", sha256: digest("04"), encoding: nil),
    plans: [plan("model", entryCount: 3)],
    findings: [
      finding(
        "TOT-01", .error, .breach, plan: "model", entry: nil, field: .cost, found: "300",
        expected: "299", location: Location(sheet: "一般事業", cell: "F35"), number: 40)
    ],
    unlistedFindingCount: 7,
    ledger: [
      entry("TOT-01", 1, 1, .failed),
      entry(
        "STA-04", 0, 0,
        .notEvaluated(
          reason: Message(ja: "会計年度が分かりません。", en: "The fiscal year is not known."))),
    ], issues: [],
    notes: [
      AuditNote(
        code: "finding-limit",
        message: Message(ja: "指摘の上限に達しました。", en: "The limit of findings was reached."))
    ], failure: nil, validation: nil)

  private static let faulty = SubmissionReport(
    source: SourceSummary(
      name: "plan-2020.txt", format: "text", sha256: digest("01"), encoding: "UTF-8"),
    plans: [plan("general", entryCount: 31), plan("model", entryCount: 3)],
    findings: faultyFindings, unlistedFindingCount: 0,
    ledger: [
      entry("TOT-01", 2, 1, .failed), entry("NUM-03", 34, 1, .failed),
      entry("STA-07", 34, 8, .failed, severity: .info),
      entry("URL-05", 10, 1, .failed, severity: .warning, kind: .review),
      entry("TXT-01", 400, 3, .failed, severity: .warning),
      entry("CST-01", 34, 1, .waived, severity: .warning), entry("DSC-01", 34, 0, .held),
      entry("SRC-03", 3, 2, .failed, severity: .warning, kind: .review),
      entry("THM-01", 0, 0, .noNode, severity: .info),
    ],
    issues: [
      ReportedIssue(
        code: "short-row",
        message: Message(
          ja: "The row has 11 cells where the heading has 12.",
          en: "The row has 11 cells where the heading has 12."),
        location: Location(line: 99))
    ], notes: [], failure: nil, validation: nil)

  private static var faultyFindings: [Finding] {
    var findings = [
      finding(
        "NUM-03", .error, .breach, plan: "general", entry: 6, field: .number, found: "5",
        expected: "6", location: Location(line: 120), number: 1,
        related: [
          RelatedPlace(
            plan: "general", position: 5, number: "5", municipality: "台東区",
            location: Location(line: 101)),
          RelatedPlace(
            plan: "model", position: 2, number: nil, municipality: nil, location: Location()),
        ]),
      finding(
        "URL-05", .warning, .review, plan: "general", entry: 6, field: .url,
        found:
          "http://www.example-with-a-very-long-host-name.example.jp/and/a/long/path/index.html",
        expected: nil, location: Location(line: 125, endLine: 127, page: 2), number: 2),
      finding(
        "TXT-01", .warning, .breach, plan: "general", entry: 12, field: .description,
        found: hostileText, expected: "\u{1B}]0;x\u{7}", location: Location(line: 200), number: 3,
        message: Message(
          ja: "通常の文書で使わない文字があります：「\(hostileText)」",
          en: "There are unusual characters: \(hostileText)")),
      finding(
        "TXT-01", .warning, .breach, plan: "general", entry: 12, field: .description,
        found: "（", expected: nil, location: Location(line: 201), number: 4),
      finding(
        "TXT-01", .warning, .breach, plan: "general", entry: 12, field: .description,
        found: "）", expected: nil, location: Location(line: 202), number: 5),
      finding(
        "CST-01", .warning, .breach, plan: "general", entry: 3, field: .cost, found: "0",
        expected: nil, location: Location(line: 61), number: 6, status: .waived),
      finding(
        "TOT-01", .error, .breach, plan: "general", entry: nil, field: .cost, found: "480,856",
        expected: "480,855", location: Location(line: 431), number: 7),
      finding(
        "SRC-03", .warning, .review, plan: nil, entry: nil, field: nil, found: "市民部",
        expected: nil, location: Location(line: 453), number: 8),
      finding(
        "SRC-03", .warning, .review, plan: nil, entry: nil, field: nil, found: "市民部",
        expected: nil, location: Location(line: 454), number: 9, status: .baselined),
    ]
    for position in 21...28 {
      findings.append(
        finding(
          "STA-07", .info, .breach, plan: "general", entry: position, field: .start,
          found: "令和２年11月", expected: "令和２年１１月", location: Location(line: position * 10),
          number: position))
    }
    return findings
  }

  private static func finding(
    _ rule: String, _ severity: Severity, _ outcome: FindingOutcome, plan: String?, entry: Int?,
    field: FieldName?, found: String?, expected: String?, location: Location, number: Int,
    related: [RelatedPlace] = [], message: Message? = nil, status: FindingStatus = .open
  ) -> Finding {
    Finding(
      rule: rule, severity: severity, outcome: outcome, plan: plan, position: entry,
      number: entry.map { "\($0)" }, municipality: entry.map { _ in "八王子市" },
      title: entry.map { "事業その\($0)" }, field: field, found: found, expected: expected,
      message: message
        ?? Message(
          ja: "\(rule)：ここに「\(found ?? "")」と書かれていますが、この欄は別の書き方をするところです。",
          en: "\(rule): this says '\(found ?? "")', which is not how it is to be written."),
      location: location, related: related, basis: outcome == .review ? "merged-cell" : nil,
      fingerprint: fingerprint(number), status: status)
  }
}
