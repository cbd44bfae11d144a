/// What a configuration changes in a rule set: severities, and rules that are switched off.
package struct RuleAdjustments: Equatable, Sendable {
  /// The severity to use, by rule id.
  package var severities: [String: Severity]
  /// Why a rule is switched off, by rule id.
  package var switchedOff: [String: String]

  package init(severities: [String: Severity], switchedOff: [String: String]) {
    self.severities = severities
    self.switchedOff = switchedOff
  }

  /// No change.
  package static let none = RuleAdjustments(severities: [:], switchedOff: [:])
}

extension RuleSet {
  /// The rule set with `adjustments`; a rule that it does not have, such as one outside the phase, stays unmentioned.
  package func adjusted(by adjustments: RuleAdjustments) -> RuleSet {
    mapRules { rule in
      if let severity = adjustments.severities[rule.id], severity != rule.severity {
        rule.relevelledFrom = rule.severity
        rule.severity = severity
      }
      rule.switchedOff = adjustments.switchedOff[rule.id]
    }
  }
}
