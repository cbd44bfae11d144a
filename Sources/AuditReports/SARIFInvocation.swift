internal import Auditing

/// Writes how the run went: whether it is complete, and every input and rule that it could not deal with.
struct SARIFInvocation {
  let report: AuditReport
  let language: ReportLanguage
  let rules: SARIFRules

  func write(leftOutCount: Int, to json: inout JSONWriter) {
    let wording = Wording(language: language)
    json.array("invocations") { json in
      json.object { json in
        json.boolean("executionSuccessful", report.verdict != .incomplete)
        json.string("exitCodeDescription", report.verdict.rawValue)
        json.array("toolExecutionNotifications") { json in
          for problem in RunProblem.all(of: report, language: language) {
            write(
              problem.code, "error", problem.sentence, source: problem.source,
              rule: problem.rule, to: &json)
          }
          if leftOutCount > 0 {
            write(
              "result-limit", "warning", wording.leftOut(leftOutCount), source: nil, rule: nil,
              to: &json)
          }
          writeRemarks(wording, to: &json)
        }
      }
    }
  }

  private func writeRemarks(_ wording: Wording, to json: inout JSONWriter) {
    for submission in report.submissions {
      let source = submission.source.name
      for issue in submission.issues {
        let text = "\(issue.message.text(in: language)) (\(source)\(issue.location.suffix))"
        write(issue.code, "warning", text, source: source, rule: nil, to: &json)
      }
      for note in submission.notes {
        write(
          note.code, "note", note.message.text(in: language), source: source, rule: nil,
          to: &json)
      }
      let unmet = submission.ledger.filter { $0.outcome == .noNode }.map(\.rule)
      if !unmet.isEmpty {
        let names = unmet.joined(separator: wording.listSeparator)
        write(
          "no-node", "note", "\(wording.noNode)\(wording.colon)\(names)", source: source,
          rule: nil, to: &json)
      }
    }
    for file in report.skipped {
      write(
        "skipped", "note", "\(wording.skipped)\(wording.colon)\(file.reason.text(in: language))",
        source: file.name, rule: nil, to: &json)
    }
  }

  private func write(
    _ code: String, _ level: String, _ text: String, source: String?, rule: String?,
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.object("descriptor") { $0.string("id", code) }
      json.string("level", level)
      json.object("message") { json in
        json.string("text", SARIFResults.plain(InvisibleCharacters.shown(text)))
      }
      if let source {
        json.array("locations") { json in
          json.object { json in
            json.object("physicalLocation") { json in
              json.object("artifactLocation") { json in
                json.string("uri", SARIFReporter.uri(of: source))
                json.string("uriBaseId", SARIFReporter.baseID)
              }
            }
          }
        }
      }
      if let rule {
        json.object("associatedRule") { json in
          json.string("id", rule)
          json.integer("index", rules.index(of: rule))
        }
      }
    }
  }
}
