internal import PlanModel

// MARK: Notes

extension TextParsing {
  /// Takes the notes from `（注）` on: numbered lines, and lines that go on with an unfinished one.
  mutating func notes(from start: Int) -> Int {
    var line = start
    var number: Int?
    var pieces: [Piece] = []
    // ① below a note that begins with １． is a part of it.
    var style: NoteMark.Style?
    while line < text.count {
      if shapes.shapes[line] == .blank {
        line += 1
        continue
      }
      let content = text.content(line)
      if line == start, let mark = shapes.noteMark(content) {
        (number, pieces) = note(on: line, behind: mark)
        if number != nil { style = shapes.noteNumber(content.dropFirst(mark))?.style }
      } else if shapes.shapes[line] == .text, let found = shapes.noteNumber(content),
        NoteMark.follows(found.number, after: number, pieces.last.flatMap { text.slice($0).last }),
        style == nil || style == found.style
      {
        addNote(number, pieces)
        style = found.style
        (number, pieces) = note(on: line, behind: 0)
      } else if continuesNote(line, pieces) {
        pieces.append(text.piece(line))
      } else {
        break
      }
      part(&number, &pieces, style)
      line += 1
    }
    addNote(number, pieces)
    return line
  }

  /// Adds the notes that are whole where several stand on one line; the last of them stays open.
  private mutating func part(
    _ number: inout Int?, _ pieces: inout [Piece], _ style: NoteMark.Style?
  ) {
    while let last = pieces.last, let known = number, let style,
      let next = NoteMark.next(in: text.slice(last), after: known, style)
    {
      pieces[pieces.count - 1] = Piece(line: last.line, range: last.range.lowerBound..<next.start)
      addNote(number, pieces)
      number = next.number
      pieces = [Piece(line: last.line, range: next.words..<last.range.upperBound)]
    }
  }

  /// The number and the words of the note that begins on `line` behind `mark` characters.
  private func note(on line: Int, behind mark: Int) -> (number: Int?, pieces: [Piece]) {
    let end = text[line].content.upperBound
    let start = min(text[line].content.lowerBound + mark, end)
    guard let found = shapes.noteNumber(text.scalars[start..<end]) else {
      return (nil, [Piece(line: line, range: start..<end)])
    }
    return (found.number, [Piece(line: line, range: (start + found.length)..<end)])
  }

  /// Adds a note, or its mark alone as furniture where no words follow it.
  private mutating func addNote(_ number: Int?, _ pieces: [Piece]) {
    let line = pieces[0].line
    if pieces.allSatisfy({ $0.range.isEmpty }) {
      add(.furniture(.other, text.piece(line)), line: line)
    } else {
      add(.note(number: number, pieces: pieces), line: line)
    }
  }

  /// Whether `line` goes on with a note: it has no end yet, or the next sentence follows without a gap.
  private func continuesNote(_ line: Int, _ pieces: [Piece]) -> Bool {
    guard shapes.shapes[line] == .text, let last = pieces.last else { return false }
    guard let end = text.slice(last).last, end == "。" else {
      return last.line == line - 1 || text[last.line].columns >= 60
    }
    let openers = ["また、", "なお、", "ただし、", "また，", "なお，", "ただし，"]
    return last.line == line - 1
      && openers.contains { text.content(line).starts(with: $0.unicodeScalars) }
  }
}

// MARK: Totals over several lines

extension TextParsing {
  /// The totals that stand one amount a line, behind their label or before what only follows totals, or `nil`.
  func splitSums(from line: Int) -> (sums: SumsShape, next: Int)? {
    let isLabelled = shapes.shapes[line] == .totalsLabel
    var amounts: [Piece] = []
    var next = isLabelled ? line + 1 : line
    var rest: Piece?
    while amounts.count < 3, let printed = text.printed(from: next), printed - next <= 1,
      shapes.shapes[printed] == .text, shapes.isCounted(text.piece(printed))
    {
      let piece = text.piece(printed)
      // A narrow column can wrap the first one.
      if amounts.count == 1, rest == nil, shapes.isCutAmount(amounts[0]),
        shapes.isWholeAmount([amounts[0], piece])
      {
        rest = piece
      } else {
        amounts.append(piece)
      }
      next = printed + 1
    }
    guard amounts.count == 3, isLabelled || onlyTotalsPrecede(next) else { return nil }
    let label = isLabelled ? text.piece(line) : nil
    return (SumsShape(label: label, amounts: amounts, wrapped: rest, surplus: []), next)
  }

  /// The totals whose first amount goes on with the next line, or `nil`: its thousands separators are right in the whole and
  /// wrong in the first line alone.
  func wrappedSums(from line: Int) -> (sums: SumsShape, next: Int)? {
    guard shapes.shapes[line] == .sums, line + 1 < text.count,
      var sums = shapes.sums(text.tokens(line)), sums.label != nil, sums.amounts.count == 1,
      case let below = text.tokens(line + 1), below.count == 3,
      below.allSatisfy(shapes.isAmountLike)
    else { return nil }
    let first = sums.amounts[0]
    guard shapes.isCutAmount(first), shapes.isWholeAmount([first, below[0]]) else { return nil }
    sums.wrapped = below[0]
    sums.amounts += below.dropFirst()
    return (sums, line + 2)
  }

  /// Whether what is printed from `line` on is a thing of the form that follows a totals row, or nothing.
  private func onlyTotalsPrecede(_ line: Int) -> Bool {
    guard let printed = text.printed(from: line) else { return true }
    switch shapes.shapes[printed] {
    case .note, .totalsLabel, .unit, .heading: return true
    case .blank, .text, .head, .row, .sums, .columnHeading, .pageMark: return false
    }
  }

  /// Takes totals over several lines and gives the line behind them.
  mutating func sums(_ split: (sums: SumsShape, next: Int)) -> Int {
    flushPending()
    add(.sums(split.sums), line: split.sums.amounts[0].line)
    if let label = split.sums.label { add(.furniture(.totalsLabel, label), line: label.line) }
    return split.next
  }
}
