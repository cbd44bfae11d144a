import Auditing
import Spreadsheets
import Testing

@testable import AuditReports

/// What one row of the worklist says of a finding.
private struct WorklistRow: Hashable {
  var severity: String
  var rule: String
  var source: String
  var found: String
  var expected: String
  var message: String
  var status: String
  var fingerprint: String
}

@Suite struct `Agreement of the workbook report` {
  /// The fixed report, and what a gate makes of it.
  private static let reports = [FixedReport.report, GatedReport.report]

  private static func sheets(_ report: AuditReport, _ language: ReportLanguage) throws -> [Sheet] {
    let bytes = try GoldenCase(format: .xlsx, language: language, profile: .default)
      .bytes(of: report)
    return try Workbook(bytes, name: "audit.xlsx").sheets
  }

  /// The rows of the worklist under its header, by the words of the header.
  private static func rows(
    of report: AuditReport, _ language: ReportLanguage
  ) throws -> [WorklistRow] {
    let sheet = try #require(try sheets(report, language).first)
    let wording = Wording(language: language)
    #expect(sheet.name == wording.word("指摘一覧", "Findings"))
    #expect(sheet.problems.isEmpty)
    let header = try #require(sheet.rows.first)
    func column(_ heading: String) throws -> Int {
      try #require(header.cells.first { $0.text == heading }?.address.column, "\(heading)")
    }
    let severity = try column(wording.word("重要度", "Severity"))
    let rule = try column(wording.word("規則", "Rule"))
    let source = try column(wording.word("ファイル", "File"))
    let found = try column(wording.found)
    let expected = try column(wording.expected)
    let message = try column(wording.word("内容", "Message"))
    let status = try column(wording.word("状態", "Status"))
    let fingerprint = try column(wording.word("指摘の識別番号", "Fingerprint"))
    return sheet.rows.dropFirst().map { row in
      func text(_ column: Int) -> String {
        row.cells.first { $0.address.column == column }?.text ?? ""
      }
      return WorklistRow(
        severity: text(severity), rule: text(rule), source: text(source), found: text(found),
        expected: text(expected), message: text(message), status: text(status),
        fingerprint: text(fingerprint))
    }
  }

  /// What the rows have to say, the gravest findings first, else in the order of the report.
  private static func expected(
    of report: AuditReport, _ language: ReportLanguage
  ) -> [WorklistRow] {
    let severities: [Rank: String] =
      switch language {
      case .japanese: [.error: "誤り", .warning: "注意", .info: "参考", .review: "要確認"]
      case .english: [.error: "error", .warning: "warning", .info: "info", .review: "review"]
      }
    let statuses: [FindingStatus: String] =
      switch language {
      case .japanese: [.open: "未処理", .waived: "免除", .baselined: "既知"]
      case .english: [.open: "open", .waived: "waived", .baselined: "baselined"]
      }
    func quoted(_ value: String?) -> String {
      let shown = InvisibleCharacters.shown(value ?? "")
      return shown.count > 200 ? shown.prefix(200) + "…" : shown
    }
    return [Rank.error, .warning, .info, .review].flatMap { rank in
      report.submissions.flatMap { submission in
        submission.findings.filter { $0.rank == rank }.map { finding in
          WorklistRow(
            severity: severities[rank, default: "?"], rule: finding.rule,
            source: InvisibleCharacters.shown(submission.source.name),
            found: quoted(finding.found), expected: quoted(finding.expected),
            message: InvisibleCharacters.shown(finding.message.text(in: language)),
            status: statuses[finding.status, default: "?"], fingerprint: finding.fingerprint)
        }
      }
    }
  }

  @Test(arguments: reports.indices, ReportLanguage.allCases)
  func `the worklist has every finding of the report with its values, words and ids`(
    index: Int, language: ReportLanguage
  ) throws {
    let report = Self.reports[index]
    let expected = Self.expected(of: report, language)
    #expect(!expected.isEmpty)
    let rows = try Self.rows(of: report, language)
    #expect(rows.count == report.submissions.reduce(0) { $0 + $1.findings.count })
    for (row, expected) in zip(rows, expected) { #expect(row == expected) }
  }

  @Test(arguments: ReportLanguage.allCases)
  func `the worklist of a report without findings says so in one row`(
    language: ReportLanguage
  ) throws {
    var report = FixedReport.report
    for index in report.submissions.indices { report.submissions[index].findings = [] }
    let sheet = try #require(try Self.sheets(report, language).first)
    #expect(sheet.rows.count == 2)
    #expect(
      sheet.rows.last?.cells.first?.text == Wording(language: language).noFindings)
  }
}
