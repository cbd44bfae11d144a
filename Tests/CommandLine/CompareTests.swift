import Foundation
import TestSupport
import Testing

@Suite struct `planaudit compare` {
  private func sample(_ name: String) throws -> [UInt8] {
    Array(
      try Data(
        contentsOf: SharedMaterial.packageFolder.appendingPathComponent("Samples/" + name)))
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try sample(name), as: UTF8.self)
  }

  private func json(_ run: ProgramRun) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
  }

  private func first(_ run: ProgramRun) throws -> [String: Any] {
    try #require((try json(run)["comparisons"] as? [[String: Any]])?.first)
  }

  @Test func `a plan with itself has no change`() throws {
    let file = "Samples/plan-2020.txt"
    let run = try ProgramRun.planaudit(["compare", file, file, "--fail-on", "any-change"])
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
  }

  @Test func `a mended total is a fixed finding, and a change`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("before.txt", sample("wrong-totals.txt"))
    try scratch.write(
      "after.txt", Array(try text("wrong-totals.txt").replacing("90,500", with: "90,050").utf8))
    let arguments = ["compare", "before.txt", "after.txt"]
    let run = try ProgramRun.planaudit(arguments + ["--report", "json"], in: scratch.url)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    let comparison = try first(run)
    #expect(
      comparison["findingCounts"] as? [String: Int]
        == ["new": 0, "changed": 0, "remaining": 1, "fixed": 1])
    #expect(
      try ProgramRun.planaudit(arguments + ["--fail-on", "any-change"], in: scratch.url).status == 1
    )
    let back = try ProgramRun.planaudit(["compare", "after.txt", "before.txt"], in: scratch.url)
    #expect(back.status == 1)
    #expect(back.text.contains("TOT-01"))
    #expect(
      try ProgramRun.planaudit(
        ["compare", "after.txt", "before.txt", "--fail-on", "never"], in: scratch.url
      ).status == 0)
  }

  @Test func `a side that cannot be read is status 3`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("plan.txt", sample("clean-2023.txt"))
    try scratch.write("bad.xml", Array("<a".utf8))
    for pair in [["plan.txt", "bad.xml"], ["bad.xml", "plan.txt"], ["plan.txt", "none.txt"]] {
      for rank in ["new-findings", "any-change", "never"] {
        let run = try ProgramRun.planaudit(
          ["compare"] + pair + ["--fail-on", rank], in: scratch.url)
        #expect(run.status == 3, "\(pair): \(run.text)\(run.errorText)")
      }
    }
  }

  @Test(arguments: [
    ["compare"], ["compare", "a.txt"], ["compare", "Samples", "Samples/plan-2020.txt"],
    ["compare", "a", "b", "--cost-change", "viel"], ["compare", "a", "b", "--fail-on", "error"],
    ["compare", "a", "b", "--report", "docx"], ["compare", "-", "-"],
    ["compare", "a", "b", "--cost-change", "0%"],
  ])
  func `wrong usage is status 2`(arguments: [String]) throws {
    let run = try ProgramRun.planaudit(arguments)
    #expect(run.status == 2, "\(run.text)\(run.errorText)")
    #expect(!run.errorText.isEmpty)
  }

  @Test func `the share of the cost decides what asks for a reason`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("before.txt", sample("wrong-totals.txt"))
    // 10,840 becomes 12,840: 18% more.
    try scratch.write(
      "after.txt", Array(try text("wrong-totals.txt").replacing("10,840", with: "12,840").utf8))
    func notable(_ share: String) throws -> [String] {
      let run = try ProgramRun.planaudit(
        ["compare", "before.txt", "after.txt", "--cost-change", share, "--report", "json"],
        in: scratch.url)
      let entries = try #require(try first(run)["entries"] as? [[String: Any]])
      return entries.flatMap { $0["notable"] as? [[String: Any]] ?? [] }
        .compactMap { $0["change"] as? String }
    }
    #expect(try notable("18%") == ["cost-up"])
    #expect(try notable("18.5%") == [])
    #expect(try notable("30") == [])
  }

  @Test(arguments: ["text", "json", "markdown", "html", "csv", "xlsx"])
  func `every format says the same at every run, and holds no absolute path`(format: String) throws
  {
    let scratch = try ScratchFolder()
    try scratch.write("before.txt", sample("first-draft-ome.txt"))
    try scratch.write(
      "after.txt",
      Array(try text("first-draft-ome.txt").replacing("未定", with: "<b>=1+1|`新`</b>").utf8))
    let before = scratch.url.appendingPathComponent("before.txt").path
    let runs = try (0..<2).map { _ in
      try ProgramRun.planaudit(
        ["compare", before, "after.txt", "--report", format], in: scratch.url)
    }
    #expect(runs[0].output == runs[1].output)
    #expect(runs[0].status == runs[1].status)
    #expect(!runs[0].text.contains(scratch.url.path))
    #expect(!(format == "html" && runs[0].text.contains("<b>=1")))
  }

  @Test(.enabled(if: ProgramRun.isInstalled("python3"), "python3 is absent"))
  func `the table is read by a reader of CSV, and holds no formula`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("before.txt", sample("first-draft-ome.txt"))
    try scratch.write(
      "after.txt", Array(try text("first-draft-ome.txt").replacing("未定", with: "=1+1,\"x\"").utf8))
    _ = try ProgramRun.planaudit(
      ["compare", "before.txt", "after.txt", "--report", "csv=changes.csv"], in: scratch.url)
    let script = """
      import csv
      rows = list(csv.reader(open("changes.csv", encoding="utf-8-sig", newline="")))
      assert len({len(row) for row in rows}) == 1, "rows differ in length"
      cells = [cell for row in rows for cell in row]
      assert not any(cell[:1] in "=+@" and cell for cell in cells), "a formula"
      assert any(cell.startswith("'=1+1") for cell in cells), "the value is missing"
      """
    let run = try ProgramRun.run("python3", ["-c", script], in: scratch.url)
    #expect(run.status == 0, "\(run.errorText)")
  }

  @Test func `folders are compared file by file, and a new plan is checked`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("old/a.txt", sample("clean-2023.txt"))
    try scratch.write("old/gone.txt", sample("merged-tables.txt"))
    try scratch.write("new/a.txt", sample("clean-2023.txt"))
    let same = try ProgramRun.planaudit(["compare", "old", "new"], in: scratch.url)
    #expect(same.status == 0, "\(same.text)\(same.errorText)")
    #expect(same.text.contains("old/gone.txt"))
    try scratch.write("new/b.txt", sample("wrong-totals.txt"))
    let run = try ProgramRun.planaudit(
      ["compare", "old", "new", "--jobs", "2", "--reports", "out"], in: scratch.url)
    #expect(run.status == 1, "\(run.text)\(run.errorText)")
    let formats = ["csv", "html", "json", "md", "txt", "xlsx"].map { "comparison.\($0)" }
    #expect(
      try scratch.files(below: "out").sorted()
        == formats.map { "new/a.txt/\($0)" } + formats.map { "new/b.txt/\($0)" }
        + ["overall.json", "overall.txt"])
    let overall = try String(
      contentsOf: scratch.url.appendingPathComponent("out/overall.txt"), encoding: .utf8)
    for name in ["new/a.txt", "new/b.txt", "old/gone.txt"] { #expect(overall.contains(name)) }
    // A report over all pairs is written where it is asked for, and says the same.
    let both = try ProgramRun.planaudit(
      ["compare", "old", "new", "--reports", "again", "--report", "json"], in: scratch.url)
    #expect(both.status == run.status)
    #expect(try first(both)["after"] != nil)
    #expect(
      try String(
        contentsOf: scratch.url.appendingPathComponent("again/overall.txt"), encoding: .utf8)
        == overall)
  }

  @Test func `two forms of one plan agree in their data`() throws {
    let scratch = try ScratchFolder()
    let path = SharedMaterial.packageFolder.appendingPathComponent("Samples/plan-2020.txt").path
    #expect(
      try ProgramRun.planaudit(["convert", path, "-o", "plan.xml"], in: scratch.url).status == 0)
    let run = try ProgramRun.planaudit(
      ["compare", path, "plan.xml", "--forms", "--report", "json"], in: scratch.url)
    #expect(run.status == 0, "\(run.text.prefix(2000))\(run.errorText)")
    #expect(try first(run)["sameData"] as? Bool == true)
    let other = try text("plan-2020.txt").replacing("7,725", with: "7,752")
    try scratch.write("other.txt", Array(other.utf8))
    let differing = try ProgramRun.planaudit(
      ["compare", path, "other.txt", "--forms"], in: scratch.url)
    #expect(differing.status == 1)
    #expect(differing.text.contains("7,752"))
  }

  /// What differs in the data of two forms, as field and both texts, and what one of them cannot hold, as fields.
  private func differences(_ run: ProgramRun) throws -> (data: Set<[String]>, rest: Set<String>) {
    let comparison = try first(run)
    #expect((comparison["removed"] as? [Any])?.count == 0)
    #expect((comparison["added"] as? [Any])?.count == 0)
    let entries = try #require(comparison["entries"] as? [[String: Any]])
    let plans = try #require(comparison["plans"] as? [[String: Any]])
    let changes = try (entries + plans).flatMap { try #require($0["changes"] as? [[String: Any]]) }
    var data: Set<[String]> = []
    var rest: Set<String> = []
    for change in changes {
      let field = try #require(change["field"] as? String)
      guard change["kind"] as? String == "value" else {
        rest.insert(field)
        continue
      }
      func text(_ side: String) throws -> String {
        try #require((change[side] as? [String: Any])?["text"] as? String)
      }
      data.insert([field, try text("before"), try text("after")])
    }
    return (data, rest)
  }

  /// The same plan as a table and as a workbook, both of which planaudit writes itself.
  @Test(arguments: ["csv", "xlsx", "xml"])
  func `a form that planaudit writes agrees in its data, and a changed value is told`(
    form: String
  ) throws {
    let scratch = try ScratchFolder()
    try scratch.write("plan.txt", sample("plan-2020.txt"))
    let changed = try text("plan-2020.txt").replacing("7,725", with: "7,752")
    try scratch.write("other.txt", Array(changed.utf8))
    _ = try ProgramRun.planaudit(
      ["convert", "plan.txt", "--to", form, "-o", "plan.\(form)"], in: scratch.url)
    for (file, expected) in [("plan.txt", []), ("other.txt", [["cost", "7,752", "7,725"]])] {
      let run = try ProgramRun.planaudit(
        ["compare", file, "plan.\(form)", "--forms", "--report", "json"], in: scratch.url)
      #expect(try differences(run).data == Set(expected), "\(form)")
      #expect(run.status == (expected.isEmpty ? 0 : 1), "\(run.errorText)")
    }
  }

  /// The same plan as it was taken out of a PDF, as a PDF and as a workbook that people made; in the workbook and the
  /// PDF a dash of the text is a blank.
  @Test(
    .enabled(if: SharedMaterial.isPresent, "the real document is absent"),
    arguments: [
      ("plan.pdf", ["heading", "theme", "title"]), ("plan.xlsx", ["heading", "start", "title"]),
    ])
  func `forms that people made differ in what one cannot hold, and a changed value is told`(
    name: String, lacking: [String]
  ) throws {
    let scratch = try ScratchFolder()
    let seed = try #require(SharedMaterial.folder).appendingPathComponent("seed")
    let other = seed.appendingPathComponent("derived/" + name).path
    let plain = try String(
      contentsOf: seed.appendingPathComponent("plan-2020.txt"), encoding: .utf8)
    try scratch.write("plan.txt", Array(plain.utf8))
    try scratch.write("other.txt", Array(plain.replacing("7,725", with: "7,752").utf8))
    func run(_ file: String) throws -> (data: Set<[String]>, rest: Set<String>) {
      try differences(
        ProgramRun.planaudit(
          ["compare", file, other, "--forms", "--report", "json"], in: scratch.url))
    }
    let (data, rest) = try run("plan.txt")
    #expect(Set(data.map { $0[0] }).isSubset(of: ["url"]), "\(data)")
    #expect(data.contains(["url", "－", ""]))
    #expect(rest.isSuperset(of: lacking), "\(rest)")
    let told = try run("other.txt").data
    #expect(told.subtracting(data) == [["cost", "7,752", "7,725"]], "\(told)")
  }

  @Test func `the help is for people`() throws {
    let run = try ProgramRun.planaudit(["compare", "--help"])
    #expect(run.status == 0)
    for word in ["--forms", "--fail-on", "--cost-change", "new-findings"] {
      #expect(run.text.contains(word))
    }
  }
}
