internal import Auditing

/// Writes one page that works offline and as a letter's enclosure: the verdict, what was not checked, the findings, each
/// plan's table with the findings at their cells, the sums, the rules.
struct HTMLReporter: Reporter {
  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let wording = Wording(language: language)
    let maps = report.submissions.enumerated().map { PageMap($0.element, number: $0.offset + 1) }
    let page = HTMLPage(
      language: language, title: title(report, wording), tool: report.tool,
      style: PageStyle.report, script: PageScript.text)
    output += page.bytes { html in
      html.element(
        "a", ["class": "skip screen", "href": "#findings"], text: wording.skipToFindings)
      SummaryPart(report: report, maps: maps, wording: wording).write(to: &html)
      html.element("main") { html in
        GapPart(report: report, wording: wording).write(to: &html)
        html.element("section", ["id": "findings", "aria-labelledby": "findings-title"]) { html in
          html.element("h2", ["id": "findings-title", "tabindex": "-1"], text: wording.findings)
          FilterPart(maps: maps, wording: wording).write(to: &html)
          for map in maps where map.submission.failure == nil {
            FindingPart(map: map, wording: wording, several: maps.count > 1).write(to: &html)
          }
        }
        for map in maps where map.hasPlans {
          writeSubmission(map, wording, several: maps.count > 1, to: &html)
        }
      }
      writeFooter(report, wording, to: &html)
    }
  }

  private func title(_ report: AuditReport, _ wording: Wording) -> String {
    let name =
      report.submissions.count == 1
      ? report.submissions[0].source.name : wording.submissionCount(report.submissions.count)
    return "\(wording.reportTitle) – \(name)"
  }

  private func writeSubmission(
    _ map: PageMap, _ wording: Wording, several: Bool, to html: inout HTMLWriter
  ) {
    let name = map.submission.source.name
    html.element("section", ["id": map.prefix, "aria-labelledby": "\(map.prefix)-title"]) { html in
      html.element(
        "h2", ["id": "\(map.prefix)-title"],
        text: several ? "\(name)\(wording.colon)\(wording.plansAndRules)" : wording.plansAndRules)
      for index in map.submission.plans.indices {
        PlanPart(map: map, planIndex: index, wording: wording).write(to: &html)
      }
      LedgerPart(map: map, wording: wording).write(to: &html)
    }
  }

  private func writeFooter(
    _ report: AuditReport, _ wording: Wording, to html: inout HTMLWriter
  ) {
    html.element("footer", ["class": "page"]) { html in
      html.element("p") { html in
        html.text("\(report.tool.name) \(report.tool.version) ・ ")
        html.text("\(wording.ruleSet)\(wording.colon)\(wording.name(of: report.rules.origin)) ")
        html.text("(\(report.rules.phase)) ・ SHA-256 ")
        html.element("span", ["class": "code"], text: report.rules.sha256)
      }
      html.element("p", ["class": "screen"]) { html in
        html.element("a", ["href": "#top"], text: wording.backToTop)
      }
    }
  }
}
