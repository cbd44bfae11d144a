internal import Auditing

/// The choices by which the list of findings is narrowed; hidden until the script shows them.
struct FilterPart {
  let maps: [PageMap]
  let wording: Wording

  func write(to html: inout HTMLWriter) {
    let findings = maps.flatMap { $0.items.joined() }.map(\.finding)
    if findings.isEmpty { return }
    html.element(
      "form",
      [
        "id": "filters", "class": "filters screen", "hidden": "hidden",
        "aria-label": wording.filterTitle,
      ]
    ) { html in
      let ranks = Rank.allCases.filter { rank in findings.contains { $0.rank == rank } }
      select(
        "rank", wording.rank, ranks.map { ($0.name, wording.singular($0)) }, to: &html)
      let municipalities = Self.distinct(findings.map { $0.municipality ?? wording.wholeRow })
      select("municipality", wording.municipality, municipalities.map { ($0, $0) }, to: &html)
      let rules = Self.distinct(findings.map(\.rule)).sorted()
      let titles = Dictionary(
        maps.flatMap(\.submission.ledger).map { ($0.rule, $0.title) },
        uniquingKeysWith: { first, _ in first })
      select(
        "rule", wording.rule,
        rules.map { rule in
          (rule, [rule, titles[rule] ?? nil].compactMap { $0 }.joined(separator: " "))
        }, to: &html)
      html.element("button", ["type": "reset"], text: wording.showAll)
    }
    html.element(
      "p",
      [
        "id": "filter-status", "class": "filter-status", "role": "status", "hidden": "hidden",
        "data-text": wording.filterStatus,
      ], text: "")
  }

  private func select(
    _ name: String, _ label: String, _ options: [(String, String)], to html: inout HTMLWriter
  ) {
    html.element("label", ["for": "filter-\(name)"]) { html in
      html.text(label)
      html.element("select", ["id": "filter-\(name)", "name": name]) { html in
        html.element("option", ["value": ""], text: wording.allValues)
        for (value, text) in options { html.element("option", ["value": value], text: text) }
      }
    }
  }

  private static func distinct(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    return values.filter { seen.insert($0).inserted }
  }
}

/// The findings of one submission, the worst first.
struct FindingPart {
  let map: PageMap
  let wording: Wording
  let several: Bool

  private var language: ReportLanguage { wording.language }
  var text: FindingText {
    FindingText(
      language: language, sourceName: map.submission.source.name,
      plans: map.submission.plans)
  }

  func write(to html: inout HTMLWriter) {
    if several {
      html.element("h3", ["id": "\(map.prefix)-findings"], text: map.submission.source.name)
    }
    if map.items.isEmpty {
      html.element("p", text: wording.noFindings)
      return
    }
    var ledger: [String: LedgerEntry] = [:]
    for entry in map.submission.ledger { ledger[entry.rule] = entry }
    html.element("ol", ["class": "findings"]) { html in
      for item in map.items {
        guard let first = item.first else { continue }
        if item.count == 1 {
          writeOne(first, ledger[first.finding.rule], to: &html)
        } else {
          writeGroup(item, first.finding, ledger[first.finding.rule], to: &html)
        }
      }
    }
  }

  private func classes(_ finding: Finding) -> String {
    "finding is-\(finding.rank.name)" + (finding.status == .open ? "" : " is-settled")
  }

  private func writeOne(
    _ numbered: NumberedFinding, _ entry: LedgerEntry?, to html: inout HTMLWriter
  ) {
    let finding = numbered.finding
    html.element(
      "li",
      [
        "class": classes(finding), "id": numbered.id, "tabindex": "-1", "data-finding": "",
        "data-rank": finding.rank.name, "data-rule": finding.rule,
        "data-municipality": finding.municipality ?? wording.wholeRow,
        "data-status": finding.status.rawValue, "data-fingerprint": finding.fingerprint,
      ]
    ) { html in
      html.element("div", ["class": "finding-head"]) { html in
        html.element("span", ["class": "finding-number"]) { html in
          html.element("span", ["class": "hush"], text: wording.finding)
          html.text("\(numbered.number)")
        }
        writeRank(finding, to: &html)
        html.element(several ? "h4" : "h3", text: subject(finding))
        if let target = numbered.target {
          html.element(
            "a", ["class": "small screen", "href": "#\(target)"], text: wording.toTable)
        }
      }
      html.element("p", ["class": "message"], text: finding.message.text(in: language))
      writeFacts(finding, entry, to: &html)
      writeFoot(finding, entry, to: &html)
    }
  }

  private func writeRank(_ finding: Finding, to html: inout HTMLWriter) {
    let rank = finding.rank
    html.element("span", ["class": "rank rank-\(rank.name)"], text: wording.singular(rank))
    if finding.status != .open {
      html.element("span", ["class": "rank"], text: wording.name(of: finding.status))
    }
  }

  /// The entry and the field, in words.
  func subject(_ finding: Finding) -> String {
    var words: [String] = []
    if map.submission.plans.count > 1, let plan = map.plan(of: finding)?.plan {
      words.append(plan.name(in: language))
    }
    if let entry = wording.entry(
      number: finding.number.map(text.quoted), position: finding.position)
    {
      words.append(entry)
      if let municipality = finding.municipality { words.append(text.quoted(municipality)) }
      if let title = finding.title { words.append("「\(text.quoted(title))」") }
    } else {
      let whole = map.submission.role == .gate ? wording.gate : wording.wholeSubmission
      words.append(finding.plan == nil ? whole : wording.wholePlan)
    }
    if let field = finding.field, field != .plan {
      words.append("– \(wording.fieldOf(field, isTotal: finding.position == nil))")
    }
    return words.joined(separator: " ")
  }

  private func writeFacts(
    _ finding: Finding, _ entry: LedgerEntry?, to html: inout HTMLWriter
  ) {
    html.element("dl", ["class": "facts"]) { html in
      for (label, value) in [(wording.found, finding.found), (wording.expected, finding.expected)] {
        guard let value, !value.isEmpty else { continue }
        html.element("dt", text: label)
        html.element("dd", ["class": "value"]) { html in
          html.element("span", ["class": "quoted"], text: value)
        }
      }
      if let source = entry?.source(in: language) {
        html.element("dt", text: wording.see)
        html.element("dd") { writeSource(source, entry?.see, finding, to: &$0) }
      }
      if let explanation = explanation(of: finding) {
        html.element("dt", text: wording.likelyCause)
        html.element("dd", text: explanation)
      }
      html.element("dt", text: wording.place)
      html.element("dd", text: text.placeInWords(finding.location))
      if !finding.related.isEmpty {
        html.element("dt", text: wording.related)
        html.element("dd") { writeRelated(finding, to: &$0) }
      }
      if let basis = finding.basis {
        html.element("dt", text: wording.basis)
        html.element("dd", text: wording.basisName(basis))
      }
      if let evidence = text.evidence(finding) {
        html.element("dt", text: wording.name(of: finding.status))
        html.element("dd", text: evidence)
      }
    }
  }

  /// What may have gone wrong with the sum that the finding is about.
  private func explanation(of finding: Finding) -> String? {
    guard finding.position == nil, finding.outcome == .breach, let field = finding.field else {
      return nil
    }
    let plan = map.submission.plans.first { $0.id == finding.plan }
    let sum = plan?.reconciliation.first { $0.field == field }
    return sum?.explanation.map { InvisibleCharacters.shown($0.text(in: language)) }
  }

  /// The note that the finding rests on, with the note's own words where the plan prints them.
  func writeSource(
    _ name: String, _ see: String?, _ finding: Finding, to html: inout HTMLWriter
  ) {
    guard let see, let (index, plan) = map.plan(of: finding),
      let note = plan.table?.note(see: see), let number = note.number
    else {
      html.text(name)
      return
    }
    html.element("a", ["href": "#\(map.note(number, plan: index))"], text: name)
    html.element("span", ["class": "note-words"], text: text.quoted(note.text))
  }

  private func writeRelated(_ finding: Finding, to html: inout HTMLWriter) {
    for (index, place) in finding.related.enumerated() {
      if index > 0 { html.text(wording.listSeparator) }
      let words = text.describe(place, for: finding)
      if let row = map.row(of: place) {
        html.element("a", ["href": "#\(row)"], text: words)
      } else {
        html.text(words)
      }
    }
  }

  private func writeFoot(_ finding: Finding, _ entry: LedgerEntry?, to html: inout HTMLWriter) {
    html.element("p", ["class": "finding-foot"]) { html in
      let rule = [finding.rule, entry?.title].compactMap { $0 }.joined(separator: " ")
      html.element("span", text: "\(wording.rule)\(wording.colon)\(rule)")
      html.element("span") { html in
        html.text("\(wording.findingID)\(wording.colon)")
        html.element("span", ["class": "code"], text: finding.fingerprint)
      }
    }
  }

  /// Findings of one rule, as one item with a row each.
  private func writeGroup(
    _ item: [NumberedFinding], _ first: Finding, _ entry: LedgerEntry?, to html: inout HTMLWriter
  ) {
    html.element("li", ["class": classes(first), "data-group": ""]) { html in
      html.element("div", ["class": "finding-head"]) { html in
        html.element("span", ["class": "finding-number"]) { html in
          html.element("span", ["class": "hush"], text: wording.finding)
          html.text(
            [item.first, item.last].compactMap { $0.map { "\($0.number)" } }.joined(separator: "–"))
        }
        writeRank(first, to: &html)
        let title = entry?.title ?? first.rule
        html.element(
          several ? "h4" : "h3",
          text: "\(title) – \(wording.repeatedCount(item.count)) \(planName(first))")
      }
      html.element("dl", ["class": "facts is-wide"]) { html in
        if let source = entry?.source(in: language) {
          html.element("dt", text: wording.see)
          html.element("dd") { writeSource(source, entry?.see, first, to: &$0) }
        }
        if let basis = first.basis {
          html.element("dt", text: wording.basis)
          html.element("dd", text: wording.basisName(basis))
        }
      }
      html.element("details", ["class": "prints", "open": item.count <= 12 ? "open" : nil]) {
        html in
        html.element("summary", text: wording.showAllOf(item.count))
        writeRows(item, to: &html)
      }
      html.element("p", ["class": "finding-foot"]) { html in
        html.element("span", text: "\(wording.rule)\(wording.colon)\(first.rule)")
      }
    }
  }

  private func planName(_ finding: Finding) -> String {
    guard map.submission.plans.count > 1, let plan = map.plan(of: finding)?.plan else { return "" }
    return wording.opening + plan.name(in: language) + wording.closing
  }

  private func writeRows(_ item: [NumberedFinding], to html: inout HTMLWriter) {
    let hasFound = item.contains { $0.finding.found != nil }
    let hasExpected = item.contains { $0.finding.expected != nil }
    let headings: [String?] = [
      wording.numberSign, wording.entry, hasFound ? wording.found : nil,
      hasExpected ? wording.expected : nil, wording.finding, wording.place, wording.findingID,
    ]
    html.element("table", ["class": "group-table"]) { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for heading in headings.compactMap({ $0 }) {
            html.element("th", ["scope": "col"], text: heading)
          }
        }
      }
      html.element("tbody") { html in
        for numbered in item {
          writeRow(numbered, hasFound: hasFound, hasExpected: hasExpected, to: &html)
        }
      }
    }
  }

  private func writeRow(
    _ numbered: NumberedFinding, hasFound: Bool, hasExpected: Bool, to html: inout HTMLWriter
  ) {
    let finding = numbered.finding
    html.element(
      "tr",
      [
        "id": numbered.id, "tabindex": "-1", "data-finding": "", "data-rank": finding.rank.name,
        "data-rule": finding.rule, "data-municipality": finding.municipality ?? wording.wholeRow,
        "data-status": finding.status.rawValue, "data-fingerprint": finding.fingerprint,
      ]
    ) { html in
      html.element("td", ["class": "number"], text: "\(numbered.number)")
      html.element("th", ["scope": "row"]) { html in
        let name = [
          wording.entry(number: finding.number.map(text.quoted), position: finding.position),
          finding.municipality.map(text.quoted),
        ].compactMap { $0 }.joined(separator: " ")
        let words = name.isEmpty ? wording.wholeRow : name
        if let target = numbered.target {
          html.element("a", ["href": "#\(target)"], text: words)
        } else {
          html.text(words)
        }
      }
      if hasFound { html.element("td", text: finding.found ?? "") }
      if hasExpected { html.element("td", text: finding.expected ?? "") }
      html.element("td", ["class": "message"], text: finding.message.text(in: language))
      html.element(
        "td", ["class": "small"], text: wording.placeInWords(finding.location) ?? "")
      html.element("td", ["class": "code small"]) { html in
        html.text(finding.fingerprint)
        if let evidence = text.evidence(finding) {
          html.void("br")
          html.text(evidence)
        }
      }
    }
  }
}
