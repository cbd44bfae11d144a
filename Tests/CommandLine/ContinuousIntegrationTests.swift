import Foundation
import TestSupport
import Testing

/// The pieces of `Documentation/ci`, whose commands are run here as they stand.
@Suite struct `Pieces for continuous integration` {
  private static let folder = SharedMaterial.packageFolder.appendingPathComponent(
    "Documentation/ci")

  /// A repository with plans, and `planaudit` on the path.
  private static func repository(plans: [String]) throws -> ScratchFolder {
    let scratch = try ScratchFolder()
    try scratch.makeFolder(".git")
    for plan in plans {
      let file = SharedMaterial.packageFolder.appendingPathComponent("Samples/" + plan)
      try scratch.write("plans/" + plan, Array(Data(contentsOf: file)))
    }
    try scratch.makeFolder("bin")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appendingPathComponent("bin/planaudit").path,
      withDestinationPath: ProgramRun.programPath)
    return scratch
  }

  private static func run(_ script: String, in scratch: ScratchFolder) throws -> ProgramRun {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try ProgramRun.run(
      "sh", ["-e", "-c", script], in: scratch.url,
      environment: [
        "PATH": scratch.url.appendingPathComponent("bin").path + ":" + path,
        "GITHUB_OUTPUT": scratch.url.appendingPathComponent("output").path,
        "GITHUB_STEP_SUMMARY": scratch.url.appendingPathComponent("summary").path,
      ])
  }

  private static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// The lines of a block scalar `run: |` that follow the line with `marker`.
  private static func block(after marker: String, in text: String) throws -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.contains(marker) })
    let run = try #require(lines[start...].firstIndex { $0.hasSuffix("run: |") })
    let body = lines[(run + 1)...].prefix { $0.hasPrefix("          ") }
    return body.joined(separator: "\n")
  }

  private static let samples: [(plans: [String], status: Int)] = [
    (["clean-2023.txt"], 0), (["clean-2023.txt", "wrong-totals.txt"], 1), ([], 3),
  ]

  @Test(arguments: samples)
  func `the GitHub workflow writes its reports and hands on the status`(
    plans: [String], status: Int
  ) throws {
    let text = try Self.text("github.yml")
    let scratch = try Self.repository(plans: plans)
    let audit = try Self.run(Self.block(after: "name: Audit", in: text), in: scratch)
    #expect(audit.status == 0, "\(audit.errorText)")
    let output = try String(
      contentsOf: scratch.url.appendingPathComponent("output"), encoding: .utf8)
    #expect(output == "status=\(status)\n")
    #expect(audit.text.contains("::error") == (status != 0))
    for file in ["planaudit.sarif", "planaudit.junit.xml", "planaudit.txt"] {
      #expect(FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent(file).path))
      #expect(text.contains(file))
    }
    let summary = try Self.run(Self.block(after: "name: Summary", in: text), in: scratch)
    #expect(summary.status == 0, "\(summary.errorText)")
    let written = try String(
      contentsOf: scratch.url.appendingPathComponent("summary"), encoding: .utf8)
    #expect(written.hasPrefix("```\nplanaudit "))
  }

  @Test(arguments: samples)
  func `the GitLab job ends with the status and leaves its reports`(
    plans: [String], status: Int
  ) throws {
    let text = try Self.text("gitlab.yml")
    let command = try #require(text.firstMatch(of: /- (planaudit check .*)/)).1
    let scratch = try Self.repository(plans: plans)
    let run = try Self.run(String(command), in: scratch)
    #expect(Int(run.status) == status, "\(run.errorText)")
    for match in text.matches(of: /(?:codequality|junit): (\S+)/) {
      let file = scratch.url.appendingPathComponent(String(match.1)).path
      #expect(FileManager.default.fileExists(atPath: file), "\(match.1)")
    }
  }

  @Test(arguments: samples)
  func `the Jenkins stage ends with the status and leaves its reports`(
    plans: [String], status: Int
  ) throws {
    let text = try Self.text("Jenkinsfile")
    let script = try #require(text.firstMatch(of: /'''([^']*)'''/)).1
    let scratch = try Self.repository(plans: plans)
    let run = try Self.run(String(script), in: scratch)
    #expect(Int(run.status) == status, "\(run.errorText)")
    for file in ["planaudit.junit.xml", "planaudit.sarif"] {
      #expect(FileManager.default.fileExists(atPath: scratch.url.appendingPathComponent(file).path))
      #expect(text.contains("'\(file)'"))
    }
  }

  @Test(arguments: samples)
  func `the hook ends with the status`(plans: [String], status: Int) throws {
    let text = try Self.text("pre-commit-config.yaml")
    let command = try #require(text.firstMatch(of: /entry: (.*)/)).1
    let scratch = try Self.repository(plans: plans)
    #expect(Int(try Self.run(String(command), in: scratch).status) == status)
  }
}
