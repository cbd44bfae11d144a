/// What a subtotal is taken over.
package enum SubtotalGrouping: String, CaseIterable, Sendable {
  case municipality, category, theme
}

/// The sums of the entries that agree in one column, for a reader's own check.
package struct Subtotal: Equatable, Sendable {
  package var grouping: SubtotalGrouping
  /// The code of the code list; absent for words that it does not hold.
  package var code: String?
  /// The words as the first of the entries prints them; absent where the column cannot be read.
  package var name: String?
  package var entryCount: Int
  /// In the unit of the column; absent where an amount is not known or the sum too large.
  package var cost: Int?
  package var target: Int?
  package var reference: Int?

  package init(
    grouping: SubtotalGrouping, code: String?, name: String?, entryCount: Int, cost: Int?,
    target: Int?, reference: Int?
  ) {
    self.grouping = grouping
    self.code = code
    self.name = name
    self.entryCount = entryCount
    self.cost = cost
    self.target = target
    self.reference = reference
  }
}

/// Sums that are added up one entry at a time; absent for ever once an amount is unknown or a sum too large.
struct RunningSums {
  private(set) var entryCount = 0
  private(set) var sums: [Int?] = [0, 0, 0]

  mutating func add(_ row: PlanFigures.Row) {
    entryCount += 1
    for (index, amount) in row.amounts.enumerated() {
      guard let sum = sums[index], let value = amount.value else {
        sums[index] = nil
        continue
      }
      let (next, overflow) = sum.addingReportingOverflow(value)
      sums[index] = overflow ? nil : next
    }
  }
}

extension PlanFigures {
  /// The sums of a grouping's groups, in the order in which the plan first has them; entries whose column cannot be
  /// read are the last group.
  func groups(by grouping: SubtotalGrouping) -> [(key: GroupKey?, sums: RunningSums)] {
    var order: [GroupKey] = []
    var sums: [GroupKey: RunningSums] = [:]
    var rest = RunningSums()
    for row in rows {
      let key: GroupKey? =
        switch grouping {
        case .municipality: row.municipality
        case .category: row.category
        case .theme: row.theme
        }
      guard let key else {
        rest.add(row)
        continue
      }
      if sums[key] == nil { order.append(key) }
      sums[key, default: RunningSums()].add(row)
    }
    var groups: [(key: GroupKey?, sums: RunningSums)] = []
    for key in order {
      if let found = sums[key] { groups.append((key, found)) }
    }
    if !groups.isEmpty, rest.entryCount > 0 { groups.append((nil, rest)) }
    return groups
  }

  /// The subtotals by municipality, category and theme; a grouping that no entry has is left out.
  var subtotals: [Subtotal] {
    SubtotalGrouping.allCases.flatMap { grouping in
      groups(by: grouping).map { group in
        Subtotal(
          grouping: grouping, code: group.key?.code, name: group.key.map { name(of: $0) },
          entryCount: group.sums.entryCount, cost: group.sums.sums[0], target: group.sums.sums[1],
          reference: group.sums.sums[2])
      }
    }
  }
}
