package import Auditing

/// The formats that reports are written in: the single list behind `--report`, its help and the tests.
package enum ReportFormat: String, CaseIterable, Sendable {
  case text, xml, junit, svrl, json, html, csv, markdown, xlsx, sarif, gitlab, github

  /// The ending of its files, without a dot.
  package var fileExtension: String {
    switch self {
    case .text: "txt"
    case .xml: "xml"
    case .junit: "junit.xml"
    case .svrl: "svrl"
    case .json: "json"
    case .sarif: "sarif"
    case .gitlab: "gitlab.json"
    case .github: "github.txt"
    case .html: "html"
    case .csv: "csv"
    case .markdown: "md"
    case .xlsx: "xlsx"
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
    case .sarif: "SARIF 2.1.0, for code scanning"
    case .gitlab: "GitLab Code Quality"
    case .github: "GitHub workflow commands, which become annotations"
    case .html: "one page for the desk: findings, tables, sums; offline, printable"
    case .csv: "one finding a row, for a spreadsheet"
    case .markdown: "for a job summary or a mail"
    case .xlsx: "a workbook: the findings as a worklist, a summary, the rules"
    }
  }

  /// Whether it is text, which a terminal can show.
  package var isText: Bool {
    switch self {
    case .text, .xml, .junit, .svrl, .json, .html, .csv, .markdown, .sarif, .gitlab, .github: true
    case .xlsx: false
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
    case .sarif: SARIFReporter(language: options.language)
    case .gitlab: GitLabReporter(language: options.language)
    case .github: GitHubReporter(language: options.language)
    case .html: HTMLReporter(language: options.language)
    case .csv: CSVReporter(language: options.language)
    case .markdown: MarkdownReporter(language: options.language)
    case .xlsx: WorkbookReporter(language: options.language)
    }
  }

  /// The name of its file in a folder of reports, where it is one file.
  package var fileName: String { "audit.\(fileExtension)" }

  /// The report as the files of a folder: `audit.json` and the like; where the format holds one submission to a file,
  /// one for each submission that was read.
  package func files(
    of report: AuditReport, _ options: ReporterOptions
  ) throws(ReportRefusal) -> [ReportFile] {
    switch self {
    case .text, .xml, .junit, .json, .html, .csv, .markdown, .xlsx, .sarif, .gitlab, .github:
      var bytes: [UInt8] = []
      try makeReporter(options).write(report, to: &bytes)
      return [ReportFile(name: fileName, bytes: bytes)]
    case .svrl:
      return SVRLReporter().files(of: report)
    }
  }
}

/// How a report is divided into files of their own.
package enum ReportDivision: String, CaseIterable, Sendable {
  /// A letter to each municipality.
  case municipality
}
