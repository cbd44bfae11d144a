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

  init(_ request: CheckRequest) throws {
    let located = try LocatedConfiguration.find(request.gate)
    let file = located?.file
    func path(_ own: String?, _ other: String?) -> String? {
      own ?? other.map { located?.resolved($0) ?? $0 }
    }
    let plain = try PlanAuditor(
      rules: RuleLocation.rules(in: path(request.rules, file?.rules)),
      phase: request.phase ?? file?.phase)
    try file?.check(with: plain)
    auditor = plain.adjusted(by: file?.adjustments ?? .none)

    let gateRequest = request.gate
    gate = Gate(
      waivers: try path(gateRequest.waivers, file?.waivers).map {
        try GateFiles.waivers($0, auditor: plain)
      },
      baseline: try path(gateRequest.baseline, file?.baseline).map(GateFiles.baseline),
      isBaselineStrict: gateRequest.isBaselineStrict ?? file?.isBaselineStrict ?? false,
      warningCountMax: gateRequest.warningCountMax ?? file?.warningCountMax,
      ruleCountMin: gateRequest.ruleCountMin ?? file?.ruleCountMin,
      refusesVacuousRules: gateRequest.refusesVacuousRules ?? file?.refusesVacuousRules ?? false)
    if gate.isBaselineStrict && gate.baseline == nil {
      throw CommandFailure.usage("a strict baseline needs a baseline (--baseline)")
    }

    options = AuditOptions(
      failOn: request.failOn ?? file?.failOn ?? .error,
      date: try CalendarDate.ofRun(request.date)?.text,
      fiscalYear: request.fiscalYear ?? file?.fiscalYear)
    options.files = [file?.file, gate.baseline?.file, gate.waivers?.file].compactMap { $0 }
    options.demands = gate.demands.isEmpty ? nil : gate.demands
    language = request.language ?? file?.language ?? .japanese
    junitProfile = request.junitProfile ?? file?.junitProfile ?? .default
    if request.reports.isEmpty && request.reportFolder == nil {
      reports = (file?.reports ?? []).map {
        ReportRequest(format: $0.format, path: located?.resolved($0.path) ?? $0.path)
      }
      reportFolder = file?.reportFolder.map { located?.resolved($0) ?? $0 }
      division = request.division ?? file?.division
    } else {
      reports = request.reports
      reportFolder = request.reportFolder
      division = request.division
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
