/// What a run comes to in the matters that a gate makes demands on.
package struct GateOutcome: Equatable, Sendable {
  /// The rule that says whether there are enough rules.
  package static let ruleCountRule = "GATE-rules"

  /// The open findings of rank warning.
  package var warningCount: Int
  /// The rules of the run, those switched off not counted.
  package var ruleCount: Int
  /// The rules that met no node in any submission, although they have to.
  package var unmetRules: [String]

  package init(warningCount: Int, ruleCount: Int, unmetRules: [String]) {
    self.warningCount = warningCount
    self.ruleCount = ruleCount
    self.unmetRules = unmetRules
  }

  /// The part of a report that says so; `nil` where the demands have none.
  package func submission(under demands: GateDemands) -> SubmissionReport? {
    var ledger: [LedgerEntry] = []
    var findings: [Finding] = []
    if let limit = demands.warningCountMax {
      let isOver = warningCount > limit
      ledger.append(entry("GATE-warnings", "注意の件数は上限まで", isOver ? .failed : .held))
      if isOver { findings.append(tooManyWarnings(limit: limit)) }
    }
    if let least = demands.ruleCountMin {
      let reason = Message(
        ja: "規則が\(ruleCount)個しかありません（--expect-rules は\(least)）。",
        en: "There are only \(ruleCount) rules, expected at least \(least) (--expect-rules).")
      ledger.append(
        entry(
          Self.ruleCountRule, "規則は必要な数だけある",
          ruleCount < least ? .notEvaluated(reason: reason) : .held))
    }
    if demands.refusesVacuousRules {
      let reason = Message(
        ja: "どの計画書にも該当箇所がなかった規則があります：\(unmetRules.joined(separator: "、"))",
        en: "These rules met nothing to check in the whole run: "
          + unmetRules.joined(separator: ", "))
      ledger.append(
        entry(
          "GATE-vacuous", "どの規則にも該当箇所がある",
          unmetRules.isEmpty ? .held : .notEvaluated(reason: reason)))
    }
    if ledger.isEmpty { return nil }
    var part = SubmissionReport(
      gate: UsedFile(role: .configuration, name: "planaudit", sha256: ""), findings: findings,
      ledger: ledger)
    if demands.refusesVacuousRules { part.gateTrace = .unmetRules(unmetRules) }
    return part
  }

  private func tooManyWarnings(limit: Int) -> Finding {
    var fingerprints = Fingerprints()
    return Finding(
      rule: "GATE-warnings", severity: .error, outcome: .breach, plan: nil, position: nil,
      number: nil, municipality: nil, title: nil, field: nil, found: String(warningCount),
      expected: String(limit),
      message: Message(
        ja: "注意が\(warningCount)件あり、上限（--max-warnings）の\(limit)件を超えています。",
        en: "There are \(warningCount) open warnings, more than the limit of \(limit) "
          + "(--max-warnings)."),
      location: Location(), related: [], basis: nil,
      fingerprint: fingerprints.next(["GATE-warnings"]), status: .open)
  }

  private func entry(_ rule: String, _ title: String, _ outcome: RuleOutcome) -> LedgerEntry {
    LedgerEntry(
      rule: rule, severity: .error, kind: .breach, title: title, see: nil, seeName: nil,
      evaluatedCount: 1, failedCount: outcome == .failed ? 1 : 0, outcome: outcome)
  }
}
