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
    var sheets = [worklist.sheet(), summary.sheet(), ledger.sheet()]
    let addends = addends(of: report)
    if !addends.rows.isEmpty { sheets.insert(addends.sheet, at: 2) }
    output += WorkbookContent(sheets: sheets).bytes()
  }
}

extension WorkbookReporter {
  /// The sheet with what adds to each total, an entry a row, for a check by hand; and its rows.
  private func addends(of report: AuditReport) -> (sheet: SheetContent, rows: [RowContent]) {
    let wording = Wording(language: language)
    var rows: [RowContent] = []
    func words(_ words: String?) -> CellContent {
      guard let words, !words.isEmpty else { return CellContent(.empty, .reportText) }
      return CellContent(.text(InvisibleCharacters.shown(words)), .reportText)
    }
    for submission in report.submissions {
      for plan in submission.plans {
        for sum in plan.reconciliation {
          for entry in sum.contributions where rows.count < Worklist.findingCountMax {
            rows.append(
              RowContent([
                words(submission.source.name), words(plan.name(in: language)),
                words(sum.field.name(in: language)), words(entry.number),
                words(entry.municipality), CellContent(.number(entry.amount), .reportNumber),
              ]))
          }
        }
      }
    }
    let columns = [
      ListColumn(heading: wording.word("ファイル", "File"), widthMax: 32),
      ListColumn(heading: wording.word("計画", "Plan"), widthMax: 16),
      ListColumn(heading: wording.word("欄", "Field"), widthMax: 12),
      ListColumn(heading: FieldName.number.name(in: language), widthMax: 12),
      ListColumn(heading: FieldName.municipality.name(in: language), widthMax: 20),
      ListColumn(heading: wording.word("値", "Value"), widthMax: 16),
    ]
    return (
      .worklist(
        name: wording.word("合計の内訳", "Addends"), columns: columns, rows: rows, orElse: "",
        frozenColumnCount: 0), rows
    )
  }
}

/// One finding a row, the gravest first, with a column for the answer.
struct Worklist {
  /// The most findings that one sheet holds beside its header.
  static let findingCountMax = CellAddress.rowMax - 1

  let report: AuditReport
  let language: ReportLanguage
  private var wording: Wording { Wording(language: language) }

  /// How many findings have no row, since a sheet has no more.
  var unlistedCount: Int {
    max(0, report.submissions.reduce(0) { $0 + $1.findings.count } - Self.findingCountMax)
  }

  func sheet() -> SheetContent {
    .worklist(
      name: wording.word("指摘一覧", "Findings"), columns: columns,
      rows: findings.map { row($0.1, $0.0) }, orElse: wording.noFindings, frozenColumnCount: 2)
  }

  private var columns: [ListColumn] {
    [
      ListColumn(heading: wording.word("重要度", "Severity"), widthMax: 9),
      ListColumn(heading: wording.word("規則", "Rule"), widthMax: 13),
      ListColumn(heading: wording.word("ファイル", "File"), widthMax: 20),
      ListColumn(heading: wording.word("計画", "Plan"), widthMax: 12),
      ListColumn(heading: FieldName.number.name(in: language), widthMax: 10),
      ListColumn(heading: FieldName.municipality.name(in: language), widthMax: 12),
      ListColumn(heading: FieldName.title.name(in: language), widthMax: 28),
      ListColumn(heading: wording.word("欄", "Field"), widthMax: 12),
      ListColumn(heading: wording.found, widthMax: 24),
      ListColumn(heading: wording.expected, widthMax: 24),
      ListColumn(heading: wording.word("内容", "Message"), widthMax: 48),
      ListColumn(heading: wording.word("場所", "Place"), widthMax: 14),
      ListColumn(heading: wording.see, widthMax: 13),
      ListColumn(heading: wording.word("状態", "Status"), widthMax: 9),
      ListColumn(heading: wording.word("対応", "Answer"), widthMax: 24, isForAnswers: true),
      ListColumn(heading: wording.word("指摘の識別番号", "Fingerprint"), widthMax: 20),
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
    let words: [String?] = [
      wording.severityName(finding.rank), finding.rule, submission.source.name,
      plan?.name(in: language) ?? finding.plan, finding.number, finding.municipality,
      finding.title, finding.field?.name(in: language), finding.found.map(text.quoted),
      finding.expected.map(text.quoted), text.sentence(finding),
      wording.placeInWords(finding.location),
      see, wording.name(of: finding.status), nil, finding.fingerprint,
    ]
    let cells = words.enumerated().map { index, words in
      let style = index == 0 ? CellStyle.rank(finding.rank) : .reportText
      guard let words, !words.isEmpty else { return CellContent(.empty, style) }
      return CellContent(.text(InvisibleCharacters.shown(words)), style)
    }
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
