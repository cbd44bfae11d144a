internal import ArgumentParser
internal import FileAccess
internal import Glibc
internal import Heap
internal import PlanAudit

/// The process: it runs the command and ends with one of the documented statuses.
@main struct Program {
  static func main() {
    Heap.continueInHugePage()
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch {
      end(with: error)
    }
  }

  private static func run(_ arguments: [String]) throws {
    if arguments.first == CheckCommand.name,
      let request = CheckRequest(plain: Array(arguments.dropFirst()))
    {
      return try CheckRun(request: request).run()
    }
    var command = try command(for: arguments)
    try command.run()
  }

  /// The commands that run in milliseconds.
  private static let quickCommands: [any ParsableCommand.Type] = [
    CheckCommand.self, ConvertCommand.self, SchematronCommand.self,
  ]

  /// The command that the arguments ask for.
  ///
  /// The parser would spend a millisecond on the other commands; so a quick one is tried alone, and whatever is not
  /// plainly such a command, be it a mistake or a call for help, is left to the parser.
  private static func command(for arguments: [String]) throws -> any ParsableCommand {
    let quick = quickCommands.first { $0.configuration.commandName == arguments.first }
    guard let quick else { return try PlanAuditCommand.parseAsRoot(arguments) }
    let rest = Array(arguments.dropFirst())
    do {
      if quick == SchematronCommand.self,
        let command = try SchematronCommand.command(startingWithPaths: rest)
      {
        return command
      }
      return try quick.parse(rest)
    } catch {
      return try PlanAuditCommand.parseAsRoot(arguments)
    }
  }

  /// Ends the process with a documented status.
  static func end(_ status: ExitStatus) -> Never {
    exit(status.rawValue)
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case let code as ExitCode:
      exit(code.rawValue)
    case let failure as CommandFailure:
      FileBytes.writeToStandardError("planaudit: \(failure)\n")
      end(failure.status)
    case is GateFileProblem:
      FileBytes.writeToStandardError("planaudit: \(error)\n")
      end(.usage)
    case is FileProblem, is RuleSetProblem:
      FileBytes.writeToStandardError("planaudit: \(error)\n")
      end(.incomplete)
    default:
      break
    }
    // Help, the version and completions end well; a command line that cannot be parsed is wrong usage.
    guard PlanAuditCommand.exitCode(for: error) == .validationFailure else {
      PlanAuditCommand.exit(withError: error)
    }
    FileBytes.writeToStandardError(PlanAuditCommand.fullMessage(for: error) + "\n")
    end(.usage)
  }
}
