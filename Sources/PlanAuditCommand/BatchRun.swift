internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit
internal import Synchronization

/// A run over several inputs that writes the reports of each as soon as it is checked, and keeps a line of it.
final class BatchRun: Sendable {
  private struct State {
    var lines: [BatchLine] = []
    var skipped: [SkippedFile] = []
    var submissions: [SubmissionReport] = []
    var problem: (any Error)?
    var report: AuditReport?
  }

  private let inputs: [PlanInput]
  private let folders: [String]
  private let folder: String
  private let reporting: ReporterOptions
  private let keepsSubmissions: Bool
  private let keepsValidations: Bool
  private let state = Mutex(State())

  /// A run that writes below `folder`; it keeps submissions only where a report over all of them is to be written.
  init(
    inputs: [PlanInput], folder: String, reporting: ReporterOptions, keepsSubmissions: Bool,
    keepsValidations: Bool
  ) {
    self.inputs = inputs
    self.folder = folder
    folders = Self.folders(for: inputs.map(\.name))
    self.reporting = reporting
    self.keepsSubmissions = keepsSubmissions
    self.keepsValidations = keepsValidations
  }

  /// Checks all inputs, `jobCount` at a time, and writes `overall.json` and `overall.txt`.
  func run(
    _ auditor: PlanAuditor, _ options: AuditOptions, jobCount: Int
  ) throws -> BatchSummary {
    let progress = Progress(count: inputs.count)
    let empty = auditor.emptyReport(options: options)
    auditor.auditEach(
      inputs, options: options, jobCount: jobCount, keepsValidations: true, keepsTables: true
    ) { index, outcome in
      take(outcome, at: index, empty)
      progress.advance(inputs[index].name)
    }
    let (lines, skippedCount, problem) = state.withLock { state in
      var report = empty
      report.submissions = state.submissions
      report.skipped = state.skipped
      report.sort()
      state.report = report
      state.submissions = []
      return (state.lines, state.skipped.count, state.problem)
    }
    if let problem { throw problem }
    let summary = BatchSummary(
      tool: empty.tool, rules: empty.rules, options: options, lines: lines,
      skippedCount: skippedCount)
    try Self.write(summary, to: folder, reporting)
    return summary
  }

  /// Writes a folder of reports for each submission of `report`, and what all of them come to.
  static func writeFolders(
    of report: AuditReport, below folder: String, _ reporting: ReporterOptions
  ) throws {
    let submissions = report.submissions.filter { $0.role == .plans }
    let folders = folders(for: submissions.map(\.source.name))
    for (submission, name) in zip(submissions, folders) {
      try write(submission, of: report, to: "\(folder)/\(name)", reporting)
    }
    try write(BatchSummary(report), to: folder, reporting)
  }

  private static func write(
    _ summary: BatchSummary, to folder: String, _ reporting: ReporterOptions
  ) throws {
    try FileBytes.write(OverallJSON.bytes(summary), to: "\(folder)/overall.json")
    let text = OverallText(language: reporting.language, colour: false)
    try FileBytes.write(text.bytes(summary), to: "\(folder)/overall.txt")
  }

  /// Writes the reports of one submission of a run in every format.
  private static func write(
    _ submission: SubmissionReport, of run: AuditReport, to folder: String,
    _ reporting: ReporterOptions
  ) throws {
    var report = run
    report.submissions = [submission]
    report.skipped = []
    for format in ReportFormat.allCases {
      for file in try format.files(of: report, reporting) {
        try FileBytes.write(file.bytes, to: "\(folder)/\(file.name)")
      }
    }
  }

  /// The report over all submissions, where they were kept.
  func report() -> AuditReport {
    state.withLock { state in
      guard let report = state.report, keepsSubmissions else {
        preconditionFailure("the run has ended and was to keep its submissions")
      }
      return report
    }
  }

  private func take(_ outcome: InputOutcome, at index: Int, _ empty: AuditReport) {
    switch outcome {
    case .skipped(let file): state.withLock { $0.skipped.append(file) }
    case .submission(var submission):
      do {
        try Self.write(submission, of: empty, to: "\(folder)/\(folders[index])", reporting)
      } catch {
        state.withLock { if $0.problem == nil { $0.problem = error } }
      }
      if !keepsValidations { submission.validation = nil }
      let line = BatchLine(submission, failOn: empty.options.failOn)
      state.withLock { [submission] state in
        state.lines.append(line)
        if keepsSubmissions { state.submissions.append(submission) }
      }
    }
  }

  /// A folder for each input, named after it and never above the folder of the run; a name that comes again gets a
  /// number.
  static func folders(for names: [String]) -> [String] {
    var used: Set<String> = []
    return names.map { name in
      let parts = name.split(separator: "/").map { part -> String in
        part == "." || part == ".." ? "_" : String(part)
      }
      let plain = parts.isEmpty ? "_" : parts.joined(separator: "/")
      var folder = plain == "-" ? "standard-input" : plain
      // The names of the reports over all are taken.
      if folder.hasPrefix("overall.") || folder.hasPrefix("comparison.") { folder = "_" + folder }
      var candidate = folder
      var number = 2
      while !used.insert(candidate.lowercased()).inserted {
        candidate = "\(folder)-\(number)"
        number += 1
      }
      return candidate
    }
  }
}
