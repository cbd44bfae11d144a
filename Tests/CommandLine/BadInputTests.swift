import Foundation
import TestSupport
import Testing

@Suite struct `Bad input` {
  /// A name, the bytes of the file, and what the error has to say.
  static let cases: [(name: String, bytes: [UInt8], says: String)] = [
    ("empty.txt", [], "empty"),
    ("blank.txt", Array("\n \n".utf8), "plan"),
    ("shopping.txt", Array("牛乳\n卵\n".utf8), "plan"),
    ("cut.xml", Array("<submission xmlns='urn:planaudit:plan:1'><plan".utf8), "cut.xml"),
    ("other.xml", Array("<feed xmlns='http://www.w3.org/2005/Atom'/>".utf8), "feed"),
    (
      "wrong.xml", Array("<submission xmlns='urn:planaudit:plan:1'><plan/></submission>".utf8),
      "wrong.xml:1"
    ),
    ("latin.txt", [0x31, 0x20, 0xE4, 0xB8, 0xFF], "byte"),
    ("doctype.xml", Array("<!DOCTYPE a><a/>".utf8), "document type"),
    (
      "bomb.xml",
      Array(
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><l>&b;</l>".utf8), "document type"
    ),
    ("deep.xml", Array(String(repeating: "<a>", count: 5_000).utf8), "256"),
    ("picture.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0], "picture.txt"),
    ("plan.pdf", Array("%PDF-1.7\n".utf8), "PDF"),
    ("plan.xlsx", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0], "plan.xlsx"),
  ]

  @Test(arguments: cases)
  func `an input that cannot be used is status 3 with a clear error`(
    name: String, bytes: [UInt8], says: String
  ) throws {
    let scratch = try ScratchFolder()
    try scratch.write(name, bytes)
    let run = try ProgramRun.planaudit(["check", name, "--lang", "en"], in: scratch.url)
    #expect(run.status == 3, "\(run.text)\(run.errorText)")
    #expect((run.text + run.errorText).contains(name))
    #expect((run.text + run.errorText).contains(says), "\(run.text)\(run.errorText)")
  }

  @Test func `one bad file does not keep the others from being reported`() throws {
    let scratch = try ScratchFolder()
    let sample = SharedMaterial.packageFolder.appendingPathComponent("Samples/wrong-totals.txt")
    try scratch.write("plans/a.xml", Array("<broken".utf8))
    try scratch.write("plans/b.txt", Array(Data(contentsOf: sample)))
    let run = try ProgramRun.planaudit(["check", "plans", "--report", "json"], in: scratch.url)
    #expect(run.status == 3)
    #expect(run.text.contains("TOT-"))
    #expect(run.text.contains("plans/a.xml"))
    #expect(run.text.contains(#""verdict": "incomplete""#))
  }

  @Test func `a path that is not there is status 3, and the others are reported`() throws {
    let run = try ProgramRun.planaudit(
      ["check", "no-such-file.txt", "Samples/wrong-totals.txt", "--report", "json"])
    #expect(run.status == 3)
    #expect(run.text.contains("no-such-file.txt"))
    #expect(run.text.contains("TOT-"))
  }

  @Test func `files of another kind in a folder are listed as skipped and fail nothing`() throws {
    let scratch = try ScratchFolder()
    let sample = SharedMaterial.packageFolder.appendingPathComponent("Samples/clean-2023.txt")
    try scratch.write("plans/plan.txt", Array(Data(contentsOf: sample)))
    try scratch.write("plans/README.md", Array("# Plans\n".utf8))
    let run = try ProgramRun.planaudit(["check", "plans"], in: scratch.url)
    #expect(run.status == 0, "\(run.text)\(run.errorText)")
    #expect(run.text.contains("README.md"))
  }

  @Test func `an empty folder is not a clean run`() throws {
    let scratch = try ScratchFolder()
    try scratch.makeFolder("plans")
    let run = try ProgramRun.planaudit(["check", "plans"], in: scratch.url)
    #expect(run.status == 3)
  }

  @Test(.enabled(if: SharedMaterial.isPresent, "the hostile files are absent"))
  func `no hostile file crashes the program or reads as clean`() throws {
    let folder = try #require(SharedMaterial.folder).appendingPathComponent("conformance/hostile")
    let listing = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (listing?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
    #expect(files.count > 50)
    for file in files.sorted(by: { $0.path < $1.path }) {
      let run = try ProgramRun.planaudit(["check", file.path, "--report", "json"])
      #expect(run.status == 3, "\(file.lastPathComponent): \(run.text.prefix(400))\(run.errorText)")
      #expect(!run.text.contains("CANARY"))
    }
  }
}
