internal import PlanModel

/// Cells too low for their words, as office programs print rows of a fixed height.
///
/// What reaches beyond such a cell is cut off or stands in its neighbours, and lines that lie outside of it as a
/// whole are not in the document at all, so nothing in a cell without room for one more line is proven.
struct ClippedCells {
  /// Whether some word was seen to reach beyond its cell.
  private(set) var isSeen = false
  /// The cells whose words are not theirs for sure.
  private(set) var cells: Set<RuledGrid.Cell> = []

  /// How much of a word's height may stand beyond its cell: boxes of words are those of their fonts.
  private static let overhangMax = 0.3

  /// The fewest cells filled to their last corner that show a table whose rows do not grow with their words.
  private static let fullCountMin = 3

  /// Looks at the cells of a page; the ones before may have been `seenBefore`.
  ///
  /// Words `across` the lower edge of the table are those of cells above it, but in the columns `open` there, from 1, the
  /// cells go on. A cell that cuts `hidden` characters off is not whole, and where they would stand nobody parts a neighbour's
  /// words from the cell's. Cells that are not drawn are as high as their words.
  init(
    _ contents: [RuledGrid.Cell: [PageWord]], of grid: RuledGrid, areCellsDrawn: Bool,
    across: [PageWord], open: Set<Int>, hidden: [PageGlyph], seenBefore: Bool,
    cellAt: (Double, Double) -> RuledGrid.Cell?
  ) {
    isSeen = seenBefore
    for (cell, words) in contents where areCellsDrawn {
      var box = grid.box(of: cell)
      if open.contains(cell.column + 1), box.bottom == grid.box.bottom { box.bottom = .infinity }
      for word in words {
        let slack = word.box.height * Self.overhangMax
        guard word.box.top < box.top - slack || word.box.bottom > box.bottom + slack else {
          continue
        }
        isSeen = true
        cells.insert(cell)
        for y in [word.box.top + slack / 2, word.box.bottom - slack / 2] {
          if let neighbour = cellAt(word.box.middleX, y) { cells.insert(neighbour) }
        }
      }
    }
    for word in across {
      guard let cell = cellAt(word.box.middleX, grid.box.bottom), !open.contains(cell.column + 1)
      else { continue }
      isSeen = true
      cells.insert(cell)
    }
    for glyph in hidden {
      // A little above the base line is within the character.
      if let cell = cellAt(glyph.x, glyph.y - 2) {
        isSeen = true
        cells.insert(cell)
      }
      if let clip = glyph.clip, let cell = cellAt(clip.middleX, clip.middleY),
        clip.left >= grid.box(of: cell).left - RuledGrid.tolerance,
        clip.right <= grid.box(of: cell).right + RuledGrid.tolerance
      {
        isSeen = true
        cells.insert(cell)
      }
    }
    if areCellsDrawn, Self.areFull(contents, grid) { isSeen = true }
    guard isSeen else { return }
    for (cell, words) in contents where !Self.isAmount(words) && Self.isRoomless(words, cell, grid)
    {
      cells.insert(cell)
    }
  }

  private static func isRoomless(
    _ words: [PageWord], _ cell: RuledGrid.Cell, _ grid: RuledGrid
  ) -> Bool {
    guard let first = words.first else { return false }
    let whole = words.dropFirst().reduce(first.box) { $0.union($1.box) }
    return grid.box(of: cell).height - whole.height < first.box.height
  }

  /// Whether cells without room end where their last line is full, as chance seldom has it: their rest is cut off.
  private static func areFull(
    _ contents: [RuledGrid.Cell: [PageWord]], _ grid: RuledGrid
  ) -> Bool {
    var (wideCount, fullCount) = (0, 0)
    for (cell, words) in contents where !isAmount(words) && isRoomless(words, cell, grid) {
      let box = grid.box(of: cell)
      let lines = PageText.lines(words)
      guard let last = lines.last, let right = last.map(\.box.right).max(),
        let left = words.map(\.box.left).min(), let widest = words.map(\.box.right).max(),
        let height = last.first?.box.height, widest - left > box.width * 0.7,
        box.width > height * 5
      else { continue }
      wideCount += 1
      if box.right - right < height { fullCount += 1 }
    }
    return fullCount >= fullCountMin && fullCount * 2 > wideCount
  }

  /// Whether the words are figures, which no program wraps.
  private static func isAmount(_ words: [PageWord]) -> Bool {
    words.count == 1
      && words[0].text.unicodeScalars.allSatisfy {
        $0.digitValue != nil || $0 == "," || $0.isHyphenLike
      }
  }
}
