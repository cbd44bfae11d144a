internal import PlanModel

/// Cells of a page that hold the values of several rows, because no line or gap between the rows was seen.
///
/// Every table of a page passes here, however its cells were told: by ruling lines or by alignment.
extension TablePlans {
  /// The rows that stand for `row` where it is several in one; `nil` where each of its cells holds one value.
  ///
  /// Serial numbers that follow one another prove how many rows there are, but not whose the other words are, so
  /// those are lost and left.
  func parted(_ row: TableRow, _ columns: ColumnMap) -> [TableRow]? {
    var stacked: [FormColumn] = []
    for cell in row.cells where cell.content == .words {
      guard let column = columns.column(at: cell.column) else { continue }
      if isStacked(cell, column), !isWrappedSum(cell, column, of: row, columns) {
        stacked.append(column)
      }
    }
    if stacked == [.number],
      let number = row.cells.first(where: { columns.column(at: $0.column) == .number }),
      hasWrappedNumber(row, number, columns)
    {
      return nil
    }
    if stacked.isEmpty { return nil }
    // One amount in two parts may be one value: 5 and its 3 establishments.
    if stacked.count == 1, stacked[0].isAmount {
      return [row.losing { columns.column(at: $0.column) == stacked[0] }]
    }
    let number = row.cells.first { columns.column(at: $0.column) == .number }
    let isNumbered = number.map { $0.content == .words && !stacked.contains(.number) } ?? false
    let lost = row.losing { cell in
      guard let column = columns.column(at: cell.column) else { return false }
      return !(isNumbered && column == .number)
    }
    guard let number, stacked.contains(.number) else { return [lost] }
    let numbers = Self.lines(number.text).compactMap { SerialNumber.read($0) }
    guard numbers.count > 1, numbers.count == Self.lines(number.text).count,
      zip(numbers, numbers.dropFirst()).allSatisfy({ $1 == $0 + 1 })
    else { return [lost] }
    return numbers.enumerated().map { offset, value in
      var part = lost
      // The words stand beside the first row, once.
      if offset > 0 { part.cells.removeAll { $0.column >= PageTables.strayColumn } }
      part.cells.removeAll { $0.content == .words && $0.text == number.text }
      part.cells.removeAll { $0.column == number.column }
      part.cells.insert(
        TableCell(
          column: number.column, content: .words, text: String(value), place: number.place),
        at: 0)
      return part
    }
  }

  /// The cell, lost where it holds the values of several rows.
  func provenCell(_ cell: TableCell, _ columns: ColumnMap) -> TableCell {
    guard cell.content == .words, let column = columns.column(at: cell.column),
      isStacked(cell, column)
    else { return cell }
    var lost = cell
    (lost.content, lost.text) = (.lost, "")
    return lost
  }

  private static func lines(_ text: String) -> [String] {
    text.unicodeScalars.split(separator: "\n")
      .map { String(scalars: Array($0)[...].trimmingLayoutBlanks) }.filter { !$0.isEmpty }
  }

  private func isStacked(_ cell: TableCell, _ column: FormColumn) -> Bool {
    let lines = Self.lines(cell.text)
    if column == .number {
      // A number beside other words is one of which nobody knows whose the words are.
      let parts = cell.text.split(whereSeparator: \.isWhitespace)
      return parts.count > 1 && parts.contains { SerialNumber.read(String($0)) != nil }
    }
    if column.isAmount, areSideBySide(cell.text) { return true }
    guard lines.count > 1 else { return false }
    switch column {
    case .municipality:
      let joined = lines.joined()
      return vocabulary.submitter(named: joined) == nil
        && Self.count(lines, of: { vocabulary.submitter(named: $0) != nil }) > 1
    case .category:
      return Self.count(lines, of: { vocabulary.category(worded: $0) != nil }) > 1
    case .cost, .target, .reference:
      return isStackedAmount(lines.map { Printed($0, at: cell.place).amountField() })
        && !isWrappedAmount(lines)
    case .start:
      return Self.count(
        lines, of: { Printed($0, at: cell.place).startField(vocabulary).value != nil }) > 1
    case .number, .theme, .title, .description, .url, .linkTarget, .linkLabel, .contact,
      .department,
      .section, .phone:
      return false
    }
  }

  /// Whether blanks part amounts on one line, as where two columns stand too close to be told apart.
  private func areSideBySide(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count > 1, !text.contains("\n") else { return false }
    return words.count { word in
      let field = Printed(String(word), at: .nowhere).amountField()
      return field.state == .dash || field.value != nil
    } > 1
  }

  /// Whether the lines can be several amounts.
  private func isStackedAmount(_ lines: [Field<AmountReading>]) -> Bool {
    lines.allSatisfy { $0.state == .dash || $0.value != nil } || lines.count { $0.value != nil } > 1
  }

  /// Whether the lines are one amount that a narrow column wrapped: its thousands separators are right in the whole, and
  /// wrong in a line by itself.
  private func isWrappedAmount(_ lines: [String]) -> Bool {
    func reading(_ text: String) -> AmountReading? {
      Printed(text, at: .nowhere).amountField().value
    }
    guard case .whole = reading(lines.joined()) else { return false }
    return lines.contains { line in
      let isGrouped = line.unicodeScalars.contains { $0.halfWidth == "," }
      if case .whole = reading(line) { return false }
      return isGrouped
    }
  }

  /// Whether the cell is one sum that a narrow column wrapped: of all numbers that its digits can be, the one that
  /// they are together is what the entries add up to.
  ///
  /// Digits alone do not say whether they are one number or two, of people and of establishments for instance. Sums that
  /// differ from the entries' are lost, since nothing says then which digits belong together.
  private func isWrappedSum(
    _ cell: TableCell, _ column: FormColumn, of row: TableRow, _ columns: ColumnMap
  ) -> Bool {
    let labels = row.cells.filter { columns.column(at: $0.column)?.isAmount != true }
      .compactMap { SumsLabel($0.text) }
    let text = Self.lines(cell.text).joined()
    guard column.isAmount, !labels.isEmpty, !labels.contains(.part), let open,
      !open.entries.isEmpty, text.unicodeScalars.first?.digitValue != 0,
      case .whole(let stated) = Printed(text, at: cell.place).amountField().value
    else { return false }
    var computed = 0
    for entry in open.entries {
      let field = column == .cost ? entry.cost : column == .target ? entry.target : entry.reference
      switch field.value {
      case .whole(let amount):
        let (sum, isTooLarge) = computed.addingReportingOverflow(amount)
        if isTooLarge { return false }
        computed = sum
      case .misgrouped: return false
      case nil where field.state == .dash: continue
      case nil: return false
      }
    }
    return stated == computed
  }

  /// Whether the row is one whose serial number a narrow column wrapped: its digits stand alone in their cell, and its
  /// category and its cost are one value each.
  private func hasWrappedNumber(_ row: TableRow, _ number: TableCell, _ columns: ColumnMap) -> Bool
  {
    func words(_ column: FormColumn) -> [String] {
      let cell = row.cells.first { columns.column(at: $0.column) == column }
      return cell.map { $0.content == .words ? Self.lines($0.text) : [] } ?? []
    }
    let digits = Self.lines(number.text)
    guard digits.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.digitValue != nil } }),
      digits.joined().unicodeScalars.count <= 4, words(.cost).count == 1
    else { return false }
    return vocabulary.category(worded: words(.category).joined()) != nil
  }

  /// How many values follow one another in `lines`, each of which a narrow column may have wrapped.
  private static func count(_ lines: [String], of isValue: (String) -> Bool) -> Int {
    var count = 0
    var open = ""
    for line in lines {
      open += line
      if isValue(open) {
        count += 1
        open = ""
      }
    }
    return count
  }
}

extension TableRow {
  /// The row with those cells lost and their words beside it.
  func losing(_ isLost: (TableCell) -> Bool) -> TableRow {
    var row = self
    var strays: [TableCell] = []
    for index in row.cells.indices where row.cells[index].content == .words {
      let cell = row.cells[index]
      guard cell.column < PageTables.strayColumn, isLost(cell) else { continue }
      strays.append(
        TableCell(
          column: PageTables.strayColumn + strays.count, content: .words, text: cell.text,
          place: cell.place))
      (row.cells[index].content, row.cells[index].text) = (.lost, "")
      row.cells[index].linkTarget = nil
    }
    row.cells += strays
    return row
  }
}
