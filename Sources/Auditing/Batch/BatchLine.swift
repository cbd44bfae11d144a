/// The number of findings of each rank.
package struct RankCounts: Equatable, Sendable {
  private var counts: [Int]

  package init() {
    counts = Array(repeating: 0, count: Rank.allCases.count)
  }

  package subscript(rank: Rank) -> Int {
    get { counts[rank.rawValue] }
    set { counts[rank.rawValue] = newValue }
  }

  /// All of them.
  package var total: Int { counts.reduce(0, +) }

  /// The gravest rank of which there is one.
  package var worst: Rank? { Rank.allCases.first { self[$0] > 0 } }

  package static func += (left: inout RankCounts, right: RankCounts) {
    for rank in Rank.allCases { left[rank] += right[rank] }
  }

  /// Whether there is more of what is grave.
  static func isGraver(_ left: RankCounts, _ right: RankCounts) -> Bool? {
    for rank in Rank.allCases where left[rank] != right[rank] { return left[rank] > right[rank] }
    return nil
  }
}

/// The open findings of one rule about one municipality in one submission.
package struct RuleTally: Equatable, Sendable {
  package var rule: String
  package var rank: Rank
  /// As printed; absent where the finding is about no entry.
  package var municipality: String?
  package var count: Int

  package init(rule: String, rank: Rank, municipality: String?, count: Int) {
    self.rule = rule
    self.rank = rank
    self.municipality = municipality
    self.count = count
  }
}

/// What is kept of one submission of a batch once its own reports are written.
package struct BatchLine: Equatable, Sendable {
  package var source: SourceSummary
  package var role: SubmissionRole
  package var verdict: Verdict
  package var entryCount: Int
  /// The open findings, in an order of their own.
  package var tallies: [RuleTally]
  /// The findings that are waived or in the baseline.
  package var settledCount: Int
  /// The findings beyond the limit.
  package var unlistedCount: Int
  package var failure: ReadFailure?
  /// The rules that could not be evaluated.
  package var unevaluatedRules: [String]
  /// Whether no entry or no node was checked.
  package var hasCheckedNothing: Bool
  /// What a part of the gate says; empty for a submission of plans.
  package var statements: [GateStatement]

  package init(
    source: SourceSummary, role: SubmissionRole, verdict: Verdict, entryCount: Int,
    tallies: [RuleTally], settledCount: Int, unlistedCount: Int, failure: ReadFailure?,
    unevaluatedRules: [String], hasCheckedNothing: Bool, statements: [GateStatement]
  ) {
    self.source = source
    self.role = role
    self.verdict = verdict
    self.entryCount = entryCount
    self.tallies = tallies
    self.settledCount = settledCount
    self.unlistedCount = unlistedCount
    self.failure = failure
    self.unevaluatedRules = unevaluatedRules
    self.hasCheckedNothing = hasCheckedNothing
    self.statements = statements
  }

  /// The line of `report`.
  package init(_ report: SubmissionReport, failOn: FailOn) {
    var tally = TallyCounter()
    for finding in report.findings where finding.status == .open {
      tally.add(rule: finding.rule, rank: finding.rank, municipality: finding.municipality)
    }
    var unevaluated: [String] = []
    var hasCheckedNothing = false
    for reason in report.incompleteness {
      switch reason {
      case .rulesNotEvaluated(let rules): unevaluated = rules
      case .nothingChecked, .nothingToCheck: hasCheckedNothing = true
      case .unreadable: continue
      }
    }
    self.init(
      source: report.source, role: report.role, verdict: report.verdict(failOn: failOn),
      entryCount: report.plans.reduce(0) { $0 + $1.entryCount }, tallies: tally.tallies,
      settledCount: report.findings.count { $0.status != .open },
      unlistedCount: report.unlistedFindingCount, failure: report.failure,
      unevaluatedRules: unevaluated, hasCheckedNothing: hasCheckedNothing,
      statements: report.statements)
  }

  /// The open findings by rank.
  package var counts: RankCounts {
    tallies.reduce(into: RankCounts()) { $0[$1.rank] += $1.count }
  }

  /// Whether `left` stands before `right` in reports: by name, then by content.
  package static func isBefore(_ left: SourceSummary, _ right: SourceSummary) -> Bool {
    left.name != right.name
      ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
      : (left.sha256 ?? "") < (right.sha256 ?? "")
  }
}

/// Counts findings by rule, rank and municipality.
package struct TallyCounter {
  private struct Key: Hashable {
    var rule: String
    var rank: Rank
    var municipality: String?
  }

  private var counts: [Key: Int] = [:]

  package init() {}

  package mutating func add(rule: String, rank: Rank, municipality: String?) {
    counts[Key(rule: rule, rank: rank, municipality: municipality), default: 0] += 1
  }

  /// The counts by rank, rule and municipality.
  package var tallies: [RuleTally] {
    counts.map { key, count in
      RuleTally(rule: key.rule, rank: key.rank, municipality: key.municipality, count: count)
    }.sorted { left, right in
      if left.rank != right.rank { return left.rank < right.rank }
      if left.rule != right.rule { return left.rule < right.rule }
      return (left.municipality ?? "").utf8.lexicographicallyPrecedes(
        (right.municipality ?? "").utf8)
    }
  }
}

extension AuditReport {
  /// Brings submissions and skipped files into the order of their names, whatever order they were given in.
  package mutating func sort() {
    submissions.sort { BatchLine.isBefore($0.source, $1.source) }
    skipped.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
