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
      valueName: "folder"))
  var reportFolder: String?

  @Option(
    help: ArgumentHelp(
      "終了コード１とする最も軽い水準。 The least grave findings that make the exit status 1.",
      valueName: "rank"))
  var failOn: FailOn = .error

  @Option(help: ArgumentHelp("報告の言語。 The language of reports.", valueName: "language"))
  var lang: ReportLanguage = .japanese

  @Option(
    help: ArgumentHelp(
      "計画書に年度がないときの年度。 The fiscal year of plans that do not say theirs.",
      valueName: "yyyy"))
  var fiscalYear: Int?

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
    help: ArgumentHelp("JUnit の方言。 The dialect of the JUnit report.", valueName: "profile"))
  var junitProfile: JUnitProfile = .default

  func validate() throws {
    if let fiscalYear, !(1900...2999).contains(fiscalYear) {
      throw ValidationError("--fiscal-year is \(fiscalYear), expected a year such as 2020")
    }
    guard (1...256).contains(jobs) else {
      throw ValidationError("--jobs is \(jobs), expected 1 to 256")
    }
    guard reports.filter({ $0.path == "-" }).count <= 1
    else {
      throw ValidationError("only one report can go to standard output; give the others a path")
    }
  }

  func run() throws {
    let date = try CalendarDate.ofRun(date)
    let auditor = try ruleOptions.auditor()
    let found = InputPaths(paths)
    let options = AuditOptions(failOn: failOn, date: date?.text, fiscalYear: fiscalYear)
    let report = auditor.audit(
      found.planInputs, options: options, jobCount: jobs,
      keepsValidations: reportFolder != nil || reports.contains { $0.format == .svrl })
    try write(report)
    throw ExitCode(ExitStatus(report.verdict).rawValue)
  }

  private func write(_ report: AuditReport) throws {
    var requests = reports
    if requests.isEmpty && reportFolder == nil {
      requests = [ReportRequest(format: .text, path: "-")]
    }
    for request in requests {
      let options = ReporterOptions(
        language: lang, colour: request.path == "-" && coloursAreWanted,
        junitProfile: junitProfile)
      var bytes: [UInt8] = []
      do {
        try request.format.makeReporter(options).write(report, to: &bytes)
      } catch {
        throw CommandFailure(description: "\(error)", status: status(of: error))
      }
      try FileBytes.write(bytes, to: request.path)
    }
    guard let reportFolder else { return }
    let options = ReporterOptions(language: lang, colour: false, junitProfile: junitProfile)
    for format in ReportFormat.allCases {
      for file in try format.files(of: report, options) {
        try FileBytes.write(file.bytes, to: "\(reportFolder)/\(file.name)")
      }
    }
  }

  private func status(of refusal: ReportRefusal) -> ExitStatus {
    switch refusal {
    case .oneSubmissionOnly: .usage
    case .notValidated: .incomplete
    }
  }

  /// Colours are for a terminal whose user has not declined them (no-color.org).
  private var coloursAreWanted: Bool {
    FileTree.outputIsTerminal
      && (FileTree.environmentValue("NO_COLOR") ?? "").isEmpty
  }
}
