import Auditing
import Foundation
import Schematron
import TestSupport
import Testing
import XMLTree

@testable import AuditReports

/// The sums in the formats that machines take apart, and the finding that tells of each.
@Suite struct `Totals in formats for machines` {
  private static let report = FixedReport.report
  private static let submissions = report.submissions
  private static let sums = submissions.flatMap(\.plans).flatMap(\.reconciliation)

  private static func bytes(
    _ format: ReportFormat, _ language: ReportLanguage, _ profile: JUnitProfile = .default
  ) throws -> [UInt8] {
    try GoldenCase(format: format, language: language, profile: profile).bytes(of: report)
  }

  /// The lines of the sum that is off in the plan with a finding about it.
  private static func told(_ language: ReportLanguage) throws -> [String] {
    let plan = try #require(submissions.first?.plans.first)
    let lines = Wording(language: language).lines(for: plan.reconciliation[0])
    #expect(lines.count == 2, "the entries that add to it have a line")
    return lines
  }

  @Test func `a line has the integers and what explains the difference`() throws {
    let sum = try #require(Self.sums.first)
    #expect(
      Wording(language: .english).lines(for: sum) == [
        "totals cost: stated 480,856  computed 480,855  difference 1  "
          + "(There are 2 candidates for the difference of 1.)",
        "The arithmetic: every entry's value: no. 2<U+202E> (千代田区) 1",
      ])
  }

  @Test func `entries beyond the limit are counted`() throws {
    var sum = try #require(Self.sums.first)
    sum.contributingCount = 4
    #expect(Wording(language: .english).lines(for: sum).last?.hasSuffix(" 1, 3 more") == true)
  }

  @Test(arguments: JUnitProfile.allCases)
  func `JUnit has them in the output of the plan's suite and in the failure`(
    profile: JUnitProfile
  ) throws {
    let document = try XMLDocument(
      parsing: try Self.bytes(.junit, .japanese, profile), name: "junit")
    let suites = document.root.descendantElements("testsuite", namespace: "")
    let printed = suites.flatMap { $0.childElements("system-out", namespace: "") }
      .map(\.stringValue)
    let properties = suites.flatMap { $0.childElements("properties", namespace: "") }
      .flatMap { $0.childElements("property", namespace: "") }
      .map { $0.attribute("value") ?? "" }
    #expect(properties.isEmpty == (profile != .surefire), "only its suites have no output")
    let output = (printed + properties).joined(separator: "\n")
    let wording = Wording(language: .japanese)
    for submission in Self.submissions {
      let lines = wording.sumLines(of: submission, openOnly: false)
      for line in lines { #expect(output.contains(line), "\(line)") }
    }
    let said = output.split(separator: "\n").count { $0.contains(wording.reconciliation) }
    #expect(said == Self.sums.count)
    let failure = try #require(
      document.root.descendantElements("failure", namespace: "").first {
        $0.attribute("type") == "TOT-01"
      })
    #expect(failure.stringValue.contains("\n" + (try Self.told(.japanese)).joined(separator: "\n")))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `SARIF has them in the message, its properties and the run's`(
    language: ReportLanguage
  ) throws {
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.bytes(.sarif, language)))
        as? [String: Any])
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    let result = try #require(
      (run["results"] as? [[String: Any]])?.first { $0["ruleId"] as? String == "TOT-01" })
    let message = try #require((result["message"] as? [String: String])?["text"])
    #expect(message.contains("\n" + (try Self.told(language)[0]) + "\n"))

    let own = try #require(
      (result["properties"] as? [String: Any])?["reconciliation"] as? [[String: Any]])
    #expect(own.map { $0["stated"] as? Int } == [480_856, nil])
    #expect(own.map { $0["computed"] as? Int } == [480_855, -12_345])
    #expect(own.map { $0["difference"] as? Int } == [1, nil])
    #expect((own.first?["causes"] as? [[String: Any]])?.count == 2)
    let added = try #require(own.first?["contributions"] as? [[String: Any]])
    #expect(added.map { $0["amount"] as? Int } == [1])

    let suspects = try #require(result["relatedLocations"] as? [[String: Any]])
    #expect(suspects.map { $0["id"] as? Int } == [1])
    let place = try #require(suspects.first?["physicalLocation"] as? [String: Any])
    #expect(place["region"] as? [String: Int] == ["startLine": 31])
    let words = language == .japanese ? "二度数えられている" : "it was counted twice"
    #expect(suspects.first?["message"] as? [String: String] == ["text": words])

    let plans = try #require((run["properties"] as? [String: Any])?["plans"] as? [[String: Any]])
    #expect(plans.map { $0["plan"] as? String } == ["general", "model", "model"])
    let all = plans.compactMap { $0["reconciliation"] as? [[String: Any]] }.flatMap(\.self)
    #expect(all.map { $0["computed"] as? Int } == Self.sums.map(\.computed))
  }

  @Test(arguments: ReportLanguage.allCases)
  func `GitLab has what explains a difference in the body of its issue`(
    language: ReportLanguage
  ) throws {
    let issues = try #require(
      try JSONSerialization.jsonObject(with: Data(Self.bytes(.gitlab, language)))
        as? [[String: Any]])
    for issue in issues {
      let body = (issue["content"] as? [String: String])?["body"] ?? ""
      let tells = issue["check_name"] as? String == "TOT-01"
      #expect(body.contains(try Self.told(language).joined(separator: "\n")) == tells)
    }
  }

  @Test(arguments: ReportLanguage.allCases)
  func `GitHub has it in the annotation, and every such sum in the log`(
    language: ReportLanguage
  ) throws {
    let lines = String(decoding: try Self.bytes(.github, language), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let annotated = try #require(
      lines.first { $0.hasPrefix("::error file=plan-2020.txt,line=431") })
    #expect(annotated.contains("%0A" + (try Self.told(language)[0]) + "%0A"))
    let wording = Wording(language: language)
    let logged = Self.submissions.flatMap { wording.sumLines(of: $0, openOnly: true) }
    let heading = try #require(lines.firstIndex(of: "::group::\(wording.openSums)"))
    let group = lines[(heading + 1)...].prefix { $0 != "::endgroup::" }
    #expect(Array(group) == logged.map { "- \($0)" })
    let count = logged.count { $0.contains(wording.reconciliation) }
    #expect(count == Self.sums.count { $0.difference != 0 } && count < Self.sums.count)
  }
}

@Suite struct `The finding that tells of a sum` {
  /// A submission with one plan and `findings` in it, each a rule, a position and a field.
  private static func submission(
    _ findings: [(rule: String, position: Int?, field: FieldName)], _ sum: Reconciliation
  ) throws -> SubmissionReport {
    var submission = FixedReport.cleanReport.submissions[0]
    submission.plans[0].reconciliation = [sum]
    let model = try #require(FixedReport.report.submissions[0].findings.first { $0.field == .cost })
    submission.findings = findings.map { rule, position, field in
      var finding = model
      (finding.rule, finding.position, finding.field) = (rule, position, field)
      (finding.status, finding.severity) = (.open, rule.hasPrefix("TOT") ? .error : .info)
      finding.plan = submission.plans[0].id
      return finding
    }
    return submission
  }

  private static func tellers(
    _ findings: [(rule: String, position: Int?, field: FieldName)], _ sum: Reconciliation
  ) throws -> [String] {
    PlacedFinding.all(of: try submission(findings, sum)).filter { !$0.sums.isEmpty }
      .map(\.finding.rule)
  }

  private static let off = Reconciliation(
    field: .cost, stated: 3, computed: 2, explanation: nil)

  @Test func `is the gravest about the total, once`() throws {
    #expect(
      try Self.tellers(
        [
          ("TXT-04", nil, .cost), ("CST-01", 2, .cost), ("TOT-01", nil, .cost),
          ("TOT-02", nil, .target),
        ],
        Self.off) == ["TOT-01"])
    #expect(try Self.tellers([("CST-01", 2, .cost), ("TOT-02", nil, .target)], Self.off) == [])
  }

  @Test func `is the one about the entry whose value is missing`() throws {
    var sum = Reconciliation(field: .cost, stated: 3, computed: nil, explanation: nil)
    sum.unreadPosition = 2
    #expect(
      try Self.tellers(
        [("CST-01-lost", 1, .cost), ("CST-01-lost-2", 2, .cost), ("TGT-01", 2, .target)], sum)
        == ["CST-01-lost-2"])
  }

  @Test func `is the one about the totals row where no total is stated`() throws {
    let sum = Reconciliation(field: .reference, stated: nil, computed: 2, explanation: nil)
    #expect(try Self.tellers([("TOT-04", nil, .totals)], sum) == ["TOT-04"])
    #expect(try Self.tellers([("TOT-05-lost", nil, .cost)], sum) == ["TOT-05-lost"])
  }

  @Test func `is none where the sum agrees`() throws {
    let sum = Reconciliation(field: .cost, stated: 2, computed: 2, explanation: nil)
    #expect(try Self.tellers([("TOT-01", nil, .cost), ("TOT-04", nil, .totals)], sum) == [])
  }
}

@Suite struct `Totals in SVRL` {
  private static let schema = """
    <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
      <ns prefix="p" uri="urn:planaudit:plan:1"/>
      <pattern id="TOT-01-p"><rule context="p:totals/p:cost"><assert id="TOT-01" role="error" test="@value = sum(../../p:entry/p:cost/@value)">合計が違います。</assert></rule></pattern>
    </schema>
    """

  private static func written() throws -> [UInt8] {
    let xml = """
      <submission xmlns="urn:planaudit:plan:1"><source name="計画.txt"/><plan id="general" kind="general">\
      <entry position="1"><number value="1">1</number><cost value="40">40</cost></entry>\
      <entry position="2"><cost value="5">5</cost></entry>\
      <totals><cost value="50">50</cost></totals></plan></submission>
      """
    let rules = try RuleSet(
      files: ["audit.sch": Array(schema.utf8)], origin: .builtIn, phase: .default)
    var report = FixedReport.cleanReport
    report.submissions = [
      Auditor(rules: rules, limits: .standard).audit(
        try XMLDocument(parsing: Array(xml.utf8), name: "p.xml"), keepsValidation: true)
    ]
    return try GoldenCase(format: .svrl, language: .japanese, profile: .default).bytes(of: report)
  }

  @Test(arguments: [("ja", "合計の照合 事業費"), ("en", "totals cost")])
  func `stand in words before what the engine found`(language: String, words: String) throws {
    let root = try XMLDocument(parsing: try Self.written(), name: "svrl").documentElement
    let namespace = SVRLWriter.namespace
    let texts = root.childElements("text", namespace: namespace).filter {
      $0.attribute("lang", namespace: XMLDocument.xmlNamespace) == language
    }.map(\.stringValue)
    #expect(texts.count == Reconciliation.fields.count)
    let cost = try #require(texts.first)
    #expect(cost.contains(words) && cost.contains("50") && cost.contains("45"))
    #expect(cost.hasSuffix(")"), "the element adds no words")
    let failed = try #require(root.childElements("failed-assert", namespace: namespace).first)
    #expect(failed.stringValue.filter { !$0.isWhitespace } == "合計が違います。")
  }

  @Test func `stand as elements of the audit report, with what adds to them`() throws {
    let root = try XMLDocument(parsing: try Self.written(), name: "svrl").documentElement
    let sums = root.descendantElements("sum", namespace: XMLReporter.namespace)
    #expect(sums.map { $0.attribute("field") } == ["cost", "target", "reference"])
    let cost = try #require(sums.first)
    let values = ["plan", "stated", "computed", "difference", "contributing"].map {
      cost.attribute($0)
    }
    #expect(values == ["general", "50", "45", "5", "2"])
    let entries = cost.childElements("contribution", namespace: XMLReporter.namespace)
    #expect(entries.map { $0.attribute("amount") } == ["40", "5"])
    let causes = cost.childElements("cause", namespace: XMLReporter.namespace)
    #expect(causes.map { $0.attribute("kind") } == ["entry-counted-twice"])
  }

  @Test(.enabled(if: SharedMaterial.isPresent), arguments: ["2016.rng", "2025-original.rng"])
  func `follow the grammars of both editions`(edition: String) throws {
    let schema = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-\(edition)"), name: edition)
    #expect(try schema.validate(try Self.written(), name: "svrl") == [])
  }
}
