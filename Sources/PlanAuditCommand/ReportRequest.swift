internal import ArgumentParser
internal import AuditReports

extension ReportDivision: ExpressibleByArgument {}

/// One `--report FORMAT[=PATH]`: a format and where it goes.
struct ReportRequest: ExpressibleByArgument, Equatable {
  var format: ReportFormat
  /// A file, or `-` for standard output.
  var path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
    self.format = format
    path = parts.count == 2 ? String(parts[1]) : "-"
    if path.isEmpty { return nil }
  }

  init(format: ReportFormat, path: String) {
    self.format = format
    self.path = path
  }

  static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }

  /// The formats with what each is for, a line each.
  static var catalogue: String {
    ReportFormat.allCases.map { "\($0.rawValue): \($0.purpose)" }.joined(separator: "; ")
  }
}
