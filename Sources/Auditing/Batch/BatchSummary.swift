/// What a batch of submissions comes to: by municipality and by rule, what could not be read, what was not checked.
///
/// It is a function of the lines as a set: their order does not matter.
package struct BatchSummary: Equatable, Sendable {
  /// The open findings about one municipality.
  package struct Municipality: Equatable, Sendable {
    /// As printed; absent for findings that are about no entry.
    package var name: String?
    package var counts: RankCounts
    package var submissionCount: Int
    /// The rules with the number of their findings, in the order of the tallies.
    package var rules: [RuleTally]
  }

  /// The open findings of one rule.
  package struct Rule: Equatable, Sendable {
    package var rule: String
    package var rank: Rank?
    package var findingCount: Int
    package var submissionCount: Int
    package var municipalityCount: Int
    /// The submissions in which it could not be evaluated.
    package var unevaluatedCount: Int
  }

  package let tool: ToolIdentity
  package let rules: RuleSetIdentity
  package let options: AuditOptions
  /// In the order of their names.
  package let lines: [BatchLine]
  /// The names of the files that were passed over, in their order.
  package let skippedNames: [String]

  package init(
    tool: ToolIdentity, rules: RuleSetIdentity, options: AuditOptions, lines: [BatchLine],
    skippedNames: [String]
  ) {
    self.tool = tool
    self.rules = rules
    self.options = options
    self.lines = lines.sorted { BatchLine.isBefore($0.source, $1.source) }
    self.skippedNames = skippedNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The summary of a report that holds all of its submissions.
  package init(_ report: AuditReport) {
    self.init(
      tool: report.tool, rules: report.rules, options: report.options,
      lines: report.submissions.map { BatchLine($0, failOn: report.options.failOn) },
      skippedNames: report.skipped.map(\.name))
  }

  /// The worst of the lines; without any of plans it is incomplete.
  package var verdict: Verdict {
    let hasPlans = lines.contains { $0.role == .plans }
    if !hasPlans || lines.contains(where: { $0.verdict == .incomplete }) { return .incomplete }
    return lines.contains { $0.verdict == .findings } ? .findings : .clean
  }

  package var counts: RankCounts { lines.reduce(into: RankCounts()) { $0 += $1.counts } }

  /// The municipalities, the worst first.
  package var municipalities: [Municipality] {
    var names: [String?] = []
    var found: [String?: Municipality] = [:]
    for line in lines {
      var seen: Set<String?> = []
      for tally in line.tallies {
        let name = tally.municipality
        if found[name] == nil { names.append(name) }
        var entry =
          found[name]
          ?? Municipality(name: name, counts: RankCounts(), submissionCount: 0, rules: [])
        entry.counts[tally.rank] += tally.count
        if seen.insert(name).inserted { entry.submissionCount += 1 }
        let isSame: (RuleTally) -> Bool = { $0.rule == tally.rule && $0.rank == tally.rank }
        if let index = entry.rules.firstIndex(where: isSame) {
          entry.rules[index].count += tally.count
        } else {
          entry.rules.append(tally)
        }
        found[name] = entry
      }
    }
    return names.compactMap { found[$0] }.map { entry in
      var entry = entry
      entry.rules.sort { ($0.rank, $0.rule) < ($1.rank, $1.rule) }
      return entry
    }.sorted { left, right in
      RankCounts.isGraver(left.counts, right.counts)
        ?? (left.name ?? "").utf8.lexicographicallyPrecedes((right.name ?? "").utf8)
    }
  }

  /// The rules that found something or could not be evaluated: the gravest first, then those with most findings.
  package var ruleSummaries: [Rule] {
    struct Gathered {
      var ranks: Set<Rank> = []
      var findingCount = 0
      var submissions: Set<Int> = []
      var municipalities: Set<String> = []
      var unevaluatedCount = 0
    }
    var found: [String: Gathered] = [:]
    for (index, line) in lines.enumerated() {
      for tally in line.tallies {
        found[tally.rule, default: Gathered()].ranks.insert(tally.rank)
        found[tally.rule, default: Gathered()].findingCount += tally.count
        found[tally.rule, default: Gathered()].submissions.insert(index)
        if let name = tally.municipality {
          found[tally.rule, default: Gathered()].municipalities.insert(name)
        }
      }
      for rule in line.unevaluatedRules {
        found[rule, default: Gathered()].unevaluatedCount += 1
      }
    }
    return found.map { rule, gathered in
      Rule(
        rule: rule, rank: gathered.ranks.min(), findingCount: gathered.findingCount,
        submissionCount: gathered.submissions.count,
        municipalityCount: gathered.municipalities.count,
        unevaluatedCount: gathered.unevaluatedCount)
    }.sorted { left, right in
      let ranks = [left, right].map { $0.rank.map(\.rawValue) ?? Rank.allCases.count }
      if ranks[0] != ranks[1] { return ranks[0] < ranks[1] }
      if left.findingCount != right.findingCount { return left.findingCount > right.findingCount }
      return left.rule < right.rule
    }
  }
}
