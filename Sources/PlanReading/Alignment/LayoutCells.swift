internal import PlanModel

/// Parts the words of one row in columns that stand too close to be parted on the page.
///
/// In one row the lines of a cell begin one below another, so that blanks go through all its lines between two cells.
/// That is proof only where the cells so found are what their columns say, in one way alone.
struct LayoutCells {
  let vocabulary: Vocabulary
  /// Whether a full-width character takes two places.
  let countsWidths: Bool

  /// The words of the cells by `columns`, or `nil` where nothing proves which are whose.
  func parted(_ words: [PageWord], _ columns: [FormColumn?]) -> [[PageWord]]? {
    let tokens = words.flatMap { self.tokens(of: $0) }
    for gutter in [LayoutColumns.gutterMin, 1] {
      let stretches = LayoutColumns.stretches(
        tokens.map { ($0.box.left, $0.box.right) }, gutter: gutter)
      guard stretches.count <= columns.count else { continue }
      let cells = stretches.map { stretch in
        tokens.filter { $0.box.left >= stretch.left && $0.box.right <= stretch.right }
      }
      if let found = assigned(cells, columns, isClose: gutter < LayoutColumns.gutterMin) {
        return found
      }
    }
    return nil
  }

  /// The words that blanks part in a run of a line.
  func tokens(of run: PageWord) -> [PageWord] {
    LayoutText.tokens(of: run, countsWidths: countsWidths)
  }

  /// Whether all lines of the cell begin at the same place.
  private func isFlush(_ cell: [PageWord]) -> Bool {
    var starts: [Int?: Double] = [:]
    for word in cell { starts[word.line] = min(starts[word.line] ?? .infinity, word.box.left) }
    return Set(starts.values).count == 1
  }

  /// The cells at their columns, where there is one way alone in their order by which each is what its column says.
  private func assigned(
    _ cells: [[PageWord]], _ columns: [FormColumn?], isClose: Bool
  ) -> [[PageWord]]? {
    // How many ways there are for the first cells in the first columns, at most two.
    var ways = [[Int]](
      repeating: [Int](repeating: 0, count: columns.count + 1), count: cells.count + 1)
    let isFit = cells.map { cell in
      columns.map { column in column.map { fits(cell, $0, isClose: isClose) } ?? false }
    }
    ways[0][0] = 1
    for (index, column) in columns.enumerated() {
      ways[0][index + 1] = column == .url ? ways[0][index] : 0
    }
    for cell in cells.indices {
      for column in columns.indices {
        // Only addresses may be missing; what else is empty may as well have run into its neighbour.
        let missing = columns[column] == .url ? ways[cell + 1][column] : 0
        ways[cell + 1][column + 1] = min(
          2, missing + (isFit[cell][column] ? ways[cell][column] : 0))
      }
    }
    guard ways[cells.count][columns.count] == 1 else { return nil }
    var result = [[PageWord]](repeating: [], count: columns.count)
    var cell = cells.count
    for column in columns.indices.reversed() where cell > 0 {
      if columns[column] == .url, ways[cell][column] > 0 { continue }
      cell -= 1
      result[column] = cells[cell]
    }
    return result
  }

  private func fits(_ cell: [PageWord], _ column: FormColumn, isClose: Bool) -> Bool {
    guard isOne(PageText.text(cell), column) else { return false }
    if column.isProse || column == .url { return isFlush(cell) && !isMixed(cell, column) }
    return !isClose || isFlush(cell)
  }

  /// Whether words of other columns stand on the lines of a cell.
  func isMixed(_ cell: [PageWord], _ column: FormColumn) -> Bool {
    let lines = PageText.lines(cell.flatMap { tokens(of: $0) })
    return lines.contains { line in
      if line.dropFirst().contains(where: { isForeign($0.text) }) { return true }
      guard let first = line.first?.text, first.contains("http") else { return false }
      // Descriptions may name an address, at the start of a line or in brackets.
      let isNamed =
        first.hasPrefix("http") || ["（http", "(http", "：http"].contains(where: first.contains)
      return column != .url && column != .description || !isNamed
    }
  }

  /// Whether prose would not have `text` behind a blank: the start of an address, a month or a category.
  private func isForeign(_ text: String) -> Bool {
    if text.hasPrefix("http") || isOne(text, .start) || isOne(text, .category) { return true }
    let hasEra = vocabulary.eras.contains { text.hasPrefix($0.name) }
    return hasEra && text.count <= 8
      || text.count >= 3
        && vocabulary.categories.contains { category in
          ([category.name] + category.wordings).contains { $0.hasPrefix(text) }
        }
  }

  /// Whether `text`, one line below another, is what the cells of `column` say.
  func isOne(_ text: String, _ column: FormColumn) -> Bool {
    let joined = text.filter { $0 != "\n" }
    switch column {
    case .number: return SerialNumber.read(joined) != nil
    case .municipality: return vocabulary.submitter(named: joined) != nil
    case .category: return vocabulary.category(worded: joined) != nil
    case .cost, .target, .reference:
      let field = Printed(joined, at: .nowhere).amountField()
      return field.state == .dash || field.value != nil
    case .start: return StartMonth(printed: joined, eras: vocabulary.eras) != nil
    case .url, .linkTarget:
      return Printed(joined, at: .nowhere).isDash
        || joined.hasPrefix("http") && joined.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    case .contact, .phone: return Self.endsWithPhone(joined)
    case .theme, .title, .description, .department, .section, .linkLabel:
      return kind(of: joined) == nil && !Self.endsWithPhone(joined)
    }
  }

  /// The column whose values only look so, if any.
  func kind(of text: String) -> FormColumn? {
    // A dash can stand in any column.
    if Printed(text, at: .nowhere).isDash { return nil }
    let kinds: [FormColumn] = [.category, .cost, .start, .url]
    return kinds.first { isOne(text, $0) }
  }

  static func endsWithPhone(_ text: String) -> Bool {
    text.unicodeScalars.suffix(20).count { $0.halfWidth.isASCIIDigit } >= 9
  }
}

extension FormColumn {
  /// Whether its cells hold words of the submitter's own, of which nobody can say that they are of another column.
  var isProse: Bool {
    switch self {
    case .theme, .title, .description, .department, .section, .linkLabel, .contact: true
    case .number, .municipality, .category, .cost, .target, .reference, .start, .url, .linkTarget,
      .phone:
      false
    }
  }
}
