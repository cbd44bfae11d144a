internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit
internal import Synchronization

/// A run over several inputs that writes the reports of each as soon as it is checked, and keeps a line of it.
final class BatchRun: Sendable {
  /// A submission with its place among the inputs.
  private struct Checked {
    var index: Int
    var submission: SubmissionReport
  }

  private struct State {
    var gate: GateRun
    /// How many inputs of a name are still to be checked, for names whose submissions the gate takes in their order.
    var awaitedCounts: [String: Int]
    var waiting: [String: [Checked]] = [:]
    var lines: [BatchLine] = []
    var skipped: [SkippedFile] = []
    var submissions: [SubmissionReport] = []
    var problem: (any Error)?
    var report: AuditReport?

    /// Takes in what an input called `name` came to, and returns the submissions that the gate has now left: at once
    /// its own, but where the gate takes those of its name in their order, all of them after the last.
    mutating func gated(_ checked: Checked?, named name: String) -> [Checked] {
      var ready = [checked].compactMap { $0 }
      if let count = awaitedCounts[name] {
        awaitedCounts[name] = count - 1
        waiting[name, default: []] += ready
        guard count == 1, let all = waiting.removeValue(forKey: name) else { return [] }
        ready = all.sorted { BatchLine.isBefore($0.submission.source, $1.submission.source) }
      }
      for index in ready.indices { gate.apply(to: &ready[index].submission) }
      return ready
    }
  }

  private let inputs: [PlanInput]
  private let folders: [String]
  private let folder: String
  private let reporting: ReporterOptions
  private let keepsSubmissions: Bool
  private let keepsValidations: Bool
  private let state: Mutex<State>

  /// A run that writes below `folder`; it keeps submissions only where a report over all of them is to be written.
  init(
    inputs: [PlanInput], gate: GateRun, folder: String, reporting: ReporterOptions,
    keepsSubmissions: Bool, keepsValidations: Bool
  ) {
    self.inputs = inputs
    self.folder = folder
    folders = Self.folders(for: inputs.map(\.name))
    self.reporting = reporting
    self.keepsSubmissions = keepsSubmissions
    self.keepsValidations = keepsValidations
    let counts = Dictionary(inputs.map { ($0.name, 1) }, uniquingKeysWith: +)
    let awaited = counts.filter { $0.value > 1 && gate.ordersSubmissions(named: $0.key) }
    state = Mutex(State(gate: gate, awaitedCounts: awaited))
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
    let (lines, skippedNames, problem) = state.withLock { state in
      let parts = state.gate.parts(rules: auditor.ruleSet)
      var report = empty
      report.submissions = state.submissions
      report.skipped = state.skipped
      report.sort()
      report.submissions += parts
      state.report = report
      state.submissions = []
      let lines = state.lines + parts.map { BatchLine($0, failOn: options.failOn) }
      return (lines, state.skipped.map(\.name), state.problem)
    }
    if let problem { throw problem }
    let summary = BatchSummary(
      tool: empty.tool, rules: empty.rules, options: options, lines: lines,
      skippedNames: skippedNames)
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
    try FileBytes.write(OverallJSON.bytes(summary), to: "\(folder)/\(ReportFolder.overallJSON)")
    let text = OverallText(language: reporting.language, colour: false)
    try FileBytes.write(text.bytes(summary), to: "\(folder)/\(ReportFolder.overallText)")
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
    let name = inputs[index].name
    let gated = state.withLock { state in
      var submission: SubmissionReport?
      switch outcome {
      case .skipped(let file): state.skipped.append(file)
      case .submission(let report): submission = report
      }
      return state.gated(submission.map { Checked(index: index, submission: $0) }, named: name)
    }
    for checked in gated { finish(checked, empty) }
  }

  /// Writes the reports of a submission that the gate has left, and lets go of it.
  private func finish(_ checked: Checked, _ empty: AuditReport) {
    var submission = checked.submission
    do {
      try Self.write(submission, of: empty, to: "\(folder)/\(folders[checked.index])", reporting)
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
