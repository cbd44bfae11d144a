package import Auditing

/// The formats that reports are written in: the single list behind `--report`, its help and the tests.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, xml, junit, svrl, json

  /// The ending of its files, without a dot.
  package var fileExtension: String {
    switch self {
    case .text: "txt"
    case .xml: "xml"
    case .junit: "junit.xml"
    case .svrl: "svrl"
    case .json: "json"
    }
  }

  /// What it is for, in one line of help.
  package var purpose: String {
    switch self {
    case .text: "for reading in a terminal"
    case .xml: "the audit report, namespace urn:planaudit:audit:1"
    case .junit: "test results for a CI system"
    case .svrl: "Schematron Validation Report Language, one submission to a file"
    case .json: "for other programs"
    }
  }

  /// The writer of this format.
  package func makeReporter(_ options: ReporterOptions) -> any Reporter {
    switch self {
    case .text: TextReporter(language: options.language, colour: options.colour)
    case .xml: XMLReporter()
    case .junit: JUnitReporter(profile: options.junitProfile, language: options.language)
    case .svrl: SVRLReporter()
    case .json: JSONReporter()
    }
  }

  /// The report as the files of a folder: `audit.json` and the like; where the format holds one submission to a file,
  /// one for each submission that was read.
  package func files(
    of report: AuditReport, _ options: ReporterOptions
  ) throws(ReportRefusal) -> [ReportFile] {
    switch self {
    case .text, .xml, .junit, .json:
      var bytes: [UInt8] = []
      try makeReporter(options).write(report, to: &bytes)
      return [ReportFile(name: "audit.\(fileExtension)", bytes: bytes)]
    case .svrl:
      return SVRLReporter().files(of: report)
    }
  }
}
