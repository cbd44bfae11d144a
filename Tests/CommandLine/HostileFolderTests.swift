import Foundation
import TestSupport
import Testing

/// Folders with more in them than files: what cannot be checked is said, and the rest is checked.
@Suite struct `A folder` {
  private static let sample = SharedMaterial.packageFolder.appendingPathComponent(
    "Samples/clean-2023.txt")

  /// A folder `plans` with one good plan, and what the shell makes of `script` in it.
  private func folder(_ script: String) throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.write("plans/good.txt", Array(Data(contentsOf: Self.sample)))
    let run = try ProgramRun.run("sh", ["-c", "cd plans && \(script)"], in: scratch.url)
    try #require(run.status == 0, "\(run.errorText)")
    return scratch
  }

  private func names(_ run: ProgramRun, _ key: String) throws -> [String] {
    let report = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    let list = try #require(report?[key] as? [[String: Any]])
    return list.compactMap { item in
      item["name"] as? String ?? (item["source"] as? [String: Any])?["name"] as? String
    }
  }

  @Test(arguments: [
    // A name in CP932, of a file and of a folder.
    "cp good.txt \"$(printf '\\202\\240.txt')\"",
    "mkdir \"$(printf '\\202\\240')\" && cp good.txt \"$(printf '\\202\\240')\"",
    "ln -s nowhere 八王子市.xlsx",
    "d=.; for n in $(seq 70); do d=$d/d; done; mkdir -p $d && cp good.txt $d",
    "printf '\\377\\376\\0garbage' > 八王子市.xlsx",
    "printf 'broken' > 八王子市.PDF",
  ])
  func `with something in it that cannot be read is not clean, and the rest is checked`(
    script: String
  ) throws {
    let scratch = try folder(script)
    let run = try ProgramRun.planaudit(["check", "plans", "--report", "json"], in: scratch.url)
    #expect(run.status == 3)
    let found = try names(run, "submissions")
    #expect(found.count == 2 && found.contains("plans/good.txt"), "\(found)")
    try scratch.write("other/good.txt", Array(Data(contentsOf: Self.sample)))
    #expect(try ProgramRun.planaudit(["compare", "other", "plans"], in: scratch.url).status == 3)
  }

  @Test func `that hides files is no former side without them`() throws {
    let scratch = try folder("cp good.txt \"$(printf '\\202\\240.txt')\"")
    try scratch.write("other/good.txt", Array(Data(contentsOf: Self.sample)))
    let run = try ProgramRun.planaudit(["compare", "plans", "other"], in: scratch.url)
    #expect(run.status == 3 && run.text.contains("UTF-8"), "\(run.text)")
  }

  @Test func `names what it passes over`() throws {
    let scratch = try folder("mkdir ../far && ln -s ../far linked && mkfifo pipe && echo a > a.md")
    let run = try ProgramRun.planaudit(["check", "plans", "--report", "json"], in: scratch.url)
    #expect(run.status == 0)
    #expect(try names(run, "submissions") == ["plans/good.txt"])
    #expect(
      try names(run, "skipped").sorted() == ["plans/a.md", "plans/linked", "plans/pipe"])
  }

  @Test(arguments: ["true", "echo words > memo.txt"])
  func `without a plan is nothing to compare with`(script: String) throws {
    let scratch = try folder(script)
    let run = try ProgramRun.run(
      "sh", ["-c", "mkdir before && mv plans/good.txt before"], in: scratch.url)
    try #require(run.status == 0)
    for option in [[], ["--fail-on", "never"], ["--reports", "out"]] {
      let run = try ProgramRun.planaudit(["compare", "before", "plans"] + option, in: scratch.url)
      #expect(run.status == 3, "\(option): \(run.text)")
    }
  }
}
