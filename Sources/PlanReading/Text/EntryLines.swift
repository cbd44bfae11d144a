internal import PlanModel

// MARK: Lines of an entry that look like others

extension TextParsing {
  /// Whether a line that looks like the form's own is one of a description: what came before it is unfinished, or it is
  /// worded as sentences are, or like a heading that no plan has here.
  func isProse(_ line: Int, after draft: EntryDraft) -> Bool {
    switch shapes.shapes[line] {
    case .pageMark: return false
    case .unit where text.content(line).contains(where: \.isHiragana): return true
    case .heading where !isRepeatedHeading(line): return true
    case _: break
    }
    guard let last = draft.body.last, last == line - 1 else { return false }
    return text[last].columns >= 60 && text.content(last).last != "。"
  }

  /// Whether a heading within an entry is one that a page repeats, or that stands above a table.
  private func isRepeatedHeading(_ line: Int) -> Bool {
    if let before = text.lines[..<line].last(where: { !$0.isBlank }), before.page < text[line].page
    {
      return true
    }
    if let next = text.printed(from: line + 1),
      [.unit, .heading, .columnHeading, .pageMark].contains(shapes.shapes[next])
    {
      return true
    }
    return headings.contains(text.content(line).withoutBlanks)
  }

  /// Whether the number of a head stands on a line of its own.
  func isNumberAlone(_ line: Int) -> Bool {
    shapes.head(at: line)?.number.map { text[line].content == $0.range } ?? false
  }

  /// Whether a head within an entry that has no row yet begins the next entry, rather than being a line of its description.
  ///
  /// It does where the entry is over (a telephone stands in it, or nothing), or where it has the next number and stands
  /// apart or before further heads without rows.
  func isNextEntry(_ line: Int, after draft: EntryDraft) -> Bool {
    // No other cell holds digits alone above the name of a municipality.
    if hasNumbersAlone, isNumberAlone(line) { return true }
    let isParted = line > 0 && text[line - 1].isBlank
    if draft.body.isEmpty {
      // 2 江東区 との共催により can follow the title of entry 2.
      guard draft.rest != nil, nextRow[line + 1] < nextHead[line + 1],
        let own = value(draft.number), let next = value(shapes.head(at: line)?.number)
      else { return true }
      return next == own + 1
    }
    if isParted && draft.body.contains(where: { shapes.isPhoneLike(text.content($0)) }) {
      return true
    }
    guard isParted || nextHead[line + 1] < nextRow[line + 1],
      let head = shapes.head(at: line), let number = value(head.number)
    else { return false }
    return value(draft.number).map { number == $0 + 1 } ?? isParted
  }
}
