@testable import Auditing

/// One rich comparison that every format is tested on.
enum FixedComparison {
  static let report = ComparisonReport(
    tool: ToolIdentity(name: "planaudit", version: "1.2.3"),
    rules: RuleSetIdentity(
      origin: .builtIn, sha256: FixedReport.digest("ab"), phase: "#ALL"),
    options: ComparisonOptions(
      failOn: .newFindings, rank: .info, costChangePermille: 300, isOfForms: false,
      fiscalYear: nil),
    comparisons: [changed, unreadable], onlyBefore: ["old/gone.txt"], onlyAfter: [],
    skipped: [
      SkippedFile(name: "new/写真.png", reason: Message(ja: "計画書の形式ではありません。", en: "No plan."))
    ])

  private static func source(_ name: String) -> SourceSummary {
    SourceSummary(
      name: name, format: "text", sha256: FixedReport.digest("01"), encoding: "UTF-8")
  }

  private static func label(_ position: Int, title: String = "介護職員確保事業") -> EntryLabel {
    EntryLabel(
      plan: "general", position: position, number: "\(position)", municipality: "青梅市",
      title: title, cost: "1,000", location: Location(line: position * 10))
  }

  private static func change(
    _ field: ComparedField, _ kind: ChangeKind, _ before: String, _ after: String,
    state: String = "given"
  ) -> FieldChange {
    FieldChange(
      field: field, kind: kind,
      before: PrintedSide(text: before, state: "given", location: Location(line: 12)),
      after: PrintedSide(text: after, state: state, location: Location(line: 14)))
  }

  private static let unreadable: SubmissionComparison = {
    var comparison = SubmissionComparison(before: source("old/b.txt"), after: source("new/b.txt"))
    comparison.afterFailure = ReadFailure(
      code: "too-deep", message: Message(ja: "深すぎます。", en: "It is too deep."), limit: 256,
      value: 257)
    return comparison
  }()

  private static let changed: SubmissionComparison = {
    var result = SubmissionComparison(before: source("old/a.txt"), after: source("new/a.txt"))
    result.plans = [
      PlanComparison(
        before: FixedReport.plan("general", entryCount: 4),
        after: FixedReport.plan("general", entryCount: 4),
        changes: [change(.totalCost, .value, "480,856", "480,855")]),
      PlanComparison(
        before: FixedReport.plan("model", entryCount: 1), after: nil, changes: []),
    ]
    result.entries = [
      EntryComparison(
        before: label(1), after: label(2, title: FixedReport.hostileText), basis: .similarity,
        score: 812,
        changes: [
          change(.number, .value, "1", "2"),
          change(.title, .value, "介護職員確保事業", FixedReport.hostileText),
          change(.description, .notation, "研修 を行う", "研修を行う"),
          change(.url, .certainty, "https://example.jp/", "", state: "lost"),
          change(.section, .value, "=1+1", "-2+3|`x`", state: "given"),
        ], notable: [.cost(percent: -45), .title], isMoved: true),
      EntryComparison(
        before: label(2), after: label(3), basis: .content, score: 1_000,
        changes: [change(.number, .value, "2", "3")], notable: [], isMoved: false),
      EntryComparison(
        before: label(3), after: label(4), basis: .content, score: 1_000, changes: [], notable: [],
        isMoved: false),
    ]
    result.removed = [label(4)]
    result.added = [label(1), label(5)]
    result.suggestions = [
      SplitSuggestion(
        whole: label(4), parts: [label(1), label(5)], isSplit: true, costsAgree: true),
      SplitSuggestion(whole: label(4), parts: [label(5)], isSplit: true, costsAgree: true),
    ]
    result.isSuggestingCut = true
    let findings = FixedReport.report.submissions[0].findings
    result.findings = [
      FindingChange(fate: .new, before: nil, after: findings[0]),
      FindingChange(fate: .changed, before: findings[1], after: findings[2]),
      FindingChange(fate: .remaining, before: findings[6], after: findings[6]),
      FindingChange(fate: .fixed, before: findings[3], after: nil),
    ]
    return result
  }()
}
