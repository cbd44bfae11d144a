internal import Auditing

/// Why a rule set cannot be used, in one line that names the file and the place.
public struct RuleSetProblem: Error, Sendable, CustomStringConvertible {
  /// The line.
  public let description: String

  init(_ error: any Error, in rules: RuleFiles) {
    self.init(error, of: rules.origin)
  }

  init(_ error: any Error, of origin: RuleSetOrigin) {
    switch origin {
    case .builtIn: description = "built-in rules: \(error)"
    case .folder(let name): description = "\(name): \(error)"
    }
  }
}
