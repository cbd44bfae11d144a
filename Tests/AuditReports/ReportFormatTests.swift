import AuditReports
import Auditing
import Foundation
import Schematron
import TestSupport
import Testing
import XMLTree

@Suite struct `Report formats` {
  private static let options = ReporterOptions(
    language: .japanese, colour: false, junitProfile: .default)

  private static let schema = """
    <schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt">
      <ns prefix="p" uri="urn:planaudit:plan:1"/>
      <pattern id="CST-01-p"><rule context="p:cost"><assert id="CST-01" role="error" test="@value > 0">事業費は<span class="found"><value-of select="."/></span>です。</assert></rule></pattern>
    </schema>
    """

  private static func submission(_ name: String) throws -> SubmissionReport {
    let xml = """
      <submission xmlns="urn:planaudit:plan:1"><source name="\(name)"/><plan id="general"><entry position="1">\
      <cost value="0">0</cost></entry><entry position="2"><cost value="1">1</cost></entry></plan></submission>
      """
    let rules = try RuleSet(
      files: ["audit.sch": Array(schema.utf8)], origin: .builtIn, phase: .default)
    let document = try XMLDocument(parsing: Array(xml.utf8), name: name)
    return Auditor(rules: rules, limits: .standard).audit(document, keepsValidation: true)
  }

  private static func report(_ names: [String]) throws -> AuditReport {
    var report = FixedReport.cleanReport
    report.submissions = try names.map(submission)
    return report
  }

  @Test(arguments: ReportFormat.allCases)
  func `each format writes one file a folder, or one a submission`(format: ReportFormat) throws {
    let report = try Self.report(["a/plan.txt", "b/plan.txt", "b/.x:y.csv"])
    let names = try format.files(of: report, Self.options).map(\.name)
    switch format {
    case .text: #expect(names == ["audit.txt"])
    case .xml: #expect(names == ["audit.xml"])
    case .junit: #expect(names == ["audit.junit.xml"])
    case .json: #expect(names == ["audit.json"])
    case .sarif: #expect(names == ["audit.sarif"])
    case .gitlab: #expect(names == ["audit.gitlab.json"])
    case .github: #expect(names == ["audit.github.txt"])
    case .html: #expect(names == ["audit.html"])
    case .csv: #expect(names == ["audit.csv"])
    case .markdown: #expect(names == ["audit.md"])
    case .xlsx: #expect(names == ["audit.xlsx"])
    case .svrl: #expect(names == ["plan.txt.svrl", "plan.txt-2.svrl", "_.x_y.csv.svrl"])
    }
  }

  @Test func `SVRL on a stream holds one submission only`() throws {
    let reporter = ReportFormat.svrl.makeReporter(Self.options)
    var output: [UInt8] = []
    try reporter.write(Self.report(["plan.txt"]), to: &output)
    let document = try XMLDocument(parsing: output, name: "svrl")
    let fired = document.root.descendantElements(
      "failed-assert", namespace: "http://purl.oclc.org/dsdl/svrl")
    #expect(fired.map { $0.attribute("id") } == ["CST-01"])
    #expect(throws: ReportRefusal.oneSubmissionOnly(format: .svrl, submissionCount: 2)) {
      try reporter.write(Self.report(["a", "b"]), to: &output)
    }
    #expect(
      throws: ReportRefusal.notValidated(
        format: .svrl, name: FixedReport.cleanReport.submissions[0].source.name)
    ) {
      try reporter.write(FixedReport.cleanReport, to: &output)
    }
  }

  @Test(.enabled(if: SharedMaterial.isPresent))
  func `SVRL follows the grammar of 2025`() throws {
    let schema = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    for file in try ReportFormat.svrl.files(of: Self.report(["plan.txt"]), Self.options) {
      #expect(try schema.validate(file.bytes, name: file.name) == [])
    }
  }
}
