internal import Auditing

/// Finds words of other submitters' rows in a text, so that nothing of theirs is sent to anybody else.
struct ForeignWords {
  /// The shortest value that is looked for, in bytes: two Japanese characters. Shorter ones say nothing of anybody.
  private static let byteCountMin = 6
  /// The longest piece of a value that is looked for: messages quote the beginning of long ones.
  private static let byteCountMax = 60
  /// The columns whose values are somebody's own; categories, amounts and months are anybody's.
  private static let fields: [FieldName] = [.municipality, .title, .description, .url, .contact]

  /// The keys of those who print a value, by the value.
  private var owners: [[UInt8]: Set<String>] = [:]
  /// The values by their first bytes.
  private var values: [ArraySlice<UInt8>: [[UInt8]]] = [:]

  /// Adds the values of a row that belongs to `owner`; without one it is nobody's, and so foreign to all.
  mutating func add(_ row: TableRow, owner: String?) {
    for value in Self.values(of: row) {
      if owners[value] == nil { values[value.prefix(Self.byteCountMin), default: []].append(value) }
      owners[value, default: []].insert(owner ?? "")
    }
  }

  /// The values of a row that are looked for.
  static func values(of row: TableRow) -> [[UInt8]] {
    fields.flatMap { field in
      (row.cell(field)?.parts ?? []).compactMap { part in
        var bytes = Array(part.text.utf8)
        if bytes.count > byteCountMax {
          // Never in the middle of a character.
          var end = byteCountMax
          while bytes[end] & 0xC0 == 0x80 { end -= 1 }
          bytes.removeSubrange(end...)
        }
        return bytes.count < byteCountMin ? nil : bytes
      }
    }
  }

  /// Whether `text` holds a value that stands in other rows and not in one of `key`, outside of what `own` says itself.
  func areIn(_ text: String, for key: String, own: [[UInt8]]) -> Bool {
    var bytes = Array(text.utf8)
    for value in own where value.count <= bytes.count { Self.blank(value, in: &bytes) }
    guard bytes.count >= Self.byteCountMin else { return false }
    for start in 0...(bytes.count - Self.byteCountMin) {
      guard let candidates = values[bytes[start..<(start + Self.byteCountMin)]] else { continue }
      for value in candidates where bytes[start...].starts(with: value) {
        if let owners = owners[value], !owners.contains(key) { return true }
      }
    }
    return false
  }

  /// Overwrites every occurrence of `value`.
  private static func blank(_ value: [UInt8], in bytes: inout [UInt8]) {
    guard let first = value.first else { return }
    var start = 0
    while start + value.count <= bytes.count {
      if bytes[start] == first, bytes[start...].starts(with: value) {
        for place in start..<(start + value.count) { bytes[place] = 0 }
        start += value.count
      } else {
        start += 1
      }
    }
  }
}
