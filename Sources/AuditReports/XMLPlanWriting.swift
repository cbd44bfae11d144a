internal import Auditing

/// The elements of a plan: sums with what explains them, subtotals, the form's notes.
extension XMLReporter {
  func write(_ plan: PlanSummary, of submission: SubmissionReport, to xml: inout MarkupWriter) {
    xml.element(
      "plan",
      [
        "id": plan.id, "kind": plan.kind, "fiscalYear": plan.fiscalYear.map(String.init),
        "entries": String(plan.entryCount), "unitYen": plan.unitYen.map(String.init),
      ]
    ) { xml in
      for sum in plan.reconciliation { write(sum, to: &xml) }
      for subtotal in plan.subtotals {
        xml.element(
          "subtotal",
          [
            "by": subtotal.grouping.rawValue, "code": subtotal.code, "name": subtotal.name,
            "entries": String(subtotal.entryCount), "cost": subtotal.cost.map(String.init),
            "target": subtotal.target.map(String.init),
            "reference": subtotal.reference.map(String.init),
          ])
      }
      for note in plan.notes {
        write(note, results: submission.results(of: note, inPlan: plan.id), to: &xml)
      }
    }
  }

  private func write(_ sum: Reconciliation, to xml: inout MarkupWriter) {
    xml.element("sum", Self.attributes(of: sum)) { xml in
      if let explanation = sum.explanation { write(explanation, to: &xml) }
      for cause in sum.causes {
        xml.element("cause", Self.attributes(of: cause)) { write(cause.message, to: &$0) }
      }
      if sum.unlistedCauseCount > 0 {
        xml.element("unlisted", ["count": String(sum.unlistedCauseCount)])
      }
      for entry in sum.contributions {
        xml.element("contribution", Self.attributes(of: entry)) { write(entry.location, to: &$0) }
      }
    }
  }

  /// The attributes of `sum`; absent ones have no value.
  static func attributes(of sum: Reconciliation) -> [(String, String?)] {
    [
      ("field", sum.field.rawValue), ("stated", sum.stated.map(String.init)),
      ("computed", sum.computed.map(String.init)),
      ("difference", sum.difference.map(String.init)),
      ("contributing", String(sum.contributingCount)),
    ]
  }

  /// The attributes of `cause`; absent ones have no value.
  static func attributes(of cause: DiscrepancyCause) -> [(String, String?)] {
    [
      ("kind", cause.kind.rawValue), ("position", cause.entry.map { String($0.position) }),
      ("number", cause.entry?.number), ("municipality", cause.entry?.municipality),
      ("printed", String(cause.printed)), ("intended", cause.intended.map(String.init)),
      ("factor", cause.factor.map(String.init)), ("otherPlan", cause.otherPlan),
    ]
  }

  /// The attributes of `contribution`; absent ones have no value.
  static func attributes(of entry: ContributingEntry) -> [(String, String?)] {
    [
      ("position", String(entry.position)), ("number", entry.number),
      ("municipality", entry.municipality), ("amount", String(entry.amount)),
    ]
  }

  private func write(_ note: NoteCoverage, results: [NoteResult], to xml: inout MarkupWriter) {
    xml.element(
      "formNote", ["number": note.number.map(String.init), "see": note.source]
    ) { xml in
      if let text = note.text { xml.element("text", text: text) }
      for problem in note.problems {
        xml.element("problem", ["kind": problem.name]) { write(problem.message, to: &$0) }
      }
      for result in results {
        xml.element(
          "result",
          ["rule": result.rule, "outcome": result.outcome, "open": String(result.openCount)])
      }
      write(note.location, to: &xml)
    }
  }
}
