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

  /// Whether the words stand in brackets and name nothing of a column, as a row does that heads others: 【モデル事業】.
  static func isBracketed(_ text: String) -> Bool {
    let words = ComparisonKey.label(text)
    guard let first = words.first, let last = words.last else { return false }
    return "([【〔<《".contains(first) && ")]】〕>》".contains(last) && !words.contains("予定")
  }

  /// Whether the cells number the columns, ①, ②, ③ or 1, 2, 3 or A, B, C, or say which have to be filled.
  static func numbersColumns(_ cells: [TableCell]) -> Bool {
    guard cells.count >= 4 else { return false }
    let words = cells.map { ComparisonKey.label($0.text).filter { !"()".contains($0) } }
    if words.allSatisfy(demands.contains) { return true }
    return words.enumerated().allSatisfy { index, word in
      word == "\(index + 1)" || word.uppercased() == letters.dropFirst(index).first.map(String.init)
    }
  }

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
  /// What a form says of its columns.
  private static let demands: Set = ["必須", "任意", "必須入力", "任意入力", "選択", "入力", "自動", "自動計算", "記入"]
}

/// The words of a heading by columns, one level a row.
struct HeadingLevels {
  let year: PlanYear?
  private let hiddenColumns: [ClosedRange<Int>]
  private var cells: [Int: [TableCell]] = [:]
  /// By column: the row behind the last that its headings cover, counted from the first.
  private var ends: [Int: Int] = [:]

  init(year: PlanYear?, hiddenColumns: [ClosedRange<Int>]) {
    self.year = year
    self.hiddenColumns = hiddenColumns
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

  /// Whether a cell of the row is a heading, by itself or with those above it.
  func hasHeading(in row: TableRow) -> Bool {
    row.cells.contains { cell in
      guard cell.content == .words else { return false }
      return FormColumn(heading: cell.text) != nil || FormColumn.mayBeginHeading(cell.text)
        || goesOn(cell)
    }
  }

  /// Whether every cell of the row goes on with the heading above it: a unit, its last characters, its number.
  func goOn(in row: TableRow) -> Bool {
    let filled = row.filledCells
    if filled.isEmpty { return false }
    if HeadingRest.numbersColumns(filled) { return true }
    return filled.allSatisfy { cell in
      guard cell.content == .words else { return false }
      return HeadingRest.isUnit(cell.text) || goesOn(cell)
    }
  }

  /// Whether the words are a heading together with those above them.
  private func goesOn(_ cell: TableCell) -> Bool {
    guard let above = cells[cell.column], cell.text.contains(where: \.isLetter),
      !cell.text.unicodeScalars.contains(where: { $0.digitValue != nil }),
      !HeadingRest.isBracketed(cell.text)
    else { return false }
    return FormColumn(heading: above.map(\.text).joined() + cell.text) != nil
  }

  /// What stands between the headings above one column.
  static let joint: Character = "／"

  /// Headings above one column as one: 事業費／前年度.
  private static func joined(_ levels: [TableCell]) -> String {
    levels.map { $0.text.filter { !$0.isWhitespace } }.joined(separator: String(joint))
  }

  /// What the columns are by their headings, which go over `rowCount` rows.
  func heading(rowCount: Int) -> HeadingRows {
    var candidates = HeadingCandidates(hiddenColumns: hiddenColumns)
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
    map.unclear = candidates.unclear
    return HeadingRows(
      map: map, rowCount: rowCount, repeated: candidates.repeated, costUnit: candidates.costUnit)
  }
}
