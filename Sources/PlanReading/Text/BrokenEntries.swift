internal import PlanModel

// MARK: Entries that the end of a page breaks

extension TextParsing {
  /// Whether the text goes from cell to cell, so that the end of a page parts the cells of a row: each of them goes on
  /// below the headings of the next page.
  var goesByCells: Bool { !shapes.blocks.lines.isEmpty }

  /// Whether a page ended between two lines.
  func isPageEnd(between line: Int, and next: Int) -> Bool {
    text[next].page > text[line].page
      || (line..<next).contains { shapes.blocks.lines.contains($0) }
  }

  /// Loses the cells of the last entry that lines before the first one of the next page may belong to.
  mutating func breakLastEntry(before pending: [Int]) {
    guard goesByCells, let first = pending.first,
      let at = items.lastIndex(where: { if case .entry = $0.item { true } else { false } }),
      case .entry(var draft) = items[at].item, isPageEnd(between: draft.lastLine, and: first)
    else { return }
    let isEnded = items[(at + 1)...].contains {
      switch $0.item {
      case .sums, .note, .heading, .unit: true
      case .entry, .furniture, .loose: false
      }
    }
    if isEnded { return }
    draft.isMixed = true
    draft.strays += draft.url + draft.department + draft.section + draft.phone
    (draft.url, draft.department, draft.section, draft.phone) = ([], [], [], [])
    if let start = draft.row?.start, !shapes.readsAsMonth(start.flatMap { text.slice($0) }[...]) {
      draft.strays += start
      draft.row?.start = []
    }
    items[at].item = .entry(draft)
  }
}
