internal import PlanModel

// MARK: Rows of entries and sums

extension TablePlans {
  /// Takes a row below the headings of columns.
  mutating func take(_ row: TableRow) {
    // The open plan is not bound here: a second holder would make each change of it a copy.
    guard let columns = open?.map else { return }
    let filled = row.filledCells
    if filled.isEmpty { return }
    text.unit = open?.unit ?? open?.costUnit
    if text.isPage, let parts = parted(row, columns) {
      for part in parts { take(part) }
      return
    }
    let covering = text.isPage ? coveringCells.map { provenCell($0, columns) } : coveringCells
    let cells = EntryRow(row, covering: covering, columns: columns, text: text)
    if takeSums(row, filled, cells) { return }
    if let only = filled.first, filled.count == 1, takePageWords(only) { return }
    if goesOn(cells) && !beginsNote(filled) {
      append(cells)
      return
    }
    if isPart(cells) {
      appendPart(cells)
      return
    }
    if isSample(cells) {
      takeSample(cells, filled)
      return
    }
    let isOfEntry = cells.filledCount > 1 && isNumbered(cells)
    if !isOfEntry, takeText(row, filled) { return }
    if isGroup(cells, filled) {
      takeGroup(filled[0])
    } else if !isEntry(cells) {
      // Rows below words of their own are not those of the municipality above them.
      if filled.count == 1 { open?.endGroup() }
      leave(filled)
    } else if isUnused(cells) {
      open?.unused.append(cells)
      open?.isInEntry = false
    } else {
      add(cells)
    }
  }

  /// Whether the row is one of the form that nobody filled in: its number, and what a form is made with beside it, such
  /// as dashes, sums of nothing, the first category of a list, 令和　年　月.
  private func isUnused(_ cells: EntryRow) -> Bool {
    let prefilled = ColumnSet(.number, .category, .cost, .target, .reference, .start)
    guard cells.own.contains(.number), cells.own.isSubset(of: prefilled), cells.covered.isEmpty,
      cells.strays.isEmpty
    else { return false }
    if cells.own == ColumnSet(.number) { return true }
    guard cells.has(.title), cells.has(.municipality) else { return false }
    let isEmptySum = [FormColumn.cost, .target, .reference].allSatisfy { column in
      guard let printed = cells.printed(column) else { return !cells.own.contains(column) }
      return printed.isDash || printed.amountField().value == .whole(0)
    }
    let hasMonth = cells.printed(.start)?.text.contains { $0.isNumber } ?? false
    return isEmptySum && !hasMonth
  }

  /// Whether a serial number stands in the row's own cell for it.
  private func isNumbered(_ cells: EntryRow) -> Bool {
    guard cells.own.contains(.number) else { return false }
    return cells.printed(.number).map { SerialNumber.read($0.text) != nil } ?? false
  }

  private mutating func leave(_ cells: [TableCell]) {
    for cell in cells where cell.content == .words {
      submission.unplaced.append(UnplacedText(cell.text, at: cell.place))
    }
    open?.isInEntry = false
  }

  /// Whether the cells can be an entry's: behind sums and notes only a number, a name or a category shows one.
  private func isEntry(_ cells: EntryRow) -> Bool {
    guard let open else { return false }
    if cells.own.isEmpty { return false }
    // On a page a label of sums stands where a number should, and the row is none that sums can be read from.
    if text.isPage, let number = cells.printed(.number), SumsLabel(number.text) != nil {
      return false
    }
    if isOfSums(cells) { return false }
    let isEnded = open.sums.map { $0.entryCount > 0 } ?? false || open.notes.isOpen
    if !isEnded && cells.filledCount > 1 { return true }
    let hasNumber = isNumbered(cells)
    if !isEnded && cells.filledCount == 1 { return hasNumber || !cells.covered.isEmpty }
    let isKnown =
      cells.printed(.category).map { vocabulary.category(worded: $0.text) != nil } ?? false
    // In a workbook sums by municipality can stand there.
    let isNamed =
      text.isPage
      && cells.printed(.municipality).map { vocabulary.submitter(named: $0.text) != nil } ?? false
    return cells.filledCount >= 3 && (hasNumber || isKnown || isNamed)
  }

  /// Whether the row, without a number, says how much of an amount is what (うち委託料), sums up a municipality's, or
  /// counts the projects.
  private func isOfSums(_ cells: EntryRow) -> Bool {
    if text.isPage || isNumbered(cells) { return false }
    let names = [FormColumn.number, .municipality, .title, .category].filter {
      cells.own.contains($0)
    }
    if names.contains(where: { cells.printed($0)?.text.hasPrefix("うち") ?? false }) { return true }
    guard let first = names.first.flatMap({ cells.printed($0) }), names.count <= 2 else {
      return false
    }
    if cells.own.isSubset(of: ColumnSet.amounts.union(ColumnSet(names[0]))), names.count == 1 {
      return RowGroup(first.text, vocabulary: vocabulary) != nil
    }
    return names[0] == .number && cells.own.isDisjoint(with: .amounts)
      && cells.own.isDisjoint(with: ColumnSet(.municipality, .description, .category, .start, .url))
  }

  private mutating func add(_ cells: EntryRow) {
    guard var plan = open else { return }
    open = nil
    // Sums above the first entry are those of the entries below them.
    if let sums = plan.sums, !plan.entries.isEmpty, sums.entryCount > 0 {
      if cells.printed(.number).flatMap({ SerialNumber.read($0.text) }) == 1 {
        let map = plan.map
        let sheet = plan.sheet
        open = plan
        closePlan()
        plan = OpenPlan(map: map, sheet: sheet)
      } else {
        leave(sums)
        plan.sums = nil
      }
    }
    var fields = EntryFields(vocabulary: vocabulary)
    for row in plan.unused {
      plan.entries.append(fields.entry(row, position: plan.entries.count + 1))
    }
    plan.unused = []
    var entry = fields.entry(cells, position: plan.entries.count + 1)
    nameSubmitter(&entry, plan)
    nameCategory(&entry, plan)
    noteShape(cells)
    noteMergedAmounts(cells)
    noteRounded(cells)
    submission.unplaced += fields.unplaced
    submission.furniture += fields.furniture
    plan.lastContact = fields.contactText(cells)?.text ?? ""
    plan.isInEntry = true
    plan.entries.append(entry)
    open = plan
  }

  /// Gives an entry without a name the one that stands above its table or its group.
  private func nameSubmitter(_ entry: inout Entry, _ plan: OpenPlan) {
    if ["〃", "同上", "々", "″", "\u{201D}"].contains(entry.municipality.text),
      let above = plan.entries.last?.municipality, above.value != nil
    {
      var field = Printed(
        entry.municipality.text, at: entry.municipality.place, basis: .rowAbove
      ).municipalityField(vocabulary)
      field.value = above.value
      entry.municipality = field
      return
    }
    guard entry.municipality.text.isEmpty, let name = plan.group ?? plan.submitter,
      case .municipality(let known)? = RowGroup(name.text, vocabulary: vocabulary)
    else { return }
    entry.municipality = Printed(known, at: name.place, basis: .namesMunicipality)
      .municipalityField(vocabulary)
  }

  /// Gives an entry of a table without a column for it the category that stands above its group.
  private func nameCategory(_ entry: inout Entry, _ plan: OpenPlan) {
    guard !plan.map.present.contains(.category), let name = plan.categoryGroup,
      case .category(let words)? = RowGroup(name.text, vocabulary: vocabulary)
    else { return }
    entry.category = Printed(words, at: name.place, basis: .sectionRow).categoryField(vocabulary)
  }

  private mutating func noteShape(_ cells: EntryRow) {
    guard text.isDelimited else { return }
    let map = cells.columns
    if cells.lastColumn < map.lastColumn {
      note(
        "short-row", at: cells.place,
        "the row has \(cells.lastColumn) cells, expected \(map.lastColumn)")
    } else if cells.strays.contains(where: { $0.column > map.lastColumn }) {
      note(
        "long-row", at: cells.place,
        "the row has \(cells.lastColumn) cells, expected \(map.lastColumn)")
    }
  }

  private mutating func noteMergedAmounts(_ cells: EntryRow) {
    for column in [FormColumn.cost, .target, .reference]
    where cells.covered.contains(column) && !cells.own.contains(column) {
      note(
        "merged-amount", at: cells.cell(column)?.place ?? cells.place,
        "one amount stands for several rows; how much is whose cannot be told")
    }
  }

  /// Says of amounts that are shown as whole numbers and are none.
  mutating func noteRounded(_ cells: EntryRow) {
    for column in [FormColumn.cost, .target, .reference] where cells.own.contains(column) {
      guard let cell = cells.cell(column), let stored = cell.number, let number = Double(stored),
        case .whole(let shown) = cells.printed(column)?.amountField().value,
        // Fractions that sums of whole numbers leave behind are the calculation's, not the submitter's.
        abs(number - Double(shown)) > 0.000001, abs(number - Double(shown)) < 1
      else { continue }
      note(
        "rounded-amount", at: cell.place,
        "the cell shows \(cell.text) and holds \(stored); the sum of such cells is not the sum of "
          + "what they show")
    }
  }

  // MARK: Samples

  /// Whether the form shows in the row how to fill one: its number is 例 or 記入例.
  private func isSample(_ cells: EntryRow) -> Bool {
    guard let open, open.entries.isEmpty, cells.filledCount > 1 else { return false }
    if isHints(cells) { return true }
    guard cells.own.contains(.number), let number = cells.printed(.number) else { return false }
    let label = ComparisonKey.label(number.text).filter { !"()[]【】〔〕<>:※".contains($0) }
    return ["例", "記入例", "記載例", "記入見本", "見本", "サンプル"].contains(label)
  }

  /// Whether the row says how to fill the columns: 選択, 30字以内, 千円単位, 例：R6.4. Half of its cells show it.
  private func isHints(_ cells: EntryRow) -> Bool {
    if isNumbered(cells) { return false }
    let words = FormColumn.allCases.compactMap { cells.cell($0) }.filter { $0.content == .words }
      .map(\.text)
    let hints = words.count { text in
      guard text.utf8.count <= 90 else { return false }
      let label = ComparisonKey.label(text)
      return Self.hintWords.contains(where: label.contains)
    }
    return hints >= 3 && hints * 2 >= words.count
  }

  private static let hintWords = [
    "以内", "文字", "単位", "例:", "記入", "選択", "入力", "半角", "全角", "必須", "任意", "自動", "数値", "プルダウン",
  ]

  private mutating func takeSample(_ cells: EntryRow, _ filled: [TableCell]) {
    for cell in filled where cell.content == .words {
      submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
    }
    note(
      "sample-row", at: cells.place, "the row is the form's example of an entry and not read as one"
    )
  }

  // MARK: Groups

  /// Whether the row names a municipality or a category and nothing else.
  private func isGroup(_ cells: EntryRow, _ filled: [TableCell]) -> Bool {
    filled.count == 1 && filled[0].content == .words
      && RowGroup(filled[0].text, vocabulary: vocabulary) != nil
  }

  private mutating func takeGroup(_ cell: TableCell) {
    let printed = Printed(cell.text, at: cell.place)
    switch RowGroup(cell.text, vocabulary: vocabulary) {
    case .municipality: open?.group = printed
    case .category: open?.categoryGroup = printed
    case nil: break
    }
    open?.isInEntry = false
    submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
  }
}
