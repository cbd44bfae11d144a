internal import Auditing

/// The end of the text report: counts, what was not checked, and the verdict.
struct TextSummary {
  let report: AuditReport
  let wording: Wording

  func write(to page: inout TextPage) {
    page.heading(wording.summary)
    let several = report.submissions.count > 1
    for submission in report.submissions {
      if several { page.item(InvisibleCharacters.shown(submission.source.name)) }
      write(submission, to: &page)
    }
    writeNotChecked(to: &page)
    page.heading(wording.verdict + wording.colon + wording.name(of: report.verdict))
  }

  private func write(_ submission: SubmissionReport, to page: inout TextPage) {
    if submission.failure != nil {
      page.item(wording.unreadable)
      return
    }
    let open = submission.findings.filter { $0.status == .open }
    var counts = Rank.allCases.map { rank in
      "\(wording.name(of: rank)) \(open.count { $0.rank == rank })"
    }
    for status in [FindingStatus.waived, .baselined] {
      let count = submission.findings.count { $0.status == status }
      if count > 0 { counts.append("\(wording.name(of: status)) \(count)") }
    }
    page.item(counts.joined(separator: "  "))
    func count(_ name: RuleOutcome) -> Int {
      submission.ledger.count { $0.outcome.name == name.name }
    }
    let unevaluated = submission.ledger.count { $0.outcome.isNotEvaluated }
    page.item(
      "\(wording.ruleSet) \(submission.ledger.count)\(wording.colon)"
        + wording.ruleCounts(
          held: count(.held), failed: count(.failed), noNode: count(.noNode),
          notEvaluated: unevaluated, waived: count(.waived),
          switchedOff: submission.ledger.count { $0.outcome.isSwitchedOff }))
    if submission.unlistedFindingCount > 0 {
      page.item(wording.unlisted(submission.unlistedFindingCount))
    }
  }

  private func writeNotChecked(to page: inout TextPage) {
    let lines = wording.notCheckedLines(of: report)
    if lines.isEmpty { return }
    page.heading(wording.notChecked)
    for line in lines { page.item(InvisibleCharacters.shown(line)) }
  }
}

extension RuleOutcome {
  fileprivate var isNotEvaluated: Bool {
    switch self {
    case .notEvaluated: true
    case .held, .failed, .noNode, .waived, .switchedOff: false
    }
  }

  fileprivate var isSwitchedOff: Bool {
    switch self {
    case .switchedOff: true
    case .held, .failed, .noNode, .waived, .notEvaluated: false
    }
  }
}
