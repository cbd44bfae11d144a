import Auditing
import Testing

@Suite struct Verdicts {
  private static func finding(
    _ severity: Severity, _ outcome: FindingOutcome, _ status: FindingStatus = .open
  ) -> Finding {
    Finding(
      rule: "X-01", severity: severity, outcome: outcome, plan: nil, position: nil, number: nil,
      municipality: nil, title: nil, field: nil, found: nil, expected: nil,
      message: Message(ja: "", en: nil), location: Location(), related: [], basis: nil,
      fingerprint: "", status: status)
  }

  private static func submission(
    findings: [Finding] = [], outcome: RuleOutcome = .held, evaluated: Int = 1, entries: Int = 1
  ) -> SubmissionReport {
    SubmissionReport(
      source: SourceSummary(name: "a", format: nil, sha256: nil, encoding: nil),
      plans: [
        PlanSummary(
          id: "general", kind: "general", fiscalYear: nil, entryCount: entries, unitYen: nil,
          reconciliation: [])
      ],
      findings: findings, unlistedFindingCount: 0,
      ledger: [
        LedgerEntry(
          rule: "X-01", severity: .error, kind: .breach, title: nil, see: nil, seeName: nil,
          evaluatedCount: evaluated, failedCount: findings.count, outcome: outcome)
      ], issues: [], notes: [], failure: nil, validation: nil)
  }

  private static func report(_ submissions: [SubmissionReport], _ failOn: FailOn) -> AuditReport {
    AuditReport(
      tool: ToolIdentity(name: "planaudit", version: "0"),
      rules: RuleSetIdentity(origin: .builtIn, sha256: "", phase: "#ALL"),
      options: AuditOptions(failOn: failOn, date: nil, fiscalYear: nil), submissions: submissions,
      skipped: [])
  }

  @Test(arguments: [
    (Severity.error, FindingOutcome.breach, [FailOn.error, .warning, .info, .review]),
    (.warning, .breach, [.warning, .info, .review]), (.info, .breach, [.info, .review]),
    (.error, .review, [.review]), (.info, .review, [.review]),
  ])
  func `a finding counts from its own rank downwards`(
    severity: Severity, outcome: FindingOutcome, failing: [FailOn]
  ) {
    let submission = Self.submission(findings: [Self.finding(severity, outcome)])
    for failOn in FailOn.allCases {
      let expected: Verdict = failing.contains(failOn) ? .findings : .clean
      #expect(Self.report([submission], failOn).verdict == expected)
    }
  }

  @Test(arguments: [FindingStatus.waived, .baselined])
  func `a waived or known finding does not count`(status: FindingStatus) {
    let submission = Self.submission(findings: [Self.finding(.error, .breach, status)])
    #expect(Self.report([submission], .review).verdict == .clean)
  }

  @Test func `one rule that was not evaluated outweighs everything`() {
    let reason = RuleOutcome.notEvaluated(reason: Message(ja: "", en: nil))
    let submission = Self.submission(
      findings: [Self.finding(.error, .breach)], outcome: reason)
    #expect(Self.report([Self.submission(), submission], .error).verdict == .incomplete)
    #expect(submission.incompleteness == [.rulesNotEvaluated(["X-01"])])
  }

  @Test func `a run that checked nothing is never clean`() {
    #expect(Self.report([], .never).verdict == .incomplete)
    let unmet = Self.submission(outcome: .noNode, evaluated: 0)
    #expect(Self.report([unmet], .never).verdict == .incomplete)
    let empty = Self.submission(entries: 0)
    #expect(Self.report([Self.submission(), empty], .never).verdict == .incomplete)
  }

  @Test func `one unreadable file makes the run incomplete`() {
    let unreadable = SubmissionReport(
      unreadable: SourceSummary(name: "b", format: nil, sha256: nil, encoding: nil),
      ReadFailure(code: "empty", message: Message(ja: "", en: nil), limit: nil, value: nil))
    #expect(unreadable.incompleteness == [.unreadable])
    #expect(Self.report([Self.submission(), unreadable], .never).verdict == .incomplete)
  }
}
