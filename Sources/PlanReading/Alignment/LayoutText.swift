internal import PlanModel

/// Text in which blanks keep the columns of a page apart, as `pdftotext -layout` writes it.
struct LayoutText {
  private let pages: [AlignedTable]

  /// `nil` where no line has the headings of the form side by side.
  init?(_ text: TextLines) {
    let narrow = Self.pages(text, countsWidths: false)
    guard narrow.contains(where: \.isTable) else { return nil }
    let wide = Self.pages(text, countsWidths: true)
    // Extractors count characters or the cells of a terminal; under the right count the headings stand apart.
    let isWide = wide.reduce(0) { $0 + $1.score } > narrow.reduce(0) { $0 + $1.score }
    pages = isWide ? wide : narrow
  }

  private static func pages(_ text: TextLines, countsWidths: Bool) -> [AlignedTable] {
    var pages: [[[PageWord]]] = []
    var page: Int?
    for line in text.lines.indices where !text[line].isBlank {
      if page != text[line].page {
        pages.append([])
        page = text[line].page
      }
      let runs = runs(text, line, countsWidths: countsWidths)
      if !runs.isEmpty { pages[pages.count - 1].append(runs) }
    }
    // Headings side by side are more than two words of one line.
    guard pages.contains(where: { $0.contains { $0.count > 2 } }) else { return [] }
    return pages.map { AlignedTable($0, gap: 0.5) }
  }

  /// The words of a line that two blanks or more part.
  private static func runs(_ text: TextLines, _ line: Int, countsWidths: Bool) -> [PageWord] {
    let content = text[line].content
    var runs: [PageWord] = []
    var x = 0.0
    var start: (x: Double, index: Int)?
    var end = (x: 0.0, index: 0)
    var blankCount = 0
    func close() {
      guard let open = start else { return }
      runs.append(
        PageWord(
          text: String(scalars: text.scalars[open.index..<end.index]),
          box: PageRectangle(
            left: open.x, top: Double(line), right: end.x, bottom: Double(line) + 1), line: line))
      start = nil
    }
    let first = content.lowerBound - text[line].indent
    for index in max(0, first)..<content.upperBound {
      let scalar = text.scalars[index]
      let isIdeographicBlank = scalar == "\u{3000}"
      let width = countsWidths && !scalar.isHalfWidthCell ? 2.0 : 1.0
      if scalar == " " || scalar == "\t" || isIdeographicBlank {
        blankCount += isIdeographicBlank && countsWidths ? 2 : 1
        if blankCount >= 2 { close() }
      } else {
        if start == nil { start = (x, index) }
        blankCount = 0
        end = (x + width, index + 1)
      }
      x += width
    }
    close()
    return runs
  }

  /// The tables, or `nil` where a quarter of their rows hold a cell that no row or column claims.
  ///
  /// `pdftotext -layout` counts characters, so that a line with many narrow ones shifts what stands behind
  /// them: such columns do not stand below one another, and nothing in the text tells by how much.
  func safeReading(_ text: TextLines) -> TableReading? {
    let reading = reading(text)
    let rows = reading.tables.flatMap(\.rows).filter { $0.cells.count > 3 }
    let tornCount = rows.count { row in
      row.cells.contains { $0.content == .lost || $0.column >= PageTables.strayColumn }
    }
    return rows.count >= 2 && tornCount * 4 <= rows.count ? reading : nil
  }

  /// The tables, with the lines of the text as places.
  private func reading(_ text: TextLines) -> TableReading {
    var reading = TableReading(tables: [])
    for page in pages {
      let tables = page.rows { words in
        let lines = words.compactMap(\.line)
        guard let first = lines.min(), let last = lines.max() else { return .nowhere }
        return text.place(first, last)
      }
      for rows in tables {
        var rows = rows
        if !page.isTable, rows.contains(where: { $0.cells.count > 3 }), let first = rows.first {
          reading.issues.append(
            ReadIssue(
              code: "no-column-headings", at: first.place,
              text: "the page repeats no column headings; its rows are not placed"))
          for row in rows.indices where rows[row].cells.count > 1 {
            for cell in rows[row].cells.indices {
              rows[row].cells[cell].column += PageTables.strayColumn
            }
          }
        }
        reading.tables.append(Table(name: nil, rows: rows, emptyCells: .areLostWhereRequired))
      }
    }
    return reading
  }
}

extension TextLines {
  /// How many lines have words, and how many of them are parted by three blanks or more, as columns side by side are.
  var gapCounts: (lines: Int, withGaps: Int) {
    var counts = (lines: 0, withGaps: 0)
    for line in lines.indices where !self[line].isBlank {
      counts.lines += 1
      let content = scalars[self[line].content]
      let gaps = zip(content, zip(content.dropFirst(), content.dropFirst(2)))
      if gaps.contains(where: { $0 == " " && $1.0 == " " && $1.1 == " " }) { counts.withGaps += 1 }
    }
    return counts
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it in one cell.
  fileprivate var isHalfWidthCell: Bool { value < 0x1100 || (0xFF61...0xFFDC).contains(value) }
}
