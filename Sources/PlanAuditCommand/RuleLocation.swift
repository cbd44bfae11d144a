internal import FileAccess
internal import PlanAudit

/// Finds the rule set that a run uses.
enum RuleLocation {
  /// The most files, and the most bytes a file, that a rule set may have.
  static let fileCountMax = 10_000
  static let byteCountMax = 16 << 20

  /// The rule set in `folder`; else `Rules` in the working directory; else `Rules` beside the program; else the one
  /// built in.
  ///
  /// Examples are read only on request: there are more of them than of all the rest.
  static func rules(in folder: String?, withExamples: Bool = false) throws -> RuleFiles {
    if let folder {
      guard FileTree.kind(of: folder) == .folder else {
        throw CommandFailure.usage("\(folder): is no folder, so it holds no rule set")
      }
      return try read(folder, withExamples: withExamples)
    }
    let candidates = ["Rules"] + (FileTree.programFolder().map { ["\($0)/Rules"] } ?? [])
    for candidate in candidates where FileTree.kind(of: candidate + "/audit.sch") == .file {
      return try read(candidate, withExamples: withExamples)
    }
    return withExamples ? .builtInWithExamples : .builtIn
  }

  private static func read(_ folder: String, withExamples: Bool) throws -> RuleFiles {
    let name = lastComponent(of: folder)
    if !withExamples,
      let files = RuleFiles(
        folder: name, ifUnchanged: { FileBytes.areSame(folder + "/" + $0, as: $1) })
    {
      return files
    }
    let paths = try FileTree.files(below: folder, countMax: fileCountMax)
    var files: [String: [UInt8]] = [:]
    for path in paths
    where RuleFiles.isPart(path) && (withExamples || !RuleFiles.isExamples(path)) {
      files[path] = try FileBytes.read(folder + "/" + path, byteCountMax: byteCountMax)
    }
    return RuleFiles(folder: name, files: files)
  }

  /// Reports name the folder alone, so that they are the same wherever it lies.
  private static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
