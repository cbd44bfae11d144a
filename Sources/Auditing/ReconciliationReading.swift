internal import XMLTree

/// Holds the stated sums of a plan against the sums of its entries, in integers.
enum ReconciliationReading {
  /// The columns that have a sum.
  static let fields: [FieldName] = [.cost, .target, .reference]

  /// One reconciliation a column, for the element `plan`.
  static func reconciliation(of plan: XMLNode) -> [Reconciliation] {
    let entries = plan.planChildren("entry")
    return fields.map { field in
      let stated = statedValue(of: field, in: plan.planChild("totals"))
      let computed = computedValue(of: field, in: entries)
      let explanation = stated.explanation ?? computed.explanation
      return Reconciliation(
        field: field, stated: stated.value, computed: computed.value, explanation: explanation)
    }
  }

  /// A value, or why there is none.
  private struct Reading {
    var value: Int?
    var explanation: Message?
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
    if let value = amount(of: cell) { return Reading(value: value) }
    return Reading(
      value: nil,
      explanation: Message(
        ja: "合計欄の値が読み取れません。", en: "The value in the totals row cannot be read."))
  }

  private static func computedValue(of field: FieldName, in entries: [XMLNode]) -> Reading {
    var sum = 0
    for (index, entry) in entries.enumerated() {
      let position = entry.integer("position") ?? index + 1
      guard let cell = entry.planChild(field.rawValue), let value = amount(of: cell) else {
        return Reading(
          value: nil,
          explanation: Message(
            ja: "\(position)件目の値が読み取れません。",
            en: "The value of entry \(position) cannot be read."))
      }
      let (next, overflow) = sum.addingReportingOverflow(value)
      if overflow {
        return Reading(
          value: nil,
          explanation: Message(ja: "合計が大きすぎます。", en: "The sum is too large."))
      }
      sum = next
    }
    return Reading(value: sum)
  }

  /// The amount of a cell; a dash and an empty cell add nothing, a lost one is not known.
  private static func amount(of cell: XMLNode) -> Int? {
    if let value = cell.integer("value") { return value }
    switch cell.fieldState {
    case "dash", "blank": return 0
    default: return nil
    }
  }
}
