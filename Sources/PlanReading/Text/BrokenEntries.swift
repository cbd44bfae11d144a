internal import PlanModel

// MARK: Entries that the end of a page breaks

extension TextParsing {
  /// Whether the text goes from cell to cell, so that the end of a page parts the cells of a row: each of them goes on
  /// below the headings of the next page.
  var goesByCells: Bool { !shapes.blocks.lines.isEmpty || hasNumbersAlone }

  /// The number alone that follows the last entry's, as the head of an entry whose name is merged into one above; any
  /// other words may be the title's or a description's.
  func nextHead(in lines: [Int]) -> (offset: Int, head: HeadShape)? {
    guard let last = lastEntry?.draft, let number = value(last.number) else { return nil }
    let found = lines.enumerated().compactMap { offset, line in
      shapes.bareHead(at: line).flatMap { head in
        value(head.number) == number + 1 ? (offset, head) : nil
      }
    }
    guard found.count == 1, found[0].0 == 0 || isPageEnd(between: last.lastLine, and: lines[0])
    else { return nil }
    return found[0]
  }

  /// Whether digits alone stand right above the number on `line`: a narrow column may have wrapped it.
  func isRestOfNumber(_ line: Int, after pending: Int?) -> Bool {
    guard goesByCells, let pending, pending == line - 1 else { return false }
    let digits = text.content(pending)
    return digits.count <= 3 && digits.allSatisfy { $0.digitValue != nil }
  }

  /// Whether a longer wording of a category begins with the pieces: 処遇改善 with 事業 on the next page.
  private func mayGoOn(_ category: [Piece]) -> Bool {
    let words = text.text(category)
    return shapes.vocabulary.categories.contains { known in
      ([known.name] + known.wordings).contains { $0.hasPrefix(words) && $0 != words }
    }
  }

  /// Whether a note's mark without a number stands in the description of the last entry, which a page's end broke: the
  /// next entry follows, and nothing that ends a plan stands between.
  func isMarkOfEntry(_ line: Int) -> Bool {
    let content = text.content(line)
    guard let mark = shapes.noteMark(content), shapes.noteNumber(content.dropFirst(mark)) == nil,
      nextHead[line] < text.count, let next = value(shapes.head(at: nextHead[line])?.number),
      let found = lastEntry, value(found.draft.number) == next - 1
    else { return false }
    return !isEnded(after: found.at)
  }

  /// Whether sums, notes or another table follow the item.
  private func isEnded(after at: Int) -> Bool {
    items[(at + 1)...].contains {
      switch $0.item {
      case .sums, .note, .heading, .unit: true
      case .entry, .furniture, .loose: false
      }
    }
  }

  private var lastEntry: (at: Int, draft: EntryDraft)? {
    guard let at = lastEntryAt, case .entry(let draft) = items[at].item else { return nil }
    return (at, draft)
  }

  /// Whether a page ended between two lines.
  func isPageEnd(between line: Int, and next: Int) -> Bool {
    text[next].page > text[line].page
      || (line..<next).contains { shapes.blocks.lines.contains($0) }
  }

  /// Loses the cells of the last entry to which lines beyond the end of its page may belong.
  mutating func breakLastEntry(before pending: [Int]) {
    guard goesByCells, let last = pending.last, let found = lastEntry,
      isPageEnd(between: found.draft.lastLine, and: last)
    else { return }
    let at = found.at
    var draft = found.draft
    if isEnded(after: at) { return }
    draft.isMixed = true
    draft.strays += draft.url + draft.department + draft.section + draft.phone
    (draft.url, draft.department, draft.section, draft.phone) = ([], [], [], [])
    if let start = draft.row?.start, !shapes.readsAsMonth(start.flatMap { text.slice($0) }[...]) {
      draft.strays += start
      draft.row?.start = []
    }
    if let category = draft.row?.category, mayGoOn(category) {
      draft.strays += category
      draft.row?.category = []
    }
    items[at].item = .entry(draft)
  }
}
