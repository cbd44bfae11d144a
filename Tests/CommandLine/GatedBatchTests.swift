import Foundation
import TestSupport
import Testing

/// A report in JSON, as a test looks at it.
private struct ReadReport {
  let object: [String: Any]

  init(_ bytes: [UInt8]) throws {
    object = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  func list(_ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }

  /// The member `key`, as text with its keys in order.
  func text(of key: String) throws -> String {
    let value = try #require(object[key])
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
    return String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self)
  }

  /// What the gate says in a report that holds its parts: rule, place and words.
  var gateFindings: [String] {
    list("submissions").filter { $0["role"] as? String == "gate" }.flatMap { part in
      let findings = part["findings"] as? [[String: Any]] ?? []
      let ledger = part["ledger"] as? [[String: Any]] ?? []
      return findings.map { finding in
        let place = finding["location"] as? [String: Any]
        return Self.line(finding, at: place?["line"], finding["message"])
      } + ledger.compactMap { entry in entry["reason"].map { Self.line(entry, at: nil, $0) } }
    }.sorted()
  }

  /// The same, as a report over all says it.
  var gateStatements: [String] {
    list("summaries").filter { $0["role"] as? String == "gate" }.flatMap { part in
      (part["statements"] as? [[String: Any]] ?? []).map {
        Self.line($0, at: $0["line"], $0["message"])
      }
    }.sorted()
  }

  private static func line(_ value: [String: Any], at line: Any?, _ message: Any?) -> String {
    let words = message as? [String: String] ?? [:]
    return "\(value["rule"] ?? "") \(line ?? "") \(words["ja"] ?? "") \(words["en"] ?? "")"
  }
}

@Suite struct `A batch under a gate` {
  private static let plans = [
    "clean-2023.txt", "first-draft-ome.txt", "merged-tables.txt", "plan-2020.txt",
    "wrong-totals.txt",
  ]

  /// Plans that another state of them was taken as the baseline of, one that cannot be read, waivers of each kind, and
  /// rules of which one meets nothing.
  private func folder() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    for name in Self.plans {
      let file = SharedMaterial.packageFolder.appendingPathComponent("Samples/" + name)
      try scratch.write("plans/" + name, Array(Data(contentsOf: file)))
    }
    try scratch.write("plans/sub/broken.xml", Array("<a".utf8))
    _ = try ProgramRun.planaudit(
      ["check", "plans", "--write-baseline", "b.json", "--report", "text=t.txt"], in: scratch.url)
    let known = try text(scratch, "b.json")
    try scratch.write("b.json", Array(known.replacing("plans/plan-2020.txt", with: "x.txt").utf8))
    let sample = try text(scratch, "plans/wrong-totals.txt")
    try scratch.write("plans/wrong-totals.txt", Array(sample.replacing("115", with: "134").utf8))
    try scratch.write(
      "w.yml",
      Array(
        """
        waivers:
        - {rule: TOT-01, plan: general, field: cost, value: "90,500", requested-by: a, approved-by: b, reason: c, expires: never}
        - {rule: TOT-01, plan: general, field: cost, value: "1", requested-by: a, approved-by: b, reason: c, expires: never}
        - {rule: DSC-02, value: "未定", requested-by: a, approved-by: b, reason: c, expires: never}
        - {rule: NUM-04, value: "5", requested-by: a, approved-by: b, reason: c, expires: 2020-01-01}
        """.utf8))
    try FileManager.default.copyItem(
      at: SharedMaterial.packageFolder.appendingPathComponent("Rules"),
      to: scratch.url.appendingPathComponent("Rules"))
    let rule = "Rules/columns/CST-03-cost-positive.sch"
    let misspelt = try text(scratch, rule).replacing("p:entry/p:cost", with: "p:entry/p:cots")
    try scratch.write(rule, Array(misspelt.utf8))
    return scratch
  }

  private func bytes(_ scratch: ScratchFolder, _ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: scratch.url.appendingPathComponent(path)))
  }

  private func text(_ scratch: ScratchFolder, _ path: String) throws -> String {
    String(decoding: try bytes(scratch, path), as: UTF8.self)
  }

  private func check(_ arguments: [String], in scratch: ScratchFolder) throws -> ProgramRun {
    try ProgramRun.planaudit(["check"] + arguments, in: scratch.url)
  }

  /// Each gate with a rule that it speaks by.
  private static let gates: [(options: [String], rule: String)] = [
    (["--baseline", "b.json"], "BSL-gone"),
    (["--baseline", "b.json", "--strict-baseline", "--fail-on", "never"], "BSL-absent"),
    (["--waivers", "w.yml", "--date", "2026-04-01"], "WVR-expired"),
    (["--waivers", "w.yml"], "WVR-undated"),
    (["--waivers", "w.yml", "--baseline", "b.json", "--date", "2026-04-01"], "WVR-changed"),
    (["--max-warnings", "2", "--fail-on", "never"], "GATE-warnings"),
    (["--expect-rules", "5000"], "GATE-rules"),
    (["--fail-on-vacuous", "--rules", "Rules"], "GATE-vacuous"),
  ]

  @Test(arguments: Self.gates)
  func `comes to what one report over all inputs says`(
    gate: (options: [String], rule: String)
  ) throws {
    let scratch = try folder()
    let run = try check(["plans", "--report", "json=whole.json"] + gate.options, in: scratch)
    let whole = try ReadReport(bytes(scratch, "whole.json"))
    #expect(whole.gateFindings.contains { $0.hasPrefix(gate.rule) }, "\(whole.gateFindings)")
    for jobs in ["1", "3"] {
      let batch = try check(
        ["plans", "--reports", jobs, "--jobs", jobs] + gate.options, in: scratch)
      #expect(batch.status == run.status, "\(batch.errorText)")
      let overall = try ReadReport(bytes(scratch, "\(jobs)/overall.json"))
      for key in ["verdict", "overall"] {
        #expect(try overall.text(of: key) == whole.text(of: key))
      }
      #expect(overall.gateStatements == whole.gateFindings)
      #expect(try text(scratch, "\(jobs)/overall.txt").contains("[\(gate.rule)]"))
      try expectFolders(below: jobs, of: whole, in: scratch)
    }
    #expect(try scratch.files(below: "1") == scratch.files(below: "3"))
  }

  /// Each submission stands in its folder as it stands among all, with what is waived and what is known.
  private func expectFolders(
    below folder: String, of whole: ReadReport, in scratch: ScratchFolder
  ) throws {
    let files = try scratch.files(below: folder)
    #expect(!files.contains { $0.hasPrefix("audit.") }, "reports over all beside overall")
    for submission in whole.list("submissions") where submission["role"] == nil {
      let source = try #require(submission["source"] as? [String: Any])
      let name = try #require(source["name"] as? String)
      let own = try ReadReport(bytes(scratch, "\(folder)/\(name)/audit.json"))
      #expect(try own.text(of: "options") == whole.text(of: "options"))
      let alone = try ReadReport(
        Array(JSONSerialization.data(withJSONObject: ["submissions": [submission]])))
      #expect(try own.text(of: "submissions") == alone.text(of: "submissions"), "\(name)")
    }
  }

  @Test(arguments: Self.gates)
  func `is the same bytes as its parts merged`(
    gate: (options: [String], rule: String)
  ) throws {
    let scratch = try folder()
    let batch = try check(["plans", "--reports", "out"] + gate.options, in: scratch)
    let names = (Self.plans + ["sub/broken.xml"]).map { "plans/" + $0 }
    for (part, files) in [("1", names[..<3]), ("2", names[3...])] {
      _ = try check(files + ["--report", "json=\(part).json"] + gate.options, in: scratch)
    }
    for (form, file) in [("overall-json", "overall.json"), ("overall-text", "overall.txt")] {
      for order in [["1.json", "2.json"], ["2.json", "1.json"]] {
        let merged = try ProgramRun.planaudit(["merge"] + order + ["--to", form], in: scratch.url)
        #expect(merged.status == batch.status, "\(merged.errorText)")
        #expect(merged.text == (try text(scratch, "out/" + file)))
      }
    }
  }

  @Test func `keeps the report over all where it is asked for by name`() throws {
    let scratch = try folder()
    let options = ["plans", "--waivers", "w.yml", "--baseline", "b.json", "--max-warnings", "2"]
    let alone = try check(options + ["--report", "json"], in: scratch)
    let beside = try check(
      options + ["--report", "json", "--reports", "out", "--jobs", "3"], in: scratch)
    #expect(alone.status == beside.status && alone.text == beside.text)
  }

  @Test func `of nothing but skipped files is incomplete`() throws {
    let scratch = try ScratchFolder()
    for name in ["A.md", "B.md"] { try scratch.write("plans/" + name, Array("# Plans\n".utf8)) }
    let options = ["--expect-rules", "1"]
    #expect(try check(["plans", "--reports", "out"] + options, in: scratch).status == 3)
    #expect(try check(["plans", "--report", "json=a.json"] + options, in: scratch).status == 3)
    #expect(try ProgramRun.planaudit(["merge", "a.json"], in: scratch.url).status == 3)
  }

  /// What the baseline has of a name counts once, whichever input of that name comes first.
  @Test func `takes inputs of one name in the order of reports`() throws {
    let scratch = try folder()
    let sample = try text(scratch, "plans/merged-tables.txt")
    for (folder, end) in [("a", ""), ("b", "\n"), ("c", "\n\n")] {
      try scratch.write("\(folder)/plan.txt", Array((sample + end).utf8))
    }
    try scratch.makeFolder("here")
    let here = scratch.url.appendingPathComponent("here")
    let paths = ["a", "b", "c"].map {
      scratch.url.appendingPathComponent($0 + "/plan.txt").path
    }
    _ = try ProgramRun.planaudit(
      ["check", paths[0], "--write-baseline", "b.json", "--report", "text=t.txt"], in: here)
    let gate = ["--baseline", "b.json"]
    let whole = try ProgramRun.planaudit(["check"] + paths + gate + ["--report", "json"], in: here)
    #expect(whole.text.contains("\"baselined\"") && whole.text.contains("\"open\""))
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
      let run = try ProgramRun.planaudit(
        ["check"] + order.map { paths[$0] } + gate + ["--reports", "out", "--report", "json"],
        in: here)
      #expect(run.text == whole.text && run.status == whole.status, "\(order)")
    }
  }

  @Test func `is not merged from reports of single submissions, which lack what the gate says`()
    throws
  {
    let scratch = try folder()
    for gate in [["--max-warnings", "9"], ["--baseline", "b.json"]] {
      _ = try check(["plans", "--reports", "out"] + gate, in: scratch)
      let reports = Self.plans.map { "out/plans/\($0)/audit.json" }
      let run = try ProgramRun.planaudit(["merge"] + reports, in: scratch.url)
      #expect(run.status == 3 && run.errorText.contains("--report json"), "\(run.errorText)")
    }
  }
}
