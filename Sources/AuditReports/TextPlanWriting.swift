internal import Auditing
internal import TextForms

/// The lines of a plan about its sums and about the form's notes.
struct TextPlanWriting {
  let wording: Wording

  /// The sums of a plan; subtotals by category and theme only where a sum does not agree.
  func writeSums(of plan: PlanSummary, to page: inout TextPage) {
    for sum in plan.reconciliation { page.item(wording.line(for: sum)) }
    let isOff = plan.reconciliation.contains { sum in
      sum.difference.map { $0 != 0 } ?? false
    }
    if !isOff { return }
    for subtotal in plan.subtotals {
      switch subtotal.grouping {
      case .municipality: continue
      case .category, .theme: page.item(line(for: subtotal))
      }
    }
  }

  private func line(for subtotal: Subtotal) -> String {
    let name = subtotal.name ?? subtotal.code ?? "?"
    let amounts: [(FieldName, Int?)] = [
      (.cost, subtotal.cost), (.target, subtotal.target), (.reference, subtotal.reference),
    ]
    let words = amounts.map { field, value in
      "\(field.name(in: wording.language)) \(value.map(grouped) ?? "?")"
    }
    return InvisibleCharacters.shown(
      "\(wording.subtotal) \(name)\(wording.colon)\(wording.entryCount(subtotal.entryCount))  "
        + words.joined(separator: "  "))
  }

  /// The notes of a plan with what came of their rules, and a line for each that the rules may not cover.
  func writeNotes(
    of plan: PlanSummary, in submission: SubmissionReport, _ text: FindingText,
    to page: inout TextPage
  ) {
    let covered = plan.notes.filter { note in !note.problems.contains { $0.isDoubtful } }
    let words = covered.filter { $0.text != nil }.map { note in
      name(of: note) + " " + outcome(submission.results(of: note, inPlan: plan.id))
    }
    if !words.isEmpty {
      page.item(
        InvisibleCharacters.shown(
          wording.notes + wording.colon + words.joined(separator: wording.listSeparator)))
    }
    let missing = plan.notes.filter { $0.problems.contains(.notPrinted) }
    if !missing.isEmpty {
      let names = missing.map { name(of: $0) }.joined(separator: wording.listSeparator)
      page.item(
        wording.notesNotPrinted + wording.colon
          + (missing.count < plan.notes.count ? names : wording.allNotes))
    }
    for note in plan.notes {
      for problem in note.problems where problem.isDoubtful {
        page.item(
          "\(text.place(note.location)): \(wording.notes)\(wording.colon)\(name(of: note))"
            + "\(wording.colon)" + text.quoted(problem.message.text(in: wording.language)))
      }
    }
  }

  private func name(of note: NoteCoverage) -> String {
    note.sourceName?.text(in: wording.language) ?? wording.note(number: note.number)
  }

  /// The gravest of the outcomes, and the rules that failed or could not be evaluated.
  private func outcome(_ results: [NoteResult]) -> String {
    for (name, label) in [
      ("not-evaluated", wording.noteNotEvaluated), ("failed", wording.noteFailed),
    ] {
      let rules = results.filter { $0.outcome == name }.map(\.rule)
      if !rules.isEmpty { return "\(label) (\(rules.joined(separator: ", ")))" }
    }
    return results.contains { $0.outcome == "waived" }
      ? wording.noteWaived
      : results.contains { $0.outcome == "held" } ? wording.noteHeld : wording.noteUnmet
  }
}

/// Words about sums and notes.
extension Wording {
  var subtotal: String { word("小計", "subtotal") }
  var notes: String { word("注の確認", "notes") }
  var notesNotPrinted: String { word("印刷されていない注", "notes that are not printed") }
  var allNotes: String { word("すべて", "all") }
  var noteHeld: String { word("適合", "held") }
  var noteFailed: String { word("不適合", "failed") }
  var noteWaived: String { word("免除", "waived") }
  var noteUnmet: String { word("該当箇所なし", "met nothing") }
  var noteNotEvaluated: String { word("評価不能", "not evaluated") }

  func note(number: Int?) -> String {
    number.map { word("注\($0)", "note \($0)") } ?? word("番号のない注", "a note without a number")
  }
}
