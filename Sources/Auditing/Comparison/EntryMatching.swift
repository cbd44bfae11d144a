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

  private let beforeWords: [EntryWords]
  private let afterWords: [EntryWords]
  private var partnerOfBefore: [Int?]
  private var partnerOfAfter: [Int?]
  private var pairs: [Pair] = []

  init(before: [ComparedEntry], after: [ComparedEntry], planPairs: [Int: Int]) {
    self.before = before
    self.after = after
    self.planPairs = planPairs
    var numbers: [String: Int] = [:]
    beforeWords = before.map { EntryWords($0, &numbers) }
    afterWords = after.map { EntryWords($0, &numbers) }
    partnerOfBefore = Array(repeating: nil, count: before.count)
    partnerOfAfter = Array(repeating: nil, count: after.count)
  }

  /// The pairs in the order of `after`.
  consuming func matched() -> [Pair] {
    for isWithinPlan in [true, false] {
      pairByKeys(isWithinPlan: isWithinPlan)
    }
    for isWithinPlan in [true, false] {
      pairByLikeness(isWithinPlan: isWithinPlan, scoreMin: EntryLikeness.scoreMin)
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
    let levels: [(basis: MatchBasis, isRepeatable: Bool, key: (EntryWords) -> [Int]?)] = [
      (
        .content, true,
        { words in
          guard let place = words.municipality, let title = words.title else { return nil }
          return [place, title, words.description ?? EntryWords.none, words.figures]
        }
      ),
      (
        .titleAndDescription, true,
        { words in
          guard let place = words.municipality, let title = words.title,
            let description = words.description
          else { return nil }
          return [place, title, description]
        }
      ),
      (
        .title, false,
        { words in
          guard let place = words.municipality, let title = words.title else { return nil }
          return [place, title]
        }
      ),
      (
        .description, false,
        { words in
          guard let place = words.municipality, let description = words.description else {
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
    by key: (EntryWords) -> [Int]?
  ) {
    struct GroupKey: Hashable {
      var plan: Int?
      var parts: [Int]
    }
    var groups: [GroupKey: [Int]] = [:]
    for (index, entry) in after.enumerated() where partnerOfAfter[index] == nil {
      guard let parts = key(afterWords[index]) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: false) : nil
      groups[GroupKey(plan: plan, parts: parts), default: []].append(index)
    }
    var order: [GroupKey] = []
    var mates: [GroupKey: [Int]] = [:]
    for (index, entry) in before.enumerated() where partnerOfBefore[index] == nil {
      guard let parts = key(beforeWords[index]) else { continue }
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

  private mutating func pairByLikeness(isWithinPlan: Bool, scoreMin: Int) {
    struct BlockKey: Hashable {
      var plan: Int?
      var municipality: Int
    }
    var rightBlocks: [BlockKey: [Int]] = [:]
    for (index, entry) in after.enumerated() where partnerOfAfter[index] == nil {
      guard let municipality = afterWords[index].municipality else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: false) : nil
      rightBlocks[BlockKey(plan: plan, municipality: municipality), default: []].append(index)
    }
    var order: [BlockKey] = []
    var leftBlocks: [BlockKey: [Int]] = [:]
    for (index, entry) in before.enumerated() where partnerOfBefore[index] == nil {
      guard let municipality = beforeWords[index].municipality else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: true) : nil
      if isWithinPlan && plan == nil { continue }
      let key = BlockKey(plan: plan, municipality: municipality)
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

/// What an entry is recognised by, as numbers: equal words have one number, on whichever side they stand.
///
/// Long Japanese words are costly to hold against each other; so that is done once.
private struct EntryWords {
  /// Stands for words that there are none of.
  static let none = -1

  let municipality: Int?
  let title: Int?
  let description: Int?
  let figures: Int

  /// The numbers of the words of `entry`; `numbers` has those that were given, and gets new ones.
  init(_ entry: ComparedEntry, _ numbers: inout [String: Int]) {
    func number(_ words: String) -> Int {
      if let known = numbers[words] { return known }
      let next = numbers.count
      numbers[words] = next
      return next
    }
    municipality = entry.municipality.map(number)
    title = entry.title.map(number)
    description = entry.description.map(number)
    figures = number(entry.figures)
  }
}
