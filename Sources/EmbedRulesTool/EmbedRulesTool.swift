internal import Auditing
internal import FileAccess
internal import Schematron

/// Compiles the rule set in a folder and writes it, with its files, as one Swift source; the build plugin
/// `EmbedRules` calls it. A rule set that does not compile ends the build with the place of its error.
@main struct EmbedRulesTool {
  private static let byteCountMax = 16 << 20
  private static let fileCountMax = 10_000

  static func main() throws {
    let arguments = CommandLine.arguments
    precondition(arguments.count == 3, "usage: EmbedRulesTool FOLDER OUTPUT")
    let (folder, output) = (arguments[1], arguments[2])
    var files: [String: [UInt8]] = [:]
    for path in try FileTree.files(below: folder, countMax: fileCountMax)
    where path.hasSuffix(".sch") || path.hasSuffix(".xml") || path.hasSuffix(".rng") {
      files[path] = try FileBytes.read(folder + "/" + path, byteCountMax: byteCountMax)
    }
    try FileBytes.write(try source(of: files), to: output)
  }

  /// What a file of the rule set is to the program that it is built into.
  private enum Kind: String, CaseIterable {
    case schemas, resources, examples

    init(ofFileAt path: String) {
      self =
        path.hasSuffix(RuleSet.examplesSuffix)
        ? .examples : path.hasSuffix(".sch") ? .schemas : .resources
    }

    var meaning: String {
      switch self {
      case .schemas: "The schemas, which are compiled below"
      case .resources: "The code lists and the form's grammar, which are read at run time"
      case .examples: "The examples of the rules"
      }
    }
  }

  private static func source(of files: [String: [UInt8]]) throws -> [UInt8] {
    let rules = try RuleSet(files: files, origin: .builtIn, phase: .default)
    guard let image = try rules.image() else {
      preconditionFailure("the rules' variables are expressions, so that they can be built in")
    }
    var source = Array(
      """
      /// The rule set as it stood when this program was built.
      enum BuiltInRules {
        /// The digest of its files.
        static let sha256 = "\(image.sha256)"

      """.utf8)
    // What a run reads stands apart from what it does not, so that it maps no memory for the latter.
    let kinds = Dictionary(grouping: files.sorted { $0.key < $1.key }) { Kind(ofFileAt: $0.key) }
    for kind in Kind.allCases {
      source += Array(
        "\n  /// \(kind.meaning); each text with its path below `Rules`, in their order.\n".utf8)
      source += Array("  static let \(kind.rawValue): [(path: String, text: String)] = [\n".utf8)
      for (path, bytes) in kinds[kind, default: []] {
        source += Array("    (".utf8) + literal(Array(path.utf8)) + Array(", ".utf8)
        source += literal(bytes) + Array("),\n".utf8)
      }
      source += Array("  ]\n".utf8)
    }
    source += Array("\n  /// The rule set, compiled for its default phase.\n".utf8)
    source += Array("  static let schema: StaticString = ".utf8) + literal(image.schema)
    return source + Array("\n}\n".utf8)
  }

  /// A Swift string literal for UTF-8 `text`, on one line.
  private static func literal(_ text: [UInt8]) -> [UInt8] {
    var literal = [UInt8(ascii: "\"")]
    literal.reserveCapacity(text.count + text.count / 8)
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        literal.append(UInt8(ascii: "\\"))
        literal.append(byte)
      case 0x0A: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case 0x0D: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
      case 0x09: literal.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      default: literal.append(byte)
      }
    }
    literal.append(UInt8(ascii: "\""))
    return literal
  }
}
