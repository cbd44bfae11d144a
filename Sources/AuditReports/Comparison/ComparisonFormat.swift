package import Auditing

/// The formats that comparisons are written in: the single list behind `compare --report`, its help and the tests.
package enum ComparisonFormat: String, CaseIterable, Sendable {
  case text, json, markdown, html, csv, xlsx

  /// The ending of its files, without a dot.
  package var fileExtension: String {
    switch self {
    case .text: "txt"
    case .json: "json"
    case .markdown: "md"
    case .html: "html"
    case .csv: "csv"
    case .xlsx: "xlsx"
    }
  }

  /// The name of its file in a folder of reports.
  package var fileName: String { "comparison.\(fileExtension)" }

  /// What it is for, in one line of help.
  package var purpose: String {
    switch self {
    case .text: "for reading in a terminal"
    case .json: "for other programs"
    case .markdown: "for a merge request"
    case .html: "for a browser, one file"
    case .csv: "for a spreadsheet, a row a change"
    case .xlsx: "a workbook: the changes as a worklist, a summary"
    }
  }

  /// Whether it is text, which a terminal can show.
  package var isText: Bool {
    switch self {
    case .text, .json, .markdown, .html, .csv: true
    case .xlsx: false
    }
  }

  /// The report: UTF-8, or the workbook's bytes.
  package func bytes(
    of report: ComparisonReport, language: ReportLanguage, colour: Bool
  ) -> [UInt8] {
    switch self {
    case .text: return ComparisonPage(report, language).text(colour: colour)
    case .markdown: return ComparisonPage(report, language).markdown()
    case .html: return ComparisonPage(report, language).html()
    case .json: return ComparisonJSON.bytes(report)
    case .csv: return ComparisonCSV(language: language).bytes(report)
    case .xlsx: return ComparisonWorkbook(report: report, language: language).bytes()
    }
  }
}
