internal import Schematron
internal import XMLTree

/// Makes the ledger of one submission: what came of every rule of the active patterns.
enum Ledger {
  static func entries(
    for result: ValidationResult, rules: RuleSet, plans: [XMLNode]
  ) -> [LedgerEntry] {
    let failures = failureReasons(in: result, rules)
    let lacks = RuleNeed.allCases.reduce(into: [RuleNeed: Message]()) { lacks, need in
      lacks[need] = lack(of: need, in: plans)
    }
    var tallies = [Tally](repeating: Tally(), count: rules.rules.count)
    for (tally, index) in zip(result.assertionTallies, rules.ruleIndexes) {
      tallies[index].add(tally)
    }
    return rules.rules.indices.map { index in
      let rule = rules.rules[index]
      if let reason = rule.switchedOff {
        return LedgerEntry(
          rule, evaluatedCount: 0, failedCount: 0,
          outcome: .switchedOff(reason: Message(ja: reason, en: nil)))
      }
      let lack = RuleNeed.allCases.lazy.filter(rule.needs.contains).compactMap { lacks[$0] }.first
      let reason = lack ?? failures[index] ?? tallies[index].reason
      return LedgerEntry(
        rule, evaluatedCount: tallies[index].evaluatedCount,
        failedCount: tallies[index].firedCount,
        outcome: reason.map { .notEvaluated(reason: $0) } ?? tallies[index].outcome)
    }
  }

  /// The tallies of a rule's assertions together.
  private struct Tally {
    var evaluatedCount = 0
    var firedCount = 0
    var notEvaluatedCount = 0

    mutating func add(_ tally: AssertionTally) {
      evaluatedCount += tally.evaluatedCount
      firedCount += tally.firedCount
      notEvaluatedCount += tally.notEvaluatedCount
    }

    var outcome: RuleOutcome {
      if firedCount > 0 { return .failed }
      return evaluatedCount == 0 ? .noNode : .held
    }

    var reason: Message? {
      if notEvaluatedCount == 0 { return nil }
      return Message(
        ja: "\(notEvaluatedCount)か所で評価できませんでした。",
        en: "It could not be evaluated at \(notEvaluatedCount) nodes.")
    }
  }

  /// Why `plans` do not have what `need` names; `nil` where they have it.
  private static func lack(of need: RuleNeed, in plans: [XMLNode]) -> Message? {
    switch need {
    case .fiscalYear:
      let isLacking = plans.contains { plan in
        plan.attribute("fiscalYear") == nil && plan.planChild("entry") != nil
      }
      return isLacking
        ? Message(
          ja: "計画書の年度が分かりません（--fiscal-year で指定できます）。",
          en: "The plan's fiscal year is not known (--fiscal-year gives it).") : nil
    }
  }

  /// The first failure that concerns a rule, by its place in `rules`.
  private static func failureReasons(
    in result: ValidationResult, _ rules: RuleSet
  ) -> [Int: Message] {
    var reasons: [Int: Message] = [:]
    func note(_ failure: EvaluationFailure, _ concerns: (Assertion) -> Bool) {
      let text = "\(failure)"
      for assertion in result.schema.assertions where concerns(assertion) {
        let index = rules.ruleIndexes[assertion.index]
        if reasons[index] == nil { reasons[index] = Message(ja: text, en: text) }
      }
    }
    for pattern in result.patterns {
      for failure in pattern.failures {
        switch failure.subject {
        case .test(let assertion), .message(let assertion):
          note(failure) { $0.index == assertion.index }
        case .context(let rule):
          note(failure) { $0.rule.index == rule.index }
        case .documents(let owner):
          note(failure) { $0.rule.pattern.index == owner.index }
        case .variable, .start, .phase:
          note(failure) { $0.rule.pattern.index == pattern.pattern.index }
        }
      }
    }
    return reasons
  }
}

extension LedgerEntry {
  /// What came of `rule`.
  fileprivate init(
    _ rule: RuleDescription, evaluatedCount: Int, failedCount: Int, outcome: RuleOutcome
  ) {
    self.init(
      rule: rule.id, severity: rule.severity, kind: rule.kind, title: rule.title, see: rule.see,
      seeName: rule.seeName, evaluatedCount: evaluatedCount, failedCount: failedCount,
      outcome: outcome)
    ruleSentence = rule.sentence
    relevelledFrom = rule.relevelledFrom
  }
}
