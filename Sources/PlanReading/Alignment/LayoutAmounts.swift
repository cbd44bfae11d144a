internal import PlanModel

// MARK: Amounts told by their order

/// Numbers that the form prints at the right edge of their columns stand below no heading once characters keep the
/// place, or below that of the next column. On the line of a row their order tells them: three amounts and a month.
extension LayoutRows {
  /// The columns of cost, target, reference and start, where these follow one another; of sums, the first three.
  private func amountColumns(isSums: Bool) -> [Int]? {
    let form: [FormColumn?] = [.cost, .target, .reference, .start]
    let own = form.prefix(isSums ? 3 : 4)
    guard let first = columns.names.firstIndex(of: .cost),
      columns.names[first...].prefix(own.count).elementsEqual(own)
    else { return nil }
    return Array(first..<first + own.count)
  }

  /// The words on the row's own line that are its amounts and its month, in order; `nil` where they are not all there.
  private func orderedAmounts(_ row: Int) -> [PageWord]? {
    let tokens = lines[rows[row].line].flatMap { cells.tokens(of: $0) }
    if rows[row].label != nil {
      let amounts = tokens.filter { cells.isOne($0.text, .cost) }
      return amounts.count == 3 ? amounts : nil
    }
    let found = Self.runs(tokens, cells)
    return found.count == 1 ? found[0] : nil
  }

  /// Each run of three amounts and a month.
  private static func runs(_ tokens: [PageWord], _ cells: LayoutCells) -> [[PageWord]] {
    tokens.indices.dropFirst(3).compactMap { end in
      let run = Array(tokens[end - 3...end])
      let isRun =
        run.dropLast().allSatisfy { cells.isOne($0.text, .cost) }
        && cells.isOne(run[3].text, .start)
      return isRun ? run : nil
    }
  }

  /// How many lines hold three amounts and a month, as those of entries do.
  var amountLineCount: Int { Self.amountLineCount(lines, cells) }

  static func amountLineCount(_ lines: [[PageWord]], _ cells: LayoutCells) -> Int {
    lines.count { line in !runs(line.flatMap { cells.tokens(of: $0) }, cells).isEmpty }
  }

  /// How many rows are entries.
  var entryCount: Int { rows.count { $0.label == nil } }

  /// Gives the rows the amounts that their order tells; whether these stand elsewhere than below their headings.
  mutating func orderAmounts() -> Bool {
    var isShifted = false
    for row in rows.indices {
      guard let columns = amountColumns(isSums: rows[row].label != nil),
        let words = orderedAmounts(row)
      else { continue }
      let before = columns.map { rows[row].cells[$0].map(PageText.text) }
      if before == words.map(\.text) { continue }
      // Part of them can be lost for another reason, which their order does not doubt.
      isShifted = isShifted || zip(before, words).contains { $0.0 != nil && $0.0 != $0.1.text }
      take(words, for: columns, row)
    }
    return isShifted
  }

  private mutating func take(_ words: [PageWord], for columns: [Int], _ row: Int) {
    let line = words[0].line
    func isTaken(_ word: PageWord) -> Bool { word.line == line && words.contains(word) }
    var rest = rows[row].strays.flatMap { stray in
      stray.line == line ? cells.tokens(of: stray) : [stray]
    }.filter { !isTaken($0) }
    for (column, words) in rows[row].cells {
      let tokens = words.flatMap { cells.tokens(of: $0) }
      guard columns.contains(column) || tokens.contains(where: isTaken) else { continue }
      rows[row].cells[column] = nil
      let others = tokens.filter { !isTaken($0) }
      if others.isEmpty { continue }
      rows[row].lost.insert(column)
      rest += others
    }
    rows[row].strays = rest
    for (column, word) in zip(columns, words) {
      rows[row].cells[column] = [word]
      rows[row].lost.remove(column)
    }
  }

  /// Loses the amounts of the rows whose order does not tell them, where those of other rows stand below wrong headings.
  mutating func loseUnorderedAmounts() {
    for row in rows.indices where orderedAmounts(row) == nil {
      lose(Set(amountColumns(isSums: rows[row].label != nil) ?? []), row)
    }
  }
}
