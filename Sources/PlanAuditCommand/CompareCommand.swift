internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

extension ComparisonThreshold: ExpressibleByArgument {}

/// A share of a cost such as `30%`, `12.5%` or `30`.
struct CostShare: ExpressibleByArgument, Equatable {
  /// In tenths of a per cent.
  let permille: Int

  init(permille: Int) {
    self.permille = permille
  }

  init?(argument: String) {
    let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let first = parts.first, (1...2).contains(parts.count), (1...6).contains(first.count),
      first.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let whole = Int(first)
    else { return nil }
    var tenths = whole * 10
    if parts.count == 2 {
      guard parts[1].utf8.count == 1, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let tenth = Int(parts[1])
      else { return nil }
      tenths += tenth
    }
    guard tenths > 0 else { return nil }
    permille = tenths
  }
}

/// The least grave rank of new findings that count.
struct CountedRank: ExpressibleByArgument, Equatable {
  let rank: Rank

  init(rank: Rank) {
    self.rank = rank
  }

  init?(argument: String) {
    guard let rank = Rank.allCases.first(where: { $0.name == argument }) else { return nil }
    self.rank = rank
  }

  static var allValueStrings: [String] { Rank.allCases.map(\.name) }
}

/// `planaudit compare`: what changed between two submissions, or between two forms of one.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "二つの計画書を比べる。 Compares two submissions of a plan, or two forms of one.",
    discussion: """
      事業は行の位置ではなく内容（番号、区市町村、事業名、事業内容）で対応させる。フォルダーどうしは、同じ名前
      （なければ拡張子を除いて同じ名前）のファイルを組にする。
      Entries are matched by content, not by row. Of two folders, files of one name go together, else files that
      have the same name but for its ending.

      終了コード  Exit status:
        0  --fail-on の水準に達しない。    nothing that --fail-on names
        1  達した。                        something that --fail-on names
        2  使い方の誤り。                  wrong usage
        3  読めない入力、点検できない規則。  a side could not be read, or not be checked as a whole

      例  Examples:
        planaudit compare 案.txt 修正案.txt
        planaudit compare 2019/ 2020/ --cost-change 20% --report html=changes.html
        planaudit compare plan.pdf plan.xlsx --forms
      """)

  @Argument(help: ArgumentHelp("前のもの。 The draft, or last year's.", valueName: "before"))
  var before: String

  @Argument(help: ArgumentHelp("後のもの。 The revision, or this year's.", valueName: "after"))
  var after: String

  @OptionGroup var ruleOptions: RuleOptions

  @Flag(
    help: ArgumentHelp(
      "同じ計画書の二つの形式を突き合わせる。 Two forms of one plan: tells data from what a form cannot hold."))
  var forms = false

  @Option(
    name: .customLong("report"),
    help: ArgumentHelp(
      "報告の形式と出力先。 A report and where it goes (standard output unless a path is given).",
      discussion: ComparisonRequest.catalogue, valueName: "format[=path]"))
  var reports: [ComparisonRequest] = []

  @Option(
    name: .customLong("reports"),
    help: ArgumentHelp(
      "すべての形式を書くフォルダー。 A folder that gets a report in every format.",
      discussion:
        "Several pairs get a folder each, and overall.json and overall.txt say what all come to.",
      valueName: "folder"))
  var reportFolder: String?

  @Option(
    help: ArgumentHelp(
      "終了コード１とするもの。 What makes the exit status 1 (default: new-findings; with --forms any-change).",
      valueName: "what"))
  var failOn: ComparisonThreshold?

  @Option(
    help: ArgumentHelp(
      "新しい指摘として数える最も軽い水準。 The least grave new findings that count.", valueName: "rank"))
  var rank: CountedRank = CountedRank(rank: .info)

  @Option(
    help: ArgumentHelp(
      "理由を確かめたい事業費の変化の割合。 The share of the cost from which a change asks for a reason.",
      valueName: "share"))
  var costChange: CostShare = CostShare(permille: 300)

  @Option(help: ArgumentHelp("報告の言語。 The language of reports.", valueName: "language"))
  var lang: ReportLanguage = .japanese

  @Option(
    help: ArgumentHelp(
      "計画書に年度がないときの年度。 The fiscal year of plans that do not say theirs.",
      valueName: "yyyy"))
  var fiscalYear: Int?

  @Option(help: ArgumentHelp("同時に比べる数。 How many pairs to compare at once.", valueName: "n"))
  var jobs: Int = 1

  func validate() throws {
    try OptionBounds.check(fiscalYear: fiscalYear)
    try OptionBounds.check(jobs: jobs)
    try ComparisonRequest.check(reports)
    guard before != "-" || after != "-" else {
      throw ValidationError("only one side can be standard input")
    }
  }

  func run() throws {
    let paths = try ComparedPaths(before: before, after: after)
    let options = ComparisonOptions(
      failOn: failOn ?? (forms ? .anyChange : .newFindings), rank: rank.rank,
      costChangePermille: costChange.permille, isOfForms: forms, fiscalYear: fiscalYear)
    let auditor = try ruleOptions.auditor()
    if let reportFolder { try ReportFolder.clear(reportFolder) }
    let verdict: Verdict
    if paths.names.count > 1, let reportFolder {
      let run = ComparisonRun(
        paths, empty: auditor.emptyComparison(options: options), folder: reportFolder,
        language: lang, keepsComparisons: !reports.isEmpty)
      let (summary, report) = try run.run(auditor, jobCount: jobs)
      try write(report, reports)
      verdict = summary.verdict
    } else {
      let report = auditor.compare(
        paths.pairs, onlyBefore: paths.onlyBefore, onlyAfter: paths.onlyAfter, options: options,
        jobCount: jobs, progress: Progress(count: paths.names.count).advance)
      let all = ComparisonFormat.allCases.compactMap { format in
        reportFolder.map { ComparisonRequest(format: format, path: "\($0)/\(format.fileName)") }
      }
      let requests = reports + all
      try write(report, requests.isEmpty ? [ComparisonRequest(format: .text, path: "-")] : requests)
      verdict = report.verdict
    }
    throw ExitCode(ExitStatus(verdict).rawValue)
  }

  private func write(_ report: ComparisonReport, _ requests: [ComparisonRequest]) throws {
    for request in requests {
      let colour =
        request.path == "-" && FileTree.outputIsTerminal
        && (FileTree.environmentValue("NO_COLOR") ?? "").isEmpty
      let bytes = request.format.bytes(of: report, language: lang, colour: colour)
      try FileBytes.write(bytes, to: request.path)
    }
  }
}
