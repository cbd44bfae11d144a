internal import AuditReports
internal import Auditing
internal import PlanAudit

/// What a run of `check` does: the command line where it says something, else the configuration, else the default.
struct RunSettings {
  var auditor: PlanAuditor
  var options: AuditOptions
  var gate: Gate
  var language: ReportLanguage
  var junitProfile: JUnitProfile
  var reports: [ReportRequest]
  var reportFolder: String?
  /// Whether the reports are divided into letters.
  var division: ReportDivision?

  init(_ command: CheckCommand) throws {
    let located = try LocatedConfiguration.find(command.gateOptions)
    let file = located?.file
    func path(_ own: String?, _ other: String?) -> String? {
      own ?? other.map { located?.resolved($0) ?? $0 }
    }
    let rules = RuleOptions(
      rules: path(command.ruleOptions.rules, file?.rules),
      phase: command.ruleOptions.phase ?? file?.phase)
    let plain = try rules.auditor()
    try file?.check(with: plain)
    auditor = plain.adjusted(by: file?.adjustments ?? .none)

    let gateOptions = command.gateOptions
    gate = Gate(
      waivers: try path(gateOptions.waivers, file?.waivers).map {
        try GateFiles.waivers($0, auditor: plain)
      },
      baseline: try path(gateOptions.baseline, file?.baseline).map(GateFiles.baseline),
      isBaselineStrict: gateOptions.strictBaseline ?? file?.isBaselineStrict ?? false,
      warningCountMax: gateOptions.maxWarnings ?? file?.warningCountMax,
      ruleCountMin: gateOptions.expectRules ?? file?.ruleCountMin,
      refusesVacuousRules: gateOptions.failOnVacuous ?? file?.refusesVacuousRules ?? false)
    if gate.isBaselineStrict && gate.baseline == nil {
      throw CommandFailure.usage("a strict baseline needs a baseline (--baseline)")
    }

    options = AuditOptions(
      failOn: command.failOn ?? file?.failOn ?? .error,
      date: try CalendarDate.ofRun(command.date)?.text,
      fiscalYear: command.fiscalYear ?? file?.fiscalYear)
    options.files = [file?.file, gate.baseline?.file, gate.waivers?.file].compactMap { $0 }
    options.demands = gate.demands.isEmpty ? nil : gate.demands
    language = command.lang ?? file?.language ?? .japanese
    junitProfile = command.junitProfile ?? file?.junitProfile ?? .default
    if command.reports.isEmpty && command.reportFolder == nil {
      reports = (file?.reports ?? []).map {
        ReportRequest(format: $0.format, path: located?.resolved($0.path) ?? $0.path)
      }
      reportFolder = file?.reportFolder.map { located?.resolved($0) ?? $0 }
      division = command.by ?? file?.division
    } else {
      reports = command.reports
      reportFolder = command.reportFolder
      division = command.by
    }
    if division != nil { try checkDivision() }
    if reports.isEmpty && reportFolder == nil {
      reports = [ReportRequest(format: .text, path: "-")]
    }
  }

  /// Letters need folders, and formats that can be divided.
  private func checkDivision() throws(CommandFailure) {
    guard reportFolder != nil || !reports.isEmpty else {
      throw .usage("--by municipality writes files: give --reports FOLDER")
    }
    for request in reports
    where !ReportFormat.dividedFormats.contains(request.format) || request.path == "-" {
      throw .usage(
        "--by municipality takes --report html=FOLDER or csv=FOLDER, not \(request.format.rawValue)"
          + (request.path == "-" ? "" : "=\(request.path)"))
    }
  }
}
