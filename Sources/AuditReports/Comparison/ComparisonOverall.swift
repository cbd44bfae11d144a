package import Auditing

/// Writes what the comparisons of a batch come to: as JSON, and as text for a reader.
package enum ComparisonOverall {
  package static func json(_ summary: ComparisonSummary) -> [UInt8] {
    ComparisonJSON.bytes(summary)
  }

  /// The page as UTF-8: the counts of all, the rules whose findings changed, a line a pair.
  package static func text(_ summary: ComparisonSummary, language: ReportLanguage) -> [UInt8] {
    let wording = Wording(language: language)
    var page = TextPage(columnCountMax: TextReporter.columnCountMax, colour: false)
    func add(_ entries: EntryCounts, _ fates: FateCounts) {
      page.detail(wording.entryCounts(entries))
      if !summary.options.isOfForms {
        page.detail(wording.findingChanges + wording.colon + wording.fateCounts(fates))
      }
    }
    page.title(wording.overallComparison)
    page.item(
      "\(wording.comparedPairs) \(summary.lines.count)\(wording.colon)"
        + Verdict.allCases.map { verdict in
          let count = summary.lines.count { $0.verdict == verdict }
          return "\(wording.name(of: verdict, summary.options)) \(count)"
        }.joined(separator: wording.listSeparator))
    add(summary.entries, summary.fates)
    page.skipped(summary.skippedNames, wording)
    let rules = summary.options.isOfForms ? [] : summary.ruleSummaries
    if !rules.isEmpty { page.heading(wording.findingsByRule) }
    for (rule, fates) in rules {
      page.item(rule + wording.colon + wording.fateCounts(fates))
    }
    page.heading(wording.byPair)
    for line in summary.lines {
      page.item(
        InvisibleCharacters.shown(wording.pairName(line.outline)) + wording.colon
          + wording.name(of: line.verdict, summary.options))
      for problem in wording.problems(of: line.outline) {
        page.detail(InvisibleCharacters.shown(problem.side + wording.colon + problem.sentence))
      }
      if !line.outline.isUnreadable { add(line.entries, line.fates) }
    }
    for (heading, names) in [
      (wording.onlyBefore, summary.onlyBefore), (wording.onlyAfter, summary.onlyAfter),
    ] where !names.isEmpty {
      page.heading(heading)
      for name in names { page.item(InvisibleCharacters.shown(name)) }
    }
    page.heading(
      wording.verdict + wording.colon + wording.name(of: summary.verdict, summary.options))
    return page.finish()
  }
}
