internal import Auditing

/// What could not be checked, what the input did not tell, and what met nothing to check.
struct GapPart {
  /// The most serial numbers that one line names.
  static let namedEntryCountMax = 30

  let report: AuditReport
  let wording: Wording

  func write(to html: inout HTMLWriter) {
    let remarks = RemarkList(report: report, wording: wording)
    html.element("section", ["id": "gaps", "aria-labelledby": "gaps-title"]) { html in
      html.element("h2", ["id": "gaps-title"], text: wording.notCheckedTitle)
      if remarks.gaps.isEmpty {
        html.element(
          "p", text: wording.nothingUnchecked(hasLostValues: !valueLines(.lost).isEmpty))
      } else {
        html.element("div", ["class": "gap-box"]) { list(remarks.gaps, to: &$0) }
      }
      for (title, state) in [
        (wording.lostTitle, TablePartState.lost), (wording.inferredTitle, .inferred),
      ] {
        let lines = valueLines(state)
        if lines.isEmpty { continue }
        html.element("h3", text: title)
        list(lines, to: &html)
      }
      writeUnmetRules(to: &html)
      if !remarks.others.isEmpty {
        html.element("h3", text: wording.remarksTitle)
        list(remarks.others, to: &html)
      }
    }
  }

  private func list(_ lines: [String], to html: inout HTMLWriter) {
    html.element("ul", ["class": "gaps"]) { html in
      for line in lines { html.element("li", text: line) }
    }
  }

  /// For each plan and column, the rows whose value has `state`, a line each.
  private func valueLines(_ state: TablePartState) -> [String] {
    let several = report.submissions.count > 1
    return report.submissions.flatMap { submission in
      submission.plans.flatMap { plan -> [String] in
        guard let table = plan.table else { return [] }
        let prefix =
          (several ? submission.source.name + " " : "") + plan.name(in: wording.language)
        return table.columns.compactMap { field in
          let rows = table.rows.filter { row in
            row.cell(field)?.parts.contains { $0.state == state } ?? false
          }
          if rows.isEmpty { return nil }
          return
            "\(prefix)\(wording.colon)\(field.name(in: wording.language)) "
            + "\(wording.entryCount(rows.count))\(wording.opening)\(names(rows))\(wording.closing)"
        }
      }
    }
  }

  private func names(_ rows: [TableRow]) -> String {
    var names = rows.prefix(Self.namedEntryCountMax).map { row -> String in
      let number = row.cell(.number)?.text ?? ""
      return wording.entry(number: number, position: row.position) ?? ""
    }
    if rows.count > Self.namedEntryCountMax {
      names.append(wording.more(rows.count - Self.namedEntryCountMax))
    }
    return names.joined(separator: wording.listSeparator)
  }

  private func writeUnmetRules(to html: inout HTMLWriter) {
    let several = report.submissions.count > 1
    for submission in report.submissions {
      let unmet = submission.ledger.filter { $0.outcome == .noNode }
      if unmet.isEmpty { continue }
      html.element("details") { html in
        let prefix = several ? submission.source.name + wording.colon : ""
        html.element("summary", text: prefix + wording.unmetRules(unmet.count))
        list(unmet.map { [$0.rule, $0.title].compactMap { $0 }.joined(separator: " ") }, to: &html)
      }
    }
  }
}
