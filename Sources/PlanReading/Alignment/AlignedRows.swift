internal import PlanModel

/// The rows of a table without ruling lines: each block of words goes to the one row at whose height it stands.
///
/// A block that stands at no row's height, or at that of several (a merged cell, cells that touch), is left
/// without a row, and the cells that it could be are lost.
struct AlignedRows {
  /// Lines of one column that follow one another.
  private struct Block {
    var column: Int
    var words: [PageWord]

    var box: PageRectangle { words.dropFirst().reduce(words[0].box) { $0.union($1.box) } }
  }

  /// The line of a serial number or of the label of sums, by which a row is known.
  private struct Anchor {
    var box: PageRectangle
    var cells: [Int: Block] = [:]
    var lost: Set<Int> = []
    var strays: [PageWord] = []
  }

  private let columns: AlignedColumns
  private var anchors: [Anchor] = []
  private var orphans: [PageWord] = []

  init(_ lines: [[PageWord]], columns: AlignedColumns) {
    self.columns = columns
    let names = columns.headingTexts().map { FormColumn(heading: $0) }
    findAnchors(lines, numberColumn: names.firstIndex { $0 == .number })
    var byColumn: [Int: [PageWord]] = [:]
    for word in lines.joined() {
      if let column = columns.index(of: word) ?? sumsColumn(word), !columns.glued.contains(column) {
        byColumn[column, default: []].append(word)
      } else {
        lose(word, in: columns.columns.indices.filter { columns.columns[$0].overlaps(word) })
      }
    }
    for (column, words) in byColumn.sorted(by: { $0.key < $1.key }) {
      for block in Self.blocks(words, column) { place(block) }
    }
  }

  private func sumsColumn(_ word: PageWord) -> Int? {
    SumsLabel(word.text) == nil
      ? nil
      : columns.columns.indices.min {
        abs(columns.columns[$0].left - word.box.left)
          < abs(columns.columns[$1].left - word.box.left)
      }
  }

  private mutating func findAnchors(_ lines: [[PageWord]], numberColumn: Int?) {
    for line in lines {
      let number = line.first { word in
        if SumsLabel(word.text) != nil { return word == line.first }
        guard let numberColumn, columns.index(of: word) == numberColumn else { return false }
        return SerialNumber.read(word.text) != nil
      }
      if let number { anchors.append(Anchor(box: number.box)) }
    }
  }

  private static func blocks(_ words: [PageWord], _ column: Int) -> [Block] {
    let sorted = words.sorted { ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left) }
    let gaps = zip(sorted, sorted.dropFirst()).map { $1.box.top - $0.box.bottom }
    let height = sorted.first.map(\.box.height) ?? 1
    let least = gaps.filter { $0 > -height * 0.5 }.min() ?? .zero
    var blocks: [Block] = []
    for (index, word) in sorted.enumerated() {
      if index > 0, gaps[index - 1] <= max(0, least) * 1.4 + height * 0.12 {
        blocks[blocks.count - 1].words.append(word)
      } else {
        blocks.append(Block(column: column, words: [word]))
      }
    }
    return blocks
  }

  private mutating func place(_ block: Block) {
    let box = block.box
    let half = (block.words.first?.box.height ?? 1) * 0.55
    let hits = anchors.indices.filter {
      anchors[$0].box.middleY >= box.top - half + 0.01
        && anchors[$0].box.middleY <= box.bottom + half - 0.01
    }
    if hits.count == 1, let row = hits.first, anchors[row].cells[block.column] == nil,
      !anchors[row].lost.contains(block.column)
    {
      anchors[row].cells[block.column] = block
      return
    }
    for word in block.words { lose(word, in: [block.column], rows: hits) }
  }

  /// Leaves a word, and says of the cells that it could be that they are lost.
  private mutating func lose(_ word: PageWord, in lost: [Int], rows: [Int] = []) {
    let above = anchors.lastIndex { $0.box.middleY <= word.box.middleY }
    let below = anchors.firstIndex { $0.box.middleY > word.box.middleY }
    for row in Set(rows + [above, below].compactMap { $0 }) {
      for column in lost {
        anchors[row].lost.insert(column)
        if let taken = anchors[row].cells.removeValue(forKey: column) {
          anchors[row].strays += taken.words
        }
      }
    }
    if let row = above ?? below { anchors[row].strays.append(word) } else { orphans.append(word) }
  }

  // MARK: Rows

  /// The rows, and the words that stand in none; `place` says where words stand.
  func rows(_ place: ([PageWord]) -> Place) -> [TableRow] {
    var rows: [TableRow] = []
    if !orphans.isEmpty { rows.append(Self.strayRow(orphans, place)) }
    for anchor in anchors {
      var cells: [TableCell] = []
      for index in columns.columns.indices {
        if let block = anchor.cells[index] {
          cells.append(
            TableCell(
              column: index + 1, content: .words,
              text: PageText.text(block.words), place: place(block.words)))
        } else if anchor.lost.contains(index) || columns.glued.contains(index) {
          cells.append(TableCell(column: index + 1, content: .lost, text: "", place: .nowhere))
        }
      }
      let own = anchor.cells.values.flatMap(\.words).sorted {
        ($0.box.top, $0.box.left) < ($1.box.top, $1.box.left)
      }
      var row = TableRow(place: place(own), cells: cells)
      row.cells += Self.strays(anchor.strays, place)
      rows.append(row)
    }
    return rows
  }

  private static func strayRow(_ words: [PageWord], _ place: ([PageWord]) -> Place) -> TableRow {
    TableRow(place: place(words), cells: strays(words, place))
  }

  /// Words that stand in no column.
  static func strays(
    _ words: [PageWord], _ place: ([PageWord]) -> Place
  ) -> [TableCell] {
    words.enumerated().map { offset, word in
      TableCell(
        column: PageTables.strayColumn + offset, content: .words, text: word.text,
        place: place([word]))
    }
  }
}
