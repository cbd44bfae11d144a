package import Auditing

/// Writes what a batch comes to for a reader: the worst municipalities and rules, what could not be read or checked.
package struct OverallText {
  private let wording: Wording
  private let colour: Bool

  package init(language: ReportLanguage, colour: Bool) {
    wording = Wording(language: language)
    self.colour = colour
  }

  /// The page as UTF-8.
  package func bytes(_ summary: BatchSummary) -> [UInt8] {
    var page = TextPage(columnCountMax: TextReporter.columnCountMax, colour: colour)
    page.title(wording.overall)
    page.item(
      "\(wording.submissions) \(summary.lines.count)\(wording.colon)"
        + Verdict.allCases.map { verdict in
          "\(wording.name(of: verdict)) \(summary.lines.count { $0.verdict == verdict })"
        }.joined(separator: wording.listSeparator))
    page.item(counts(summary.counts))
    page.skipped(summary.skippedNames, wording)
    page.heading(wording.byMunicipality)
    for municipality in summary.municipalities {
      page.item(
        InvisibleCharacters.shown(municipality.name ?? wording.outsideEntries) + wording.colon
          + counts(municipality.counts))
      page.detail(
        municipality.rules.map { "\($0.rule) \($0.count)" }
          .joined(separator: wording.listSeparator))
    }
    page.heading(wording.byRule)
    for rule in summary.ruleSummaries {
      let rank = rule.rank.map { "\(wording.name(of: $0)) " } ?? ""
      page.item(
        "\(rule.rule)\(wording.colon)\(rank)"
          + wording.ruleLine(
            findings: rule.findingCount, submissions: rule.submissionCount,
            unevaluated: rule.unevaluatedCount))
    }
    writeSubmissions(of: summary, to: &page)
    page.heading(wording.verdict + wording.colon + wording.name(of: summary.verdict))
    return page.finish()
  }

  private func writeSubmissions(of summary: BatchSummary, to page: inout TextPage) {
    page.heading(wording.bySubmission)
    for line in summary.lines {
      let name = InvisibleCharacters.shown(line.source.name)
      page.item("\(name)\(wording.colon)\(wording.name(of: line.verdict))  \(counts(line.counts))")
      if let failure = line.failure {
        page.detail(
          InvisibleCharacters.shown(failure.message.text(in: wording.language))
            + " [\(failure.code)]")
      }
      for statement in line.statements { page.detail(text(of: statement, in: name)) }
      if line.hasCheckedNothing { page.detail(wording.sentence(for: .nothingChecked)) }
      if !line.unevaluatedRules.isEmpty {
        page.detail(wording.sentence(for: .rulesNotEvaluated(line.unevaluatedRules)))
      }
      if line.unlistedCount > 0 { page.detail(wording.unlisted(line.unlistedCount)) }
    }
  }

  /// The file's line, if there is one, then the rank, the message and the rule.
  private func text(of statement: GateStatement, in name: String) -> String {
    let place = name + Location(line: statement.line).suffix
    let rank = statement.rank.map { ": \($0.name)" } ?? ""
    let sentence = InvisibleCharacters.shown(statement.message.text(in: wording.language))
    return "\(place)\(rank): \(sentence) [\(statement.rule)]"
  }

  private func counts(_ counts: RankCounts) -> String {
    Rank.allCases.map { "\(wording.name(of: $0)) \(counts[$0])" }.joined(separator: "  ")
  }
}

/// Words about a batch.
extension Wording {
  var overall: String { word("全体のまとめ", "all submissions") }
  var submissions: String { word("提出書", "submissions") }
  var byMunicipality: String { word("区市町村別（重い順）", "by municipality, the worst first") }
  var byRule: String { word("規則別（重い順）", "by rule, the gravest first") }
  var bySubmission: String { word("提出書別", "by submission") }
  var outsideEntries: String { word("（区市町村の定まらないもの）", "(of no municipality)") }

  func ruleLine(findings: Int, submissions: Int, unevaluated: Int) -> String {
    let more =
      unevaluated > 0 ? word("、評価不能 \(unevaluated)", ", not evaluated in \(unevaluated)") : ""
    return word(
      "指摘 \(findings)（提出書 \(submissions)）", "\(findings) findings in \(submissions) submissions")
      + more
  }
}

extension TextPage {
  /// How many files were passed over, and which; nothing where there were none.
  mutating func skipped(_ names: [String], _ wording: Wording) {
    if names.isEmpty { return }
    item("\(wording.skipped) \(names.count)")
    detail(names.map(InvisibleCharacters.shown).joined(separator: wording.listSeparator))
  }
}
