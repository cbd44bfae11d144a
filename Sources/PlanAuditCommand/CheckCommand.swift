internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

/// `planaudit check`: reads plans, runs the rules, writes reports.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "計画書を点検し、報告を書く。 Checks plans and writes reports.",
    discussion: """
      PATH はファイル、フォルダー、パターン、または - （標準入力）。形式は内容から判断する。
      A path is a file, a folder, a pattern, or - for standard input; its form is told from its content.
      """)

  @Argument(help: ArgumentHelp("点検するもの。 What to check.", valueName: "path"))
  var paths: [String]

  @OptionGroup var ruleOptions: RuleOptions

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "報告の形式と出力先。 A report and where it goes (standard output unless a path is given).",
      discussion: ReportRequest.catalogue, valueName: "format[=path]"))
  var reports: [ReportRequest] = []

  @Option(
    name: .customLong("reports"),
    help: ArgumentHelp(
      "すべての形式を書くフォルダー。 A folder that gets a report in every format.",
      discussion:
        "Several inputs get a folder each, and overall.json and overall.txt say what all come to.",
      valueName: "folder"))
  var reportFolder: String?

  @Option(
    name: .customLong("annotate"),
    help: ArgumentHelp(
      "指摘を書き込んだブックの写しを書くフォルダー。 A folder that gets a copy of each workbook with the findings on its cells.",
      valueName: "folder"))
  var annotationFolder: String?

  @Option(
    help: ArgumentHelp(
      "報告を分ける。municipality は区市町村ごとの通知（html、csv）。 Divides the report: letters by municipality.",
      discussion: "With --reports FOLDER, or --report html=FOLDER and --report csv=FOLDER.",
      valueName: "municipality"))
  var by: ReportDivision?

  @Option(
    help: ArgumentHelp(
      "終了コード１とする最も軽い水準。 The least grave findings that make the exit status 1 (default: error).",
      valueName: "rank"))
  var failOn: FailOn?

  @Option(
    help: ArgumentHelp("報告の言語。 The language of reports (default: ja).", valueName: "language"))
  var lang: ReportLanguage?

  @Option(
    help: ArgumentHelp(
      "計画書に年度がないときの年度。 The fiscal year of plans that do not say theirs.",
      valueName: "yyyy"))
  var fiscalYear: Int?

  @Option(help: FormatOption.help)
  var format: PlanInputForm?

  @Option(
    help: ArgumentHelp(
      "点検の日付。 The date of the audit (else SOURCE_DATE_EPOCH, else none).",
      valueName: "yyyy-mm-dd"))
  var date: CalendarDate?

  @Option(
    help: ArgumentHelp("同時に点検する数。 How many inputs to check at once.", valueName: "n"))
  var jobs: Int = 1

  @Option(
    name: .customLong("junit-profile"),
    help: ArgumentHelp(
      "JUnit の方言。 The dialect of the JUnit report (default: default).", valueName: "profile"))
  var junitProfile: JUnitProfile?

  @OptionGroup(title: "Gate") var gateOptions: GateOptions

  func validate() throws {
    try OptionBounds.check(fiscalYear: fiscalYear)
    try OptionBounds.check(jobs: jobs)
    try ReportRequest.check(reports)
    if annotationFolder != nil, paths.contains("-") {
      throw ValidationError("--annotate needs files: standard input cannot be read twice")
    }
  }

  func run() throws {
    let settings = try RunSettings(self)
    if let folder = settings.reportFolder { try ReportFolder.clear(folder) }
    let found = InputPaths(paths)
    let inputs = found.planInputs.map { input in
      var input = input
      input.form = format
      return input
    }
    if inputs.count > 1, settings.division == nil, gateOptions.writeBaseline == nil,
      annotationFolder == nil, let folder = settings.reportFolder
    {
      try runBatch(inputs, settings, into: folder)
    }
    let writesAll = settings.reportFolder != nil
    var checked = settings.auditor.audit(
      inputs, options: settings.options, jobCount: jobs,
      keepsValidations: writesAll || settings.reports.contains { $0.format == .svrl },
      keepsTables: writesAll || settings.division != nil
        || settings.reports.contains { $0.format == .html },
      progress: Progress(count: inputs.count).advance)
    checked.sort()
    // The process ends here; taking the rule set apart first would only cost time.
    try withExtendedLifetime(settings) {
      let report = settings.gate.applied(to: checked, rules: settings.auditor.ruleSet)
      try write(report, settings)
      if let path = gateOptions.writeBaseline {
        try FileBytes.write(BaselineFile.bytes(of: report.baselineEntries), to: path)
      }
      if let annotationFolder {
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
    let summary = try batch.run(settings.auditor, settings.options, jobCount: jobs)
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
