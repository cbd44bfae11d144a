internal import PlanModel

/// The columns of a table without headings, as far as its content shows them beyond doubt.
enum HeadlessColumns {
  /// What the columns are, and the first row of entries.
  case clear(ColumnMap, first: Int)
  /// Rows of entries are there, but not in the order of the form.
  case unclear

  /// The most rows that are looked at.
  private static let rowCountMax = 200
  /// The fewest cells of a row of entries.
  private static let cellCountMin = 7

  /// `nil` where the table has headings, or no rows of entries.
  init?(_ table: Table, vocabulary: Vocabulary) {
    for index in table.rows.indices where HeadingRows(at: index, of: table) != nil { return nil }
    let rows = table.rows.indices.filter { index in
      table.rows[index].cells.count { $0.content == .words } >= Self.cellCountMin
    }.prefix(Self.rowCountMax)
    guard let first = rows.first else { return nil }
    let sample = rows.map { index in
      Dictionary(
        table.rows[index].cells.filter { $0.content == .words }.map { ($0.column, $0.text) },
        uniquingKeysWith: { left, _ in left })
    }
    let category = Self.column(of: sample) { vocabulary.category(worded: $0) != nil }
    guard let category else { return nil }
    let name = Self.column(of: sample) {
      vocabulary.municipality(named: ComparisonKey.label($0)) != nil
    }
    guard let name, let map = Self.map(category: category, name: name, sample),
      Self.fits(map, sample, vocabulary)
    else {
      self = .unclear
      return
    }
    self = .clear(map, first: Self.first(of: table, above: first, map))
  }

  /// The first row of entries: rows above the first full one belong to it as far as they begin with a serial number.
  private static func first(of table: Table, above full: Int, _ map: ColumnMap) -> Int {
    var first = full
    for index in table.rows[..<full].indices.reversed() {
      let cells = table.rows[index].filledCells
      let number = cells.first { $0.column == map.firstIndex(of: .number) }
      guard cells.count > 2, let number, SerialNumber.read(number.text) != nil else { break }
      first = index
    }
    return first
  }

  /// The column in which most cells are what `isMeant` says; `nil` where none is.
  private static func column(
    of rows: [[Int: String]], where isMeant: (String) -> Bool
  ) -> Int? {
    var counts: [Int: Int] = [:]
    for row in rows {
      for (column, text) in row where isMeant(text) { counts[column, default: 0] += 1 }
    }
    return counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
  }

  /// The columns in the form's order around the category's, `nil` where the name does not stand as the form has it.
  private static func map(category: Int, name: Int, _ rows: [[Int: String]]) -> ColumnMap? {
    var before: [FormColumn] = [.number, .municipality, .title, .description, .category]
    if category - name == 4 { before.insert(.theme, at: 2) }
    guard category - name == before.count - 2, name >= 2 else { return nil }
    var columns = before + [.cost, .target, .reference, .start]
    let last = category + 4
    let isPhone: (String) -> Bool = { text in
      text.unicodeScalars.count { $0.digitValue != nil } >= 9
    }
    let isAddress: (String) -> Bool = { $0.hasPrefix("http") }
    let share = { (column: Int, test: (String) -> Bool) in
      rows.count { row in row[column].map(test) ?? false }
    }
    let addressFirst = share(last + 1, isAddress) + share(last + 2, isPhone)
    let contactFirst = share(last + 2, isAddress) + share(last + 1, isPhone)
    guard max(addressFirst, contactFirst) > 0 else { return nil }
    columns += addressFirst >= contactFirst ? [.url, .contact] : [.contact, .url]
    var map = ColumnMap()
    for (offset, column) in columns.enumerated() { map.set(column, at: name - 1 + offset) }
    return map
  }

  /// Whether at least four cells of five are what their columns say.
  private static func fits(
    _ map: ColumnMap, _ rows: [[Int: String]], _ vocabulary: Vocabulary
  ) -> Bool {
    let tests: [(FormColumn, (String) -> Bool)] = [
      (.number, { SerialNumber.read($0) != nil }),
      (.municipality, { vocabulary.submitter(named: $0) != nil }),
      (.category, { vocabulary.category(worded: $0) != nil }),
      (
        .cost,
        { Printed($0, at: .nowhere).isDash || Printed($0, at: .nowhere).amountField().value != nil }
      ),
      (.start, { StartMonth(printed: $0, eras: vocabulary.eras) != nil }),
    ]
    return tests.allSatisfy { column, isMeant in
      guard let index = map.firstIndex(of: column) else { return false }
      return rows.count { row in row[index].map(isMeant) ?? false } * 5 >= rows.count * 4
    }
  }
}
