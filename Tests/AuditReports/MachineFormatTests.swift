import AuditReports
import Auditing
import Foundation
import TestSupport
import Testing

@testable import AuditReports

/// The Python of the environment that `Scripts/setup` makes where PyPI can be reached.
enum PythonConsumers {
  static let python = SharedMaterial.packageFolder.appendingPathComponent(".venv/bin/python").path

  static let arePresent = FileManager.default.isExecutableFile(atPath: python)

  /// Runs `script` with `arguments`; its output, or what went wrong.
  static func run(_ script: String, _ arguments: [String]) throws -> ProgramRun {
    try ProgramRun.run(python, ["-c", script] + arguments)
  }
}

@Suite struct `Formats for machines` {
  private static func bytes(
    _ format: ReportFormat, _ report: AuditReport, _ language: ReportLanguage = .japanese
  ) throws -> [UInt8] {
    try GoldenCase(format: format, language: language, profile: .default).bytes(of: report)
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private static func many(_ count: Int, _ severity: Severity) -> AuditReport {
    var report = FixedReport.cleanReport
    report.submissions[0].plans[0].reconciliation = []
    let one = FixedReport.report.submissions[0].findings[0]
    report.submissions[0].findings = (0..<count).map { index in
      var finding = one
      finding.severity = severity
      finding.fingerprint = FixedReport.fingerprint(index + 1)
      return finding
    }
    return report
  }

  @Test(
    .enabled(if: SharedMaterial.isPresent && PythonConsumers.arePresent),
    arguments: `Valid reports`.reports.map(\.name))
  func `follow their JSON schemas`(name: String) throws {
    let report = try #require(`Valid reports`.reports.first { $0.name == name }).report
    let shared = try #require(SharedMaterial.folder)
    let scratch = try ScratchFolder()
    for (format, schema) in [
      (ReportFormat.sarif, "standards/sarif/sarif-schema-2.1.0.json"),
      (.gitlab, "standards/gitlab/codequality-report.schema.json"),
    ] {
      for language in ReportLanguage.allCases {
        try scratch.write("report.json", Self.bytes(format, report, language))
        let run = try PythonConsumers.run(
          """
          import json, sys, jsonschema
          schema, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
          kind = jsonschema.validators.validator_for(schema)
          errors = list(kind(schema, format_checker=kind.FORMAT_CHECKER).iter_errors(report))
          print("\\n".join(error.message for error in errors[:5]))
          """,
          [
            shared.appendingPathComponent(schema).path,
            scratch.url.appendingPathComponent("report.json").path,
          ])
        #expect(run.status == 0 && run.text == "\n", "\(run.text)\(run.errorText)")
      }
    }
  }

  @Test func `have rules with help, and results that point at them`() throws {
    for (_, report) in `Valid reports`.reports {
      let root = try Self.object(Self.bytes(.sarif, report))
      let run = try #require((root["runs"] as? [[String: Any]])?.first)
      let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
      let rules = try #require(driver["rules"] as? [[String: Any]])
      for rule in rules {
        let help = try #require(rule["help"] as? [String: String])
        #expect(help["text"]?.isEmpty == false && help["markdown"]?.isEmpty == false)
        let full = try #require(rule["fullDescription"] as? [String: String])
        #expect(try #require(full["text"]).count <= SARIFRules.descriptionCharacterCountMax)
      }
      var hashes: Set<String> = []
      for result in try #require(run["results"] as? [[String: Any]]) {
        let index = try #require(result["ruleIndex"] as? Int)
        #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        let prints = try #require(result["partialFingerprints"] as? [String: String])
        #expect(hashes.insert(try #require(prints["primaryLocationLineHash"])).inserted)
      }
      let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
      #expect(
        invocation["executionSuccessful"] as? Bool == (report.verdict != .incomplete))
    }
  }

  @Test func `tell of unreadable inputs and of rules that could not be evaluated`() throws {
    let root = try Self.object(Self.bytes(.sarif, FixedReport.report))
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    let notes = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    let errors = notes.filter { $0["level"] as? String == "error" }
      .compactMap { ($0["descriptor"] as? [String: String])?["id"] }
    #expect(errors == ["too-deep", "finding-limit", "not-evaluated"])
    let associated = notes.compactMap { ($0["associatedRule"] as? [String: Any])?["id"] as? String }
    #expect(associated == ["STA-04"])
  }

  @Test func `name places of workbooks in words, and lines of texts as regions`() throws {
    let root = try Self.object(Self.bytes(.sarif, FixedReport.report))
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    func location(_ result: [String: Any]) throws -> [String: Any] {
      try #require((result["locations"] as? [[String: Any]])?.first)
    }
    let last = try location(results[results.count - 1])
    let logical = try #require(last["logicalLocations"] as? [[String: String]])
    #expect(logical.first?["fullyQualifiedName"] == "sub/一般.xlsx#一般事業!F35")
    let physical = try #require(last["physicalLocation"] as? [String: Any])
    let artifact = try #require(physical["artifactLocation"] as? [String: Any])
    #expect(artifact["uri"] as? String == "sub/%E4%B8%80%E8%88%AC.xlsx")
    let second = try location(results[1])
    let place = try #require(second["physicalLocation"] as? [String: Any])
    let region = try #require(place["region"] as? [String: Int])
    #expect(region == ["startLine": 125, "endLine": 127])
  }

  @Test func `keep to the caps of GitHub's code scanning, the gravest first`() throws {
    var report = Self.many(SARIFReporter.resultCountMax + 3, .info)
    report.submissions[0].findings[SARIFReporter.resultCountMax + 2].severity = .error
    let root = try Self.object(Self.bytes(.sarif, report))
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == SARIFReporter.resultCountMax)
    #expect(results.last?["level"] as? String == "error")
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    let notes = try #require(invocation["toolExecutionNotifications"] as? [[String: Any]])
    #expect(notes.contains { ($0["descriptor"] as? [String: String])?["id"] == "result-limit" })
  }

  @Test(arguments: [(Severity.error, "::error"), (.warning, "::warning"), (.info, "::notice")])
  func `keep to the caps of annotations, and say what is left out`(
    severity: Severity, command: String
  ) throws {
    func lines(_ count: Int) throws -> [Substring] {
      String(decoding: try Self.bytes(.github, Self.many(count, severity)), as: UTF8.self)
        .split(separator: "\n")
    }
    #expect(try lines(10).count { $0.hasPrefix(command + " ") } == 10)
    #expect(try !lines(10).contains { $0.hasPrefix("::group::") })
    let over = try lines(15)
    #expect(over.count { $0.hasPrefix(command + " ") } == 10)
    let leftOut = severity == .info ? 6 : 5
    #expect(over.count { $0.hasPrefix("- ") } == leftOut)
    #expect(
      over.contains { $0.hasPrefix("::notice title=planaudit::") && $0.contains("\(leftOut)件") })
  }

  @Test func `let no text of a plan become a workflow command`() throws {
    var report = Self.many(30, .error)
    for index in report.submissions[0].findings.indices {
      report.submissions[0].findings[index].message = Message(
        ja: "a%0A\n::set-output name=x::y\r::error::z ##[error]q", en: nil)
      report.submissions[0].findings[index].municipality = "x,line=9::y\n::z"
    }
    report.submissions[0].source.name = "::stop-commands::x,y:z"
    let text = String(decoding: try Self.bytes(.github, report), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      #expect(
        line.hasPrefix("::error file=%3A%3Astop-commands%3A%3Ax%2Cy%3Az,line=120,title=NUM-03 ")
          || line.hasPrefix("::notice title=planaudit::") || line.hasPrefix("::group::")
          || line == "::endgroup::" || line.hasPrefix("- ") || line.hasPrefix("planaudit: "),
        "\(line)")
      #expect(line.hasPrefix("::") || !line.contains("##["))
      #expect(!line.hasPrefix("::error") || line.contains("a%250A␊::set-output"), "\(line)")
    }
  }

  @Test func `have ids that are unique even where a fingerprint comes twice`() throws {
    var report = Self.many(3, .error)
    for index in 0..<3 { report.submissions[0].findings[index].fingerprint = "f" }
    let issues = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.bytes(.gitlab, report)))
        as? [[String: Any]])
    #expect(issues.compactMap { $0["fingerprint"] as? String } == ["f", "f-2", "f-3"])
  }

  @Test func `take no text for a link`() {
    #expect(SARIFResults.plain("[a](1) ](") == "[a] (1) ] (")
    #expect(
      SARIFReporter.uri(of: "a b/計:%.txt") == "a%20b/%E8%A8%88%3A%25.txt")
  }
}

@Suite(.enabled(if: PythonConsumers.arePresent)) struct `Consumers from PyPI` {
  @Test(arguments: JUnitProfile.allCases)
  func `junitparser counts what the report says`(profile: JUnitProfile) throws {
    let scratch = try ScratchFolder()
    for (name, report) in `Valid reports`.reports {
      let golden = GoldenCase(format: .junit, language: .japanese, profile: profile)
      try scratch.write("j.xml", golden.bytes(of: report))
      let run = try PythonConsumers.run(
        """
        import sys, junitparser
        xml = junitparser.JUnitXml.fromfile(sys.argv[1])
        suites = [xml] if isinstance(xml, junitparser.TestSuite) else list(xml)
        for suite in suites:
            cases = list(suite)
            kinds = [type(result).__name__ for case in cases for result in case.result]
            counts = [len(cases)] + [kinds.count(k) for k in ("Failure", "Error", "Skipped")]
            assert counts == [suite.tests, suite.failures, suite.errors, suite.skipped], counts
            assert cases and all(case.name and case.classname for case in cases)
        print(sum(len(list(suite)) for suite in suites))
        """, [scratch.url.appendingPathComponent("j.xml").path])
      #expect(run.status == 0 && (Int(run.text.dropLast()) ?? -1) > 0, "\(name) \(run.errorText)")
    }
  }

  @Test func `junit2html shows every case`() throws {
    let scratch = try ScratchFolder()
    let golden = GoldenCase(format: .junit, language: .japanese, profile: .default)
    try scratch.write("j.xml", golden.bytes(of: GatedReport.report))
    let paths = ["j.xml", "j.html"].map { scratch.url.appendingPathComponent($0).path }
    let run = try ProgramRun.run(
      PythonConsumers.python, ["-m", "junit2htmlreport"] + paths)
    #expect(run.status == 0, "\(run.errorText)")
    let html = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: paths[1])), as: UTF8.self)
    for finding in GatedReport.report.submissions.flatMap(\.findings) {
      #expect(html.contains(finding.rule), "\(finding.rule)")
    }
  }

  @Test func `sarif-tools counts levels as the report does`() throws {
    let scratch = try ScratchFolder()
    let golden = GoldenCase(format: .sarif, language: .japanese, profile: .default)
    try scratch.write("r.sarif", golden.bytes(of: GatedReport.report))
    let run = try ProgramRun.run(
      PythonConsumers.python,
      ["-m", "sarif", "summary", scratch.url.appendingPathComponent("r.sarif").path])
    #expect(run.status == 0, "\(run.errorText)")
    let findings = GatedReport.report.submissions.flatMap(\.findings)
    for (level, ranks) in [
      ("error", [Rank.error]), ("warning", [.warning]), ("note", [.info, .review]),
    ] {
      let count = findings.count { ranks.contains($0.rank) }
      #expect(run.text.contains("\n\(level): \(count)\n"), "\(run.text)")
    }
  }
}
