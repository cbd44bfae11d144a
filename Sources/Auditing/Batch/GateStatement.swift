/// What a part of the gate says of a run: a finding of its own, or why a demand leaves the run incomplete.
package struct GateStatement: Equatable, Sendable {
  package var rule: String
  /// Absent where the rule could not be evaluated.
  package var rank: Rank?
  /// The line in the file of the gate.
  package var line: Int?
  package var message: Message

  package init(rule: String, rank: Rank?, line: Int?, message: Message) {
    self.rule = rule
    self.rank = rank
    self.line = line
    self.message = message
  }
}

extension SubmissionReport {
  /// What it says where it is a part of the gate: its findings, then the rules that were not evaluated.
  var statements: [GateStatement] {
    guard role == .gate else { return [] }
    return findings.map { finding in
      GateStatement(
        rule: finding.rule, rank: finding.rank, line: finding.location.line,
        message: finding.message)
    }
      + ledger.compactMap { entry in
        guard case .notEvaluated(let reason) = entry.outcome else { return nil }
        return GateStatement(rule: entry.rule, rank: nil, line: nil, message: reason)
      }
  }
}
