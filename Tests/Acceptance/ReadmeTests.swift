import Foundation
import TestSupport
import Testing

@Suite struct `The README` {
  @Test func `shows what the program prints`() throws {
    let page = try String(
      contentsOf: SharedMaterial.packageFolder.appendingPathComponent("README.md"),
      encoding: .utf8)
    let run = try ProgramRun.planaudit(["check", "Samples/wrong-totals.txt"])
    // The digest of the rule set changes with every rule; the example need not.
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let shown = lines.joined(separator: "\n").trimmingCharacters(in: .newlines)
    #expect(
      page.contains(shown), "the example of README.md is stale: paste what the program prints")
  }
}
