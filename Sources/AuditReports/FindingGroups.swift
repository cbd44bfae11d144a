internal import Auditing

/// The findings of a submission by plan and entry; rules that found much the same many times stand apart.
struct FindingGroups {
  /// A rule with more findings than this in one plan is rolled up.
  static let separateFindingCountMax = 5

  /// Findings that are shown together, the gravest first.
  struct Group {
    var findings: [Finding]
  }

  /// The findings of one plan, or those of none.
  struct Part {
    /// A group an entry, and one for what stands outside the entries; the gravest first.
    var entries: [Group] = []
    /// A group a rule.
    var repeated: [Group] = []
  }

  /// What findings have in common that one sentence can stand for: the rule, and how a value was inferred.
  struct Kind: Hashable, Comparable {
    var rule: String
    var basis: String

    init(_ finding: Finding) {
      rule = finding.rule
      basis = finding.basis ?? ""
    }

    static func < (left: Kind, right: Kind) -> Bool {
      left.rule != right.rule ? left.rule < right.rule : left.basis < right.basis
    }
  }

  private let parts: [String?: Part]

  init(_ findings: [Finding]) {
    var byPlan: [String?: [Finding]] = [:]
    for finding in findings { byPlan[finding.plan, default: []].append(finding) }
    parts = byPlan.mapValues(Self.part)
  }

  /// The findings that belong to no plan.
  var ofSubmission: Part { parts[nil] ?? Part() }

  /// The findings of the plan `id`.
  func ofPlan(_ id: String) -> Part { parts[id] ?? Part() }

  private static func part(_ findings: [Finding]) -> Part {
    var byKind: [Kind: [Finding]] = [:]
    for finding in findings { byKind[Kind(finding), default: []].append(finding) }
    let repeated = byKind.filter { $0.value.count > separateFindingCountMax }
    var outsideEntries: [Finding] = []
    var byPosition: [Int: [Finding]] = [:]
    for finding in findings where repeated[Kind(finding)] == nil {
      if let position = finding.position {
        byPosition[position, default: []].append(finding)
      } else {
        outsideEntries.append(finding)
      }
    }
    let inOrder =
      (outsideEntries.isEmpty ? [] : [outsideEntries])
      + byPosition.sorted { $0.key < $1.key }.map(\.value)
    return Part(
      entries: gravestFirst(inOrder.map { Group(findings: gravestFirst($0) { $0.rank }) }),
      repeated: gravestFirst(repeated.sorted { $0.key < $1.key }.map { Group(findings: $0.value) }))
  }

  /// `groups` by their worst finding, else in the order they have.
  private static func gravestFirst(_ groups: [Group]) -> [Group] {
    gravestFirst(groups) { $0.findings.reduce(.review) { min($0, $1.rank) } }
  }

  /// `elements` by their ranks, else in the order they have.
  private static func gravestFirst<Element>(
    _ elements: [Element], rank: (Element) -> Rank
  ) -> [Element] {
    let ranks = elements.map(rank)
    return Rank.allCases.flatMap { rank in
      elements.indices.filter { ranks[$0] == rank }.map { elements[$0] }
    }
  }
}
