internal import Auditing

/// The order of findings where the worst come first.
enum FindingOrder {
  /// `findings`, open ones before settled ones, by rank, else in the order they have.
  static func worstFirst(_ findings: [Finding]) -> [Finding] {
    let keys = findings.enumerated().map { index, finding in
      (isSettled: finding.status != .open, rank: finding.rank, index: index)
    }
    return keys.sorted { left, right in
      if left.isSettled != right.isSettled { return right.isSettled }
      return left.rank != right.rank ? left.rank < right.rank : left.index < right.index
    }.map { findings[$0.index] }
  }

  /// Findings that are shown as one item: those of a rule that has too many of them in one plan to be told one by one,
  /// else one.
  static func rolledUp(_ findings: [Finding]) -> [[Finding]] {
    var byKind: [Group: [Finding]] = [:]
    for finding in findings { byKind[Group(finding), default: []].append(finding) }
    var told: Set<Group> = []
    return worstFirst(findings).compactMap { finding in
      let group = Group(finding)
      guard let all = byKind[group], all.count > FindingGroups.separateFindingCountMax else {
        return [finding]
      }
      return told.insert(group).inserted ? all : nil
    }
  }

  private struct Group: Hashable {
    var plan: String?
    var status: FindingStatus
    var kind: FindingGroups.Kind

    init(_ finding: Finding) {
      plan = finding.plan
      status = finding.status
      kind = FindingGroups.Kind(finding)
    }
  }
}
