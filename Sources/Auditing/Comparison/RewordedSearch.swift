/// Suggests which entry without a partner is another's project under a new title and a new description: all else agrees.
struct RewordedSearch {
  /// The number of fields that both must tell.
  private static let fieldCountMin = 6

  /// The entries of either side that have no partner.
  let before: [ComparedEntry]
  let after: [ComparedEntry]

  /// The suggestions in the order of the former side; none where several entries agree.
  func suggestions() -> [SplitSuggestion] {
    let rights = Self.groups(after)
    var lefts = Self.groups(before)
    return before.compactMap { entry in
      guard let key = Self.key(entry), let left = lefts.removeValue(forKey: key), left.count == 1,
        let right = rights[key], right.count == 1
      else { return nil }
      return SplitSuggestion(
        whole: left[0].label, parts: [right[0].label], isSplit: true, costsAgree: true)
    }
  }

  private static func groups(_ entries: [ComparedEntry]) -> [[String?]: [ComparedEntry]] {
    var groups: [[String?]: [ComparedEntry]] = [:]
    for entry in entries {
      if let key = key(entry) { groups[key, default: []].append(entry) }
    }
    return groups
  }

  /// All but number, title and description; `nil` where that is too little.
  private static func key(_ entry: ComparedEntry) -> [String?]? {
    guard let municipality = entry.municipality, entry.cost != nil else { return nil }
    let others = Array(entry.others.dropFirst())
    if others.count(where: { $0 != nil }) < fieldCountMin { return nil }
    return [municipality] + others
  }
}
