internal import PlanModel

/// The tables on the pages of a text whose layout was kept.
///
/// How cells stand in their rows is told from the whole text, and a row at the edge of a page is held against the
/// page beside it.
struct LayoutTables {
  private enum Part {
    case text([[PageWord]])
    /// A table, by its index in `tables`.
    case table(Int)
  }

  private let cells: LayoutCells
  private var groups: [[Part]] = []
  private var tables: [LayoutRows] = []
  /// Whether rows stand on a page whose columns nobody names, or there are too many of these.
  private var hasNamelessRows = false

  /// The most cells, and the most runs of words, of a hundred that may be lost where a text is read.
  private static let lostPercentMax = 25
  /// The most runs of words on a line that belongs to no table: a heading and its unit.
  private static let wordCountMax = 2

  init(_ pages: [AlignedTable], cells: LayoutCells) {
    self.cells = cells
    var names: [FormColumn?] = []
    for page in pages {
      guard page.isTable else {
        addPage(page, names: names)
        continue
      }
      for parts in page.parts() {
        groups.append(
          parts.map { part in
            switch part {
            case .text(let lines): return .text(lines)
            case .table(let heading, let body):
              guard let columns = LayoutColumns(heading: heading, body: body) else {
                hasNamelessRows = true
                return .text(heading + body)
              }
              names = columns.names
              return .table(add(body, columns))
            }
          })
      }
    }
    settle()
  }

  /// Adds the rows of a table, and says which it is.
  private mutating func add(_ body: [[PageWord]], _ columns: LayoutColumns) -> Int {
    tables.append(
      LayoutRows(
        body, columns: columns, cells: cells, isWholeAbove: tables.last?.endsWithSums ?? true))
    return tables.count - 1
  }

  /// Adds a page that repeats no headings: its columns are those of the page before where they are as many.
  private mutating func addPage(_ page: AlignedTable, names: [FormColumn?]) {
    let end = page.bodyEnd(from: 0, to: page.lines.count)
    let body = Array(page.lines[..<end])
    let rest = Part.text(Array(page.lines[end...]))
    if tables.last?.endsWithSums == false, let columns = LayoutColumns(body: body, like: names) {
      groups.append([.table(add(body, columns)), rest])
      return
    }
    if body.contains(where: { $0.count > Self.wordCountMax }) { hasNamelessRows = true }
    groups.append([.text(body), rest])
  }

  // MARK: Proof

  private mutating func settle() {
    let exact = exactColumns()
    let settings = settings(exact)
    for index in tables.indices {
      let isLast = index + 1 == tables.count
      tables[index].place(
        settings, exact: exact, isWholeBelow: tables[index].endsWithSums || isLast)
    }
    var isShifted = false
    for index in tables.indices where tables[index].orderAmounts() { isShifted = true }
    if isShifted { for index in tables.indices { tables[index].loseUnorderedAmounts() } }
    // A row that the end of a page breaks has words on both pages.
    for index in tables.indices.dropFirst() where !tables[index].isWholeAbove {
      let above = tables[index - 1].doubts(ofLast: true)
      let below = tables[index].doubts(ofLast: false)
      tables[index - 1].lose(below, ofLast: true)
      tables[index].lose(above, ofLast: false)
    }
  }

  /// The columns whose cells all stand exactly in the middle where nothing else doubts them.
  private func exactColumns() -> Set<[FormColumn?]> {
    var standings: [[FormColumn?]: (exact: Int, off: Int)] = [:]
    for found in tables.flatMap({ $0.standings() }) {
      standings[found.columns, default: (0, 0)].exact += found.exact
      standings[found.columns, default: (0, 0)].off += found.off
    }
    return Set(standings.filter { $1.off == 0 && $1.exact >= Self.exactCountMin }.keys)
  }

  /// How cells can stand in their rows: in the ways that explain most of the text, and none where another does far better.
  private func settings(_ exact: Set<[FormColumn?]>) -> [RowParting.Setting] {
    let misfits = RowParting.Setting.allCases.map { setting in
      tables.reduce(into: (count: 0, of: 0)) { sum, rows in
        let found = rows.misfits(setting, exact: exact)
        sum = (sum.count + found.count, sum.of + found.of)
      }
    }
    let most = misfits.map(\.count).max() ?? .zero
    return zip(RowParting.Setting.allCases, misfits).filter { setting, found in
      let isRefuted = found.count == most && misfits.contains { $0.count * 10 + 5 <= most }
      return !isRefuted && found.count * 100 <= found.of * Self.misfitPercentMax(setting)
    }.map(\.0)
  }

  /// The fewest cells that say how a column's cells stand.
  private static let exactCountMin = 3

  /// The most cells of a hundred that may stand otherwise: words above its line refute a cell from the top, while
  /// merged cells and rows without space between them are doubtful in the middle.
  private static func misfitPercentMax(_ setting: RowParting.Setting) -> Int {
    setting == .top ? 10 : 40
  }

  // MARK: Reading

  /// The tables, or `nil` where more of their cells are lost than a reader can be given.
  func reading(_ place: ([PageWord]) -> Place) -> TableReading? {
    guard !hasNamelessRows, isProven else { return nil }
    var reading = TableReading(tables: [])
    // Whether rows may still follow, so that words in a row of text would be taken for cells.
    var isOpen = false
    for group in groups {
      var rows: [TableRow] = []
      for part in group {
        switch part {
        case .text(let lines):
          rows += lines.map { textRow($0, isOpen: isOpen, place) }
        case .table(let table):
          if tables[table].isHeaded { rows.append(tables[table].headingRow(place)) }
          rows += tables[table].rows(place)
          isOpen = !tables[table].endsWithSums
        }
      }
      reading.tables.append(Table(name: nil, rows: rows, emptyCells: .areLostWhereRequired))
    }
    return reading
  }

  private var isProven: Bool {
    if tables.allSatisfy({ $0.count == 0 }) || tables.contains(where: \.hidesRows) { return false }
    // Lines of entries that are none of the rows were taken for parts of others.
    if tables.contains(where: { $0.amountLineCount > $0.entryCount }) || hasRowsBeside {
      return false
    }
    let cells = tables.map(\.lostCount)
    let words = tables.map(\.strayCount)
    return Self.isFew(cells.reduce(0) { $0 + $1.lost }, of: cells.reduce(0) { $0 + $1.of })
      && Self.isFew(words.reduce(0) { $0 + $1.strays }, of: words.reduce(0) { $0 + $1.of })
  }

  /// Whether lines of entries stand outside of the tables.
  private var hasRowsBeside: Bool {
    groups.joined().contains { part in
      if case .text(let lines) = part {
        LayoutRows.amountLineCount(lines, cells) > 0
      } else {
        false
      }
    }
  }

  private static func isFew(_ count: Int, of all: Int) -> Bool {
    count * 100 <= all * lostPercentMax
  }

  /// A line outside the tables; words side by side are no cells of a row.
  private func textRow(
    _ line: [PageWord], isOpen: Bool, _ place: ([PageWord]) -> Place
  ) -> TableRow {
    guard line.count > (isOpen ? 1 : Self.wordCountMax) else {
      return AlignedTable.textRow(line, place)
    }
    return TableRow(place: place(line), cells: AlignedTable.strays(line, place))
  }
}
