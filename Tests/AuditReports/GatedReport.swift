import Auditing

/// The fixed report after a gate: a waiver with its evidence, a known finding, a rule switched off, a severity changed,
/// and the parts that waivers, baseline and demands come to.
enum GatedReport {
  static let report: AuditReport = {
    var report = FixedReport.report
    report.options.files = [
      UsedFile(
        role: .configuration, name: "planaudit.yml", sha256: FixedReport.digest("0a")),
      UsedFile(role: .baseline, name: "b \"1\".json", sha256: FixedReport.digest("0b")),
      UsedFile(role: .waivers, name: "w.yml", sha256: FixedReport.digest("0c")),
    ]
    for index in report.submissions[0].findings.indices
    where report.submissions[0].findings[index].status == .waived {
      report.submissions[0].findings[index].waiver = WaiverEvidence(
        requestedBy: "八王子市", approvedBy: "課長 <甲> & 乙",
        reason: "訂正の公文あり\n（第12号）", expiry: .never)
    }
    var off = FixedReport.entry(
      "TXT-05", 0, 0, .switchedOff(reason: Message(ja: "旧様式のため", en: nil)))
    off.sentence = Message(ja: "〔…〕に余分な空白があります。", en: "There are blanks in […].")
    report.submissions[0].ledger.append(off)
    report.submissions[0].ledger[2].relevelledFrom = .warning
    report.submissions += [waivers, baseline, demands]
    return report
  }()

  private static let waivers = part(
    SourceSummary(
      name: "w.yml", format: "waivers", sha256: FixedReport.digest("0c"), encoding: nil),
    [finding("WVR-expired", .warning, line: 12, number: 90, municipality: "八王子市")],
    [
      FixedReport.entry("WVR-unused", 2, 0, .held, severity: .warning),
      FixedReport.entry("WVR-expired", 2, 1, .failed, severity: .warning),
    ])

  private static let baseline = part(
    SourceSummary(
      name: "b \"1\".json", format: "baseline", sha256: FixedReport.digest("0b"), encoding: nil),
    [finding("BSL-gone", .error, line: 7, number: 91, municipality: nil)],
    [FixedReport.entry("BSL-gone", 9, 1, .failed)])

  private static let demands = part(
    SourceSummary(name: "planaudit", format: "gate", sha256: nil, encoding: nil),
    [finding("GATE-warnings", .error, line: nil, number: 92, municipality: nil)],
    [
      FixedReport.entry("GATE-warnings", 1, 1, .failed),
      FixedReport.entry(
        "GATE-rules", 1, 0,
        .notEvaluated(reason: Message(ja: "規則が足りません。", en: "There are too few rules."))),
    ])

  private static func part(
    _ source: SourceSummary, _ findings: [Finding], _ ledger: [LedgerEntry]
  ) -> SubmissionReport {
    var part = SubmissionReport(
      source: source, plans: [], findings: findings, unlistedFindingCount: 0, ledger: ledger,
      issues: [], notes: [], failure: nil, validation: nil)
    part.role = .gate
    return part
  }

  private static func finding(
    _ rule: String, _ severity: Severity, line: Int?, number: Int, municipality: String?
  ) -> Finding {
    Finding(
      rule: rule, severity: severity, outcome: .breach, plan: nil, position: nil, number: nil,
      municipality: municipality, title: nil, field: nil, found: nil, expected: nil,
      message: Message(ja: "\(rule)の指摘です。", en: "A finding of \(rule)."),
      location: Location(line: line), related: [], basis: nil,
      fingerprint: FixedReport.fingerprint(number), status: .open)
  }
}
