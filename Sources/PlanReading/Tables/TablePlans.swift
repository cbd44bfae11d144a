internal import PlanModel

/// Finds plans in tables, row by row: heading and unit, column headings, entries, sums, notes.
///
/// Every cell with words ends in a field, a note, the furniture or the unplaced text.
struct TablePlans {
  let vocabulary: Vocabulary
  let format: InputFormat
  /// The fiscal year that the caller says, for plans that name none.
  let statedYear: Int?
  var submission: Submission
  var open: OpenPlan?
  var above = TextAbove()
  /// Titles of plans on sheets without a table.
  var cover: [Printed] = []
  /// Whether the rows are those of a table that holds no plan.
  private var isBeside = false
  /// Whether the whole table is such a one.
  private var isSample = false
  /// Whether rows stand above a heading, rather than below one.
  var isAbove = true
  /// The table that is read, and the ordinal of its row.
  private var table = Table(name: nil, rows: [], emptyCells: .areBlank)
  private var rowIndex = 0
  var text = CellText(.areBlank, format: .csv)
  private var spans = RowSpans()
  /// The cells of rows above that cover places of the row that is read.
  var coveringCells: [TableCell] { spans.isEmpty ? [] : spans.cells }
  /// The first row of a run of hidden rows, and how many there are.
  private var hiddenRun: (place: Place, count: Int)?
  /// Whether some table has rows of entries without a heading that names its columns.
  private(set) var foundsRowsWithoutHeading = false

  /// What is known so far of the year of the plan that stands next.
  var planYear: PlanYear {
    PlanYear(
      eras: vocabulary.eras,
      heading: (above.wholeHeading ?? open?.heading)?.text, sheet: table.name,
      stated: statedYear)
  }

  init(source: Source, issues: [ReadIssue], vocabulary: Vocabulary, statedYear: Int?) {
    self.vocabulary = vocabulary
    self.statedYear = statedYear
    format = source.format
    submission = Submission(source: source, issues: issues)
  }

  // MARK: Tables

  mutating func read(_ table: Table, _ roles: SheetRoles) {
    let headless = begin(table, roles)
    var index = 0
    while index < table.rows.count {
      if let (map, first) = headless, index == first { beginWithoutHeading(map, at: first) }
      if index > 0 { spans.advance(past: table.rows[index - 1], to: index) }
      let row = table.rows[index]
      rowIndex = index
      noteHidden(row)
      if let count = takeHeading(at: index, roles) {
        for next in index + 1..<max(index + count, index + 1) {
          spans.advance(past: table.rows[next - 1], to: next)
          noteHidden(table.rows[next])
        }
        index += count
        continue
      }
      if !row.isBlank, !takeMarked(row) {
        if isBeside {
          leaveBeside(row)
        } else if isAbove {
          takeAbove(row, index)
        } else {
          take(row)
        }
      }
      index += 1
    }
    endHiddenRun()
  }

  /// Makes `table` the one that is read; the columns and the first row of its entries where it has no headings.
  private mutating func begin(
    _ table: Table, _ roles: SheetRoles
  ) -> (map: ColumnMap, first: Int)? {
    leaveCover()
    self.table = table
    text = CellText(table.emptyCells, format: format)
    spans = RowSpans()
    isAbove = open == nil
    open?.isInEntry = false
    // A plan that has its sums does not go on in a list on another sheet.
    isBeside =
      roles.isSample(table)
      || format == .xlsx && (open == nil || open?.sums != nil) && roles.isList(table)
    isSample = isBeside
    if isSample {
      if let first = table.rows.first { beginBeside(at: first.place) }
      return nil
    }
    guard open == nil, let columns = HeadlessColumns(table, vocabulary: vocabulary) else {
      return nil
    }
    switch columns {
    case .clear(let map, let first): return (map, first)
    case .unclear:
      foundsRowsWithoutHeading = true
      return nil
    }
  }

  /// Takes the headings of columns that begin with a row; how many rows they are, or `nil` where there are none.
  private mutating func takeHeading(at index: Int, _ roles: SheetRoles) -> Int? {
    guard !isSample, var heading = HeadingRows(at: index, of: table, year: planYear) else {
      return nil
    }
    heading.map.findCategoryChoices(vocabulary)
    isBeside = roles.isOther(heading, besides: hasProjects)
    if isBeside {
      beginBeside(at: table.rows[index].place)
      leaveBeside(table.rows[index])
      return 1
    }
    take(heading, at: index)
    return heading.rowCount
  }

  /// Ends the last plan; what stands above nothing is left.
  mutating func finish() {
    closePlan()
    leaveAbove()
    for part in cover { submission.unplaced.append(UnplacedText(part.text, at: part.place)) }
  }

  /// Whether some plan so far has columns for the names or the contents of projects.
  private var hasProjects: Bool { open?.map.hasProjects ?? !submission.plans.isEmpty }

  private mutating func noteHidden(_ row: TableRow) {
    if row.isBlank { return }
    guard row.isHidden else {
      endHiddenRun()
      return
    }
    hiddenRun = (hiddenRun?.place ?? row.place, (hiddenRun.map { $0.count } ?? .zero) + 1)
  }

  private mutating func endHiddenRun() {
    guard let run = hiddenRun else { return }
    hiddenRun = nil
    note(
      "hidden-rows", at: run.place,
      "\(run.count) hidden row\(run.count == 1 ? "" : "s") from here on; read like the others")
  }

  mutating func note(_ code: String, at place: Place, _ words: String) {
    submission.issues.append(ReadIssue(code: code, at: place, text: words))
  }

  // MARK: Headings of columns

  private mutating func take(_ heading: HeadingRows, at index: Int) {
    let rows = table.rows[index..<index + heading.rowCount]
    for row in rows {
      for cell in row.cells where cell.content == .words {
        submission.furniture.append(Furniture(.columnHeading, cell.text, at: cell.place))
      }
    }
    for cell in heading.repeated where heading.map.categoryChoices[cell.column] == nil {
      note(
        "repeated-column", at: cell.place,
        "the heading '\(cell.text.prefix(40))' stands above two columns; the first is read")
    }
    let sums = takeSumsAbove(heading.map)
    takeHeadingsAbove(index)
    if continues(heading, from: index + heading.rowCount) {
      goOn(with: heading)
    } else {
      begin(heading)
    }
    if let sums { takeAboveEntries(sums) }
    isAbove = false
  }

  /// Short words in the row right above the headings group the columns.
  private mutating func takeHeadingsAbove(_ index: Int) {
    let groups = above.others.filter { $0.row == index - 1 }
    guard groups.count >= 2, groups.allSatisfy({ $0.cell.text.utf8.count <= 60 }) else { return }
    above.others.removeAll { $0.row == index - 1 }
    for group in groups {
      submission.furniture.append(
        Furniture(.columnHeading, group.cell.text, at: group.cell.place))
    }
  }

  /// Whether the rows below `heading` belong to the plan that is open: its heading is repeated, or its numbers go on.
  private func continues(_ heading: HeadingRows, from first: Int) -> Bool {
    guard let open else { return false }
    let number = firstNumber(below: first, heading.map)
    let goesOn = number != nil && number == open.lastNumber.map { $0 + 1 }
    if let new = above.wholeHeading {
      guard let old = open.heading else { return goesOn && open.sums == nil }
      guard ComparisonKey.label(new.text) == ComparisonKey.label(old.text) else { return false }
      return goesOn || open.sums == nil && number != 1
    }
    // Headings are repeated on a page that has nothing but the notes below the sums.
    if open.sums != nil {
      // Sums of the whole plan stand at the foot of each page.
      let isNextPage = goesOn && heading.map.present == open.map.present
      return above.isEmpty && (isNextPage || !hasRows(from: first))
    }
    if open.entries.isEmpty { return open.map == heading.map }
    if goesOn { return true }
    let hasThemes = heading.map.present.contains(.theme)
    return number != 1 && hasThemes == open.map.present.contains(.theme)
  }

  /// How many rows are looked at to see whether a table goes on.
  private static let lookAheadCountMax = 100

  /// Whether entries of the open plan follow in the table before other headings of columns do.
  var goesOnBelow: Bool {
    guard let map = open?.map, let number = map.firstIndex(of: .number) else { return false }
    for index in (rowIndex + 1..<table.rows.count).prefix(Self.lookAheadCountMax) {
      let filled = table.rows[index].filledCells
      if filled.count < HeadingRows.columnCountMin { continue }
      if HeadingRows(at: index, of: table) != nil { return false }
      if filled.contains(where: {
        $0.column == number && SerialNumber.read($0.text.filter { !$0.isWhitespace }) != nil
      }) {
        return true
      }
    }
    return false
  }

  /// Whether rows of several cells follow before the next headings.
  private func hasRows(from first: Int) -> Bool {
    for index in first..<table.rows.count {
      if table.rows[index].filledCells.count >= HeadingRows.columnCountMin {
        return HeadingRows(at: index, of: table) == nil
      }
    }
    return false
  }

  private func firstNumber(below first: Int, _ map: ColumnMap) -> Int? {
    guard let column = map.firstIndex(of: .number) else { return nil }
    for row in table.rows.dropFirst(first).prefix(5) where !row.isBlank {
      for cell in row.cells where cell.column == column && cell.content == .words {
        return SerialNumber.read(cell.text.filter { !$0.isWhitespace })
      }
      return nil
    }
    return nil
  }

  private mutating func goOn(with heading: HeadingRows) {
    open?.map = heading.map
    open?.isInEntry = false
    for part in above.heading {
      if open?.heading == nil {
        open?.heading = above.wholeHeading
        break
      }
      submission.furniture.append(Furniture(.other, part.text, at: part.place))
    }
    if let unit = above.unit {
      if open?.unit == nil {
        open?.unit = unit
      } else {
        submission.furniture.append(Furniture(.other, unit.text, at: unit.place))
      }
    }
    if let submitter = above.submitter {
      submission.furniture.append(Furniture(.other, submitter.text, at: submitter.place))
    }
    let notes = above.notes
    open?.notes.append(notes)
    leaveOthersAbove()
  }

  private mutating func begin(_ heading: HeadingRows) {
    begin(heading.map, costUnit: heading.costUnit.map { Printed($0.text, at: $0.place) })
  }

  /// Begins a plan with what stands above it.
  private mutating func begin(_ map: ColumnMap, costUnit: Printed?) {
    closePlan()
    var plan = OpenPlan(map: map, sheet: table.name)
    plan.heading = above.wholeHeading ?? takeCover()
    plan.unit = above.unit
    plan.notes = above.notes
    plan.costUnit = costUnit
    settleUnits(&plan)
    if map.present.contains(.municipality) {
      if let name = above.submitter {
        submission.furniture.append(Furniture(.other, name.text, at: name.place))
      }
    } else {
      plan.submitter = above.submitter
    }
    open = plan
    leaveOthersAbove()
  }

  /// Of a unit above the table and another in the heading of the costs, nobody knows which holds.
  private mutating func settleUnits(_ plan: inout OpenPlan) {
    guard let above = plan.unit, let beside = plan.costUnit, let first = above.unitField().value,
      let second = beside.unitField().value, first != second
    else { return }
    note(
      "units-differ", at: beside.place,
      "the unit above the table is '\(above.text.prefix(40))', that of the costs "
        + "'\(beside.text.prefix(40))'")
    submission.furniture.append(Furniture(.other, above.text, at: above.place))
    (plan.unit, plan.costUnit) = (nil, nil)
  }

  private mutating func beginWithoutHeading(_ map: ColumnMap, at first: Int) {
    begin(map, costUnit: nil)
    isAbove = false
    note(
      "no-column-headings", at: table.rows[first].place,
      "the columns have no headings; what they are is told from their content")
  }

  // MARK: Ends

  mutating func closePlan() {
    guard var plan = open else { return }
    open = nil
    if let first = plan.unused.first {
      for row in plan.unused {
        for column in FormColumn.allCases {
          guard let cell = row.cell(column), cell.content == .words else { continue }
          submission.furniture.append(Furniture(.other, cell.text, at: cell.place))
        }
      }
      note(
        "unused-rows", at: first.place,
        "\(plan.unused.count) row\(plan.unused.count == 1 ? "" : "s") with nothing but a number")
      plan.unused = []
    }
    if let sums = plan.sums {
      for cell in sums.labels where cell.content == .words {
        submission.furniture.append(Furniture(.totalsLabel, cell.text, at: cell.place))
      }
    }
    submission.furniture += plan.notes.labels
    if let section = plan.section {
      submission.furniture.append(Furniture(.other, section.text, at: section.place))
    }
    if let submitter = plan.submitter {
      submission.furniture.append(Furniture(.other, submitter.text, at: submitter.place))
    }
    submission.plans.append(plan.plan(vocabulary: vocabulary))
  }

  private mutating func leaveOthersAbove() {
    for (cell, _) in above.others {
      submission.unplaced.append(UnplacedText(cell.text, at: cell.place))
    }
    above = TextAbove()
  }

  /// Leaves what stands above no table.
  mutating func leaveAbove() {
    for part in above.heading {
      submission.unplaced.append(UnplacedText(part.text, at: part.place))
    }
    for part in [above.unit, above.submitter].compactMap({ $0 }) {
      submission.unplaced.append(UnplacedText(part.text, at: part.place))
    }
    for note in above.notes.notes {
      submission.unplaced.append(UnplacedText(note.text, at: note.place))
    }
    submission.furniture += above.notes.labels
    leaveOthersAbove()
  }
}
