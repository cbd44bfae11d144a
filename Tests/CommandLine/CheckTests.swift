import Foundation
import TestSupport
import Testing

@Suite struct `planaudit check` {
  @Test func `the plan of fiscal 2020 breaks no note`() throws {
    let run = try ProgramRun.planaudit(["check", "Samples/plan-2020.txt"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("葛飾区"))
    #expect(run.errorText.isEmpty)
  }

  @Test(arguments: [
    ("wrong-totals.txt", "TOT-"), ("merged-tables.txt", "NUM-"), ("first-draft-ome.txt", "TTL-"),
  ])
  func `a faulty plan ends with status 1 and names the rule`(file: String, rule: String) throws {
    let run = try ProgramRun.planaudit(["check", "Samples/" + file])
    #expect(run.status == 1, "\(run.text)\(run.errorText)")
    #expect(run.text.contains(rule))
  }

  @Test func `a clean plan is clean even where every rank counts`() throws {
    let run = try ProgramRun.planaudit(
      ["check", "Samples/clean-2023.txt", "--fail-on", "review"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  @Test func `a rank below the threshold does not fail the run, one at it does`() throws {
    let file = "Samples/plan-2020.txt"
    #expect(try ProgramRun.planaudit(["check", file, "--fail-on", "warning"]).status == 1)
    #expect(try ProgramRun.planaudit(["check", file, "--fail-on", "never"]).status == 0)
  }

  @Test(arguments: [
    ["check"], ["check", "x.txt", "--fail-on", "fatal"], ["check", "x.txt", "--report", "word"],
    ["check", "x.txt", "--date", "2020-02-30"], ["check", "x.txt", "--jobs", "0"],
    ["check", "x.txt", "--fiscal-year", "20"], ["audit"],
    ["check", "x.txt", "--report", "xml", "--report", "json"],
    ["check", "x.txt", "--rules", "none"],
  ])
  func `wrong usage ends with status 2 and says what is wrong`(arguments: [String]) throws {
    let run = try ProgramRun.planaudit(arguments)
    #expect(run.status == 2, "\(run.text)\(run.errorText)")
    #expect(!run.errorText.isEmpty)
  }

  @Test func `standard input is read as a file is`() throws {
    let bytes = try Array(Data(contentsOf: sample("wrong-totals.txt")))
    let run = try ProgramRun.planaudit(["check", "-", "--report", "json"], input: bytes)
    #expect(run.status == 1)
    #expect(run.text.contains(#""name": "-""#))
  }

  @Test func `the same input gives the same bytes, wherever it is run`() throws {
    let scratch = try ScratchFolder()
    let bytes = try Data(contentsOf: sample("first-draft-ome.txt"))
    try scratch.write("plan.txt", Array(bytes))
    for format in ["text", "xml", "junit", "json", "svrl", "sarif", "gitlab", "github"] {
      let rules = SharedMaterial.packageFolder.appendingPathComponent("Rules").path
      let arguments = ["check", "plan.txt", "--rules", rules, "--report", format]
      let first = try ProgramRun.planaudit(arguments, in: scratch.url)
      let second = try ProgramRun.planaudit(
        arguments, in: scratch.url, environment: ["TZ": "Asia/Tokyo", "LC_ALL": "ja_JP.UTF-8"])
      #expect(first.output == second.output)
      #expect(!first.text.contains(scratch.url.path), "\(format) holds an absolute path")
    }
  }

  @Test func `an absolute path stays out of the report`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("plans/plan.txt", Array(Data(contentsOf: sample("wrong-totals.txt"))))
    let plan = scratch.url.appendingPathComponent("plans/plan.txt").path
    let far = try ProgramRun.planaudit(["check", plan, "--report", "json"])
    #expect(far.text.contains(#""name": "plan.txt""#))
    let near = try ProgramRun.planaudit(["check", plan, "--report", "json"], in: scratch.url)
    #expect(near.text.contains(#""name": "plans/plan.txt""#))
    let folder = scratch.url.appendingPathComponent("plans").path
    let whole = try ProgramRun.planaudit(["check", folder, "--report", "json"])
    #expect(whole.text.contains(#""name": "plans/plan.txt""#))
    #expect(!(far.text + near.text + whole.text).contains(scratch.url.path))
  }

  @Test func `the rule set that is built in is the one of the folder`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("plan.txt", Array(Data(contentsOf: sample("wrong-totals.txt"))))
    let rules = SharedMaterial.packageFolder.appendingPathComponent("Rules").path
    let arguments = ["check", "plan.txt", "--report", "json"]
    let builtIn = try ProgramRun.planaudit(arguments, in: scratch.url)
    let folder = try ProgramRun.planaudit(arguments + ["--rules", rules], in: scratch.url)
    #expect(builtIn.status == 1)
    let (left, right) = (try object(builtIn), try object(folder))
    #expect(left["submissions"] as? NSArray == right["submissions"] as? NSArray)
    let digests = [left, right].map { ($0["rules"] as? [String: Any])?["sha256"] as? String }
    #expect(digests[0] != nil && digests[0] == digests[1])
  }

  @Test func `one folder gets a report in every format`() throws {
    let scratch = try ScratchFolder()
    let run = try ProgramRun.planaudit(
      ["check", "Samples", "--reports", scratch.url.appendingPathComponent("out").path])
    #expect(run.status == 1, "\(run.errorText)")
    let names = Set(try scratch.files(below: "out"))
    for format in ["audit.txt", "audit.xml", "audit.junit.xml", "audit.json", "plan-2020.txt.svrl"]
    {
      #expect(names.contains("Samples/plan-2020.txt/" + format))
    }
    let one = try ProgramRun.planaudit(
      [
        "check", "Samples/clean-2023.txt", "--reports",
        scratch.url.appendingPathComponent("one").path,
      ])
    #expect(one.status == 0, "\(one.errorText)")
    let own = Set(try scratch.files(below: "one"))
    #expect(
      own.isSuperset(of: [
        "audit.txt", "audit.xml", "audit.junit.xml", "audit.json", "audit.sarif",
        "audit.gitlab.json", "audit.github.txt",
      ]))
  }

  /// A value with an equals sign is left to the parser; nothing else is different.
  @Test(arguments: [
    [], ["--fail-on", "never"], ["--fail-on", "warning"], ["--fail-on", "fatal"], ["--fail-on"],
    ["--lang", "en"], ["--lang", "fr"], ["--report", "json"], ["--report", "junit=out.xml"],
    ["--report", "json", "--report", "xml"], ["--report", "xml=a.xml", "--report", "csv=b.csv"],
    ["--reports", "out"], ["--rules", "none"], ["--no-config"], ["--config", "set.yml"],
    ["--config", "none.yml"], ["--no-config", "--config", "set.yml"], ["--baseline", "known.json"],
    ["--baseline", "none.json"], ["--waivers", "waivers.yml"],
    ["--fail-on", "never", "missing.txt"],
    ["--lang", "en", "--lang", "ja"], ["--fail-on", "-x"], ["--", "plan.txt"], ["--strange"],
  ])
  func `a plain command line means what the parser says`(arguments: [String]) throws {
    func run(_ more: [String]) throws -> (ProgramRun, [String: [UInt8]]) {
      let scratch = try ScratchFolder()
      try scratch.write("plan.txt", Array(Data(contentsOf: sample("wrong-totals.txt"))))
      try scratch.write("set.yml", Array("lang: en\nfail-on: warning\n".utf8))
      try scratch.write("waivers.yml", Array("waivers: []\n".utf8))
      let known = ["check", "plan.txt", "--write-baseline", "known.json"]
      _ = try ProgramRun.planaudit(known, in: scratch.url)
      let run = try ProgramRun.planaudit(["check", "plan.txt"] + arguments + more, in: scratch.url)
      var files: [String: [UInt8]] = [:]
      for name in try scratch.files(below: ".") {
        files[name] = try Array(Data(contentsOf: scratch.url.appendingPathComponent(name)))
      }
      return (run, files)
    }
    // The parser takes options behind `--` for paths, so that nothing can be added there.
    let (plain, made) = try run([])
    let (parsed, others) = try run(arguments.contains("--") ? [] : ["--jobs=1"])
    #expect(plain.status == parsed.status)
    #expect(plain.output == parsed.output)
    #expect(plain.errorText == parsed.errorText)
    #expect(made == others)
  }

  private func object(_ run: ProgramRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
  }

  private func sample(_ name: String) -> URL {
    SharedMaterial.packageFolder.appendingPathComponent("Samples/" + name)
  }
}
