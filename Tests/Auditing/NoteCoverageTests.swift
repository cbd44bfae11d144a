import PlanModel
import Testing
import XMLTree

@testable import Auditing

@Suite struct `Notes of the form` {
  private static let known = [
    Vocabulary.NoteTerms(
      code: "note:1", number: 1, field: "number", label: "整理番号", required: ["番号"],
      optional: ["通し"]),
    Vocabulary.NoteTerms(
      code: "note:3", number: 2, field: "target", label: "目標", required: ["委託", "人材", "事業所"],
      optional: ["雇用"]),
  ]

  private static let schema = SmallRuleSet.schema.replacing("see=\"注３\"", with: "see=\"note:3\"")
    .replacing("see=\"注１\"", with: "see=\"note:1\"")

  private func report(_ notes: String...) throws -> SubmissionReport {
    let plan = SmallRuleSet.plan(SmallRuleSet.rows, total: 1).replacing(
      "</plan>", with: notes.joined() + "</plan>")
    let document = try XMLDocument(
      parsing: Array(SmallRuleSet.submission(plan).utf8), name: "plan.xml")
    return Auditor(
      rules: try SmallRuleSet.ruleSet(schema: Self.schema), limits: .standard, notes: Self.known
    ).audit(document, keepsValidation: false)
  }

  private static let first = "<note number=\"1\" line=\"9\">整理番号には通し番号を書く。</note>"
  private static let second = "<note number=\"2\">目標は委託で雇用する人材と事業所の数とする。</note>"

  @Test func `are listed with their rules and what came of them`() throws {
    let report = try report(Self.first, Self.second)
    let notes = report.plans[0].notes
    #expect(notes.map(\.source) == ["note:1", "note:3"])
    #expect(notes.allSatisfy { $0.problems.isEmpty })
    #expect(notes[0].location.line == 9)
    #expect(
      notes.map { report.results(of: $0, inPlan: "general") } == [
        [NoteResult(rule: "NUM-03", outcome: "failed", openCount: 1)],
        [NoteResult(rule: "TOT-01", outcome: "failed", openCount: 1)],
      ])
  }

  @Test(
    arguments: [
      ("<note number=\"2\">目標は雇用する人材と事業所の数とする。</note>", NoteProblem.lacksTerm("委託")),
      (
        "<note number=\"5\">目標は委託で雇用する人材と事業所の数とする。</note>",
        .numberDiffers(printed: 5, known: 2)
      ),
      ("<note>目標は委託で雇用する人材と事業所の数とする。</note>", .numberDiffers(printed: nil, known: 2)),
      (
        "<note number=\"2\">整理番号は委託で雇用する人材と事業所の数とする。</note>",
        .fieldDiffers(printed: "整理番号", known: "目標")
      ),
      ("<note number=\"2\">委託で雇用する人材と事業所の数とする。</note>", .lacksTerm("目標")),
    ])
  func `that say something else are named`(note: String, problem: NoteProblem) throws {
    let notes = try report(Self.first, note).plans[0].notes
    #expect(notes.map(\.source) == ["note:1", "note:3"])
    #expect(notes[1].problems == [problem])
    #expect(notes[0].problems.isEmpty)
  }

  @Test func `that no rule knows, and those that are missing or repeated, are named`() throws {
    let notes = try report(
      Self.first, "<note number=\"2\">押印は要しない。</note>",
      "<note number=\"3\">整理番号には通し番号を書く。</note>"
    ).plans[0].notes
    #expect(notes.map(\.problems) == [[], [.uncovered], [.repeated], [.notPrinted]])
    #expect(notes.map(\.source) == ["note:1", nil, "note:1", "note:3"])
  }

  @Test func `are compared without blanks and width`() throws {
    let notes = try report(
      Self.first, "<note number=\"2\">目　標は委 託で雇用する人材と\n事業所の数とする。</note>"
    ).plans[0].notes
    #expect(notes.allSatisfy { $0.problems.isEmpty })
  }
}
