internal import Auditing

/// One plan: the sums with their arithmetic, the cost per person or establishment, the table as submitted, the notes.
struct PlanPart {
  let map: PageMap
  let planIndex: Int
  let wording: Wording

  private var plan: PlanSummary { map.submission.plans[planIndex] }
  private var id: String { map.plan(planIndex) }

  func write(to html: inout HTMLWriter) {
    html.element("section", ["aria-labelledby": "\(id)-title"]) { html in
      html.element("div", ["id": id, "tabindex": "-1"]) { html in
        html.element("h3", ["id": "\(id)-title"]) { html in
          let facts = [
            plan.fiscalYear.map(wording.fiscalYear), wording.entryCount(plan.entryCount),
          ]
          html.text(
            plan.name(in: wording.language) + wording.opening
              + facts.compactMap { $0 }.joined(separator: wording.listSeparator) + wording.closing)
          MarkWriter(map: map, wording: wording).write(at: id, to: &html)
        }
      }
      writeSums(to: &html)
      let explained = SumPart(map: map, planIndex: planIndex, wording: wording)
      explained.writeCauses(to: &html)
      explained.writeSubtotals(to: &html)
      explained.writeNotes(to: &html)
      guard let table = plan.table else {
        html.element("p", text: wording.noTable)
        return
      }
      PlotPart(plan: plan, table: table, wording: wording).write(to: &html)
      TablePartWriter(map: map, planIndex: planIndex, table: table, wording: wording)
        .write(to: &html)
    }
  }

  private func writeSums(to html: inout HTMLWriter) {
    html.element("table", ["class": "sums"]) { html in
      html.element("caption", text: wording.reconciliation)
      html.element("thead") { html in
        html.element("tr") { html in
          html.element("th", ["scope": "col"], text: wording.fieldName)
          for heading in [
            wording.statedTotal, wording.sumOfEntries(plan.entryCount), wording.differenceOfBoth,
          ] { html.element("th", ["scope": "col", "class": "number"], text: heading) }
          for heading in [wording.agreement, wording.explanation] {
            html.element("th", ["scope": "col"], text: heading)
          }
        }
      }
      html.element("tbody") { html in
        for sum in plan.reconciliation { writeSum(sum, to: &html) }
      }
    }
    guard let table = plan.table, !table.rows.isEmpty else { return }
    html.element("details", ["class": "prints"]) { html in
      html.element("summary", text: wording.arithmetic)
      for sum in plan.reconciliation { writeArithmetic(sum, table, to: &html) }
    }
  }

  private func writeSum(_ sum: Reconciliation, to html: inout HTMLWriter) {
    html.element("tr") { html in
      html.element("th", ["scope": "row"], text: sum.field.name(in: wording.language))
      html.element("td", ["class": "number"], text: sum.stated.map(grouped) ?? "–")
      html.element("td", ["class": "number"], text: sum.computed.map(grouped) ?? "–")
      let isWrong = sum.difference.map { $0 != 0 } ?? false
      html.element(
        "td", ["class": isWrong ? "number differs" : "number"],
        text: sum.difference.map { $0 > 0 ? "+\(grouped($0))" : grouped($0) } ?? "–")
      html.element(
        "td", ["class": sum.difference.map { $0 == 0 ? "agrees" : "differs" }],
        text: wording.agreement(of: sum.difference))
      html.element("td", text: sum.explanation?.text(in: wording.language) ?? "")
    }
  }

  /// The amounts of all entries with their sum, where each of them is known.
  private func writeArithmetic(
    _ sum: Reconciliation, _ table: PlanTable, to html: inout HTMLWriter
  ) {
    guard let computed = sum.computed else { return }
    let amounts = table.rows.compactMap { $0.amount(sum.field) }
    guard amounts.count == table.rows.count else { return }
    html.element("p", ["class": "arithmetic small"]) { html in
      html.element("strong", text: sum.field.name(in: wording.language) + wording.colon)
      html.text(amounts.map(grouped).joined(separator: " + ") + " = ")
      html.element("strong", text: grouped(computed))
    }
  }
}

/// Writes links to the findings about an element.
struct MarkWriter {
  let map: PageMap
  let wording: Wording

  func write(at id: String, to html: inout HTMLWriter) {
    let marks = map.marks(at: id)
    if marks.isEmpty { return }
    html.text(" ")
    html.element("span", ["class": "marks"]) { html in
      for mark in marks {
        let rank = mark.finding.rank
        html.element(
          "a",
          [
            "class": "mark mark-\(rank.name)", "href": "#\(mark.id)",
            "title": mark.finding.message.text(in: wording.language),
            "aria-label": wording.markLabel(mark.number, rank, mark.finding.rule),
          ], text: "\(wording.sign(rank))\(mark.number)")
      }
    }
  }

  /// The class of a cell with findings, by the worst of them.
  func hitClass(at id: String) -> String {
    guard let worst = map.marks(at: id).map(\.finding.rank).min() else { return "" }
    return " hit is-\(worst.name)"
  }
}

/// Writes the table as submitted, with the findings at their cells.
struct TablePartWriter {
  let map: PageMap
  let planIndex: Int
  let table: PlanTable
  let wording: Wording
  /// Not where the table holds some of the plan's rows only.
  var showsTotals = true

  private var language: ReportLanguage { wording.language }
  private var marks: MarkWriter { MarkWriter(map: map, wording: wording) }

  func write(to html: inout HTMLWriter) {
    html.element("div", ["class": "sheet"]) { html in
      html.element("h4", text: wording.tableTitle)
      writeOutside(.heading, table.heading, to: &html)
      writeOutside(.unit, table.unit, to: &html)
      let name = map.submission.plans[planIndex].name(in: language)
      html.element(
        "div",
        [
          "class": "scroller", "role": "region", "tabindex": "0",
          "aria-label": "\(wording.tableTitle) \(name)",
        ]
      ) { html in
        html.element("table", ["class": "plan"]) { html in
          html.element("caption", ["class": "hush"], text: "\(wording.tableTitle) \(name)")
          html.element("thead") { html in
            html.element("tr") { html in
              for field in table.columns {
                html.element(
                  "th", ["scope": "col", "class": "c-\(field.rawValue)"],
                  text: field.name(in: language))
              }
            }
          }
          html.element("tbody") { html in
            for index in table.rows.indices { writeRow(index, to: &html) }
          }
          if showsTotals { html.element("tfoot") { writeTotals(to: &$0) } }
        }
      }
      writeNotes(to: &html)
    }
  }

  /// A value that stands outside the rows.
  private func writeOutside(_ field: FieldName, _ part: TablePart, to html: inout HTMLWriter) {
    let id = map.part(field, plan: planIndex)
    html.element("p", ["class": "small" + marks.hitClass(at: id), "id": id, "tabindex": "-1"]) {
      html in
      html.element("span", ["class": "soft"], text: field.name(in: language) + wording.colon)
      write(part, to: &html)
      marks.write(at: id, to: &html)
    }
  }

  private func writeRow(_ index: Int, to html: inout HTMLWriter) {
    html.element("tr", ["id": map.row(index, plan: planIndex), "tabindex": "-1"]) { html in
      for (column, cell) in table.rows[index].cells.enumerated() {
        let id = map.cell(cell.field, row: index, plan: planIndex)
        html.element(
          column == 0 ? "th" : "td",
          [
            "id": id, "scope": column == 0 ? "row" : nil,
            "class": "c-\(cell.field.rawValue)" + marks.hitClass(at: id),
          ]
        ) { html in
          write(cell, to: &html)
          marks.write(at: id, to: &html)
        }
      }
    }
  }

  private func write(_ cell: TableCell, to html: inout HTMLWriter) {
    guard cell.parts.count > 1 else {
      if let part = cell.parts.first { write(part, to: &html) }
      return
    }
    var isFirst = true
    for part in cell.parts where part.state != .blank || part.name != "section" {
      if !isFirst { html.void("br") }
      isFirst = false
      if part.text.isEmpty { html.text(wording.partName(part.name) + wording.colon) }
      write(part, to: &html)
    }
  }

  private func write(_ part: TablePart, to html: inout HTMLWriter) {
    switch part.state {
    case .lost where part.text.isEmpty:
      html.element("span", ["class": "state state-lost"], text: wording.lost)
    case .blank:
      html.element(
        "span", ["class": "state"], text: wording.opening + wording.blank + wording.closing)
    case .inferred:
      html.element("span", ["class": "inferred"]) { $0.lines(part.text) }
      let basis = part.basis.map { wording.colon + wording.basisName($0) } ?? ""
      html.element("span", ["class": "state"], text: "〔\(wording.inferred)\(basis)〕")
    case .given, .dash, .lost:
      html.lines(part.text)
    }
  }

  private func writeTotals(to html: inout HTMLWriter) {
    let id = map.part(.totals, plan: planIndex)
    let before = table.columns.prefix { $0 != .cost }.count
    let isLost = table.totals.isEmpty
    html.element("tr", ["tabindex": "-1"]) { html in
      html.element(
        "th",
        [
          "id": id, "scope": "row", "class": "totals" + marks.hitClass(at: id),
          "colspan": String(isLost ? table.columns.count : max(1, before)),
        ]
      ) { html in
        html.text(wording.totals)
        if isLost {
          html.text(wording.colon + (table.totalsAreLost ? wording.totalsLost : wording.noTotals))
        }
        marks.write(at: id, to: &html)
      }
      if isLost { return }
      for field in table.columns.dropFirst(before) {
        let cell = table.totals.first { $0.field == field }
        let cellID = "\(id)-\(field.rawValue)"
        html.element(
          "td",
          [
            "id": cell == nil ? nil : cellID,
            "class": "c-\(field.rawValue)" + (cell == nil ? "" : marks.hitClass(at: cellID)),
          ]
        ) { html in
          guard let cell else { return }
          write(cell, to: &html)
          marks.write(at: cellID, to: &html)
        }
      }
    }
  }

  private func writeNotes(to html: inout HTMLWriter) {
    if table.notes.isEmpty { return }
    let id = map.part(.note, plan: planIndex)
    html.element("h4", ["id": id, "tabindex": "-1"]) { html in
      html.text(wording.notesTitle)
      marks.write(at: id, to: &html)
    }
    var told: Set<Int> = []
    html.element("ul", ["class": "printed-notes"]) { html in
      for note in table.notes {
        let isFirst = note.number.map { told.insert($0).inserted } ?? false
        let number = isFirst ? note.number : nil
        html.element(
          "li", ["id": number.map { map.note($0, plan: planIndex) }, "tabindex": "-1"]
        ) { html in
          if let number = note.number {
            html.element("strong", text: wording.noteName(number) + " ")
          }
          html.lines(note.text)
        }
      }
    }
  }
}
