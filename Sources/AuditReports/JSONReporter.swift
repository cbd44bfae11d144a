package import Auditing

/// Writes the report that other programs rely on; absent values are left out, and no member ever changes its meaning.
package struct JSONReporter: Reporter {
  /// The version of the members' meaning; additions leave it as it is.
  package static let schemaVersion = 1

  package init() {}

  package func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    var json = JSONWriter()
    json.object { json in
      json.integer("schemaVersion", Self.schemaVersion)
      json.object("tool") { json in
        json.string("name", report.tool.name)
        json.string("version", report.tool.version)
      }
      json.object("rules") { json in
        switch report.rules.origin {
        case .builtIn: json.string("origin", "built-in")
        case .folder(let name):
          json.string("origin", "folder")
          json.string("name", name)
        }
        json.string("sha256", report.rules.sha256)
        json.string("phase", report.rules.phase)
      }
      json.object("options") { json in
        json.string("failOn", report.options.failOn.rawValue)
        json.string("date", report.options.date)
        json.integer("fiscalYear", report.options.fiscalYear)
        for file in report.options.files {
          json.object(file.role.rawValue) { json in
            json.string("name", file.name)
            json.string("sha256", file.sha256)
          }
        }
        if let demands = report.options.demands { write(demands, to: &json) }
      }
      json.string("verdict", report.verdict.rawValue)
      if report.submissions.count > 1 { OverallJSON.write(BatchSummary(report), to: &json) }
      json.array("submissions") { json in
        for submission in report.submissions { write(submission, to: &json) }
      }
      if !report.skipped.isEmpty {
        json.array("skipped") { json in
          for file in report.skipped {
            json.object { json in
              json.string("name", file.name)
              write(file.reason, as: "reason", to: &json)
            }
          }
        }
      }
    }
    output += json.finish()
  }

  /// Writes one element of `submissions`.
  package func write(_ submission: SubmissionReport, to json: inout JSONWriter) {
    json.object { json in
      if submission.role == .gate { json.string("role", submission.role.rawValue) }
      json.object("source") { json in
        json.string("name", submission.source.name)
        json.string("format", submission.source.format)
        json.string("encoding", submission.source.encoding)
        if !submission.source.evidence.isEmpty {
          json.string("evidence", submission.source.evidence.joined(separator: " "))
        }
        json.string("sha256", submission.source.sha256)
      }
      if let failure = submission.failure {
        json.object("error") { json in
          json.string("code", failure.code)
          write(failure.message, as: "message", to: &json)
          json.integer("limit", failure.limit)
          json.integer("value", failure.value)
        }
      }
      json.array("plans") { json in
        for plan in submission.plans { write(plan, of: submission, to: &json) }
      }
      json.array("findings") { json in
        for finding in submission.findings { write(finding, to: &json) }
      }
      if submission.unlistedFindingCount > 0 {
        json.integer("unlistedFindings", submission.unlistedFindingCount)
      }
      json.array("ledger") { json in
        for entry in submission.ledger { write(entry, to: &json) }
      }
      if let trace = submission.gateTrace { write(trace, to: &json) }
      writeRemarks(of: submission, to: &json)
    }
  }

  private func write(_ demands: GateDemands, to json: inout JSONWriter) {
    json.object("gate") { json in
      json.integer("maxWarnings", demands.warningCountMax)
      json.integer("expectRules", demands.ruleCountMin)
      if demands.refusesVacuousRules { json.boolean("failOnVacuous", true) }
      if demands.isBaselineStrict { json.boolean("strictBaseline", true) }
    }
  }

  private func write(_ trace: GateTrace, to json: inout JSONWriter) {
    switch trace {
    case .waivers(let waivers):
      json.array("waivers") { json in
        for waiver in waivers {
          json.object { json in
            json.integer("line", waiver.line)
            json.string("state", waiver.state.rawValue)
            json.string("submission", waiver.submission)
          }
        }
      }
    case .unmetRules(let rules):
      json.array("unmetRules") { json in
        for rule in rules { json.string(nil, rule) }
      }
    }
  }

  private func writeRemarks(of submission: SubmissionReport, to json: inout JSONWriter) {
    if !submission.issues.isEmpty {
      json.array("issues") { json in
        for issue in submission.issues {
          json.object { json in
            json.string("code", issue.code)
            write(issue.message, as: "message", to: &json)
            write(issue.location, to: &json)
          }
        }
      }
    }
    if !submission.notes.isEmpty {
      json.array("notes") { json in
        for note in submission.notes {
          json.object { json in
            json.string("code", note.code)
            write(note.message, as: "message", to: &json)
          }
        }
      }
    }
  }

  private func write(_ finding: Finding, to json: inout JSONWriter) {
    json.object { json in
      json.string("rule", finding.rule)
      json.string("severity", finding.severity.rawValue)
      json.string("outcome", finding.outcome.rawValue)
      json.string("plan", finding.plan)
      json.integer("position", finding.position)
      json.string("number", finding.number)
      json.string("municipality", finding.municipality)
      json.string("title", finding.title)
      json.string("field", finding.field?.rawValue)
      json.string("found", finding.found)
      json.string("expected", finding.expected)
      write(finding.message, as: "message", to: &json)
      write(finding.location, to: &json)
      if !finding.related.isEmpty {
        json.array("related") { json in
          for place in finding.related {
            json.object { json in
              json.string("plan", place.plan)
              json.integer("position", place.position)
              json.string("number", place.number)
              json.string("municipality", place.municipality)
              write(place.location, to: &json)
            }
          }
        }
      }
      json.string("basis", finding.basis)
      json.string("fingerprint", finding.fingerprint)
      json.string("status", finding.status.rawValue)
      if let waiver = finding.waiver {
        json.object("waiver") { json in
          json.string("requestedBy", waiver.requestedBy)
          json.string("approvedBy", waiver.approvedBy)
          json.string("reason", waiver.reason)
          json.string("expires", waiver.expiry.text)
        }
      }
    }
  }

  private func write(_ entry: LedgerEntry, to json: inout JSONWriter) {
    json.object { json in
      json.string("rule", entry.rule)
      json.string("severity", entry.severity.rawValue)
      json.string("kind", entry.kind.rawValue)
      json.string("see", entry.see)
      json.integer("evaluated", entry.evaluatedCount)
      json.integer("failed", entry.failedCount)
      json.string("outcome", entry.outcome.name)
      json.string("relevelledFrom", entry.relevelledFrom?.rawValue)
      switch entry.outcome {
      case .notEvaluated(let reason), .switchedOff(let reason):
        write(reason, as: "reason", to: &json)
      case .held, .failed, .noNode, .waived: break
      }
    }
  }

  func write(_ message: Message, as key: String, to json: inout JSONWriter) {
    json.object(key) { json in
      json.string("ja", message.ja)
      json.string("en", message.en)
    }
  }

  func write(_ location: Location, to json: inout JSONWriter) {
    json.object("location") { json in
      json.integer("line", location.line)
      json.integer("endLine", location.endLine)
      json.integer("page", location.page)
      json.string("sheet", location.sheet)
      json.string("cell", location.cell)
      json.integer("row", location.row)
      json.integer("column", location.column)
      json.string("path", location.path)
    }
  }
}
