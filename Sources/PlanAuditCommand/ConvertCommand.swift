public import ArgumentParser
internal import FileAccess
public import PlanAudit

/// `planaudit convert`: reads a plan in any form and writes it in one.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "計画書を正準XMLなどに変える。 Reads a plan in any form and writes it as canonical plan XML.")

  @Argument(help: ArgumentHelp("読むもの。 What to read; - is standard input.", valueName: "path"))
  var path: String

  @Option(
    help: ArgumentHelp(
      "規則のフォルダー。 The folder of the rule set, whose code lists are used.",
      valueName: "folder"))
  var rules: String?

  @Option(help: ArgumentHelp("書く形式。 The form to write.", valueName: "form"))
  var to: PlanForm = .xml

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("出力先。 Where to write (default: standard output).", valueName: "path"))
  var output: String = "-"

  @Option(
    help: ArgumentHelp(
      "計画書に年度がないときの年度。 The fiscal year of plans that do not say theirs.",
      valueName: "yyyy"))
  var fiscalYear: Int?

  @Option(help: FormatOption.help)
  var format: PlanInputForm?

  func run() throws {
    let reader = try PlanReader(rules: RuleLocation.rules(in: rules))
    do {
      let bytes = try FileBytes.read(path, byteCountMax: InputPaths.byteCountMax)
      var input = PlanInput(name: InputPaths.reportName(of: path), bytes: bytes)
      input.form = format
      let converted = try reader.convert(input, to: to, fiscalYear: fiscalYear)
      try FileBytes.write(converted, to: output)
    } catch {
      FileBytes.writeToStandardError("\(error)\n")
      throw ExitCode(ExitStatus.incomplete.rawValue)
    }
  }
}

extension PlanForm: ExpressibleByArgument {}
extension PlanInputForm: ExpressibleByArgument {}
