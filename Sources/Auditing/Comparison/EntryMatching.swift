internal import PlanModel

/// Finds which entry of one submission is the same project as which of the other, by content and not by row.
///
/// Whole keys go first, the sharpest before the blunter, then likeness: all pairs that are alike enough are taken
/// from the best down. What is taken does not depend on the order of the rows but for entries that are equal in all
/// that matters. The work grows with the number of entries, not with its square.
struct EntryMatching {
  struct Pair: Equatable {
    /// Places in `before` and `after`.
    var before: Int
    var after: Int
    var basis: MatchBasis
    var score: Int
  }

  let before: [ComparedEntry]
  let after: [ComparedEntry]
  /// For each plan of the former side the plan of the latter that it is compared with.
  let planPairs: [Int: Int]

  private var partnerOfBefore: [Int?]
  private var partnerOfAfter: [Int?]
  private var pairs: [Pair] = []

  init(before: [ComparedEntry], after: [ComparedEntry], planPairs: [Int: Int]) {
    self.before = before
    self.after = after
    self.planPairs = planPairs
    partnerOfBefore = Array(repeating: nil, count: before.count)
    partnerOfAfter = Array(repeating: nil, count: after.count)
  }

  /// The pairs in the order of `after`.
  consuming func matched() -> [Pair] {
    for isWithinPlan in [true, false] {
      pairByKeys(isWithinPlan: isWithinPlan)
    }
    for isWithinPlan in [true, false] {
      pairByLikeness(isWithinPlan: isWithinPlan, scoreMin: EntryLikeness.scoreMin) {
        $0.municipality
      }
    }
    pairWithoutMunicipality()
    return pairs.sorted { $0.after < $1.after }
  }

  /// A plan by its name on the latter side, so that both sides agree; `nil` for a plan without a counterpart.
  private func planKey(_ entry: ComparedEntry, isBefore: Bool) -> Int? {
    isBefore ? planPairs[entry.plan] : entry.plan
  }

  // MARK: Whole keys

  private mutating func pairByKeys(isWithinPlan: Bool) {
    let levels: [(basis: MatchBasis, isRepeatable: Bool, key: (ComparedEntry) -> [String]?)] = [
      (
        .content, true,
        { entry in
          guard let place = entry.municipality, let title = entry.title else { return nil }
          return [place, title, entry.description ?? "", entry.figures]
        }
      ),
      (
        .titleAndDescription, true,
        { entry in
          guard let place = entry.municipality, let title = entry.title,
            let description = entry.description
          else { return nil }
          return [place, title, description]
        }
      ),
      (
        .title, false,
        { entry in
          guard let place = entry.municipality, let title = entry.title else { return nil }
          return [place, title]
        }
      ),
      (
        .description, false,
        { entry in
          guard let place = entry.municipality, let description = entry.description else {
            return nil
          }
          return [place, description]
        }
      ),
    ]
    for level in levels {
      pairGroups(
        level.basis, isRepeatable: level.isRepeatable, isWithinPlan: isWithinPlan, by: level.key)
    }
  }

  /// Pairs unmatched entries whose keys agree; several of one key only where the key `isRepeatable`: first those of
  /// one number, then in the order of the tables.
  private mutating func pairGroups(
    _ basis: MatchBasis, isRepeatable: Bool, isWithinPlan: Bool,
    by key: (ComparedEntry) -> [String]?
  ) {
    struct GroupKey: Hashable {
      var plan: Int?
      var parts: [String]
    }
    var groups: [GroupKey: [Int]] = [:]
    for (index, entry) in after.enumerated() where partnerOfAfter[index] == nil {
      guard let parts = key(entry) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: false) : nil
      groups[GroupKey(plan: plan, parts: parts), default: []].append(index)
    }
    var order: [GroupKey] = []
    var mates: [GroupKey: [Int]] = [:]
    for (index, entry) in before.enumerated() where partnerOfBefore[index] == nil {
      guard let parts = key(entry) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: true) : nil
      if isWithinPlan && plan == nil { continue }
      let group = GroupKey(plan: plan, parts: parts)
      if groups[group] == nil { continue }
      if mates[group] == nil { order.append(group) }
      mates[group, default: []].append(index)
    }
    for group in order {
      guard let left = mates[group], let right = groups[group] else { continue }
      if left.count == 1, right.count == 1 {
        pair(left[0], right[0], basis, 1_000)
      } else if isRepeatable {
        pairEquals(left, right, basis)
      }
    }
  }

  private mutating func pairEquals(_ left: [Int], _ right: [Int], _ basis: MatchBasis) {
    var byNumber: [Int: Int] = [:]
    for index in right.reversed() {
      if let number = after[index].entry.number.value { byNumber[number] = index }
    }
    for index in left {
      if let number = before[index].entry.number.value,
        let mate = byNumber.removeValue(forKey: number)
      {
        pair(index, mate, basis, 1_000)
      }
    }
    let restLeft = left.filter { partnerOfBefore[$0] == nil }
    let restRight = right.filter { partnerOfAfter[$0] == nil }
    for (one, other) in zip(restLeft, restRight) { pair(one, other, basis, 1_000) }
  }

  private mutating func pair(_ left: Int, _ right: Int, _ basis: MatchBasis, _ score: Int) {
    partnerOfBefore[left] = right
    partnerOfAfter[right] = left
    pairs.append(Pair(before: left, after: right, basis: basis, score: score))
  }

  // MARK: Likeness

  private mutating func pairByLikeness(
    isWithinPlan: Bool, scoreMin: Int, within block: (ComparedEntry) -> String?
  ) {
    struct BlockKey: Hashable {
      var plan: Int?
      var name: String
    }
    var rightBlocks: [BlockKey: [Int]] = [:]
    for (index, entry) in after.enumerated() where partnerOfAfter[index] == nil {
      guard let name = block(entry) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: false) : nil
      rightBlocks[BlockKey(plan: plan, name: name), default: []].append(index)
    }
    var order: [BlockKey] = []
    var leftBlocks: [BlockKey: [Int]] = [:]
    for (index, entry) in before.enumerated() where partnerOfBefore[index] == nil {
      guard let name = block(entry) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: true) : nil
      if isWithinPlan && plan == nil { continue }
      let key = BlockKey(plan: plan, name: name)
      if rightBlocks[key] == nil { continue }
      if leftBlocks[key] == nil { order.append(key) }
      leftBlocks[key, default: []].append(index)
    }
    for key in order {
      guard let left = leftBlocks[key], let right = rightBlocks[key] else { continue }
      takeBest(LikenessSearch(before, left, after, right, scoreMin: scoreMin).candidates())
    }
  }

  /// The last chance of entries whose municipality is lost on a side, or another than it was.
  private mutating func pairWithoutMunicipality() {
    let left = before.indices.filter { partnerOfBefore[$0] == nil }
    let right = after.indices.filter { partnerOfAfter[$0] == nil }
    if left.isEmpty || right.isEmpty { return }
    takeBest(
      LikenessSearch(
        before, left, after, right, scoreMin: EntryLikeness.anywhereScoreMin
      ).candidates())
  }

  private mutating func takeBest(_ candidates: [LikenessSearch.Candidate]) {
    for candidate in candidates
    where partnerOfBefore[candidate.before] == nil && partnerOfAfter[candidate.after] == nil {
      pair(candidate.before, candidate.after, .similarity, candidate.score)
    }
  }
}
