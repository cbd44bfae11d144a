internal import PlanModel

/// Finds the pairs of two sets of entries that are alike.
struct LikenessSearch {
  struct Candidate {
    var before: Int
    var after: Int
    var score: Int
    /// How far apart they stand in their tables.
    var distance: Int
  }

  /// As long as there are no more pairs than this, every one is looked at.
  private static let wholePairCountMax = 10_000
  /// A pair of characters that more entries share tells little.
  private static let postingCountMax = 50
  /// The number of entries that one is held against, those first that share most rare pairs.
  private static let trialCountMax = 8

  private let before: [ComparedEntry]
  private let left: [Int]
  private let after: [ComparedEntry]
  private let right: [Int]
  private let scoreMin: Int
  private let leftProfiles: [EntryLikeness.Profile]
  private let rightProfiles: [EntryLikeness.Profile]

  /// Looks among the entries at `left` of `before` and at `right` of `after`.
  init(
    _ before: [ComparedEntry], _ left: [Int], _ after: [ComparedEntry], _ right: [Int],
    scoreMin: Int
  ) {
    self.before = before
    self.left = left
    self.after = after
    self.right = right
    self.scoreMin = scoreMin
    leftProfiles = left.map { EntryLikeness.Profile(before[$0]) }
    rightProfiles = right.map { EntryLikeness.Profile(after[$0]) }
  }

  /// The pairs that reach `scoreMin`, the best first; equal ones by their distance, then by their places.
  func candidates() -> [Candidate] {
    var found: [Candidate] = []
    if left.count * right.count <= Self.wholePairCountMax {
      for one in left.indices {
        for other in right.indices { look(at: one, other, &found) }
      }
    } else {
      let index = rareIndex()
      var shared = [Int32](repeating: 0, count: right.count)
      for one in left.indices {
        for other in trials(for: one, index, &shared) { look(at: one, other, &found) }
      }
    }
    return found.sorted { left, right in
      left.score != right.score
        ? left.score > right.score
        : (left.distance, left.before, left.after) < (right.distance, right.before, right.after)
    }
  }

  private func look(at one: Int, _ other: Int, _ found: inout [Candidate]) {
    let score = EntryLikeness.score(leftProfiles[one], rightProfiles[other])
    guard score >= scoreMin else { return }
    let (former, latter) = (before[left[one]], after[right[other]])
    found.append(
      Candidate(
        before: left[one], after: right[other], score: score,
        distance: abs(former.entry.position - latter.entry.position)))
  }

  /// The entries of the latter side by the pairs of characters that few of them have.
  private func rareIndex() -> [UInt64: [Int32]] {
    var counts: [UInt64: Int32] = [:]
    counts.reserveCapacity(right.count * 8)
    for profile in rightProfiles {
      for pair in Self.pairs(of: profile) { counts[pair, default: 0] += 1 }
    }
    var index: [UInt64: [Int32]] = [:]
    for (place, profile) in rightProfiles.enumerated() {
      for pair in Self.pairs(of: profile) {
        guard let count = counts[pair], count <= Self.postingCountMax else { continue }
        index[pair, default: []].append(Int32(place))
      }
    }
    return index
  }

  /// The entries of the latter side that share most rare pairs with `one`; `shared` is all 0 before and after.
  private func trials(
    for one: Int, _ index: [UInt64: [Int32]], _ shared: inout [Int32]
  ) -> [Int] {
    var met: [Int32] = []
    for pair in Self.pairs(of: leftProfiles[one]) {
      guard let places = index[pair] else { continue }
      for place in places {
        if shared[Int(place)] == 0 { met.append(place) }
        shared[Int(place)] += 1
      }
    }
    met.sort { left, right in
      let counts = (shared[Int(left)], shared[Int(right)])
      return counts.0 != counts.1 ? counts.0 > counts.1 : left < right
    }
    for place in met { shared[Int(place)] = 0 }
    return met.prefix(Self.trialCountMax).map { Int($0) }
  }

  private static func pairs(of profile: EntryLikeness.Profile) -> [UInt64] {
    (profile.title?.pairs ?? []) + (profile.description?.pairs ?? [])
  }
}
