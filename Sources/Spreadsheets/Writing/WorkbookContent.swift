internal import TextForms

/// What a workbook that is to be written holds.
package struct WorkbookContent: Hashable, Sendable {
  /// At least one; their names are made valid and unique when they are written.
  package var sheets: [SheetContent]

  package init(sheets: [SheetContent]) {
    self.sheets = sheets
  }
}

/// One sheet that is to be written, with how it is shown and printed.
package struct SheetContent: Hashable, Sendable {
  /// The longest text of one cell, in UTF-16 code units, that programs take.
  package static let cellUnitCountMax = 32_767

  package var name: String
  /// Widths in digits of the standard font, from column A on.
  package var columnWidths: [Double] = []
  package var rows: [RowContent] = []
  package var merges: [CellRange] = []
  /// Rows at the top that stay in view, and how many of them every printed page repeats.
  package var frozenRowCount = 0
  package var frozenColumnCount = 0
  /// Rows that every printed page repeats.
  package var repeatedRows: ClosedRange<Int>?
  package var filter: CellRange?
  package var comments: [CellComment] = []

  package init(name: String) {
    self.name = name
  }

  /// Sets the width of each column by its widest line, between `least` and the column's own bound; merged cells do
  /// not count.
  ///
  /// Ideographs take two digits' width, so that Japanese text is not cut off.
  package mutating func fitColumns(from firstRow: Int, min least: Double, max bounds: [Double]) {
    let covered = Set(merges.map(\.first))
    var widths = bounds.map { _ in least }
    for (index, row) in rows.enumerated() where index + 1 >= firstRow {
      for (column, cell) in row.cells.enumerated() where column < bounds.count {
        guard !covered.contains(CellAddress(row: index + 1, column: column + 1)) else { continue }
        for line in cell.value.text.split(separator: "\n") {
          let width = Double(TextForms.columnCount(of: String(line))) + 2
          widths[column] = Swift.max(widths[column], Swift.min(width, bounds[column]))
        }
      }
    }
    columnWidths = widths
  }

  /// Sets the height of each row that has none by the lines that its cells wrap to in their columns.
  ///
  /// Not every program fits rows when it opens a file; those that do fit them again when a cell is changed.
  package mutating func fitRows(from firstRow: Int) {
    var spans: [CellAddress: Int] = [:]
    for merge in merges { spans[merge.first] = merge.columnCount }
    for index in rows.indices where index + 1 >= firstRow && rows[index].height == nil {
      var height = 0.0
      for (column, cell) in rows[index].cells.enumerated() where column < columnWidths.count {
        let count = spans[CellAddress(row: index + 1, column: column + 1)].map { $0 } ?? 1
        let end = Swift.min(columnWidths.count, column + count)
        let width = columnWidths[column..<end].reduce(0, +) - 2
        let lines = cell.style.wraps ? cell.lineCount(width: Swift.max(2, width)) : 1
        height = Swift.max(height, Double(lines * cell.style.fontSize) * 1.6)
      }
      if height > 0 { rows[index].height = Swift.min(height, Self.rowHeightMax) }
    }
  }

  /// The highest row that programs know, in points.
  private static let rowHeightMax = 409.0
}

/// One row that is to be written.
package struct RowContent: Hashable, Sendable {
  /// From column A on.
  package var cells: [CellContent]
  /// In points; a program may fit the row to its text anew.
  package var height: Double?

  package init(_ cells: [CellContent], height: Double? = nil) {
    self.cells = cells
    self.height = height
  }
}

/// One cell that is to be written.
package struct CellContent: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case empty
    case text(String)
    case number(Int)
    /// The formula `NA()` without a result: the value is not available.
    case notAvailable

    var text: String {
      switch self {
      case .empty: ""
      case .text(let text): text
      case .number(let number): "\(number)"
      case .notAvailable: "#N/A"
      }
    }
  }

  package var value: Value
  package var style: CellStyle
  /// An address that the cell links to.
  package var linkTarget: String?

  package init(_ value: Value, _ style: CellStyle = CellStyle(), linkTarget: String? = nil) {
    self.value = value
    self.style = style
    self.linkTarget = linkTarget
  }
}

extension CellContent {
  /// How many lines its words take in a column so many digits wide.
  fileprivate func lineCount(width: Double) -> Int {
    value.text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { count, line in
      let columns = Double(TextForms.columnCount(of: String(line)))
      return count + Swift.max(1, Int((columns / width).rounded(.up)))
    }
  }
}

/// How a cell looks.
package struct CellStyle: Hashable, Sendable {
  package enum Alignment: String, Hashable, Sendable { case left, center, right }

  package var isBold = false
  /// In points.
  package var fontSize = 10
  package var wraps = false
  package var hasBorder = false
  package var alignment: Alignment?
  /// Six hexadecimal digits: red, green, blue.
  package var fill: String?
  package var colour: String?
  /// A number format's code.
  package var numberFormat: String?

  package init() {}
}

/// A note on a cell.
package struct CellComment: Hashable, Sendable {
  package var address: CellAddress
  package var author: String
  package var text: String

  package init(at address: CellAddress, author: String, text: String) {
    self.address = address
    self.author = author
    self.text = text
  }
}

/// Names of sheets as programs take them.
enum SheetNames {
  /// The most UTF-16 code units of a name.
  private static let unitCountMax = 31

  /// `names` without forbidden characters, cut to length, none twice.
  static func valid(_ names: [String]) -> [String] {
    var used: Set<String> = []
    return names.map { name in
      let plain = String(
        name.unicodeScalars.map { scalar in
          "[]:*?/\\".unicodeScalars.contains(scalar) || scalar.value < 0x20
            ? "_" : Character(scalar)
        })
      let trimmed = plain.isEmpty || plain.hasPrefix("'") ? "_" + plain : plain
      var candidate = cut(trimmed, to: unitCountMax)
      var number = 2
      while !used.insert(candidate.lowercased()).inserted {
        let suffix = " (\(number))"
        candidate = cut(trimmed, to: unitCountMax - suffix.count) + suffix
        number += 1
      }
      return candidate
    }
  }

  private static func cut(_ name: String, to count: Int) -> String {
    var result = name
    while result.utf16.count > count { result.removeLast() }
    return result
  }
}
