internal import PlanModel

/// Which tables of an input hold plans, where some do for certain.
struct SheetRoles {
  /// Whether a table has columns for the names or the contents of projects.
  private let hasProjects: Bool

  /// How many rows of a table are looked at for its headings.
  private static let rowCountMax = 60

  init(_ tables: [Table]) {
    hasProjects =
      tables.count > 1 && tables.contains { !Self.namesSample($0) && Self.hasProjects($0) }
  }

  private static func hasProjects(_ table: Table) -> Bool {
    table.rows.indices.prefix(rowCountMax).contains {
      HeadingRows(at: $0, of: table)?.map.hasProjects ?? false
    }
  }

  /// Whether the sheet holds a narrow table of its own, as lists of codes are.
  func isList(_ table: Table) -> Bool {
    // What `convert` could not place is marked row by row.
    let rows = table.rows.filter { $0.cells.first?.text != CellText.unplacedMark }
    let widest = rows.map(\.filledCells.count).max()
    return hasProjects && !Self.hasProjects(table)
      && (HeadingRows.columnCountMin...5).contains(widest ?? .zero)
  }

  /// Whether the sheet shows how to fill the form: 記入例.
  func isSample(_ table: Table) -> Bool { hasProjects && Self.namesSample(table) }

  /// Whether the table of `heading` is none of projects, beside one that is: sums by municipality, a list of codes.
  func isOther(_ heading: HeadingRows, besides plans: Bool) -> Bool {
    (hasProjects || plans) && !heading.map.hasProjects
  }

  private static func namesSample(_ table: Table) -> Bool {
    guard let name = table.name else { return false }
    return ["記入例", "記載例", "作成例", "記入見本", "見本", "サンプル", "記入要領", "記載要領"].contains {
      name.contains($0)
    }
  }
}

extension ColumnMap {
  /// Whether there are columns for projects: what they do, or their names with more than what they cost.
  var hasProjects: Bool {
    present.contains(.description)
      || present.contains(.title)
        && !present.isDisjoint(with: [.municipality, .category, .target, .reference, .start])
  }
}

extension Table {
  /// How many columns of the form have to be there twice for two tables side by side.
  private static let repeatedCountMin = 4

  /// The tables that stand side by side in this one, from left to right; mostly one.
  var sideBySide: [Table] {
    guard emptyCells == .areBlank else { return [self] }
    for index in rows.indices.prefix(30)
    where rows[index].filledCells.count >= 2 * Self.repeatedCountMin {
      guard let heading = HeadingRows(at: index, of: self) else { continue }
      guard heading.repeated.count >= Self.repeatedCountMin,
        let split = heading.repeated.map(\.column).min(), split > 1
      else { return [self] }
      let left = keeping { $0.column < split }
      return [left] + keeping { $0.column >= split }.sideBySide
    }
    return [self]
  }

  /// The table with those of its cells that `isKept`, and no other rows than theirs.
  private func keeping(_ isKept: (TableCell) -> Bool) -> Table {
    var table = self
    table.rows = rows.compactMap { row in
      let cells = row.cells.filter(isKept)
      guard let first = cells.first else { return nil }
      var place = row.place
      if place.cell != nil { place.cell = first.place.cell }
      return TableRow(place: place, cells: cells, isHidden: row.isHidden)
    }
    return table
  }
}

// MARK: What is beside the plans

extension TablePlans {
  /// Takes the words of a row of a table that holds no plan.
  mutating func leaveBeside(_ row: TableRow) {
    for cell in row.cells where cell.content == .words {
      submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
    }
  }

  /// Says that a table is none of a plan; what stands above it is its own.
  mutating func beginBeside(at place: Place) {
    for part in above.heading + above.notes.labels.map({ Printed($0.text, at: $0.place) })
      + [above.unit, above.submitter].compactMap({ $0 })
    {
      submission.furniture.append(Furniture(.other, part.text, at: part.place))
    }
    for note in above.notes.notes {
      submission.furniture.append(Furniture(.other, note.text, at: note.place))
    }
    for (cell, _) in above.others {
      submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
    }
    above = TextAbove()
    note(
      "other-table", at: place,
      "a table without the names and contents of projects is not read as a plan")
  }

  /// Leaves what stands on an earlier sheet without a table, but for the title of a plan.
  mutating func leaveCover() {
    guard format == .xlsx, open == nil else { return }
    let titles = above.heading.filter { $0.text.contains("計画書") }
    above.heading.removeAll { titles.contains($0) }
    leaveAbove()
    cover += titles
  }

  /// The title of an earlier sheet, for a plan that has none of its own.
  mutating func takeCover() -> Printed? {
    guard let first = cover.first else { return nil }
    defer { cover = [] }
    return Printed(cover.map(\.text).joined(), at: first.place)
  }
}
