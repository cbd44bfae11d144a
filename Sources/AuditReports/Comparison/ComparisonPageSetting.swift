internal import Auditing

/// The page set as terminal text, as Markdown and as HTML.
extension ComparisonPage {
  /// For a terminal, 80 columns.
  func text(colour: Bool) -> [UInt8] {
    var page = TextPage(columnCountMax: TextReporter.columnCountMax, colour: colour)
    for block in blocks {
      switch block {
      case .heading(let level, let text):
        switch level {
        case 1: page.title(InvisibleCharacters.shown(text))
        case 2: page.heading(InvisibleCharacters.shown(text))
        default: page.subheading(InvisibleCharacters.shown(text))
        }
      case .item(let text): page.item(InvisibleCharacters.shown(text))
      case .table(let header, let rows):
        var first: String?
        for row in rows {
          if row[0] != first { page.item(InvisibleCharacters.shown(row[0])) }
          first = row[0]
          page.detail(line(Array(header.dropFirst()), Array(row.dropFirst())))
        }
      }
    }
    return page.finish()
  }

  /// A row of a table on one line: the last two cells of a change face each other.
  private func line(_ header: [String], _ cells: [String]) -> String {
    let shown = cells.map { quoted($0) }
    guard header.count >= 2, header.suffix(2) == sides[...] else {
      return shown.joined(separator: "  ")
    }
    let head = shown.dropLast(2).filter { !$0.isEmpty }.joined(separator: "  ")
    let pair = shown.suffix(2).map { "「\($0)」" }.joined(separator: " → ")
    return head.isEmpty ? pair : "\(head)\(wordingColon)\(pair)"
  }

  private var sides: [String] {
    let wording = Wording(language: language)
    return [wording.formerSide, wording.latterSide]
  }

  private var wordingColon: String { Wording(language: language).colon }

  /// `text` on one line, cut to what reports quote.
  private func quoted(_ text: String) -> String {
    FindingText(language: language, sourceName: "").quoted(text)
  }

  /// The blocks with the verdict below the title: a page is read from its top, a terminal from its end.
  private var verdictFirst: [Block] {
    [blocks[0], blocks[blocks.count - 1]] + blocks[1..<(blocks.count - 1)]
  }

  /// For a merge request.
  func markdown() -> [UInt8] {
    var lines: [String] = []
    for block in verdictFirst {
      switch block {
      case .heading(let level, let text):
        lines += ["", String(repeating: "#", count: level) + " " + Self.markdownText(text), ""]
      case .item(let text): lines.append("- " + Self.markdownText(text))
      case .table(let header, let rows):
        lines.append("")
        lines.append("| " + header.map(Self.markdownText).joined(separator: " | ") + " |")
        lines.append("|" + String(repeating: " --- |", count: header.count))
        for row in rows {
          lines.append("| " + row.map(Self.markdownText).joined(separator: " | ") + " |")
        }
        lines.append("")
      }
    }
    let kept = lines.indices.filter { !lines[$0].isEmpty || ($0 > 0 && !lines[$0 - 1].isEmpty) }
    return Array((kept.map { lines[$0] }.joined(separator: "\n") + "\n").utf8)
  }

  /// `text` on one line, with what means something to Markdown or HTML escaped; no address becomes a link, and
  /// `@name` calls nobody.
  private static func markdownText(_ text: String) -> String {
    var result = ""
    for character in InvisibleCharacters.shown(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "@": result += "&#64;"
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~":
        result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result.replacing("://", with: "&#58;//").replacing("www.", with: "www&#46;")
  }

  /// Light and dark on a screen, A4 landscape on paper.
  private static let style = """
    :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --ground: #eee; --line: #767676; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #e6e8eb; --paper: #15181c; --ground: #262b31; --line: #8a929b; }
    }
    body { font-family: sans-serif; line-height: 1.6; max-width: 72rem; margin: 1rem auto; padding: 0 1rem;
      color: var(--ink); background: var(--paper); }
    main { overflow-x: auto; }
    h1, h2 { overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; }
    th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top;
      min-width: 5rem; }
    td:nth-last-child(-n + 2) { overflow-wrap: anywhere; min-width: 8rem; }
    th { background: var(--ground); white-space: nowrap; }
    p { margin: 0.25rem 0; }
    @media print {
      @page { size: A4 landscape; margin: 14mm; }
      body { max-width: none; font-size: 9pt; }
      main { overflow: visible; }
      h1, h2, h3 { break-after: avoid; }
      tr { break-inside: avoid; }
      thead { display: table-header-group; }
    }
    """

  /// For a browser: one file that loads nothing.
  func html() -> [UInt8] {
    var body = ""
    for block in verdictFirst {
      switch block {
      case .heading(let level, let text):
        body += "<h\(level)>\(Self.htmlText(text))</h\(level)>\n"
      case .item(let text): body += "<p>\(Self.htmlText(text))</p>\n"
      case .table(let header, let rows):
        body += "<table>\n<thead><tr>"
        for cell in header { body += "<th scope=\"col\">\(Self.htmlText(cell))</th>" }
        body += "</tr></thead>\n<tbody>\n"
        for row in rows {
          body += "<tr>" + row.map { "<td>\(Self.htmlText($0))</td>" }.joined() + "</tr>\n"
        }
        body += "</tbody>\n</table>\n"
      }
    }
    let title: String =
      if case .heading(_, let text) = blocks[0] { Self.htmlText(text) } else { "planaudit" }
    let page = """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      \(body)</main>
      </body>
      </html>

      """
    return Array(page.utf8)
  }

  private static func htmlText(_ text: String) -> String {
    var result = ""
    for scalar in InvisibleCharacters.shown(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
