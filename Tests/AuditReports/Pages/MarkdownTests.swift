import AuditReports
import Auditing
import Foundation
import Testing

@testable import AuditReports

@Suite struct `Markdown` {
  @Test(arguments: [
    ("a|b", "a&#124;b"), ("<script>", "&#60;script&#62;"), ("*強調*_x_", "&#42;強調&#42;&#95;x&#95;"),
    ("[a](javascript:x)", "&#91;a&#93;(javascript:x)"), ("https://a.jp", "https&#58;//a.jp"),
    ("www.a.jp", "www&#46;a.jp"), ("@team #12", "&#64;team &#35;12"), ("a\nb", "a␊b"),
    ("\\`", "&#92;&#96;"), ("&amp;", "&#38;amp;"), ("mailto:x", "mailto&#58;x"),
  ])
  func `words of a plan are words and nothing else`(text: String, escaped: String) {
    #expect(MarkdownText.escaped(text) == escaped)
  }

  @Test func `a report that is too long says how many findings are left out`() throws {
    var report = FixedTables.report
    let one = try #require(report.submissions[0].findings.first)
    report.submissions[0].findings = [Finding](repeating: one, count: 2_000)
    var bytes: [UInt8] = []
    let limit = 100_000
    try MarkdownReporter(language: .japanese, byteCountMax: limit).write(report, to: &bytes)
    #expect(bytes.count <= limit)
    let text = String(decoding: bytes, as: UTF8.self)
    let told = text.components(separatedBy: "<br><sub>").count - 1
    let match = try #require(text.firstMatch(of: /ほか([0-9]+)件の指摘/))
    let left = try #require(Int(match.1))
    let count = report.submissions.reduce(0) { $0 + $1.findings.count }
    #expect(told > 100 && told + left == count)
    #expect(text.hasSuffix("2026-04-01\n"), "the end of the report is there")
  }

  @Test func `a report that fits fits a job summary`() throws {
    #expect(MarkdownReporter.byteCountMax < 1 << 20)
  }
}
