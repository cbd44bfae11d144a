/// Tells which findings were fixed, remain, are new, or gave way to another at the same place.
struct FindingMatching {
  /// A name of each plan and entry that both sides share, by plan id and position.
  struct Names {
    var plans: [String: String] = [:]
    var entries: [EntryPlace: String] = [:]
  }

  struct EntryPlace: Hashable {
    var plan: String
    var position: Int
  }

  private struct Place: Hashable {
    /// The rule; empty where any rule will do.
    var rule: String
    var plan: String?
    var entry: String?
    var field: FieldName?
    /// What tells apart findings outside plans.
    var words: String?
  }

  let before: Names
  let after: Names

  /// What became of the open findings of both sides: the latter's in their order, then what is fixed.
  func changes(_ former: [Finding], _ latter: [Finding]) -> [FindingChange] {
    let former = former.filter { $0.status == .open }
    let latter = latter.filter { $0.status == .open }
    var mates = [Int?](repeating: nil, count: latter.count)
    var isTaken = [Bool](repeating: false, count: former.count)
    // Of one rule at one place those with the same words go first.
    for hasWords in [true, false] {
      pair(former, latter, &mates, &isTaken) { finding, names in
        place(of: finding, names, rule: finding.rule, words: hasWords ? finding.found ?? "" : nil)
      }
    }
    // Then, of breaches only, another rule at the same place; a review says nothing of what is there.
    pair(former, latter, &mates, &isTaken) { finding, names in
      guard finding.outcome == .breach, finding.field != nil, finding.plan != nil else {
        return nil
      }
      return place(of: finding, names, rule: "", words: nil)
    }
    var changes = latter.indices.map { index in
      let finding = latter[index]
      guard let mate = mates[index] else {
        return FindingChange(fate: .new, before: nil, after: finding)
      }
      let isSame = former[mate].rule == finding.rule && former[mate].found == finding.found
      return FindingChange(
        fate: isSame ? .remaining : .changed, before: former[mate], after: finding)
    }
    for index in former.indices where !isTaken[index] {
      changes.append(FindingChange(fate: .fixed, before: former[index], after: nil))
    }
    return changes
  }

  private func pair(
    _ former: [Finding], _ latter: [Finding], _ mates: inout [Int?], _ isTaken: inout [Bool],
    by key: (Finding, Names) -> Place?
  ) {
    var waiting: [Place: [Int]] = [:]
    for index in former.indices.reversed() where !isTaken[index] {
      if let place = key(former[index], before) { waiting[place, default: []].append(index) }
    }
    for index in latter.indices where mates[index] == nil {
      guard let place = key(latter[index], after), let mate = waiting[place]?.popLast() else {
        continue
      }
      mates[index] = mate
      isTaken[mate] = true
    }
  }

  private func place(
    of finding: Finding, _ names: Names, rule: String, words: String?
  ) -> Place {
    let plan = finding.plan.map { names.plans[$0] ?? $0 }
    var entry: String?
    if let id = finding.plan, let position = finding.position {
      entry = names.entries[EntryPlace(plan: id, position: position)] ?? "\(id)/\(position)"
    }
    // Outside plans only the words tell one place from another.
    let ownWords = finding.plan == nil ? finding.found ?? "" : nil
    return Place(
      rule: rule, plan: entry == nil ? plan : nil, entry: entry, field: finding.field,
      words: words ?? ownWords)
  }
}
