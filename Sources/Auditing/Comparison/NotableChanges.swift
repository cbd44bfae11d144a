internal import PlanModel

/// Tells which changes of a project ask for a reason.
struct NotableChanges {
  /// In tenths of a per cent of the former cost.
  let costChangePermille: Int
  let before: Plan
  let after: Plan
  /// Whether both entries stand in plans that were compared with each other.
  let isSamePlan: Bool

  /// The changes of an entry; a field in which a side breaks a rule is left to its findings.
  func changes(
    _ former: Entry, _ latter: Entry, _ changes: [FieldChange], hasBreach: (FieldName) -> Bool
  ) -> [NotableChange] {
    let changed = Set(changes.filter { $0.kind == .value }.map(\.field)).filter {
      !hasBreach($0.field)
    }
    var notable: [NotableChange] = []
    if changed.contains(.cost), let percent = costChange(former, latter) {
      notable.append(.cost(percent: percent))
    }
    if changed.contains(.start), startMoved(former, latter) { notable.append(.start) }
    if changed.contains(.title) { notable.append(.title) }
    if !changed.isDisjoint(with: [.department, .section, .phone]) { notable.append(.contact) }
    if changed.contains(.target), case .whole(let one) = former.target.value,
      case .whole(let other) = latter.target.value, other < one
    {
      notable.append(.targetLowered)
    }
    if changed.contains(.municipality) { notable.append(.municipality) }
    if changed.contains(.category) { notable.append(.category) }
    if !isSamePlan { notable.append(.otherPlan) }
    return notable
  }

  /// The change of the cost in per cent, where it reaches the share that asks for a reason.
  private func costChange(_ former: Entry, _ latter: Entry) -> Int? {
    guard case .whole(let one) = former.cost.value, case .whole(let other) = latter.cost.value,
      one > 0
    else { return nil }
    var left = Int128(one)
    var right = Int128(other)
    if let unit = before.unit.value, let otherUnit = after.unit.value, unit > 0, otherUnit > 0 {
      left *= Int128(unit)
      right *= Int128(otherUnit)
    }
    let difference = right - left
    let (scaled, overflow) = difference.multipliedReportingOverflow(by: 1_000)
    if overflow { return nil }
    guard scaled.magnitude >= (left * Int128(costChangePermille)).magnitude else { return nil }
    return Int(clamping: scaled / 10 / left)
  }

  /// Whether the start moved within the fiscal year: the same month of another plan's year is no move.
  private func startMoved(_ former: Entry, _ latter: Entry) -> Bool {
    guard let one = former.start.value?.yearMonth, let other = latter.start.value?.yearMonth else {
      return true
    }
    guard let year = before.fiscalYear, let otherYear = after.fiscalYear else {
      return one != other
    }
    return (one.year - year, one.month) != (other.year - otherYear, other.month)
  }
}
