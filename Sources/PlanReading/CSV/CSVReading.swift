package import PlanModel

/// Reads the table of delimited text.
func tableReading(
  of text: [UInt8], delimiter: UInt8, name: String, limits: CSVLimits
) throws(UnreadableInput) -> TableReading {
  let delimited = try DelimitedText(text, delimiter: delimiter, name: name, limits: limits)
  return TableReading(
    tables: [Table(name: nil, rows: delimited.rows, emptyCells: .areBlank)],
    issues: delimited.issues)
}

/// The records and fields of delimited text, for callers that want no plan of them.
package func delimitedRecords(
  of text: [UInt8], name: String, delimiter: UInt8? = nil, limits: CSVLimits = .standard
) throws(UnreadableInput) -> (records: [[String]], issues: [ReadIssue]) {
  let decoded = try DecodedText(InputBytes(name: name, bytes: text))
  let delimited = try DelimitedText(
    decoded.utf8,
    delimiter: delimiter ?? DelimiterChoice(ofTable: decoded.utf8, name: name).delimiter,
    name: name, limits: limits)
  return (delimited.rows.map { $0.cells.map(\.text) }, delimited.issues)
}

/// `rows` as delimited text, for callers that have no plan to write.
package func csvBytes(ofRows rows: [[String]]) -> [UInt8] {
  var writing = CSVWriting()
  for row in rows { writing.row(row) }
  return writing.finish()
}
