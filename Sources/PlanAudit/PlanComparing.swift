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
    let count = pairs.count + onlyAfter.count
    forEachIndex(below: count, jobCount: jobCount) { index in
      let isPair = index < pairs.count
      let outcome =
        isPair
        ? outcome(of: pairs[index], options: options)
        : outcome(ofNew: onlyAfter[index - pairs.count], options: options)
      found.withLock { $0[index] = outcome }
      progress(isPair ? pairs[index].after.name : onlyAfter[index - pairs.count].name)
    }
    var report = ComparisonReport(
      tool: ToolIdentity(name: "planaudit", version: version), rules: ruleSet.identity,
      options: options, comparisons: [], onlyBefore: onlyBefore, onlyAfter: [], skipped: [])
    for outcome in found.withLock({ known in (0..<count).compactMap { known[$0] } }) {
      switch outcome {
      case .compared(let comparison):
        report.comparisons.append(comparison)
        if comparison.before.name.isEmpty { report.onlyAfter.append(comparison.after.name) }
      case .skipped(let files): report.skipped += files
      }
    }
    return report
  }

  private enum PairOutcome: Sendable {
    case compared(SubmissionComparison)
    case skipped([SkippedFile])
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
