/// Suggests which entries of one side together may be one of the other: a project split in two, or two made one.
struct SplitSearch {
  /// A part's words must be as much like those of the whole, in thousandths.
  private static let likenessMin = 250
  /// Where the costs do not add up, they must be as much alike.
  private static let closeLikenessMin = 600
  /// The parts that are tried for one whole, the likeliest first.
  private static let partCountMax = 6
  /// The pairs of a whole and a part that are held against each other: beyond that most is new, and a likeness says
  /// little.
  private static let trialCountMax = 50_000
  /// The number of suggestions that anybody will look at.
  private static let suggestionCountMax = 100

  /// The side on which a project may stand as one.
  let wholes: [ComparedEntry]
  /// The side on which it may stand as several.
  let parts: [ComparedEntry]
  /// The partner of each whole among the parts, where it has one.
  let partners: [Int: Int]
  /// The parts without a partner.
  let free: [Int]
  /// Whether the wholes are the former side.
  let isSplit: Bool

  /// The suggestions in the order of the wholes, and whether there may be more.
  func found() -> (suggestions: [SplitSuggestion], isCut: Bool) {
    var freeByPlace: [String: [Int]] = [:]
    for index in free {
      if let place = parts[index].municipality { freeByPlace[place, default: []].append(index) }
    }
    var profiles: [Int: EntryLikeness.Profile] = [:]
    var found: [SplitSuggestion] = []
    var trialCount = 0
    for index in wholes.indices {
      guard let place = wholes[index].municipality, let candidates = freeByPlace[place] else {
        continue
      }
      let partner = partners[index]
      if let partner, wholes[index].cost == parts[partner].cost { continue }
      if partner == nil, candidates.count < 2 { continue }
      trialCount += candidates.count
      if trialCount > Self.trialCountMax || found.count == Self.suggestionCountMax {
        return (found, true)
      }
      for part in candidates where profiles[part] == nil {
        profiles[part] = EntryLikeness.Profile(parts[part])
      }
      if let suggestion = suggestion(index, partner: partner, candidates, profiles) {
        found.append(suggestion)
      }
    }
    return (found, false)
  }

  private func suggestion(
    _ whole: Int, partner: Int?, _ free: [Int], _ profiles: [Int: EntryLikeness.Profile]
  ) -> SplitSuggestion? {
    let former = wholes[whole]
    let profile = EntryLikeness.Profile(former)
    var ranked: [(index: Int, likeness: Int)] = []
    for index in free {
      guard let part = profiles[index] else { continue }
      let likeness = likeness(profile, part)
      if likeness >= Self.likenessMin { ranked.append((index, likeness)) }
    }
    ranked.sort { left, right in
      left.likeness != right.likeness ? left.likeness > right.likeness : left.index < right.index
    }
    let fixed = partner.map { [$0] } ?? []
    let tried = Array(ranked.prefix(Self.partCountMax))
    if tried.count + fixed.count < 2 { return nil }
    if let cost = former.cost, let sum = subset(of: tried.map(\.index), with: fixed, cost: cost) {
      return suggestion(former, sum, costsAgree: true)
    }
    let close = tried.filter { $0.likeness >= Self.closeLikenessMin }.map(\.index) + fixed
    return close.count < 2 ? nil : suggestion(former, close.sorted(), costsAgree: false)
  }

  private func suggestion(
    _ whole: ComparedEntry, _ parts: [Int], costsAgree: Bool
  ) -> SplitSuggestion {
    SplitSuggestion(
      whole: whole.label, parts: parts.map { self.parts[$0].label }, isSplit: isSplit,
      costsAgree: costsAgree)
  }

  /// The fewest of `candidates` whose costs, with those of `fixed`, come to `cost`: two entries or more in all.
  private func subset(of candidates: [Int], with fixed: [Int], cost: Int) -> [Int]? {
    var best: [Int]?
    for mask in 1..<(1 << candidates.count) {
      let chosen = candidates.indices.filter { mask >> $0 & 1 == 1 }.map { candidates[$0] } + fixed
      if chosen.count < 2 || best.map({ $0.count <= chosen.count }) ?? false { continue }
      var sum: Int? = 0
      for index in chosen {
        guard let known = sum, let amount = parts[index].cost else {
          sum = nil
          break
        }
        sum = DigitSlips.sum(known, amount)
      }
      if sum == cost { best = chosen.sorted() }
    }
    return best
  }

  /// The likeness of the titles or of the descriptions, whichever is greater.
  private func likeness(_ whole: EntryLikeness.Profile, _ part: EntryLikeness.Profile) -> Int {
    var best = 0
    if let left = whole.title, let right = part.title { best = left.likeness(to: right) }
    if let left = whole.description, let right = part.description {
      best = max(best, left.likeness(to: right))
    }
    return best
  }
}
