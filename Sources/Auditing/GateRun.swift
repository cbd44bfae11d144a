/// A gate that meets the submissions of a run one by one, and keeps of them only what its files, the rules and its
/// demands speak of.
///
/// The order of the submissions does not matter, but for those of one name where `ordersSubmissions(named:)` says so.
package struct GateRun: Sendable {
  private let gate: Gate
  private var waivers: WaiverRun?
  private var baseline: BaselineRun?
  /// The open findings of rank warning so far.
  private var warningCount = 0
  /// The rules that met a node in some submission, or were to and could not.
  private var metRules: Set<String> = []

  /// A run under `options`, whose date is the day on which waivers are held against it.
  package init(_ gate: Gate, options: AuditOptions) {
    self.gate = gate
    waivers = gate.waivers.map {
      WaiverRun($0, date: options.date.flatMap(CalendarDate.init))
    }
    baseline = gate.baseline.map(BaselineRun.init)
  }

  /// Whether submissions of this name share what the baseline has, so that it depends on their order which of their
  /// findings are known.
  package func ordersSubmissions(named name: String) -> Bool { baseline?.speaks(of: name) ?? false }

  /// Marks the findings of `submission` that are waived or known.
  ///
  /// Waivers come before the baseline, so that a waiver is never called unused because the baseline knows the finding.
  package mutating func apply(to submission: inout SubmissionReport) {
    waivers?.apply(to: &submission)
    baseline?.apply(to: &submission)
    submission.settleLedger()
    warningCount += submission.openWarningCount
    for entry in submission.ledger where entry.outcome != .noNode { metRules.insert(entry.rule) }
  }

  /// What the gate comes to over all submissions that it met: a part for each file, and one for its demands.
  package func parts(rules: RuleSet) -> [SubmissionReport] {
    let files = [
      waivers?.submission(), baseline?.submission(isStrict: gate.isBaselineStrict),
    ].compactMap { $0 }
    let outcome = GateOutcome(
      warningCount: files.reduce(warningCount) { $0 + $1.openWarningCount },
      ruleCount: rules.rules.count { $0.switchedOff == nil }, unmetRules: unmetRules(of: rules))
    return files + [outcome.submission(under: gate.demands)].compactMap { $0 }
  }

  /// The rules of rank error that speak of every plan and met no node in any submission that was read.
  private func unmetRules(of rules: RuleSet) -> [String] {
    rules.rules.filter { rule in
      rule.kind == .breach && (rule.relevelledFrom ?? rule.severity) == .error
        && !rule.mayMeetNothing && rule.switchedOff == nil && !metRules.contains(rule.id)
    }.map(\.id)
  }
}

extension SubmissionReport {
  fileprivate var openWarningCount: Int {
    findings.count { $0.status == .open && $0.rank == .warning }
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
