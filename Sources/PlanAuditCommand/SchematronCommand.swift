internal import ArgumentParser
internal import FileAccess
internal import PlanAudit
internal import Schematron
internal import Synchronization
internal import XMLTree

/// `planaudit schematron`: the engine alone, with any schema over any documents.
struct SchematronCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schematron",
    abstract: "任意のSchematronで任意の文書を検証する。 Validates documents with any schema; writes SVRL.",
    discussion: """
      終了コード  Exit status: 0 nothing fired, 1 an assertion failed or a report fired, 2 wrong usage,
      3 a document could not be read or an expression not be evaluated.
      """)

  @Argument(help: ArgumentHelp("スキーマ。 The schema.", valueName: "schema"))
  var schema: String

  @Argument(help: ArgumentHelp("検証する文書。 The documents to validate.", valueName: "document"))
  var documents: [String]

  @Option(
    help: ArgumentHelp("フェーズ。 The phase: an id, #ALL, #ANY or #DEFAULT.", valueName: "name"))
  var phase: String = Standard.phase

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "出力先。 A file for one document, a folder for several (default: standard output, one report after another).",
      valueName: "path"))
  var output: String = Standard.output

  @Option(help: ArgumentHelp("同時に検証する数。 How many documents at once.", valueName: "n"))
  var jobs: Int = Standard.jobs

  @Option(help: ArgumentHelp("一文書の上限バイト数。 The largest document in bytes.", valueName: "n"))
  var maxBytes: Int = Standard.maxBytes

  /// What holds for options that are not given.
  private enum Standard {
    static let phase = "#DEFAULT"
    static let output = "-"
    static let jobs = 1
    static let maxBytes = XMLLimits.standard.byteCountMax
  }

  /// The command of `arguments` that begin with a schema and documents, or `nil` where they begin otherwise.
  ///
  /// The parser sees what is behind these paths only: it takes a fifth of the time in which a small document is
  /// validated, and a tenth of that of a thousand.
  /// - Throws: the parser's error.
  static func command(startingWithPaths arguments: [String]) throws -> SchematronCommand? {
    let paths = arguments.prefix { !$0.hasPrefix("-") }
    guard paths.count > 1 else { return nil }
    guard paths.count < arguments.count else { return command(ofPaths: paths) }
    var command = try parse(Array(arguments.prefix(2) + arguments.dropFirst(paths.count)))
    command.documents.insert(contentsOf: paths.dropFirst(2), at: 1)
    return command
  }

  private static func command(ofPaths paths: ArraySlice<String>) -> SchematronCommand {
    var command = SchematronCommand()
    command.schema = paths[0]
    command.documents = Array(paths.dropFirst())
    command.phase = Standard.phase
    command.output = Standard.output
    command.jobs = Standard.jobs
    command.maxBytes = Standard.maxBytes
    return command
  }

  func validate() throws {
    try OptionBounds.check(jobs: jobs)
    guard maxBytes > 0 else {
      throw ValidationError("--max-bytes is \(maxBytes), expected 1 or more")
    }
  }

  func run() throws {
    let compiled = try compiledSchema()
    let names = outputNames()
    let queue = OutputQueue()
    let worst = Mutex(ExitStatus.clean)
    forEachIndex(below: documents.count, jobCount: jobs) { index in
      let (problem, status) = validate(documents[index], with: compiled) { result in
        if let names {
          try write(result, to: names[index])
        } else {
          try queue.put(SVRLWriter.bytes(for: result), at: index)
        }
      }
      if let problem {
        FileBytes.writeToStandardError("planaudit: \(problem)\n")
        queue.skip(index)
      }
      worst.withLock { $0 = max($0, status) }
    }
    throw ExitCode(worst.withLock { $0 }.rawValue)
  }

  private func compiledSchema() throws -> SchematronSchema {
    let folder = Self.folder(of: schema)
    let resources = ResourceResolver { path in
      try FileBytes.read(folder + path, byteCountMax: RuleLocation.byteCountMax)
    }
    do {
      return try SchematronSchema.compile(
        path: String(schema.dropFirst(folder.count)), resources: resources,
        phase: PhaseSelection(phase))
    } catch {
      throw CommandFailure(description: "\(error)", status: .incomplete)
    }
  }

  private func validate(
    _ path: String, with compiled: SchematronSchema,
    writing write: (ValidationResult) throws -> Void
  ) -> (String?, ExitStatus) {
    do {
      let document = try parse(path)
      var options = ValidationOptions.standard
      let folder = Self.folder(of: path)
      options.subordinates = ResourceResolver { path in
        try FileBytes.read(folder + path, byteCountMax: maxBytes)
      }
      let result = compiled.validate(document, options: options)
      try write(result)
      if result.failures.isEmpty { return (nil, result.isValid ? .clean : .findings) }
      return ("\(path): \(result.failures.count) evaluations failed", .incomplete)
    } catch {
      return ("\(error)", .incomplete)
    }
  }

  private func write(_ result: ValidationResult, to name: String) throws {
    var writer = try FileWriter(name)
    try SVRLWriter.write(result) { bytes throws(FileProblem) in try writer.write(bytes) }
    try writer.finish()
  }

  private func parse(_ path: String) throws -> XMLDocument {
    var limits = XMLLimits.standard
    limits.byteCountMax = maxBytes
    var chunks = try FileChunks(path, byteCountMax: maxBytes)
    var parser = XMLDocumentParser(name: path, limits: limits)
    var bytes: [UInt8] = []
    while try chunks.next(into: &bytes) {
      try parser.feed(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    return try parser.finish()
  }

  /// Where each document's report goes, documents of one name with numbers; `nil` where all go to standard output.
  private func outputNames() -> [String]? {
    if documents.count == 1 && FileTree.kind(of: output) != .folder { return [output] }
    if output == "-" { return nil }
    var counts: [String: Int] = [:]
    return documents.map { path in
      let name = String(path.dropFirst(Self.folder(of: path).count))
      counts[name, default: 0] += 1
      let number = counts[name].map { $0 > 1 ? "-\($0)" : "" } ?? ""
      return "\(output)/\(name)\(number).svrl"
    }
  }

  /// The folder part of a path, with its slash.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}
