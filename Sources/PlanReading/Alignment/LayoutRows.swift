internal import PlanModel

/// The rows of a table of text whose layout was kept, below one heading on one page.
///
/// The lines of serial numbers and of sums tell how many rows there are; `RowParting` says which lines are whose.
struct LayoutRows {
  /// One line of one column.
  private struct Part {
    var line: Int
    var words: [PageWord]
  }

  struct Row {
    var line: Int
    var label: PageWord?
    /// The word that opens with the serial number.
    var number: PageWord?
    var cells: [Int: [PageWord]] = [:]
    var lost: Set<Int> = []
    var strays: [PageWord] = []
  }

  let columns: LayoutColumns
  let lines: [[PageWord]]
  let cells: LayoutCells
  var rows: [Row] = []
  private var labels: [Int: PageWord] = [:]
  /// The lines of each group of columns.
  private var parts: [[Part]]
  /// Whether no row of the table began on the page before.
  let isWholeAbove: Bool

  init(_ lines: [[PageWord]], columns: LayoutColumns, cells: LayoutCells, isWholeAbove: Bool) {
    self.lines = lines
    self.columns = columns
    self.cells = cells
    self.isWholeAbove = isWholeAbove
    parts = columns.groups.map { _ in [] }
    findRows()
    for (line, words) in lines.enumerated() {
      for word in words where labels[line] != word {
        guard let group = columns.group(of: word) else { continue }
        if parts[group].last?.line != line { parts[group].append(Part(line: line, words: [])) }
        parts[group][parts[group].count - 1].words.append(word)
      }
    }
  }

  private mutating func findRows() {
    let group = columns.groups.first { $0.columns.contains { columns.names[$0] == .number } }
    let isFirst = columns.names.first == .number
    for (line, words) in lines.enumerated() {
      guard let first = words.first else { continue }
      if SumsLabel(first.text) != nil {
        rows.append(Row(line: line, label: first))
        labels[line] = first
      } else if let group,
        let number = words.first(where: { isNumber($0, in: group, isFirst: isFirst) })
      {
        rows.append(Row(line: line, number: number))
      }
    }
  }

  /// Whether a serial number opens the word: in a column of its own, or at the left edge of the table.
  private func isNumber(_ word: PageWord, in group: LayoutColumns.Group, isFirst: Bool) -> Bool {
    guard word.box.left < group.right, word.box.right > group.left else { return false }
    if group.columns.count == 1 { return SerialNumber.read(word.text) != nil }
    guard isFirst, let heading = columns.headings[0].map(\.box.right).max(),
      word.box.left < heading + 1, let token = cells.tokens(of: word).first
    else { return false }
    return SerialNumber.read(token.text) != nil
  }

  /// Whether the last row is that of the sums, behind which nothing goes on.
  var endsWithSums: Bool { rows.last?.label != nil }
  /// Whether headings stand above it.
  var isHeaded: Bool { columns.isHeaded }
  /// Whether lines enough for a row stand there and none is known.
  var hidesRows: Bool { rows.isEmpty && lines.count > 2 }
  /// How many rows there are.
  var count: Int { rows.count }

  // MARK: Cells

  /// How many cells stand in their rows otherwise than `setting` says, of how many.
  func misfits(_ setting: RowParting.Setting, exact: Set<[FormColumn?]>) -> (count: Int, of: Int) {
    let parting = parting(isWholeBelow: true)
    var result = (count: 0, of: 0)
    for group in parts.indices {
      let column = column(group, exact: exact)
      if setting == .top, parting.hasWordsAbove(column) { result.count += rows.count }
      for cell in parting.cells(of: column, setting: setting) {
        result.of += 1
        if case .doubtful = cell { result.count += 1 }
      }
    }
    return result
  }

  /// How the cells of each group of columns stand where nothing else doubts them.
  func standings() -> [(columns: [FormColumn?], exact: Int, off: Int)] {
    let parting = parting(isWholeBelow: false)
    return parts.indices.map { group in
      let standing = parting.standing(of: column(group, exact: []))
      return (names(group), standing.exact, standing.off)
    }
  }

  private func parting(isWholeBelow: Bool) -> RowParting {
    var stretches: [Int] = []
    for (index, words) in lines.enumerated() {
      let before = index > 0 ? lines[index - 1].first?.line : words.first?.line
      let isApart = before.flatMap { end in words.first?.line.map { $0 > end + 1 } } ?? false
      stretches.append((stretches.last ?? .zero) + (isApart ? 1 : 0))
    }
    var parting = RowParting(
      rows: rows.map(\.line), stretches: stretches, isWholeAbove: isWholeAbove,
      isWholeBelow: isWholeBelow)
    for group in parts.indices {
      let column = column(group, exact: [])
      guard column.marks.contains(where: { $0 != nil }) else { continue }
      parting.learn(from: parting.cells(of: column, setting: .middle), of: column)
    }
    return parting
  }

  private func names(_ group: Int) -> [FormColumn?] {
    columns.groups[group].columns.map { columns.names[$0] }
  }

  private func column(_ group: Int, exact: Set<[FormColumn?]>) -> RowParting.Column {
    let names = names(group)
    let name = names.count == 1 ? names[0] : nil
    return RowParting.Column(
      lines: parts[group].map(\.line), marks: parts[group].map { Self.mark($0.words, in: name) },
      isExact: exact.contains(names))
  }

  private static func mark(_ words: [PageWord], in column: FormColumn?) -> RowParting.Mark? {
    switch column {
    case .url:
      let start = words.first?.text.prefix(8).lowercased() ?? ""
      return start.hasPrefix("http://") || start.hasPrefix("https://") ? .opens : nil
    case .contact, .phone:
      guard let last = words.last else { return nil }
      return LayoutCells.endsWithPhone(last.text) ? .closes : nil
    case .number, .municipality, .theme, .title, .description, .category, .cost, .target,
      .reference, .start, .linkTarget, .linkLabel, .department, .section, nil:
      return nil
    }
  }

  /// Gives each row its cells, which stand as one of `settings` says, whichever it is.
  mutating func place(
    _ settings: [RowParting.Setting], exact: Set<[FormColumn?]>, isWholeBelow: Bool
  ) {
    guard !rows.isEmpty else { return }
    let parting = parting(isWholeBelow: isWholeBelow)
    for group in parts.indices {
      let column = column(group, exact: exact)
      let readings = settings.map { parting.cells(of: column, setting: $0) }
      var isClaimed = [Bool](repeating: false, count: parts[group].count)
      for row in rows.indices {
        guard case .lines(let lines)? = readings.first?[row],
          readings.allSatisfy({ $0[row] == readings[0][row] })
        else {
          rows[row].lost.formUnion(columns.groups[group].columns)
          continue
        }
        for line in lines { isClaimed[line] = true }
        place(parts[group][lines].flatMap(\.words), row, columns.groups[group].columns)
      }
      leaveUnclaimed(parts[group], isClaimed)
    }
    for row in rows.indices { loseShifted(row) }
    if !columns.isHeaded && !isAsNamed {
      for row in rows.indices { lose(Set(columns.names.indices), row) }
    }
  }

  /// Whether four rows of five hold what the columns say, where these are named by the page before.
  private var isAsNamed: Bool {
    let told: [FormColumn] = [
      .number, .municipality, .category, .cost, .target, .reference, .start,
    ]
    let entries = rows.filter { $0.label == nil }
    let fitting = entries.count { row in
      columns.names.enumerated().allSatisfy { column, name in
        guard let name, told.contains(name) else { return true }
        guard let words = row.cells[column] else { return false }
        return cells.isOne(PageText.text(words), name)
      }
    }
    return fitting * 5 >= entries.count * 4
  }

  private mutating func place(_ words: [PageWord], _ row: Int, _ range: Range<Int>) {
    if words.isEmpty { return }
    if range.count == 1 {
      rows[row].cells[range.lowerBound] = words
      return
    }
    // The row of the sums has amounts alone.
    let own = range.filter { rows[row].label == nil || columns.names[$0]?.isAmount == true }
    if let parted = cells.parted(words, own.map { columns.names[$0] }) {
      for (column, words) in zip(own, parted) where !words.isEmpty {
        rows[row].cells[column] = words
      }
      return
    }
    rows[row].lost.formUnion(range)
    rows[row].strays += words
    keepNumber(row, range)
  }

  /// Gives a row whose cells nobody can part its serial number, by which the row is known.
  private mutating func keepNumber(_ row: Int, _ range: Range<Int>) {
    guard let column = range.first(where: { columns.names[$0] == .number }),
      let word = rows[row].number, let index = rows[row].strays.firstIndex(of: word)
    else { return }
    let tokens = cells.tokens(of: word)
    rows[row].strays.replaceSubrange(index...index, with: tokens.dropFirst())
    rows[row].cells[column] = Array(tokens.prefix(1))
    rows[row].lost.remove(column)
  }

  /// Leaves the lines that are in no cell with the row above them.
  private mutating func leaveUnclaimed(_ parts: [Part], _ isClaimed: [Bool]) {
    var row = 0
    for (part, isClaimed) in zip(parts, isClaimed) {
      while row + 1 < rows.count, rows[row + 1].line <= part.line { row += 1 }
      if !isClaimed { rows[row].strays += part.words }
    }
  }

  /// Loses all cells of a row one of which holds what belongs in another column.
  private mutating func loseShifted(_ row: Int) {
    let isShifted = rows[row].cells.contains { column, words in
      guard let name = columns.names[column], !name.isAmount else { return false }
      if name.isProse && cells.isMixed(words, name) { return true }
      guard let kind = cells.kind(of: PageText.text(words).filter { $0 != "\n" })
      else { return false }
      return kind != name && !(kind == .cost && name == .number)
    }
    if isShifted { lose(Set(columns.names.indices), row) }
  }

  mutating func lose(_ lost: Set<Int>, _ row: Int) {
    for column in lost.sorted() {
      rows[row].lost.insert(column)
      rows[row].strays += rows[row].cells.removeValue(forKey: column) ?? []
    }
  }

  /// The columns in which the first or the last row is doubtful, by what they are.
  func doubts(ofLast: Bool) -> Set<FormColumn> {
    guard let row = ofLast ? rows.last : rows.first else {
      return Set(columns.names.compactMap(\.self))
    }
    return Set(row.lost.compactMap { columns.names[$0] })
  }

  /// Loses cells of the first or the last row, a part of which may stand on another page.
  mutating func lose(_ doubts: Set<FormColumn>, ofLast: Bool) {
    guard let row = ofLast ? rows.indices.last : rows.indices.first else { return }
    let lost = columns.names.indices.filter { columns.names[$0].map(doubts.contains) ?? false }
    lose(Set(lost), row)
  }

  // MARK: Rows

  /// How many cells nobody could tell, of how many.
  var lostCount: (lost: Int, of: Int) {
    let lost = rows.reduce(0) { sum, row in
      sum
        + columns.names.indices.count { column in
          // An empty cell that the form requires is lost too.
          row.lost.contains(column)
            || row.label == nil && row.cells[column] == nil && columns.names[column] != .url
        }
    }
    return (lost, rows.count * columns.names.count)
  }

  /// How many runs of words stand in no cell, of how many.
  var strayCount: (strays: Int, of: Int) {
    let all = lines.reduce(0) { $0 + $1.count }
    return (rows.isEmpty ? all : rows.reduce(0) { $0 + $1.strays.count }, all)
  }

  /// The row of the headings.
  func headingRow(_ place: ([PageWord]) -> Place) -> TableRow {
    TableRow(
      place: place(columns.headings.flatMap(\.self)),
      cells: columns.headings.enumerated().map { index, words in
        TableCell(
          column: index + 1, content: .words, text: AlignedColumns.headingText(words),
          place: place(words))
      })
  }

  /// The rows of the table; `place` says where words stand.
  func rows(_ place: ([PageWord]) -> Place) -> [TableRow] {
    guard !rows.isEmpty else {
      return lines.map { words in
        TableRow(place: place(words), cells: AlignedTable.strays(words, place))
      }
    }
    return rows.map { row in
      var own = row.cells
      if let label = row.label { own[labelColumn(label), default: []].insert(label, at: 0) }
      let cells = columns.names.indices.compactMap { column -> TableCell? in
        if let words = own[column] {
          return TableCell(
            column: column + 1, content: .words, text: PageText.text(words), place: place(words))
        }
        // Sums have no other cells that could be lost.
        guard row.lost.contains(column),
          row.label == nil || columns.names[column]?.isAmount == true
        else { return nil }
        return TableCell(column: column + 1, content: .lost, text: "", place: .nowhere)
      }
      let words = own.values.flatMap(\.self)
      return TableRow(
        place: place(words.isEmpty ? row.strays : words),
        cells: cells + AlignedTable.strays(row.strays, place))
    }
  }

  /// The column of the group that begins nearest to the label.
  private func labelColumn(_ label: PageWord) -> Int {
    let nearest = columns.groups.min {
      abs($0.left - label.box.left) < abs($1.left - label.box.left)
    }
    return nearest?.columns.first ?? .zero
  }
}
