internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import FileAccess
internal import PlanAudit

extension ReportLanguage: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
extension JUnitProfile: ExpressibleByArgument {}

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

  /// The rule set that the options name, with its examples.
  func ruleSetWithExamples() throws -> RuleSet {
    try PlanAuditor(
      rules: RuleLocation.rules(in: rules, withExamples: true), phase: phase
    ).ruleSet
  }
}

/// A calendar date as `--date` takes it.
struct CalendarDate: ExpressibleByArgument, Equatable {
  /// `YYYY-MM-DD`.
  let text: String

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      parts[2].utf8.count == 2,
      argument.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...Self.dayCount(ofMonth: month, year: year)).contains(day)
    else { return nil }
    text = argument
  }

  /// The date, in UTC, of `seconds` since 1970 began (`SOURCE_DATE_EPOCH`).
  init?(secondsSinceEpoch seconds: Int) {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    var day = seconds / 86_400
    var year = 1970
    while day >= Self.dayCount(ofYear: year) {
      day -= Self.dayCount(ofYear: year)
      year += 1
    }
    var month = 1
    while day >= Self.dayCount(ofMonth: month, year: year) {
      day -= Self.dayCount(ofMonth: month, year: year)
      month += 1
    }
    text = "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day + 1))"
  }

  private static func dayCount(ofYear year: Int) -> Int {
    (1...12).reduce(0) { $0 + dayCount(ofMonth: $1, year: year) }
  }

  private static func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

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
