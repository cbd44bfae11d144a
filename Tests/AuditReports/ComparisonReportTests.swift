@testable import AuditReports
import Auditing
import Foundation
import Spreadsheets
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

  @Test(arguments: ReportLanguage.allCases)
  func `have a row in the workbook for each row of the table, with the same texts`(
    language: ReportLanguage
  ) throws {
    func bytes(_ format: ComparisonFormat) -> [UInt8] {
      format.bytes(of: FixedComparison.report, language: language, colour: false)
    }
    let records = FindingReading.records(bytes(.csv))
    let names = try #require(records.first)
    let sheets = try Workbook(bytes(.xlsx), name: "comparison.xlsx").sheets
    #expect(sheets.count == 2 && sheets.allSatisfy { $0.problems.isEmpty })
    let list = try #require(sheets.first)
    #expect(list.rows.count == records.count)
    // The columns that both have: what stands in one stands in the other, save for words instead of tokens.
    let columns = [
      ("before", 3), ("after", 4), ("number_before", 6), ("number_after", 7), ("municipality", 8),
      ("title", 9), ("rule", 13), ("message", 14),
    ]
    for (record, row) in zip(records, list.rows).dropFirst() {
      for (name, column) in columns {
        let index = try #require(names.firstIndex(of: name))
        let text = row.cells.first { $0.address.column == column }?.text ?? ""
        let plain = record[index].hasPrefix("'") ? String(record[index].dropFirst()) : record[index]
        #expect(InvisibleCharacters.shown(plain) == text, "\(name) of \(record)")
      }
      for (name, column) in [("value_before", 11), ("value_after", 12)] {
        let index = try #require(names.firstIndex(of: name))
        let text = row.cells.first { $0.address.column == column }?.text ?? ""
        let plain = record[index].hasPrefix("'") ? String(record[index].dropFirst()) : record[index]
        #expect(text.hasPrefix(InvisibleCharacters.shown(plain)), "\(name) of \(record)")
      }
      #expect(row.cells.first { $0.address.column == 1 }?.text.isEmpty == false)
    }
  }

  @Test func `say in every format what was not checked`() throws {
    var report = FixedComparison.report
    report.comparisons[0].afterIncompleteness = [.rulesNotEvaluated(["STA-04"])]
    let sentence = Wording(language: .japanese).sentence(for: .rulesNotEvaluated(["STA-04"]))
    for format in ComparisonFormat.allCases {
      let bytes = format.bytes(of: report, language: .japanese, colour: false)
      let text: String =
        if format.isText {
          String(decoding: bytes, as: UTF8.self)
        } else {
          try Workbook(bytes, name: "x").sheets.flatMap(\.rows).flatMap(\.cells).map(\.text)
            .joined(separator: "\n")
        }
      let isSaid = format == .json ? text.contains("STA-04") : text.contains(sentence)
      #expect(isSaid, "\(format)")
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

  @Test func `have the overall report of a batch under a gate, with what the gate says`() throws {
    let summary = BatchSummary(GatedReport.report)
    try expectGolden(OverallJSON.bytes(summary), "gated-overall.json")
    try expectGolden(
      OverallText(language: .japanese, colour: false).bytes(summary), "gated-overall-ja.txt")
  }

  @Test func `have the overall report of several comparisons in JSON and text`() throws {
    let report = FixedComparison.report
    let lines = report.comparisons.map { ComparisonLine($0, under: report.options) }
    let summary = ComparisonSummary(lines, of: report)
    #expect(summary == ComparisonSummary(lines.reversed(), of: report))
    #expect(summary.verdict == report.verdict)
    try expectGolden(ComparisonOverall.json(summary), "comparison-overall.json")
    for language in ReportLanguage.allCases {
      try expectGolden(
        ComparisonOverall.text(summary, language: language),
        "comparison-overall-\(language.rawValue).txt")
    }
  }
}
