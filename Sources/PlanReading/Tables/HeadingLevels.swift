internal import PlanModel

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
struct HeadingLevels {
  let year: PlanYear?
  private var cells: [Int: [TableCell]] = [:]
  /// By column: the row behind the last that its headings cover, counted from the first.
  private var ends: [Int: Int] = [:]

  init(year: PlanYear?) {
    self.year = year
  }

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

  /// Headings above one column as one: 事業費／前年度.
  private static func joined(_ levels: [TableCell]) -> String {
    levels.map { $0.text.filter { !$0.isWhitespace } }.joined(separator: "／")
  }

  /// What the columns are by their headings, which go over `rowCount` rows.
  func heading(rowCount: Int) -> HeadingRows {
    var candidates = HeadingCandidates()
    var map = ColumnMap()
    for index in cells.keys.sorted() {
      if let levels = cells[index] { candidates.add(levels, at: index, year: year) }
    }
    for (column, places) in candidates.columns {
      for place in places { map.set(column, at: place) }
    }
    for (index, levels) in cells where map.column(at: index) == nil {
      map.set(otherHeading: Self.joined(levels), at: index)
    }
    return HeadingRows(
      map: map, rowCount: rowCount, repeated: candidates.repeated, costUnit: candidates.costUnit)
  }
}
