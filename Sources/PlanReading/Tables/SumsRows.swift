internal import PlanModel

// MARK: Sums

extension TablePlans {
  /// Takes a row of sums: labelled, or three amounts alone below the entries.
  mutating func takeSums(_ row: TableRow, _ filled: [TableCell], _ cells: EntryRow) -> Bool {
    guard let open else { return false }
    let forbidden = ColumnSet(.description, .category, .start, .url)
    guard cells.own.isDisjoint(with: forbidden) || hasOnlyDashes(cells, forbidden) else {
      return false
    }
    guard let label = label(of: filled, cells) else { return takeUnlabelled(row, cells) }
    let sums = sums(row, cells, label: label.kind, labels: label.cells)
    if label.kind == .part {
      leave(sums)
      return true
    }
    guard let before = open.sums else {
      self.open?.sums = sums
      return true
    }
    // 計 below a part and 合計 below all: the later one holds. 合計 and then 総計 of all plans: the first holds.
    if before.entryCount < open.entries.count || (before.label == .plain && label.kind == .total) {
      leave(before)
      self.open?.sums = sums
    } else {
      let isSecond =
        before.label != nil && !SumsLabel.isOfAllPlans(label.cells.map(\.text).joined())
      leave(sums, as: isSecond ? .totals : nil)
    }
    return true
  }

  /// Takes a labelled row of sums from what stands above the headings of columns, `map`: 合計 with two amounts or more in
  /// their columns.
  mutating func takeSumsAbove(_ map: ColumnMap) -> TableRow? {
    for (index, cells) in Dictionary(grouping: above.others, by: \.row).sorted(by: {
      $0.key < $1.key
    }) {
      let cells = cells.map(\.cell)
      let amounts = cells.filter { map.column(at: $0.column)?.isAmount ?? false }
      guard let first = cells.first, amounts.count >= 2, cells.count <= amounts.count + 2,
        SumsLabel(first.text) == .total || SumsLabel(first.text) == .plain
      else { continue }
      above.others.removeAll { $0.row == index }
      return TableRow(place: first.place, cells: cells)
    }
    return nil
  }

  /// Takes sums that stand above the headings of the columns, before any entry.
  mutating func takeAboveEntries(_ row: TableRow) {
    if let columns = open?.map, open?.sums == nil, open?.entries.isEmpty ?? false {
      let cells = EntryRow(row, covering: [], columns: columns, text: text)
      if takeSums(row, row.cells, cells) { return }
    }
    for cell in row.cells where cell.content == .words {
      submission.unplaced.append(UnplacedText(cell.text, at: cell.place))
    }
  }

  private func hasOnlyDashes(_ cells: EntryRow, _ columns: ColumnSet) -> Bool {
    FormColumn.allCases.allSatisfy { column in
      guard columns.contains(column), cells.own.contains(column) else { return true }
      guard let printed = cells.printed(column) else { return true }
      return printed.isDash || ["／", "/", "＼", "\\"].contains(printed.text)
        || SumsLabel(printed.text) != nil
    }
  }

  /// The label of sums in a row, and the cells that make it: 合計, or 合 and 計 in cells of their own.
  private func label(
    of filled: [TableCell], _ cells: EntryRow
  ) -> (kind: SumsLabel, cells: [TableCell])? {
    let words = filled.filter { cell in
      cell.content == .words && cells.columns.column(at: cell.column)?.isAmount != true
    }
    guard words.count <= 6 else { return nil }
    for cell in words {
      guard let kind = sumsLabel(cell.text) else { continue }
      // 中央区計 in a column of its own is a sum; a title that ends so has a number beside it.
      if kind == .part, cells.own.contains(.number), words.count > 1 { return nil }
      return (kind, [cell])
    }
    let joined = words.prefix(3).map(\.text).joined()
    if let kind = sumsLabel(joined), words.count > 1, kind != .part {
      return (kind, Array(words.prefix(3)))
    }
    return nil
  }

  /// What a label of sums says; 令和６年度合計 in a plan of another year is the sum of something else.
  private func sumsLabel(_ text: String) -> SumsLabel? {
    guard let parted = NamedYear.parted(text, by: planYear) else { return SumsLabel(text) }
    return parted.year == .others
      ? SumsLabel(parted.rest).map { _ in .part } : SumsLabel(parted.rest)
  }

  /// Two or three amounts with nothing beside them below the entries are sums that lost their label.
  private mutating func takeUnlabelled(_ row: TableRow, _ cells: EntryRow) -> Bool {
    guard let open, open.sums == nil, open.entries.count > 1, cells.covered.isEmpty,
      cells.strays.isEmpty, cells.own.isSubset(of: .amounts), cells.filledCount >= 2
    else { return false }
    let sums = sums(row, cells, label: nil, labels: [])
    guard sums.totals.cost.value != nil || sums.totals.target.value != nil else { return false }
    self.open?.sums = sums
    note(
      "unlabelled-totals", at: row.place,
      "amounts without a number or words beside them are read as the totals")
    return true
  }

  private mutating func sums(
    _ row: TableRow, _ cells: EntryRow, label: SumsLabel?, labels: [TableCell]
  ) -> SumsRow {
    takeExtras(cells)
    noteRounded(cells)
    let totals = StatedTotals(
      place: row.place, cost: cells.field(.cost) { $0.amountField() },
      target: cells.field(.target) { $0.amountField() },
      reference: cells.field(.reference) { $0.amountField() })
    let filled = row.filledCells.filter { $0.content == .words }
    for cell in filled where !labels.contains(cell) {
      if cells.columns.column(at: cell.column)?.isAmount == true { continue }
      let printed = Printed(cell.text, at: cell.place)
      if printed.isDash || ["／", "/", "＼", "\\"].contains(cell.text) {
        submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
      } else {
        submission.unplaced.append(
          UnplacedText(
            cell.text, at: cell.place, heading: cells.columns.otherHeadings[cell.column]))
      }
    }
    open?.isInEntry = false
    return SumsRow(
      label: label, text: filled.map(\.text).joined(separator: " "), totals: totals,
      entryCount: open?.entries.count ?? .zero, labels: labels)
  }

  /// Leaves second amounts under one heading; a unit in a cell of its own belongs to the form.
  private mutating func takeExtras(_ cells: EntryRow) {
    for (column, cell) in cells.extras where column.isAmount && cell.content == .words {
      let words = ComparisonKey.label(cell.text).unicodeScalars
      if FormWords.units.contains(where: { words.elementsEqual($0) }) {
        submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
      } else {
        submission.unplaced.append(UnplacedText(cell.text, at: cell.place))
      }
    }
  }

  /// Leaves sums that are not those of the whole plan.
  mutating func leave(_ sums: SumsRow, as kind: UnplacedText.Kind? = nil) {
    submission.unplaced.append(UnplacedText(sums.text, as: kind, at: sums.totals.place))
  }
}
