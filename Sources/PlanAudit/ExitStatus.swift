package import Auditing

/// The exit status of the program, which is part of the public contract; never a count.
public enum ExitStatus: Int32, Sendable, CaseIterable, Comparable {
  /// Everything was checked, and nothing reaches the threshold.
  case clean = 0
  /// Findings at or above the threshold.
  case findings = 1
  /// The command line is wrong.
  case usage = 2
  /// An input could not be read, or something could not be checked.
  case incomplete = 3

  package init(_ verdict: Verdict) {
    switch verdict {
    case .clean: self = .clean
    case .findings: self = .findings
    case .incomplete: self = .incomplete
    }
  }

  /// The graver status is the greater.
  public static func < (left: ExitStatus, right: ExitStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}
