import Foundation
import TestSupport
import Testing

@Suite struct `A batch` {
  private static let samples = [
    "clean-2023.txt", "first-draft-ome.txt", "merged-tables.txt", "plan-2020.txt",
    "wrong-totals.txt", "plan-2021.xml",
  ]

  /// A folder of plans, one of them broken and one no plan.
  private func folder() throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    for name in Self.samples {
      let file = SharedMaterial.packageFolder.appendingPathComponent("Samples/" + name)
      try scratch.write("plans/" + name, Array(Data(contentsOf: file)))
    }
    try scratch.write("plans/sub/broken.xml", Array("<a".utf8))
    try scratch.write("plans/README.md", Array("# Plans\n".utf8))
    return scratch
  }

  private func bytes(_ scratch: ScratchFolder, _ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: scratch.url.appendingPathComponent(path)))
  }

  @Test func `has a folder of reports for each submission and one report over all`() throws {
    let scratch = try folder()
    let run = try ProgramRun.planaudit(
      ["check", "plans", "--reports", "out", "--jobs", "2"], in: scratch.url)
    #expect(run.status == 3, "\(run.text)\(run.errorText)")
    #expect(run.errorText.isEmpty)
    let files = try scratch.files(below: "out")
    #expect(files.contains("overall.json") && files.contains("overall.txt"))
    for name in Self.samples + ["sub/broken.xml"] {
      #expect(files.contains("plans/\(name)/audit.json"))
    }
    #expect(!files.contains { $0.contains("README") })
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes(scratch, "out/overall.json")))
        as? [String: Any])
    let overall = try #require(object["overall"] as? [String: Any])
    #expect(overall["submissions"] as? Int == 7)
    #expect(
      overall["verdicts"] as? [String: Int] == ["clean": 2, "findings": 4, "incomplete": 1])
    #expect(overall["skipped"] as? Int == 1)
    let unreadable = try #require(overall["unreadable"] as? [[String: Any]])
    #expect(unreadable.compactMap { $0["name"] as? String } == ["plans/sub/broken.xml"])
    let places = try #require(overall["municipalities"] as? [[String: Any]])
    #expect(places.contains { $0["name"] as? String == "青梅市" })
  }

  @Test func `names the files that it passed over`() throws {
    let scratch = try folder()
    _ = try ProgramRun.planaudit(["check", "plans", "--reports", "out"], in: scratch.url)
    let overall = try String(decoding: bytes(scratch, "out/overall.json"), as: UTF8.self)
    #expect(overall.contains("\"plans/README.md\""))
    let text = try String(decoding: bytes(scratch, "out/overall.txt"), as: UTF8.self)
    #expect(text.contains("plans/README.md"))
    try scratch.write("after/x.txt", Array("words\n".utf8))
    try scratch.write("before/x.txt", Array("words\n".utf8))
    try scratch.write("before/y.txt", Array("words\n".utf8))
    try scratch.write("after/y.txt", Array("words\n".utf8))
    _ = try ProgramRun.planaudit(
      ["compare", "before", "after", "--reports", "both"], in: scratch.url)
    let compared = try String(decoding: bytes(scratch, "both/overall.txt"), as: UTF8.self)
    #expect(compared.contains("after/y.txt"))
  }

  @Test func `leaves no report over all of an earlier run beside its own`() throws {
    let scratch = try folder()
    let sample = try bytes(scratch, "plans/clean-2023.txt")
    for name in ["one/a.txt", "two/a.txt", "two/b.txt"] { try scratch.write(name, sample) }
    let one = ["check", "one", "--reports", "out"]
    let two = ["check", "two", "--reports", "out"]
    for (run, expected) in [(two, "overall.json"), (one, "audit.json"), (two, "overall.json")] {
      _ = try ProgramRun.planaudit(run, in: scratch.url)
      let files = try scratch.files(below: "out")
      #expect(files.contains(expected))
      #expect(files.contains("audit.json") != files.contains("overall.json"), "\(files)")
    }
    let compare = ["compare", "two", "two", "--reports", "out"]
    #expect(try ProgramRun.planaudit(compare, in: scratch.url).status == 0)
    // A run that ends before it writes leaves none either.
    try scratch.write("one/a.txt", [])
    #expect(try ProgramRun.planaudit(one, in: scratch.url).status == 3)
    #expect(!(try scratch.files(below: "out")).contains("overall.json"))
  }

  @Test func `gives the same bytes whatever the number of jobs`() throws {
    let scratch = try folder()
    for jobs in ["1", "3"] {
      _ = try ProgramRun.planaudit(
        ["check", "plans", "--reports", "out\(jobs)", "--jobs", jobs], in: scratch.url)
    }
    let files = try scratch.files(below: "out1")
    #expect(files == (try scratch.files(below: "out3")))
    for file in files {
      #expect(try bytes(scratch, "out1/" + file) == bytes(scratch, "out3/" + file), "\(file)")
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `is the same as any split of it merged in any order`(seed: UInt64) throws {
    let scratch = try folder()
    let whole = try ProgramRun.planaudit(
      ["check", "plans", "--report", "json=whole.json", "--reports", "out"], in: scratch.url)
    #expect(whole.status == 3)
    var generator = SeededGenerator(seed: seed)
    let files = (Self.samples + ["sub/broken.xml", "README.md"]).shuffled(using: &generator)
    var parts: [[String]] = [[], [], []]
    for file in files { parts[Int(generator.next() % 3)].append("plans/" + file) }
    // A file that is no plan may be passed over only where it was found in a folder.
    var names: [String] = []
    for (index, part) in parts.enumerated() where !part.isEmpty {
      let own = try ScratchFolder()
      for file in part { try own.write(file, bytes(scratch, file)) }
      let run = try ProgramRun.planaudit(["check", "plans", "--report", "json"], in: own.url)
      try scratch.write("part\(index).json", run.output)
      names.append("part\(index).json")
    }
    names.shuffle(using: &generator)
    let merged = try ProgramRun.planaudit(
      ["merge"] + names + ["-o", "merged.json"], in: scratch.url)
    #expect(merged.status == 3, "\(merged.errorText)")
    #expect(
      try bytes(scratch, "merged.json") == bytes(scratch, "whole.json"), "seed \(seed): \(parts)")
    for (form, file) in [("overall-json", "overall.json"), ("overall-text", "overall.txt")] {
      let run = try ProgramRun.planaudit(["merge"] + names + ["--to", form], in: scratch.url)
      #expect(run.output == (try bytes(scratch, "out/" + file)), "seed \(seed): \(form)")
    }
  }

  /// Warnings within the limit part by part, a waiver that one part uses and the other does not, entries of a
  /// baseline that only one part has: what a gate says of a part is not what it says of the whole.
  @Test(arguments: [["--max-warnings", "2"], ["--max-warnings", "500"], ["--fail-on-vacuous"]])
  func `is the same as its parts merged under a gate`(demand: [String]) throws {
    let scratch = try folder()
    // Files that are named are never passed over.
    try FileManager.default.removeItem(at: scratch.url.appendingPathComponent("plans/README.md"))
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
    let gate = ["--waivers", "w.yml", "--date", "2026-04-01", "--expect-rules", "10"] + demand
    _ = try ProgramRun.planaudit(
      ["check", "plans", "--write-baseline", "b.json", "--report", "text=t.txt"], in: scratch.url)
    // One finding of the baseline is gone, one file is in no part, one in each.
    let known = String(decoding: try bytes(scratch, "b.json"), as: UTF8.self)
    try scratch.write("b.json", Array(known.replacing("plans/plan-2020.txt", with: "x.txt").utf8))
    let sample = String(decoding: try bytes(scratch, "plans/wrong-totals.txt"), as: UTF8.self)
    try scratch.write(
      "plans/wrong-totals.txt", Array(sample.replacing("115", with: "134").utf8))
    let options = gate + ["--baseline", "b.json", "--report"]
    let whole = try ProgramRun.planaudit(["check", "plans"] + options + ["json"], in: scratch.url)
    #expect(whole.text.contains("\"gate\": {"), "\(whole.errorText)")
    let names = (Self.samples + ["sub/broken.xml"]).map { "plans/" + $0 }
    for split in 1..<names.count {
      for (part, files) in [("1", names[..<split]), ("2", names[split...])] {
        _ = try ProgramRun.planaudit(
          ["check"] + files + options + ["json=part\(part).json"], in: scratch.url)
      }
      for order in [["part1.json", "part2.json"], ["part2.json", "part1.json"]] {
        let merged = try ProgramRun.planaudit(
          ["merge"] + order + ["-o", "merged.json"], in: scratch.url)
        #expect(merged.status == whole.status, "\(merged.errorText)")
        let text = String(decoding: try bytes(scratch, "merged.json"), as: UTF8.self)
        #expect(text == whole.text, "\(split) \(order)")
      }
    }
  }

  @Test func `merges into a clean run only what was clean`() throws {
    let scratch = try folder()
    for (name, part) in [("clean-2023.txt", "a.json"), ("merged-tables.txt", "b.json")] {
      _ = try ProgramRun.planaudit(
        ["check", "plans/" + name, "--report", "json=" + part], in: scratch.url)
    }
    #expect(try ProgramRun.planaudit(["merge", "a.json"], in: scratch.url).status == 0)
    #expect(try ProgramRun.planaudit(["merge", "b.json", "a.json"], in: scratch.url).status == 1)
    let doubled = try ProgramRun.planaudit(["merge", "a.json", "a.json"], in: scratch.url)
    #expect(doubled.errorText.contains("clean-2023.txt"))
  }

  @Test func `does not merge what is no report, or of other rules or options`() throws {
    let scratch = try folder()
    let file = "plans/clean-2023.txt"
    _ = try ProgramRun.planaudit(["check", file, "--report", "json=a.json"], in: scratch.url)
    _ = try ProgramRun.planaudit(
      ["check", file, "--report", "json=b.json", "--fail-on", "info"], in: scratch.url)
    try scratch.write("c.json", Array("{\"schemaVersion\": 1}".utf8))
    try scratch.write("d.json", Array("{".utf8))
    #expect(try ProgramRun.planaudit(["merge", "a.json", "b.json"], in: scratch.url).status == 2)
    for name in ["c.json", "d.json", "none.json"] {
      let run = try ProgramRun.planaudit(["merge", "a.json", name], in: scratch.url)
      #expect(run.status == 3)
      #expect(run.errorText.contains(name))
    }
    #expect(try ProgramRun.planaudit(["merge"], in: scratch.url).status == 2)
    #expect(try ProgramRun.planaudit(["merge", "--help"], in: scratch.url).status == 0)
  }

  @Test func `never writes above its folder`() throws {
    let scratch = try folder()
    try scratch.makeFolder("here")
    let run = try ProgramRun.planaudit(
      ["check", "../plans/clean-2023.txt", "../plans/merged-tables.txt", "--reports", "out"],
      in: scratch.url.appendingPathComponent("here"))
    #expect(run.status == 1, "\(run.errorText)")
    #expect(try scratch.files(below: "here").allSatisfy { $0.hasPrefix("out/") })
    #expect(try scratch.files(below: "plans").allSatisfy { !$0.contains("audit.") })
  }
}
