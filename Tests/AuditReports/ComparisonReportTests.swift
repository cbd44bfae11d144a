@testable import AuditReports
import Auditing
import Foundation
import Testing

@Suite struct `Comparison reports` {
  @Test(arguments: ComparisonFormat.allCases, ReportLanguage.allCases)
  func `match their golden files`(format: ComparisonFormat, language: ReportLanguage) throws {
    try expectGolden(
      format.bytes(of: FixedComparison.report, language: language, colour: false),
      "comparison-\(language.rawValue).\(format.fileExtension)")
  }

  @Test func `are JSON that parses`() throws {
    let bytes = ComparisonFormat.json.bytes(
      of: FixedComparison.report, language: .japanese, colour: false)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect((object["comparisons"] as? [Any])?.count == 2)
    #expect(object["verdict"] as? String == "incomplete")
  }

  @Test(arguments: [ComparisonFormat.text, .markdown, .html])
  func `show no character that steers a reader`(format: ComparisonFormat) {
    let bytes = format.bytes(of: FixedComparison.report, language: .japanese, colour: false)
    let text = String(decoding: bytes, as: UTF8.self)
    for scalar in text.unicodeScalars where scalar != "\n" {
      #expect(
        !InvisibleCharacters.contains(scalar), "\(format): U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func `have the overall report of a batch in JSON and text`() throws {
    let summary = BatchSummary(FixedReport.report)
    #expect(summary.verdict == FixedReport.report.verdict)
    try expectGolden(OverallJSON.bytes(summary), "overall.json")
    for language in ReportLanguage.allCases {
      try expectGolden(
        OverallText(language: language, colour: false).bytes(summary),
        "overall-\(language.rawValue).txt")
    }
  }
}
