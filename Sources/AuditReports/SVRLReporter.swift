internal import Auditing
internal import Schematron

/// Writes the engine's own report of one submission, as Schematron Validation Report Language.
struct SVRLReporter: Reporter {
  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    guard let only = report.submissions.first, report.submissions.count == 1 else {
      throw .oneSubmissionOnly(format: .svrl, submissionCount: report.submissions.count)
    }
    guard let validation = only.validation else {
      throw .notValidated(format: .svrl, name: only.source.name)
    }
    output += SVRLWriter.bytes(for: validation)
  }

  /// A file for each submission that was validated, named after its source; a name that comes again gets a number.
  func files(of report: AuditReport) -> [ReportFile] {
    var counts: [String: Int] = [:]
    return report.submissions.compactMap { submission in
      guard let validation = submission.validation else { return nil }
      let name = fileName(for: submission.source.name)
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return ReportFile(
        name: count == 1 ? "\(name).svrl" : "\(name)-\(count).svrl",
        bytes: SVRLWriter.bytes(for: validation))
    }
  }

  /// The last part of a path as a plain file name.
  private func fileName(for source: String) -> String {
    let last = source.split(separator: "/").last.map(String.init) ?? "submission"
    let shown = InvisibleCharacters.shown(last)
    let plain = String(shown.map { "\\/:*?\"<>|".contains($0) ? "_" : $0 })
    return plain.hasPrefix(".") ? "_\(plain)" : plain
  }
}
