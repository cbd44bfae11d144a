package import Auditing
internal import PlanModel
internal import Synchronization

/// Two inputs that are compared with each other.
package struct ComparedInputs: Sendable {
  package var before: PlanInput
  package var after: PlanInput

  package init(before: PlanInput, after: PlanInput) {
    self.before = before
    self.after = after
  }
}

/// What the comparison of one pair, or the audit of an input without a partner, came to.
package enum PairOutcome: Sendable {
  case compared(SubmissionComparison)
  case skipped([SkippedFile])
}

extension ComparisonReport {
  /// Adds an outcome; a comparison with nothing before is one of an input without a partner.
  package mutating func append(_ outcome: PairOutcome) {
    switch outcome {
    case .compared(let comparison):
      comparisons.append(comparison)
      if comparison.before.name.isEmpty { onlyAfter.append(comparison.after.name) }
    case .skipped(let files): skipped += files
    }
  }
}

extension PlanAuditor {
  /// Compares the pairs, `jobCount` at a time, and reports on them in their order.
  ///
  /// `onlyBefore` names the inputs of the former side that have no partner. Those of the latter are checked, and all
  /// that is found in them is new. `progress` hears of each pair that is done.
  package func compare(
    _ pairs: [ComparedInputs], onlyBefore: [String], onlyAfter: [PlanInput],
    options: ComparisonOptions, jobCount: Int, progress: @Sendable (String) -> Void
  ) -> ComparisonReport {
    let found = Mutex<[Int: PairOutcome]>([:])
    compareEach(pairs, onlyAfter: onlyAfter, options: options, jobCount: jobCount) {
      index, name, outcome in
      found.withLock { $0[index] = outcome }
      progress(name)
    }
    var report = emptyComparison(options: options)
    report.onlyBefore = onlyBefore
    for (_, outcome) in found.withLock(\.self).sorted(by: { $0.key < $1.key }) {
      report.append(outcome)
    }
    return report
  }

  /// A report of these rules and options that holds no comparison yet.
  package func emptyComparison(options: ComparisonOptions) -> ComparisonReport {
    ComparisonReport(
      tool: ToolIdentity(name: "planaudit", version: version), rules: ruleSet.identity,
      options: options, comparisons: [], onlyBefore: [], onlyAfter: [], skipped: [])
  }

  /// Compares the pairs and checks the inputs without a partner, `jobCount` at a time, and hands each outcome over as
  /// soon as it is there, with its place among both and the name of the latter side; nothing is kept here.
  package func compareEach(
    _ pairs: [ComparedInputs], onlyAfter: [PlanInput], options: ComparisonOptions, jobCount: Int,
    _ consume: @Sendable (Int, String, PairOutcome) -> Void
  ) {
    forEachIndex(below: pairs.count + onlyAfter.count, jobCount: jobCount) { index in
      if index < pairs.count {
        consume(index, pairs[index].after.name, outcome(of: pairs[index], options: options))
      } else {
        let input = onlyAfter[index - pairs.count]
        consume(index, input.name, outcome(ofNew: input, options: options))
      }
    }
  }

  /// The comparison of an input that has no partner with a submission of nothing, which has no name.
  private func outcome(ofNew input: PlanInput, options: ComparisonOptions) -> PairOutcome {
    let nothing = SourceSummary(name: "", format: nil, sha256: nil, encoding: nil)
    switch reading(of: input, fiscalYear: options.fiscalYear) {
    case .skipped(let file): return .skipped([file])
    case .unreadable(let report):
      var comparison = SubmissionComparison(before: nothing, after: report.source)
      comparison.afterFailure = report.failure
      return .compared(comparison)
    case .read(let submission):
      let report = audit(submission, keepsValidation: false, keepsTables: false)
      let empty = SubmissionComparing.Side(
        submission: Submission(
          source: Source(
            name: "", format: submission.source.format, encoding: nil,
            sha256: submission.source.sha256)),
        report: SubmissionReport(
          source: nothing, plans: [], findings: [], unlistedFindingCount: 0, ledger: [], issues: [],
          notes: [], failure: nil, validation: nil))
      let side = SubmissionComparing.Side(submission: submission, report: report)
      var comparison = SubmissionComparing(empty, side, options: options).comparison()
      comparison.beforeIncompleteness = []
      return .compared(comparison)
    }
  }

  private func outcome(of pair: ComparedInputs, options: ComparisonOptions) -> PairOutcome {
    let readings = [pair.before, pair.after].map {
      reading(of: $0, fiscalYear: options.fiscalYear)
    }
    var skipped: [SkippedFile] = []
    var sources: [SourceSummary] = []
    var failures: [ReadFailure?] = []
    var sides: [SubmissionComparing.Side] = []
    for reading in readings {
      switch reading {
      case .read(let submission):
        let report = audit(submission, keepsValidation: false, keepsTables: false)
        sides.append(SubmissionComparing.Side(submission: submission, report: report))
        sources.append(report.source)
        failures.append(nil)
      case .unreadable(let report):
        sources.append(report.source)
        failures.append(report.failure)
      case .skipped(let file):
        skipped.append(file)
        sources.append(SourceSummary(name: file.name, format: nil, sha256: nil, encoding: nil))
        failures.append(
          ReadFailure(code: "no-known-form", message: file.reason, limit: nil, value: nil))
      }
    }
    // Two files that are no plans are passed over; a plan that became something else is a failure.
    if skipped.count == 2 { return .skipped(skipped) }
    if sides.count == 2 {
      return .compared(
        SubmissionComparing(sides[0], sides[1], options: options).comparison())
    }
    var comparison = SubmissionComparison(before: sources[0], after: sources[1])
    comparison.beforeFailure = failures[0]
    comparison.afterFailure = failures[1]
    return .compared(comparison)
  }
}
