internal import XMLTree

/// Reads the cells of one sheet.
struct SheetReading {
  private let root: XMLNode
  private let entry: WorkbookOutline.SheetEntry
  private let file: String
  private let limits: WorkbookLimits
  private let values: CellReading
  private var rows: [Int: SheetRow] = [:]
  private var problems: [SheetProblem] = []

  init(
    _ root: XMLNode, entry: WorkbookOutline.SheetEntry, file: String, strings: [SheetString],
    formats: CellFormats, dateSystem: DateSystem, limits: WorkbookLimits
  ) {
    self.root = root
    self.entry = entry
    self.file = file
    self.limits = limits
    values = CellReading(
      file: file, part: entry.part, namespace: root.namespaceURI, strings: strings,
      formats: formats, dateSystem: dateSystem)
  }

  mutating func sheet(links: [SheetLink]) throws(WorkbookError) -> Sheet {
    try readRows()
    let holdsValues = rows.values.contains { row in row.cells.contains { $0.value != .empty } }
    if entry.visibility != .visible && holdsValues {
      report(
        .hiddenSheet, at: "",
        "the sheet is hidden (\(entry.visibility.rawValue)); its cells were read")
    }
    let merges = readMerges()
    let hiddenColumns = readHiddenColumns()
    apply(links)
    clearCovered(merges)
    let sorted = rows.values.sorted { $0.number < $1.number }
    reportHidden(sorted, hiddenColumns)
    return Sheet(
      name: entry.name, visibility: entry.visibility, part: entry.part, rows: sorted,
      merges: merges, hiddenColumns: hiddenColumns, problems: problems)
  }

  private mutating func report(_ kind: SheetProblem.Kind, at reference: String, _ text: String) {
    problems.append(SheetProblem(kind, at: reference, text))
  }

  // MARK: rows and cells

  private mutating func readRows() throws(WorkbookError) {
    let namespace = root.namespaceURI
    guard let data = root.firstChildElement("sheetData", namespace: namespace) else { return }
    var previousRow = 0
    for element in data.childElements("row", namespace: namespace) {
      let printed = element.attribute("r")
      let number = printed.flatMap { Int($0) } ?? (printed == nil ? previousRow + 1 : 0)
      let isHidden = isTrue(element.attribute("hidden"))
      let cells = element.childElements("c", namespace: namespace)
      guard (1...CellAddress.rowMax).contains(number) else {
        report(
          .outsideSheet, at: printed ?? "",
          "row '\(printed ?? "")' is none of the rows 1 to \(CellAddress.rowMax); "
            + "\(cells.count) cells were not read")
        continue
      }
      previousRow = number
      try readCells(cells, row: number)
      if isHidden {
        var row = rows[number] ?? emptyRow(number)
        row.isHidden = true
        rows[number] = row
      }
    }
  }

  private func emptyRow(_ number: Int) -> SheetRow {
    SheetRow(number: number, isHidden: false, cells: [])
  }

  private mutating func readCells(_ elements: [XMLNode], row: Int) throws(WorkbookError) {
    var previousColumn = 0
    var byRow: [Int: [SheetCell]] = [:]
    for element in elements {
      let printed = element.attribute("r")
      let address: CellAddress?
      if let printed {
        address = CellAddress(printed)
      } else {
        let column = previousColumn + 1
        address =
          column <= CellAddress.columnMax ? CellAddress(row: row, column: column) : nil
      }
      guard let address else {
        let words = try values.cell(element, at: CellAddress(row: row, column: 1)).cell.text
        report(
          .outsideSheet, at: printed ?? "",
          "cell '\(printed ?? "")' with '\(words.prefix(40))' lies outside the sheet A1:XFD1048576")
        continue
      }
      previousColumn = address.column
      let (cell, problem) = try values.cell(element, at: address)
      if let problem, !isRepeated(problem, inRow: address.row) { problems.append(problem) }
      guard cell.text.utf8.count <= limits.cellByteCountMax else {
        throw .cellTooLong(
          name: file, sheet: entry.name, cell: address.text, limit: limits.cellByteCountMax,
          found: cell.text.utf8.count)
      }
      byRow[address.row, default: []].append(cell)
    }
    for (number, cells) in byRow.sorted(by: { $0.key < $1.key }) { add(cells, toRow: number) }
    guard rows.count <= limits.rowCountMax else {
      throw .tooManyRows(name: file, sheet: entry.name, limit: limits.rowCountMax)
    }
  }

  /// Whether the cell before it in the row is struck through as well: that is said once a row.
  private func isRepeated(_ problem: SheetProblem, inRow row: Int) -> Bool {
    guard problem.kind == .struckCell, let last = problems.last, last.kind == .struckCell else {
      return false
    }
    return CellAddress(last.reference)?.row == row
  }

  /// Adds cells to a row: sorted, each column once; the first with a value stays.
  private mutating func add(_ cells: [SheetCell], toRow number: Int) {
    var row = rows[number] ?? emptyRow(number)
    let isInOrder = zip(cells, cells.dropFirst())
      .allSatisfy { $0.address.column < $1.address.column }
    if row.cells.isEmpty && isInOrder {
      row.cells = cells
    } else {
      var byColumn: [Int: SheetCell] = [:]
      for cell in row.cells + cells {
        guard let other = byColumn[cell.address.column] else {
          byColumn[cell.address.column] = cell
          continue
        }
        report(
          .repeatedCell, at: cell.address.text,
          "cell \(cell.address.text) stands twice, with '\(other.text.prefix(40))' and "
            + "'\(cell.text.prefix(40))'; the first counts")
        if other.value == .empty { byColumn[cell.address.column] = cell }
      }
      row.cells = byColumn.values.sorted { $0.address.column < $1.address.column }
    }
    rows[number] = row
  }

  // MARK: what lies over the cells

  private mutating func readMerges() -> [CellRange] {
    let namespace = root.namespaceURI
    guard let list = root.firstChildElement("mergeCells", namespace: namespace) else { return [] }
    var merges: [CellRange] = []
    // Ranges sorted by their first row are compared only with those that reach it.
    var read: [CellRange] = []
    for element in list.childElements("mergeCell", namespace: namespace) {
      let reference = element.attribute("ref") ?? ""
      guard let range = CellRange(reference) else {
        report(
          .unreadableRange, at: reference,
          "the merged range '\(reference)' is no range of the sheet")
        continue
      }
      if range.first != range.last { read.append(range) }
    }
    var open: [CellRange] = []
    for range in read.sorted(by: { $0.first < $1.first }) {
      open.removeAll { $0.last.row < range.first.row }
      if let other = open.first(where: { $0.overlaps(range) }) {
        report(
          .overlappingMerge, at: range.text,
          "the merged range \(range.text) overlaps \(other.text); it was read as single cells")
        continue
      }
      open.append(range)
      merges.append(range)
    }
    return merges
  }

  /// Takes away the empty cells that merged ranges cover; covered values are said, since nobody sees them.
  private mutating func clearCovered(_ merges: [CellRange]) {
    for range in merges {
      // Rows that are there are fewer than those of an absurd range.
      let numbers =
        range.rowCount <= rows.count
        ? Array(range.first.row...range.last.row)
        : rows.keys.filter { (range.first.row...range.last.row).contains($0) }.sorted()
      for number in numbers {
        guard var row = rows[number] else { continue }
        row.cells.removeAll { cell in
          guard cell.address != range.first, range.contains(cell.address) else { return false }
          if cell.value != .empty {
            report(
              .coveredCell, at: cell.address.text,
              "cell \(cell.address.text) with '\(cell.text.prefix(40))' lies under the merged range "
                + "\(range.text), where nobody sees it")
          }
          return true
        }
        rows[number] = row
      }
    }
  }

  private func readHiddenColumns() -> [ClosedRange<Int>] {
    let namespace = root.namespaceURI
    guard let list = root.firstChildElement("cols", namespace: namespace) else { return [] }
    var found: [ClosedRange<Int>] = []
    for element in list.childElements("col", namespace: namespace)
    where isTrue(element.attribute("hidden")) {
      guard let first = element.attribute("min").flatMap({ Int($0) }),
        let last = element.attribute("max").flatMap({ Int($0) }),
        first >= 1, first <= last, first <= CellAddress.columnMax
      else { continue }
      found.append(first...min(last, CellAddress.columnMax))
    }
    return found.sorted { $0.lowerBound < $1.lowerBound }
  }

  private mutating func apply(_ links: [SheetLink]) {
    for link in links {
      guard let target = link.target, let range = CellRange(link.reference) else {
        report(
          .brokenLink, at: link.reference,
          "the hyperlink on '\(link.reference)' leads to nothing that the file names")
        continue
      }
      let numbers = rows.keys.filter { (range.first.row...range.last.row).contains($0) }
      for number in numbers {
        guard var row = rows[number] else { continue }
        for index in row.cells.indices where range.contains(row.cells[index].address) {
          row.cells[index].linkTarget = target
        }
        rows[number] = row
      }
    }
  }

  private mutating func reportHidden(_ sorted: [SheetRow], _ columns: [ClosedRange<Int>]) {
    let hidden = sorted.filter { row in
      row.isHidden && row.cells.contains { $0.value != .empty }
    }.map(\.number)
    if let first = hidden.first {
      report(
        .hiddenRows, at: "A\(first)",
        "\(hidden.count) hidden rows with values were read: \(listed(hidden.map(String.init)))")
    }
    let used = columns.filter { range in
      sorted.contains { row in
        row.cells.contains { range.contains($0.address.column) && $0.value != .empty }
      }
    }
    if let first = used.first {
      let names = used.map { range in
        let first = CellAddress.letters(ofColumn: range.lowerBound)
        let last = CellAddress.letters(ofColumn: range.upperBound)
        return first == last ? first : "\(first)-\(last)"
      }
      report(
        .hiddenColumns, at: "\(CellAddress.letters(ofColumn: first.lowerBound))1",
        "hidden columns with values were read: \(listed(names))")
    }
  }

  private func listed(_ names: [String]) -> String {
    names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }

  private func isTrue(_ flag: String?) -> Bool { flag == "1" || flag == "true" }
}
