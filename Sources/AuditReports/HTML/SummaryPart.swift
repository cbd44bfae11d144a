internal import Auditing

/// The head of the page: the verdict, the counts with what they mean, and what was checked.
struct SummaryPart {
  let report: AuditReport
  let maps: [PageMap]
  let wording: Wording

  func write(to html: inout HTMLWriter) {
    let verdict = report.verdict
    let open = report.submissions.flatMap(\.findings).filter { $0.status == .open }
    html.element("header", ["class": "page", "id": "top"]) { html in
      html.element("h1", text: wording.reportTitle)
      html.element("p", ["class": "byline"], text: byline)
      html.element("div", ["class": "verdict verdict-\(verdict.rawValue)"]) { html in
        html.element(
          "span", ["class": "verdict-sign", "aria-hidden": "true"], text: Self.sign(verdict))
        html.element("p", ["class": "verdict-words"]) { html in
          html.element("span", ["class": "hush"], text: wording.verdict + wording.colon)
          html.text(wording.headline(verdict, openCount: open.count))
        }
        html.element("p") { html in
          html.text(
            wording.nextStep(
              verdict, openCount: open.count, reviewCount: open.count { $0.rank == .review }))
          if verdict == .findings {
            html.element("span", ["class": "screen"], text: wording.toTableHint)
          }
        }
      }
      writeCounts(open, to: &html)
      writeContents(to: &html)
      writeInputs(to: &html)
    }
  }

  private static func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .clean: "✓"
    case .findings: "!"
    case .incomplete: "?"
    }
  }

  private var byline: String {
    var parts = report.submissions.count == 1 ? [report.submissions[0].source.name] : []
    if report.submissions.count > 1 {
      parts.append(wording.submissionCount(report.submissions.count))
    }
    if let date = report.options.date { parts.append(wording.auditedOn(date)) }
    parts.append(wording.threshold(report.options.failOn))
    if let year = report.options.fiscalYear { parts.append(wording.givenFiscalYear(year)) }
    for file in report.options.files {
      parts.append(
        "\(wording.name(of: file.role))\(wording.colon)\(file.name) (\(file.sha256.prefix(12)))")
    }
    return parts.joined(separator: " ・ ")
  }

  private func writeCounts(_ open: [Finding], to html: inout HTMLWriter) {
    html.element("h2", ["class": "hush"], text: wording.legendTitle)
    html.element("ul", ["class": "counts"]) { html in
      for rank in Rank.allCases {
        html.element("li") { html in
          html.element(
            "span", ["class": "rank rank-\(rank.name)"], text: wording.singular(rank))
          html.element("strong", text: wording.pieceCount(open.count { $0.rank == rank }))
          html.element("p", text: wording.meaning(of: rank))
        }
      }
    }
    let settled = report.submissions.flatMap(\.findings).count { $0.status != .open }
    if settled > 0 {
      html.element("p", ["class": "small soft"], text: wording.settledCount(settled))
    }
  }

  private func writeContents(to html: inout HTMLWriter) {
    html.element("nav", ["class": "toc screen", "aria-label": wording.contents]) { html in
      html.element("ul") { html in
        func link(_ id: String, _ text: String) {
          html.element("li") { $0.element("a", ["href": "#\(id)"], text: text) }
        }
        link("checked", wording.checkedTitle)
        link("gaps", wording.notCheckedTitle)
        link("findings", wording.findings)
        for map in maps where map.hasPlans {
          if maps.count > 1 {
            link(map.prefix, map.submission.source.name)
            continue
          }
          for (index, plan) in map.submission.plans.enumerated() {
            link(map.plan(index), plan.name(in: wording.language))
          }
          link("\(map.prefix)-rules", wording.ledgerTitle)
        }
      }
    }
  }

  private func writeInputs(to html: inout HTMLWriter) {
    html.element("section", ["id": "checked", "aria-labelledby": "checked-title"]) { html in
      html.element("h2", ["id": "checked-title"], text: wording.checkedTitle)
      if report.planSubmissions.isEmpty {
        html.element("p", text: wording.sentence(for: .nothingToCheck))
        return
      }
      html.element("table", ["class": "stacks"]) { html in
        html.element("thead") { html in
          html.element("tr") { html in
            for heading in [
              wording.file, wording.form, wording.plansWord, wording.rule, wording.finding,
              wording.verdict,
            ] { html.element("th", ["scope": "col"], text: heading) }
          }
        }
        html.element("tbody") { html in
          for map in maps { writeInput(map, to: &html) }
        }
      }
    }
  }

  private func writeInput(_ map: PageMap, to html: inout HTMLWriter) {
    let submission = map.submission
    html.element("tr") { html in
      html.element("th", ["scope": "row"]) { html in
        html.text(submission.source.name)
        if submission.role == .gate { html.text(wording.opening + wording.gate + wording.closing) }
        if let digest = submission.source.sha256 {
          html.element(
            "span", ["class": "soft small code", "title": "SHA-256 \(digest)"],
            text: " SHA-256 \(digest.prefix(12))…")
        }
      }
      let form = [submission.source.format, submission.source.encoding].compactMap { $0 }
      html.element("td", ["data-name": wording.form], text: form.joined(separator: ", "))
      html.element("td", ["data-name": wording.plansWord]) { html in
        if submission.failure != nil { html.element("strong", text: wording.unreadable) }
        for (index, plan) in submission.plans.enumerated() {
          if index > 0 { html.void("br") }
          let facts = [
            plan.fiscalYear.map(wording.fiscalYear), wording.entryCount(plan.entryCount),
          ]
          html.text(
            plan.name(in: wording.language) + " "
              + facts.compactMap { $0 }.joined(separator: wording.listSeparator))
        }
      }
      let hasRules = submission.failure == nil && submission.role == .plans
      html.element(
        "td", ["data-name": wording.rule], text: hasRules ? ruleCounts(submission) : "–")
      html.element(
        "td", ["data-name": wording.finding],
        text: submission.failure == nil ? findingCounts(submission) : "–")
      html.element(
        "td", ["data-name": wording.verdict],
        text: wording.name(of: submission.verdict(failOn: report.options.failOn)))
    }
  }

  private func ruleCounts(_ submission: SubmissionReport) -> String {
    func count(_ names: Set<String>) -> Int {
      submission.ledger.count { names.contains($0.outcome.name) }
    }
    return wording.ruleCounts(
      held: count(["held"]), failed: count(["failed"]), noNode: count(["no-node"]),
      notEvaluated: count(["not-evaluated"]), waived: count(["waived"]),
      switchedOff: count(["switched-off"]))
  }

  private func findingCounts(_ submission: SubmissionReport) -> String {
    let open = submission.findings.filter { $0.status == .open }
    let counts = Rank.allCases.compactMap { rank -> String? in
      let count = open.count { $0.rank == rank }
      return count == 0 ? nil : "\(wording.singular(rank)) \(count)"
    }
    return counts.isEmpty ? "0" : counts.joined(separator: wording.listSeparator)
  }
}
