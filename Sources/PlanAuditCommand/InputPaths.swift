internal import Auditing
internal import FileAccess
internal import PlanAudit

/// The files that the PATH arguments of a command come to.
struct InputPaths {
  /// The most files that one folder may hold.
  static let fileCountMax = 100_000

  /// A file to read.
  struct File: Equatable {
    /// The path to open; `-` is standard input.
    var path: String
    /// What reports call it: never an absolute path, so that they are the same wherever the file lies.
    var name: String
    /// Whether it was named itself; a file found in a folder may be of another kind and is then skipped.
    var isNamed: Bool
  }

  /// In the order of the arguments, each folder's files sorted; no file twice.
  private(set) var files: [File] = []
  /// Arguments that are no file, no folder, and match nothing; and what cannot be looked into below folders.
  private(set) var problems: [FileProblem] = []
  /// What folders hold beside files and folders: links to other folders, pipes and the like, by the names that reports
  /// call them.
  private(set) var passedOver: [String] = []

  init(_ arguments: [String]) {
    var seen: Set<String> = []
    for argument in arguments {
      for file in expand(argument) where seen.insert(file.path).inserted {
        files.append(file)
      }
    }
  }

  private mutating func expand(_ argument: String) -> [File] {
    if argument == "-" { return [File(path: argument, name: argument, isNamed: true)] }
    switch FileTree.kind(of: argument) {
    case .file, .special: return [namedFile(argument)]
    case .folder: return filesOfFolder(argument)
    case .missing: return filesOfPattern(argument)
    }
  }

  private func namedFile(_ path: String) -> File {
    File(path: path, name: Self.reportName(of: path), isNamed: true)
  }

  /// `path` without what is true of one machine only: below the working directory it is relative to that, elsewhere
  /// an absolute path is its last part.
  static func reportName(of path: String) -> String {
    var name = path
    while name.hasPrefix("./") { name.removeFirst(2) }
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    guard name.hasPrefix("/") else { return name }
    if let here = FileTree.workingFolder(), name.hasPrefix(here + "/") {
      return String(name.dropFirst(here.count + 1))
    }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  private mutating func filesOfFolder(_ folder: String) -> [File] {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    let shown = folder == "." || folder == "./" ? "" : Self.reportName(of: folder) + "/"
    let contents = FolderContents(of: folder, countMax: Self.fileCountMax)
    problems += contents.problems
    passedOver += contents.passedOver.map { shown + $0 }
    return contents.files.map { File(path: prefix + $0, name: shown + $0, isNamed: false) }
  }

  private mutating func filesOfPattern(_ pattern: String) -> [File] {
    let matches = FileTree.paths(matching: pattern)
    if matches.isEmpty {
      problems.append(.cannotRead(path: pattern, reason: "No such file, folder or match"))
    }
    return matches.flatMap { match in
      FileTree.kind(of: match) == .folder
        ? filesOfFolder(match) : [namedFile(match)]
    }
  }
}

extension InputPaths {
  /// The largest input in bytes.
  static let byteCountMax = 256 << 20

  /// The files, and before them what came to nothing, as inputs of an audit.
  var planInputs: [PlanInput] { otherInputs + files.map(Self.input) }

  /// What came to nothing, and what is passed over.
  var otherInputs: [PlanInput] {
    let missing = problems.map { problem in
      let name = Self.reportName(of: problem.path)
      return PlanInput(name: name, isOptional: false) {
        () throws(PlanInputProblem) in
        throw PlanInputProblem(problem.named(name))
      }
    }
    let others = passedOver.map { name in
      PlanInput(
        skipping: name,
        because: Message(
          ja: "フォルダーへのリンク、又はパイプなどの特殊なファイルです。",
          en: "\(name): is a link to a folder, or a pipe, socket or device"))
    }
    return missing + others
  }

  static func input(_ file: File) -> PlanInput {
    PlanInput(name: file.name, isOptional: !file.isNamed) {
      () throws(PlanInputProblem) -> [UInt8] in
      do throws(FileProblem) {
        return try FileBytes.read(file.path, byteCountMax: byteCountMax)
      } catch {
        throw PlanInputProblem(error.named(file.name))
      }
    }
  }
}

extension PlanInputProblem {
  init(_ problem: FileProblem) {
    switch problem {
    case .tooManyBytes(_, let limit, let found):
      self.init("\(problem)", limit: limit, found: found)
    case .cannotRead, .cannotWrite, .tooManyFiles, .tooDeep:
      self.init("\(problem)")
    }
  }
}
