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
        [wording.noteHeading, wording.outcome, wording.ruleResults, wording.noteProblems],
        to: &html)
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
      writeOutcome(Self.gravest(results), to: &html)
      html.element("td") { html in
        for (index, result) in results.enumerated() {
          if index > 0 { html.text(wording.listSeparator) }
          writeResult(result, to: &html)
        }
        if results.isEmpty { html.text("–") }
      }
      html.element("td") { html in
        if note.problems.isEmpty { html.text(wording.none) }
        for (index, problem) in note.problems.enumerated() {
          if index > 0 { html.text(wording.listSeparator) }
          html.text(problem.message.text(in: language))
        }
      }
    }
  }
}

extension SumPart {
  /// The outcomes of rules that check a note, the gravest first; the first that any of its rules has is the note's.
  private static let outcomes = [
    "failed", "not-evaluated", "waived", "switched-off", "held", "no-node",
  ]

  /// What the rules of a note come to; `nil` where it has none.
  private static func gravest(_ results: [NoteResult]) -> String? {
    let found = Set(results.map(\.outcome))
    return outcomes.first { found.contains($0) } ?? results.first?.outcome
  }

  private func writeOutcome(_ outcome: String?, to html: inout HTMLWriter) {
    let name: String? =
      switch outcome {
      case "failed", "not-evaluated", nil: "differs"
      case "held": "agrees"
      case _: nil
      }
    html.element(
      "td", ["class": name], text: outcome.map(wording.noteOutcome) ?? wording.noteUnchecked)
  }

  /// One rule of a note; a rule that asks for something says what.
  private func writeResult(_ result: NoteResult, to html: inout HTMLWriter) {
    let isWrong = ["failed", "not-evaluated"].contains(result.outcome)
    let title = map.submission.ledger.first { $0.rule == result.rule }?.title
    let words = isWrong ? title.map { "\(wording.opening)\($0)\(wording.closing)" } ?? "" : ""
    html.text("\(result.rule)\(InvisibleCharacters.shown(words))\(wording.colon)")
    html.element(
      "span", ["class": isWrong ? "differs" : nil], text: wording.noteOutcome(result.outcome))
  }
}

/// Words about candidates, subtotals and the results of notes.
extension Wording {
  var subtotals: String { word("小計", "Subtotals") }
  var numberOfEntries: String { word("事業数", "entries") }
  var noteHeading: String { word("注", "note") }
  var ruleResults: String { word("規則と結果", "rules and results") }
  var noteProblems: String { word("注についての問題", "problems with the note") }
  var noteUnchecked: String { word("点検する規則なし", "no rule checks it") }
  var none: String { word("なし", "none") }

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
