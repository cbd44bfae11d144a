internal import PlanModel
internal import Spreadsheets

/// A set of columns of the form.
struct ColumnSet: OptionSet {
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ columns: FormColumn...) {
    rawValue = columns.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  func contains(_ column: FormColumn) -> Bool { rawValue & 1 << UInt32(column.rawValue) != 0 }

  mutating func insert(_ column: FormColumn) { formUnion(ColumnSet(column)) }

  static let contact = ColumnSet(.contact, .department, .section, .phone)
  static let amounts = ColumnSet(.cost, .target, .reference)
  /// What can go on in a row below that begins no entry.
  static let continued = ColumnSet(.description, .url, .linkLabel, .linkTarget).union(contact)
}

/// The cells of one row by the columns of the form.
struct EntryRow {
  let place: Place
  let text: CellText
  let columns: ColumnMap
  private var slots: [TableCell?]
  /// Further cells under the heading of one column, from left to right.
  private(set) var extras: [(column: FormColumn, cell: TableCell)] = []
  /// Cells under no heading of the form.
  private(set) var strays: [TableCell] = []
  /// The columns in which this row has words or a lost value of its own.
  private(set) var own = ColumnSet()
  /// The columns that a cell of a row above covers.
  private(set) var covered = ColumnSet()
  /// How many cells of its own have something in them.
  private(set) var filledCount = 0
  /// The last column in which the row has a cell, be it empty.
  private(set) var lastColumn = 0

  init(_ row: TableRow, covering: [TableCell], columns: ColumnMap, text: CellText) {
    place = row.place
    self.text = text
    self.columns = columns
    slots = [TableCell?](repeating: nil, count: FormColumn.allCases.count)
    for cell in row.cells {
      lastColumn = max(lastColumn, cell.column + cell.columnSpan - 1)
      add(cell, isOwn: true)
    }
    for cell in covering where cell.content != .empty { add(cell, isOwn: false) }
  }

  private mutating func add(_ cell: TableCell, isOwn: Bool) {
    let isFilled = cell.content != .empty
    if isOwn && isFilled { filledCount += 1 }
    guard let column = columns.column(at: cell.column) else {
      if isOwn && isFilled { strays.append(cell) }
      return
    }
    if isFilled {
      if isOwn { own.insert(column) } else { covered.insert(column) }
    }
    guard let before = slots[column.rawValue] else {
      slots[column.rawValue] = cell
      return
    }
    guard isFilled else { return }
    if before.content == .empty {
      slots[column.rawValue] = cell
    } else {
      extras.append((column, cell))
    }
  }

  func cell(_ column: FormColumn) -> TableCell? { slots[column.rawValue] }

  func has(_ column: FormColumn) -> Bool { columns.present.contains(column) }

  /// The words of the cell in `column`.
  func printed(_ column: FormColumn) -> Printed? {
    guard let cell = slots[column.rawValue], cell.content == .words, !isLostMark(cell) else {
      return nil
    }
    return text.printed(cell, as: column)
  }

  /// The words of the cell in `column` where it begins in this row, not in one above it.
  func ownPrinted(_ column: FormColumn) -> Printed? {
    own.contains(column) ? printed(column) : nil
  }

  private func isLostMark(_ cell: TableCell) -> Bool { cell.text == CellText.lostMark }

  /// The field of `column`, which the form requires unless `isOptional`.
  func field<Value>(
    _ column: FormColumn, isOptional: Bool = false, reading read: (Printed) -> Field<Value>
  ) -> Field<Value> {
    guard columns.present.contains(column) else {
      return isOptional && !columns.unclear.contains(column) ? .blank() : .lost
    }
    guard let cell = slots[column.rawValue] else {
      let place = place(of: column)
      if isCutOff(column) { return Self.lost(at: place) }
      return empty(at: place, isOptional: isOptional)
    }
    switch cell.content {
    case .lost: return Self.lost(at: cell.place)
    case .empty: return empty(at: cell.place, isOptional: isOptional)
    case .words:
      if isLostMark(cell) { return Self.lost(at: cell.place) }
      guard let printed = text.printed(cell, as: column) else {
        return empty(at: cell.place, isOptional: isOptional)
      }
      return read(printed)
    }
  }

  /// The amount of `column`; one cell for several rows does not say how much is whose.
  func amount(_ column: FormColumn) -> Field<AmountReading> {
    if covered.contains(column) && !own.contains(column), let cell = slots[column.rawValue] {
      return Self.lost(at: cell.place)
    }
    return field(column) { $0.amountField() }
  }

  /// Where the cell of `column` stands that the input leaves out because it is empty.
  private func place(of column: FormColumn) -> Place {
    guard let number = columns.firstIndex(of: column) else { return place }
    var place = place
    if let address = place.cell.flatMap({ CellAddress($0) }) {
      place.cell = CellAddress(row: address.row, column: number).text
    } else if place.row != nil {
      place.column = number
    }
    return place
  }

  /// Whether the row ends before `column`, as a line of CSV does that lacks delimiters.
  private func isCutOff(_ column: FormColumn) -> Bool {
    guard text.isDelimited, let index = columns.firstIndex(of: column) else { return false }
    return index > lastColumn
  }

  func empty<Value>(at place: Place, isOptional: Bool) -> Field<Value> {
    text.isPage && !isOptional ? Self.lost(at: place) : .blank(at: place)
  }

  static func lost<Value>(at place: Place) -> Field<Value> {
    Field(text: "", value: nil, state: .lost, place: place)
  }
}
