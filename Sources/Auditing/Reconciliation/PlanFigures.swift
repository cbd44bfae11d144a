internal import XMLTree

/// The amounts of one plan, column by column, and what each entry is grouped by.
struct PlanFigures {
  /// What a cell adds to a sum.
  enum Amount: Equatable {
    case whole(Int)
    /// A dash stands there, which adds nothing.
    case dash
    /// The cell is empty, which adds nothing.
    case blank
    /// Lost, or not readable as a number.
    case unknown

    /// The amount; `nil` where it is not known.
    var value: Int? {
      switch self {
      case .whole(let value): value
      case .dash, .blank: 0
      case .unknown: nil
      }
    }
  }

  /// One entry.
  struct Row {
    var element: XMLNode
    var position: Int
    /// In the order of `Reconciliation.fields`.
    var amounts: [Amount]
    var municipality: GroupKey?
    var category: GroupKey?
    var theme: GroupKey?
  }

  /// What entries are grouped by: the code, else the words.
  struct GroupKey: Hashable {
    /// The code of the code list; absent for words that it does not hold.
    var code: String?
    /// The words as printed, where there is no code.
    var words: String?
  }

  let planID: String
  let planKind: String
  let rows: [Row]
  /// The element of the totals row; absent where there is none.
  let totals: XMLNode?
  /// The names of the groups, as their first entry prints them.
  private(set) var names: [GroupKey: String] = [:]
  /// The subtotals that stand among the entries and are none.
  let printedSubtotals: [PrintedSubtotal]

  init(plan: XMLNode, subtotals: [PrintedSubtotal]) {
    planID = plan.attribute("id") ?? ""
    planKind = plan.attribute("kind") ?? "unknown"
    totals = plan.planChild("totals")
    printedSubtotals = subtotals.filter { $0.stands(amongEntriesOf: plan) }
    var rows: [Row] = []
    var names: [GroupKey: String] = [:]
    for (index, entry) in plan.planChildren("entry").enumerated() {
      var row = Row(
        element: entry, position: entry.integer("position") ?? index + 1,
        amounts: [.unknown, .unknown, .unknown])
      for child in entry.childElements {
        switch child.localName {
        case "cost": row.amounts[0] = Self.amount(of: child)
        case "target": row.amounts[1] = Self.amount(of: child)
        case "reference": row.amounts[2] = Self.amount(of: child)
        case "municipality": row.municipality = Self.group(of: child, &names)
        case "category": row.category = Self.group(of: child, &names)
        case "theme": row.theme = Self.group(of: child, &names)
        default: continue
        }
      }
      rows.append(row)
    }
    self.rows = rows
    self.names = names
  }

  /// The name of a group for people.
  func name(of group: GroupKey) -> String { names[group] ?? group.words ?? group.code ?? "" }

  /// The amount of a cell; a dash and an empty cell add nothing, a lost one is not known.
  static func amount(of cell: XMLNode) -> Amount {
    if let value = cell.integer("value") { return .whole(value) }
    switch cell.fieldState {
    case "dash": return .dash
    case "blank": return .blank
    default: return .unknown
    }
  }

  private static func group(of cell: XMLNode, _ names: inout [GroupKey: String]) -> GroupKey? {
    let key: GroupKey
    if let code = cell.attribute("value") {
      key = GroupKey(code: code, words: nil)
      if names[key] != nil { return key }
    } else if let words = cell.printedText {
      key = GroupKey(code: nil, words: words)
    } else {
      return nil
    }
    if names[key] == nil { names[key] = cell.stringValue }
    return key
  }
}

extension PlanFigures {
  /// The sum of a column, or the position of the entry at which there is none.
  enum Sum: Equatable {
    case sum(Int)
    case unknown(position: Int)
    case tooLarge
  }

  /// The sum of the column `index` of `Reconciliation.fields`.
  func sum(ofColumn index: Int) -> Sum {
    var sum = 0
    for row in rows {
      guard let value = row.amounts[index].value else { return .unknown(position: row.position) }
      let (next, overflow) = sum.addingReportingOverflow(value)
      if overflow { return .tooLarge }
      sum = next
    }
    return .sum(sum)
  }
}
