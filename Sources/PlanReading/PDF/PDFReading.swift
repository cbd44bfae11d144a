internal import ChildProcesses
internal import PlanModel

/// Reads a PDF document: its words, ruling lines and links through Poppler, its tables from where they stand.
///
/// - Throws: `rowsUnproven`, `pdfEncrypted`, `pdfHasNoText`, `pdfDamaged`, `programMissing`, `programLimit`, `tooManyPages`.
func readPDF(
  _ input: InputBytes, source: Source, vocabulary: Vocabulary, options: ReadingOptions,
  pdf: PDFOptions = .standard
) throws(UnreadableInput) -> Submission {
  let reading = try pdfReading(input, pdf, vocabulary: vocabulary)
  var submission = try readTables(
    reading, source: source, vocabulary: vocabulary, options: options)
  try refuseMostlyLost(submission)
  loseUnplacedAddresses(&submission)
  return submission
}

/// Says of addresses in a column that nothing names that they are lost, where some address stands in no row.
private func loseUnplacedAddresses(_ submission: inout Submission) {
  guard submission.unplaced.contains(where: { $0.text.contains("http") }) else { return }
  for plan in submission.plans.indices {
    for entry in submission.plans[plan].entries.indices
    where submission.plans[plan].entries[entry].url.state == .blank
      && submission.plans[plan].entries[entry].url.place == .nowhere
    {
      submission.plans[plan].entries[entry].url = .lost
    }
  }
}

/// The tables of a PDF document.
func pdfReading(
  _ input: InputBytes, _ options: PDFOptions, vocabulary: Vocabulary
) throws(UnreadableInput) -> TableReading {
  let poppler = PopplerPrograms(name: input.name, bytes: input.bytes, options: options)
  let facts = try poppler.output("pdfinfo", ["-"])
  if let count = pageCount(facts), count > options.pageCountMax {
    throw .tooManyPages(name: input.name, limit: options.pageCountMax, found: count)
  }
  var pages = pagesOfWords(try poppler.output("pdftotext", ["-bbox", "-", "-"]))
  guard pages.contains(where: { !$0.words.isEmpty }) else { throw .pdfHasNoText(name: input.name) }
  var issues: [ReadIssue] = []
  try addRules(to: &pages, poppler, &issues)
  let links = try poppler.run(
    "pdftohtml", ["-xml", "-i", "-q", "-stdout", "-nodrm", "-hidden", "-zoom", "1", "-", "links"])
  if links.end == .status(0) {
    addLinks(links.output, to: &pages)
  } else {
    issues.append(
      ReadIssue(
        code: "links-unread", at: .nowhere, text: "the links of the document could not be read"))
  }
  noteScripts(facts, input.bytes, &issues)
  var tables = PageTables(vocabulary: vocabulary)
  var furniture: [Furniture] = []
  for index in pages.indices {
    if pages[index].isTurned || hasTurnedWords(pages[index]) {
      throw .pdfPageTurned(name: input.name, page: pages[index].number)
    }
    pages[index].glyphs.sort { ($0.y, $0.x) < ($1.y, $1.x) }
    pages[index].setBaseLines()
  }
  let running = RunningLines(pages)
  for var page in pages {
    if page.words.isEmpty {
      var place = Place()
      place.page = page.number
      issues.append(
        ReadIssue(
          code: "page-without-text", at: place,
          text: "page \(page.number) has no text; if it shows any, it is an image and needs OCR"))
    }
    furniture += running.take(from: &page)
    furniture += MarginMarks.take(from: &page, pageCount: pages.count)
    tables.add(page)
  }
  tables.finish()
  return TableReading(
    tables: tables.tables, issues: issues + tables.issues, furniture: furniture + tables.furniture)
}

private func pageCount(_ facts: [UInt8]) -> Int? {
  for line in String(decoding: facts, as: UTF8.self).split(separator: "\n")
  where line.hasPrefix("Pages:") {
    return Int(line.dropFirst(6).filter { $0 != " " })
  }
  return nil
}

/// Puts the ruling lines to the pages; a document that cannot be drawn is read by the alignment of its words.
private func addRules(
  to pages: inout [PageContent], _ poppler: PopplerPrograms, _ issues: inout [ReadIssue]
) throws(UnreadableInput) {
  let sizes = Set(pages.map { [$0.width.rounded(), $0.height.rounded()] })
  // One drawing has one size of page, so pages of several sizes are drawn one by one.
  let ranges = sizes.count == 1 ? [1...pages.count] : pages.indices.map { $0 + 1...$0 + 1 }
  for range in ranges {
    let run = try poppler.run(
      "pdftocairo", ["-svg", "-f", "\(range.lowerBound)", "-l", "\(range.upperBound)", "-", "-"])
    guard run.end == .status(0) else {
      issues.append(
        ReadIssue(
          code: "rules-unread", at: .nowhere,
          text: "the ruling lines of pages \(range.lowerBound) to "
            + "\(range.upperBound) could not be read; the tables are told from their words alone"))
      continue
    }
    let drawn = RuleParsing(run.output)
    for (offset, rules) in drawn.pages.enumerated() where range.contains(range.lowerBound + offset)
    {
      pages[range.lowerBound + offset - 1].rules = rules
    }
    for (offset, shades) in drawn.shadePages.enumerated()
    where range.contains(range.lowerBound + offset) {
      pages[range.lowerBound + offset - 1].shades = shades
    }
    for (offset, glyphs) in drawn.glyphPages.enumerated()
    where range.contains(range.lowerBound + offset) {
      pages[range.lowerBound + offset - 1].glyphs = glyphs
    }
  }
}

/// Says that a document carries a program, which nothing here runs.
private func noteScripts(_ facts: [UInt8], _ bytes: [UInt8], _ issues: inout [ReadIssue]) {
  let isKnown = String(decoding: facts, as: UTF8.self).split(separator: "\n").contains {
    $0.hasPrefix("JavaScript:") && $0.hasSuffix("yes")
  }
  let mark = Array("/JavaScript".utf8)
  let isSeen =
    bytes.count > mark.count
    && bytes.indices.dropLast(mark.count).contains {
      bytes[$0] == mark[0] && bytes[$0 + 1] == mark[1] && bytes[$0...].starts(with: mark)
    }
  if isKnown || isSeen {
    issues.append(
      ReadIssue(
        code: "script-ignored", at: .nowhere,
        text: "the document carries JavaScript, which is not run"))
  }
}

/// Whether the words of a page run upwards or downwards: its table lies on its side.
private func hasTurnedWords(_ page: PageContent) -> Bool {
  let long = page.words.filter { $0.text.unicodeScalars.count >= 4 }
  let standing = long.count { $0.box.height > $0.box.width * 1.8 }
  return long.count >= 8 && standing * 5 > long.count * 4
}
