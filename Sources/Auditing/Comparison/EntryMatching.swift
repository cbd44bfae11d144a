internal import PlanModel

/// Finds which entry of one submission is the same project as which of the other, by content and not by row.
///
/// Whole keys go first, the sharpest before the blunter; a title or a description alone only where most of the other
/// fields agree as well. Then likeness: all pairs that are alike enough are taken from the best down. What is taken
/// does not depend on the order of the rows but for entries that are equal in all that matters. The work grows with the
/// number of entries, not with its square.
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
  /// Whether the plans that belong together are looked at, then whether all are, where that is more.
  private let passes: [Bool]

  init(before: [ComparedEntry], after: [ComparedEntry], planPairs: [Int: Int]) {
    self.before = before
    self.after = after
    self.planPairs = planPairs
    var numbers: [EntryWords.Bytes: Int] = [:]
    beforeWords = before.map { EntryWords($0, &numbers) }
    afterWords = after.map { EntryWords($0, &numbers) }
    partnerOfBefore = Array(repeating: nil, count: before.count)
    partnerOfAfter = Array(repeating: nil, count: after.count)
    let plans = (Set(before.map(\.plan)), Set(after.map(\.plan)))
    let isOnePair =
      plans.0.count == 1 && plans.1.count == 1
      && plans.0.first.flatMap { planPairs[$0] } == plans.1.first
    passes = isOnePair ? [true] : [true, false]
  }

  /// The pairs in the order of `after`.
  consuming func matched() -> [Pair] {
    for isWithinPlan in passes {
      pairByKeys(isWithinPlan: isWithinPlan)
      pairByOneKey(isWithinPlan: isWithinPlan, asksForMost: true)
    }
    for isWithinPlan in passes {
      pairByLikeness(isWithinPlan: isWithinPlan, scoreMin: EntryLikeness.scoreMin)
      pairByOneKey(isWithinPlan: isWithinPlan, asksForMost: false)
    }
    pairWithoutMunicipality()
    return pairs.sorted { $0.after < $1.after }
  }

  /// A plan by its name on the latter side, so that both sides agree; `nil` for a plan without a counterpart.
  private func planKey(_ entry: ComparedEntry, isBefore: Bool) -> Int? {
    isBefore ? planPairs[entry.plan] : entry.plan
  }

  // MARK: Whole keys

  private typealias Key = (EntryWords) -> [Int]?

  /// Pairs unmatched entries whose keys agree; several of one key first by their number, then in the order of the
  /// tables.
  private mutating func pairByKeys(isWithinPlan: Bool) {
    let levels: [(basis: MatchBasis, key: Key)] = [
      (
        .content,
        { words in
          guard let place = words.municipality, let title = words.title else { return nil }
          return [place, title, words.description ?? EntryWords.none, words.figures]
        }
      ),
      (
        .titleAndDescription,
        { words in
          guard let place = words.municipality, let title = words.title,
            let description = words.description
          else { return nil }
          return [place, title, description]
        }
      ),
    ]
    for level in levels {
      for group in groups(isWithinPlan: isWithinPlan, by: level.key) {
        pairEquals(group.left, group.right, level.basis)
      }
    }
  }

  /// Pairs the unmatched entries that alone have one title or one description, the pairs that agree in most fields
  /// first; with `asksForMost` only those that agree in most of what tells the entries of a municipality apart.
  private mutating func pairByOneKey(isWithinPlan: Bool, asksForMost: Bool) {
    let levels: [(basis: MatchBasis, key: Key)] = [
      (
        .title,
        { words in
          guard let place = words.municipality, let title = words.title else { return nil }
          return [place, title]
        }
      ),
      (
        .description,
        { words in
          guard let place = words.municipality, let description = words.description else {
            return nil
          }
          return [place, description]
        }
      ),
    ]
    // What is paired in one round may make a key of those that are left the only one of its kind.
    for _ in levels {
      var found: [(pair: Pair, sameCount: Int)] = []
      for level in levels {
        for group in groups(isWithinPlan: isWithinPlan, by: level.key)
        where group.left.count == 1 && group.right.count == 1 {
          let pair = Pair(
            before: group.left[0], after: group.right[0], basis: level.basis, score: 1_000)
          let agreement = agreement(of: pair)
          if asksForMost, !agreement.isOfMost { continue }
          found.append((pair, agreement.sameCount))
        }
      }
      found = found.enumerated().sorted { left, right in
        left.element.sameCount != right.element.sameCount
          ? left.element.sameCount > right.element.sameCount : left.offset < right.offset
      }.map(\.element)
      if found.isEmpty { return }
      for (pair, _) in found
      where partnerOfBefore[pair.before] == nil && partnerOfAfter[pair.after] == nil {
        self.pair(pair.before, pair.after, pair.basis, pair.score)
      }
    }
  }

  /// In how many fields both entries agree, numbers aside, and whether in most of those that both tell and that tell
  /// the entries of a municipality apart.
  private func agreement(of pair: Pair) -> (sameCount: Int, isOfMost: Bool) {
    let (former, latter) = (beforeWords[pair.before], afterWords[pair.after])
    var sameCount = 0
    var balance = 0
    func hold<Value: Equatable>(_ one: Value?, _ other: Value?, isOwn: Bool) {
      guard let one, let other else { return }
      if one == other { sameCount += 1 }
      if isOwn { balance += one == other ? 1 : -1 }
    }
    hold(former.title, latter.title, isOwn: true)
    hold(former.description, latter.description, isOwn: true)
    let others = zip(before[pair.before].others, after[pair.after].others)
    for (index, (one, other)) in others.enumerated().dropFirst() {
      hold(one, other, isOwn: ComparedEntry.ownFields.contains(index))
    }
    return (sameCount, balance > 0)
  }

  /// The unmatched entries of both sides whose keys agree, in the order of `before`.
  private func groups(isWithinPlan: Bool, by key: Key) -> [(left: [Int], right: [Int])] {
    struct GroupKey: Hashable {
      var plan: Int?
      var parts: [Int]
    }
    var rights: [GroupKey: [Int]] = [:]
    for (index, entry) in after.enumerated() where partnerOfAfter[index] == nil {
      guard let parts = key(afterWords[index]) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: false) : nil
      rights[GroupKey(plan: plan, parts: parts), default: []].append(index)
    }
    var order: [GroupKey] = []
    var lefts: [GroupKey: [Int]] = [:]
    for (index, entry) in before.enumerated() where partnerOfBefore[index] == nil {
      guard let parts = key(beforeWords[index]) else { continue }
      let plan = isWithinPlan ? planKey(entry, isBefore: true) : nil
      if isWithinPlan && plan == nil { continue }
      let group = GroupKey(plan: plan, parts: parts)
      if rights[group] == nil { continue }
      if lefts[group] == nil { order.append(group) }
      lefts[group, default: []].append(index)
    }
    return order.compactMap { group in
      guard let left = lefts[group], let right = rights[group] else { return nil }
      return (left, right)
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
      let (former, latter) = (beforeWords[candidate.before], afterWords[candidate.after])
      let isOfOnePlace = former.municipality != nil && former.municipality == latter.municipality
      if isOfOnePlace, former.title != nil, former.title == latter.title {
        pair(candidate.before, candidate.after, .title, 1_000)
      } else if isOfOnePlace, former.description != nil,
        former.description == latter.description
      {
        pair(candidate.before, candidate.after, .description, 1_000)
      } else {
        pair(candidate.before, candidate.after, .similarity, candidate.score)
      }
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

  /// Words that are told apart by their bytes: keys are normalised, and to do that again for each is slow.
  struct Bytes: Hashable {
    let words: String

    func hash(into hasher: inout Hasher) {
      var piece: UInt64 = 0
      var count = 0
      for byte in words.utf8 {
        piece = piece << 8 | UInt64(byte)
        count += 1
        if count % 8 == 0 { hasher.combine(piece) }
      }
      hasher.combine(piece)
      hasher.combine(count)
    }
  }

  /// The numbers of the words of `entry`; `numbers` has those that were given, and gets new ones.
  init(_ entry: ComparedEntry, _ numbers: inout [Bytes: Int]) {
    func number(_ words: String) -> Int {
      let bytes = Bytes(words: words)
      if let known = numbers[bytes] { return known }
      let next = numbers.count
      numbers[bytes] = next
      return next
    }
    municipality = entry.municipality.map(number)
    title = entry.title.map(number)
    description = entry.description.map(number)
    figures = number(entry.figures)
  }
}
