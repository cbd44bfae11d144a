internal import Auditing
internal import Spreadsheets

/// A column of a list that is worked off.
struct ListColumn {
  var heading: String
  /// The bound of its width, in digits of the standard font.
  var widthMax: Double
  /// Whether it is as wide as its bound whatever it holds, since people write in it.
  var isForAnswers = false
}

extension SheetContent {
  /// A list to work off: one thing a row under a header that stays in view, filterable, every cell wrapped in its
  /// column; a list of nothing holds `orElse` over its whole width.
  static func worklist(
    name: String, columns: [ListColumn], rows: [RowContent], orElse: String,
    frozenColumnCount: Int
  ) -> SheetContent {
    var sheet = SheetContent(name: name)
    sheet.rows.append(RowContent(columns.map { CellContent(.text($0.heading), .reportHeader) }))
    sheet.rows += rows
    if rows.isEmpty {
      sheet.rows.append(RowContent([CellContent(.text(orElse), .reportText)]))
      sheet.merges.append(
        CellRange(CellAddress(row: 2, column: 1), CellAddress(row: 2, column: columns.count)))
    }
    sheet.frozenRowCount = 1
    sheet.frozenColumnCount = frozenColumnCount
    sheet.repeatedRows = 1...1
    sheet.filter = CellRange(
      CellAddress(row: 1, column: 1), CellAddress(row: sheet.rows.count, column: columns.count))
    sheet.fitColumns(from: 1, min: 8, max: columns.map(\.widthMax))
    for (index, column) in columns.enumerated() where column.isForAnswers {
      sheet.columnWidths[index] = column.widthMax
    }
    sheet.fitRows(from: 1)
    return sheet
  }
}

extension CellStyle {
  private static func make(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = CellStyle()
    change(&style)
    return style
  }

  static let reportHeader = make {
    $0.isBold = true
    $0.wraps = true
    $0.hasBorder = true
    $0.fill = "DCE6F1"
  }
  static let reportText = make {
    $0.wraps = true
    $0.hasBorder = true
  }
  static let reportTitle = make {
    $0.isBold = true
    $0.fontSize = 14
  }
  static let reportHeading = make {
    $0.isBold = true
    $0.fontSize = 11
  }
  static let reportNumber = make {
    $0.hasBorder = true
    $0.wraps = true
    $0.alignment = .right
    $0.numberFormat = "#,##0"
  }

  /// The severity's cell, in the colour that annotated copies use too.
  static func rank(_ rank: Rank) -> CellStyle {
    make {
      $0.isBold = true
      $0.wraps = true
      $0.hasBorder = true
      $0.fill = rank.fill
    }
  }
}

extension Rank {
  /// The fill of cells that have a finding of this rank.
  var fill: String {
    switch self {
    case .error: "FFC7CE"
    case .warning: "FFEB9C"
    case .info: "DDEBF7"
    case .review: "E4DFEC"
    }
  }
}
