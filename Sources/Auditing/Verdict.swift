/// A reason why a submission cannot be called checked.
package enum Incompleteness: Equatable, Sendable {
  /// There was no submission at all.
  case nothingToCheck
  /// The input could not be read.
  case unreadable
  /// No plan has an entry, or no rule met a node.
  case nothingChecked
  /// These rules could not be evaluated.
  case rulesNotEvaluated([String])
}

/// What a run comes to.
package enum Verdict: String, CaseIterable, Sendable {
  /// Everything was checked and nothing reaches the `FailOn` rank.
  case clean
  /// Everything was checked and an open finding reaches the `FailOn` rank.
  case findings
  /// Something was not checked; this outweighs every finding.
  case incomplete
}

extension SubmissionReport {
  /// Why the submission cannot be called checked; empty if it can.
  package var incompleteness: [Incompleteness] {
    if failure != nil { return [.unreadable] }
    var reasons: [Incompleteness] = []
    let metNode = ledger.contains { $0.evaluatedCount > 0 }
    if role == .plans, !metNode || plans.allSatisfy({ $0.entryCount == 0 }) {
      reasons.append(.nothingChecked)
    }
    let unevaluated = ledger.compactMap { entry in
      if case .notEvaluated = entry.outcome { entry.rule } else { nil }
    }
    if !unevaluated.isEmpty { reasons.append(.rulesNotEvaluated(unevaluated)) }
    return reasons
  }

  /// What the submission alone comes to.
  package func verdict(failOn: FailOn) -> Verdict {
    if !incompleteness.isEmpty { return .incomplete }
    return findings.contains { fails(by: $0, failOn: failOn) } ? .findings : .clean
  }

  /// Whether `finding`, which is one of its own, makes the run end with findings.
  package func fails(by finding: Finding, failOn: FailOn) -> Bool {
    finding.status == .open && role.fails(by: finding.rank, failOn: failOn)
  }
}

extension SubmissionRole {
  /// Whether an open finding of `rank` makes the run end with findings.
  ///
  /// What a gate demands and a run does not meet fails it whatever `failOn` is.
  package func fails(by rank: Rank, failOn: FailOn) -> Bool {
    failOn.isReached(by: rank) || self == .gate && rank == .error
  }
}

extension AuditReport {
  /// The submissions of plans, without the parts about the gate.
  package var planSubmissions: [SubmissionReport] { submissions.filter { $0.role == .plans } }

  /// What the whole run comes to: the worst of its submissions; without any it is incomplete.
  package var verdict: Verdict {
    let verdicts = submissions.map { $0.verdict(failOn: options.failOn) }
    if planSubmissions.isEmpty || verdicts.contains(.incomplete) { return .incomplete }
    return verdicts.contains(.findings) ? .findings : .clean
  }
}
