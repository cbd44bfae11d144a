package import PlanModel
internal import Schematron
package import XMLTree

/// Checks canonical plan XML by a rule set; a value that tasks share.
package struct Auditor: Sendable {
  package let rules: RuleSet
  package let limits: AuditLimits
  /// Finds the notes of the form that the rules rest on.
  private let notes: NoteMatching

  /// An auditor that says of each of `notes` whether the plan prints it.
  package init(rules: RuleSet, limits: AuditLimits, notes: [Vocabulary.NoteTerms] = []) {
    self.rules = rules
    self.limits = limits
    self.notes = NoteMatching(notes, rules: rules)
  }

  /// Checks `document`, whose document element is a `submission` of canonical plan XML; where the report
  /// `keepsValidation`, SVRL can be written from it; where it `keepsTables`, its plans hold their tables.
  package func audit(
    _ document: XMLDocument, keepsValidation: Bool, keepsTables: Bool = false
  ) -> SubmissionReport {
    var options = ValidationOptions.standard
    options.keepsFiredRules = keepsValidation
    let result = rules.schema.validate(document, options: options)
    let submission = document.documentElement
    let plans = submission.planChildren("plan")
    let (findings, unlisted) = listedFindings(of: result)
    var notes: [AuditNote] = []
    if unlisted > 0 || result.firingLimitWasHit { notes.append(limitNote) }
    let ledger = Ledger.entries(for: result, rules: rules, plans: plans)
    let sums = ReconciliationReading(plans: plans)
    let summaries = plans.indices.map { index in
      var summary = summary(of: plans[index], keepsTable: keepsTables)
      summary.reconciliation = sums.reconciliation(ofPlan: index)
      summary.subtotals = sums.subtotals(ofPlan: index)
      return summary
    }
    return SubmissionReport(
      source: source(of: document), plans: summaries, findings: findings,
      unlistedFindingCount: unlisted, ledger: ledger,
      issues: submission.planChildren("issue").map(issue), notes: notes, failure: nil,
      validation: keepsValidation ? result : nil)
  }

  /// The gravest findings within the limit, in the order of the document, and the number of the others.
  private func listedFindings(of result: ValidationResult) -> ([Finding], Int) {
    var firings = result.firings
    var total = result.assertionTallies.reduce(0) { $0 + $1.firedCount }
    let isOff = rules.ruleIndexes.map { rules.rules[$0].switchedOff != nil }
    if isOff.contains(true) {
      firings.removeAll { isOff[$0.assertion.index] }
      total = zip(result.assertionTallies, isOff).reduce(0) { $1.1 ? $0 : $0 + $1.0.firedCount }
    }
    if firings.count > limits.findingCountMax {
      let ranks = rules.ruleIndexes.map { Rank(rules.rules[$0].severity, rules.rules[$0].kind) }
      let gravest = firings.indices.sorted { left, right in
        let leftRank = ranks[firings[left].assertion.index]
        let rightRank = ranks[firings[right].assertion.index]
        return leftRank != rightRank ? leftRank < rightRank : left < right
      }
      let kept = gravest.prefix(limits.findingCountMax).sorted()
      firings = kept.map { firings[$0] }
    }
    var maker = FindingMaker(rules: rules, limits: limits)
    let ordered = firings.enumerated().sorted { left, right in
      let (first, second) = (left.element.node, right.element.node)
      return first.index != second.index ? first.index < second.index : left.offset < right.offset
    }
    let findings = ordered.map { maker.finding(for: $0.element) }
    return (findings, max(0, total - findings.count))
  }

  private var limitNote: AuditNote {
    AuditNote(
      code: "finding-limit",
      message: Message(
        ja: "指摘の数が上限（\(limits.findingCountMax)件）を超えました。重いものから載せています。",
        en: "There are more findings than the limit of \(limits.findingCountMax); the gravest are "
          + "listed."))
  }

  private func source(of document: XMLDocument) -> SourceSummary {
    let source = document.documentElement.planChild("source")
    return SourceSummary(
      name: source?.attribute("name") ?? document.name, format: source?.attribute("format"),
      sha256: source?.attribute("sha256"), encoding: source?.attribute("encoding"),
      evidence: source?.attribute("evidence")?.split(separator: " ").map(String.init) ?? [])
  }

  private func summary(of plan: XMLNode, keepsTable: Bool) -> PlanSummary {
    var summary = PlanSummary(
      id: plan.attribute("id") ?? "", kind: plan.attribute("kind") ?? "unknown",
      fiscalYear: plan.integer("fiscalYear"), entryCount: plan.planChildren("entry").count,
      unitYen: plan.planChild("unit").flatMap { $0.integer("multiplier") },
      reconciliation: [], table: keepsTable ? PlanTableReading.table(of: plan) : nil)
    summary.notes = notes.coverage(of: plan)
    return summary
  }

  /// In Japanese the sentence of the code list, in English the reader's own, which names what was found; a code that
  /// the list lacks has the reader's sentence in both.
  private func message(ofIssue code: String, _ text: String) -> Message {
    guard let name = rules.issueNames[code] else { return Message(ja: text, en: text) }
    return Message(ja: "\(name.ja)。", en: text)
  }

  private func issue(_ element: XMLNode) -> ReportedIssue {
    let code = element.attribute("code") ?? "issue"
    return ReportedIssue(
      code: code, message: message(ofIssue: code, element.stringValue),
      location: Location(attributesOf: element))
  }
}
