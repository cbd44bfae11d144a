package import Foundation

/// One run of a program: what it wrote and how it ended.
package struct ProgramRun: Sendable {
  package var status: Int32
  package var output: [UInt8]
  package var errorOutput: [UInt8]

  /// Standard output as text.
  package var text: String { String(decoding: output, as: UTF8.self) }
  /// Standard error as text.
  package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }

  /// Runs the `planaudit` of this build, with an environment that holds nothing but `PATH` and `environment`.
  package static func planaudit(
    _ arguments: [String], input: [UInt8] = [], in folder: URL = SharedMaterial.packageFolder,
    environment: [String: String] = [:]
  ) throws -> ProgramRun {
    try run(
      programPath, arguments, input: input, in: folder,
      environment: environment)
  }

  /// Runs the program at `path`, or of that name, to its end.
  package static func run(
    _ path: String, _ arguments: [String], input: [UInt8] = [],
    in folder: URL = SharedMaterial.packageFolder, environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let process = Process()
    let isPath = path.contains("/")
    process.executableURL = URL(fileURLWithPath: isPath ? path : "/usr/bin/env")
    process.arguments = isPath ? arguments : [path] + arguments
    process.currentDirectoryURL = folder
    process.environment = environment.merging(
      ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
    ) { own, _ in own }
    // Files and not pipes: a full pipe would stop a program that nobody reads.
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("planaudit-run-\(UUID().uuidString)", isDirectory: true)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: scratch) } catch { /* Left to the system. */  }
    }
    let files = try ["in", "out", "err"].map { name in
      let url = scratch.appendingPathComponent(name)
      try Data(name == "in" ? input : []).write(to: url)
      return (url: url, handle: try FileHandle(forUpdating: url))
    }
    process.standardInput = files[0].handle
    process.standardOutput = files[1].handle
    process.standardError = files[2].handle
    try process.run()
    process.waitUntilExit()
    for file in files { try file.handle.close() }
    return ProgramRun(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: Array(try Data(contentsOf: files[1].url)),
      errorOutput: Array(try Data(contentsOf: files[2].url)))
  }

  /// Whether a program of that name can be run here, for `.enabled(if:)`.
  package static func isInstalled(_ name: String) -> Bool {
    do { return try run("sh", ["-c", "command -v \(name)"]).status == 0 } catch { return false }
  }

  /// The program that `PLANAUDIT_PROGRAM` names, relative to the package: an optimised one, as users have it.
  package static let optimisedProgramPath: String? =
    ProcessInfo.processInfo.environment["PLANAUDIT_PROGRAM"].map {
      URL(fileURLWithPath: $0, relativeTo: SharedMaterial.packageFolder).path
    }

  /// The `planaudit` under test: the optimised one where it is named, else that of this build.
  package static var programPath: String {
    if let optimisedProgramPath { return optimisedProgramPath }
    return URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("planaudit").path
  }
}
