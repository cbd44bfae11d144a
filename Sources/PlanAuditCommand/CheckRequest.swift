internal import ArgumentParser
internal import AuditReports
internal import Auditing
internal import PlanAudit

/// What `planaudit check` is asked for, as plain values: what an option does not say is `nil`, or its default.
struct CheckRequest {
  var paths: [String] = []
  var rules: String?
  var phase: String?
  var reports: [ReportRequest] = []
  var reportFolder: String?
  var annotationFolder: String?
  var division: ReportDivision?
  var failOn: FailOn?
  var language: ReportLanguage?
  var fiscalYear: Int?
  var format: PlanInputForm?
  var date: CalendarDate?
  var jobCount = standardJobCount
  var junitProfile: JUnitProfile?
  var gate = GateRequest()

  static let standardJobCount = 1

  /// Refuses values that are out of bounds or exclude each other.
  func check() throws {
    try OptionBounds.check(fiscalYear: fiscalYear)
    try OptionBounds.check(jobs: jobCount)
    try ReportRequest.check(reports)
    try gate.check()
    if annotationFolder != nil, paths.contains("-") {
      throw ValidationError("--annotate needs files: standard input cannot be read twice")
    }
  }
}

/// What a run accepts and demands beside the rules, as plain values.
struct GateRequest {
  var config: String?
  var usesNoConfiguration = false
  var baseline: String?
  var writeBaseline: String?
  var isBaselineStrict: Bool?
  var waivers: String?
  var warningCountMax: Int?
  var ruleCountMin: Int?
  var refusesVacuousRules: Bool?

  fileprivate func check() throws {
    if usesNoConfiguration, config != nil {
      throw ValidationError("--config and --no-config exclude each other")
    }
    if let warningCountMax, warningCountMax < 0 {
      throw ValidationError("--max-warnings is \(warningCountMax), expected 0 or more")
    }
    if let ruleCountMin, ruleCountMin < 1 {
      throw ValidationError("--expect-rules is \(ruleCountMin), expected 1 or more")
    }
  }
}

// MARK: Plain command lines

extension CheckRequest {
  /// The request of a plain command line: paths, and of the options those of every day, each with its value behind it.
  ///
  /// The parser takes a tenth of the time in which one plan is checked. So this reads what cannot mean anything else;
  /// all other forms, mistakes and calls for help are `nil`, and left to the parser.
  init?(plain arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if !argument.hasPrefix("-") {
        paths.append(argument)
      } else if argument == "--no-config" {
        gate.usesNoConfiguration = true
      } else {
        guard let value = rest.popFirst(), !value.hasPrefix("-"), take(value, of: argument) else {
          return nil
        }
      }
    }
    guard !paths.isEmpty, passesCheck else { return nil }
  }

  private var passesCheck: Bool {
    do {
      try check()
      return true
    } catch {
      return false
    }
  }

  /// Takes the value of `option`; `false` where it is none of the plain ones, or the value none of its.
  private mutating func take(_ value: String, of option: String) -> Bool {
    switch option {
    case "--fail-on":
      failOn = FailOn(rawValue: value)
      return failOn != nil
    case "--lang":
      language = ReportLanguage(rawValue: value)
      return language != nil
    case "--report":
      guard let report = ReportRequest(argument: value) else { return false }
      reports.append(report)
      return true
    case "--reports": reportFolder = value
    case "--rules": rules = value
    case "--config": gate.config = value
    case "--baseline": gate.baseline = value
    case "--waivers": gate.waivers = value
    case _: return false
    }
    return true
  }
}
