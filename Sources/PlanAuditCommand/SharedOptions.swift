internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

extension ReportLanguage: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
extension JUnitProfile: ExpressibleByArgument {}

/// Refuses values of options that several commands share.
enum OptionBounds {
  static func check(fiscalYear: Int?) throws {
    if let fiscalYear, !RunBounds.fiscalYears.contains(fiscalYear) {
      throw ValidationError("--fiscal-year is \(fiscalYear), expected a year such as 2020")
    }
  }

  static func check(jobs: Int) throws {
    let bounds = RunBounds.jobCounts
    guard bounds.contains(jobs) else {
      throw ValidationError(
        "--jobs is \(jobs), expected \(bounds.lowerBound) to \(bounds.upperBound)")
    }
  }
}

/// The option `--format` of the commands that read plans.
enum FormatOption {
  static let help = ArgumentHelp(
    "入力の形式（通常は内容から判断する）。 The form of the input (else told from its content).",
    valueName: "form")
}

/// Where the rule set is; common to every command that needs one.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "規則のフォルダー。 The folder of the rule set (default: ./Rules, else the one built in).",
      valueName: "folder"))
  var rules: String?

  @Option(
    help: ArgumentHelp("規則のフェーズ。 The phase of the rule set.", valueName: "name"))
  var phase: String?
}

extension RuleOptions {
  /// The auditor of the rule set that the options name.
  func auditor() throws -> PlanAuditor {
    try PlanAuditor(rules: RuleLocation.rules(in: rules), phase: phase)
  }

  /// The files of the rule set that the options name, examples left out.
  func files() throws -> RuleFiles { try RuleLocation.rules(in: rules) }

  /// The rule set that the options name, with its examples.
  func ruleSetWithExamples() throws -> RuleSet {
    try PlanAuditor(
      rules: RuleLocation.rules(in: rules, withExamples: true), phase: phase
    ).ruleSet
  }
}

extension CalendarDate: ExpressibleByArgument {
  /// The date that the option `--date` gives.
  public init?(argument: String) { self.init(argument) }

  /// The date given, else that of `SOURCE_DATE_EPOCH`, else none: reports know no clock.
  static func ofRun(_ given: CalendarDate?) throws -> CalendarDate? {
    if let given { return given }
    guard let text = FileTree.environmentValue("SOURCE_DATE_EPOCH") else { return nil }
    guard let seconds = Int(text), let date = CalendarDate(secondsSinceEpoch: seconds) else {
      throw CommandFailure.usage("SOURCE_DATE_EPOCH is '\(text)', expected seconds since 1970")
    }
    return date
  }
}
