import Foundation
import TestSupport
import Testing

@Suite struct `planaudit check --by municipality` {
  @Test func `writes a letter for each municipality and a list for the office`() throws {
    let scratch = try ScratchFolder()
    let run = try ProgramRun.planaudit(
      [
        "check", "Samples/merged-tables.txt", "--by", "municipality", "--reports",
        scratch.url.appendingPathComponent("out").path,
      ])
    #expect(run.status == 1, "\(run.errorText)")
    let files = try scratch.files(below: "out")
    #expect(files.count == 2 * 12 + 2)
    #expect(files.contains("132021-立川市.html") && files.contains("132021-立川市.csv"))
    #expect(files.contains("index.html") && files.contains("index.csv"))
    for file in files where file.hasPrefix("1") {
      let text = try String(
        decoding: Data(contentsOf: scratch.url.appendingPathComponent("out/\(file)")), as: UTF8.self
      )
      for other in files where other.hasPrefix("1") && other.hasSuffix(".html") {
        let name = try #require(other.split(separator: "-").last?.dropLast(".html".count))
        if file.contains(name) { continue }
        // 村山市 ends two names.
        #expect(!text.contains("「\(name)") && !text.contains(">\(name)<"), "\(file): \(name)")
      }
    }
  }

  @Test(arguments: [
    ["--by", "municipality"], ["--by", "municipality", "--report", "html"],
    ["--by", "municipality", "--report", "json=out"], ["--by", "month", "--reports", "out"],
  ])
  func `wants a folder and a format that can be divided`(arguments: [String]) throws {
    let run = try ProgramRun.planaudit(["check", "Samples/clean-2023.txt"] + arguments)
    #expect(run.status == 2)
    #expect(!run.errorText.isEmpty)
  }
}
