package import Auditing

/// What a reader of a report may choose; no choice changes what is reported.
package struct ReporterOptions: Equatable, Sendable {
  package var language: ReportLanguage
  /// Whether the text report colours its severities by ANSI escape sequences.
  package var colour: Bool
  package var junitProfile: JUnitProfile

  package init(language: ReportLanguage, colour: Bool, junitProfile: JUnitProfile) {
    self.language = language
    self.colour = colour
    self.junitProfile = junitProfile
  }
}

/// Why a report cannot be written in a format.
package enum ReportRefusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The format holds one submission to a file.
  case oneSubmissionOnly(format: ReportFormat, submissionCount: Int)
  /// The submission could not be read, or its validation was not kept, so that there is nothing to write.
  case notValidated(format: ReportFormat, name: String)

  /// The format holds the whole run and cannot be divided.
  case notByMunicipality(format: ReportFormat)

  package var description: String {
    switch self {
    case .notByMunicipality(let format):
      "format \(format.rawValue) cannot be divided by municipality; expected "
        + ReportFormat.dividedFormats.map(\.rawValue).joined(separator: " or ")
    case .oneSubmissionOnly(let format, let count):
      "format \(format.rawValue) holds one submission to a file, and the run has \(count): "
        + "use --reports DIR"
    case .notValidated(let format, let name):
      "\(name): could not be read, so there is no \(format.rawValue) to write"
    }
  }
}

/// A writer of reports in one format: a pure function from a report to bytes.
package protocol Reporter: Sendable {
  /// Appends the report, as UTF-8, to `output`.
  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal)
}

/// One file of a folder of reports.
package struct ReportFile: Equatable, Sendable {
  /// A name without a folder, such as `audit.json`.
  package var name: String
  package var bytes: [UInt8]
}
