internal import Auditing

/// Writes a comparison for other programs; absent values are left out, and no member ever changes its meaning.
enum ComparisonJSON {
  /// The version of the members' meaning; additions leave it as it is.
  private static let schemaVersion = 1

  static func bytes(_ report: ComparisonReport) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      writeHead(report.tool, report.rules, report.options, report.verdict, to: &json)
      json.array("comparisons") { json in
        for comparison in report.comparisons { write(comparison, to: &json) }
      }
      writeUnpaired(report.onlyBefore, report.onlyAfter, to: &json)
      json.array("skipped") { json in
        for file in report.skipped {
          json.object { json in
            json.string("name", file.name)
            write(file.reason, as: "reason", to: &json)
          }
        }
      }
    }
    return json.finish()
  }

  /// What several comparisons come to: their counts together, a rule and a pair at a time.
  static func bytes(_ summary: ComparisonSummary) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      writeHead(summary.tool, summary.rules, summary.options, summary.verdict, to: &json)
      json.object("overall") { json in
        json.integer("pairs", summary.lines.count)
        json.object("verdicts") { json in
          for verdict in Verdict.allCases {
            json.integer(verdict.rawValue, summary.lines.count { $0.verdict == verdict })
          }
        }
        json.integer("skipped", summary.skippedNames.count)
        write(summary.entries, to: &json)
        write(summary.fates, to: &json)
        json.array("rules") { json in
          for (rule, fates) in summary.ruleSummaries {
            json.object { json in
              json.string("rule", rule)
              write(fates, to: &json)
            }
          }
        }
      }
      json.array("summaries") { json in
        for line in summary.lines {
          json.object { json in
            writeSides(of: line.outline, to: &json)
            json.string("verdict", line.verdict.rawValue)
            if line.outline.isUnreadable { return }
            write(line.entries, to: &json)
            write(line.fates, to: &json)
          }
        }
      }
      writeUnpaired(summary.onlyBefore, summary.onlyAfter, to: &json)
      OverallJSON.writeSkipped(summary.skippedNames, to: &json)
    }
    return json.finish()
  }

  private static func writeHead(
    _ tool: ToolIdentity, _ rules: RuleSetIdentity, _ options: ComparisonOptions,
    _ verdict: Verdict, to json: inout JSONWriter
  ) {
    json.integer("schemaVersion", schemaVersion)
    json.object("tool") { json in
      json.string("name", tool.name)
      json.string("version", tool.version)
    }
    json.object("rules") { json in
      json.string("sha256", rules.sha256)
      json.string("phase", rules.phase)
    }
    json.object("options") { json in
      json.string("failOn", options.failOn.rawValue)
      json.string("rank", options.rank.name)
      json.boolean("forms", options.isOfForms)
      json.integer("costChangePermille", options.costChangePermille)
      json.integer("fiscalYear", options.fiscalYear)
    }
    json.string("verdict", verdict.rawValue)
  }

  private static func writeUnpaired(
    _ onlyBefore: [String], _ onlyAfter: [String], to json: inout JSONWriter
  ) {
    for (key, names) in [("onlyBefore", onlyBefore), ("onlyAfter", onlyAfter)] {
      json.array(key) { json in
        for name in names { json.string(nil, name) }
      }
    }
  }

  private static func write(_ counts: EntryCounts, to json: inout JSONWriter) {
    json.object("entryCounts") { json in
      json.integer("matched", counts.matched)
      json.integer("same", counts.same)
      json.integer("renumbered", counts.renumbered)
      json.integer("changed", counts.changed)
      json.integer("notable", counts.notable)
      json.integer("removed", counts.removed)
      json.integer("added", counts.added)
    }
  }

  private static func write(_ fates: FateCounts, to json: inout JSONWriter) {
    json.object("findingCounts") { json in
      for fate in FindingFate.allCases { json.integer(fate.rawValue, fates[fate]) }
    }
  }

  private static func writeSides(
    of comparison: SubmissionComparison, to json: inout JSONWriter
  ) {
    if !comparison.before.name.isEmpty {
      write(
        comparison.before, comparison.beforeFailure, comparison.beforeIncompleteness,
        as: "before", to: &json)
    }
    write(
      comparison.after, comparison.afterFailure, comparison.afterIncompleteness, as: "after",
      to: &json)
  }

  private static func write(_ comparison: SubmissionComparison, to json: inout JSONWriter) {
    json.object { json in
      writeSides(of: comparison, to: &json)
      if comparison.isUnreadable { return }
      json.boolean("sameData", comparison.hasSameData)
      json.array("plans") { json in
        for plan in comparison.plans {
          json.object { json in
            json.string("before", plan.before?.id)
            json.string("after", plan.after?.id)
            json.integer("entriesBefore", plan.before?.entryCount)
            json.integer("entriesAfter", plan.after?.entryCount)
            write(plan.changes, to: &json)
          }
        }
      }
      json.array("entries") { json in
        for entry in comparison.entries { write(entry, to: &json) }
      }
      for (key, labels) in [("removed", comparison.removed), ("added", comparison.added)] {
        json.array(key) { json in
          for label in labels { json.object { write(label, to: &$0) } }
        }
      }
      json.array("suggestions") { json in
        for suggestion in comparison.suggestions { write(suggestion, to: &json) }
      }
      if comparison.isSuggestingCut { json.boolean("suggestionsCut", true) }
      write(comparison.fates, to: &json)
      json.array("findings") { json in
        for change in comparison.findings { write(change, to: &json) }
      }
    }
  }

  private static func write(
    _ source: SourceSummary, _ failure: ReadFailure?, _ reasons: [Incompleteness], as key: String,
    to json: inout JSONWriter
  ) {
    json.object(key) { json in
      json.string("name", source.name)
      json.string("format", source.format)
      json.string("encoding", source.encoding)
      json.string("sha256", source.sha256)
      if let failure {
        json.object("error") { json in
          json.string("code", failure.code)
          write(failure.message, as: "message", to: &json)
          json.integer("limit", failure.limit)
          json.integer("value", failure.value)
        }
      }
      if reasons.isEmpty { return }
      json.array("incomplete") { json in
        for reason in reasons {
          json.string(nil, Wording(language: .english).sentence(for: reason))
        }
      }
    }
  }

  private static func write(_ entry: EntryComparison, to json: inout JSONWriter) {
    json.object { json in
      json.object("before") { write(entry.before, to: &$0) }
      json.object("after") { write(entry.after, to: &$0) }
      json.string("matchedBy", entry.basis.rawValue)
      json.integer("likeness", entry.score)
      json.boolean("moved", entry.isMoved)
      write(entry.changes, to: &json)
      if entry.notable.isEmpty { return }
      json.array("notable") { json in
        for notable in entry.notable {
          json.object { json in
            json.string("change", notable.name)
            if case .cost(let percent) = notable { json.integer("percent", percent) }
            write(notable.message, as: "message", to: &json)
          }
        }
      }
    }
  }

  private static func write(_ changes: [FieldChange], to json: inout JSONWriter) {
    json.array("changes") { json in
      for change in changes {
        json.object { json in
          json.string("field", change.field.rawValue)
          json.string("kind", change.kind.rawValue)
          for (key, side) in [("before", change.before), ("after", change.after)] {
            json.object(key) { json in
              json.string("text", side.text)
              json.string("state", side.state)
              JSONReporter().write(side.location, to: &json)
            }
          }
        }
      }
    }
  }

  private static func write(_ label: EntryLabel, to json: inout JSONWriter) {
    json.string("plan", label.plan)
    json.integer("position", label.position)
    json.string("number", label.number)
    json.string("municipality", label.municipality)
    json.string("title", label.title)
    json.string("cost", label.cost)
    JSONReporter().write(label.location, to: &json)
  }

  private static func write(_ suggestion: SplitSuggestion, to json: inout JSONWriter) {
    json.object { json in
      json.string(
        "kind", suggestion.isOfOneProject ? "same" : suggestion.isSplit ? "split" : "merged")
      json.boolean("costsAgree", suggestion.costsAgree)
      json.object("whole") { write(suggestion.whole, to: &$0) }
      json.array("parts") { json in
        for part in suggestion.parts { json.object { write(part, to: &$0) } }
      }
    }
  }

  private static func write(_ change: FindingChange, to json: inout JSONWriter) {
    json.object { json in
      json.string("fate", change.fate.rawValue)
      for (key, finding) in [("before", change.before), ("after", change.after)] {
        guard let finding else { continue }
        json.object(key) { json in
          json.string("rule", finding.rule)
          json.string("rank", finding.rank.name)
          json.string("plan", finding.plan)
          json.integer("position", finding.position)
          json.string("number", finding.number)
          json.string("municipality", finding.municipality)
          json.string("field", finding.field?.rawValue)
          json.string("found", finding.found)
          json.string("expected", finding.expected)
          write(finding.message, as: "message", to: &json)
          JSONReporter().write(finding.location, to: &json)
          json.string("fingerprint", finding.fingerprint)
        }
      }
    }
  }

  private static func write(_ message: Message, as key: String, to json: inout JSONWriter) {
    json.object(key) { json in
      json.string("ja", message.ja)
      json.string("en", message.en)
    }
  }
}
