internal import PlanModel
internal import PlanReading
internal import Spreadsheets

/// A submission as a workbook to work on: a sheet a plan with heading, unit, entries, totals and notes.
///
/// What is written is read back with the same values: words stay as printed, lost values carry a mark.
struct PlanWorkbook {
  /// The mark of a lost value, which readers know.
  private static let lostMark = CellText.lostMark

  private let submission: Submission

  init(_ submission: Submission) {
    self.submission = submission
  }

  /// The workbook's bytes.
  func bytes() throws(ConversionProblem) -> [UInt8] {
    var sheets = submission.plans.map(sheet)
    if !submission.unplaced.isEmpty { sheets.append(unplacedSheet()) }
    guard !sheets.isEmpty else {
      throw ConversionProblem(
        description: "\(submission.source.name): found no plan to write as a workbook")
    }
    for sheet in sheets {
      for (row, content) in sheet.rows.enumerated() {
        for (column, cell) in content.cells.enumerated() {
          guard case .text(let text) = cell.value,
            text.utf16.count > SheetContent.cellUnitCountMax
          else { continue }
          let address = CellAddress(row: row + 1, column: column + 1).text
          throw ConversionProblem(
            description: "\(submission.source.name): the text for \(sheet.name)!\(address) has "
              + "\(text.utf16.count) characters, more than the limit cellUnitCountMax of "
              + "\(SheetContent.cellUnitCountMax)")
        }
      }
    }
    return WorkbookContent(sheets: sheets).bytes()
  }

  private func sheet(_ plan: Plan) -> SheetContent {
    let columns = PlanColumn.columns(of: plan)
    var sheet = SheetContent(name: Self.sheetName(of: plan))
    let end = columns.count
    addHeading(of: plan, columnCount: end, to: &sheet)
    addUnit(of: plan, columnCount: end, to: &sheet)
    let headerRow = 3
    sheet.rows.append(RowContent(columns.map { CellContent(.text($0.heading), .header) }))
    for entry in plan.entries {
      sheet.rows.append(RowContent(columns.map { $0.cell(entry) }))
    }
    addRemarks(from: headerRow, to: &sheet)
    sheet.frozenRowCount = headerRow
    sheet.repeatedRows = headerRow...headerRow
    sheet.filter = CellRange(
      CellAddress(row: headerRow, column: 1),
      CellAddress(row: sheet.rows.count, column: end))
    sheet.fitColumns(from: headerRow, min: 6, max: columns.map(\.widthMax))
    addTotals(of: plan, columns, to: &sheet)
    addNotes(of: plan, columnCount: end, to: &sheet)
    sheet.fitRows(from: headerRow)
    return sheet
  }

  /// The heading; behind its label where readers would not know it, and a mark where it is lost.
  private func addHeading(of plan: Plan, columnCount: Int, to sheet: inout SheetContent) {
    let text = plan.heading.text
    if !text.isEmpty && !CellText.isKnownHeading(text) {
      sheet.rows.append(
        RowContent([
          CellContent(.text(CellText.headingLabel), .title), CellContent(.text(text), .title),
        ]))
      return
    }
    let words = text.isEmpty ? Self.lostMark : text
    sheet.rows.append(
      RowContent([CellContent(.text(words), text.isEmpty ? .lost : .title)], height: 24))
    sheet.merges.append(
      CellRange(CellAddress(row: 1, column: 1), CellAddress(row: 1, column: columnCount)))
  }

  private func addUnit(of plan: Plan, columnCount: Int, to sheet: inout SheetContent) {
    var cells = [CellContent](repeating: CellContent(.empty), count: columnCount)
    let text = plan.unit.text
    if !text.isEmpty {
      cells[columnCount - 1] = CellContent(.text(text), .unit)
      if !CellText.isKnownUnit(text) {
        cells[columnCount - 2] = CellContent(.text(CellText.unitLabel), .unit)
      }
    }
    sheet.rows.append(RowContent(cells))
  }

  /// Says in notes which values the source does not give by themselves.
  private func addRemarks(from headerRow: Int, to sheet: inout SheetContent) {
    for (row, content) in sheet.rows.enumerated() where row >= headerRow {
      for (column, cell) in content.cells.enumerated() {
        let remark: String
        if cell.style.fill == CellStyle.inferredFill {
          remark = "読み取りで推定した値です。原本で確認してください。"
        } else if cell.style == .lost {
          remark = "元のファイルからは読み取れませんでした。原本で確認し、値を記入してください。"
        } else {
          continue
        }
        sheet.comments.append(
          CellComment(
            at: CellAddress(row: row + 1, column: column + 1), author: "planaudit", text: remark))
      }
    }
  }

  private func addTotals(
    of plan: Plan, _ columns: [PlanColumn], to sheet: inout SheetContent
  ) {
    guard let totals = plan.totals else { return }
    let amounts: [PlanColumn: CellContent]
    switch totals {
    case .stated(let stated):
      amounts = [
        .cost: PlanColumn.amount(stated.cost), .target: PlanColumn.amount(stated.target),
        .reference: PlanColumn.amount(stated.reference),
      ]
    case .lost where plan.heading.text.isEmpty && plan.unit.text.isEmpty && plan.notes.isEmpty:
      return
    case .lost:
      let lost = CellContent(.text(Self.lostMark), .lost)
      amounts = [.cost: lost, .target: lost, .reference: lost]
    }
    sheet.rows.append(
      RowContent(columns.map { amounts[$0] ?? CellContent(.empty, .totals) }))
    let row = sheet.rows.count
    sheet.rows[row - 1].cells[0] = CellContent(.text("合　　計"), .totalsLabel)
    if let first = columns.firstIndex(of: .cost), first > 1 {
      sheet.merges.append(
        CellRange(CellAddress(row: row, column: 1), CellAddress(row: row, column: first)))
    }
  }

  private func addNotes(of plan: Plan, columnCount: Int, to sheet: inout SheetContent) {
    for note in plan.notes {
      let number = note.number.map { Self.fullWidth($0) + "．" } ?? ""
      let text = "（注）\(number)\(note.text)"
      sheet.rows.append(RowContent([CellContent(.text(text), .note)]))
      let row = sheet.rows.count
      sheet.merges.append(
        CellRange(CellAddress(row: row, column: 1), CellAddress(row: row, column: columnCount)))
    }
  }

  private func unplacedSheet() -> SheetContent {
    var sheet = SheetContent(name: "所属不明の文字")
    sheet.rows = submission.unplaced.map { piece in
      RowContent(
        ([CellText.unplacedMark, piece.text] + [piece.heading].compactMap { $0 })
          .map { CellContent(.text($0), .note) })
    }
    sheet.fitColumns(from: 1, min: 16, max: [16, 100, 40])
    sheet.fitRows(from: 1)
    return sheet
  }

  private static func fullWidth(_ number: Int) -> String {
    var text = String.UnicodeScalarView()
    for digit in "\(number)".unicodeScalars {
      if let wide = Unicode.Scalar(digit.value + 0xFEE0) { text.append(wide) }
    }
    return String(text)
  }

  /// The kind and the fiscal year, which readers take from it where the heading does not say.
  private static func sheetName(of plan: Plan) -> String {
    let kind =
      switch plan.kind {
      case .general: "一般事業"
      case .model: "モデル事業"
      case .unknown: "計画書"
      }
    guard let year = plan.fiscalYear else { return kind }
    switch year {
    case 2019: return "\(kind) 令和元年度"
    case 2020...: return "\(kind) 令和\(fullWidth(year - 2018))年度"
    case 1990...2018: return "\(kind) 平成\(fullWidth(year - 1988))年度"
    case _: return kind
    }
  }
}
