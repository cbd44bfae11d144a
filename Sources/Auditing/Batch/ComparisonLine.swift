/// What is kept of one comparison of a batch once its own reports are written.
package struct ComparisonLine: Equatable, Sendable {
  /// The comparison without what it says of plans, entries and findings.
  package let outline: SubmissionComparison
  package let verdict: Verdict
  package let entries: EntryCounts
  /// The findings by rule.
  package let rules: [String: FateCounts]

  package init(_ comparison: SubmissionComparison, under options: ComparisonOptions) {
    outline = comparison.outline
    verdict = comparison.verdict(under: options)
    entries = comparison.entryCounts
    rules = comparison.findings.reduce(into: [:]) { rules, change in
      guard let rule = change.finding?.rule else { return }
      rules[rule, default: FateCounts()][change.fate] += 1
    }
  }

  /// All findings by their fate.
  package var fates: FateCounts { rules.values.reduce(into: FateCounts()) { $0 += $1 } }
}

/// What the comparisons of a batch come to: a function of the lines as a set, whose order does not matter.
package struct ComparisonSummary: Equatable, Sendable {
  package let tool: ToolIdentity
  package let rules: RuleSetIdentity
  package let options: ComparisonOptions
  /// In the order of their latter sides' names.
  package let lines: [ComparisonLine]
  /// Inputs of one side for which the other has none.
  package let onlyBefore: [String]
  package let onlyAfter: [String]
  /// The names of the files that were passed over.
  package let skippedNames: [String]

  /// The summary of `lines`; `report` says what they are lines of, whatever comparisons it holds.
  package init(_ lines: [ComparisonLine], of report: ComparisonReport) {
    tool = report.tool
    rules = report.rules
    options = report.options
    self.lines = lines.sorted { left, right in
      left.outline.after == right.outline.after
        ? BatchLine.isBefore(left.outline.before, right.outline.before)
        : BatchLine.isBefore(left.outline.after, right.outline.after)
    }
    onlyBefore = report.onlyBefore
    onlyAfter = report.onlyAfter
    skippedNames = report.skipped.map(\.name)
  }

  package var verdict: Verdict {
    options.verdict(of: lines.map(\.verdict), onlyBefore: onlyBefore, onlyAfter: onlyAfter)
  }

  package var entries: EntryCounts { lines.reduce(into: EntryCounts()) { $0 += $1.entries } }

  package var fates: FateCounts { lines.reduce(into: FateCounts()) { $0 += $1.fates } }

  /// The rules by what became of their findings: those with most new ones first.
  package var ruleSummaries: [(rule: String, fates: FateCounts)] {
    var found: [String: FateCounts] = [:]
    for line in lines {
      for (rule, fates) in line.rules { found[rule, default: FateCounts()] += fates }
    }
    return found.map { (rule: $0.key, fates: $0.value) }.sorted { left, right in
      for fate in FindingFate.allCases where left.fates[fate] != right.fates[fate] {
        return left.fates[fate] > right.fates[fate]
      }
      return left.rule < right.rule
    }
  }
}
