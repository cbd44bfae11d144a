internal import Auditing

/// The office's own page: the letters that there are, and every finding that is in none of them.
struct LetterIndexPage {
  let division: LetterDivision
  let language: ReportLanguage

  private var wording: Wording { Wording(language: language) }

  func bytes() -> [UInt8] {
    var office = division.office
    // The tables are not on this page, so nothing may lead to them.
    for submission in office.submissions.indices {
      for plan in office.submissions[submission].plans.indices {
        office.submissions[submission].plans[plan].table = nil
      }
    }
    let maps = office.submissions.enumerated().map { PageMap($0.element, number: $0.offset + 1) }
    let page = HTMLPage(
      language: language, title: wording.indexTitle, tool: office.tool, style: PageStyle.report,
      script: nil)
    return page.bytes { html in
      html.element("header", ["class": "page"]) { html in
        html.element("h1", text: wording.indexTitle)
        html.element("p", ["class": "byline"]) { html in
          html.text("\(wording.verdict)\(wording.colon)\(wording.name(of: wholeVerdict))")
          if let date = office.options.date { html.text(" ・ \(wording.auditedOn(date))") }
        }
      }
      html.element("main") { html in
        writeLetters(to: &html)
        html.element("section", ["aria-labelledby": "rest"]) { html in
          html.element("h2", ["id": "rest"], text: wording.notInLetters)
          if maps.allSatisfy(\.items.isEmpty) {
            html.element("p", text: wording.allInLetters)
          } else {
            html.element("p", text: wording.whyNotInLetters)
            for map in maps where !map.items.isEmpty {
              FindingPart(map: map, wording: wording, several: maps.count > 1).write(to: &html)
            }
          }
        }
        GapPart(report: division.office, wording: wording).write(to: &html)
      }
    }
  }

  /// The verdict over all findings, those in letters too.
  private var wholeVerdict: Verdict {
    let verdicts =
      [division.office.verdict]
      + division.letters.map { letter in
        let reached = letter.report.submissions.flatMap(\.findings).contains {
          $0.status == .open && letter.report.options.failOn.isReached(by: $0.rank)
        }
        return reached ? Verdict.findings : .clean
      }
    if verdicts.contains(.incomplete) { return .incomplete }
    return verdicts.contains(.findings) ? .findings : .clean
  }

  private func writeLetters(to html: inout HTMLWriter) {
    html.element("table") { html in
      html.element("thead") { html in
        html.element("tr") { html in
          for heading in [wording.code, wording.addressee] {
            html.element("th", ["scope": "col"], text: heading)
          }
          for heading in [wording.entries] + Rank.allCases.map(wording.singular)
            + [wording.keptBackHeading]
          { html.element("th", ["scope": "col", "class": "number"], text: heading) }
          for heading in [wording.letterFile, wording.remarksTitle] {
            html.element("th", ["scope": "col"], text: heading)
          }
        }
      }
      html.element("tbody") { html in
        for letter in division.letters { writeRow(letter, to: &html) }
      }
    }
  }

  private func writeRow(_ letter: Letter, to html: inout HTMLWriter) {
    let rows = letter.report.submissions.flatMap(\.plans).flatMap { $0.table?.rows ?? [] }
    let open = letter.report.submissions.flatMap(\.findings).filter { $0.status == .open }
    html.element("tr") { html in
      html.element("td", ["class": "code"], text: letter.addressee.code ?? "–")
      html.element("th", ["scope": "row"], text: letter.addressee.name)
      html.element("td", ["class": "number"], text: "\(rows.count)")
      for rank in Rank.allCases {
        html.element("td", ["class": "number"], text: "\(open.count { $0.rank == rank })")
      }
      html.element("td", ["class": "number"], text: "\(letter.keptBackCount)")
      html.element("td") { html in
        html.element("a", ["href": "\(letter.fileName).html"], text: "\(letter.fileName).html")
      }
      let isInferred = rows.contains { row in
        row.cell(.municipality)?.parts.contains { $0.state == .inferred } ?? false
      }
      html.element("td", text: isInferred ? wording.inferredAddressee : "")
    }
  }
}
