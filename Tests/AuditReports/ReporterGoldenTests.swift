import AuditReports
import Auditing
import Testing

/// A way to write the fixed report, and the name of its golden file.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  var format: ReportFormat
  var language: ReportLanguage
  var profile: JUnitProfile
  var colour = false

  var testDescription: String { fileName }

  var fileName: String {
    let parts = [
      "report", language.rawValue, format == .junit ? profile.rawValue : nil,
      colour ? "colour" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: "-") + ".\(format.fileExtension)"
  }

  var options: ReporterOptions {
    ReporterOptions(language: language, colour: colour, junitProfile: profile)
  }

  func bytes(of report: AuditReport) throws -> [UInt8] {
    var output: [UInt8] = []
    try format.makeReporter(options).write(report, to: &output)
    return output
  }

  /// Every format that holds several submissions, in each language and profile that changes it.
  static let all: [GoldenCase] = ReportFormat.allCases.flatMap { format -> [GoldenCase] in
    switch format {
    case .xlsx:
      ReportLanguage.allCases.map {
        GoldenCase(format: format, language: $0, profile: .default)
      }
    case .text:
      ReportLanguage.allCases.map {
        GoldenCase(format: format, language: $0, profile: .default)
      } + [GoldenCase(format: format, language: .japanese, profile: .default, colour: true)]
    case .junit:
      JUnitProfile.allCases.map { GoldenCase(format: format, language: .japanese, profile: $0) }
        + [GoldenCase(format: format, language: .english, profile: .default)]
    case .sarif, .gitlab, .github:
      ReportLanguage.allCases.map {
        GoldenCase(format: format, language: $0, profile: .default)
      }
    case .xml, .json:
      [GoldenCase(format: format, language: .japanese, profile: .default)]
    case .html, .csv, .markdown:
      ReportLanguage.allCases.map { GoldenCase(format: format, language: $0, profile: .default) }
    case .svrl: []
    }
  }
}

extension GoldenCase {
  /// The formats that show what a gate did.
  static let ofGate = [ReportFormat.text, .xml, .junit, .json, .sarif, .gitlab, .github].map {
    GoldenCase(format: $0, language: .japanese, profile: .default)
  }
}

@Suite struct `Golden reports` {
  @Test(arguments: GoldenCase.all)
  func `each format matches its golden file`(golden: GoldenCase) throws {
    try expectGolden(golden.bytes(of: FixedReport.report), golden.fileName)
  }

  @Test(arguments: GoldenCase.all)
  func `a clean report matches its golden file`(golden: GoldenCase) throws {
    try expectGolden(golden.bytes(of: FixedReport.cleanReport), "clean-" + golden.fileName)
  }

  @Test(arguments: GoldenCase.ofGate)
  func `a gated report matches its golden file`(golden: GoldenCase) throws {
    try expectGolden(golden.bytes(of: GatedReport.report), "gated-" + golden.fileName)
  }

  @Test(arguments: GoldenCase.all)
  func `a report without submissions says that nothing was checked`(golden: GoldenCase) throws {
    var empty = FixedReport.cleanReport
    empty.submissions = []
    #expect(empty.verdict == .incomplete)
    try expectGolden(golden.bytes(of: empty), "empty-" + golden.fileName)
  }
}
