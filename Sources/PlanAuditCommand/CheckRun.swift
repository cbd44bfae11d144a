internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

/// A run of `planaudit check`: reads plans, runs the rules, writes reports, ends with the verdict's status.
struct CheckRun {
  var request: CheckRequest

  func run() throws {
    let settings = try RunSettings(request)
    if let folder = settings.reportFolder { try ReportFolder.clear(folder) }
    let found = InputPaths(request.paths)
    let inputs = found.planInputs.map { input in
      var input = input
      input.form = request.format
      return input
    }
    if inputs.count > 1, settings.division == nil, request.gate.writeBaseline == nil,
      request.annotationFolder == nil, let folder = settings.reportFolder
    {
      try runBatch(inputs, settings, into: folder)
    }
    let writesAll = settings.reportFolder != nil
    var checked = settings.auditor.audit(
      inputs, options: settings.options, jobCount: request.jobCount,
      keepsValidations: writesAll || settings.reports.contains { $0.format == .svrl },
      keepsTables: writesAll || settings.division != nil
        || settings.reports.contains { $0.format == .html },
      progress: Progress(count: inputs.count).advance)
    checked.sort()
    let report = settings.gate.applied(to: checked, rules: settings.auditor.ruleSet)
    // The process ends here; taking the rule set apart first would only cost time.
    try withExtendedLifetime(settings) {
      try write(report, settings)
      if let path = request.gate.writeBaseline {
        try FileBytes.write(BaselineFile.bytes(of: report.baselineEntries), to: path)
      }
      if let annotationFolder = request.annotationFolder {
        try AnnotatedCopies(folder: annotationFolder, language: settings.language)
          .write(report, files: found.files)
      }
      Program.end(ExitStatus(report.verdict))
    }
  }

  /// Checks several inputs one by one, each with a folder of reports of its own, and writes what all of them come to.
  private func runBatch(
    _ inputs: [PlanInput], _ settings: RunSettings, into folder: String
  ) throws {
    let batch = BatchRun(
      inputs: inputs, gate: GateRun(settings.gate, options: settings.options), folder: folder,
      reporting: ReporterOptions(
        language: settings.language, colour: false, junitProfile: settings.junitProfile),
      keepsSubmissions: !settings.reports.isEmpty,
      keepsValidations: settings.reports.contains { $0.format == .svrl })
    let summary = try batch.run(settings.auditor, settings.options, jobCount: request.jobCount)
    if !settings.reports.isEmpty { try writeReports(batch.report(), settings) }
    throw ExitCode(ExitStatus(summary.verdict).rawValue)
  }

  /// Writes the letters of a report into the folders that were named.
  private func writeLetters(_ report: AuditReport, _ settings: RunSettings) throws {
    let division = LetterDivision(report)
    let options = ReporterOptions(
      language: settings.language, colour: false, junitProfile: settings.junitProfile)
    var requests = settings.reports
    if let folder = settings.reportFolder {
      requests += ReportFormat.dividedFormats.map { ReportRequest(format: $0, path: folder) }
    }
    for request in requests {
      for file in try request.format.files(of: division, options) {
        try FileBytes.write(file.bytes, to: "\(request.path)/\(file.name)")
      }
    }
  }

  private func write(_ report: AuditReport, _ settings: RunSettings) throws {
    if settings.division != nil { return try writeLetters(report, settings) }
    try writeReports(report, settings)
    guard let reportFolder = settings.reportFolder else { return }
    let options = ReporterOptions(
      language: settings.language, colour: false, junitProfile: settings.junitProfile)
    for format in ReportFormat.allCases {
      for file in try format.files(of: report, options) {
        try FileBytes.write(file.bytes, to: "\(reportFolder)/\(file.name)")
      }
    }
    if report.submissions.count(where: { $0.role == .plans }) > 1 {
      try BatchRun.writeFolders(of: report, below: reportFolder, options)
    }
  }

  /// Writes the reports that were asked for one by one.
  private func writeReports(_ report: AuditReport, _ settings: RunSettings) throws {
    for request in settings.reports {
      let options = ReporterOptions(
        language: settings.language, colour: request.path == "-" && coloursAreWanted,
        junitProfile: settings.junitProfile)
      var bytes: [UInt8] = []
      do {
        try request.format.makeReporter(options).write(report, to: &bytes)
      } catch {
        throw CommandFailure(description: "\(error)", status: status(of: error))
      }
      try FileBytes.write(bytes, to: request.path)
    }
  }

  private func status(of refusal: ReportRefusal) -> ExitStatus {
    switch refusal {
    case .oneSubmissionOnly, .notByMunicipality: .usage
    case .notValidated: .incomplete
    }
  }

  /// Colours are for a terminal whose user has not declined them (no-color.org).
  private var coloursAreWanted: Bool {
    FileTree.outputIsTerminal
      && (FileTree.environmentValue("NO_COLOR") ?? "").isEmpty
  }
}
