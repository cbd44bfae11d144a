/// A file that decided what came of the findings of a run.
package struct UsedFile: Equatable, Sendable {
  package enum Role: String, CaseIterable, Sendable {
    case configuration, baseline, waivers
  }

  package var role: Role
  /// The path as it was given, never an absolute one.
  package var name: String
  /// The digest of the bytes, as 64 hexadecimal digits.
  package var sha256: String

  package init(role: Role, name: String, sha256: String) {
    self.role = role
    self.name = name
    self.sha256 = sha256
  }
}

/// What a run accepts and what it demands beside the rules.
package struct Gate: Sendable {
  package var waivers: WaiverList?
  package var baseline: Baseline?
  /// Whether an entry of the baseline that is gone fails the run.
  package var isBaselineStrict: Bool
  /// The most open warnings.
  package var warningCountMax: Int?
  /// The fewest rules that the run must have, those switched off not counted.
  package var ruleCountMin: Int?
  /// Whether the run is incomplete where a rule that speaks of every plan met no node.
  package var refusesVacuousRules: Bool

  package init(
    waivers: WaiverList?, baseline: Baseline?, isBaselineStrict: Bool, warningCountMax: Int?,
    ruleCountMin: Int?, refusesVacuousRules: Bool
  ) {
    self.waivers = waivers
    self.baseline = baseline
    self.isBaselineStrict = isBaselineStrict
    self.warningCountMax = warningCountMax
    self.ruleCountMin = ruleCountMin
    self.refusesVacuousRules = refusesVacuousRules
  }

  /// `report` with its findings waived or known, and with a part for each file and each demand.
  package func applied(to report: consuming AuditReport, rules: RuleSet) -> AuditReport {
    var run = GateRun(self, options: report.options)
    for index in report.submissions.indices { run.apply(to: &report.submissions[index]) }
    report.submissions += run.parts(rules: rules)
    return report
  }

  /// What it demands; a report under it says so in its options.
  package var demands: GateDemands {
    GateDemands(
      warningCountMax: warningCountMax, ruleCountMin: ruleCountMin,
      refusesVacuousRules: refusesVacuousRules, isBaselineStrict: isBaselineStrict)
  }
}

extension SubmissionReport {
  /// The part of a report that says what a file of the gate, or the gate itself, comes to.
  init(gate file: UsedFile, findings: [Finding], ledger: [LedgerEntry]) {
    let isFile = !file.sha256.isEmpty
    self.init(
      source: SourceSummary(
        name: file.name, format: isFile ? file.role.rawValue : "gate",
        sha256: isFile ? file.sha256 : nil, encoding: nil),
      plans: [], findings: findings, unlistedFindingCount: 0, ledger: ledger, issues: [],
      notes: [], failure: nil, validation: nil)
    role = .gate
  }

  /// Whether every finding of `rule` was looked for here and is listed.
  func isJudged(by rule: String) -> Bool {
    if failure != nil || unlistedFindingCount > 0 { return false }
    guard let entry = ledger.first(where: { $0.rule == rule }) else { return false }
    switch entry.outcome {
    case .held, .failed, .noNode, .waived: return true
    case .notEvaluated, .switchedOff: return false
    }
  }
}
