internal import PlanModel

/// One printed line of a text, without the blanks around it.
struct TextLine {
  /// From 1, as line feeds, carriage returns and pairs of them count.
  var number: Int
  /// From 1, as form feeds count.
  var page: Int
  /// The range of the content in the text's characters.
  var content: Range<Int>
  /// The number of blanks before the content.
  var indent: Int
  /// The width of the content in terminal columns.
  var columns: Int
  var hasInnerBlank: Bool
  /// The number of gaps of two blanks or more, an ideographic blank counted as two.
  var gapCount: Int
  /// Whether three blanks or more part the content somewhere, as they part columns side by side.
  var hasColumnGap: Bool

  var isBlank: Bool { content.isEmpty }
}

/// A stretch of one line.
struct Piece: Hashable {
  /// The index of the line, not its number.
  var line: Int
  /// The range in the text's characters.
  var range: Range<Int>
}

/// A text cut into lines.
struct TextLines {
  let scalars: [Unicode.Scalar]
  private(set) var lines: [TextLine] = []
  private(set) var hasFormFeeds = false
  /// The number of blanks before the content that all printed lines have, so that it says nothing.
  private(set) var margin = 0

  init(_ scalars: [Unicode.Scalar]) {
    self.scalars = scalars
    var number = 1
    var page = 1
    var start = 0
    var index = 0
    let count = scalars.count
    // A guess: the columns of a form make short lines.
    lines.reserveCapacity(count / 32)
    while index < count {
      let value = scalars[index].value
      if value > 0x0D || value == 0x09 || value < 0x0A || value == 0x0B {
        index += 1
        continue
      }
      append(start..<index, number: number, page: page)
      if value == 0x0C {
        page += 1
        hasFormFeeds = true
      } else {
        number += 1
        if value == 0x0D, index + 1 < count, scalars[index + 1].value == 0x0A { index += 1 }
      }
      index += 1
      start = index
    }
    append(start..<count, number: number, page: page)
    margin = lines.lazy.filter { !$0.isBlank }.map(\.indent).min() ?? margin
  }

  private mutating func append(_ range: Range<Int>, number: Int, page: Int) {
    var first = range.lowerBound
    var last = range.upperBound
    while first < last, scalars[first].isLayoutBlank { first += 1 }
    while first < last, scalars[last - 1].isLayoutBlank { last -= 1 }
    var line = TextLine(
      number: number, page: page, content: first..<last, indent: first - range.lowerBound,
      columns: 0, hasInnerBlank: false, gapCount: 0, hasColumnGap: false)
    var blankCount = 0
    var spaceCount = 0
    for index in first..<last {
      let scalar = scalars[index]
      line.columns += scalar.columnCount
      guard scalar.isLayoutBlank else {
        if blankCount > 1 { line.gapCount += 1 }
        (blankCount, spaceCount) = (0, 0)
        continue
      }
      line.hasInnerBlank = true
      blankCount += scalar == "\u{3000}" ? 2 : 1
      spaceCount = scalar == " " ? spaceCount + 1 : 0
      if spaceCount == 3 { line.hasColumnGap = true }
    }
    lines.append(line)
  }

  var count: Int { lines.count }

  subscript(line: Int) -> TextLine { lines[line] }

  func content(_ line: Int) -> ArraySlice<Unicode.Scalar> { scalars[lines[line].content] }

  func slice(_ piece: Piece) -> ArraySlice<Unicode.Scalar> { scalars[piece.range] }

  func text(_ piece: Piece) -> String { String(scalars: scalars[piece.range]) }

  /// The pieces with nothing between them.
  func text(_ pieces: [Piece]) -> String { String(scalars: words(pieces)) }

  private func words(_ pieces: [Piece]) -> ArraySlice<Unicode.Scalar> {
    if pieces.count == 1 { return slice(pieces[0]) }
    return pieces.flatMap { scalars[$0.range] }[...]
  }

  /// The whole content of a line.
  func piece(_ line: Int) -> Piece { Piece(line: line, range: lines[line].content) }

  /// The words of a line, which blanks part.
  func tokens(_ line: Int) -> [Piece] { tokens(in: lines[line].content, line: line) }

  /// The words of a stretch of a line.
  func tokens(in range: Range<Int>, line: Int) -> [Piece] {
    var tokens: [Piece] = []
    tokens.reserveCapacity(8)
    var start = range.lowerBound
    for index in range {
      let isBlank = scalars[index].isLayoutBlank
      guard isBlank || startsAddressBehindMonth(index, in: range) else { continue }
      if start < index { tokens.append(Piece(line: line, range: start..<index)) }
      start = isBlank ? index + 1 : index
    }
    if start < range.upperBound {
      tokens.append(Piece(line: line, range: start..<range.upperBound))
    }
    return tokens
  }

  /// Whether an address begins right behind a month, as some extractors set two cells.
  private func startsAddressBehindMonth(_ index: Int, in range: Range<Int>) -> Bool {
    scalars[index] == "h" && index > range.lowerBound && scalars[index - 1] == "月"
      && scalars[index..<range.upperBound].starts(with: "http".unicodeScalars)
  }

  /// The next line with content from `line` on, or `nil`.
  func printed(from line: Int) -> Int? {
    var index = line
    while index < lines.count {
      if !lines[index].isBlank { return index }
      index += 1
    }
    return nil
  }

  /// The width of a piece in terminal columns.
  func columns(_ piece: Piece) -> Int {
    scalars[piece.range].reduce(0) { $0 + $1.columnCount }
  }

  /// The pieces joined with nothing between them, with the place that they take.
  func printed(_ pieces: [Piece], basis: Basis? = nil) -> Printed? {
    guard let first = pieces.first, let last = pieces.last else { return nil }
    return Printed(text(pieces), at: place(first.line, last.line), basis: basis)
  }

  /// The place of the lines `first` to `last`; the page is known where form feeds part pages.
  func place(_ first: Int, _ last: Int) -> Place {
    Place(
      page: hasFormFeeds ? lines[first].page : nil, lines: lines[first].number,
      through: lines[last].number)
  }
}

extension Unicode.Scalar {
  /// The terminal columns that this takes in Japanese text, near enough to compare lines of a table's column.
  var columnCount: Int { value < 0x80 || (0xFF61...0xFF9F).contains(value) ? 1 : 2 }
}
