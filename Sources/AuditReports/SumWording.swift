internal import Auditing
internal import TextForms

/// Sums in words, the same in every report that says them in lines.
extension Wording {
  var openSums: String {
    word("一致しない合計・照合できない合計", "totals that do not agree or could not be checked")
  }

  /// What is stated, what the entries add up to, the difference and what explains it, on one line.
  func line(for sum: Reconciliation) -> String {
    var words: [String] = []
    func add(_ label: String, _ value: Int?) {
      words.append("\(label) \(value.map(grouped) ?? "?")")
    }
    add(stated, sum.stated)
    add(computed, sum.computed)
    add(difference, sum.difference)
    if let explanation = sum.explanation {
      words.append("(\(InvisibleCharacters.shown(explanation.text(in: language))))")
    }
    return "\(reconciliation) \(sum.field.name(in: language))\(colon)"
      + words.joined(separator: "  ")
  }

  /// The same, and a line with what each entry adds where these are listed.
  func lines(for sum: Reconciliation) -> [String] {
    if sum.contributions.isEmpty { return [line(for: sum)] }
    var addends = sum.contributions.map { entry in
      "\(InvisibleCharacters.shown(entry.name(in: language))) \(grouped(entry.amount))"
    }
    let unlisted = sum.contributingCount - sum.contributions.count
    if unlisted > 0 { addends.append(more(unlisted)) }
    return [line(for: sum), arithmetic + colon + addends.joined(separator: listSeparator)]
  }

  /// The lines for sums of `submission`, the first of each with the input and the plan it belongs to; those of all of
  /// its plans, or of the plan `id` alone; where `openOnly`, of those that do not agree or could not be checked.
  func sumLines(
    of submission: SubmissionReport, plan id: String? = nil, openOnly: Bool
  ) -> [String] {
    let source = InvisibleCharacters.shown(submission.source.name)
    return submission.plans.filter { id == nil || $0.id == id }.flatMap { plan in
      let name = InvisibleCharacters.shown(plan.name(in: language))
      return plan.reconciliation.filter { $0.isOpen || !openOnly }.flatMap { sum in
        let lines = lines(for: sum)
        return ["\(source) \(name)\(colon)\(lines[0])"] + lines.dropFirst()
      }
    }
  }
}

/// Which finding of a submission tells of each sum that does not agree or could not be checked.
///
/// It is the gravest about the cell of the total; else about the entry for want of whose value there is no sum; else,
/// where no total is stated, about the totals row. So each sum is told once, and no finding is made for it.
struct SumTelling {
  private var sums: [Int: [Reconciliation]] = [:]

  init(_ submission: SubmissionReport) {
    let open = submission.plans.flatMap { plan in
      plan.reconciliation.filter(\.isOpen).map { (plan: plan.id, sum: $0) }
    }
    if open.isEmpty { return }
    let gravest = Self.gravest(of: submission)
    for (plan, sum) in open {
      var cells = [Cell(plan: plan, position: nil, field: sum.field)]
      if let position = sum.unreadPosition {
        cells.append(Cell(plan: plan, position: position, field: sum.field))
      }
      if sum.stated == nil {
        cells += ([.totals] + Reconciliation.fields).map {
          Cell(plan: plan, position: nil, field: $0)
        }
      }
      guard let teller = cells.lazy.compactMap({ gravest[$0]?.index }).first else { continue }
      sums[teller, default: []].append(sum)
    }
  }

  /// The sums that the finding at `index` of the submission's findings tells of.
  func sums(ofFindingAt index: Int) -> [Reconciliation] { sums[index] ?? [] }

  private struct Cell: Hashable {
    var plan: String
    var position: Int?
    var field: FieldName
  }

  /// The gravest finding about each cell of a column that has a sum, and about the totals row.
  private static func gravest(
    of submission: SubmissionReport
  ) -> [Cell: (index: Int, weight: Int)] {
    let fields = Set([.totals] + Reconciliation.fields)
    var gravest: [Cell: (index: Int, weight: Int)] = [:]
    for (index, finding) in submission.findings.enumerated() {
      guard let plan = finding.plan, let field = finding.field, fields.contains(field) else {
        continue
      }
      let cell = Cell(plan: plan, position: finding.position, field: field)
      if let known = gravest[cell], known.weight <= finding.weight { continue }
      gravest[cell] = (index, finding.weight)
    }
    return gravest
  }
}
