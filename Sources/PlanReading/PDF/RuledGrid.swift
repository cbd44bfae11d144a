/// A table that ruling lines draw: its columns, its rows and which of its places are one cell.
struct RuledGrid {
  /// One cell: the places it covers, from 0.
  struct Cell: Hashable {
    var row: Int
    var column: Int
    var rowSpan: Int
    var columnSpan: Int
  }

  /// A place between two edges of either direction, from 0.
  struct Place: Hashable {
    var row: Int
    var column: Int
  }

  /// The x of the columns' edges and the y of the rows' edges, ascending.
  let columnEdges: [Double]
  let rowEdges: [Double]
  private(set) var cells: [Cell] = []

  /// How far lines may be apart that are drawn as one.
  static let tolerance = 2.0
  /// The fewest columns of a table that can be a plan's.
  private static let columnCountMin = 4
  /// The most lines of one direction on a page that are looked at; maps and charts have more.
  static let ruleCountMax = 4000

  var box: PageRectangle {
    PageRectangle(
      left: columnEdges[0], top: rowEdges[0], right: columnEdges[columnEdges.count - 1],
      bottom: rowEdges[rowEdges.count - 1])
  }

  func box(of cell: Cell) -> PageRectangle {
    PageRectangle(
      left: columnEdges[cell.column], top: rowEdges[cell.row],
      right: columnEdges[cell.column + cell.columnSpan],
      bottom: rowEdges[cell.row + cell.rowSpan])
  }

  /// The grids of a page from top to bottom.
  static func grids(_ rules: [PageRule]) -> [RuledGrid] {
    let found = connectedGrids(rules)
    return found.isEmpty ? connectedGrids(SeparateBoxes(joined(rules)).rules) : found
  }

  private static func connectedGrids(_ rules: [PageRule]) -> [RuledGrid] {
    let joined = joined(rules)
    let vertical = joined.filter(\.isVertical)
    let horizontal = joined.filter { !$0.isVertical }
    guard max(vertical.count, horizontal.count) <= ruleCountMax else { return [] }
    var groups = Groups(count: joined.count)
    let all = vertical + horizontal
    for (v, standing) in vertical.enumerated() {
      for (h, lying) in horizontal.enumerated() where touches(standing, lying) {
        groups.join(v, vertical.count + h)
      }
    }
    return Dictionary(grouping: all.indices) { groups.root($0) }.values
      .compactMap { RuledGrid($0.map { all[$0] }) }
      .sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
  }

  private static func touches(_ standing: PageRule, _ lying: PageRule) -> Bool {
    lying.position >= standing.start - tolerance && lying.position <= standing.end + tolerance
      && standing.position >= lying.start - tolerance && standing.position <= lying.end + tolerance
  }

  /// Lines on one line that touch, as one.
  private static func joined(_ rules: [PageRule]) -> [PageRule] {
    var result: [PageRule] = []
    for isVertical in [true, false] {
      let own = rules.filter { $0.isVertical == isVertical }.sorted { $0.position < $1.position }
      var start = 0
      while start < own.count {
        var end = start
        while end + 1 < own.count, own[end + 1].position - own[start].position <= 1.2 { end += 1 }
        let band = own[start...end].sorted { $0.start < $1.start }
        var open = band[0]
        for rule in band.dropFirst() {
          if rule.start <= open.end + 3 {
            open.end = max(open.end, rule.end)
          } else {
            result.append(open)
            open = rule
          }
        }
        result.append(open)
        start = end + 1
      }
    }
    return result
  }

  private init?(_ rules: [PageRule]) {
    let vertical = rules.filter(\.isVertical)
    let horizontal = rules.filter { !$0.isVertical }
    guard !horizontal.isEmpty, vertical.count >= 2 else { return nil }
    // A side that has no line of its own ends where the lines across it end.
    columnEdges = Self.edges(
      vertical.map(\.position), from: horizontal.map(\.start).min(),
      to: horizontal.map(\.end).max())
    rowEdges = Self.edges(
      horizontal.map(\.position), from: vertical.map(\.start).min(), to: vertical.map(\.end).max())
    guard columnEdges.count > Self.columnCountMin, rowEdges.count > 1 else { return nil }
    let (columnEdges, rowEdges) = (columnEdges, rowEdges)
    findCells(
      isDrawnRight: { row, column in
        Self.isDrawn(vertical, columnEdges[column + 1], rowEdges[row], rowEdges[row + 1])
      },
      isDrawnBelow: { row, column in
        Self.isDrawn(horizontal, rowEdges[row + 1], columnEdges[column], columnEdges[column + 1])
      })
  }

  /// The columns, from 1, whose cells are drawn open at the table's edge `y` though others are closed there.
  func openColumns(_ rules: [PageRule], at y: Double) -> Set<Int> {
    let open = undrawnColumns(rules, at: y)
    return open.count == columnEdges.count - 1 ? [] : open
  }

  /// The columns, from 1, in which no line is drawn at `y`.
  func undrawnColumns(_ rules: [PageRule], at y: Double) -> Set<Int> {
    let horizontal = rules.filter { !$0.isVertical }
    return Set(
      (1..<columnEdges.count).filter {
        !Self.isDrawn(horizontal, y, columnEdges[$0 - 1], columnEdges[$0])
      })
  }

  /// The lines of a page with those across that close a table with `edges`, of which the page has the lines down alone.
  static func closing(_ rules: [PageRule], _ edges: [Double]) -> [PageRule] {
    let vertical = joined(rules).filter(\.isVertical)
    let own = edges.compactMap { edge in
      vertical.first { abs($0.position - edge) <= tolerance }
    }
    guard own.count == edges.count, let top = own.map(\.start).min(), let left = edges.first,
      let right = edges.last, let bottom = own.map(\.end).max()
    else { return rules }
    return rules
      + [top, bottom].map { PageRule(isVertical: false, position: $0, start: left, end: right) }
  }

  /// The grid with those edges, in which the named places have no edge below or right of them.
  init?(
    columnEdges: [Double], rowEdges: [Double], openBelow: Set<Place>, openRight: Set<Place>
  ) {
    guard columnEdges.count > Self.columnCountMin, rowEdges.count > 1 else { return nil }
    self.columnEdges = columnEdges
    self.rowEdges = rowEdges
    findCells(
      isDrawnRight: { !openRight.contains(Place(row: $0, column: $1)) },
      isDrawnBelow: { !openBelow.contains(Place(row: $0, column: $1)) })
  }

  private static func edges(_ positions: [Double], from: Double?, to: Double?) -> [Double] {
    var edges: [Double] = []
    for position in positions.sorted() where position - (edges.last ?? -.infinity) > 2.5 {
      edges.append(position)
    }
    if let from, let first = edges.first, from < first - 4 { edges.insert(from, at: 0) }
    if let to, let last = edges.last, to > last + 4 { edges.append(to) }
    return edges
  }

  // MARK: Cells

  /// Joins the places between which no edge is drawn.
  private mutating func findCells(
    isDrawnRight: (Int, Int) -> Bool, isDrawnBelow: (Int, Int) -> Bool
  ) {
    let columnCount = columnEdges.count - 1
    let rowCount = rowEdges.count - 1
    var groups = Groups(count: columnCount * rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let place = row * columnCount + column
        if column + 1 < columnCount, !isDrawnRight(row, column) { groups.join(place, place + 1) }
        if row + 1 < rowCount, !isDrawnBelow(row, column) {
          groups.join(place, place + columnCount)
        }
      }
    }
    let places = Dictionary(grouping: 0..<columnCount * rowCount) { groups.root($0) }
    for members in places.values {
      let rows = members.map { $0 / columnCount }
      let columns = members.map { $0 % columnCount }
      guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(),
        let right = columns.max()
      else { continue }
      let cell = Cell(
        row: top, column: left, rowSpan: bottom - top + 1, columnSpan: right - left + 1)
      if cell.rowSpan * cell.columnSpan == members.count {
        cells.append(cell)
      } else {
        cells += members.map {
          Cell(row: $0 / columnCount, column: $0 % columnCount, rowSpan: 1, columnSpan: 1)
        }
      }
    }
    cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  /// Whether a line at `position` covers most of the way from `start` to `end`.
  private static func isDrawn(
    _ rules: [PageRule], _ position: Double, _ start: Double, _ end: Double
  ) -> Bool {
    var covered = 0.0
    for rule in rules where abs(rule.position - position) <= 2.5 {
      covered += max(0, min(rule.end, end) - max(rule.start, start))
    }
    return covered >= (end - start) * 0.6
  }
}

/// Things that belong together, found by joining two at a time.
private struct Groups {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func root(_ index: Int) -> Int {
    var index = index
    while parents[index] != index {
      parents[index] = parents[parents[index]]
      index = parents[index]
    }
    return index
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (one, other) = (root(first), root(second))
    parents[max(one, other)] = min(one, other)
  }
}

extension RuledGrid {
  /// The cells by the places that they cover.
  struct Lookup {
    let grid: RuledGrid
    private var cells: [Cell?]

    init(_ grid: RuledGrid) {
      self.grid = grid
      let columnCount = grid.columnEdges.count - 1
      cells = Array(repeating: nil, count: columnCount * (grid.rowEdges.count - 1))
      for cell in grid.cells {
        for row in cell.row..<cell.row + cell.rowSpan {
          for column in cell.column..<cell.column + cell.columnSpan {
            cells[row * columnCount + column] = cell
          }
        }
      }
    }

    /// The cell at a point; `nil` outside of the grid.
    func cell(x: Double, y: Double) -> Cell? {
      guard let column = RuledGrid.index(of: x, in: grid.columnEdges),
        let row = RuledGrid.index(of: y, in: grid.rowEdges)
      else { return nil }
      return cells[row * (grid.columnEdges.count - 1) + column]
    }
  }

  /// The ordinal of the gap between ascending edges in which a value lies.
  static func index(of value: Double, in edges: [Double]) -> Int? {
    guard let first = edges.first, let last = edges.last, value >= first, value <= last else {
      return nil
    }
    return edges.indices.dropLast().last { edges[$0] <= value }
  }
}
