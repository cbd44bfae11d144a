import AuditReports
import Auditing
import PlanAudit
import TestSupport
import Testing
import XMLTree

/// Formats that list findings and nothing else can say a sum only with a finding, so that the rules have to make one.
@Suite struct `Sums that could not be checked` {
  /// The places of one plan whose value is taken away: the totals row, its cells, and the cells of each entry.
  private static func sites(of plan: PlanElement) -> [PlanElement] {
    let totals = plan.children("totals")
    return totals
      + (totals + plan.children("entry")).flatMap { row in
        row.children.filter { ["cost", "target", "reference"].contains($0.name) }
      }
  }

  /// What GitLab's report of `submission` says in the bodies of its issues.
  private static func issues(_ submission: SubmissionReport) throws -> String {
    let report = AuditReport(
      tool: ToolIdentity(name: "planaudit", version: "1"),
      rules: RuleSetIdentity(origin: .builtIn, sha256: "", phase: "#ALL"),
      options: AuditOptions(failOn: .error, date: nil, fiscalYear: nil),
      submissions: [submission], skipped: [])
    let options = ReporterOptions(language: .japanese, colour: false, junitProfile: .default)
    var bytes: [UInt8] = []
    try ReportFormat.gitlab.makeReporter(options).write(report, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: ["plan-2021.xml"])
  func `have an issue that tells of them, whatever value is lost`(sample: String) throws {
    let auditor = Auditor(rules: try PlanAuditor().ruleSet, limits: .standard)
    let whole = try PlanElement(canonical: ShippedSamples.bytes(sample), name: sample)
    let count = whole.children("plan").flatMap(Self.sites).count
    #expect(count > 10)
    for index in 0..<count {
      let tree = whole.copy()
      let site = tree.children("plan").flatMap(Self.sites)[index]
      site.attributes = [("state", "lost")]
      (site.text, site.children) = ("", [])
      let report = auditor.audit(
        try XMLDocument(parsing: tree.serialized(), name: sample), keepsValidation: false)
      let text = try Self.issues(report)
      let open = report.plans.flatMap(\.reconciliation).filter(\.isOpen)
      #expect(open.contains { $0.difference == nil }, "\(site.name) \(index) was not lost")
      for sum in open {
        let words = "\(sum.field.japaneseName)：記載 \(sum.stated.map(grouped) ?? "?")  計算 "
        #expect(text.contains(words), "\(sum.field) without \(site.name) \(index)")
        #expect(text.contains(try #require(sum.explanation).ja))
      }
    }
  }
}
