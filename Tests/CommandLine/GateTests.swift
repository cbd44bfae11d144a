import Foundation
import TestSupport
import Testing

/// A folder of plans as a repository holds it.
private final class PlanRepository {
  let scratch: ScratchFolder

  init(_ plans: [String] = ["wrong-totals.txt"]) throws {
    scratch = try ScratchFolder()
    try scratch.makeFolder(".git")
    for plan in plans { try copy(plan, to: plan) }
  }

  func copy(_ sample: String, to name: String) throws {
    let file = SharedMaterial.packageFolder.appendingPathComponent("Samples/" + sample)
    try write("plans/" + name, String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  func write(_ path: String, _ text: String) throws { try scratch.write(path, Array(text.utf8)) }

  func text(_ path: String) throws -> String {
    try String(contentsOf: scratch.url.appendingPathComponent(path), encoding: .utf8)
  }

  func run(
    _ arguments: [String], below folder: String = "", environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try ProgramRun.planaudit(
      arguments, in: scratch.url.appendingPathComponent(folder), environment: environment)
  }
}

@Suite struct `The gate of planaudit check` {
  @Test func `is set by a configuration that is found upwards`() throws {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", "severities: {TOT-01: info, TOT-02: info}\n")
    let run = try repository.run(["check", "wrong-totals.txt"], below: "plans")
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("planaudit.yml"))
    let without = try repository.run(["check", "plans", "--no-config"])
    #expect(without.status == 1 && !without.text.contains("planaudit.yml"))
  }

  @Test func `is not set by what lies above the repository`() throws {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", "nonsense: true\n")
    try repository.scratch.makeFolder("plans/.git")
    #expect(try repository.run(["check", "wrong-totals.txt"], below: "plans").status == 1)
    let named = try repository.run(
      ["check", "wrong-totals.txt", "--config", "../planaudit.yml"], below: "plans")
    #expect(named.status == 2)
    #expect(named.errorText.contains("planaudit.yml:1: unknown key 'nonsense'"))
  }

  @Test func `reads the paths of a configuration from its folder`() throws {
    let repository = try PlanRepository()
    try repository.write(
      "planaudit.yml",
      """
      reports: {json: out/report.json}
      waivers: w.yml
      """)
    try repository.write("w.yml", "waivers: []\n")
    #expect(try repository.run(["check", "wrong-totals.txt"], below: "plans").status == 1)
    let report = try repository.text("out/report.json")
    #expect(report.contains("\"waivers\": {"))
    #expect(!report.contains(repository.scratch.url.path))
  }

  @Test
  func `writes letters where the configuration says so, and reports where the command line does`()
    throws
  {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", "by: municipality\nreports: {html: letters}\n")
    #expect(try repository.run(["check", "plans"]).status == 1)
    let letters = try repository.scratch.files(below: "letters")
    #expect(letters.contains("index.html") && letters.count > 2 && !letters.contains("audit.html"))
    #expect(try repository.run(["check", "plans", "--reports", "whole"]).status == 1)
    #expect(try repository.scratch.files(below: "whole").contains("audit.html"))
    try repository.write("planaudit.yml", "reports: {text: '-'}\n")
    let refused = try repository.run(["check", "plans", "--by", "municipality"])
    #expect(refused.status == 2 && refused.errorText.contains("not text"), "\(refused.errorText)")
  }

  @Test func `lets the command line win over the configuration`() throws {
    let repository = try PlanRepository()
    try repository.write(
      "planaudit.yml",
      "fail-on: never\nlang: en\nmax-warnings: 0\nstrict-baseline: false\nreports: {json: '-'}\n")
    let file = try repository.run(["check", "plans"])
    #expect(file.status == 0 && file.text.hasPrefix("{"))
    let line = try repository.run(
      ["check", "plans", "--fail-on", "error", "--lang", "ja", "--report", "text"])
    #expect(line.status == 1 && line.text.contains("判定"))
  }

  @Test(arguments: [
    "a: 1\n", "rules: none\n", "switched-off: {TOT-99: x}\n", "severities: {TTL-01-lost: error}\n",
    "baseline: none.json\n", "waivers: none.yml\n", "strict-baseline: true\n", "a: [\n", "",
    "a: &x [*x]\n", "\u{0}",
  ])
  func `refuses a wrong configuration with status 2`(text: String) throws {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", text)
    let run = try repository.run(["check", "plans"])
    #expect(run.status == 2, "\(run.text)\(run.errorText)")
    #expect(run.output.isEmpty && run.errorText.hasPrefix("planaudit: "))
  }

  @Test func `refuses two configurations side by side, and one that is missing`() throws {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", "lang: ja\n")
    try repository.write("planaudit.yaml", "lang: ja\n")
    #expect(try repository.run(["check", "plans"]).status == 2)
    #expect(try repository.run(["check", "plans", "--config", "none.yml"]).status == 2)
    #expect(
      try repository.run(["check", "plans", "--config", "planaudit.yml", "--no-config"]).status
        == 2)
  }

  @Test func `shows rules that are switched off in every report`() throws {
    let repository = try PlanRepository()
    try repository.write("planaudit.yml", "switched-off: {TOT-01: 旧様式のため, TOT-02: 同じ}\n")
    let text = try repository.run(["check", "plans"])
    #expect(text.status == 0 && text.text.contains("停止した規則 TOT-01：旧様式のため"))
    for (format, words) in [
      ("json", #""outcome": "switched-off""#), ("xml", #"outcome="switched-off""#),
      ("junit", "switched off: 旧様式のため"), ("sarif", #""enabled": false"#),
    ] {
      let run = try repository.run(["check", "plans", "--report", format])
      #expect(run.status == 0 && run.text.contains(words), "\(format)")
    }
  }

  @Test func `knows findings of a baseline, and only those`() throws {
    let repository = try PlanRepository()
    let first = try repository.run(["check", "plans", "--write-baseline", "b.json"])
    #expect(first.status == 1, "writing a baseline accepts nothing yet")
    #expect(try repository.run(["check", "plans", "--baseline", "b.json"]).status == 0)
    let again = try repository.run(
      ["check", "plans", "--baseline", "b.json", "--write-baseline", "c.json"])
    #expect(again.text.contains("既知：plans/wrong-totals.txt:108"))
    #expect(try repository.text("b.json") == repository.text("c.json"))
    try repository.copy("clean-2023.txt", to: "wrong-totals.txt")
    let fixed = try repository.run(["check", "plans", "--baseline", "b.json"])
    #expect(fixed.status == 0 && fixed.text.contains("BSL-gone"))
    let strict = ["check", "plans", "--baseline", "b.json", "--strict-baseline"]
    #expect(try repository.run(strict).status == 1)
    try repository.copy("first-draft-ome.txt", to: "new.txt")
    #expect(try repository.run(["check", "plans", "--baseline", "b.json"]).status == 1)
    #expect(try repository.run(["check", "plans", "--strict-baseline"]).status == 2)
  }

  private static let waiver = """
    waivers:
      - rule: TOT-01
        plan: general
        field: cost
        value: "90,500"
        requested-by: 稲城市
        approved-by: 産業労働局 課長
        reason: 訂正の公文あり
        expires: 2027-03-31
      - rule: TOT-02
        plan: general
        field: target
        value: "115"
        requested-by: 稲城市
        approved-by: 産業労働局 課長
        reason: 訂正の公文あり
        expires: never

    """

  @Test func `accepts what is waived, by the day`() throws {
    let repository = try PlanRepository()
    try repository.write("w.yml", Self.waiver)
    let arguments = ["check", "plans", "--waivers", "w.yml"]
    let inTime = try repository.run(arguments + ["--date", "2027-03-31"])
    #expect(inTime.status == 0, "\(inTime.text)\(inTime.errorText)")
    #expect(inTime.text.contains("承認：産業労働局"))
    let epoch = try repository.run(
      arguments, environment: ["SOURCE_DATE_EPOCH": "1806537600"])
    #expect(epoch.status == 1 && epoch.text.contains("WVR-expired"))
    let undated = try repository.run(arguments)
    #expect(undated.status == 1 && undated.text.contains("WVR-undated"))
    let sarif = try repository.run(arguments + ["--date", "2027-03-31", "--report", "sarif"])
    #expect(sarif.text.contains(#""justification": "2027-03-31まで免除"#))
    let junit = try repository.run(arguments + ["--date", "2027-03-31", "--report", "junit"])
    #expect(junit.text.contains("2027-03-31まで免除（申請：稲城市、承認：産業労働局 課長）"))
  }

  @Test func `refuses a waiver without approval, with its line and status 2`() throws {
    let repository = try PlanRepository()
    try repository.write(
      "w.yml", Self.waiver.replacing(/(?m)^    approved-by: .*\n/, with: "", maxReplacements: 1))
    let run = try repository.run(["check", "plans", "--waivers", "w.yml"])
    #expect(run.status == 2)
    #expect(run.errorText == "planaudit: w.yml:2: 'approved-by' is missing\n")
  }

  @Test func `demands rules, few warnings, and something to check`() throws {
    let repository = try PlanRepository()
    try repository.copy("plan-2020.txt", to: "plan-2020.txt")
    let base = ["check", "plans", "--fail-on", "never"]
    #expect(try repository.run(base + ["--max-warnings", "1000"]).status == 0)
    #expect(try repository.run(base + ["--max-warnings", "0"]).status == 1)
    #expect(try repository.run(base + ["--expect-rules", "40"]).status == 0)
    let few = try repository.run(base + ["--expect-rules", "4000"])
    #expect(few.status == 3 && few.text.contains("GATE-rules"))
    #expect(try repository.run(base + ["--fail-on-vacuous"]).status == 0)
    #expect(try repository.run(base + ["--expect-rules", "0"]).status == 2)
    #expect(try repository.run(base + ["--max-warnings", "-1"]).status == 2)
  }

  @Test func `finds a rule whose context was misspelt`() throws {
    let repository = try PlanRepository(["clean-2023.txt"])
    let rules = repository.scratch.url.appendingPathComponent("Rules")
    try FileManager.default.copyItem(
      at: SharedMaterial.packageFolder.appendingPathComponent("Rules"), to: rules)
    let arguments = ["check", "plans", "--fail-on-vacuous"]
    #expect(try repository.run(arguments).status == 0)
    let path = "Rules/columns/CST-03-cost-positive.sch"
    let all = try repository.scratch.files(below: "Rules").filter { $0.contains("/CST-03") }
    let file = "Rules/" + (all.first { $0.hasSuffix(".sch") } ?? path)
    try repository.write(
      file, try repository.text(file).replacing("p:entry/p:cost", with: "p:entry/p:cots"))
    #expect(try repository.run(["check", "plans"]).status == 0)
    let run = try repository.run(arguments)
    #expect(run.status == 3 && run.text.contains("CST-03"), "\(run.text)\(run.errorText)")
  }
}

@Suite struct `planaudit init` {
  @Test func `writes a configuration that check reads, once`() throws {
    let repository = try PlanRepository()
    #expect(try repository.run(["init"]).status == 0)
    let run = try repository.run(["check", "plans"])
    #expect(run.status == 1 && run.text.contains("設定：planaudit.yml"), "\(run.errorText)")
    let before = try repository.text("planaudit.yml")
    let again = try repository.run(["init"])
    #expect(again.status == 2 && again.errorText.contains("not overwritten"))
    #expect(try repository.text("planaudit.yml") == before)
    #expect(try repository.run(["init", "-o", "planaudit.yaml"]).status == 2)
    #expect(try repository.run(["init", "-o", "-"]).text == before)
  }
}
