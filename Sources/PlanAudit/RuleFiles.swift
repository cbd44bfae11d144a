package import Auditing
internal import Schematron

/// The files of a rule set, by their paths below its folder.
public struct RuleFiles: Sendable {
  package var origin: RuleSetOrigin
  package var files: [String: [UInt8]]
  /// Whether the rules are those that were built in, which need no compiling.
  private let isBuiltIn: Bool

  /// The rule set that came from a folder; `name` is what reports call it, never an absolute path.
  public init(folder name: String, files: [String: [UInt8]]) {
    origin = .folder(name: name)
    self.files = files
    isBuiltIn = false
  }

  /// The rule set in a folder that holds every file that was built in, byte for byte, as `isThere` says of a path and a
  /// text; `nil` where one differs or is missing.
  ///
  /// It usually is the folder that they came from. Examples are not looked at, nor what else lies there: nothing in the
  /// rules refers to it.
  public init?(
    folder name: String, ifUnchanged isThere: (_ path: String, _ text: String) -> Bool
  ) {
    guard BuiltInRules.schemas.allSatisfy({ isThere($0.path, $0.text) }),
      BuiltInRules.resources.allSatisfy({ isThere($0.path, $0.text) })
    else { return nil }
    self = Self.builtIn
    origin = .folder(name: name)
  }

  private init(builtIn files: [(path: String, text: String)]) {
    origin = .builtIn
    isBuiltIn = true
    self.files = Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, Array($0.text.utf8)) })
  }

  /// The rule set that was built in, as a check needs it: compiled, with the files that are read at run time.
  public static let builtIn = RuleFiles(builtIn: BuiltInRules.resources)

  /// The rule set that was built in, with all of its files.
  public static let builtInWithExamples = RuleFiles(
    builtIn: BuiltInRules.schemas + BuiltInRules.resources + BuiltInRules.examples)

  /// The rule set compiled for `phase`, or for its default phase.
  func ruleSet(phase: String?) throws(RuleSetError) -> RuleSet {
    if phase == nil, isBuiltIn {
      return try RuleSet(
        schemaImage: .builtIn(BuiltInRules.schema), sha256: BuiltInRules.sha256, files: files,
        origin: origin)
    }
    return try RuleSet(
      files: filesToCompile, origin: origin, phase: phase.map { PhaseSelection($0) } ?? .default)
  }

  /// The files with the schemas, which a rule set that is already compiled leaves out.
  var filesToCompile: [String: [UInt8]] { isBuiltIn ? Self.builtInWithExamples.files : files }

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
