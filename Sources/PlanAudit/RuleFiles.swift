package import Auditing
internal import Schematron

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

  /// The rule set that was built in, as a check needs it: compiled, with the files that are read at run time.
  public static let builtIn = RuleFiles { !$0.hasSuffix(schemaSuffix) && !isExamples($0) }

  /// The rule set that was built in, with all of its files.
  public static let builtInWithExamples = RuleFiles { _ in true }

  private static let schemaSuffix = ".sch"

  /// The rule set compiled for `phase`, or for its default phase.
  ///
  /// A folder with the very files that were built in is not compiled again; it usually is the one they came from.
  func ruleSet(phase: String?) throws(RuleSetError) -> RuleSet {
    if phase == nil, origin == .builtIn || isBuiltIn {
      return try RuleSet(
        schemaImage: .builtIn(BuiltInRules.schema), sha256: BuiltInRules.sha256, files: files,
        origin: origin)
    }
    let files = origin == .builtIn ? Self.builtInWithExamples.files : files
    return try RuleSet(
      files: files, origin: origin, phase: phase.map { PhaseSelection($0) } ?? .default)
  }

  /// Whether the files are those that were built in, byte for byte, examples aside.
  private var isBuiltIn: Bool {
    let expected = BuiltInRules.files.lazy.filter { !Self.isExamples($0.path) }
    return files.count { !Self.isExamples($0.key) } == expected.count
      && expected.allSatisfy { file in
        files[file.path].map { Self.areSame($0, Array(file.text.utf8)) } ?? false
      }
  }

  /// Whether two files have the same bytes; the files of a rule set usually do, so each is looked through to its end,
  /// many bytes at a time.
  private static func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }

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
