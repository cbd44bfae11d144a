internal import Auditing

/// What came of every rule for one submission.
struct LedgerPart {
  let map: PageMap
  let wording: Wording

  func write(to html: inout HTMLWriter) {
    let ledger = map.submission.ledger
    html.element(
      "section", ["id": "\(map.prefix)-rules", "aria-labelledby": "\(map.prefix)-rules-title"]
    ) { html in
      html.element("h3", ["id": "\(map.prefix)-rules-title"], text: wording.ledgerTitle)
      html.element("details") { html in
        html.element("summary", text: wording.showRules(ledger.count))
        html.element("table", ["class": "ledger"]) { html in
          html.element("thead") { html in
            html.element("tr") { html in
              for heading in [
                wording.rule, wording.ruleContent, wording.see, wording.rank, wording.outcome,
                wording.evaluatedPlaces, wording.failedPlaces,
              ] { html.element("th", ["scope": "col"], text: heading) }
            }
          }
          html.element("tbody") { html in
            for entry in ledger { writeRow(entry, to: &html) }
          }
        }
      }
    }
  }

  private func writeRow(_ entry: LedgerEntry, to html: inout HTMLWriter) {
    html.element("tr", ["class": entry.outcome.name]) { html in
      html.element("th", ["scope": "row", "class": "code"], text: entry.rule)
      html.element("td", text: entry.title ?? "")
      html.element("td", text: entry.source(in: wording.language) ?? "")
      let former = entry.relevelledFrom.map {
        wording.relevelled(wording.singular(Rank($0, entry.kind)))
      }
      html.element(
        "td", text: wording.singular(Rank(entry.severity, entry.kind)) + (former ?? ""))
      html.element("td") { html in
        html.text(wording.name(of: entry.outcome))
        switch entry.outcome {
        case .notEvaluated(let reason), .switchedOff(let reason):
          html.text(wording.colon + reason.text(in: wording.language))
        case .held, .failed, .noNode, .waived: break
        }
      }
      html.element("td", ["class": "number"], text: grouped(entry.evaluatedCount))
      html.element("td", ["class": "number"], text: grouped(entry.failedCount))
    }
  }
}
