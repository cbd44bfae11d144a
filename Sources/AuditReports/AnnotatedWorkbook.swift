package import Auditing
package import Spreadsheets

/// The submitter's own workbook with the findings on its cells: coloured by the gravest, each in a note.
package struct AnnotatedWorkbook: Sendable {
  /// The most characters of one note; what is beyond stands in the other reports.
  private static let noteCharacterCountMax = 8_000

  private let submission: SubmissionReport
  private let language: ReportLanguage

  /// A copy for `submission`, which was read from a workbook.
  package init(_ submission: SubmissionReport, language: ReportLanguage) {
    self.submission = submission
    self.language = language
  }

  /// The copy of the workbook in `bytes`, which are those that `submission` was read from.
  ///
  /// Findings without a cell are noted on A1 of their sheet, or of the first.
  package func bytes(of bytes: [UInt8]) throws(WorkbookError) -> [UInt8] {
    let annotating = try WorkbookAnnotating(bytes, name: submission.source.name)
    let annotations = annotations(onSheets: annotating.sheetNames)
    return try annotating.annotated(annotations)
  }

  private func annotations(onSheets names: [String]) -> [CellAnnotation] {
    guard let first = names.first else { return [] }
    var byCell: [Cell: [Finding]] = [:]
    var order: [Cell] = []
    for finding in submission.findings where finding.status == .open {
      let sheet = finding.location.sheet.flatMap { names.contains($0) ? $0 : nil } ?? first
      let range =
        finding.location.sheet == sheet
        ? finding.location.cell.flatMap { CellRange($0) } : nil
      let cell = Cell(
        sheet: sheet, address: range?.first ?? CellAddress(row: 1, column: 1))
      if byCell[cell] == nil { order.append(cell) }
      byCell[cell, default: []].append(finding)
    }
    return order.map { cell in
      let findings = byCell[cell, default: []].enumerated().sorted { left, right in
        left.element.rank != right.element.rank
          ? left.element.rank < right.element.rank : left.offset < right.offset
      }.map(\.element)
      let worst = findings.reduce(Rank.review) { min($0, $1.rank) }
      return CellAnnotation(
        sheet: cell.sheet, address: cell.address, fill: worst.fill, author: "planaudit",
        text: note(findings))
    }
  }

  private struct Cell: Hashable {
    var sheet: String
    var address: CellAddress
  }

  private func note(_ findings: [Finding]) -> String {
    let text = FindingText(language: language, sourceName: submission.source.name)
    var see: [String: String] = [:]
    for entry in submission.ledger { see[entry.rule] = entry.source(in: language) }
    var parts: [String] = []
    var count = 0
    for (index, finding) in findings.enumerated() {
      let head =
        "[\(text.wording.severityName(finding.rank))] \(text.sentence(finding)) [\(finding.rule)]"
      let part = ([head] + text.details(finding, see: see[finding.rule])).joined(separator: "\n")
      count += part.count
      if count > Self.noteCharacterCountMax, index > 0 {
        let rest = findings.count - index
        parts.append(
          text.wording.word("ほか\(rest)件（指摘一覧を参照）", "\(rest) more: see the list of findings"))
        break
      }
      parts.append(part)
    }
    return parts.joined(separator: "\n\n")
  }
}
