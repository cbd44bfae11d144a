internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

/// `planaudit merge`: puts the JSON reports of several machines together.
struct MergeCommand: ParsableCommand {
  /// What is written.
  enum Form: String, CaseIterable, ExpressibleByArgument {
    /// All submissions, as `check --report json` over all inputs writes them.
    case json
    /// What they come to, as `check --reports` writes `overall.json`.
    case overallJSON = "overall-json"
    /// The same for a reader, as `overall.txt`.
    case overallText = "overall-text"
  }

  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "複数の JSON 報告を一つにまとめる。 Joins the JSON reports of several runs into one.",
    discussion: """
      check --report json の報告をまとめる。順序や分け方によらず、一度に点検した場合と同じ内容になる。
      The reports are those of check --report json (audit.json in a folder of reports). In whatever order they
      are given and however the batch was split, the result has the bytes that one run over all inputs writes.
      Under a gate, only reports over all inputs of a run can be joined: they hold what the gate says.

      終了コードは、まとめた報告の判定による。規則、版、オプションが違う報告はまとめない（2）。
      The exit status is that of the joined verdict: 0, 1 or 3. Reports of other rules, versions or options are
      not of one batch: status 2.

      例  Examples:
        planaudit merge machine-1.json machine-2.json -o all.json
        planaudit merge out/*/audit.json --to overall-text
      """)

  @Argument(help: ArgumentHelp("JSON 報告。 The JSON reports.", valueName: "report"))
  var reports: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("出力先。 Where to write (default: standard output).", valueName: "path"))
  var output: String = "-"

  @Option(
    help: ArgumentHelp(
      "書くもの。 What to write: json, overall-json or overall-text.", valueName: "form"))
  var to: Form = .json

  @Option(help: ArgumentHelp("報告の言語。 The language of overall-text.", valueName: "language"))
  var lang: ReportLanguage = .japanese

  func run() throws {
    var parts: [ReportMerging.Part] = []
    for path in reports {
      let bytes = try FileBytes.read(path, byteCountMax: InputPaths.byteCountMax)
      parts.append(ReportMerging.Part(name: InputPaths.reportName(of: path), bytes: bytes))
    }
    let merging: ReportMerging
    do {
      merging = try ReportMerging(parts)
    } catch {
      throw CommandFailure(
        description: "\(error)", status: error.isUnreadable ? .incomplete : .usage)
    }
    for name in merging.repeatedNames {
      FileBytes.writeToStandardError(
        "planaudit: \(name): stands in more than one report, or twice in one; both are kept\n")
    }
    let bytes =
      switch to {
      case .json: merging.auditJSON()
      case .overallJSON: OverallJSON.bytes(merging.summary)
      case .overallText: OverallText(language: lang, colour: false).bytes(merging.summary)
      }
    try FileBytes.write(bytes, to: output)
    throw ExitCode(ExitStatus(merging.summary.verdict).rawValue)
  }
}
