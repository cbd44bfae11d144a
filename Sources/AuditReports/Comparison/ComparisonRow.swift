internal import Auditing

/// One thing that a comparison says, for the formats that hold one thing a row.
///
/// The words of every column stand beside the token that programs read, where the two differ.
struct ComparisonRow: Equatable, Sendable {
  /// What a row is about.
  enum Subject: String, CaseIterable, Sendable {
    case unreadable, incomplete
    case planAdded = "plan-added"
    case planRemoved = "plan-removed"
    case plan, entry, notable, moved, removed, added, split, merged
    case sameProject = "same-project"
    case suggestionsCut = "suggestions-cut"
    case finding
    case onlyBefore = "only-before"
    case onlyAfter = "only-after"
    case skipped
  }

  /// A token and the words for it.
  struct Term: Equatable, Sendable {
    var token: String
    var words: String

    static let none = Term(token: "", words: "")
  }

  var subject: Subject
  /// The names of the two inputs; empty for none.
  var before = ""
  var after = ""
  /// The kind of change, the fate of a finding, or the like.
  var kind = Term.none
  var plan = Term.none
  var numberBefore = ""
  var numberAfter = ""
  var municipality = ""
  var title = ""
  var field = Term.none
  /// What either side prints: as it stands there, and with words for what does not.
  var valueBefore = Term.none
  var valueAfter = Term.none
  var rule = ""
  var message = ""
  /// The rank of a finding.
  var rank: Rank?

  init(_ subject: Subject) {
    self.subject = subject
  }
}

/// Lists what a comparison says, in the order of its pages.
struct ComparisonRows {
  private let language: ReportLanguage
  private let wording: Wording

  init(language: ReportLanguage) {
    self.language = language
    wording = Wording(language: language)
  }

  /// The rows of all comparisons of a run.
  func all(of report: ComparisonReport) -> [ComparisonRow] {
    var rows: [ComparisonRow] = []
    for comparison in report.comparisons {
      let names = planNames(of: comparison)
      rows += self.rows(comparison, isOfForms: report.options.isOfForms).map { row in
        var row = row
        row.before = comparison.before.name
        row.after = comparison.after.name
        if let name = names[row.plan.token] { row.plan.words = name }
        return row
      }
    }
    for name in report.onlyBefore { rows.append(row(.onlyBefore) { $0.before = name }) }
    for name in report.onlyAfter { rows.append(row(.onlyAfter) { $0.after = name }) }
    for file in report.skipped {
      rows.append(
        row(.skipped) {
          $0.before = file.name
          $0.message = file.reason.text(in: language)
        })
    }
    return rows
  }

  private func planNames(of comparison: SubmissionComparison) -> [String: String] {
    let plans = comparison.plans.flatMap { [$0.before, $0.after].compactMap { $0 } }
    return Dictionary(plans.map { ($0.id, $0.name(in: language)) }) { $1 }
  }

  private func row(
    _ subject: ComparisonRow.Subject, _ fill: (inout ComparisonRow) -> Void
  ) -> ComparisonRow {
    var row = ComparisonRow(subject)
    fill(&row)
    return row
  }

  private func rows(_ comparison: SubmissionComparison, isOfForms: Bool) -> [ComparisonRow] {
    var rows = problems(of: comparison)
    for plan in comparison.plans { rows += self.rows(plan) }
    for entry in comparison.entries { rows += self.rows(entry) }
    for label in comparison.removed { rows.append(row(.removed, label, isBefore: true)) }
    for label in comparison.added { rows.append(row(.added, label, isBefore: false)) }
    for suggestion in comparison.suggestions { rows += self.rows(suggestion) }
    if comparison.isSuggestingCut {
      rows.append(row(.suggestionsCut) { $0.message = wording.suggestionsCut })
    }
    if !isOfForms { rows += comparison.findings.compactMap(row) }
    return rows
  }

  /// Why a side could not be read, or not be checked as a whole.
  private func problems(of comparison: SubmissionComparison) -> [ComparisonRow] {
    let failures = [comparison.beforeFailure, comparison.afterFailure].compactMap { $0 }
    let reasons =
      comparison.beforeIncompleteness.map { (comparison.before.name, $0) }
      + comparison.afterIncompleteness.map { (comparison.after.name, $0) }
    return failures.map { failure in
      row(.unreadable) {
        $0.kind = ComparisonRow.Term(token: failure.code, words: failure.code)
        $0.message = failure.message.text(in: language)
      }
    }
      + reasons.map { name, reason in
        row(.incomplete) { $0.message = name + wording.colon + wording.sentence(for: reason) }
      }
  }

  private func rows(_ plan: PlanComparison) -> [ComparisonRow] {
    let id = (plan.after ?? plan.before)?.id ?? ""
    func row(_ subject: ComparisonRow.Subject) -> ComparisonRow {
      self.row(subject) { $0.plan = plain(id) }
    }
    var rows: [ComparisonRow] = []
    if plan.before == nil { rows.append(row(.planAdded)) }
    if plan.after == nil { rows.append(row(.planRemoved)) }
    return rows + plan.changes.map { changed(row(.plan), $0) }
  }

  private func rows(_ entry: EntryComparison) -> [ComparisonRow] {
    func row(_ subject: ComparisonRow.Subject) -> ComparisonRow {
      var row = self.row(subject, entry.after, isBefore: false)
      row.numberBefore = entry.before.number ?? ""
      return row
    }
    var rows = entry.changes.map { changed(row(.entry), $0) }
    for notable in entry.notable {
      var row = row(.notable)
      let words = notable.message.text(in: language)
      row.kind = ComparisonRow.Term(token: notable.name, words: words)
      row.message = words
      rows.append(row)
    }
    if entry.isMoved {
      var row = row(.moved)
      row.valueBefore = plain(String(entry.before.position))
      row.valueAfter = plain(String(entry.after.position))
      rows.append(row)
    }
    return rows
  }

  private func rows(_ suggestion: SplitSuggestion) -> [ComparisonRow] {
    suggestion.parts.map { part in
      let subject: ComparisonRow.Subject =
        suggestion.isOfOneProject ? .sameProject : suggestion.isSplit ? .split : .merged
      var row = row(subject, part, isBefore: !suggestion.isSplit)
      let number = suggestion.whole.number ?? ""
      if suggestion.isSplit { row.numberBefore = number } else { row.numberAfter = number }
      row.kind = ComparisonRow.Term(
        token: suggestion.isOfOneProject
          ? "all-else-agrees" : suggestion.costsAgree ? "costs-agree" : "words-alike",
        words: wording.ground(of: suggestion))
      return row
    }
  }

  private func row(_ change: FindingChange) -> ComparisonRow? {
    guard let finding = change.finding else { return nil }
    return row(.finding) { row in
      row.kind = ComparisonRow.Term(
        token: change.fate.rawValue, words: wording.name(of: change.fate))
      row.plan = plain(finding.plan ?? "")
      row.numberBefore = change.before?.number ?? ""
      row.numberAfter = change.after?.number ?? ""
      row.municipality = finding.municipality ?? ""
      row.title = finding.title ?? ""
      row.field = ComparisonRow.Term(
        token: finding.field?.rawValue ?? "", words: finding.field?.name(in: language) ?? "")
      row.valueBefore = plain(change.before?.found ?? "")
      row.valueAfter = plain(change.after?.found ?? "")
      row.rule = finding.rule
      row.message = finding.message.text(in: language)
      row.rank = finding.rank
    }
  }

  private func changed(_ row: ComparisonRow, _ change: FieldChange) -> ComparisonRow {
    var row = row
    row.kind = ComparisonRow.Term(
      token: change.kind.rawValue, words: wording.name(of: change.kind))
    row.field = ComparisonRow.Term(
      token: change.field.rawValue, words: change.field.name(in: language))
    row.valueBefore = ComparisonRow.Term(
      token: change.before.text, words: wording.printed(change.before))
    row.valueAfter = ComparisonRow.Term(
      token: change.after.text, words: wording.printed(change.after))
    return row
  }

  private func row(
    _ subject: ComparisonRow.Subject, _ label: EntryLabel, isBefore: Bool
  ) -> ComparisonRow {
    row(subject) { row in
      row.plan = plain(label.plan)
      let number = label.number ?? ""
      if isBefore { row.numberBefore = number } else { row.numberAfter = number }
      row.municipality = label.municipality ?? ""
      row.title = label.title ?? ""
    }
  }

  private func plain(_ text: String) -> ComparisonRow.Term {
    ComparisonRow.Term(token: text, words: text)
  }
}
