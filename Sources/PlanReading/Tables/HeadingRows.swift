internal import PlanModel

/// The columns of a table as its heading names them.
struct ColumnMap: Hashable {
  /// For each column of the grid, from 1, what it is; index 0 is unused.
  private(set) var columns: [FormColumn?] = [nil]
  /// The columns that are there at all.
  private(set) var present: Set<FormColumn> = []
  /// The last column of the heading.
  private(set) var lastColumn = 0

  func column(at index: Int) -> FormColumn? { index < columns.count ? columns[index] : nil }

  /// Says what the grid's column `index` is.
  mutating func set(_ column: FormColumn?, at index: Int) {
    while columns.count <= index { columns.append(nil) }
    columns[index] = column
    lastColumn = max(lastColumn, index)
    if let column { present.insert(column) }
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
  init?(at start: Int, of table: Table) {
    guard Self.mayBegin(table.rows[start]) else { return nil }
    var best: HeadingRows?
    var levels = HeadingLevels()
    for count in 1...Self.rowCountMax where start + count <= table.rows.count {
      let row = table.rows[start + count - 1]
      if count > 1 && row.isBlank { continue }
      let goesOn = levels.goOn(in: row) || levels.reachBeside(row, at: count - 1)
      levels.add(row, at: count - 1)
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
    var without = HeadingLevels()
    for index in start + 1..<max(start + best.rowCount, start + 1) {
      without.add(table.rows[index], at: index - start)
    }
    if without.heading(rowCount: 1).map.score >= best.map.score { return nil }
    self = best
  }

  /// A quick no for rows without a word of a heading, which nearly all are.
  private static func mayBegin(_ row: TableRow) -> Bool {
    guard row.cells.count >= 2 else { return false }
    var count = 0
    for cell in row.cells where cell.content == .words {
      if FormColumn(heading: cell.text) != nil || FormColumn.mayBeginHeading(cell.text) {
        count += 1
        if count == 2 { return true }
      }
    }
    return false
  }
}

/// Words of the row right below the headings.
private enum HeadingRest {
  /// Whether the cell says a unit: （千円）, （人）.
  static func isUnit(_ text: String) -> Bool {
    guard text.utf8.count <= 30 else { return false }
    let words = ComparisonKey.label(text).unicodeScalars.filter {
      !"()[]単位:".unicodeScalars.contains($0)
    }
    return FormWords.units.contains { words.elementsEqual($0) }
      || ["年月", "月", "年", "人社"].contains { words.elementsEqual($0.unicodeScalars) }
  }

  /// Whether the cells number the columns: ①, ②, ③ or 1, 2, 3.
  static func numbersColumns(_ cells: [TableCell]) -> Bool {
    guard cells.count >= 4 else { return false }
    return cells.enumerated().allSatisfy { index, cell in
      let words = ComparisonKey.label(cell.text).filter { !"()".contains($0) }
      return words == "\(index + 1)"
    }
  }
}

/// The words of a heading by columns, one level a row.
private struct HeadingLevels {
  private var cells: [Int: [TableCell]] = [:]
  /// By column: the row behind the last that its headings cover, counted from the first.
  private var ends: [Int: Int] = [:]

  /// Adds a row below, `offset` rows behind the first; a heading over several columns stands above each of them.
  mutating func add(_ row: TableRow, at offset: Int) {
    for cell in row.cells where cell.content == .words {
      for index in Self.columns(of: cell) {
        cells[index, default: []].append(cell)
        ends[index] = max(ends[index] ?? offset, offset + cell.rowSpan)
      }
    }
  }

  private static func columns(of cell: TableCell) -> Range<Int> {
    cell
      .column..<max(
        cell.column, min(cell.column + cell.columnSpan, RowSpans.columnCountMax + 1))
  }

  /// Whether the headings of all columns in which the row has nothing are merged down over it: it parts the others.
  func reachBeside(_ row: TableRow, at offset: Int) -> Bool {
    let filled = Set(row.filledCells.flatMap(Self.columns))
    let others = ends.filter { !filled.contains($0.key) }
    return !filled.isEmpty && others.count >= HeadingRows.columnCountMin
      && others.values.allSatisfy { $0 > offset }
      && filled.allSatisfy { ends[$0].map { $0 <= offset } ?? false }
  }

  /// Whether every cell of the row goes on with the heading above it: a unit, its last characters, its number.
  func goOn(in row: TableRow) -> Bool {
    let filled = row.filledCells
    if filled.isEmpty { return false }
    if HeadingRest.numbersColumns(filled) { return true }
    return filled.allSatisfy { cell in
      guard cell.content == .words else { return false }
      if HeadingRest.isUnit(cell.text) { return true }
      guard let above = cells[cell.column],
        !cell.text.unicodeScalars.contains(where: { $0.digitValue != nil })
      else { return false }
      return FormColumn(heading: above.map(\.text).joined() + cell.text) != nil
    }
  }

  func heading(rowCount: Int) -> HeadingRows {
    var map = ColumnMap()
    var repeated: [TableCell] = []
    var costUnit: TableCell?
    var owners: [FormColumn: (levels: [TableCell], places: [Int])] = [:]
    for index in cells.keys.sorted() {
      guard let levels = cells[index], let lowest = levels.last else { continue }
      guard let column = FormColumn.named(byLevels: levels.map(\.text)) else {
        map.set(nil, at: index)
        continue
      }
      // Behind a column of the contact, one of who is in charge holds a person's name.
      if column == .contact, FormColumn.isPerson(lowest.text),
        [.contact, .department, .section].contains(where: {
          owners[$0].map { $0.levels.last != lowest } ?? false
        })
      {
        map.set(nil, at: index)
        continue
      }
      if let owner = owners[column], owner.levels.last != lowest, column != .contact {
        // Of two columns of one name only the first is known to be it, but the form's own name beats any other.
        let isForms = column.isForms(levels.map(\.text))
        let isOwnerForms = column.isForms(owner.levels.map(\.text))
        guard isForms, !isOwnerForms else {
          if lowest.column == index, isForms == isOwnerForms { repeated.append(lowest) }
          map.set(nil, at: index)
          continue
        }
        for place in owner.places { map.set(nil, at: place) }
        owners[column] = nil
      }
      owners[column, default: (levels, [])].places.append(index)
      map.set(column, at: index)
      if column == .cost { costUnit = levels.first { $0.text.contains("円") } ?? costUnit }
    }
    return HeadingRows(map: map, rowCount: rowCount, repeated: repeated, costUnit: costUnit)
  }
}
