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

  /// Whether it accepts and demands nothing, so that it leaves every report as it is.
  package var isIdle: Bool {
    waivers == nil && baseline == nil && warningCountMax == nil && ruleCountMin == nil
      && !refusesVacuousRules
  }

  /// `report` with its findings waived or known, and with a part for each file and each demand.
  ///
  /// Waivers come before the baseline, so that a waiver is never called unused because the baseline knows the finding.
  package func applied(to report: AuditReport, rules: RuleSet) -> AuditReport {
    var report = report
    report.options.demands = demands.isEmpty ? nil : demands
    var parts: [SubmissionReport] = []
    if let waivers {
      var run = WaiverRun(waivers, date: report.options.date.flatMap(CalendarDate.init))
      for index in report.submissions.indices { run.apply(to: &report.submissions[index]) }
      parts.append(
        run.submission { rule in report.submissions.allSatisfy { $0.isJudged(by: rule) } })
    }
    if let baseline {
      var run = BaselineRun(baseline)
      for index in report.submissions.indices { run.apply(to: &report.submissions[index]) }
      let checked = Set(report.submissions.map(\.source.name))
      parts.append(
        run.submission(isStrict: isBaselineStrict, checked: checked) { name, rule in
          report.submissions.allSatisfy { $0.source.name != name || $0.isJudged(by: rule) }
        })
    }
    for index in report.submissions.indices { report.submissions[index].settleLedger() }
    report.submissions += parts
    let outcome = GateOutcome(
      warningCount: report.submissions.reduce(0) { sum, submission in
        sum + submission.findings.count { $0.status == .open && $0.rank == .warning }
      }, ruleCount: rules.rules.count { $0.switchedOff == nil },
      unmetRules: vacuousRules(in: report, rules))
    if let part = outcome.submission(under: demands) { report.submissions.append(part) }
    return report
  }

  private var demands: GateDemands {
    GateDemands(
      warningCountMax: warningCountMax, ruleCountMin: ruleCountMin,
      refusesVacuousRules: refusesVacuousRules, isBaselineStrict: isBaselineStrict)
  }

  /// The rules of rank error that speak of every plan and met no node in any submission that was read.
  private func vacuousRules(in report: AuditReport, _ rules: RuleSet) -> [String] {
    var met: Set<String> = []
    for submission in report.planSubmissions {
      for entry in submission.ledger where entry.outcome != .noNode { met.insert(entry.rule) }
    }
    return rules.rules.filter { rule in
      rule.kind == .breach && (rule.relevelledFrom ?? rule.severity) == .error
        && !rule.mayMeetNothing && rule.switchedOff == nil && !met.contains(rule.id)
    }.map(\.id)
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
  fileprivate func isJudged(by rule: String) -> Bool {
    if failure != nil || unlistedFindingCount > 0 { return false }
    guard let entry = ledger.first(where: { $0.rule == rule }) else { return false }
    switch entry.outcome {
    case .held, .failed, .noNode, .waived: return true
    case .notEvaluated, .switchedOff: return false
    }
  }

  /// Calls a rule waived whose findings are all waived or in the baseline.
  fileprivate mutating func settleLedger() {
    guard unlistedFindingCount == 0 else { return }
    let open = Set(findings.lazy.filter { $0.status == .open }.map(\.rule))
    for index in ledger.indices where ledger[index].outcome == .failed {
      if !open.contains(ledger[index].rule) { ledger[index].outcome = .waived }
    }
  }
}
