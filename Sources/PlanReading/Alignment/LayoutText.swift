internal import PlanModel

/// Text in which blanks keep the columns of a page apart, as `pdftotext -layout` writes it.
struct LayoutText {
  private let pages: [AlignedTable]
  private let countsWidths: Bool

  /// `nil` where no line has the headings of the form side by side.
  init?(_ text: TextLines) {
    // Headings side by side are more than two words of one line.
    guard text.lines.contains(where: { $0.gapCount > 1 }) else { return nil }
    let narrow = Self.pages(text, countsWidths: false)
    guard narrow.contains(where: \.isTable) else { return nil }
    let wide = Self.pages(text, countsWidths: true)
    // Extractors count characters or the cells of a terminal; under the right count the headings stand apart.
    let isWide = wide.reduce(0) { $0 + $1.score } > narrow.reduce(0) { $0 + $1.score }
    pages = isWide ? wide : narrow
    countsWidths = isWide
  }

  private static func pages(_ text: TextLines, countsWidths: Bool) -> [AlignedTable] {
    var pages: [[[PageWord]]] = []
    var page: Int?
    for line in text.lines.indices where !text[line].isBlank {
      if page != text[line].page {
        pages.append([])
        page = text[line].page
      }
      let runs = words(runs(text, line, countsWidths: countsWidths), countsWidths: countsWidths)
      if !runs.isEmpty { pages[pages.count - 1].append(joiningLabel(runs)) }
    }
    guard pages.contains(where: { $0.contains { $0.count > 2 } }) else { return [] }
    return pages.map { AlignedTable($0, gap: 0) }
  }

  /// The words of a line with the label of sums, whose characters are spread over its cell, as one: 合　　計.
  private static func joiningLabel(_ runs: [PageWord]) -> [PageWord] {
    guard runs.count >= 3, runs[1].text == "計", ["合", "総", "小"].contains(runs[0].text) else {
      return runs
    }
    var label = runs[0]
    label.text += runs[1].text
    label.box = label.box.union(runs[1].box)
    return [label] + runs.dropFirst(2)
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
      let width = width(of: scalar, countsWidths: countsWidths)
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

  /// The words that blanks part in a run of a line.
  static func tokens(of run: PageWord, countsWidths: Bool) -> [PageWord] {
    guard run.text.unicodeScalars.contains(where: \.isLayoutBlank) else { return [run] }
    var tokens: [PageWord] = []
    var x = run.box.left
    var isOpen = false
    for scalar in run.text.unicodeScalars {
      let width = width(of: scalar, countsWidths: countsWidths)
      if scalar.isLayoutBlank {
        isOpen = false
      } else {
        if !isOpen {
          var token = run
          (token.text, token.box.left) = ("", x)
          tokens.append(token)
        }
        isOpen = true
        tokens[tokens.count - 1].text.unicodeScalars.append(scalar)
        tokens[tokens.count - 1].box.right = x + width
      }
      x += width
    }
    return tokens
  }

  /// The runs of a line, and those of headings word by word: these stand one blank apart where columns are narrow.
  private static func words(_ runs: [PageWord], countsWidths: Bool) -> [PageWord] {
    let words = runs.flatMap { tokens(of: $0, countsWidths: countsWidths) }
    guard runs.count > 2, words.allSatisfy({ $0.text.count <= headingCountMax }),
      words.count(where: { FormColumn(heading: $0.text) != nil }) > 1
    else { return runs }
    return words
  }

  /// The most characters of a word of a heading.
  private static let headingCountMax = 12

  /// The places of a line that a character takes.
  static func width(of scalar: Unicode.Scalar, countsWidths: Bool) -> Double {
    countsWidths && !scalar.isHalfWidthCell ? 2 : 1
  }

  /// The tables, or `nil` where too little of them is proven.
  func safeReading(_ text: TextLines, _ vocabulary: Vocabulary) -> TableReading? {
    let cells = LayoutCells(vocabulary: vocabulary, countsWidths: countsWidths)
    return LayoutTables(pages, cells: cells).reading { words in
      let lines = words.compactMap(\.line)
      guard let first = lines.min(), let last = lines.max() else { return .nowhere }
      return text.place(first, last)
    }
  }
}

extension TextLines {
  /// How many lines have words, and how many of them are parted by three blanks or more, as columns side by side are.
  var gapCounts: (lines: Int, withGaps: Int) {
    var counts = (lines: 0, withGaps: 0)
    for line in lines.indices where !self[line].isBlank {
      counts.lines += 1
      if self[line].hasColumnGap { counts.withGaps += 1 }
    }
    return counts
  }
}

extension Unicode.Scalar {
  /// Whether a terminal shows it in one cell.
  fileprivate var isHalfWidthCell: Bool { value < 0x1100 || (0xFF61...0xFFDC).contains(value) }
}
