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
    var rows = [Self.columns]
    for comparison in report.comparisons {
      rows += self.rows(comparison, isOfForms: report.options.isOfForms)
    }
    for name in report.onlyBefore { rows.append(row([0: name, 2: "only-before"])) }
    for name in report.onlyAfter { rows.append(row([1: name, 2: "only-after"])) }
    for file in report.skipped {
      rows.append(row([0: file.name, 2: "skipped", 13: file.reason.text(in: language)]))
    }
    var csv = CSVWriter()
    for row in rows { csv.record(row) }
    return csv.finish()
  }

  private func rows(_ comparison: SubmissionComparison, isOfForms: Bool) -> [[String]] {
    let names = [0: comparison.before.name, 1: comparison.after.name]
    func add(_ cells: [Int: String]) -> [String] {
      row(names.merging(cells) { $1 })
    }
    var rows: [[String]] = []
    for failure in [comparison.beforeFailure, comparison.afterFailure].compactMap({ $0 }) {
      rows.append(add([2: "unreadable", 3: failure.code, 13: failure.message.text(in: language)]))
    }
    for plan in comparison.plans {
      let id = (plan.after ?? plan.before)?.id ?? ""
      if plan.before == nil { rows.append(add([2: "plan-added", 4: id])) }
      if plan.after == nil { rows.append(add([2: "plan-removed", 4: id])) }
      for change in plan.changes {
        rows.append(add([2: "plan", 4: id].merging(cells(change)) { $1 }))
      }
    }
    for entry in comparison.entries {
      for change in entry.changes {
        rows.append(add(cells(entry).merging(cells(change)) { $1 }))
      }
      for notable in entry.notable {
        rows.append(
          add(
            cells(entry).merging([
              2: "notable", 3: notable.name, 13: notable.message.text(in: language),
            ]) { $1 }))
      }
      if entry.isMoved {
        rows.append(
          add(
            cells(entry).merging([
              2: "moved", 10: String(entry.before.position), 11: String(entry.after.position),
            ]) { $1 }))
      }
    }
    for label in comparison.removed { rows.append(add(cells(label, numberAt: 5, "removed"))) }
    for label in comparison.added { rows.append(add(cells(label, numberAt: 6, "added"))) }
    for suggestion in comparison.suggestions {
      for part in suggestion.parts {
        let kind = suggestion.isSplit ? "split" : "merged"
        rows.append(
          add(
            cells(part, numberAt: suggestion.isSplit ? 6 : 5, kind).merging([
              suggestion.isSplit ? 5 : 6: suggestion.whole.number ?? "",
              3: suggestion.costsAgree ? "costs-agree" : "words-alike",
            ]) { $1 }))
      }
    }
    if !isOfForms { rows += comparison.findings.compactMap { finding($0).map(add) } }
    return rows
  }

  private func finding(_ change: FindingChange) -> [Int: String]? {
    guard let finding = change.finding else { return nil }
    return [
      2: "finding", 3: change.fate.rawValue, 4: finding.plan ?? "",
      5: change.before?.number ?? "", 6: change.after?.number ?? "",
      7: finding.municipality ?? "", 8: finding.title ?? "", 9: finding.field?.rawValue ?? "",
      10: change.before?.found ?? "", 11: change.after?.found ?? "", 12: finding.rule,
      13: finding.message.text(in: language),
    ]
  }

  private func cells(_ change: FieldChange) -> [Int: String] {
    [
      3: change.kind.rawValue, 9: change.field.rawValue, 10: change.before.text,
      11: change.after.text,
    ]
  }

  private func cells(_ entry: EntryComparison) -> [Int: String] {
    [
      2: "entry", 4: entry.after.plan, 5: entry.before.number ?? "", 6: entry.after.number ?? "",
      7: entry.after.municipality ?? "", 8: entry.after.title ?? "",
    ]
  }

  private func cells(_ label: EntryLabel, numberAt column: Int, _ what: String) -> [Int: String] {
    [
      2: what, 4: label.plan, column: label.number ?? "", 7: label.municipality ?? "",
      8: label.title ?? "",
    ]
  }

  private func row(_ cells: [Int: String]) -> [String] {
    Self.columns.indices.map { cells[$0] ?? "" }
  }
}
