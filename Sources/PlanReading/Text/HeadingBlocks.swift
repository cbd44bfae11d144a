internal import PlanModel
internal import TextForms

/// Headings of columns that stand over several lines, as extractors give them that go from cell to cell.
///
/// 整, 理, 番, 号, 区市, 町村 事業名 事業内容: joined, the lines name the columns of the form.
struct HeadingBlocks {
  /// The lines of all blocks.
  private(set) var lines: Set<Int> = []

  /// The most lines and characters of a block.
  private static let lineCountMax = 32
  private static let lengthMax = 160
  /// The fewest columns of the form that a block names.
  private static let nameCountMin = 6

  init(_ text: TextLines) {
    var line = 0
    while line < text.count {
      if let end = Self.end(of: text, from: line) {
        lines.formUnion((line..<end).filter { !text[$0].isBlank })
        line = end
      } else {
        line += 1
      }
    }
  }

  /// The line behind the block that begins on `start`, or `nil`.
  private static func end(of text: TextLines, from start: Int) -> Int? {
    guard let first = text.content(start).first, FormWords.columnHeadingStarts.contains(first)
    else { return nil }
    var words: [Unicode.Scalar] = []
    var best: (end: Int, count: Int)?
    for line in start..<min(start + lineCountMax, text.count) {
      words += text.content(line).withoutBlanks
      guard words.count <= lengthMax, beginsWithName(words) else { break }
      let found = names(in: words)
      // Headings above those of several columns are not the form's.
      guard found.unknownCount * 3 <= words.count || found.count < nameCountMin else { continue }
      let isMore = best.map { found.count > $0.count } ?? (found.count >= nameCountMin)
      if isMore { best = (line + 1, found.count) }
    }
    guard let best, best.end > start + 1 else { return nil }
    return best.end
  }

  /// Whether the words begin with a heading, or a heading begins with them.
  private static func beginsWithName(_ words: [Unicode.Scalar]) -> Bool {
    FormWords.wholeColumnHeadings.contains { words.starts(with: $0) || $0.starts(with: words) }
  }

  /// How many headings of the form stand in `words`, and how many other characters.
  private static func names(in words: [Unicode.Scalar]) -> (count: Int, unknownCount: Int) {
    var found: Set<[Unicode.Scalar]> = []
    var unknownCount = 0
    var rest = words[...]
    while !rest.isEmpty {
      if let word = FormWords.wholeColumnHeadings.first(where: { rest.starts(with: $0) }) {
        found.insert(word)
        rest.removeFirst(word.count)
      } else {
        unknownCount += 1
        rest.removeFirst()
      }
    }
    return (found.count, unknownCount)
  }
}
