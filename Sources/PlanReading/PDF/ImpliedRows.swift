internal import PlanModel

/// Rows of tables that no lines draw, between those of the pages before and after.
extension PageTables {
  mutating func add(_ implied: ImpliedPage, _ content: PageContent) {
    for part in implied.parts {
      switch part {
      case .text(let words): addText(words)
      case .table(let table):
        for word in table.layout.groups where table.headingRowCount > 0 {
          furniture.append(
            Furniture(.columnHeading, word.text, at: place(rowCount + 1, word.box)))
        }
        add(table.grid, table.words, content, implied: table)
      case .unread(let heading, let body): addUnread(heading, body)
      }
    }
    impliedTable = implied.open
  }

  /// Puts words of no cell beside their rows; what belongs to no row is lost in the rows beside it.
  mutating func settle(_ implied: ImpliedTable, _ rows: inout [TableRow]) {
    let headingCount = implied.headingRowCount
    if headingCount < rows.count {
      lose(doubtfulColumns, in: &rows[headingCount])
    }
    doubtfulColumns = []
    for row in implied.unknownRows { rows[row].cells.removeAll() }
    var loose = implied.looseRows
    // A row without a number at the top of a page is the rest of one that the page before began, if of any.
    if headingCount < rows.count, let last = broken.last, last.page == page - 1,
      !rows[headingCount].hasNumber(in: broken.names),
      last.columnCount != implied.layout.count || !goesOn(from: last, with: rows[headingCount])
    {
      loose.insert(headingCount)
    }
    for row in loose.sorted() {
      let columns = Set(rows[row].cells.filter { $0.content != .empty }.map(\.column))
      if row > headingCount {
        lose(columns, in: &rows[row - 1])
      } else if let last = broken.last, last.page == page - 1 {
        lose(columns, in: &tables[last.table].rows[last.row])
      }
      if row + 1 < rows.count {
        lose(columns, in: &rows[row + 1])
      } else {
        doubtfulColumns = columns
      }
      rows[row] = rows[row].losing { _ in true }
      rows[row].cells.removeAll { $0.column < Self.strayColumn }
    }
    for (row, words) in implied.strays {
      for line in PageText.lines(words) {
        for word in line {
          rows[row].cells.append(
            TableCell(
              column: Self.strayColumn + rows[row].cells.count, content: .words, text: word.text,
              place: place(rowCount + row + 1, word.box)))
        }
      }
    }
  }

  /// Whether `row` is the rest of the last row of the page before, neither of which has merged cells.
  private func goesOn(from last: BrokenRows.Row, with row: TableRow) -> Bool {
    guard case .oneRow = broken.verdict(row, below: tables[last.table]) else { return false }
    return (tables[last.table].rows[last.row].cells + row.cells).allSatisfy { $0.rowSpan == 1 }
  }

  /// Says of the row's cells in those columns that they are lost.
  private func lose(_ columns: Set<Int>, in row: inout TableRow) {
    row = row.losing { columns.contains($0.column) }
    for index in row.cells.indices
    where columns.contains(row.cells[index].column) && row.cells[index].content == .empty {
      row.cells[index].content = .lost
    }
  }
}

extension TableRow {
  /// Whether words stand in the column of serial numbers, or those of sums anywhere.
  fileprivate func hasNumber(in names: [Int: FormColumn]) -> Bool {
    cells.contains {
      $0.content == .words && (names[$0.column] == .number || SumsLabel($0.text) != nil)
    }
  }
}
