internal import PlanModel

// MARK: Rows that say themselves what they are

extension TablePlans {
  /// Takes a row whose first cell is a mark or a label that `convert` writes; `false` for every other.
  mutating func takeMarked(_ row: TableRow) -> Bool {
    guard let first = row.cells.first, first.content == .words, first.text.utf8.count <= 20 else {
      return false
    }
    let rest = row.filledCells.dropFirst()
    let words = rest.first.map {
      Printed(
        String(scalars: Array($0.text.unicodeScalars)[...].trimmingLayoutBlanks), at: $0.place)
    }
    switch (first.text, rest.count) {
    case (CellText.lostMark, 0):
      // A plan begins whose heading is lost.
      endPlan()
    case (CellText.unplacedMark, 2):
      // The second cell is the heading of the column in which the first stood.
      for (cell, heading) in zip(rest, rest.dropFirst()) {
        submission.unplaced.append(UnplacedText(cell.text, at: cell.place, heading: heading.text))
      }
    case (CellText.unplacedMark, _):
      for cell in rest { submission.unplaced.append(UnplacedText(cell.text, at: cell.place)) }
    case (CellText.headingLabel, 1):
      endPlan()
      if let words { above.heading.append(words) }
    case (CellText.unitLabel, 1) where isAbove && above.unit == nil:
      above.unit = words
    case _:
      return false
    }
    submission.furniture.append(Furniture(.other, first.text, at: first.place))
    return true
  }

  private mutating func endPlan() {
    closePlan()
    isAbove = true
  }
}

// MARK: Rows above a table

extension TablePlans {
  /// Takes a row above the headings of columns: heading, unit, notes, whose plan it is.
  mutating func takeAbove(_ row: TableRow, _ index: Int) {
    let cells = row.filledCells.filter { $0.content == .words }
    if cells.count > 1, takeNote(row, cells) { return }
    for cell in cells { takeAbove(cell, index) }
  }

  private mutating func takeAbove(_ cell: TableCell, _ index: Int) {
    let lines = cell.text.split(whereSeparator: \.isNewline).map(String.init)
    let kinds = lines.map { FormLine($0, vocabulary: vocabulary) }
    // One cell can hold the heading and the unit below it.
    if lines.count > 1, kinds.contains(.unit), kinds.contains(.heading) {
      for (line, kind) in zip(lines, kinds) { takeAbove(line, kind, cell, index) }
    } else {
      takeAbove(cell.text, FormLine(cell.text, vocabulary: vocabulary), cell, index)
    }
  }

  private mutating func takeAbove(
    _ words: String, _ kind: FormLine, _ cell: TableCell, _ index: Int
  ) {
    let lines = words.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
      .map { Array($0)[...].trimmingLayoutBlanks }.filter { !$0.isEmpty }
    let printed = Printed(String(scalars: Array(lines.joined())), at: cell.place)
    if printed.text.isEmpty { return }
    switch kind {
    case .heading:
      if above.heading.count == 1, namesSameYearAlone(above.heading[0].text, as: printed.text) {
        submission.furniture.append(
          Furniture(.other, above.heading[0].text, at: above.heading[0].place))
        above.heading = []
      }
      above.heading.append(printed)
    case .unit where above.unit == nil:
      above.unit = printed
    case .submitter where above.submitter == nil:
      above.submitter = printed
    case .note:
      if !above.notes.take(words, at: cell.place) { above.others.append((cell, index)) }
    case .unit, .submitter, .formMark:
      submission.furniture.append(Furniture(.other, printed.text, at: cell.place))
    case .pageMark:
      submission.furniture.append(Furniture(.pageMark, printed.text, at: cell.place))
    case .other:
      if !above.notes.isOpen || !above.notes.take(words, at: cell.place) {
        above.others.append((cell, index))
      }
    }
  }

  /// Whether `words` are nothing but the fiscal year that `heading` names.
  private func namesSameYearAlone(_ words: String, as heading: String) -> Bool {
    let year = StartMonth.fiscalYear(namedIn: words, eras: vocabulary.eras)
    return year != nil && words.hasSuffix("年度") && words.unicodeScalars.count <= 8
      && year == StartMonth.fiscalYear(namedIn: heading, eras: vocabulary.eras)
  }

  /// Takes the cells of a row as one note: its mark, its number and its words can stand in cells of their own.
  private mutating func takeNote(_ row: TableRow, _ cells: [TableCell]) -> Bool {
    guard let first = cells.first, case .note = FormLine(first.text, vocabulary: vocabulary) else {
      return false
    }
    return above.notes.take(cells.map(\.text).joined(separator: " "), at: row.place)
  }
}

// MARK: Rows below the headings

extension TablePlans {
  /// Takes what stands alone in its row below the headings; `false` where it may be part of an entry.
  mutating func takeText(_ row: TableRow, _ filled: [TableCell]) -> Bool {
    guard let first = filled.first, first.content == .words, filled.count <= 3 else { return false }
    if filled.count == 2, let title = filled.first(where: { FormLine.isWholeHeading($0.text) }),
      let mark = filled.first(where: { isPageMark($0.text) })
    {
      submission.furniture.append(Furniture(.pageMark, mark.text, at: mark.place))
      return takeText(row, [title])
    }
    let words = filled.map(\.text).joined(separator: " ")
    if NoteMark.length(Array(first.text.unicodeScalars)[...].trimmingLayoutBlanks) != nil
      || isAlone(filled)
    {
      let place = filled.count == 1 ? first.place : row.place
      if takesNotes(filled), open?.notes.take(words, at: place) == true { return true }
    }
    guard filled.count == 1 || filled.allSatisfy({ isFormLine($0.text) }) else { return false }
    // A second unit below the sums stands above the next table, as a heading does.
    let isNextUnit = FormLine.isUnit(first.text) && open?.unit != nil && open?.sums != nil
    if (FormLine.isWholeHeading(first.text) || isNextUnit) && isAlone(filled) {
      if goesOnBelow { return takeSection(filled) }
      isAbove = true
      takeAbove(TableRow(place: row.place, cells: filled), -1)
      return true
    }
    for cell in filled {
      switch FormLine(cell.text, vocabulary: vocabulary) {
      case .unit:
        takeUnit(cell)
      case .pageMark where open?.map.column(at: cell.column)?.isAmount != true && isAlone(filled):
        submission.furniture.append(Furniture(.pageMark, cell.text, at: cell.place))
      case .formMark where isAlone(filled):
        submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
      case .heading, .note, .submitter, .other, .pageMark, .formMark:
        return false
      }
    }
    return true
  }

  /// Takes words that head some rows of the table: a kind of plan begins one with the same columns, others are left.
  private mutating func takeSection(_ cells: [TableCell]) -> Bool {
    guard let plan = open, let first = cells.first else { return false }
    let kind = PlanKind(heading: first.text)
    let printed = Printed(first.text, at: first.place)
    if let old = plan.heading?.text, ComparisonKey.label(old) == ComparisonKey.label(first.text) {
      // A page repeats the title without the headings of columns.
      submission.furniture.append(Furniture(.other, printed.text, at: printed.place))
    } else if kind == .unknown || kind == plan.statedKind {
      for cell in cells { submission.unplaced.append(UnplacedText(cell.text, at: cell.place)) }
    } else if plan.entries.isEmpty {
      open?.section = printed
    } else {
      closePlan()
      var next = OpenPlan(map: plan.map, sheet: plan.sheet)
      next.unit = plan.unit
      next.costUnit = plan.costUnit
      next.submitter = plan.submitter
      next.section = printed
      open = next
    }
    open?.isInEntry = false
    open?.endGroup()
    return true
  }

  /// Whether the words may be a note: they begin one, or nothing but notes is expected here.
  private func takesNotes(_ filled: [TableCell]) -> Bool {
    guard let open, let first = filled.first else { return false }
    let scalars = Array(first.text.unicodeScalars)[...].trimmingLayoutBlanks
    if NoteMark.length(scalars) != nil || scalars.first == "※" { return true }
    return open.sums != nil || !open.notes.notes.isEmpty || open.notes.isOpen
      || first.columnSpan >= 3
  }

  /// Whether the cells are not placed as those of an entry are: one cell, at the left or over several columns.
  private func isAlone(_ filled: [TableCell]) -> Bool {
    guard let open, let first = filled.first, filled.count <= 2 else { return false }
    if first.columnSpan >= 3 || open.sums != nil || open.notes.isOpen { return true }
    return filled.count == 1
  }

  /// Takes words that say that a table goes on, wherever they stand: 次頁に続く. Numbers of pages can be amounts.
  mutating func takePageWords(_ cell: TableCell) -> Bool {
    guard cell.content == .words, !cell.text.contains(where: \.isNumber), isPageMark(cell.text)
    else { return false }
    submission.furniture.append(Furniture(.pageMark, cell.text, at: cell.place))
    return true
  }

  private func isPageMark(_ words: String) -> Bool {
    FormLine(words, vocabulary: vocabulary) == .pageMark
  }

  private func isFormLine(_ words: String) -> Bool {
    switch FormLine(words, vocabulary: vocabulary) {
    case .unit, .pageMark, .formMark: true
    case .heading, .note, .submitter, .other: false
    }
  }

  private mutating func takeUnit(_ cell: TableCell) {
    let printed = Printed(
      String(scalars: Array(cell.text.unicodeScalars)[...].trimmingLayoutBlanks), at: cell.place)
    if open?.unit == nil {
      open?.unit = printed
    } else {
      submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
    }
  }
}
