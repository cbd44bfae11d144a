internal import PlanModel

/// The limits of tables in delimited text.
package struct CSVLimits: Hashable, Sendable {
  /// The most records of one input.
  package var rowCountMax: Int
  /// The largest cell in bytes of UTF-8.
  package var cellByteCountMax: Int
  /// The most fields of one record.
  package var columnCountMax: Int

  /// 1,048,576 rows, 1 MiB a cell, 16,384 columns: what a sheet holds.
  package static let standard = CSVLimits(
    rowCountMax: 1_048_576, cellByteCountMax: 1 << 20, columnCountMax: 16_384)

  package init(rowCountMax: Int, cellByteCountMax: Int, columnCountMax: Int) {
    self.rowCountMax = rowCountMax
    self.cellByteCountMax = cellByteCountMax
    self.columnCountMax = columnCountMax
  }
}

/// Cuts text into records and fields as RFC 4180 does, and goes on where files break it.
///
/// A place's row is the ordinal of the record, from 1, blank lines counted; its column is the ordinal of the field.
struct DelimitedText {
  let name: String
  let delimiter: UInt8
  let limits: CSVLimits
  private let bytes: [UInt8]
  private var index = 0
  /// The line of the text that is read, from 1.
  private var line = 1
  private(set) var rows: [TableRow] = []
  private(set) var issues: [ReadIssue] = []

  /// Reads all records, or the first `recordCountMax` of them.
  init(
    _ bytes: [UInt8], delimiter: UInt8, name: String, limits: CSVLimits,
    recordCountMax: Int = .max
  ) throws(UnreadableInput) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.name = name
    self.limits = limits
    skipSeparatorLine()
    while index < bytes.count, rows.count < recordCountMax {
      guard rows.count < limits.rowCountMax else {
        throw .tooManyRows(name: name, limit: limits.rowCountMax)
      }
      try readRecord()
    }
  }

  private var ordinal = 0

  /// Excel's first line `sep=;` is an instruction, and still counts as a record.
  private mutating func skipSeparatorLine() {
    guard let found = Self.separatorLine(bytes) else { return }
    index = found.next
    line = 2
    ordinal = 1
  }

  /// The delimiter that a first line `sep=;` names, and where the text behind it begins.
  static func separatorLine(_ bytes: [UInt8]) -> (delimiter: UInt8, next: Int)? {
    guard bytes.prefix(4).elementsEqual("sep=".utf8), bytes.count > 4 else { return nil }
    let delimiter = bytes[4]
    guard delimiter > 0x20 || delimiter == 0x09, delimiter < 0x7F else { return nil }
    if bytes.count == 5 { return (delimiter, 5) }
    switch bytes[5] {
    case 0x0A: return (delimiter, 6)
    case 0x0D: return (delimiter, bytes.count > 6 && bytes[6] == 0x0A ? 7 : 6)
    case _: return nil
    }
  }

  // MARK: Records

  private mutating func readRecord() throws(UnreadableInput) {
    ordinal += 1
    var place = Place()
    place.row = ordinal
    var row = TableRow(place: place, cells: [])
    var isLast = false
    while !isLast {
      let column = row.cells.count + 1
      guard column <= limits.columnCountMax else {
        throw .tooManyColumns(name: name, row: ordinal, limit: limits.columnCountMax)
      }
      place.column = column
      let text = try readField(at: place)
      row.cells.append(
        TableCell(
          column: column, content: text.isEmpty ? .empty : .words, text: text, place: place))
      isLast = !takeDelimiter()
    }
    takeLineEnd()
    rows.append(row)
  }

  private mutating func takeDelimiter() -> Bool {
    guard index < bytes.count, bytes[index] == delimiter else { return false }
    index += 1
    return true
  }

  private mutating func takeLineEnd() {
    guard index < bytes.count else { return }
    line += 1
    if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
    index += 1
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

  // MARK: Fields

  private static let quote = UInt8(ascii: "\"")

  private mutating func readField(at place: Place) throws(UnreadableInput) -> String {
    let start = index
    let isFormula =
      index + 1 < bytes.count && bytes[index] == UInt8(ascii: "=")
      && bytes[index + 1] == Self.quote
    if isFormula { index += 1 }
    if index < bytes.count, bytes[index] == Self.quote {
      return try readQuoted(from: start, at: place)
    }
    var hasQuote = false
    while index < bytes.count, !isEnd(bytes[index]) {
      if bytes[index] == Self.quote { hasQuote = true }
      index += 1
    }
    try checkLength(index - start, at: place)
    if hasQuote { noteQuote(at: place) }
    return plain(bytes[start..<index])
  }

  /// Reads a field that begins with a quote; what follows the closing quote is kept as it stands.
  private mutating func readQuoted(
    from start: Int, at place: Place
  ) throws(UnreadableInput) -> String {
    let firstLine = line
    index += 1
    var copied = index
    var content: [UInt8] = []
    while true {
      guard let end = nextQuote() else {
        throw .unclosedQuote(name: name, row: ordinal, line: firstLine)
      }
      index = end + 1
      guard index < bytes.count, bytes[index] == Self.quote else { break }
      // Two quotes are one; only content with such is copied piece by piece.
      content += bytes[copied..<index]
      index += 1
      copied = index
    }
    let end = index - 1
    try checkLength(end - start, at: place)
    if index < bytes.count, !isEnd(bytes[index]) {
      while index < bytes.count, !isEnd(bytes[index]) { index += 1 }
      try checkLength(index - start, at: place)
      noteQuote(at: place)
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    if content.isEmpty { return plain(bytes[copied..<end]) }
    content += bytes[copied..<end]
    return plain(content[...])
  }

  private mutating func nextQuote() -> Int? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.quote { return index }
      if byte == 0x0A || (byte == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)) {
        line += 1
      }
      index += 1
    }
    return nil
  }

  /// The words of a field: line breaks as U+000A, without the signs that keep a spreadsheet from computing it.
  private func plain(_ field: ArraySlice<UInt8>) -> String {
    guard let first = field.first else { return "" }
    var content = field
    if first == UInt8(ascii: "=") {
      content = Self.withoutFormula(content)
    } else if first == UInt8(ascii: "'") {
      content = FormulaSafety.unprotected(content)
    }
    guard content.contains(0x0D) else { return String(decoding: content, as: UTF8.self) }
    var unified: [UInt8] = []
    unified.reserveCapacity(content.count)
    for (offset, byte) in zip(content.indices, content) {
      if byte == 0x0A, offset > content.startIndex, content[offset - 1] == 0x0D { continue }
      unified.append(byte == 0x0D ? 0x0A : byte)
    }
    return String(decoding: unified, as: UTF8.self)
  }

  /// `="0123"` is how some programs keep a spreadsheet from taking digits for a number.
  private static func withoutFormula(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard field.count >= 3, field[field.startIndex + 1] == quote, field.last == quote else {
      return field
    }
    let inner = field.dropFirst(2).dropLast()
    return inner.contains(quote) ? field : inner
  }

  private func checkLength(_ count: Int, at place: Place) throws(UnreadableInput) {
    guard count <= limits.cellByteCountMax else {
      throw .cellTooLong(
        name: name, row: ordinal, column: place.column ?? 1, limit: limits.cellByteCountMax,
        found: count)
    }
  }

  private mutating func noteQuote(at place: Place) {
    issues.append(
      ReadIssue(
        code: "stray-quote", at: place,
        text:
          "a quotation mark stands inside a field that is not wholly quoted; the field is kept as it is"
      ))
  }
}
