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

  /// Looks at the cells of a page; the ones before may have been `seenBefore`.
  init(
    _ contents: [RuledGrid.Cell: [PageWord]], of grid: RuledGrid, seenBefore: Bool,
    cellAt: (Double, Double) -> RuledGrid.Cell?
  ) {
    isSeen = seenBefore
    for (cell, words) in contents {
      let box = grid.box(of: cell)
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
    guard isSeen else { return }
    for (cell, words) in contents where !Self.isAmount(words) {
      guard let first = words.first else { continue }
      let whole = words.dropFirst().reduce(first.box) { $0.union($1.box) }
      if grid.box(of: cell).height - whole.height < first.box.height { cells.insert(cell) }
    }
  }

  /// Whether the words are figures, which no program wraps.
  private static func isAmount(_ words: [PageWord]) -> Bool {
    words.count == 1
      && words[0].text.unicodeScalars.allSatisfy {
        $0.digitValue != nil || $0 == "," || $0.isHyphenLike
      }
  }
}
