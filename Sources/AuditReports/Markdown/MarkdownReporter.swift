internal import Auditing

/// Writes for a job summary or a mail (GitHub Flavored Markdown): the verdict, what was not checked, the findings in a
/// table, the worst first.
struct MarkdownReporter: Reporter {
  /// The size of the largest report: GitHub refuses a job summary of more than 1 MiB, and keeps other steps' words in
  /// the same MiB.
  static let byteCountMax = 900_000

  let language: ReportLanguage
  var byteCountMax = Self.byteCountMax

  private var wording: Wording { Wording(language: language) }

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    var lines = [
      "# \(wording.reportTitle)", "",
      "**\(wording.verdict)\(wording.colon)\(escaped(wording.name(of: report.verdict)))**", "",
    ]
    lines += inputTable(report) + notChecked(report)
    let head = lines.joined(separator: "\n") + "\n"
    let foot = "\n" + footer(report) + "\n"
    output += head.utf8
    // The line about what is left out has room of its own.
    var room =
      byteCountMax - head.utf8.count - foot.utf8.count - wording.leftOutHere(.max).utf8.count - 8
    var leftOutCount = 0
    let several = report.submissions.count > 1
    for submission in report.submissions where submission.failure == nil {
      let part = findings(of: submission, heading: several, room: room)
      room -= part.text.utf8.count
      leftOutCount += part.leftOutCount
      output += part.text.utf8
      let sums = sums(of: submission)
      if sums.utf8.count <= room {
        room -= sums.utf8.count
        output += sums.utf8
      }
    }
    if leftOutCount > 0 { output += "\n**\(wording.leftOutHere(leftOutCount))**\n".utf8 }
    output += foot.utf8
  }

  private func inputTable(_ report: AuditReport) -> [String] {
    if report.submissions.isEmpty { return [] }
    let headings =
      [wording.input, wording.word("計画", "plans"), wording.verdict]
      + Rank.allCases.map(wording.singular)
    var lines = [row(headings), row(headings.map { _ in "---" })]
    for submission in report.submissions.prefix(Self.inputCountMax) {
      let plans = submission.plans.map { plan in
        escaped("\(plan.name(in: language)) \(wording.entryCount(plan.entryCount))")
      }
      let open = submission.findings.filter { $0.status == .open }
      lines.append(
        row(
          [
            escaped(submission.source.name), plans.joined(separator: "<br>"),
            escaped(wording.name(of: submission.verdict(failOn: report.options.failOn))),
          ]
            + Rank.allCases.map { rank in
              submission.failure == nil ? "\(open.count { $0.rank == rank })" : "–"
            }))
    }
    let others = report.submissions.count - Self.inputCountMax
    return lines + (others > 0 ? ["", wording.more(others), ""] : [""])
  }

  private func notChecked(_ report: AuditReport) -> [String] {
    let remarks = RemarkList(report: report, wording: wording)
    var lines: [String] = []
    if !remarks.gaps.isEmpty {
      lines += ["## \(wording.notChecked)", ""]
      lines += Self.capped(remarks.gaps, wording).map { "- \(escaped($0))" } + [""]
    }
    if !remarks.others.isEmpty {
      lines += ["## \(wording.word("備考", "Remarks"))", ""]
      lines += Self.capped(remarks.others, wording).map { "- \(escaped($0))" } + [""]
    }
    return lines
  }

  /// The most inputs that are listed.
  private static let inputCountMax = 500

  /// The most remarks of one kind that are listed.
  private static let remarkCountMax = 200

  private static func capped(_ remarks: [String], _ wording: Wording) -> [String] {
    if remarks.count <= remarkCountMax { return remarks }
    return remarks.prefix(remarkCountMax) + [wording.more(remarks.count - remarkCountMax)]
  }

  /// The findings of one submission, as many as `room` bytes hold, and how many are left out.
  private func findings(
    of submission: SubmissionReport, heading: Bool, room: Int
  ) -> (text: String, leftOutCount: Int) {
    let ordered = FindingOrder.worstFirst(submission.findings)
    let title = heading ? submission.source.name : wording.findings
    var part = "## \(escaped(title))\n\n"
    if ordered.isEmpty {
      part += "\(wording.noFindings)\n\n"
      return part.utf8.count <= room ? (part, 0) : ("", 0)
    }
    let headings = [
      wording.rank, wording.place, wording.entry, wording.fieldName, wording.finding, wording.rule,
    ]
    part += row(headings) + "\n" + row(headings.map { _ in "---" }) + "\n"
    var byteCount = part.utf8.count
    let text = FindingText(
      language: language, sourceName: submission.source.name, plans: submission.plans)
    for (index, finding) in ordered.enumerated() {
      let line = self.line(finding, text) + "\n"
      byteCount += line.utf8.count
      if byteCount >= room { return (index == 0 ? "" : part + "\n", ordered.count - index) }
      part += line
    }
    return (part + "\n", 0)
  }

  /// Every stated total with what the entries add up to; nothing where no plan has any.
  private func sums(of submission: SubmissionReport) -> String {
    let rows = submission.plans.flatMap { plan in
      plan.reconciliation.map { sum in
        row([
          escaped(plan.name(in: language)), escaped(sum.field.name(in: language)),
          sum.stated.map(grouped) ?? "?", sum.computed.map(grouped) ?? "?",
          sum.difference.map(grouped) ?? "?",
          escaped(sum.explanation?.text(in: language) ?? ""),
        ])
      }
    }
    if rows.isEmpty { return "" }
    let headings = [
      wording.word("計画", "plan"), wording.fieldName, wording.stated, wording.computed,
      wording.difference, wording.word("説明", "explanation"),
    ]
    let head = [row(headings), row(headings.map { _ in "---" })]
    return "### \(wording.reconciliation)\n\n" + (head + rows).joined(separator: "\n") + "\n\n"
  }

  private func line(_ finding: Finding, _ text: FindingText) -> String {
    let status = finding.status == .open ? "" : " (\(wording.name(of: finding.status)))"
    let subject = [
      wording.entry(number: finding.number.map(text.quoted), position: finding.position),
      finding.municipality.map(text.quoted),
    ].compactMap { $0 }
    return row([
      escaped(wording.singular(finding.rank) + status), escaped(text.place(finding.location)),
      escaped(subject.joined(separator: " ")),
      escaped(finding.field?.name(in: language) ?? ""),
      escaped(text.sentence(finding)) + (text.evidence(finding).map { "<br>\(escaped($0))" } ?? ""),
      "\(escaped(finding.rule))<br><sub>\(escaped(finding.fingerprint))</sub>",
    ])
  }

  private func footer(_ report: AuditReport) -> String {
    let origin = wording.name(of: report.rules.origin)
    return escaped(
      "\(report.tool.name) \(report.tool.version) · \(wording.ruleSet) \(origin) "
        + "(\(report.rules.sha256.prefix(12)), \(report.rules.phase))"
        + (report.options.date.map { " · \($0)" } ?? ""))
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// `text` as words: no markup, no HTML, no link, no mention, one line.
  private func escaped(_ text: String) -> String { MarkdownText.escaped(text) }
}

/// Text of a plan made harmless in Markdown.
enum MarkdownText {
  /// `text` on one line, every character that GitHub Flavored Markdown or HTML could take for markup as a reference.
  static func escaped(_ text: String) -> String {
    var result = ""
    let shown = InvisibleCharacters.shown(text).unicodeScalars
    for index in shown.indices {
      let scalar = shown[index]
      switch scalar {
      case "&", "<", ">", "|", "\\", "`", "*", "_", "[", "]", "~", "#", "@", "$":
        result += "&#\(scalar.value);"
      // Breaks what would become a link by itself.
      case ":" where shown[index...].starts(with: "://".unicodeScalars) || endsInScheme(result):
        result += "&#58;"
      case "." where result.suffix(3).lowercased() == "www": result += "&#46;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func endsInScheme(_ text: String) -> Bool {
    let end = text.suffix(6).lowercased()
    return end == "mailto" || end.hasSuffix("xmpp")
  }
}
