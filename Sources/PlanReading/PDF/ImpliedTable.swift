internal import PlanModel

/// A table of which ruling lines draw the rows, the columns or neither: a grid that its words imply.
///
/// Columns are parted by drawn lines or by the gutters between words, rows by drawn lines, the ends of shaded rows or
/// the gaps between base lines. The words of cells that none of them proves are left out of the grid.
struct ImpliedTable {
  typealias Place = RuledGrid.Place

  private(set) var grid: RuledGrid
  /// The words that stand in cells.
  private(set) var words: [PageWord] = []
  /// Words of which nobody knows the cell, by rows.
  private(set) var strays: [Int: [PageWord]] = [:]
  /// The cells that are lost.
  private(set) var lost: Set<Place> = []
  /// Rows that are part of another row, or of none.
  private(set) var looseRows: Set<Int> = []
  /// Rows of which nothing is known but that they are there.
  private(set) var unknownRows: Set<Int> = []
  /// How many rows the headings have.
  private(set) var headingRowCount = 0
  /// The words below the last row.
  private(set) var below: [PageWord] = []
  let layout: ColumnLayout

  /// The most lines of a page that are looked at.
  private static let lineCountMax = 2000
  /// How far the lines of a cell may be off where its row has them, in points.
  private static let slack = 0.8

  /// `heading` is what this page has of it, `body` what stands below; `nil` where no row has a serial number.
  init?(layout: ColumnLayout, heading: [PageWord], body: [PageWord], content: PageContent) {
    guard let number = layout.index(of: .number), !layout.glued.contains(number) else { return nil }
    var layout = layout
    var lines = BodyLines(body, layout: layout, numberColumn: number)
    guard !lines.keys.isEmpty, lines.ys.count <= Self.lineCountMax else { return nil }
    let drawing = RowDrawing(
      rules: content.tableRules, shades: content.shades, from: layout.edges[0],
      to: layout.edges[layout.count], number: layout.extents[number])
    let rules = drawing.cuts.filter(\.isRule).flatMap(\.parts)
    if let left = rules.map(\.lowerBound).min(), let right = rules.map(\.upperBound).max() {
      layout.reach(from: left, to: right)
    }
    let headingBottom = heading.map(\.box.bottom).max()
    let bodyTop = headingBottom.map { $0 - lines.em / 2 } ?? -.infinity
    var bands: [RowBands.Band] = []
    (lines, bands) = Self.bands(lines, drawing.cuts.filter { $0.y > bodyTop }, layout)
    // What stands below the sums of a table is no row of it.
    if let last = bands.last, last.kind == .loose, bands.count > 1,
      case .row(let key) = bands[bands.count - 2].kind, lines.sums[key] != nil
    {
      self.below = lines.words[last.lines].flatMap { $0 }
      bands.removeLast()
    }
    let edges = Self.edges(of: layout, heading, bands, lines, drawing)
    let labels = Set(lines.sums.values.joined())
    guard let grid = edges.grid(crossedBy: labels) else { return nil }
    self.grid = grid
    self.layout = layout
    // A heading that stands above others names no column.
    words = heading.filter { word in
      !layout.groups.contains(word)
        && layout.columns(of: word).allSatisfy { !layout.glued.contains($0) }
    }
    headingRowCount = heading.isEmpty ? 0 : row(at: lines.ys[0] - lines.em / 2)
    for place in edges.halfDrawn {
      let row = self.row(at: place.y)
      lost.insert(Place(row: row, column: place.column))
      lost.insert(Place(row: max(row - 1, 0), column: place.column))
    }
    for band in bands { take(band, lines, number, labels) }
    verify(bands, lines, number)
    loseTornMerges(lines)
    leaveLostWords(but: labels)
  }

  /// The edges of rows: drawn ones, and where none is drawn around the headings and behind each row.
  private static func edges(
    of layout: ColumnLayout, _ heading: [PageWord], _ bands: [RowBands.Band], _ lines: BodyLines,
    _ drawing: RowDrawing
  ) -> Edges {
    var edges = Edges(layout: layout)
    let headingBottom = heading.map(\.box.bottom).max()
    let headingTop = heading.map(\.box.top).min()
    let tableTop = headingTop.map { $0 - lines.em * 2 } ?? -.infinity
    edges.add(drawing.cuts.filter { $0.y > tableTop })
    if let headingTop, let headingBottom {
      edges.cutUnlessDrawn(from: headingTop - lines.em * 2, to: headingTop, at: headingTop - 1)
      edges.cutUnlessDrawn(
        from: headingBottom - lines.em / 2, to: lines.ys[0] - lines.em / 2,
        at: (headingBottom + lines.top(0)) / 2)
    } else {
      edges.cutUnlessDrawn(from: -.infinity, to: lines.ys[0] - lines.em / 2, at: lines.top(0) - 1)
    }
    for band in bands {
      let last = band.lines.upperBound - 1
      let next = last + 1 < lines.ys.count ? lines.ys[last + 1] - lines.em / 2 : .infinity
      let isEnd = last + 1 == lines.ys.count
      edges.cutUnlessDrawn(
        from: lines.ys[last] - lines.em / 2, to: next,
        at: isEnd ? lines.bottom(last) + 1 : (lines.bottom(last) + lines.top(last + 1)) / 2)
    }
    return edges
  }

  /// Puts words of lost cells beside their rows.
  private mutating func leaveLostWords(but labels: Set<PageWord>) {
    let kept = words
    words = []
    for word in kept {
      let row = self.row(at: word.box.middleY)
      let isLost = layout.columns(of: word).contains {
        lost.contains(Place(row: row, column: $0))
      }
      if isLost && !labels.contains(word) {
        strays[row, default: []].append(word)
      } else {
        words.append(word)
      }
    }
  }

  /// The lines and the rows that they make, with or without the words that merged cells may hold.
  private static func bands(
    _ lines: BodyLines, _ cuts: [RowDrawing.Cut], _ layout: ColumnLayout
  ) -> (BodyLines, [RowBands.Band]) {
    var best: (lines: BodyLines, bands: [RowBands.Band], count: Int)?
    for names: Set<FormColumn> in [[], [.municipality, .theme], [.municipality, .theme, .title]] {
      let columns = layout.names.indices.filter { layout.names[$0].map(names.contains) ?? false }
      let own = columns.isEmpty ? lines : lines.without(Set(columns), of: layout)
      let drawn = Set(cuts.map { own.line(above: $0.y) })
      let bands = RowBands(
        ys: own.ys, keys: own.keys, drawn: drawn.subtracting([-1]),
        isStartDrawn: drawn.contains(-1), pitch: own.pitch
      ).bands
      let count = bands.count { $0.isKnown }
      if count > best?.count ?? -1 { best = (own, bands, count) }
      if count >= own.keys.count { break }
    }
    return best.map { ($0.lines, $0.bands) } ?? (lines, [])
  }

  /// How many of the last rows are loose.
  var looseCountAtEnd: Int {
    var count = 0
    while count + 1 < grid.rowEdges.count - 1, looseRows.contains(grid.rowEdges.count - 2 - count) {
      count += 1
    }
    return count
  }

  /// Whether nothing proves what stands in the cell.
  func isLost(_ cell: RuledGrid.Cell) -> Bool {
    (cell.row..<cell.row + cell.rowSpan).contains { row in
      (cell.column..<cell.column + cell.columnSpan).contains {
        lost.contains(Place(row: row, column: $0))
      }
    }
  }

  private func row(at y: Double) -> Int {
    min(max(grid.rowEdges.partitioningIndex { $0 > y } - 1, 0), grid.rowEdges.count - 2)
  }

  // MARK: Words

  /// Puts the words of a band into cells, and says of which cells nothing is known.
  private mutating func take(
    _ band: RowBands.Band, _ lines: BodyLines, _ number: Int, _ labels: Set<PageWord>
  ) {
    let middle = (lines.ys[band.lines.lowerBound] + lines.ys[band.lines.upperBound - 1]) / 2
    let bandRow = row(at: middle - lines.em / 2)
    if band.kind == .loose { looseRows.insert(bandRow) }
    if case .unproven(let key) = band.kind {
      if lines.sums[key] != nil {
        unknownRows.insert(bandRow)
        strays[bandRow, default: []] += lines.words[band.lines].joined()
        return
      }
      for column in 0..<layout.count where column != number {
        lost.insert(Place(row: bandRow, column: column))
      }
    }
    for column in layout.doubtful { lost.insert(Place(row: bandRow, column: column)) }
    for line in band.lines {
      for word in lines.words[line] {
        let own = layout.columns(of: word)
        let isDoubtful =
          own.count != 1
          || own.contains { layout.glued.contains($0) || layout.doubtful.contains($0) }
        guard isDoubtful, !labels.contains(word) else {
          words.append(word)
          if !layout.isDrawn, own.contains(where: { layout.headless.contains($0) }) {
            for column in own {
              lost.insert(Place(row: bandRow, column: max(column - 1, 0)))
              lost.insert(Place(row: bandRow, column: min(column + 1, layout.count - 1)))
            }
          }
          continue
        }
        strays[bandRow, default: []].append(word)
        for column in own { lost.insert(Place(row: bandRow, column: column)) }
      }
    }
  }

  // MARK: Proof

  /// One cell of a row that gaps part from the others: its first and its last line.
  private struct Stand {
    var row: Int
    var first: Double
    var last: Double
    var isTorn = false
  }

  /// Where in its row a cell's words can stand.
  private enum Standing: CaseIterable {
    case top, middle, bottom
  }

  /// Loses the cells whose words do not stand in their rows as the others of their column do.
  ///
  /// A cell merged over rows, or a row without a number, shows by that.
  private mutating func verify(_ bands: [RowBands.Band], _ lines: BodyLines, _ number: Int) {
    var stands: [Int: [Stand]] = [:]
    var rows: [Int: (first: Double, last: Double)] = [:]
    for band in bands {
      guard case .row(let key) = band.kind, lines.sums[key] == nil else { continue }
      let row = self.row(at: lines.ys[key] - lines.em / 2)
      rows[row] = (lines.ys[band.lines.lowerBound], lines.ys[band.lines.upperBound - 1])
      var own: [Int: Stand] = [:]
      let words = lines.words[band.lines].joined().sorted { $0.box.bottom < $1.box.bottom }
      for word in words {
        let y = word.box.bottom
        for column in layout.columns(of: word) {
          if let stand = own[column] {
            own[column]?.isTorn = stand.isTorn || y - stand.last >= lines.pitch + RowBands.gapExcess
            own[column]?.last = y
          } else {
            own[column] = Stand(row: row, first: y, last: y)
          }
        }
      }
      for (column, stand) in own { stands[column, default: []].append(stand) }
    }
    let ordered = rows.keys.sorted()
    let order = Dictionary(uniqueKeysWithValues: zip(ordered, ordered.indices))
    for column in 0..<layout.count where column != number {
      let own = stands[column] ?? []
      let fits = Standing.allCases.map { standing in
        own.filter { stand in
          guard !stand.isTorn, let row = rows[stand.row] else { return false }
          switch standing {
          case .top: return abs(stand.first - row.first) <= Self.slack
          case .bottom: return abs(stand.last - row.last) <= Self.slack
          case .middle:
            return abs(stand.first + stand.last - row.first - row.last) <= Self.slack * 2
          }
        }
      }
      guard let best = fits.max(by: { $0.count < $1.count }) else { continue }
      let filled = Set(own.map(\.row))
      let doubtful = filled.subtracting(best.map(\.row))
      // Words that stand in no row as they should may be those of the row above or below. Nothing draws an empty cell,
      // so that its place may be a merged cell's.
      let proven = Set(best.map(\.row)).filter { row in
        order[row].map { place in
          ![place - 1, place + 1].contains {
            ordered.indices.contains($0) && doubtful.contains(ordered[$0])
          }
        } ?? false
      }
      for row in rows.keys where !proven.contains(row) {
        lost.insert(Place(row: row, column: column))
      }
    }
  }

  /// Loses merged cells whose lines stand apart: they may be several cells.
  private mutating func loseTornMerges(_ lines: BodyLines) {
    for cell in grid.cells where cell.rowSpan > 1 {
      let box = grid.box(of: cell)
      var before: Double?
      let first = lines.ys.partitioningIndex { $0 >= box.top }
      for line in first..<lines.ys.count where lines.ys[line] <= box.bottom {
        guard
          lines.words[line].contains(where: { box.contains(x: $0.box.middleX, y: $0.box.middleY) })
        else { continue }
        if let before, lines.ys[line] - before >= lines.pitch + RowBands.gapExcess {
          for row in cell.row..<cell.row + cell.rowSpan {
            lost.insert(Place(row: row, column: cell.column))
          }
        }
        before = lines.ys[line]
      }
    }
  }
}

/// The edges of the grid that a table implies.
private struct Edges {
  /// An end of rows, and the columns in which cells go on through it.
  private struct Height {
    var y: Double
    var open: Set<Int> = []
  }

  let layout: ColumnLayout
  /// Ends of cells that are drawn in part.
  private(set) var halfDrawn: [(y: Double, column: Int)] = []
  private var heights: [Height] = []

  init(layout: ColumnLayout) { self.layout = layout }

  /// Adds drawn ends of rows; a cell goes on through one that is not drawn where the words of its column stand.
  mutating func add(_ cuts: [RowDrawing.Cut]) {
    for cut in cuts {
      var height = Height(y: cut.y)
      for column in 0..<layout.count {
        let coverage = cut.coverage(of: layout.extents[column])
        if coverage >= RowDrawing.fullCoverage { continue }
        if coverage > RowDrawing.noCoverage || !cut.isRule {
          halfDrawn.append((cut.y, column))
        } else {
          height.open.insert(column)
        }
      }
      if let last = heights.last, cut.y - last.y <= RuledGrid.tolerance {
        heights[heights.count - 1].open.formIntersection(height.open)
      } else {
        heights.append(height)
      }
    }
  }

  /// Adds an end of a row across the table, where none is drawn between those heights.
  mutating func cutUnlessDrawn(from top: Double, to bottom: Double, at y: Double) {
    let index = heights.partitioningIndex { $0.y >= top }
    if index < heights.count, heights[index].y <= bottom { return }
    heights.insert(Height(y: y), at: heights.partitioningIndex { $0.y >= y })
  }

  /// The grid, without the edges that a label of sums crosses.
  func grid(crossedBy labels: Set<PageWord>) -> RuledGrid? {
    var openBelow: Set<RuledGrid.Place> = []
    for (index, height) in heights.enumerated() where index > 0 {
      for column in height.open {
        openBelow.insert(RuledGrid.Place(row: index - 1, column: column))
      }
    }
    var openRight: Set<RuledGrid.Place> = []
    for label in labels {
      let row = heights.partitioningIndex { $0.y > label.box.middleY } - 1
      for column in layout.columns(of: label).dropLast() {
        openRight.insert(RuledGrid.Place(row: row, column: column))
      }
    }
    return RuledGrid(
      columnEdges: layout.edges, rowEdges: heights.map(\.y), openBelow: openBelow,
      openRight: openRight)
  }
}
