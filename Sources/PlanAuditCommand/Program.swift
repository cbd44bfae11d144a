internal import ArgumentParser
internal import FileAccess
internal import PlanAudit

/// The process: it runs the command and ends with one of the documented statuses.
@main struct Program {
  static func main() {
    do {
      var command = try PlanAuditCommand.parseAsRoot()
      try command.run()
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case let failure as CommandFailure:
      FileBytes.writeToStandardError("planaudit: \(failure)\n")
      PlanAuditCommand.exit(withError: ExitCode(failure.status.rawValue))
    case is FileProblem, is RuleSetProblem:
      FileBytes.writeToStandardError("planaudit: \(error)\n")
      PlanAuditCommand.exit(withError: ExitCode(ExitStatus.incomplete.rawValue))
    default:
      break
    }
    // Help, the version and completions end well; a command line that cannot be parsed is wrong usage.
    guard PlanAuditCommand.exitCode(for: error) == .validationFailure else {
      PlanAuditCommand.exit(withError: error)
    }
    FileBytes.writeToStandardError(PlanAuditCommand.fullMessage(for: error) + "\n")
    PlanAuditCommand.exit(withError: ExitCode(ExitStatus.usage.rawValue))
  }
}
