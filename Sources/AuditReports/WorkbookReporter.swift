internal import Auditing
internal import Spreadsheets

/// Writes a workbook for the desk: the findings as a worklist, a summary, and the ledger of rules.
struct WorkbookReporter: Reporter {
  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let worklist = Worklist(report: report, language: language)
    let summary = WorkbookSummary(
      report: report, language: language, unlistedCount: worklist.unlistedCount)
    let ledger = WorkbookLedger(report: report, language: language)
    output += WorkbookContent(sheets: [worklist.sheet(), summary.sheet(), ledger.sheet()]).bytes()
  }
}

/// One finding a row, the gravest first, with a column for the answer.
struct Worklist {
  /// The most findings that one sheet holds beside its header.
  static let findingCountMax = CellAddress.rowMax - 1

  private static let widths: [Double] = [
    8, 11, 18, 12, 9, 12, 24, 12, 22, 22, 46, 12, 13, 9, 22, 14,
  ]

  let report: AuditReport
  let language: ReportLanguage
  private var wording: Wording { Wording(language: language) }

  /// How many findings have no row, since a sheet has no more.
  var unlistedCount: Int {
    max(0, report.submissions.reduce(0) { $0 + $1.findings.count } - Self.findingCountMax)
  }

  func sheet() -> SheetContent {
    var sheet = SheetContent(name: wording.word("指摘一覧", "Findings"))
    sheet.rows.append(RowContent(headings.map { CellContent(.text($0), .reportHeader) }))
    for (submission, finding) in findings {
      sheet.rows.append(row(finding, submission))
    }
    if findings.isEmpty {
      sheet.rows.append(RowContent([CellContent(.text(wording.noFindings), .reportText)]))
      sheet.merges.append(
        CellRange(CellAddress(row: 2, column: 1), CellAddress(row: 2, column: headings.count)))
    }
    sheet.frozenRowCount = 1
    sheet.frozenColumnCount = 2
    sheet.repeatedRows = 1...1
    sheet.filter = CellRange(
      CellAddress(row: 1, column: 1),
      CellAddress(row: sheet.rows.count, column: headings.count))
    sheet.fitColumns(from: 1, min: 8, max: Self.widths)
    sheet.columnWidths[headings.count - 2] = 22
    sheet.fitRows(from: 1)
    return sheet
  }

  private var headings: [String] {
    [
      wording.word("重要度", "Severity"), wording.word("規則", "Rule"),
      wording.word("ファイル", "File"), wording.word("計画", "Plan"),
      FieldName.number.name(in: language), FieldName.municipality.name(in: language),
      FieldName.title.name(in: language), wording.word("欄", "Field"), wording.found,
      wording.expected, wording.word("内容", "Message"), wording.word("場所", "Place"), wording.see,
      wording.word("状態", "Status"), wording.word("対応", "Answer"),
      wording.word("指摘の識別番号", "Fingerprint"),
    ]
  }

  private var findings: [(SubmissionReport, Finding)] {
    let all = report.submissions.flatMap { submission in
      submission.findings.map { (submission, $0) }
    }
    let sorted = all.enumerated().sorted { left, right in
      left.element.1.rank != right.element.1.rank
        ? left.element.1.rank < right.element.1.rank : left.offset < right.offset
    }
    return sorted.prefix(Self.findingCountMax).map(\.element)
  }

  private func row(_ finding: Finding, _ submission: SubmissionReport) -> RowContent {
    let text = FindingText(language: language, sourceName: submission.source.name)
    let plan = submission.plans.first { $0.id == finding.plan }
    let see = submission.ledger.first { $0.rule == finding.rule }?.source(in: language)
    let place = finding.location.suffix
    let words: [String?] = [
      wording.severityName(finding.rank), finding.rule, submission.source.name,
      plan?.name(in: language) ?? finding.plan, finding.number, finding.municipality,
      finding.title, finding.field?.name(in: language), finding.found.map(text.quoted),
      finding.expected.map(text.quoted), text.sentence(finding),
      place.hasPrefix("#") || place.hasPrefix(":") ? String(place.dropFirst()) : place, see,
      wording.name(of: finding.status), nil, nil,
    ]
    var cells = words.enumerated().map { index, words in
      let style = index == 0 ? CellStyle.rank(finding.rank) : .reportText
      guard let words, !words.isEmpty else { return CellContent(.empty, style) }
      return CellContent(.text(InvisibleCharacters.shown(words)), style)
    }
    cells[cells.count - 1] = CellContent(.text(finding.fingerprint), .reportCode)
    return RowContent(cells)
  }
}

extension Wording {
  /// A rank as the severity of one finding.
  func severityName(_ rank: Rank) -> String {
    switch language {
    case .japanese: name(of: rank)
    case .english: rank.name
    }
  }
}

extension CellStyle {
  private static func make(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = CellStyle()
    change(&style)
    return style
  }

  static let reportHeader = make {
    $0.isBold = true
    $0.wraps = true
    $0.hasBorder = true
    $0.fill = "DCE6F1"
  }
  static let reportText = make {
    $0.wraps = true
    $0.hasBorder = true
  }
  /// What programs read rather than people: cut off at the cell's edge.
  static let reportCode = make { $0.hasBorder = true }
  static let reportTitle = make {
    $0.isBold = true
    $0.fontSize = 14
  }
  static let reportHeading = make {
    $0.isBold = true
    $0.fontSize = 11
  }
  static let reportNumber = make {
    $0.hasBorder = true
    $0.wraps = true
    $0.alignment = .right
    $0.numberFormat = "#,##0"
  }

  /// The severity's cell, in the colour that annotated copies use too.
  static func rank(_ rank: Rank) -> CellStyle {
    make {
      $0.isBold = true
      $0.wraps = true
      $0.hasBorder = true
      $0.fill = rank.fill
    }
  }
}

extension Rank {
  /// The fill of cells that have a finding of this rank.
  var fill: String {
    switch self {
    case .error: "FFC7CE"
    case .warning: "FFEB9C"
    case .info: "DDEBF7"
    case .review: "E4DFEC"
    }
  }
}
