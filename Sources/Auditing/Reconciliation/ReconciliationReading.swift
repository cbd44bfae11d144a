internal import XMLTree

/// Holds the stated sums of the plans of a submission against the sums of their entries, in integers.
struct ReconciliationReading {
  /// The number of candidates that the explanation names.
  private static let namedCauseCountMax = 3

  private let plans: [PlanFigures]
  private let stated: [[Reading]]
  private let computed: [[Reading]]

  /// Reads the elements `plans` of one submission.
  init(plans elements: [XMLNode]) {
    let subtotals = elements.first?.parent.map { PrintedSubtotal.all(of: $0) } ?? []
    plans = elements.map { PlanFigures(plan: $0, subtotals: subtotals) }
    stated = plans.map { plan in
      Reconciliation.fields.map { Self.statedValue(of: $0, in: plan.totals) }
    }
    computed = plans.map { plan in
      Reconciliation.fields.indices.map { Self.computedValue(plan.sum(ofColumn: $0)) }
    }
  }

  /// One reconciliation a column, for the plan at `index`.
  func reconciliation(ofPlan index: Int) -> [Reconciliation] {
    Reconciliation.fields.indices.map { column in
      let (stated, computed) = (stated[index][column], computed[index][column])
      var result = Reconciliation(
        field: Reconciliation.fields[column], stated: stated.value, computed: computed.value,
        explanation: stated.explanation ?? computed.explanation)
      result.unreadPosition = computed.unreadPosition
      result.contributingCount = plans[index].rows.count { row in
        if case .whole(let amount) = row.amounts[column] { amount != 0 } else { false }
      }
      explain(&result, plan: index, column: column)
      return result
    }
  }

  /// The subtotals of the plan at `index`.
  func subtotals(ofPlan index: Int) -> [Subtotal] { plans[index].subtotals }

  private func explain(_ result: inout Reconciliation, plan index: Int, column: Int) {
    guard let stated = result.stated, let computed = result.computed, stated != computed else {
      return
    }
    let figures = plans[index]
    result.contributions = Array(
      figures.rows.lazy.compactMap { row -> ContributingEntry? in
        guard case .whole(let amount) = row.amounts[column], amount != 0 else { return nil }
        return ContributingEntry(row.element, position: row.position, amount: amount)
      }.prefix(Reconciliation.contributionCountMax))
    guard
      let search = DiscrepancySearch(
        figures, column: column, stated: stated, computed: computed,
        others: otherTotals(than: index, column: column))
    else { return }
    let difference = search.difference
    let found = search.found(countMax: Reconciliation.causeCountMax)
    result.causes = found.causes
    result.unlistedCauseCount = found.unlistedCount
    result.explanation = Self.explanation(
      found.causes, count: found.causes.count + found.unlistedCount, difference: difference)
  }

  /// What the other plans state and come to in a column.
  private func otherTotals(than index: Int, column: Int) -> [DiscrepancySearch.OtherTotal] {
    plans.indices.filter { $0 != index }.flatMap { other in
      let names = ReportLanguage.allCases.map {
        PlanSummary.name(kind: plans[other].planKind, id: plans[other].planID, in: $0)
      }
      return [stated[other][column].value, computed[other][column].value].compactMap { value in
        value.map {
          DiscrepancySearch.OtherTotal(
            planID: plans[other].planID, planName: Message(ja: names[0], en: names[1]), value: $0)
        }
      }
    }
  }

  private static func explanation(
    _ causes: [DiscrepancyCause], count: Int, difference: Int
  ) -> Message {
    let amount = grouped(difference)
    guard let first = causes.first else {
      return Message(
        ja: "差\(amount)を一つの誤りで説明できる原因は見つかりません。",
        en: "No single slip explains the difference of \(amount).")
    }
    if count == 1 {
      return Message(
        ja: "差\(amount)は、\(first.message.ja)とすれば説明できます。",
        en: "The difference of \(amount) is explained if \(first.message.text(in: .english)).")
    }
    let named = causes.prefix(namedCauseCountMax)
    let more = count - named.count
    let ja = named.enumerated().map { "(\($0 + 1)) \($1.message.ja)" }.joined(separator: "、")
    let en = named.enumerated().map { "(\($0 + 1)) \($1.message.text(in: .english))" }
      .joined(separator: "; ")
    return Message(
      ja: "差\(amount)を説明できる候補が\(count)通りあります：\(ja)\(more > 0 ? "、ほか\(more)通り" : "")。",
      en: "There are \(count) candidates for the difference of \(amount), if: "
        + "\(en)\(more > 0 ? "; and \(more) more" : "").")
  }

  /// A value, or why there is none.
  private struct Reading {
    var value: Int?
    var explanation: Message?
    /// The position of the entry that has none.
    var unreadPosition: Int?
  }

  private static func statedValue(of field: FieldName, in totals: XMLNode?) -> Reading {
    guard let totals else {
      return Reading(
        value: nil,
        explanation: Message(ja: "合計欄がありません。", en: "There is no totals row."))
    }
    if totals.fieldState == "lost" {
      return Reading(
        value: nil,
        explanation: Message(
          ja: "この形式の入力には合計欄がありません。", en: "This form of input has no totals row."))
    }
    guard let cell = totals.planChild(field.rawValue) else {
      return Reading(
        value: nil,
        explanation: Message(
          ja: "合計欄に値がありません。", en: "The totals row has no such value."))
    }
    if let value = PlanFigures.amount(of: cell).value { return Reading(value: value) }
    return Reading(
      value: nil,
      explanation: Message(
        ja: "合計欄の値が読み取れません。", en: "The value in the totals row cannot be read."))
  }

  private static func computedValue(_ sum: PlanFigures.Sum) -> Reading {
    switch sum {
    case .sum(let value): return Reading(value: value)
    case .tooLarge:
      return Reading(
        value: nil, explanation: Message(ja: "合計が大きすぎます。", en: "The sum is too large."))
    case .unknown(let position):
      return Reading(
        value: nil,
        explanation: Message(
          ja: "\(position)件目の値が読み取れません。",
          en: "The value of entry \(position) cannot be read."),
        unreadPosition: position)
    }
  }
}
