internal import Auditing

/// What a report for people says beside its findings, as plain lines.
struct RemarkList {
  /// What could not be checked.
  private(set) var gaps: [String] = []
  /// Skipped files, reading issues, notes of the audit.
  private(set) var others: [String] = []

  init(report: AuditReport, wording: Wording) {
    if report.planSubmissions.isEmpty { gaps.append(wording.sentence(for: .nothingToCheck)) }
    let several = report.submissions.count > 1
    for submission in report.submissions {
      let prefix = several ? submission.source.name + wording.colon : ""
      add(submission, prefix, wording)
    }
    for file in report.skipped {
      others.append(
        "\(wording.skipped)\(wording.colon)\(file.name)\(wording.colon)"
          + file.reason.text(in: wording.language))
    }
  }

  private mutating func add(_ submission: SubmissionReport, _ prefix: String, _ wording: Wording) {
    if let failure = submission.failure {
      gaps.append(
        "\(submission.source.name)\(wording.colon)\(failure.message.text(in: wording.language)) "
          + "[\(failure.code)]")
      return
    }
    if submission.incompleteness.contains(.nothingChecked) {
      gaps.append(prefix + wording.sentence(for: .nothingChecked))
    }
    for entry in submission.ledger {
      switch entry.outcome {
      case .notEvaluated(let reason):
        gaps.append("\(prefix)\(entry.rule)\(wording.colon)\(reason.text(in: wording.language))")
      case .switchedOff(let reason):
        gaps.append(
          "\(prefix)\(wording.switchedOff) \(entry.rule)\(wording.colon)"
            + reason.text(in: wording.language))
      case .held, .failed, .noNode, .waived: continue
      }
    }
    if submission.unlistedFindingCount > 0 {
      gaps.append(prefix + wording.unlisted(submission.unlistedFindingCount))
    }
    let text = FindingText(language: wording.language, sourceName: submission.source.name)
    for issue in submission.issues {
      others.append(
        "\(text.place(issue.location))\(wording.colon)\(issue.message.text(in: wording.language)) "
          + "[\(issue.code)]")
    }
    for note in submission.notes {
      others.append(prefix + note.message.text(in: wording.language))
    }
  }
}
