import Foundation
import TestSupport
import Testing

@Suite struct `planaudit convert` {
  @Test(arguments: ["plan-2020.txt", "clean-2023.txt", "merged-tables.txt", "plan-2021.xml"])
  func `canonical XML comes out, and is read again to the same values`(sample: String) throws {
    let scratch = try ScratchFolder()
    let path = SharedMaterial.packageFolder.appendingPathComponent("Samples/" + sample).path
    let first = try ProgramRun.planaudit(
      ["convert", path, "-o", "plan.xml"], in: scratch.url)
    #expect(first.status == 0, "\(first.errorText)")
    let before = try ProgramRun.planaudit(["check", path, "--report", "json"], in: scratch.url)
    let after = try ProgramRun.planaudit(
      ["check", "plan.xml", "--report", "json"], in: scratch.url)
    #expect(try summary(before) == summary(after))
  }

  @Test func `the grammar accepts what is written`() throws {
    let scratch = try ScratchFolder()
    let run = try ProgramRun.planaudit(
      ["convert", "Samples/plan-2020.txt", "-o", scratch.url.appendingPathComponent("p.xml").path])
    #expect(run.status == 0)
    let lint = try ProgramRun.run(
      "xmllint",
      ["--noout", "--relaxng", "Rules/plan.rng", scratch.url.appendingPathComponent("p.xml").path])
    #expect(lint.status == 0, "\(lint.errorText)")
  }

  @Test func `JSON comes out whole`() throws {
    let run = try ProgramRun.planaudit(["convert", "Samples/plan-2020.txt", "--to", "json"])
    #expect(run.status == 0)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let plans = try #require(object["plans"] as? [[String: Any]])
    #expect(plans.compactMap { ($0["entries"] as? [Any])?.count } == [31, 3])
  }

  @Test func `CSV comes out, is told from text, and is read again to the same values`() throws {
    let scratch = try ScratchFolder()
    let path = SharedMaterial.packageFolder.appendingPathComponent("Samples/plan-2021.xml").path
    let run = try ProgramRun.planaudit(
      ["convert", path, "--to", "csv", "-o", "plan.txt"], in: scratch.url)
    #expect(run.status == 0, "\(run.errorText)")
    let before = try ProgramRun.planaudit(["check", path, "--report", "json"], in: scratch.url)
    let after = try ProgramRun.planaudit(
      ["check", "plan.txt", "--report", "json"], in: scratch.url)
    #expect(after.text.contains(#""evidence": "column-headings byte-order-mark""#))
    #expect(try summary(before) == summary(after))
  }

  @Test func `the caller may say the form`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("plan.csv", Array("整理番号,区市町村,事業名\n1,中央区,支援事業\n".utf8))
    let asTable = try ProgramRun.planaudit(
      ["convert", "plan.csv", "--format", "csv"], in: scratch.url)
    #expect(asTable.status == 0 && asTable.text.contains("evidence=\"option well-formed\""))
    let asText = try ProgramRun.planaudit(
      ["check", "plan.csv", "--format", "text"], in: scratch.url)
    #expect(asText.status == 3)
    let unknown = try ProgramRun.planaudit(
      ["check", "plan.csv", "--format", "word"], in: scratch.url)
    #expect(unknown.status == 2)
  }

  @Test func `an input that cannot be read is status 3 and writes nothing`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("x.xml", Array("<a".utf8))
    let run = try ProgramRun.planaudit(["convert", "x.xml", "-o", "out.xml"], in: scratch.url)
    #expect(run.status == 3)
    #expect(run.errorText.contains("x.xml"))
    #expect(try scratch.files(below: "") == ["x.xml"])
  }

  /// Rule, plan, position and field of each finding: what does not depend on the form.
  private func summary(_ run: ProgramRun) throws -> [String] {
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let submissions = try #require(object["submissions"] as? [[String: Any]])
    let findings = try #require(submissions.first?["findings"] as? [[String: Any]])
    return findings.map { finding in
      ["rule", "plan", "position", "field", "found", "expected", "fingerprint"]
        .map { "\(finding[$0] ?? "-")" }.joined(separator: " ")
    }
  }
}
