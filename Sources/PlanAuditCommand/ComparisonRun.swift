internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit
internal import Synchronization

/// A run over several pairs that writes the reports of each as soon as it is compared, and keeps a line of it.
final class ComparisonRun: Sendable {
  private struct State {
    var lines: [ComparisonLine] = []
    /// The outcomes by their place; where comparisons are not kept, only their outlines.
    var outcomes: [Int: PairOutcome] = [:]
    var problem: (any Error)?
  }

  private let paths: ComparedPaths
  private let folder: String
  private let folders: [String]
  private let language: ReportLanguage
  private let keepsComparisons: Bool
  private let empty: ComparisonReport
  private let state = Mutex(State())

  /// A run that writes below `folder`; it keeps comparisons only where a report over all of them is to be written.
  init(
    _ paths: ComparedPaths, empty: ComparisonReport, folder: String, language: ReportLanguage,
    keepsComparisons: Bool
  ) {
    self.paths = paths
    self.folder = folder
    folders = BatchRun.folders(for: paths.names)
    self.language = language
    self.keepsComparisons = keepsComparisons
    self.empty = empty
  }

  /// Compares all pairs, `jobCount` at a time, writes `overall.json` and `overall.txt`, and returns what all come to,
  /// with the report over all pairs where they were to be kept.
  func run(
    _ auditor: PlanAuditor, jobCount: Int
  ) throws -> (summary: ComparisonSummary, report: ComparisonReport) {
    let progress = Progress(count: folders.count)
    auditor.compareEach(
      paths.pairs, onlyAfter: paths.onlyAfter, options: empty.options, jobCount: jobCount
    ) { index, name, outcome in
      take(outcome, at: index)
      progress.advance(name)
    }
    return try state.withLock { state in
      if let problem = state.problem { throw problem }
      var report = empty
      report.onlyBefore = paths.onlyBefore
      for (_, outcome) in state.outcomes.sorted(by: { $0.key < $1.key }) { report.append(outcome) }
      let summary = ComparisonSummary(state.lines, of: report)
      if !keepsComparisons { report.comparisons = [] }
      try FileBytes.write(
        ComparisonOverall.json(summary), to: "\(folder)/\(ReportFolder.overallJSON)")
      try FileBytes.write(
        ComparisonOverall.text(summary, language: language),
        to: "\(folder)/\(ReportFolder.overallText)")
      return (summary, report)
    }
  }

  private func take(_ outcome: PairOutcome, at index: Int) {
    guard case .compared(let comparison) = outcome else {
      state.withLock { $0.outcomes[index] = outcome }
      return
    }
    var one = empty
    one.append(outcome)
    do {
      for format in ComparisonFormat.allCases {
        try FileBytes.write(
          format.bytes(of: one, language: language, colour: false),
          to: "\(folder)/\(folders[index])/\(format.fileName)")
      }
    } catch {
      state.withLock { if $0.problem == nil { $0.problem = error } }
    }
    let line = ComparisonLine(comparison, under: empty.options)
    state.withLock { state in
      state.lines.append(line)
      state.outcomes[index] = keepsComparisons ? outcome : .compared(comparison.outline)
    }
  }
}
