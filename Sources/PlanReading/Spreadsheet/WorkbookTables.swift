internal import PlanModel
internal import Spreadsheets

/// Reads a workbook: its sheets become tables, in which the plans are found.
func readWorkbook(
  _ input: InputBytes, sha256: String, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  let workbook: Workbook
  do throws(WorkbookError) {
    workbook = try Workbook(input.bytes, name: input.name)
  } catch {
    throw .notWorkbook(error)
  }
  let source = Source(
    name: input.name, format: .xlsx, encoding: nil,
    evidence: [options.format == .xlsx ? .option : .signature], sha256: sha256)
  return try readTables(
    TableReading(workbook), source: source, vocabulary: vocabulary, options: options)
}

/// Why a compound file is not read: it is no workbook in XLSX, or an encrypted one.
func compoundFile(_ input: InputBytes) -> UnreadableInput {
  .notWorkbook(
    .notSpreadsheetML(name: input.name, kind: OfficeFileKind(compoundFile: input.bytes)))
}

extension TableReading {
  /// The most issues of one kind that one sheet is given; what is beyond is counted in one more.
  private static let issueCountMax = 200

  /// The sheets of `workbook` as tables, and what was wrong with their cells.
  init(_ workbook: Workbook) {
    self.init(tables: [])
    for sheet in workbook.sheets {
      tables.append(Table(sheet))
      var counts: [SheetProblem.Kind: Int] = [:]
      // The shared step says which rows are hidden.
      for problem in sheet.problems where problem.kind != .hiddenRows {
        counts[problem.kind, default: 0] += 1
        if counts[problem.kind, default: 0] > Self.issueCountMax { continue }
        var place = Place()
        place.sheet = sheet.name
        place.cell = problem.reference.isEmpty ? nil : problem.reference
        issues.append(ReadIssue(code: problem.kind.rawValue, at: place, text: problem.text))
      }
      for (kind, count) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue })
      where count > Self.issueCountMax {
        var place = Place()
        place.sheet = sheet.name
        issues.append(
          ReadIssue(
            code: kind.rawValue, at: place,
            text: "\(count - Self.issueCountMax) more places of the sheet are like this"))
      }
    }
  }
}

extension Table {
  /// The rows of `sheet` that hold something.
  fileprivate init(_ sheet: Sheet) {
    let rows = sheet.rows.filter { row in row.cells.contains { $0.value != .empty } }
    var lastColumn = 1
    for row in rows {
      for cell in row.cells where cell.value != .empty {
        lastColumn = max(lastColumn, cell.address.column)
      }
    }
    let merges = Dictionary(
      sheet.merges.map { ($0.first, $0) }, uniquingKeysWith: { first, _ in first })
    let numbers = rows.map(\.number)
    self.init(
      name: sheet.name,
      rows: rows.map { row in
        var place = Place()
        place.sheet = sheet.name
        place.cell = row.cells.first?.address.text
        let cells = row.cells.filter { $0.address.column <= lastColumn }
        return TableRow(
          place: place,
          cells: cells.map { cell in
            let range = merges[cell.address] ?? CellRange(cell.address, cell.address)
            return TableCell(
              cell, range, sheet: sheet.name, lastColumn: lastColumn,
              rowSpan: Self.rowCount(of: range, in: numbers))
          },
          isHidden: row.isHidden || sheet.visibility != .visible)
      },
      emptyCells: .areBlank)
    hiddenColumns = sheet.hiddenColumns
  }

  /// How many of the table's rows a range covers, its first among them; `numbers` ascend.
  private static func rowCount(of range: CellRange, in numbers: [Int]) -> Int {
    if range.rowCount == 1 { return 1 }
    var low = 0
    var high = numbers.count
    while low < high {
      let middle = (low + high) / 2
      if numbers[middle] < range.first.row { low = middle + 1 } else { high = middle }
    }
    var count = 0
    while low + count < numbers.count, numbers[low + count] <= range.last.row { count += 1 }
    return max(1, count)
  }
}

extension TableCell {
  /// A cell of a sheet, spanning `range` as far as the table goes.
  fileprivate init(
    _ cell: SheetCell, _ range: CellRange, sheet: String, lastColumn: Int, rowSpan: Int
  ) {
    var place = Place()
    place.sheet = sheet
    place.cell = range.text
    let content: Content
    switch cell.value {
    case .empty: content = .empty
    case .missingResult: content = .lost
    case .text, .number, .boolean, .error: content = .words
    }
    let number: String? =
      if case .number(let stored) = cell.value, !cell.isDate { stored } else { nil }
    let text = cell.text.contains("\r") ? Self.joinedLines(cell.text) : cell.text
    self.init(
      column: cell.address.column,
      columnSpan: max(1, min(range.last.column, lastColumn) - range.first.column + 1),
      rowSpan: rowSpan, content: content, text: text, place: place,
      linkTarget: cell.linkTarget == text ? nil : cell.linkTarget, number: number,
      date: cell.date.flatMap { StartMonth($0) })
  }

  /// `text` with U+000A for every way to end a line.
  private static func joinedLines(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var follows = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" {
        result.append("\n")
      } else if scalar != "\n" || !follows {
        result.append(scalar)
      }
      follows = scalar == "\r"
    }
    return String(result)
  }
}

extension StartMonth {
  /// The month of a date; `nil` for the day 0, which no calendar has.
  fileprivate init?(_ date: SerialDate) {
    guard date.day > 0, let month = YearMonth(year: date.year, month: date.month) else {
      return nil
    }
    self.init(yearMonth: month, era: nil, eraYear: nil, month: date.month, day: nil)
  }
}
