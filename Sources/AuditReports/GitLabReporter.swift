internal import Auditing

/// Writes GitLab's Code Quality report: one issue a finding, and one for each thing that could not be checked.
struct GitLabReporter: Reporter {
  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    var fingerprints = UniqueFingerprints()
    var json = JSONWriter()
    json.array { json in
      for problem in RunProblem.all(of: report, language: language) {
        let path = problem.source ?? report.tool.name
        let id = [problem.code, path, problem.rule].compactMap { $0 }.joined(separator: " ")
        write(
          problem.sentence, check: problem.rule ?? problem.code,
          fingerprint: unique(id, &fingerprints), severity: "blocker", path: path, line: nil,
          endLine: nil, body: [], to: &json)
      }
      for placed in PlacedFinding.all(of: report) {
        write(
          description(of: placed), check: placed.finding.rule,
          fingerprint: unique(placed.finding.fingerprint, &fingerprints),
          severity: severity(of: placed.finding), path: placed.submission.source.name,
          line: placed.textLine,
          endLine: placed.textLine == nil ? nil : placed.finding.location.endLine,
          body: body(of: placed), to: &json)
      }
    }
    output += json.finish()
  }

  private func write(
    _ description: String, check: String, fingerprint: String, severity: String, path: String,
    line: Int?, endLine: Int?, body: [String], to json: inout JSONWriter
  ) {
    json.object { json in
      json.string("description", description)
      json.string("check_name", check)
      json.string("fingerprint", fingerprint)
      json.string("severity", severity)
      json.object("location") { json in
        json.string("path", path)
        json.object("lines") { json in
          json.integer("begin", line ?? 1)
          json.integer("end", endLine)
        }
      }
      if !body.isEmpty {
        json.object("content") { $0.string("body", body.joined(separator: "\n")) }
      }
    }
  }

  /// The sentence, with the place where a line cannot say it; what is waived or known begins with that word.
  private func description(of placed: PlacedFinding) -> String {
    let wording = Wording(language: language)
    let finding = placed.finding
    let sentence = InvisibleCharacters.shown(finding.message.text(in: language))
    let place = placed.placeInWords(wording).map { " (\($0))" } ?? ""
    switch finding.status {
    case .open: return sentence + place
    case .waived, .baselined:
      return "[\(wording.name(of: finding.status))] \(sentence)\(place)"
    }
  }

  /// What was found and expected, what it rests on, the sums that it tells of with what adds to them, and the evidence of
  /// a waiver, a line each.
  private func body(of placed: PlacedFinding) -> [String] {
    let submission = placed.submission
    let text = FindingText(language: language, sourceName: submission.source.name)
    let entry = submission.ledger.first { $0.rule == placed.finding.rule }
    return text.details(placed.finding, see: entry?.source(in: language))
      + placed.sums.flatMap(text.wording.lines)
      + [text.evidence(placed.finding)].compactMap { $0 }
  }

  private func severity(of finding: Finding) -> String {
    guard finding.status == .open else { return "info" }
    switch finding.rank {
    case .error: return "critical"
    case .warning: return "major"
    case .info: return "minor"
    case .review: return "info"
    }
  }

  /// GitLab shows issues of equal fingerprint once, so that a repeated one gets an ordinal.
  private func unique(_ fingerprint: String, _ all: inout UniqueFingerprints) -> String {
    let ordinal = all.ordinal(fingerprint)
    return ordinal == 1 ? fingerprint : "\(fingerprint)-\(ordinal)"
  }
}
