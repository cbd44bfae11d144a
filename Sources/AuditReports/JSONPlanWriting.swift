internal import Auditing

/// The members of a plan: sums with what explains them, subtotals, the form's notes.
extension JSONReporter {
  func write(_ plan: PlanSummary, of submission: SubmissionReport, to json: inout JSONWriter) {
    json.object { json in
      json.string("id", plan.id)
      json.string("kind", plan.kind)
      json.integer("fiscalYear", plan.fiscalYear)
      json.integer("entries", plan.entryCount)
      json.integer("unitYen", plan.unitYen)
      json.array("reconciliation") { json in
        for sum in plan.reconciliation { write(sum, to: &json) }
      }
      if !plan.subtotals.isEmpty {
        json.array("subtotals") { json in
          for subtotal in plan.subtotals { write(subtotal, to: &json) }
        }
      }
      if !plan.notes.isEmpty {
        json.array("notes") { json in
          for note in plan.notes {
            write(note, results: submission.results(of: note, inPlan: plan.id), to: &json)
          }
        }
      }
    }
  }

  func write(_ sum: Reconciliation, to json: inout JSONWriter) {
    json.object { json in
      json.string("field", sum.field.rawValue)
      json.integer("stated", sum.stated)
      json.integer("computed", sum.computed)
      json.integer("difference", sum.difference)
      if let explanation = sum.explanation {
        write(explanation, as: "explanation", to: &json)
      }
      json.integer("contributing", sum.contributingCount)
      if !sum.causes.isEmpty {
        json.array("causes") { json in
          for cause in sum.causes { write(cause, to: &json) }
        }
      }
      if sum.unlistedCauseCount > 0 { json.integer("unlistedCauses", sum.unlistedCauseCount) }
      if !sum.contributions.isEmpty {
        json.array("contributions") { json in
          for entry in sum.contributions {
            json.object { json in
              write(entry, to: &json)
              json.integer("amount", entry.amount)
              write(entry.location, to: &json)
            }
          }
        }
      }
    }
  }

  private func write(_ cause: DiscrepancyCause, to json: inout JSONWriter) {
    json.object { json in
      json.string("cause", cause.kind.rawValue)
      if let entry = cause.entry { write(entry, to: &json) }
      json.integer("printed", cause.printed)
      json.integer("intended", cause.intended)
      json.integer("factor", cause.factor)
      json.string("otherPlan", cause.otherPlan)
      write(cause.message, as: "message", to: &json)
    }
  }

  private func write(_ entry: ContributingEntry, to json: inout JSONWriter) {
    json.integer("position", entry.position)
    json.string("number", entry.number)
    json.string("municipality", entry.municipality)
  }

  private func write(_ subtotal: Subtotal, to json: inout JSONWriter) {
    json.object { json in
      json.string("by", subtotal.grouping.rawValue)
      json.string("code", subtotal.code)
      json.string("name", subtotal.name)
      json.integer("entries", subtotal.entryCount)
      json.integer("cost", subtotal.cost)
      json.integer("target", subtotal.target)
      json.integer("reference", subtotal.reference)
    }
  }

  private func write(_ note: NoteCoverage, results: [NoteResult], to json: inout JSONWriter) {
    json.object { json in
      json.integer("number", note.number)
      json.string("text", note.text)
      json.string("see", note.source)
      json.array("rules") { json in
        for result in results {
          json.object { json in
            json.string("rule", result.rule)
            json.string("outcome", result.outcome)
            json.integer("open", result.openCount)
          }
        }
      }
      if !note.problems.isEmpty {
        json.array("problems") { json in
          for problem in note.problems {
            json.object { json in
              json.string("problem", problem.name)
              write(problem.message, as: "message", to: &json)
            }
          }
        }
      }
      write(note.location, to: &json)
    }
  }
}
