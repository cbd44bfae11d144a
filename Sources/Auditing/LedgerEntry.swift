/// What came of one rule for one submission.
package enum RuleOutcome: Equatable, Sendable {
  /// It was evaluated and found nothing.
  case held
  /// It found something that is neither waived nor in the baseline.
  case failed
  /// It met no node that it speaks of.
  case noNode
  /// It raised an error, or the run lacks what it needs.
  case notEvaluated(reason: Message)
  /// All that it found is waived or in the baseline.
  case waived
  /// The configuration switched it off, for this reason; it was not looked at.
  case switchedOff(reason: Message)

  /// The word for it in reports.
  package var name: String {
    switch self {
    case .held: "held"
    case .failed: "failed"
    case .noNode: "no-node"
    case .notEvaluated: "not-evaluated"
    case .waived: "waived"
    case .switchedOff: "switched-off"
    }
  }
}

/// One line of the ledger: a rule, what it is about, and what came of it.
package struct LedgerEntry: Equatable, Sendable {
  /// The assertion's id.
  package var rule: String
  package var severity: Severity
  /// The kind of finding that the rule makes.
  package var kind: FindingOutcome
  /// What the rule is about, in one line.
  package var title: String?
  /// The note or clause that the rule rests on, as the rule set's token.
  package var see: String?
  /// The name of `see` for people.
  package var seeName: Message?
  /// The number of nodes at which it was evaluated.
  package var evaluatedCount: Int
  /// The number of nodes at which it made a finding.
  package var failedCount: Int
  package var outcome: RuleOutcome
  /// What the rule says where it is broken, with words in brackets where values will stand.
  package var sentence: Message? {
    get { ruleSentence?.message }
    set { ruleSentence = newValue.map(RuleSentence.init) }
  }
  /// ``sentence``, before it is put together.
  var ruleSentence: RuleSentence?
  /// The severity that the rule set gives, where the configuration gives another.
  package var relevelledFrom: Severity?

  package init(
    rule: String, severity: Severity, kind: FindingOutcome, title: String?, see: String?,
    seeName: Message?, evaluatedCount: Int, failedCount: Int, outcome: RuleOutcome
  ) {
    self.rule = rule
    self.severity = severity
    self.kind = kind
    self.title = title
    self.see = see
    self.seeName = seeName
    self.evaluatedCount = evaluatedCount
    self.failedCount = failedCount
    self.outcome = outcome
  }
}

extension LedgerEntry {
  /// What the rule rests on, for people.
  package func source(in language: ReportLanguage) -> String? {
    seeName?.text(in: language) ?? see
  }
}
