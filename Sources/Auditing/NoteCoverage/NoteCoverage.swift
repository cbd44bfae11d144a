/// What is the matter with a note of the form.
package enum NoteProblem: Equatable, Sendable {
  /// No rule checks what the note says: the form asks for something that this audit does not know.
  case uncovered
  /// The note lacks a term without which it asks for something else.
  case lacksTerm(String)
  /// The note has another number than the rules know it by.
  case numberDiffers(printed: Int?, known: Int)
  /// The note speaks of another column.
  case fieldDiffers(printed: String, known: String)
  /// The rules rest on the note, but the plan does not print it, or this form of the input lost it.
  case notPrinted
  /// The note is printed more than once; the rules are listed with the first.
  case repeated

  /// The word for it in reports.
  package var name: String {
    switch self {
    case .uncovered: "uncovered"
    case .lacksTerm: "lacks-term"
    case .numberDiffers: "number-differs"
    case .fieldDiffers: "field-differs"
    case .notPrinted: "not-printed"
    case .repeated: "repeated"
    }
  }

  /// Whether something was printed that the rules may not check as it stands.
  package var isDoubtful: Bool {
    switch self {
    case .uncovered, .lacksTerm, .numberDiffers, .fieldDiffers, .repeated: true
    case .notPrinted: false
    }
  }

  /// The sentence for people.
  package var message: Message {
    switch self {
    case .uncovered:
      Message(
        ja: "この注を確認する規則がありません。原本で確認してください。",
        en: "No rule checks this note. Check it against the original.")
    case .lacksTerm(let term):
      Message(
        ja: "規則が前提とする語「\(term)」がありません。注の内容が変わっていないか確認してください。",
        en:
          "It lacks the term \"\(term)\" that the rules rest on. Check whether the note has changed."
      )
    case .numberDiffers(let printed, let known):
      Message(
        ja: "番号が\(printed.map(String.init) ?? "なし")となっています（規則では注\(known)）。",
        en:
          "Its number is \(printed.map(String.init) ?? "missing"); the rules know it as note \(known)."
      )
    case .fieldDiffers(let printed, let known):
      Message(
        ja: "「\(printed)」の欄についての注となっています（規則では「\(known)」の欄）。",
        en: "It speaks of the column \(printed); the rules know it for the column \(known).")
    case .notPrinted:
      Message(
        ja: "この計画書には印刷されていないか、読み取れません。",
        en: "This plan does not print it, or it could not be read.")
    case .repeated:
      Message(ja: "同じ注がもう一度印刷されています。", en: "The same note is printed a second time.")
    }
  }
}

/// A note of the form, and the rules that check it.
package struct NoteCoverage: Equatable, Sendable {
  /// The number as printed; absent where there is none.
  package var number: Int?
  /// The words as printed; absent where the note is not.
  package var text: String?
  package var location: Location
  /// What the rules name in `see`; absent where the note is unknown to them.
  package var source: String?
  /// The name of `source` for people.
  package var sourceName: Message?
  /// The ids of the rules that check it, in the rule set's order.
  package var rules: [String]
  package var problems: [NoteProblem]

  package init(
    number: Int?, text: String?, location: Location, source: String?, sourceName: Message?,
    rules: [String], problems: [NoteProblem]
  ) {
    self.number = number
    self.text = text
    self.location = location
    self.source = source
    self.sourceName = sourceName
    self.rules = rules
    self.problems = problems
  }
}

/// What came of a rule in one plan.
package struct NoteResult: Equatable, Sendable {
  package var rule: String
  /// `held`, `failed`, `waived`, `no-node`, `not-evaluated` or `switched-off`.
  package var outcome: String
  /// The number of open findings of the rule in the plan.
  package var openCount: Int
}

extension SubmissionReport {
  /// What came of the rules of `note` in the plan `planID`.
  ///
  /// Where findings of a rule are not listed, or belong to no plan, its outcome for the submission stands.
  package func results(of note: NoteCoverage, inPlan planID: String) -> [NoteResult] {
    note.rules.compactMap { rule in
      guard let entry = ledger.first(where: { $0.rule == rule }) else { return nil }
      // A finding is large: it is looked at where it lies and not copied.
      let all = findings.indices.filter { findings[$0].rule == rule }
      let own = all.filter { findings[$0].plan == planID }
      let open = own.count { findings[$0].status == .open }
      let isLocal = unlistedFindingCount == 0 && all.allSatisfy { findings[$0].plan != nil }
      let outcome: String =
        switch entry.outcome {
        case .failed, .waived:
          if open > 0 {
            RuleOutcome.failed.name
          } else if !isLocal {
            entry.outcome.name
          } else {
            (own.isEmpty ? RuleOutcome.held : RuleOutcome.waived).name
          }
        case .held, .noNode, .notEvaluated, .switchedOff: entry.outcome.name
        }
      return NoteResult(rule: rule, outcome: outcome, openCount: open)
    }
  }
}
