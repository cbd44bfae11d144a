package import PlanModel
internal import TextForms

extension Submission {
  /// The plans as one table of comma-separated values in UTF-8 with a byte order mark, as spreadsheets open it.
  ///
  /// Each plan is its heading, its unit, the form's columns, its entries, totals and notes; an empty line parts plans.
  /// What is lost is marked as such, so that it is not taken for an empty cell; no cell is a formula.
  package func csv() -> [UInt8] {
    var writing = CSVWriting()
    for (index, plan) in plans.enumerated() {
      if index > 0 { writing.row([]) }
      writing.add(plan)
    }
    if !unplaced.isEmpty {
      writing.row([])
      for piece in unplaced {
        writing.row([CellText.unplacedMark, piece.text] + [piece.heading].compactMap { $0 })
      }
    }
    return writing.finish()
  }
}

/// Plans while they are written.
struct CSVWriting {
  private var csv = CSVWriter()

  /// Adds one record; what would be a formula is marked so that reading takes the mark away again.
  mutating func row(_ cells: [String]) {
    csv.record(verbatim: cells.map(FormulaSafety.protected))
  }

  /// What has been written.
  consuming func finish() -> [UInt8] { csv.finish() }

  // MARK: Plans

  mutating func add(_ plan: Plan) {
    add(plan.heading, label: CellText.headingLabel) {
      FormLine.isHeading($0) && !FormLine.isNote($0)
    }
    if plan.heading.text.isEmpty { row([CellText.lostMark]) }
    add(plan.unit, label: CellText.unitLabel, isPlain: FormLine.isUnit)
    let columns = PlanColumns(plan)
    row(columns.headings)
    for entry in plan.entries { row(columns.cells(of: entry)) }
    switch plan.totals {
    case .stated(let sums): row(columns.cells(of: sums))
    case .lost where plan.heading.text.isEmpty && plan.unit.text.isEmpty && plan.notes.isEmpty:
      break
    case .lost:
      row(
        columns.cells(
          of: StatedTotals(place: .nowhere, cost: .lost, target: .lost, reference: .lost)))
    case nil: break
    }
    for note in plan.notes {
      row(["（注）" + (note.number.map { "\($0)．" } ?? "") + note.text])
    }
  }

  /// Adds words above the table; where they would not be known again, behind their label.
  private mutating func add<Value>(
    _ field: Field<Value>, label: String, isPlain: (String) -> Bool
  ) {
    if field.text.isEmpty { return }
    row(isPlain(field.text) && !field.text.contains("\n") ? [field.text] : [label, field.text])
  }
}

/// The columns in which a plan is written.
struct PlanColumns {
  private let hasThemes: Bool
  private let hasLinks: Bool
  private let hasLabels: Bool

  init(_ plan: Plan) {
    hasThemes = plan.entries.contains { $0.theme != nil } || plan.kind == .model
    hasLinks = plan.entries.contains { $0.url.value?.link != nil }
    hasLabels = plan.entries.contains { $0.url.value?.label != nil }
  }

  /// The form's own headings; the contact has a column for each of its parts.
  var headings: [String] {
    ["整理番号", "区市町村"] + (hasThemes ? ["テーマ"] : [])
      + ["事業名", "事業内容", "事業区分", "事業費", "目標", "参考", "事業開始（予定）月", "URL"]
      + (hasLinks ? ["リンク先"] : []) + (hasLabels ? ["リンクの表示"] : [])
      + ["問合せ先（部署）", "問合せ先（課・係）", "問合せ先（電話番号）"]
  }

  func cells(of entry: Entry) -> [String] {
    var cells = [words(entry.number), words(entry.municipality)]
    if hasThemes { cells.append(entry.theme.map { words($0) } ?? "") }
    cells += [
      words(entry.title), words(entry.description), words(entry.category), words(entry.cost),
      words(entry.target), words(entry.reference), words(entry.start.writtenOut), words(entry.url),
    ]
    if hasLinks { cells.append(entry.url.value?.link?.text ?? "") }
    if hasLabels { cells.append(entry.url.value?.label ?? "") }
    return cells + [
      words(entry.contact.department), words(entry.contact.section), words(entry.contact.phone),
    ]
  }

  func cells(of sums: StatedTotals) -> [String] {
    ["合計", ""] + (hasThemes ? [""] : []) + ["", "", ""]
      + [words(sums.cost), words(sums.target), words(sums.reference)]
  }

  /// The words of a field with the blanks that stood around them, or the mark of a lost one.
  private func words<Value>(_ field: Field<Value>) -> String {
    if field.state == .lost { return CellText.lostMark }
    switch field.facts.blanks {
    case .leading: return " " + field.text
    case .trailing: return field.text + " "
    case .both: return " " + field.text + " "
    case nil: return field.text
    }
  }
}
