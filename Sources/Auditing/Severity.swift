/// How grave a broken rule is, as its `role` says.
package enum Severity: String, CaseIterable, Sendable {
  /// Breaks a note of the form or the arithmetic.
  case error
  /// Is probably a mistake.
  case warning
  /// Is a matter of notation.
  case info
}

/// What a finding asks for.
package enum FindingOutcome: String, CaseIterable, Sendable {
  /// The rule is broken.
  case breach
  /// A person has to look, since the input does not tell.
  case review
}

/// The order of findings, gravest first; a review stands below every breach, whatever its severity.
package enum Rank: Int, CaseIterable, Comparable, Sendable {
  case error, warning, info, review

  package init(_ severity: Severity, _ outcome: FindingOutcome) {
    switch (outcome, severity) {
    case (.review, .error), (.review, .warning), (.review, .info): self = .review
    case (.breach, .error): self = .error
    case (.breach, .warning): self = .warning
    case (.breach, .info): self = .info
    }
  }

  /// The word for it in reports and options.
  package var name: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "info"
    case .review: "review"
    }
  }

  /// A graver rank is less.
  package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
}

/// The least grave rank that makes a run end with findings.
package enum FailOn: String, CaseIterable, Sendable {
  case error, warning, info, review, never

  /// Whether an open finding of `rank` makes the run end with findings.
  package func isReached(by rank: Rank) -> Bool {
    switch self {
    case .error: rank <= .error
    case .warning: rank <= .warning
    case .info: rank <= .info
    case .review: rank <= .review
    case .never: false
    }
  }
}
