internal import PlanModel

/// Cells that may be merged over rows on both sides of a page's end, where whole rows meet.
///
/// Each page shows its own part of such a cell. Some programs draw no line where the end cuts it, as within any cell; many
/// draw both parts closed. So in a column in which cells are merged somewhere, or are left open at that end, an empty cell
/// beside words may be theirs, and words beside words may be the rest of them.
struct MergedAtEnd {
  /// A page's last row and the next page's first, as they stand in one table.
  struct Meeting {
    var upper: BrokenRows.Row
    var lower: Int
    var names: [Int: FormColumn]
    /// The columns that are drawn open on either side.
    var open: Set<Int>
    /// The columns in which no line parts the rows, though one does in others.
    var unparted: Set<Int>
  }

  /// What lies on both sides of one page's end.
  private enum Joint {
    case meeting(Meeting)
    /// A broken row lies between the two places of a cell.
    case again(Bond)
  }

  /// Two places of a table in one column at a page's end.
  private struct Bond {
    var table: Int
    var column: Int
    var upper: Int
    var lower: Int
    /// Whether they are known to be one cell; else each is what it is, and may be the other's part.
    var isOneCell: Bool
  }

  let vocabulary: Vocabulary
  private var joints: [Joint] = []

  init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  mutating func add(_ meeting: Meeting) { joints.append(.meeting(meeting)) }

  /// Says that merged cells of rows of `table` stand again in the row `lower`.
  mutating func add(_ again: [(column: Int, row: Int)], of table: Int, in lower: Int) {
    joints += again.map { cell in
      .again(
        Bond(table: table, column: cell.column, upper: cell.row, lower: lower, isOneCell: true))
    }
  }

  /// Gives all parts of a cell in `tables` what it says, and loses what no side of a page's end proves.
  func settle(_ tables: inout [Table]) {
    let printed = tables
    let merging = tables.map { Self.mergingColumns($0) }
    var bonds: [Bond] = []
    var doubtful: [(bond: Bond, name: FormColumn)] = []
    for joint in joints {
      switch joint {
      case .again(let bond):
        bonds.append(bond)
      case .meeting(let meeting):
        let table = meeting.upper.table
        for (bond, name) in Self.bonds(of: meeting, in: tables[table], merging[table]) {
          if bond.isOneCell || isLinkedWhole(bond, in: tables[table]),
            join(bond, name, in: &tables[table])
          {
            bonds.append(
              Bond(
                table: table, column: bond.column, upper: bond.upper, lower: bond.lower,
                isOneCell: true))
          } else {
            doubtful.append((bond, name))
          }
        }
      }
    }
    Self.spread(bonds, printed, &tables)
    // Each end is judged by what stands there before another one loses it: a part without words stays one.
    let joined = tables
    for (bond, name) in doubtful {
      judge(bond, name, in: joined[bond.table], printed[bond.table], &tables[bond.table])
    }
    bonds += doubtful.map(\.bond).filter { bond in
      [bond.upper, bond.lower].allSatisfy { row in
        Self.cell(in: joined[bond.table], row, bond.column)?.content == .empty
      }
    }
    Self.spread(bonds, printed, &tables)
  }

  /// The columns at a page's end in which a cell may lie on both sides.
  private static func bonds(
    of meeting: Meeting, in table: Table, _ merging: Set<Int>
  ) -> [(bond: Bond, name: FormColumn)] {
    let spots = BrokenRows.spots(over: meeting.upper, in: table)
    return spots.sorted { $0.key < $1.key }.compactMap { column, spot in
      guard merging.contains(column) || meeting.open.contains(column),
        let name = meeting.names[column], !name.isAmount, name != .number,
        let below = cell(in: table, meeting.lower, column)
      else { return nil }
      let isNarrow = below.columnSpan == 1 && spot.cell(in: table).columnSpan == 1
      return (
        Bond(
          table: meeting.upper.table, column: column, upper: spot.row, lower: meeting.lower,
          isOneCell: isNarrow && meeting.unparted.contains(column)), name
      )
    }
  }

  // MARK: One cell

  /// Joins the words on both sides of a page's end; `false` where they are not those of one cell.
  private func join(_ bond: Bond, _ name: FormColumn, in table: inout Table) -> Bool {
    guard let upper = Self.cell(in: table, bond.upper, bond.column),
      let lower = Self.cell(in: table, bond.lower, bond.column), upper.content != .lost,
      lower.content != .lost
    else { return false }
    guard upper.content == .words, lower.content == .words else { return true }
    if areWhole(upper, lower, name) { return false }
    var whole = upper
    whole.text = upper.text + "\n" + lower.text
    whole.linkTarget = upper.linkTarget ?? lower.linkTarget
    if isLinkedWhole(bond, in: table) { whole.linkTarget = nil }
    for row in [bond.upper, bond.lower] { Self.set(whole, at: row, bond.column, in: &table) }
    return true
  }

  /// Whether the words on both sides are together the address to which a link on either of them leads.
  private func isLinkedWhole(_ bond: Bond, in table: Table) -> Bool {
    let cells = [bond.upper, bond.lower].compactMap { Self.cell(in: table, $0, bond.column) }
    guard cells.allSatisfy({ $0.content == .words }) else { return false }
    let whole = cells.map { Self.joined($0.text) }.joined()
    return cells.contains { $0.linkTarget == whole }
  }

  /// Gives the parts of one cell what is known of it, from page to page and back; of two parts without words neither is
  /// blank where the other one is lost.
  private static func spread(_ bonds: [Bond], _ printed: [Table], _ tables: inout [Table]) {
    let sorted = bonds.sorted { ($0.table, $0.upper) < ($1.table, $1.upper) }
    for bond in sorted + sorted.reversed() {
      guard let upper = cell(in: tables[bond.table], bond.upper, bond.column),
        let lower = cell(in: tables[bond.table], bond.lower, bond.column)
      else { continue }
      switch (upper.content, lower.content) {
      case (.lost, .lost), (.empty, .empty):
        continue
      case (.lost, .empty):
        lose(bond.lower, bond.column, printed[bond.table], &tables[bond.table])
      case (.empty, .lost):
        lose(bond.upper, bond.column, printed[bond.table], &tables[bond.table])
      case _ where !bond.isOneCell:
        continue
      case (.lost, .words):
        lose(bond.lower, bond.column, printed[bond.table], &tables[bond.table])
      case (.words, .lost):
        lose(bond.upper, bond.column, printed[bond.table], &tables[bond.table])
      case (.words, .empty):
        set(upper, at: bond.lower, bond.column, in: &tables[bond.table])
      case (_, .words):
        set(lower, at: bond.upper, bond.column, in: &tables[bond.table])
      }
    }
  }

  // MARK: One cell or two

  /// Loses in `table` what may be part of a cell on the other side, by what stood there in `joined`.
  private func judge(
    _ bond: Bond, _ name: FormColumn, in joined: Table, _ printed: Table, _ table: inout Table
  ) {
    guard let upper = Self.cell(in: joined, bond.upper, bond.column),
      let lower = Self.cell(in: joined, bond.lower, bond.column)
    else { return }
    switch (upper.content, lower.content) {
    case (.empty, .empty):
      return
    case (.words, .words) where areWhole(upper, lower, name):
      return
    case (.words, .empty):
      Self.lose(bond.lower, bond.column, printed, &table)
    case (.empty, .words):
      Self.lose(bond.upper, bond.column, printed, &table)
    case (.words, .words), (_, .lost), (.lost, _):
      Self.lose(bond.upper, bond.column, printed, &table)
      Self.lose(bond.lower, bond.column, printed, &table)
    }
  }

  // MARK: Cells

  private static func cell(in table: Table, _ row: Int, _ column: Int) -> TableCell? {
    table.rows[row].cells.first { $0.column == column }
  }

  /// Gives a cell what stands in another place of it.
  private static func set(_ twin: TableCell, at row: Int, _ column: Int, in table: inout Table) {
    guard let index = table.rows[row].cells.firstIndex(where: { $0.column == column }) else {
      return
    }
    let before = table.rows[row].cells[index]
    var cell = twin
    (cell.rowSpan, cell.place) = (before.rowSpan, before.place)
    table.rows[row].cells[index] = cell
  }

  /// Loses a cell; the words that its own page has there stand beside the row.
  private static func lose(_ row: Int, _ column: Int, _ printed: Table, _ table: inout Table) {
    guard let index = table.rows[row].cells.firstIndex(where: { $0.column == column }),
      table.rows[row].cells[index].content != .lost
    else { return }
    table.rows[row].cells[index] = BrokenRows.lost(table.rows[row].cells[index])
    if let words = cell(in: printed, row, column) { table.rows[row].addStrays([words]) }
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
