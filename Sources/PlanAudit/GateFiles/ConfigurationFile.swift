package import AuditReports
package import Auditing
internal import Digests
internal import YAMLText

/// What `planaudit.yml` says; an absent value leaves the command's own default.
package struct ConfigurationFile: Sendable {
  /// A report and where it goes.
  package struct Report: Equatable, Sendable {
    package var format: ReportFormat
    /// A file relative to the configuration's folder, or `-` for standard output.
    package var path: String
  }

  /// The names that are looked for, in this order; one folder must not have both.
  package static let names = ["planaudit.yml", "planaudit.yaml"]

  /// The largest file in bytes.
  package static let byteCountMax = 1 << 20

  package var file: UsedFile
  package var rules: String?
  package var phase: String?
  package var adjustments = RuleAdjustments.none
  package var failOn: FailOn?
  package var language: ReportLanguage?
  package var fiscalYear: Int?
  package var reports: [Report] = []
  package var reportFolder: String?
  /// How the reports are divided; then there are reports, and all of them can be.
  package var division: ReportDivision?
  package var junitProfile: JUnitProfile?
  package var baseline: String?
  package var isBaselineStrict: Bool?
  package var waivers: String?
  package var warningCountMax: Int?
  package var ruleCountMin: Int?
  package var refusesVacuousRules: Bool?
  /// The line where a rule is named, by its id.
  private var ruleLines: [String: Int] = [:]

  private static let keys = [
    "rules", "phase", "severities", "switched-off", "fail-on", "lang", "fiscal-year", "reports",
    "reports-folder", "by", "junit-profile", "baseline", "strict-baseline", "waivers",
    "max-warnings",
    "expect-rules", "fail-on-vacuous",
  ]

  /// Reads `bytes`; `name` is what reports and errors call the file.
  package init(parsing bytes: [UInt8], name: String) throws(GateFileProblem) {
    file = UsedFile(
      role: .configuration, name: name, sha256: SHA256.hexadecimalDigest(of: bytes))
    let root = try parsedYAML(bytes, name: name)
    let top = try MappingReader(root, file: name, what: "the file", allowed: Self.keys)
    rules = try top.text("rules")
    phase = try top.text("phase")
    failOn = try top.choice("fail-on")
    language = try top.choice("lang")
    fiscalYear = try top.integer("fiscal-year", in: RunBounds.fiscalYears)
    reportFolder = try top.text("reports-folder")
    junitProfile = try top.choice("junit-profile")
    baseline = try top.text("baseline")
    isBaselineStrict = try top.flag("strict-baseline")
    waivers = try top.text("waivers")
    warningCountMax = try top.integer("max-warnings", in: 0...1_000_000)
    ruleCountMin = try top.integer("expect-rules", in: 1...1_000_000)
    refusesVacuousRules = try top.flag("fail-on-vacuous")
    try readRules(top)
    try readReports(top)
    division = try top.choice("by")
    if division != nil { try checkDivision(top) }
  }

  /// Refuses a division of reports that cannot be divided, or of none.
  private func checkDivision(_ top: MappingReader) throws(GateFileProblem) {
    let words = ReportFormat.dividedFormats.map(\.rawValue).joined(separator: " and ")
    if reports.isEmpty && reportFolder == nil {
      throw GateFileProblem(
        file.name, top.line(of: "by"),
        "'by' divides reports, and there are none; give reports-folder, or folders for \(words)")
    }
    for member in try top.mapping("reports") {
      guard let report = reports.first(where: { $0.format.rawValue == member.key }) else {
        continue
      }
      if !ReportFormat.dividedFormats.contains(report.format) || report.path == "-" {
        throw GateFileProblem(
          file.name, member.line, "'by' wants a folder for \(words), and no other report")
      }
    }
  }

  private mutating func readRules(_ top: MappingReader) throws(GateFileProblem) {
    for member in try top.mapping("severities") {
      adjustments.severities[member.key] = try top.choice(of: member)
      ruleLines[member.key] = member.line
    }
    for member in try top.mapping("switched-off") {
      if adjustments.severities[member.key] != nil {
        throw GateFileProblem(
          file.name, member.line, "'\(member.key)' is switched off and has a severity as well")
      }
      adjustments.switchedOff[member.key] = try top.text(of: member)
      ruleLines[member.key] = member.line
    }
  }

  private mutating func readReports(_ top: MappingReader) throws(GateFileProblem) {
    let words = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
    for member in try top.mapping("reports") {
      guard let format = ReportFormat(rawValue: member.key) else {
        throw GateFileProblem(
          file.name, member.line, "unknown format '\(member.key)'; expected \(words)")
      }
      let path = try top.text(of: member)
      if path == "-", reports.contains(where: { $0.path == "-" }) {
        throw GateFileProblem(
          file.name, member.line, "only one report can go to standard output")
      }
      reports.append(Report(format: format, path: path))
    }
  }

  /// Refuses rules that `auditor` does not know in any phase, and severities of rules whose findings are reviews:
  /// these have rank review whatever their severity.
  package func check(with auditor: PlanAuditor) throws {
    for (id, line) in ruleLines.sorted(by: { $0.value < $1.value }) {
      guard let rule = try auditor.ruleOfAnyPhase(id) else {
        throw GateFileProblem(file.name, line, "there is no rule '\(id)'")
      }
      if rule.kind == .review, adjustments.severities[id] != nil {
        throw GateFileProblem(
          file.name, line,
          "'\(id)' asks for a review, which ranks as review whatever its severity")
      }
    }
  }
}
