import PlanModel
import PlanReading

/// A table written down: `text↓2` covers two rows, `text→3` three columns, `∅` is a value that is lost.
func table(
  _ rows: [[String]], name: String? = nil, emptyCells: Table.EmptyCells = .areBlank
) -> Table {
  var result = Table(name: name, rows: [], emptyCells: emptyCells)
  for (index, words) in rows.enumerated() {
    var place = Place()
    place.row = index + 1
    var row = TableRow(place: place, cells: [])
    for (column, word) in words.enumerated() {
      place.column = column + 1
      row.cells.append(cell(word, column: column + 1, place))
    }
    result.rows.append(row)
  }
  return result
}

private func cell(_ word: String, column: Int, _ place: Place) -> TableCell {
  var text = word
  var spans = (column: 1, row: 1)
  for sign in ["→", "↓"] {
    guard let index = text.firstIndex(of: Character(sign)),
      let count = Int(text[text.index(after: index)...].prefix { $0.isNumber })
    else { continue }
    let end = text[text.index(after: index)...].firstIndex { !$0.isNumber } ?? text.endIndex
    text.removeSubrange(index..<end)
    if sign == "→" { spans.column = count } else { spans.row = count }
  }
  let content: TableCell.Content = text == "∅" ? .lost : text.isEmpty ? .empty : .words
  return TableCell(
    column: column, columnSpan: spans.column, rowSpan: spans.row, content: content,
    text: content == .words ? text : "", place: place)
}

/// Reads tables as those of a workbook.
func reading(
  _ tables: [Table], format: InputFormat = .xlsx, fiscalYear: Int? = nil
) throws -> Submission {
  try readTables(
    TableReading(tables: tables),
    source: Source(
      name: "plan", format: format, encoding: nil, sha256: String(repeating: "0", count: 64)),
    vocabulary: shippedVocabulary(), options: ReadingOptions(fiscalYear: fiscalYear))
}

/// Reads `text` as a file named `plan.csv`.
func readingCSV(_ text: String, fiscalYear: Int? = nil) throws -> Submission {
  try read(
    InputBytes(name: "plan.csv", bytes: Array(text.utf8)), vocabulary: shippedVocabulary(),
    options: ReadingOptions(fiscalYear: fiscalYear))
}

/// The headings of the form.
let formHeadings = [
  "整理番号", "区市町村", "事業名", "事業内容", "事業区分", "事業費", "目標", "参考", "事業開始（予定）月", "URL", "問合せ先",
]

/// A row of entries with few differences.
func entryRow(_ number: Int, _ changes: [Int: String] = [:]) -> [String] {
  var row = [
    "\(number)", "中央区", "若者就労支援事業その\(number)", "若者の就労を\(number)回支援する。", "労働力確保事業",
    "1,\(100 + number)",
    "\(number)", "-", "令和２年４月", "https://a\(number).jp/", "区民部\n商工観光課\n03-3546-532\(number % 10)",
  ]
  for (index, word) in changes { row[index] = word }
  return row
}

/// The values of a plan in short, to hold two readings against each other.
func outline(_ plan: Plan) -> [String] {
  plan.entries.map { entry in
    [
      entry.number.value.map(String.init) ?? "\(entry.number.state)",
      entry.municipality.text, entry.theme?.text ?? "", entry.title.text, entry.description.text,
      entry.category.value?.code ?? "", "\(entry.cost)".prefix(0) + amount(entry.cost),
      amount(entry.target), amount(entry.reference), entry.start.value?.yearMonth?.iso ?? "",
      entry.url.text, entry.contact.department.text, entry.contact.section.text,
      entry.contact.phone.value?.digits ?? "",
    ].joined(separator: "|")
  }
}

func amount(_ field: Field<AmountReading>) -> String {
  switch field.value {
  case .whole(let number): "\(number)"
  case .misgrouped: "misgrouped"
  case nil: "\(field.state)"
  }
}

/// The words of a submission's parts, to see that no cell is dropped.
struct CellAccount {
  private var words: String

  init(_ submission: Submission) {
    var parts: [String] = []
    for plan in submission.plans {
      parts += [plan.heading.text, plan.unit.text]
      for entry in plan.entries {
        parts += [
          entry.number.text, entry.municipality.text, entry.theme?.text ?? "", entry.title.text,
          entry.description.text, entry.category.text, entry.cost.text, entry.target.text,
          entry.reference.text, entry.start.text, entry.url.text,
          entry.url.value?.link?.text ?? "", entry.url.value?.label ?? "",
          entry.contact.department.text, entry.contact.section.text, entry.contact.phone.text,
        ]
      }
      if case .stated(let sums) = plan.totals {
        parts += [sums.cost.text, sums.target.text, sums.reference.text]
      }
      parts += plan.notes.map { ($0.number.map { "\($0)" } ?? "") + $0.text }
    }
    parts += submission.furniture.map(\.text) + submission.unplaced.map(\.text)
    words = parts.map { Self.folded($0) }.joined(separator: "\u{1}")
  }

  private static func folded(_ text: String) -> String {
    text.filter { !$0.isWhitespace }
  }

  /// The cells of `tables` whose words are in no part; lines and words of a contact may have come apart.
  func lost(from tables: [Table]) -> [String] {
    tables.flatMap(\.rows).flatMap(\.cells).filter { $0.content == .words }.map(\.text)
      .filter { text in
        if words.contains(Self.folded(text)) { return false }
        let pieces = text.split { $0.isWhitespace || "（）()注※．.0123456789０１２３４５６７８９".contains($0) }
        return !pieces.allSatisfy { words.contains(Self.folded(String($0))) }
      }
  }
}
