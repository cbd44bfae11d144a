package import PlanModel

/// Compares two submissions that were read and checked.
package struct SubmissionComparing {
  /// A submission and what the audit says of it.
  package struct Side {
    package var submission: Submission
    package var report: SubmissionReport

    package init(submission: Submission, report: SubmissionReport) {
      self.submission = submission
      self.report = report
    }

    var entries: [ComparedEntry] {
      submission.plans.enumerated().flatMap { index, plan in
        plan.entries.map { ComparedEntry($0, plan: index, planID: plan.id) }
      }
    }
  }

  private struct FieldPlace: Hashable {
    var plan: String
    var position: Int
    var field: FieldName
  }

  private let before: Side
  private let after: Side
  private let options: ComparisonOptions
  private let beforeEntries: [ComparedEntry]
  private let afterEntries: [ComparedEntry]
  /// For each plan of the former side the plan of the latter.
  private let planPairs: [Int: Int]

  package init(_ before: Side, _ after: Side, options: ComparisonOptions) {
    self.before = before
    self.after = after
    self.options = options
    beforeEntries = before.entries
    afterEntries = after.entries
    planPairs = Self.pairs(of: before.submission.plans, after.submission.plans)
  }

  /// Everything that there is to say.
  package func comparison() -> SubmissionComparison {
    let pairs = EntryMatching(before: beforeEntries, after: afterEntries, planPairs: planPairs)
      .matched()
    var result = SubmissionComparison(before: before.report.source, after: after.report.source)
    result.beforeIncompleteness = before.report.incompleteness
    result.afterIncompleteness = after.report.incompleteness
    result.plans = planComparisons()
    result.entries = entryComparisons(pairs)
    let usedBefore = Set(pairs.map(\.before))
    let usedAfter = Set(pairs.map(\.after))
    result.removed = beforeEntries.indices.filter { !usedBefore.contains($0) }
      .map { beforeEntries[$0].label }
    result.added = afterEntries.indices.filter { !usedAfter.contains($0) }
      .map { afterEntries[$0].label }
    addSuggestions(to: &result, pairs, usedBefore, usedAfter)
    result.findings = findingChanges(pairs)
    return result
  }

  // MARK: Plans

  /// Plans of one id go together, then plans of one kind, then those that are left, in their order.
  private static func pairs(of before: [Plan], _ after: [Plan]) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var used: Set<Int> = []
    let tests: [(Plan, Plan) -> Bool] = [
      { $0.id == $1.id && ($0.kind == $1.kind || $0.kind == .unknown || $1.kind == .unknown) },
      { $0.kind == $1.kind },
      { $0.kind == .unknown || $1.kind == .unknown },
    ]
    for test in tests {
      for index in before.indices where pairs[index] == nil {
        guard
          let mate = after.indices.first(where: {
            !used.contains($0) && test(before[index], after[$0])
          })
        else { continue }
        pairs[index] = mate
        used.insert(mate)
      }
    }
    return pairs
  }

  private func planComparisons() -> [PlanComparison] {
    let (former, latter) = (before.submission.plans, after.submission.plans)
    var comparisons = former.indices.map { index in
      guard let mate = planPairs[index] else {
        return PlanComparison(before: before.report.plans[index].outline, after: nil, changes: [])
      }
      return PlanComparison(
        before: before.report.plans[index].outline, after: after.report.plans[mate].outline,
        changes: FieldComparing.changes(
          former[index], latter[mate], isOfForms: options.isOfForms))
    }
    let used = Set(planPairs.values)
    for index in latter.indices where !used.contains(index) {
      comparisons.append(
        PlanComparison(before: nil, after: after.report.plans[index].outline, changes: []))
    }
    return comparisons
  }

  // MARK: Entries

  private func entryComparisons(_ pairs: [EntryMatching.Pair]) -> [EntryComparison] {
    let breaches = [before, after].map { side in
      Set(
        side.report.findings.compactMap { finding -> FieldPlace? in
          guard finding.outcome == .breach, let plan = finding.plan,
            let position = finding.position, let field = finding.field
          else { return nil }
          return FieldPlace(plan: plan, position: position, field: field)
        })
    }
    let inPlace = entriesInPlace(pairs)
    let tables = (
      before.submission.plans.map { ComparedTable($0) },
      after.submission.plans.map { ComparedTable($0) }
    )
    return pairs.map { pair in
      let (former, latter) = (beforeEntries[pair.before], afterEntries[pair.after])
      let plans = (
        before.submission.plans[former.plan], after.submission.plans[latter.plan]
      )
      let changes = FieldComparing.changes(
        former.entry, in: tables.0[former.plan], latter.entry, in: tables.1[latter.plan],
        isOfForms: options.isOfForms)
      let isSamePlan = planPairs[former.plan] == latter.plan
      let notable = NotableChanges(
        costChangePermille: options.costChangePermille, before: plans.0, after: plans.1,
        isSamePlan: isSamePlan)
      return EntryComparison(
        before: former.label, after: latter.label, basis: pair.basis, score: pair.score,
        changes: changes,
        notable: notable.changes(former.entry, latter.entry, changes) { field in
          breaches[0].contains(
            FieldPlace(plan: former.planID, position: former.entry.position, field: field))
            || breaches[1].contains(
              FieldPlace(plan: latter.planID, position: latter.entry.position, field: field))
        }, isMoved: !inPlace.contains(pair.after))
    }
  }

  /// The entries of the latter side that kept their order: the longest rising sequence of former places.
  private func entriesInPlace(_ pairs: [EntryMatching.Pair]) -> Set<Int> {
    var tails: [Int] = []
    var previous = [Int?](repeating: nil, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].before < pairs[index].before {
          low = middle + 1
        } else {
          high = middle
        }
      }
      previous[index] = low > 0 ? tails[low - 1] : nil
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var kept: Set<Int> = []
    var next = tails.last
    while let index = next {
      kept.insert(pairs[index].after)
      next = previous[index]
    }
    return kept
  }

  private func addSuggestions(
    to result: inout SubmissionComparison, _ pairs: [EntryMatching.Pair], _ usedBefore: Set<Int>,
    _ usedAfter: Set<Int>
  ) {
    let splits = SplitSearch(
      wholes: beforeEntries, parts: afterEntries,
      partners: Dictionary(
        pairs.map { ($0.before, $0.after) }, uniquingKeysWith: { first, _ in first }),
      free: afterEntries.indices.filter { !usedAfter.contains($0) }, isSplit: true
    ).found()
    let mergers = SplitSearch(
      wholes: afterEntries, parts: beforeEntries,
      partners: Dictionary(
        pairs.map { ($0.after, $0.before) }, uniquingKeysWith: { first, _ in first }),
      free: beforeEntries.indices.filter { !usedBefore.contains($0) }, isSplit: false
    ).found()
    let reworded = RewordedSearch(
      before: beforeEntries.indices.filter { !usedBefore.contains($0) }.map { beforeEntries[$0] },
      after: afterEntries.indices.filter { !usedAfter.contains($0) }.map { afterEntries[$0] }
    ).suggestions()
    result.suggestions = reworded + splits.suggestions + mergers.suggestions
    result.isSuggestingCut = splits.isCut || mergers.isCut
  }

  // MARK: Findings

  private func findingChanges(_ pairs: [EntryMatching.Pair]) -> [FindingChange] {
    var names = [FindingMatching.Names(), FindingMatching.Names()]
    for (left, right) in planPairs {
      let name = "pair \(left)"
      names[0].plans[before.submission.plans[left].id] = name
      names[1].plans[after.submission.plans[right].id] = name
    }
    for (number, pair) in pairs.enumerated() {
      for (side, entry) in [beforeEntries[pair.before], afterEntries[pair.after]].enumerated() {
        let place = FindingMatching.EntryPlace(plan: entry.planID, position: entry.entry.position)
        names[side].entries[place] = "pair \(number)"
      }
    }
    return FindingMatching(before: names[0], after: names[1]).changes(
      before.report.findings, after.report.findings)
  }
}
