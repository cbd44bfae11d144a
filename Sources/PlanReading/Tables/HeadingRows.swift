internal import PlanModel

/// The columns of a table as its heading names them.
struct ColumnMap: Hashable {
  /// For each column of the grid, from 1, what it is; index 0 is unused.
  private(set) var columns: [FormColumn?] = [nil]
  /// The columns that are there at all.
  private(set) var present: Set<FormColumn> = []
  /// Columns of the form that the heading names without telling which they are.
  var unclear: Set<FormColumn> = []
  /// The headings of columns that are none of the form's.
  private(set) var otherHeadings: [Int: String] = [:]
  /// The categories by the columns of the grid in which a mark chooses one, where the form has no column of words for it.
  private(set) var categoryChoices: [Int: String] = [:]
  /// The last column of the heading.
  private(set) var lastColumn = 0

  func column(at index: Int) -> FormColumn? { index < columns.count ? columns[index] : nil }

  /// Says that the grid's column `index` is none of the form's.
  mutating func set(otherHeading: String, at index: Int) {
    set(nil, at: index)
    if !otherHeading.isEmpty { otherHeadings[index] = otherHeading }
  }

  /// Says what the grid's column `index` is, once.
  mutating func set(_ column: FormColumn?, at index: Int) {
    while columns.count <= index { columns.append(nil) }
    columns[index] = column
    lastColumn = max(lastColumn, index)
    if let column { present.insert(column) }
  }

  /// Takes columns that are headed by two or more categories for choices of one.
  mutating func findCategoryChoices(_ vocabulary: Vocabulary) {
    if present.contains(.category) { return }
    var words: [Int: String] = [:]
    var codes: Set<String> = []
    for (index, heading) in otherHeadings {
      guard let lowest = heading.split(separator: HeadingLevels.joint).last.map(String.init),
        let code = vocabulary.category(worded: lowest)
      else { continue }
      words[index] = lowest
      codes.insert(code)
    }
    if codes.count >= 2, codes.count == words.count { categoryChoices = words }
  }

  /// The grid's column in which `column` begins.
  func firstIndex(of column: FormColumn) -> Int? { columns.firstIndex { $0 == column } }

  /// How many columns of the form are named.
  var score: Int { present.count }
}

/// The rows that name a table's columns.
struct HeadingRows {
  var map: ColumnMap
  var rowCount: Int
  /// Headings that name a column a second time; what stands below them has no field.
  var repeated: [TableCell]
  /// The heading of the cost column, where it says the unit.
  var costUnit: TableCell?
}

extension HeadingRows {
  /// The most rows over which a heading goes.
  private static let rowCountMax = 4
  /// The fewest columns of the form that make a row its heading.
  static let columnCountMin = 3

  /// The heading that begins with the row `start` of `table`, or `nil`.
  ///
  /// Years that headings name are told apart by the plan's `year`; without it they are words like any others.
  init?(at start: Int, of table: Table, year: @autoclosure () -> PlanYear? = nil) {
    guard Self.mayBegin(table.rows[start]) else { return nil }
    var best: HeadingRows?
    let year = year()
    var levels = HeadingLevels(year: year, hiddenColumns: table.hiddenColumns)
    for count in 1...Self.rowCountMax where start + count <= table.rows.count {
      let row = table.rows[start + count - 1]
      if count > 1 && row.isBlank { continue }
      let goesOn = levels.goOn(in: row) || levels.reachBeside(row, at: count - 1)
      let hasHeadings = count == 1 || goesOn || levels.hasHeading(in: row)
      levels.add(row, at: count - 1)
      guard hasHeadings else { continue }
      let found = levels.heading(rowCount: count)
      guard let before = best else {
        best = found
        continue
      }
      let isRest = count == before.rowCount + 1 && goesOn
      if found.map.score > before.map.score || isRest { best = found }
    }
    guard let best, best.map.score >= Self.columnCountMin,
      best.map.present.count(where: \.isTelling) >= 2
    else { return nil }
    // A row that adds nothing to those below it stands above the heading: a title, a unit.
    var without = HeadingLevels(year: year, hiddenColumns: table.hiddenColumns)
    for index in start + 1..<max(start + best.rowCount, start + 1) {
      without.add(table.rows[index], at: index - start)
    }
    if without.heading(rowCount: 1).map.score >= best.map.score { return nil }
    self = best
  }

  /// A quick no for rows without a word of a heading, which nearly all are.
  private static func mayBegin(_ row: TableRow) -> Bool {
    // Amounts, and lines of text with a comma, are told without the table of headings.
    func isCandidate(_ cell: TableCell) -> Bool {
      cell.content == .words && cell.text.unicodeScalars.first?.isASCIIDigit == false
    }
    guard row.cells.count(where: isCandidate) >= 2 else { return false }
    var count = 0
    for cell in row.cells where isCandidate(cell) {
      if FormColumn(heading: cell.text) != nil || FormColumn.mayBeginHeading(cell.text) {
        count += 1
        if count == 2 { return true }
      }
    }
    return false
  }
}
