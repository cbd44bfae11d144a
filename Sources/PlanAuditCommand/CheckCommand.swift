internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import PlanAudit

/// `planaudit check`: reads plans, runs the rules, writes reports.
struct CheckCommand: ParsableCommand {
  static let name = "check"

  static let configuration = CommandConfiguration(
    commandName: name,
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
  var jobs: Int = CheckRequest.standardJobCount

  @Option(
    name: .customLong("junit-profile"),
    help: ArgumentHelp(
      "JUnit の方言。 The dialect of the JUnit report (default: default).", valueName: "profile"))
  var junitProfile: JUnitProfile?

  @OptionGroup(title: "Gate") var gateOptions: GateOptions

  func validate() throws { try request.check() }

  func run() throws { try CheckRun(request: request).run() }

  private var request: CheckRequest {
    CheckRequest(
      paths: paths, rules: ruleOptions.rules, phase: ruleOptions.phase, reports: reports,
      reportFolder: reportFolder, annotationFolder: annotationFolder, division: by, failOn: failOn,
      language: lang, fiscalYear: fiscalYear, format: format, date: date, jobCount: jobs,
      junitProfile: junitProfile, gate: gateOptions.request)
  }
}
