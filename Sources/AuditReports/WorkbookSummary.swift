internal import Auditing
internal import Spreadsheets

/// The sheet that says what was checked, what it comes to, and what was not checked.
struct WorkbookSummary {
  let report: AuditReport
  let language: ReportLanguage
  /// Findings that the worklist has no row for.
  let unlistedCount: Int
  private var wording: Wording { Wording(language: language) }

  func sheet() -> SheetContent {
    var sheet = SheetContent(name: wording.word("まとめ", "Summary"))
    addHead(to: &sheet)
    for submission in report.submissions {
      add(submission, to: &sheet)
    }
    addNotChecked(to: &sheet)
    sheet.columnWidths = [34, 26, 18, 18, 18, 60]
    sheet.fitRows(from: 1)
    return sheet
  }

  private func add(_ words: [String], _ style: CellStyle, to sheet: inout SheetContent) {
    sheet.rows.append(
      RowContent(words.map { CellContent(.text(InvisibleCharacters.shown($0)), style) }))
  }

  /// A line over the whole width.
  private func addLine(_ words: String, to sheet: inout SheetContent) {
    var style = CellStyle.reportText
    style.hasBorder = false
    add([words], style, to: &sheet)
    let row = sheet.rows.count
    sheet.merges.append(
      CellRange(CellAddress(row: row, column: 1), CellAddress(row: row, column: 6)))
  }

  private func addBlank(to sheet: inout SheetContent) { sheet.rows.append(RowContent([])) }

  private func addHead(to sheet: inout SheetContent) {
    add(
      [wording.verdict + wording.colon + wording.name(of: report.verdict)], .reportTitle, to: &sheet
    )
    let rules = report.rules
    add(
      [
        wording.ruleSet,
        "\(wording.name(of: rules.origin)) (\(rules.sha256.prefix(12)), \(rules.phase))",
      ],
      .reportText, to: &sheet)
    add(
      [wording.word("ツール", "tool"), "\(report.tool.name) \(report.tool.version)"], .reportText,
      to: &sheet)
    if let date = report.options.date {
      add([wording.word("点検日", "date"), date], .reportText, to: &sheet)
    }
    if unlistedCount > 0 { addLine(wording.unlisted(unlistedCount), to: &sheet) }
  }

  private func add(_ submission: SubmissionReport, to sheet: inout SheetContent) {
    addBlank(to: &sheet)
    let kind = [submission.source.format, submission.source.encoding].compactMap { $0 }
    let suffix = kind.isEmpty ? "" : " (\(kind.joined(separator: ", ")))"
    add([submission.source.name + suffix], .reportHeading, to: &sheet)
    let verdict = submission.verdict(failOn: report.options.failOn)
    add([wording.verdict, wording.name(of: verdict)], .reportText, to: &sheet)
    if let failure = submission.failure {
      add(
        [wording.unreadable, failure.message.text(in: language) + " [\(failure.code)]"],
        .reportText, to: &sheet)
      return
    }
    let open = submission.findings.filter { $0.status == .open }
    for rank in Rank.allCases {
      addCount(wording.name(of: rank), open.count { $0.rank == rank }, .rank(rank), to: &sheet)
    }
    for status in [FindingStatus.waived, .baselined] {
      let count = submission.findings.count { $0.status == status }
      if count > 0 { addCount(wording.name(of: status), count, .reportText, to: &sheet) }
    }
    if submission.unlistedFindingCount > 0 {
      addLine(wording.unlisted(submission.unlistedFindingCount), to: &sheet)
    }
    for plan in submission.plans { add(plan, to: &sheet) }
    addRemarks(of: submission, to: &sheet)
  }

  private func addCount(
    _ name: String, _ count: Int, _ style: CellStyle, to sheet: inout SheetContent
  ) {
    sheet.rows.append(
      RowContent([CellContent(.text(name), style), CellContent(.number(count), .reportNumber)]))
  }

  private func add(_ plan: PlanSummary, to sheet: inout SheetContent) {
    let facts = [plan.fiscalYear.map(wording.fiscalYear), wording.entryCount(plan.entryCount)]
    let name =
      plan.name(in: language) + " ("
      + facts.compactMap { $0 }.joined(separator: wording.listSeparator) + ")"
    add(
      [
        name, wording.reconciliation, wording.stated, wording.computed, wording.difference,
        wording.word("備考", "remark"),
      ],
      .reportHeader, to: &sheet)
    for sum in plan.reconciliation {
      func cell(_ value: Int?) -> CellContent {
        CellContent(value.map { .number($0) } ?? .text("?"), .reportNumber)
      }
      func words(_ words: String) -> CellContent {
        CellContent(.text(InvisibleCharacters.shown(words)), .reportText)
      }
      sheet.rows.append(
        RowContent([
          words(""), words(sum.field.name(in: language)), cell(sum.stated), cell(sum.computed),
          cell(sum.difference), words(sum.explanation?.text(in: language) ?? ""),
        ]))
    }
  }

  private func addRemarks(of submission: SubmissionReport, to sheet: inout SheetContent) {
    let text = FindingText(language: language, sourceName: submission.source.name)
    if !submission.issues.isEmpty { add([wording.issues], .reportHeading, to: &sheet) }
    for issue in submission.issues {
      addLine(
        "\(text.place(issue.location)): \(issue.message.text(in: language)) [\(issue.code)]",
        to: &sheet)
    }
    for note in submission.notes { addLine(note.message.text(in: language), to: &sheet) }
  }

  private func addNotChecked(to sheet: inout SheetContent) {
    var lines = wording.notCheckedLines(of: report)
    for file in report.skipped {
      lines.append(
        "\(wording.skipped)\(wording.colon)\(file.name)\(wording.colon)"
          + file.reason.text(in: language))
    }
    if lines.isEmpty { return }
    addBlank(to: &sheet)
    add([wording.notChecked], .reportHeading, to: &sheet)
    for line in lines { addLine(line, to: &sheet) }
  }
}

/// The sheet that lists every rule with what came of it.
struct WorkbookLedger {
  let report: AuditReport
  let language: ReportLanguage
  private var wording: Wording { Wording(language: language) }

  func sheet() -> SheetContent {
    var sheet = SheetContent(name: wording.word("規則", "Rules"))
    let headings = [
      wording.word("ファイル", "File"), wording.word("規則", "Rule"), wording.word("内容", "Title"),
      wording.word("重要度", "Severity"), wording.see, wording.word("結果", "Outcome"),
      wording.word("点検した箇所", "Evaluated"), wording.word("指摘した箇所", "Failed"),
      wording.word("理由", "Reason"),
    ]
    sheet.rows.append(RowContent(headings.map { CellContent(.text($0), .reportHeader) }))
    for submission in report.submissions {
      for entry in submission.ledger {
        sheet.rows.append(row(entry, submission.source.name))
      }
    }
    sheet.frozenRowCount = 1
    sheet.repeatedRows = 1...1
    sheet.filter = CellRange(
      CellAddress(row: 1, column: 1),
      CellAddress(row: sheet.rows.count, column: headings.count))
    sheet.fitColumns(from: 1, min: 8, max: [32, 14, 60, 10, 18, 12, 14, 14, 40])
    sheet.fitRows(from: 1)
    return sheet
  }

  private func row(_ entry: LedgerEntry, _ name: String) -> RowContent {
    func words(_ words: String?, _ style: CellStyle = .reportText) -> CellContent {
      guard let words, !words.isEmpty else { return CellContent(.empty, style) }
      return CellContent(.text(InvisibleCharacters.shown(words)), style)
    }
    let rank = Rank(entry.severity, entry.kind)
    let reason: String?
    switch entry.outcome {
    case .notEvaluated(let message), .switchedOff(let message):
      reason = message.text(in: language)
    case .held, .failed, .noNode, .waived: reason = nil
    }
    return RowContent([
      words(name), words(entry.rule), words(entry.title),
      words(wording.severityName(rank), .rank(rank)), words(entry.source(in: language)),
      words(outcome(entry.outcome)), CellContent(.number(entry.evaluatedCount), .reportNumber),
      CellContent(.number(entry.failedCount), .reportNumber), words(reason),
    ])
  }

  private func outcome(_ outcome: RuleOutcome) -> String {
    switch outcome {
    case .held: wording.word("適合", "held")
    case .failed: wording.word("不適合", "failed")
    case .noNode: wording.word("該当なし", "met no node")
    case .notEvaluated: wording.word("評価不能", "not evaluated")
    case .waived: wording.word("免除", "waived")
    case .switchedOff: wording.word("停止", "switched off")
    }
  }
}
