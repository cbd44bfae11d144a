internal import Auditing

/// What explains a plan's sums and notes: candidates for a difference, subtotals, what came of the form's notes.
struct SumPart {
  /// The most candidates that are listed for one total.
  static let causeCountMax = 10

  let map: PageMap
  let planIndex: Int
  let wording: Wording

  private var plan: PlanSummary { map.submission.plans[planIndex] }
  private var language: ReportLanguage { wording.language }

  /// The candidates for each total that is off, the likeliest first, with a link to the entry in question.
  func writeCauses(to html: inout HTMLWriter) {
    for sum in plan.reconciliation where !sum.causes.isEmpty {
      html.element("h4", text: wording.candidates(sum.field.name(in: language)))
      html.element("ol", ["class": "causes"]) { html in
        for cause in sum.causes.prefix(Self.causeCountMax) {
          html.element("li") { write(cause, sum.field, to: &$0) }
        }
      }
      let unlisted = max(0, sum.causes.count - Self.causeCountMax) + sum.unlistedCauseCount
      if unlisted > 0 { html.element("p", ["class": "small"], text: wording.more(unlisted)) }
    }
  }

  private func write(_ cause: DiscrepancyCause, _ field: FieldName, to html: inout HTMLWriter) {
    html.text(cause.message.text(in: language))
    guard let entry = cause.entry,
      let target = map.cell(field, position: entry.position, plan: planIndex)
    else { return }
    html.text(wording.opening)
    let number = entry.number ?? ""
    html.element(
      "a", ["href": "#\(target)"],
      text: wording.entry(number: number.isEmpty ? nil : number, position: entry.position)
        ?? String(entry.position))
    html.text(wording.closing)
  }

  /// The subtotals, folded away; one table for each way of grouping.
  func writeSubtotals(to html: inout HTMLWriter) {
    if plan.subtotals.isEmpty { return }
    html.element("details", ["class": "prints"]) { html in
      html.element("summary", text: wording.subtotals)
      for grouping in SubtotalGrouping.allCases {
        let subtotals = plan.subtotals.filter { $0.grouping == grouping }
        if !subtotals.isEmpty { write(subtotals, by: field(of: grouping), to: &html) }
      }
    }
  }

  private func field(of grouping: SubtotalGrouping) -> FieldName {
    switch grouping {
    case .municipality: .municipality
    case .category: .category
    case .theme: .theme
    }
  }

  private func write(_ subtotals: [Subtotal], by field: FieldName, to html: inout HTMLWriter) {
    let name = field.name(in: language)
    html.element("table", ["class": "sums"]) { html in
      html.element("caption", text: "\(wording.subtotals)\(wording.colon)\(name)")
      writeHead(
        [name],
        numbers: [wording.numberOfEntries]
          + [FieldName.cost, .target, .reference].map { $0.name(in: language) }, to: &html)
      html.element("tbody") { html in
        for subtotal in subtotals {
          html.element("tr") { html in
            html.element("th", ["scope": "row"], text: subtotal.name ?? subtotal.code ?? "–")
            let amounts = [subtotal.entryCount, subtotal.cost, subtotal.target, subtotal.reference]
            for amount in amounts {
              html.element("td", ["class": "number"], text: amount.map(grouped) ?? "–")
            }
          }
        }
      }
    }
  }

  private func writeHead(_ words: [String], numbers: [String] = [], to html: inout HTMLWriter) {
    html.element("thead") { html in
      html.element("tr") { html in
        for heading in words { html.element("th", ["scope": "col"], text: heading) }
        for heading in numbers {
          html.element("th", ["scope": "col", "class": "number"], text: heading)
        }
      }
    }
  }

  /// Each note of the form with its rules, what came of them, and what is the matter with the note.
  func writeNotes(to html: inout HTMLWriter) {
    if plan.notes.isEmpty { return }
    html.element("table", ["class": "sums"]) { html in
      html.element("caption", text: wording.notes)
      writeHead(
        [wording.noteHeading, wording.ruleResults, wording.noteProblems], to: &html)
      html.element("tbody") { html in
        for note in plan.notes { write(note, to: &html) }
      }
    }
  }

  private func write(_ note: NoteCoverage, to html: inout HTMLWriter) {
    let results = map.submission.results(of: note, inPlan: plan.id)
    html.element("tr") { html in
      html.element(
        "th", ["scope": "row"],
        text: note.sourceName?.text(in: language) ?? wording.note(number: note.number))
      html.element("td") { html in
        for (index, result) in results.enumerated() {
          if index > 0 { html.text(wording.listSeparator) }
          html.text("\(result.rule)\(wording.colon)")
          let words = wording.noteOutcome(result.outcome)
          let isWrong = ["failed", "not-evaluated"].contains(result.outcome)
          html.element("span", ["class": isWrong ? "differs" : nil], text: words)
        }
        if results.isEmpty { html.text("–") }
      }
      html.element("td") { html in
        for (index, problem) in note.problems.enumerated() {
          if index > 0 { html.text(wording.listSeparator) }
          html.text(problem.message.text(in: language))
        }
      }
    }
  }
}

/// Words about candidates, subtotals and the results of notes.
extension Wording {
  var subtotals: String { word("小計", "Subtotals") }
  var numberOfEntries: String { word("事業数", "entries") }
  var noteHeading: String { word("注", "note") }
  var ruleResults: String { word("規則と結果", "rules and results") }
  var noteProblems: String { word("注についての問題", "problems with the note") }

  func candidates(_ field: String) -> String {
    word(
      "\(field)の差を説明できる候補（確からしい順）", "Candidates for the difference in \(field), the likeliest first"
    )
  }

  /// `outcome` of a rule that checks a note, as `NoteResult` has it.
  func noteOutcome(_ outcome: String) -> String {
    switch outcome {
    case "held": noteHeld
    case "failed": noteFailed
    case "waived": noteWaived
    case "no-node": noteUnmet
    case "not-evaluated": noteNotEvaluated
    case "switched-off": word("使わない", "switched off")
    default: outcome
    }
  }
}
