internal import Auditing
internal import Spreadsheets

/// Writes a comparison as a workbook for the desk: everything that differs as a worklist, and a summary.
struct ComparisonWorkbook {
  /// The most rows of the worklist beside its header; the summary says how many are left out.
  private static let rowCountMax = CellAddress.rowMax - 1

  let report: ComparisonReport
  let language: ReportLanguage
  private var wording: Wording { Wording(language: language) }

  func bytes() -> [UInt8] {
    let rows = ComparisonRows(language: language).all(of: report)
    let listed = rows.prefix(Self.rowCountMax)
    return WorkbookContent(sheets: [
      worklist(Array(listed)), summary(leftOutCount: rows.count - listed.count),
    ]).bytes()
  }

  // MARK: Worklist

  private typealias Column = (column: ListColumn, words: (ComparisonRow) -> String)

  private func column(
    _ heading: String, _ widthMax: Double, _ words: @escaping (ComparisonRow) -> String
  ) -> Column {
    (ListColumn(heading: heading, widthMax: widthMax), words)
  }

  private var columns: [Column] {
    [
      column(wording.word("区分", "What"), 16) {
        wording.name(of: $0.subject, isOfForms: report.options.isOfForms)
      },
      column(wording.word("種別", "Kind"), 18) { $0.kind.words },
      column(wording.word("前のファイル", "File before"), 20) { $0.before },
      column(wording.word("後のファイル", "File after"), 20) { $0.after },
      column(wording.word("計画", "Plan"), 14) { $0.plan.words },
      column(wording.word("番号（前）", "No. before"), 11) { $0.numberBefore },
      column(wording.word("番号（後）", "No. after"), 11) { $0.numberAfter },
      column(FieldName.municipality.name(in: language), 12) { $0.municipality },
      column(FieldName.title.name(in: language), 28) { $0.title },
      column(wording.word("欄", "Field"), 16) { $0.field.words },
      column(wording.word("前の記載", "Before"), 34) { $0.valueBefore.words },
      column(wording.word("後の記載", "After"), 34) { $0.valueAfter.words },
      column(wording.word("規則", "Rule"), 10) { $0.rule },
      column(wording.word("内容", "Message"), 48) { $0.message },
      (
        ListColumn(heading: wording.word("対応", "Answer"), widthMax: 24, isForAnswers: true),
        { _ in "" }
      ),
    ]
  }

  private func worklist(_ rows: [ComparisonRow]) -> SheetContent {
    let columns = columns
    let name =
      report.options.isOfForms
      ? wording.word("違い一覧", "Differences") : wording.word("変更一覧", "Changes")
    return .worklist(
      name: name, columns: columns.map(\.column),
      rows: rows.map { row in
        RowContent(
          columns.enumerated().map { index, column in
            let words = column.words(row)
            let style = index == 0 ? style(of: row) : .reportText
            guard !words.isEmpty else { return CellContent(.empty, style) }
            return CellContent(.text(InvisibleCharacters.shown(words)), style)
          })
      }, orElse: wording.noChanges, frozenColumnCount: 2)
  }

  /// What asks for an answer stands out: by its rank where it is a finding that remains or is new.
  private func style(of row: ComparisonRow) -> CellStyle {
    switch row.subject {
    case .unreadable, .incomplete: .rank(.error)
    case .finding:
      row.kind.token == FindingFate.fixed.rawValue
        ? .reportText : row.rank.map { .rank($0) } ?? .reportText
    case .notable, .removed, .planRemoved, .onlyBefore: .rank(.warning)
    case .added, .planAdded, .onlyAfter, .split, .merged, .sameProject, .suggestionsCut:
      .rank(.review)
    case .plan, .entry, .moved, .skipped: .reportText
    }
  }

  // MARK: Summary

  private func summary(leftOutCount: Int) -> SheetContent {
    var sheet = SheetContent(name: wording.word("まとめ", "Summary"))
    func add(_ words: [String], _ style: CellStyle) {
      sheet.rows.append(
        RowContent(words.map { CellContent(.text(InvisibleCharacters.shown($0)), style) }))
    }
    let title = report.options.isOfForms ? wording.concordance : wording.comparison
    add(
      [
        title + wording.colon + wording.verdict + wording.colon
          + wording.name(of: report.verdict, report.options)
      ], .reportTitle)
    add(
      [
        wording.ruleSet,
        "\(wording.name(of: report.rules.origin)) (\(report.rules.sha256.prefix(12)), "
          + "\(report.rules.phase))",
      ], .reportText)
    add([wording.word("ツール", "tool"), "\(report.tool.name) \(report.tool.version)"], .reportText)
    if leftOutCount > 0 { add(["", wording.leftOut(leftOutCount)], .reportText) }
    for comparison in report.comparisons {
      sheet.rows.append(RowContent([]))
      add([wording.pairName(comparison)], .reportHeading)
      for (name, words) in facts(of: comparison) { add([name, words], .reportText) }
    }
    for (heading, names) in [
      (wording.onlyBefore, report.onlyBefore), (wording.onlyAfter, report.onlyAfter),
      (wording.skipped, report.skipped.map(\.name)),
    ] where !names.isEmpty {
      sheet.rows.append(RowContent([]))
      add([heading], .reportHeading)
      for name in names { add(["", name], .reportText) }
    }
    sheet.columnWidths = [34, 90]
    sheet.fitRows(from: 1)
    return sheet
  }

  private func facts(of comparison: SubmissionComparison) -> [(String, String)] {
    var facts = wording.problems(of: comparison).map { ($0.side, $0.sentence) }
    if comparison.isUnreadable { return facts }
    facts.append((wording.entryColumn, wording.entryCounts(comparison.entryCounts)))
    if !report.options.isOfForms {
      for fate in FindingFate.allCases {
        facts.append((wording.name(of: fate), wording.findingCount(comparison.fates[fate])))
      }
    }
    return facts
  }
}
