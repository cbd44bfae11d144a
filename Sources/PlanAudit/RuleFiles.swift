package import Auditing

/// The files of a rule set, by their paths below its folder.
public struct RuleFiles: Sendable {
  package var origin: RuleSetOrigin
  package var files: [String: [UInt8]]

  /// The rule set that came from a folder; `name` is what reports call it, never an absolute path.
  public init(folder name: String, files: [String: [UInt8]]) {
    origin = .folder(name: name)
    self.files = files
  }

  private init(builtIn isIncluded: (String) -> Bool) {
    origin = .builtIn
    files = Dictionary(
      uniqueKeysWithValues: BuiltInRules.files.filter { isIncluded($0.path) }
        .map { ($0.path, Array($0.text.utf8)) })
  }

  /// The rule set that was built in, without its examples, which only tests and documentation need.
  public static let builtIn = RuleFiles { !isExamples($0) }

  /// The rule set that was built in, with its examples.
  public static let builtInWithExamples = RuleFiles { _ in true }

  /// Whether the file at `path` holds examples of a rule.
  public static func isExamples(_ path: String) -> Bool {
    path.hasSuffix(RuleSet.examplesSuffix)
  }

  /// Whether the file at `path` belongs to a rule set: schemas, examples, code lists and the form's grammar do.
  public static func isPart(_ path: String) -> Bool {
    path.hasSuffix(".sch") || path.hasSuffix(".xml") || path.hasSuffix(".rng")
  }

  /// The bytes of the file at `path`.
  func bytes(_ path: String) throws(MissingRuleFile) -> [UInt8] {
    guard let bytes = files[path] else { throw MissingRuleFile(path: path) }
    return bytes
  }
}

/// A file that every rule set has and this one has not.
struct MissingRuleFile: Error, CustomStringConvertible {
  var path: String
  var description: String { "the rule set has no file '\(path)'" }
}
