/// A cell's place in a sheet, both numbers from 1.
package struct CellAddress: Hashable, Sendable, Comparable {
  /// The last row and column that a sheet has (ECMA-376; Excel's own bounds).
  package static let rowMax = 1_048_576
  package static let columnMax = 16_384

  package var row: Int
  package var column: Int

  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads A1 notation, with or without `$`; `nil` for anything else and for what lies outside a sheet.
  package init?(_ text: some StringProtocol) {
    var column = 0
    var row = 0
    var digitCount = 0
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z") where digitCount == 0 && column <= Self.columnMax:
        column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
      case UInt8(ascii: "a")...UInt8(ascii: "z") where digitCount == 0 && column <= Self.columnMax:
        column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0 && digitCount < 7:
        row = row * 10 + Int(byte - UInt8(ascii: "0"))
        digitCount += 1
      case _: return nil
      }
    }
    guard (1...Self.columnMax).contains(column), (1...Self.rowMax).contains(row) else {
      return nil
    }
    self.init(row: row, column: column)
  }

  /// The letters of a column.
  package static func letters(ofColumn column: Int) -> String {
    var rest = column
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// The address in A1 notation.
  package var text: String { "\(Self.letters(ofColumn: column))\(row)" }

  /// From left to right, then downwards.
  package static func < (left: CellAddress, right: CellAddress) -> Bool {
    left.row != right.row ? left.row < right.row : left.column < right.column
  }
}

/// A rectangle of cells.
package struct CellRange: Hashable, Sendable {
  /// The cell at its top left.
  package var first: CellAddress
  /// The cell at its bottom right.
  package var last: CellAddress

  package init(_ first: CellAddress, _ last: CellAddress) {
    self.first = CellAddress(
      row: min(first.row, last.row), column: min(first.column, last.column))
    self.last = CellAddress(row: max(first.row, last.row), column: max(first.column, last.column))
  }

  /// Reads `A1:B2`, or `A1` for one cell.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first.flatMap({ CellAddress($0) }),
      let last = parts.last.flatMap({ CellAddress($0) })
    else { return nil }
    self.init(first, last)
  }

  package var rowCount: Int { last.row - first.row + 1 }
  package var columnCount: Int { last.column - first.column + 1 }

  /// The range in A1 notation; one cell without a colon.
  package var text: String { first == last ? first.text : "\(first.text):\(last.text)" }

  package func contains(_ address: CellAddress) -> Bool {
    (first.row...last.row).contains(address.row)
      && (first.column...last.column).contains(address.column)
  }

  package func overlaps(_ other: CellRange) -> Bool {
    first.row <= other.last.row && other.first.row <= last.row
      && first.column <= other.last.column && other.first.column <= last.column
  }
}
