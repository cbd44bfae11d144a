internal import PlanModel
internal import XMLTree

/// A row of sums of a part of the entries, which readers keep as text without a place: 小計 18,568.
struct PrintedSubtotal: Equatable {
  /// The words of such a row, and its amounts, at the most.
  private static let pieceCountMax = 8
  /// The number of such rows of a submission that are looked at.
  private static let countMax = 1_000

  /// What it is called, as printed.
  let label: String
  /// The amounts in the order of the columns; a dash adds nothing.
  let amounts: [PlanFigures.Amount]
  private let location: Location

  /// Reads words without a place; `nil` where they are no such row.
  init?(_ text: String, at location: Location) {
    var label: String?
    var amounts: [PlanFigures.Amount] = []
    for (index, piece) in text.split(whereSeparator: \.isWhitespace).enumerated() {
      if index == Self.pieceCountMax { return nil }
      let printed = Printed(String(piece), at: .nowhere)
      if printed.isDash {
        amounts.append(.dash)
      } else if case .whole(let amount) = printed.amountField().value {
        amounts.append(.whole(amount))
      } else if label == nil, Self.isLabel(piece) {
        label = String(piece)
      }
    }
    guard let label, (1...Reconciliation.fields.count).contains(amounts.count) else { return nil }
    self.label = label
    self.amounts = amounts
    self.location = location
  }

  /// All that `submission` prints.
  static func all(of submission: XMLNode) -> [PrintedSubtotal] {
    var subtotals: [PrintedSubtotal] = []
    for piece in submission.planChildren("unplaced") where subtotals.count < countMax {
      guard let subtotal = PrintedSubtotal(piece.stringValue, at: Location(attributesOf: piece))
      else { continue }
      subtotals.append(subtotal)
    }
    return subtotals
  }

  /// Whether words name a sum: 計, 小計, 中央区計, （小計）.
  private static func isLabel(_ words: Substring) -> Bool {
    ComparisonKey.label(String(words)).last { !"()[]【】:〔〕<>".contains($0) } == "計"
  }

  /// Whether `amount` stands in the column, or, where the columns are not all filled, anywhere.
  func hasAmount(_ amount: Int, inColumn column: Int) -> Bool {
    amounts.count == Reconciliation.fields.count
      ? amounts[column] == .whole(amount) : amounts.contains(.whole(amount))
  }

  /// Whether it stands where the entries of `plan` do, as far as their places tell.
  func stands(amongEntriesOf plan: XMLNode) -> Bool {
    guard let first = plan.planChild("entry") else { return false }
    let start = Location(nearest: first)
    let end = plan.planChild("totals").map { Location(nearest: $0) }
    if let sheet = location.sheet, let other = start.sheet, sheet != other { return false }
    for path in [\Location.page, \Location.line, \Location.row] {
      guard let here = location[keyPath: path] else { continue }
      if let first = start[keyPath: path], here < first { return false }
      if let last = end?[keyPath: path], here > last { return false }
    }
    return true
  }
}
