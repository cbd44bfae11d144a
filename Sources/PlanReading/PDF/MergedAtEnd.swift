internal import PlanModel

/// Cells that may be merged over rows on both sides of a page's end, where whole rows meet.
///
/// Each page shows its own part of such a cell, and many programs draw both parts closed. In a column in which cells are
/// merged somewhere, or are left open at that end, an empty cell beside words may be theirs, and words beside words may
/// be the rest of them.
struct MergedAtEnd {
  /// A page's last row and the next page's first, as they stand in one table.
  private struct Meeting {
    var upper: BrokenRows.Row
    var lower: Int
    var names: [Int: FormColumn]
    /// The columns that are drawn open there.
    var open: Set<Int>
  }

  /// A merged cell that stands in two places of a table, because a broken row lies between them.
  private struct Twin {
    var table: Int
    var column: Int
    var upper: Int
    var lower: Int
  }

  let vocabulary: Vocabulary
  private var meetings: [Meeting] = []
  private var twins: [Twin] = []

  init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  mutating func add(
    _ upper: BrokenRows.Row, _ lower: Int, names: [Int: FormColumn], open: Set<Int>
  ) {
    meetings.append(Meeting(upper: upper, lower: lower, names: names, open: open))
  }

  /// Says that merged cells of rows of `table` stand again in the row `lower`.
  mutating func add(_ again: [(column: Int, row: Int)], of table: Int, in lower: Int) {
    for cell in again {
      twins.append(Twin(table: table, column: cell.column, upper: cell.row, lower: lower))
    }
  }

  /// Loses in `tables` what no side of a page's end proves.
  ///
  /// Each end is judged by what the pages show, whatever another end loses of it: an empty part stays one without words.
  func settle(_ tables: inout [Table]) {
    let merging = tables.map { Self.mergingColumns($0) }
    let printed = tables
    for meeting in meetings {
      let table = meeting.upper.table
      for (column, spot) in BrokenRows.spots(over: meeting.upper, in: tables[table]) {
        guard merging[table].contains(column) || meeting.open.contains(column),
          let name = meeting.names[column], !name.isAmount,
          name != .number,
          let offset = tables[table].rows[meeting.lower].cells
            .firstIndex(where: { $0.column == column })
        else { continue }
        let below = BrokenRows.Spot(row: meeting.lower, offset: offset)
        settle(spot, below, name, printed: printed[table], in: &tables[table])
      }
    }
    for twin in twins { equalise(twin, in: &tables[twin.table]) }
    for twin in twins.reversed() { equalise(twin, in: &tables[twin.table]) }
  }

  /// Gives both places of a cell what is known of it last: the lower one may have got words from a further page.
  private func equalise(_ twin: Twin, in table: inout Table) {
    let spots = [twin.upper, twin.lower].compactMap { row in
      table.rows[row].cells.firstIndex { $0.column == twin.column }
        .map { BrokenRows.Spot(row: row, offset: $0) }
    }
    guard spots.count == 2 else { return }
    let (upper, lower) = (spots[0].cell(in: table), spots[1].cell(in: table))
    switch (upper.content, lower.content) {
    case (.lost, .lost), (.empty, .empty):
      return
    case (.lost, _):
      Self.lose(spots[1], in: &table)
    case (_, .lost):
      Self.lose(spots[0], in: &table)
    case (.words, .empty):
      Self.set(upper, at: spots[1], in: &table)
    case (_, .words):
      Self.set(lower, at: spots[0], in: &table)
    }
  }

  private func settle(
    _ above: BrokenRows.Spot, _ below: BrokenRows.Spot, _ name: FormColumn, printed: Table,
    in table: inout Table
  ) {
    let (upper, lower) = (above.cell(in: printed), below.cell(in: printed))
    switch (upper.content, lower.content) {
    case (.empty, .empty):
      return
    case (.words, .words) where areWhole(upper, lower, name):
      return
    case (.words, .words) where Self.isLinkedWhole(upper, lower):
      var whole = upper
      (whole.text, whole.linkTarget) = (upper.text + "\n" + lower.text, nil)
      for spot in [above, below] where spot.cell(in: table).content == .words {
        Self.set(whole, at: spot, in: &table)
      }
    case (.words, .empty):
      Self.lose(below, in: &table)
    case (.empty, .words):
      Self.lose(above, in: &table)
    case (.words, .words), (_, .lost), (.lost, _):
      Self.lose(above, in: &table)
      Self.lose(below, in: &table)
    }
  }

  /// Whether the words on both sides are together the address to which a link on either of them leads.
  private static func isLinkedWhole(_ upper: TableCell, _ lower: TableCell) -> Bool {
    let whole = joined(upper.text) + joined(lower.text)
    return upper.linkTarget == whole || lower.linkTarget == whole
  }

  /// Gives the cell at `spot` what stands in another place of it.
  private static func set(_ twin: TableCell, at spot: BrokenRows.Spot, in table: inout Table) {
    let before = spot.cell(in: table)
    var cell = twin
    (cell.rowSpan, cell.place) = (before.rowSpan, before.place)
    table.rows[spot.row].cells[spot.offset] = cell
  }

  private static func lose(_ spot: BrokenRows.Spot, in table: inout Table) {
    let cell = spot.cell(in: table)
    table.rows[spot.row].cells[spot.offset] = BrokenRows.lost(cell)
    table.rows[spot.row].addStrays([cell])
  }

  /// The columns in which some cell is merged over rows, those of headings aside.
  private static func mergingColumns(_ table: Table) -> Set<Int> {
    var columns: Set<Int> = []
    for row in table.rows {
      for cell in row.cells
      where cell.rowSpan > 1 && cell.columnSpan == 1 && FormColumn(heading: cell.text) == nil {
        columns.insert(cell.column)
      }
    }
    return columns
  }

  // MARK: Proof

  /// Whether the words on both sides are cells of their own, and not one that the page's end cuts.
  private func areWhole(_ above: TableCell, _ below: TableCell, _ name: FormColumn) -> Bool {
    let words = [above, below].map { Self.joined($0.text) }
    switch name {
    case .url, .linkTarget:
      return Self.beginsAddress(words[1])
    case .contact, .phone:
      return [above, below].allSatisfy { Self.endsContact($0.text) }
    case .municipality:
      return isProven(words) { vocabulary.submitter(named: $0) != nil }
    case .theme:
      return isProven(words) { vocabulary.theme(named: $0) != nil }
    case .category:
      return isProven(words) { vocabulary.category(worded: $0) != nil }
    case .start:
      return isProven(words) {
        Printed($0, at: above.place).startField(vocabulary).value != nil
      }
    case .title:
      return FormWords.ends(Array(words[0].unicodeScalars)[...], with: FormWords.projectEndings)
        && !words[1].unicodeScalars.starts(with: FormWords.project)
    case .number, .description, .cost, .target, .reference, .linkLabel, .department, .section:
      return false
    }
  }

  /// Whether both are values, which they are not together.
  private func isProven(_ words: [String], by isValue: (String) -> Bool) -> Bool {
    words.allSatisfy(isValue) && !isValue(words.joined())
  }

  private static func joined(_ text: String) -> String {
    text.split(separator: "\n").joined()
  }

  private static func beginsAddress(_ text: String) -> Bool {
    let start = text.lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
      || Printed(text, at: .nowhere).isDash
  }

  /// Whether a whole telephone number stands in the cell, with which contacts end.
  private static func endsContact(_ text: String) -> Bool {
    let cell = ContactCell(text, isWrapped: true)
    return !cell.isTorn && cell.rest.isEmpty
      && Printed(cell.phone, at: .nowhere).phoneField().value?.digits != nil
  }
}
