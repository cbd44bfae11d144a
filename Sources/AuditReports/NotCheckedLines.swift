internal import Auditing
internal import TextForms

extension Wording {
  /// What a run could not check, a line each: unreadable inputs, rules that could not be evaluated or were switched off
  /// with their reasons, rules that met no node.
  func notCheckedLines(of report: AuditReport) -> [String] {
    var lines: [String] = []
    if report.planSubmissions.isEmpty { lines.append(sentence(for: .nothingToCheck)) }
    let several = report.submissions.count > 1
    for submission in report.submissions {
      let prefix = several ? submission.source.name + colon : ""
      for reason in submission.incompleteness {
        lines.append(prefix + sentence(for: reason))
      }
      for entry in submission.ledger {
        switch entry.outcome {
        case .notEvaluated(let reason):
          lines.append(
            "\(prefix)\(entry.rule)\(colon)\(reason.text(in: language))")
        case .switchedOff(let reason):
          lines.append(
            "\(prefix)\(switchedOff) \(entry.rule)\(colon)"
              + reason.text(in: language))
        case .held, .failed, .noNode, .waived: continue
        }
      }
      let unmet = submission.ledger.filter { $0.outcome == .noNode }.map(\.rule)
      if !unmet.isEmpty {
        lines.append(
          "\(prefix)\(noNode)\(colon)"
            + unmet.joined(separator: listSeparator))
      }
    }
    return lines
  }
}
