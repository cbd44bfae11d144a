internal import Auditing
internal import TextForms

/// Writes for a terminal: a submission at a time, grouped by plan and entry, the gravest first, the verdict last.
struct TextReporter: Reporter {
  /// The width of a line in terminal columns.
  static let columnCountMax = 80

  let language: ReportLanguage
  let colour: Bool

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    var page = TextPage(columnCountMax: Self.columnCountMax, colour: colour)
    let wording = Wording(language: language)
    page.paragraph(introduction(report, wording))
    for submission in report.submissions {
      write(submission, to: &page)
    }
    if !report.skipped.isEmpty {
      page.heading(wording.skipped)
      for file in report.skipped {
        page.item(
          InvisibleCharacters.shown(
            file.name + wording.colon + file.reason.text(in: language)))
      }
    }
    TextSummary(report: report, wording: wording).write(to: &page)
    output += page.finish()
  }

  private func introduction(_ report: AuditReport, _ wording: Wording) -> String {
    var words = "\(report.tool.name) \(report.tool.version)  \(wording.ruleSet)\(wording.colon)"
    words += wording.name(of: report.rules.origin)
    words += " (\(report.rules.sha256.prefix(12)), \(report.rules.phase))"
    if let date = report.options.date { words += "  \(date)" }
    for file in report.options.files {
      words += "  \(wording.name(of: file.role))\(wording.colon)\(file.name)"
      words += " (\(file.sha256.prefix(12)))"
    }
    return InvisibleCharacters.shown(words)
  }

  private func write(_ submission: SubmissionReport, to page: inout TextPage) {
    let text = FindingText(language: language, sourceName: submission.source.name)
    let kind = [submission.source.format, submission.source.encoding].compactMap { $0 }
    let name = InvisibleCharacters.shown(submission.source.name)
    page.title(kind.isEmpty ? name : "\(name) (\(kind.joined(separator: ", ")))")
    let evidence = submission.source.evidence.map { text.wording.evidence($0) }
    if !evidence.isEmpty {
      page.item(
        text.wording.recognition + text.wording.colon
          + evidence.joined(separator: text.wording.listSeparator))
    }
    if let failure = submission.failure {
      page.finding(
        place: text.place(Location()), rank: .error,
        rest: InvisibleCharacters.shown(failure.message.text(in: language)) + " [\(failure.code)]")
      return
    }
    var see: [String: String] = [:]
    for entry in submission.ledger { see[entry.rule] = entry.source(in: language) }
    let groups = FindingGroups(submission.findings.filter { $0.status == .open })
    let whole =
      submission.role == .gate ? text.wording.gate : text.wording.wholeSubmission
    writeGroups(groups.ofSubmission, title: whole, text, see, to: &page)
    for plan in submission.plans {
      write(plan, of: submission, groups, text, see, to: &page)
    }
    writeSettled(submission, text, to: &page)
    for issue in submission.issues {
      page.item(
        "\(text.place(issue.location)): "
          + InvisibleCharacters.shown(issue.message.text(in: language)) + " [\(issue.code)]")
    }
    for note in submission.notes {
      page.item(InvisibleCharacters.shown(note.message.text(in: language)))
    }
  }

  private func write(
    _ plan: PlanSummary, of submission: SubmissionReport, _ groups: FindingGroups,
    _ text: FindingText,
    _ see: [String: String], to page: inout TextPage
  ) {
    let wording = text.wording
    let facts = [plan.fiscalYear.map(wording.fiscalYear), wording.entryCount(plan.entryCount)]
    page.heading(
      InvisibleCharacters.shown(plan.name(in: language)) + " ("
        + facts.compactMap { $0 }.joined(separator: wording.listSeparator) + ")")
    let planText = TextPlanWriting(wording: wording)
    planText.writeSums(of: plan, to: &page)
    planText.writeNotes(of: plan, in: submission, text, to: &page)
    let found = groups.ofPlan(plan.id)
    if found.entries.isEmpty && found.repeated.isEmpty { page.item(wording.noFindings) }
    writeGroups(found, title: wording.wholePlan, text, see, to: &page)
  }

  /// The findings that are waived or known, a line each, so that nothing that was found is out of sight.
  private func writeSettled(
    _ submission: SubmissionReport, _ text: FindingText, to page: inout TextPage
  ) {
    let settled = submission.findings.filter { $0.status != .open }
    if settled.isEmpty { return }
    page.heading(text.wording.settled)
    for finding in settled {
      let status = text.wording.name(of: finding.status)
      page.item("\(status)\(text.wording.colon)\(text.headline(finding))")
      if let evidence = text.evidence(finding) { page.detail(evidence) }
    }
  }

  private func writeGroups(
    _ found: FindingGroups.Part, title: String, _ text: FindingText, _ see: [String: String],
    to page: inout TextPage
  ) {
    for group in found.entries {
      page.subheading(heading(of: group, title: title, text))
      for finding in group.findings {
        write(finding, text, see, to: &page)
      }
    }
    if found.repeated.isEmpty { return }
    page.subheading(text.wording.repeated)
    for group in found.repeated {
      guard let first = group.findings.first else { continue }
      write(first, text, see, to: &page)
      let places = group.findings.map { shortPlace($0, text.wording) }
      page.detail(
        "\(first.rule)\(text.wording.colon)\(text.wording.findingCount(group.findings.count))"
          + " \(places.joined(separator: text.wording.listSeparator))")
    }
  }

  private func write(
    _ finding: Finding, _ text: FindingText, _ see: [String: String], to page: inout TextPage
  ) {
    page.finding(
      place: text.place(finding.location), rank: finding.rank,
      rest: "\(text.sentence(finding)) [\(finding.rule)]")
    for line in text.details(finding, see: see[finding.rule]) { page.detail(line) }
  }

  private func heading(
    of group: FindingGroups.Group, title: String, _ text: FindingText
  ) -> String {
    guard let first = group.findings.first,
      let entry = text.wording.entry(
        number: first.number.map(text.quoted), position: first.position)
    else { return title }
    var words = entry
    if let municipality = first.municipality { words += " \(text.quoted(municipality))" }
    if let title = first.title { words += "「\(text.quoted(title))」" }
    return words
  }

  private func shortPlace(_ finding: Finding, _ wording: Wording) -> String {
    let entry = wording.entry(
      number: finding.number.map(InvisibleCharacters.shown), position: finding.position)
    let suffix = InvisibleCharacters.shown(finding.location.suffix)
    return [entry, suffix.isEmpty ? nil : suffix].compactMap { $0 }.joined(separator: " ")
  }
}
