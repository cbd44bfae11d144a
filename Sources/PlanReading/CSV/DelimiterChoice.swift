internal import PlanModel
internal import TextForms

/// Whether text is a table of delimited fields, and which character delimits them.
struct DelimiterChoice {
  var delimiter: UInt8
  var evidence: SourceEvidence

  /// The characters that delimit fields, the commonest first.
  static let delimiters: [UInt8] = [",", "\t", ";"].map { UInt8(ascii: $0) }

  /// How much of the text is looked at.
  private static let byteCountMax = 1 << 16
  private static let recordCountMax = 60
  /// The fewest fields of a record that make lines without known headings a table.
  private static let fieldCountMin = 5

  /// `nil` where the lines are no records.
  init?(_ text: [UInt8], name: String) {
    if let line = DelimitedText.separatorLine(text) {
      self.init(delimiter: line.delimiter, evidence: .delimiters)
      return
    }
    let head = Self.head(of: text)
    var regular: (delimiter: UInt8, share: Int)?
    var named: (delimiter: UInt8, score: Int)?
    for delimiter in Self.delimiters where head.holds(delimiter) {
      guard let rows = Self.rows(head, delimiter, name) else { continue }
      if let score = Self.headingScore(rows), score > named?.score ?? .min {
        named = (delimiter, score)
      }
      if let share = Self.regularity(rows), share > regular?.share ?? .min {
        regular = (delimiter, share)
      }
    }
    if let named {
      self.init(delimiter: named.delimiter, evidence: .columnHeadings)
    } else if let regular {
      self.init(delimiter: regular.delimiter, evidence: .delimiters)
    } else {
      return nil
    }
  }

  init(delimiter: UInt8, evidence: SourceEvidence) {
    self.delimiter = delimiter
    self.evidence = evidence
  }

  /// The delimiter of text that the caller calls a table: the commonest one where nothing tells.
  init(ofTable text: [UInt8], name: String) {
    let found = DelimiterChoice(text, name: name)
    let head = Self.head(of: text)
    let counts = Self.delimiters.map { delimiter in head.count { $0 == delimiter } }
    let most = zip(Self.delimiters, counts).max { $0.1 < $1.1 }?.0
    self.init(delimiter: found?.delimiter ?? most ?? UInt8(ascii: ","), evidence: .option)
  }

  private static func head(of text: [UInt8]) -> [UInt8] {
    guard text.count > byteCountMax else { return text }
    let head = text[..<byteCountMax]
    let end = head.lastIndex { $0 == 0x0A || $0 == 0x0D }
    return Array(head[..<(end ?? byteCountMax)])
  }

  /// The first records; a quote that is still open where the looking ends makes none.
  private static func rows(_ head: [UInt8], _ delimiter: UInt8, _ name: String) -> [TableRow]? {
    var limits = CSVLimits.standard
    limits.cellByteCountMax = byteCountMax
    for countMax in [recordCountMax, 1] {
      do {
        return try DelimitedText(
          head, delimiter: delimiter, name: name, limits: limits, recordCountMax: countMax
        ).rows
      } catch {
        continue
      }
    }
    return nil
  }

  /// How many columns of the form the rows name, where they name enough.
  private static func headingScore(_ rows: [TableRow]) -> Int? {
    let table = Table(name: nil, rows: rows, emptyCells: .areBlank)
    return rows.indices.lazy.compactMap { HeadingRows(at: $0, of: table)?.map.score }.first
  }

  /// The share in per cent of records with the commonest number of fields, where that makes a table.
  private static func regularity(_ rows: [TableRow]) -> Int? {
    var counts: [Int] = []
    for row in rows where !row.isBlank { counts.append(row.cells.count) }
    guard counts.count >= 2 else { return nil }
    var groups: [Int: Int] = [:]
    for count in counts { groups[count, default: 0] += 1 }
    guard let common = groups.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }),
      common.key >= fieldCountMin, common.value * 5 >= counts.count * 3
    else { return nil }
    return common.value * 100 / counts.count
  }
}
