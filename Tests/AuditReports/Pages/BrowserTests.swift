import AuditReports
import Auditing
import Foundation
import TestSupport
import Testing

@testable import AuditReports

/// What `Tests/AuditReports/Browser/browser.py check` says of a page.
private struct BrowserResult: Decodable {
  struct Filter: Decodable {
    var name: String
    var value: String
    var shown: Int
    var wrong: Int
    var status: String
  }

  var findings: Int
  var filters: [Filter]
  var shownAfterReset: Int
  var links: [String]
  var title: String
  var width: Int
  var requests: [String]
  /// Not empty where something was logged, thrown or refused.
  var errors: [Anything]

  struct Anything: Decodable {}
}

/// Chromium is not installed by `Scripts/setup`: it is large, and the structure of pages is tested without it.
@Suite(.enabled(if: ProgramRun.isInstalled("chromium") && ProgramRun.isInstalled("python3")))
struct `The page in a browser` {
  private static func look(_ bytes: [UInt8]) throws -> BrowserResult {
    let scratch = try ScratchFolder()
    try scratch.write("page.html", bytes)
    let script = SharedMaterial.packageFolder.appendingPathComponent(
      "Tests/AuditReports/Browser/browser.py")
    let run = try ProgramRun.run(
      "python3", [script.path, "check", scratch.url.appendingPathComponent("page.html").path],
      environment: ["HOME": scratch.url.path])
    #expect(run.status == 0, "\(run.errorText)")
    return try JSONDecoder().decode(BrowserResult.self, from: Data(run.output))
  }

  @Test func `raises no error, asks for nothing, filters, and is reached by the keyboard`() throws {
    let report = FixedTables.report
    let result = try Self.look(TestPages.report(report))
    let findings = report.submissions.flatMap(\.findings)
    #expect(result.errors.isEmpty)
    #expect(result.requests.allSatisfy { $0.hasPrefix("file:") && $0.hasSuffix("page.html") })
    #expect(result.findings == findings.count && result.shownAfterReset == findings.count)
    #expect(result.width <= 0, "the page is no wider than the window")
    let ranks = Set(findings.map(\.rank)).count
    #expect(result.filters.count { $0.name == "rank" } == ranks)
    for filter in result.filters {
      #expect(filter.wrong == 0 && filter.shown > 0, "\(filter.name) \(filter.value)")
      #expect(filter.status.contains("\(filter.shown)"))
    }
    for finding in findings {
      let isMarked = result.links.contains {
        $0.hasPrefix("#s") && $0.contains("-f-\(finding.fingerprint)")
      }
      #expect(isMarked || finding.plan == nil, "\(finding.rule) is reached from its cell")
    }
    #expect(result.links.first == "#findings", "the first key leads past the head of the page")
  }

  @Test func `raises no error for a letter`() throws {
    let letter = try #require(LetterDivision(FixedTables.report).letters.first)
    let result = try Self.look(LetterPage(letter: letter, language: .japanese).bytes())
    #expect(
      result.errors.isEmpty
        && result.requests.count == result.requests.count { $0.hasPrefix("file:") })
  }
}
