internal import ArgumentParser
internal import AuditReports
internal import FileAccess

extension ReportDivision: ExpressibleByArgument {}

/// A format that `--report` can ask for.
protocol RequestedFormat: RawRepresentable<String>, CaseIterable, Equatable, Sendable {
  /// What it is for, in one line of help.
  var purpose: String { get }
  /// Whether it is text, which a terminal can show.
  var isText: Bool { get }
}

extension ReportFormat: RequestedFormat {}
extension ComparisonFormat: RequestedFormat {}

typealias ReportRequest = OutputRequest<ReportFormat>
typealias ComparisonRequest = OutputRequest<ComparisonFormat>

/// One `--report FORMAT[=PATH]`: a format and where it goes.
struct OutputRequest<Format: RequestedFormat>: ExpressibleByArgument, Equatable {
  var format: Format
  /// A file, or `-` for standard output.
  var path: String

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let format = Format(rawValue: String(parts[0])) else { return nil }
    self.format = format
    path = parts.count == 2 ? String(parts[1]) : "-"
    if path.isEmpty { return nil }
  }

  init(format: Format, path: String) {
    self.format = format
    self.path = path
  }

  static var allValueStrings: [String] { Format.allCases.map(\.rawValue) }

  /// The formats with what each is for.
  static var catalogue: String {
    Format.allCases.map { "\($0.rawValue): \($0.purpose)" }.joined(separator: "; ")
  }

  /// Refuses several reports on standard output, and on a terminal one that is no text.
  static func check(_ requests: [Self]) throws {
    guard requests.filter({ $0.path == "-" }).count <= 1 else {
      throw ValidationError("only one report can go to standard output; give the others a path")
    }
    if let binary = requests.first(where: { $0.path == "-" && !$0.format.isText }),
      FileTree.outputIsTerminal
    {
      let format = binary.format.rawValue
      throw ValidationError(
        "a terminal cannot show \(format): give it a path, --report \(format)=PATH")
    }
  }
}
