internal import PlanAudit

/// Why a command could not do its work; the text is for the person at the keyboard.
struct CommandFailure: Error, CustomStringConvertible {
  var description: String
  var status: ExitStatus

  /// The command line asks for what cannot be.
  static func usage(_ description: String) -> CommandFailure {
    CommandFailure(description: description, status: .usage)
  }
}
