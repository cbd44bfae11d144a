internal import ChildProcesses

/// The programs of poppler-utils, each run on one document in a process of its own.
struct PopplerPrograms {
  let name: String
  let bytes: [UInt8]
  let options: PDFOptions

  private static let package = "poppler-utils"

  /// What `program` writes for the document.
  func run(_ program: String, _ arguments: [String]) throws(UnreadableInput) -> ProgramOutput {
    do {
      return try ConfinedProgram.run(
        program, arguments, input: bytes, limits: options.limits, folders: options.folders)
    } catch {
      throw Self.unreadable(error, name: name)
    }
  }

  /// What `program` writes; one that fails has met a document that it cannot read.
  func output(_ program: String, _ arguments: [String]) throws(UnreadableInput) -> [UInt8] {
    let run = try run(program, arguments)
    guard run.end == .status(0) else { throw failure(run, program) }
    return run.output
  }

  /// Why a program ended as it did.
  func failure(_ run: ProgramOutput, _ program: String) -> UnreadableInput {
    let words = String(decoding: run.errorOutput, as: UTF8.self)
    if words.contains("Incorrect password") || words.contains("nsupported security handler") {
      return .pdfEncrypted(name: name)
    }
    let last = words.split(separator: "\n").last { $0.contains("rror") }.map {
      String($0.prefix(120))
    }
    switch run.end {
    case .status(let status):
      return .pdfDamaged(name: name, reason: last ?? "\(program) ended with status \(status)")
    case .signal(let signal):
      return .pdfDamaged(name: name, reason: "\(program) was ended by signal \(signal)")
    }
  }

  private static func unreadable(_ problem: ProgramProblem, name: String) -> UnreadableInput {
    switch problem {
    case .notInstalled(let program):
      .programMissing(
        name: name, program: program, package: program == "prlimit" ? "util-linux" : package)
    case .cannotStart(let program, let reason):
      .programFailed(name: name, program: program, reason: reason)
    case .limitExceeded(let program, let limit, let value):
      .programLimit(name: name, program: program, limit: limit, value: value)
    }
  }
}

/// How a PDF document may be read.
struct PDFOptions: Sendable {
  var limits: ProgramLimits
  /// Where the programs are looked for.
  var folders: [String]
  /// The most pages of a document.
  var pageCountMax: Int

  /// 500 pages, and the limits of one office document.
  static let standard = PDFOptions(
    limits: .standard, folders: ConfinedProgram.standardFolders, pageCountMax: 500)
}
