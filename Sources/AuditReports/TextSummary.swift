internal import Auditing
internal import TextForms

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
    var openCounts: [Rank: Int] = [:]
    var settledCounts: [FindingStatus: Int] = [:]
    for finding in submission.findings {
      if finding.status == .open {
        openCounts[finding.rank, default: 0] += 1
      } else {
        settledCounts[finding.status, default: 0] += 1
      }
    }
    var counts = Rank.allCases.map { rank in
      "\(wording.name(of: rank)) \(openCounts[rank, default: 0])"
    }
    for status in [FindingStatus.waived, .baselined] {
      if let count = settledCounts[status] { counts.append("\(wording.name(of: status)) \(count)") }
    }
    page.item(counts.joined(separator: "  "))
    page.item(
      "\(wording.ruleSet) \(submission.ledger.count)\(wording.colon)\(ruleCounts(submission))")
    if submission.unlistedFindingCount > 0 {
      page.item(wording.unlisted(submission.unlistedFindingCount))
    }
  }

  /// How many rules came to each outcome.
  private func ruleCounts(_ submission: SubmissionReport) -> String {
    var (held, failed, noNode, notEvaluated, waived, switchedOff) = (0, 0, 0, 0, 0, 0)
    for entry in submission.ledger {
      switch entry.outcome {
      case .held: held += 1
      case .failed: failed += 1
      case .noNode: noNode += 1
      case .notEvaluated: notEvaluated += 1
      case .waived: waived += 1
      case .switchedOff: switchedOff += 1
      }
    }
    return wording.ruleCounts(
      held: held, failed: failed, noNode: noNode, notEvaluated: notEvaluated, waived: waived,
      switchedOff: switchedOff)
  }

  private func writeNotChecked(to page: inout TextPage) {
    let lines = wording.notCheckedLines(of: report)
    if lines.isEmpty { return }
    page.heading(wording.notChecked)
    for line in lines { page.item(InvisibleCharacters.shown(line)) }
  }
}
