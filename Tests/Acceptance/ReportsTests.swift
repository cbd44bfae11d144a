import Foundation
import TestSupport
import Testing

@Suite struct `The reports of the samples` {
  @Test func `are those that are checked in`() throws {
    let scratch = try ScratchFolder()
    let package = SharedMaterial.packageFolder
    for folder in ["Samples", "Rules", "Scripts"] {
      try FileManager.default.copyItem(
        at: package.appendingPathComponent(folder),
        to: scratch.url.appendingPathComponent(folder))
    }
    let run = try ProgramRun.run(
      scratch.url.appendingPathComponent("Scripts/write-reports").path, [ProgramRun.programPath],
      in: scratch.url)
    #expect(run.status == 0, "\(run.errorText)")
    let written = try scratch.files(below: "Reports")
    let kept = try FileManager.default.subpathsOfDirectory(
      atPath: package.appendingPathComponent("Reports").path
    ).filter { $0.contains(".") }.sorted()
    #expect(written == kept, "the list of reports is stale: run `make reports`")
    for path in written {
      let new = try Data(contentsOf: scratch.url.appendingPathComponent("Reports/" + path))
      let old = try Data(contentsOf: package.appendingPathComponent("Reports/" + path))
      #expect(new == old, "Reports/\(path) is stale: run `make reports` and read the difference")
    }
  }
}
