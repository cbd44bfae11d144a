import Auditing
import Spreadsheets
import Testing

@testable import AuditReports

/// The stated totals in the formats that are tables of findings before all.
@Suite struct `Totals in tables` {
  private static let plans = FixedReport.report.submissions.flatMap(\.plans)

  private static func bytes(_ format: ReportFormat, _ language: ReportLanguage) throws -> [UInt8] {
    try GoldenCase(format: format, language: language, profile: .default)
      .bytes(of: FixedReport.report)
  }

  @Test(arguments: ReportLanguage.allCases)
  func `have a row each in CSV, with what explains a difference`(language: ReportLanguage) throws {
    let records = FindingReading.records(try Self.bytes(.csv, language))
    let heading = try #require(records.first)
    func column(_ column: CSVColumn) throws -> Int {
      try #require(heading.firstIndex(of: column.heading(in: language)))
    }
    let (found, expected) = (try column(.found), try column(.expected))
    let (record, message) = (try column(.record), try column(.message))
    let rows = records.filter { $0[record] == CSVRecord.sum.name(in: language) }
    let sums = Self.plans.flatMap(\.reconciliation)
    #expect(!sums.isEmpty && rows.count == sums.count)
    for (row, sum) in zip(rows, sums) {
      #expect(row[found] == sum.stated.map(String.init) ?? "")
      #expect(row[expected] == sum.computed.map(String.init) ?? "")
      let words = sum.explanation?.text(in: language) ?? sum.difference.map { grouped($0) }
      #expect(row[message].contains(InvisibleCharacters.shown(words ?? "?")))
    }
  }

  @Test func `have a row each in Markdown`() throws {
    let lines = String(decoding: try Self.bytes(.markdown, .japanese), as: UTF8.self)
      .split(separator: "\n")
    for sum in Self.plans.flatMap(\.reconciliation) {
      let cells = [sum.stated, sum.computed, sum.difference].map { $0.map { grouped($0) } ?? "?" }
      let words = sum.explanation?.ja ?? ""
      #expect(
        lines.contains { $0.hasSuffix("| \(cells.joined(separator: " | ")) | \(words) |") },
        "\(cells)")
    }
  }

  @Test func `have what adds to them on a sheet`() throws {
    let sheets = try Workbook(Self.bytes(.xlsx, .japanese), name: "audit.xlsx").sheets
    let entries = Self.plans.flatMap(\.reconciliation).flatMap(\.contributions)
    let rows = try #require(sheets.first { $0.name == "合計の内訳" }).rows.dropFirst()
    #expect(!entries.isEmpty && rows.count == entries.count)
    for (row, entry) in zip(rows, entries) {
      let words = [entry.number, entry.municipality].map { InvisibleCharacters.shown($0 ?? "") }
      #expect(row.cells.suffix(3).map(\.text) == words + [grouped(entry.amount)])
    }
  }
}
