internal import Auditing
internal import TextForms

/// Writes a comparison as comma-separated values (RFC 4180) in UTF-8 with a byte order mark, a row a change.
struct ComparisonCSV {
  let language: ReportLanguage

  private static let columns = [
    "before", "after", "what", "kind", "plan", "number_before", "number_after", "municipality",
    "title", "field", "value_before", "value_after", "rule", "message",
  ]

  func bytes(_ report: ComparisonReport) -> [UInt8] {
    var csv = CSVWriter()
    csv.record(Self.columns)
    for row in ComparisonRows(language: language).all(of: report) {
      csv.record([
        row.before, row.after, row.subject.rawValue, row.kind.token, row.plan.token,
        row.numberBefore, row.numberAfter, row.municipality, row.title, row.field.token,
        row.valueBefore.token, row.valueAfter.token, row.rule, row.message,
      ])
    }
    return csv.finish()
  }
}
