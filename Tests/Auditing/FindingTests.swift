import Auditing
import Schematron
import Testing
import XMLTree

@Suite struct Findings {
  private func audit(_ xml: String) throws -> [Finding] { try SmallRuleSet.audit(xml).findings }

  @Test func `a finding says what, where, in whose entry and what was expected`() throws {
    let findings = try audit(
      SmallRuleSet.submission(
        SmallRuleSet.plan(SmallRuleSet.rows, total: 601),
        SmallRuleSet.plan([SmallRuleSet.rows[0]], id: "model", total: 100)))
    #expect(findings.map(\.rule) == ["NUM-03", "URL-05", "TOT-01"])
    let total = findings[2]
    #expect(total.field == .cost && total.position == nil && total.plan == "general")
    #expect(total.found == "601" && total.expected == "600")
    #expect(total.message.ja == "合計は601ですが、和は600です。")
    #expect(total.message.en == "The total is 601, the sum 600.")
    #expect(total.location == Location(line: 431))
    #expect(total.severity == .error && total.outcome == .breach && total.status == .open)

    let number = findings[0]
    #expect(number.field == .number && number.position == 3 && number.number == "2")
    #expect(number.municipality == "131059市" && number.title == "丙")
    #expect(number.location == Location(line: 30) && number.rank == .warning)
    #expect(number.related.map(\.position) == [2, 1])
    #expect(number.related.map(\.plan) == ["general", "model"])
    #expect(number.related.first?.location == Location(line: 20))

    let url = findings[1]
    #expect(url.rank == .review && url.field == .url && url.message.en == nil)
    #expect(url.found == nil && url.expected == nil, "empty text is no value")
    #expect(
      url.location == Location(line: 30), "a field without a place stands where its entry does")
  }

  @Test func `stray text is a finding without a plan`() throws {
    let findings = try audit(
      SmallRuleSet.submission(
        SmallRuleSet.plan([SmallRuleSet.rows[0]], total: 100), stray: ["甲課", "甲課", "乙課"]))
    #expect(findings.map(\.rule) == ["SRC-03", "SRC-03", "SRC-03"])
    #expect(findings.allSatisfy { $0.plan == nil && $0.field == nil })
    #expect(findings.map(\.found) == ["甲課", "甲課", "乙課"])
    #expect(Set(findings.map(\.fingerprint)).count == 3)
  }

  @Test func `the ledger lists every rule`() throws {
    let report = try SmallRuleSet.audit(
      SmallRuleSet.submission(SmallRuleSet.plan(SmallRuleSet.rows, total: 601)))
    #expect(report.ledger.map(\.rule) == ["TOT-01", "NUM-03", "URL-05", "STA-04", "SRC-03"])
    #expect(report.ledger.map(\.outcome) == [.failed, .failed, .failed, .held, .noNode])
    #expect(report.ledger.map(\.evaluatedCount) == [1, 3, 3, 3, 0])
    #expect(report.ledger.map(\.failedCount) == [1, 1, 1, 0, 0])
    #expect(report.ledger[0].see == "注３" && report.ledger[0].title == "合計は明細の和")
    #expect(report.plans.map(\.entryCount) == [3] && report.plans[0].unitYen == 1000)
    #expect(report.source.name == "plan.txt" && report.source.encoding == "UTF-8")
  }

  @Test func `rules that need the fiscal year are not evaluated without it`() throws {
    let report = try SmallRuleSet.audit(
      SmallRuleSet.submission(
        SmallRuleSet.plan(SmallRuleSet.rows, total: 600, fiscalYear: nil),
        SmallRuleSet.plan(SmallRuleSet.rows, id: "model", total: 600)))
    #expect(report.incompleteness == [.rulesNotEvaluated(["STA-04"])])
    #expect(report.verdict(failOn: .never) == .incomplete)
  }

  @Test func `a phase limits the ledger to its rules`() throws {
    let report = try SmallRuleSet.audit(
      SmallRuleSet.submission(SmallRuleSet.plan(SmallRuleSet.rows, total: 600)),
      phase: .named("sums"))
    #expect(report.ledger.map(\.rule) == ["TOT-01"])
  }

  @Test func `beyond the limit the gravest findings are kept and the others counted`() throws {
    let xml = SmallRuleSet.submission(
      SmallRuleSet.plan(SmallRuleSet.rows, total: 601), stray: ["甲", "乙"])
    let report = try SmallRuleSet.audit(
      xml, limits: AuditLimits(findingCountMax: 2, quotedCharacterCountMax: 100))
    #expect(report.findings.map(\.rule) == ["NUM-03", "TOT-01"])
    #expect(report.unlistedFindingCount == 3)
    #expect(report.notes.map(\.code) == ["finding-limit"])
    #expect(report.ledger.map(\.failedCount) == [1, 1, 1, 0, 2])
  }

  @Test func `long values are cut and marked`() throws {
    let report = try SmallRuleSet.audit(
      SmallRuleSet.submission(
        SmallRuleSet.plan([SmallRuleSet.rows[0]], total: 100),
        stray: [String(repeating: "長", count: 50), String(repeating: "短", count: 40)]),
      limits: AuditLimits(findingCountMax: 10, quotedCharacterCountMax: 40))
    #expect(
      report.findings.map(\.found)
        == [String(repeating: "長", count: 40) + "…", String(repeating: "短", count: 40)])
  }

  @Test func `a rule may name the field of its findings`() throws {
    let schema = SmallRuleSet.schema.replacing(
      "id=\"SRC-03\"", with: "id=\"SRC-03\" r:field=\"totals\"")
    let rules = try SmallRuleSet.ruleSet(schema: schema)
    #expect(rules.rule("SRC-03")?.field == .totals)
    let xml = SmallRuleSet.submission(
      SmallRuleSet.plan([SmallRuleSet.rows[0]], total: 100), stray: ["甲"])
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    let report = Auditor(rules: rules, limits: .standard).audit(document, keepsValidation: true)
    #expect(report.findings.map(\.field) == [.totals])
    #expect(report.validation != nil)
  }
}
