internal import ArgumentParser
internal import AuditReports
internal import FileAccess
internal import PlanAudit
internal import Schematron
internal import XMLTree

/// `planaudit lint`: looks through any schema for what is allowed and probably not meant.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "任意のSchematronの書き方を点検する。 Looks through any schema.",
    discussion: """
      終了コード  Exit status: 0 nothing found, 1 something found, 2 wrong usage, 3 the schema or the grammar
      cannot be used.
      """)

  @Argument(help: ArgumentHelp("スキーマ。 The schema.", valueName: "schema"))
  var schema: String

  @Option(
    help: ArgumentHelp(
      "文書の文法（RELAX NG）。 The grammar of the documents: finds names and contexts that match nothing.",
      valueName: "file.rng"))
  var grammar: String?

  @OptionGroup var lintOptions: LintOptions

  func run() throws {
    let folder = schema.lastIndex(of: "/").map { String(schema[...$0]) } ?? ""
    let resources = ResourceResolver { path in
      try FileBytes.read(folder + path, byteCountMax: RuleLocation.byteCountMax)
    }
    let vocabulary = try grammar.map(vocabulary)
    let findings: [LintFinding]
    do {
      findings = try SchemaLint.findings(
        path: String(schema.dropFirst(folder.count)), resources: resources, vocabulary: vocabulary)
    } catch {
      throw CommandFailure(description: "\(error)", status: .incomplete)
    }
    try lintOptions.report(findings)
  }

  private func vocabulary(_ path: String) throws -> DocumentVocabulary {
    let bytes = try FileBytes.read(path, byteCountMax: RuleLocation.byteCountMax)
    do {
      return try DocumentVocabulary(relaxNG: try XMLDocument(parsing: bytes, name: path))
    } catch {
      throw CommandFailure(description: "\(error)", status: .incomplete)
    }
  }
}

/// How findings about a schema are written.
struct LintOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: ArgumentHelp("出力の形式。 The form of the output.", valueName: "text|json"))
  var format: Format = .text

  /// Writes the findings and ends with status 1 where there are any.
  func report(_ findings: [LintFinding]) throws {
    let bytes =
      switch format {
      case .text: Self.text(findings)
      case .json: Self.json(findings)
      }
    try FileBytes.write(bytes, to: "-")
    if !findings.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private static func text(_ findings: [LintFinding]) -> [UInt8] {
    let summary = findings.count == 1 ? "1 warning" : "\(findings.count) warnings"
    let lines = findings.map(\.description) + [summary]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func json(_ findings: [LintFinding]) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.integer("schemaVersion", 1)
      writer.array("warnings") { writer in
        for finding in findings {
          writer.object { writer in
            writer.string("code", finding.code.rawValue)
            writer.string("subject", finding.subject)
            writer.string("file", finding.file)
            writer.integer("line", finding.line)
            writer.string("found", finding.found)
            writer.string("expected", finding.expected)
          }
        }
      }
    }
    return writer.finish()
  }
}
