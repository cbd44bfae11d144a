package import Auditing

/// Writes what a batch comes to as JSON: alone, or as the member `overall` of a report with several submissions.
package enum OverallJSON {
  /// The version of the members' meaning; additions leave it as it is.
  private static let schemaVersion = 1

  /// The summary as a document of its own, with a line a submission.
  package static func bytes(_ summary: BatchSummary) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.integer("schemaVersion", schemaVersion)
      json.object("tool") { json in
        json.string("name", summary.tool.name)
        json.string("version", summary.tool.version)
      }
      json.object("rules") { json in
        json.string("sha256", summary.rules.sha256)
        json.string("phase", summary.rules.phase)
      }
      json.object("options") { json in
        json.string("failOn", summary.options.failOn.rawValue)
        json.string("date", summary.options.date)
        json.integer("fiscalYear", summary.options.fiscalYear)
      }
      json.string("verdict", summary.verdict.rawValue)
      write(summary, to: &json)
      json.array("summaries") { json in
        for line in summary.lines { write(line, to: &json) }
      }
      writeSkipped(summary.skippedNames, to: &json)
    }
    return json.finish()
  }

  /// Writes the names of the files that were passed over.
  static func writeSkipped(_ names: [String], to json: inout JSONWriter) {
    json.array("skippedFiles") { json in
      for name in names { json.string(nil, name) }
    }
  }

  /// Writes the member `overall`.
  package static func write(_ summary: BatchSummary, to json: inout JSONWriter) {
    json.object("overall") { json in
      json.integer("submissions", summary.lines.count)
      json.object("verdicts") { json in
        for verdict in Verdict.allCases {
          json.integer(verdict.rawValue, summary.lines.count { $0.verdict == verdict })
        }
      }
      json.integer("skipped", summary.skippedNames.count)
      json.integer("entries", summary.lines.reduce(0) { $0 + $1.entryCount })
      write(summary.counts, to: &json)
      writeMunicipalities(of: summary, to: &json)
      writeRules(of: summary, to: &json)
      json.array("unreadable") { json in
        for line in summary.lines {
          guard let failure = line.failure else { continue }
          json.object { json in
            json.string("name", line.source.name)
            json.string("code", failure.code)
          }
        }
      }
      json.array("notChecked") { json in
        for line in summary.lines where line.hasCheckedNothing || !line.unevaluatedRules.isEmpty {
          json.object { json in
            json.string("name", line.source.name)
            json.array("rules") { json in
              for rule in line.unevaluatedRules { json.string(nil, rule) }
            }
          }
        }
      }
    }
  }

  private static func writeMunicipalities(of summary: BatchSummary, to json: inout JSONWriter) {
    json.array("municipalities") { json in
      for municipality in summary.municipalities {
        json.object { json in
          json.string("name", municipality.name)
          json.integer("submissions", municipality.submissionCount)
          json.string("worst", municipality.counts.worst?.name)
          write(municipality.counts, to: &json)
          json.array("rules") { json in
            for tally in municipality.rules {
              json.object { json in
                json.string("rule", tally.rule)
                json.string("rank", tally.rank.name)
                json.integer("findings", tally.count)
              }
            }
          }
        }
      }
    }
  }

  private static func writeRules(of summary: BatchSummary, to json: inout JSONWriter) {
    json.array("rules") { json in
      for rule in summary.ruleSummaries {
        json.object { json in
          json.string("rule", rule.rule)
          json.string("rank", rule.rank?.name)
          json.integer("findings", rule.findingCount)
          json.integer("submissions", rule.submissionCount)
          json.integer("municipalities", rule.municipalityCount)
          json.integer("notEvaluated", rule.unevaluatedCount)
        }
      }
    }
  }

  private static func write(_ line: BatchLine, to json: inout JSONWriter) {
    json.object { json in
      json.string("name", line.source.name)
      if line.role == .gate { json.string("role", line.role.rawValue) }
      json.string("format", line.source.format)
      json.string("sha256", line.source.sha256)
      json.string("verdict", line.verdict.rawValue)
      json.integer("entries", line.entryCount)
      write(line.counts, to: &json)
      json.integer("settled", line.settledCount)
      if line.role == .gate { write(line.statements, to: &json) }
      if line.unlistedCount > 0 { json.integer("unlistedFindings", line.unlistedCount) }
      if let failure = line.failure {
        json.object("error") { json in
          json.string("code", failure.code)
          write(failure.message, to: &json)
        }
      }
    }
  }

  private static func write(_ statements: [GateStatement], to json: inout JSONWriter) {
    json.array("statements") { json in
      for statement in statements {
        json.object { json in
          json.string("rule", statement.rule)
          json.string("rank", statement.rank?.name)
          json.integer("line", statement.line)
          write(statement.message, to: &json)
        }
      }
    }
  }

  private static func write(_ message: Message, to json: inout JSONWriter) {
    json.object("message") { json in
      json.string("ja", message.ja)
      json.string("en", message.en)
    }
  }

  private static func write(_ counts: RankCounts, to json: inout JSONWriter) {
    json.object("findings") { json in
      for rank in Rank.allCases { json.integer(rank.name, counts[rank]) }
    }
  }
}
