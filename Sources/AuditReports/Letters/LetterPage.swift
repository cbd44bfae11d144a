internal import Auditing

/// One letter as a page: addressee, subject, the findings with room for answers, the addressee's own entries.
struct LetterPage {
  /// The most departments that the address names.
  private static let departmentCountMax = 4

  let letter: Letter
  let language: ReportLanguage

  private var wording: Wording { Wording(language: language) }

  func bytes() -> [UInt8] {
    var first = 1
    let maps = letter.report.submissions.enumerated().map { index, submission in
      let map = PageMap(submission, number: index + 1, first: first, rollsUp: false)
      first += submission.findings.count
      return map
    }
    let items = maps.flatMap { map in map.items.joined().map { (map, $0) } }
    let open = items.filter { $0.1.finding.status == .open }
    let settled = items.filter { $0.1.finding.status != .open }
    let title = open.isEmpty ? wording.letterTitleWithoutFindings : wording.letterTitle
    let page = HTMLPage(
      language: language, title: "\(title) – \(letter.addressee.name)", tool: letter.report.tool,
      style: PageStyle.letter, script: nil)
    return page.bytes { html in
      html.element("main", ["class": "letter"]) { html in
        writeHead(title, to: &html)
        html.element("p", text: wording.letterOpening(findingCount: open.count))
        html.element("p", ["class": "record"], text: wording.record)
        writeChecked(to: &html)
        writeFindings(open, to: &html)
        if !settled.isEmpty { writeSettled(settled, to: &html) }
        if !open.isEmpty {
          html.element("h2", text: wording.answerPart)
          html.element("p", text: wording.howToAnswer)
          html.element("p", text: wording.deadline)
        }
      }
      writeEnclosure(maps, to: &html)
      html.element("footer", ["class": "letter small soft"]) { html in
        html.text("\(letter.report.tool.name) \(letter.report.tool.version) ・ ")
        html.text("\(wording.ruleSet) \(letter.report.rules.sha256.prefix(12))")
      }
    }
  }

  private func writeHead(_ title: String, to html: inout HTMLWriter) {
    html.element("header") { html in
      html.element(
        "p", ["class": "date"],
        text: letter.report.options.date.map(wording.calendarDate) ?? wording.dateBlank)
      html.element("p", ["class": "to"]) { html in
        html.element("span", ["class": "hush"], text: wording.to + wording.colon)
        html.text(wording.honoured(letter.addressee.name))
        let departments = departments()
        if !departments.isEmpty {
          html.void("br")
          html.element(
            "span", ["class": "small"],
            text: wording.inCharge(departments.joined(separator: wording.listSeparator)))
        }
      }
      html.element("p", ["class": "from"]) { html in
        html.text(wording.from)
        html.void("br")
        html.element("span", ["class": "soft small"], text: wording.fromBlank)
      }
      html.element("h1") { html in
        html.element("span", ["class": "subject"], text: wording.subject)
        html.text(title)
      }
    }
  }

  private func departments() -> [String] {
    var names: [String] = []
    for row in letter.report.submissions.flatMap(\.plans).flatMap({ $0.table?.rows ?? [] }) {
      let parts = (row.cell(.contact)?.parts ?? []).filter {
        $0.name != "phone" && !$0.text.isEmpty
      }
      let name = parts.map(\.text).joined(separator: " ")
      if !name.isEmpty, !names.contains(name) { names.append(name) }
    }
    if names.count <= Self.departmentCountMax { return names }
    return names.prefix(Self.departmentCountMax) + [
      wording.more(names.count - Self.departmentCountMax)
    ]
  }

  private func writeChecked(to html: inout HTMLWriter) {
    html.element("h2", text: wording.auditedPart)
    html.element("ul", ["class": "gaps"]) { html in
      for submission in letter.report.submissions {
        for plan in submission.plans {
          let facts = [
            plan.fiscalYear.map(wording.fiscalYear), wording.entryCount(plan.entryCount),
          ].compactMap { $0 }
          html.element(
            "li",
            text: "\(plan.name(in: language))\(wording.opening)"
              + facts.joined(separator: wording.listSeparator)
              + "\(wording.closing) – \(submission.source.name)")
        }
      }
    }
    let isIncomplete = letter.report.submissions.contains { submission in
      submission.unlistedFindingCount > 0
        || submission.ledger.contains { $0.outcome.name == "not-evaluated" }
    }
    if isIncomplete { html.element("p", ["class": "gap-box"], text: wording.letterIncomplete) }
  }

  private func writeFindings(
    _ items: [(PageMap, NumberedFinding)], to html: inout HTMLWriter
  ) {
    html.element("h2", text: wording.findingsPart)
    if items.isEmpty { html.element("p", text: wording.noFindingsForYou) }
    if letter.keptBackCount > 0 { html.element("p", text: wording.keptBack(letter.keptBackCount)) }
    if items.isEmpty { return }
    html.element("ol", ["class": "matters"]) { html in
      for (map, numbered) in items {
        let text = FindingPart(map: map, wording: wording, several: false)
        html.element("li", ["id": numbered.id, "tabindex": "-1"]) { html in
          writeMatter(numbered, map, text, to: &html)
        }
      }
    }
  }

  private func writeMatter(
    _ numbered: NumberedFinding, _ map: PageMap, _ text: FindingPart, to html: inout HTMLWriter
  ) {
    let finding = numbered.finding
    html.element("h3") { html in
      html.text("(\(numbered.number)) \(text.subject(finding)) ")
      html.element(
        "span", ["class": "rank rank-\(finding.rank.name)"], text: wording.singular(finding.rank))
    }
    let entry = map.submission.ledger.first { $0.rule == finding.rule }
    html.element("dl", ["class": "facts is-wide"]) { html in
      func fact(_ label: String, _ value: String?, _ name: String? = nil) {
        guard let value, !value.isEmpty else { return }
        html.element("dt", text: label)
        html.element("dd", ["class": name], text: value)
      }
      fact(wording.currentValue, finding.found, "value")
      fact(wording.reason, finding.message.text(in: language), "message")
      fact(wording.properValue, finding.expected, "value")
      if let source = entry?.source(in: language) {
        html.element("dt", text: wording.see)
        html.element("dd") { text.writeSource(source, entry?.see, finding, to: &$0) }
      }
      if let basis = finding.basis { fact(wording.basis, wording.basisName(basis)) }
      fact(wording.place, text.text.placeInWords(finding.location))
      fact(wording.request, wording.ask(finding.rank))
    }
    html.element("div", ["class": "answer"]) { html in
      html.element("p", ["class": "small soft"]) { html in
        html.element("strong", text: wording.answer)
        html.text(
          " (\(wording.rule) \(finding.rule) / \(wording.findingID) \(finding.fingerprint))")
      }
      html.element("p", ["class": "line"], text: wording.willCorrect)
      html.element("p", ["class": "line"], text: wording.willNotCorrect)
    }
  }

  private func writeSettled(
    _ items: [(PageMap, NumberedFinding)], to html: inout HTMLWriter
  ) {
    html.element("h3", text: wording.settledTitle)
    html.element("ul", ["class": "gaps"]) { html in
      for (map, numbered) in items {
        let text = FindingPart(map: map, wording: wording, several: false)
        html.element("li", ["id": numbered.id, "tabindex": "-1"]) { html in
          let finding = numbered.finding
          html.text("(\(numbered.number)) \(text.subject(finding))\(wording.colon)")
          html.element("span", ["class": "message"], text: finding.message.text(in: language))
          html.text(
            " [\(wording.name(of: finding.status)), \(finding.rule), \(finding.fingerprint)]")
        }
      }
    }
  }

  private func writeEnclosure(_ maps: [PageMap], to html: inout HTMLWriter) {
    html.element("section", ["class": "enclosure", "aria-labelledby": "enclosure"]) { html in
      html.element("h2", ["id": "enclosure"], text: wording.enclosure)
      for map in maps {
        for (index, plan) in map.submission.plans.enumerated() {
          guard let table = plan.table else { continue }
          html.element("h3", ["id": map.plan(index), "tabindex": "-1"]) { html in
            html.text("\(plan.name(in: language)) – \(map.submission.source.name)")
            MarkWriter(map: map, wording: wording).write(at: map.plan(index), to: &html)
          }
          TablePartWriter(
            map: map, planIndex: index, table: table, wording: wording,
            showsTotals: !plan.reconciliation.isEmpty
          ).write(to: &html)
        }
      }
    }
  }
}

extension Wording {
  /// A date `YYYY-MM-DD` as letters write it.
  func calendarDate(_ date: String) -> String {
    let parts = date.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return date }
    return word("\(parts[0])年\(parts[1])月\(parts[2])日", date)
  }
}
