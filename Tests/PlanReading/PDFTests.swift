import ChildProcesses
import PlanModel
import TestSupport
import Testing

@testable import PlanReading

private func readingPDF(_ bytes: [UInt8]) throws -> Submission {
  try read(
    InputBytes(name: "plan.pdf", bytes: bytes), vocabulary: shippedVocabulary(),
    options: ReadingOptions(fiscalYear: nil))
}

@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext"))) struct `A drawn PDF` {
  private static func form(isRuled: Bool) -> DrawnForm {
    var form = DrawnForm()
    form.isRuled = isRuled
    form.text("東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）")
    form.text("（単位：千円、人）")
    form.headingRow()
    return form
  }

  @Test func `with ruling lines gives its fields with page and box`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["中央区若年者マッチ", "ング支援事業"], url: ["案内ページ"]), height: 50)
    form.drawing.link(to: "https://www.example.jp/a", x: 850, y: 84, width: 150, height: 50)
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    let plan = try #require(submission.plans.first)
    #expect(plan.fiscalYear == 2021)
    #expect(plan.unit.value == 1000)
    let entry = try #require(plan.entries.first)
    #expect(entry.number.value == 1)
    #expect(entry.title.text == "中央区若年者マッチング支援事業")
    #expect(entry.description.text == "区内の中小企業を訪ねて、求人の仕方を相談員が共に考える。")
    #expect(entry.cost.value == .whole(1234))
    #expect(entry.reference.state == .dash)
    #expect(entry.contact.section.text == "商工観光課")
    #expect(entry.contact.phone.text == "03-3546-5329")
    #expect(entry.url.value?.link?.text == "https://www.example.jp/a")
    #expect(entry.cost.place.page == 1)
    #expect(entry.cost.place.box != nil)
    #expect(submission.unplaced.isEmpty)
  }

  @Test func `has the link that is printed, whatever else reaches into the cell`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["就業支援事業"], url: ["https://a.jp/", "b"]), height: 50)
    form.drawing.link(to: "https://a.jp/a", x: 850, y: 98, width: 150, height: 10)
    form.drawing.link(to: "https://a.jp/b", x: 850, y: 109, width: 150, height: 10)
    form.close()
    let entry = try #require(try readingPDF(form.drawing.bytes()).plans.first?.entries.first)
    #expect(entry.url.text == "https://a.jp/b")
    #expect(entry.url.value?.link == nil)
  }

  @Test func `gives a merged title to each of its rows`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["共通の就業支援事業"]), height: 50)
    form.row(DrawnForm.entry(2, title: nil), height: 50)
    form.close()
    let entries = try #require(try readingPDF(form.drawing.bytes()).plans.first).entries
    #expect(entries.map(\.title.text) == ["共通の就業支援事業", "共通の就業支援事業"])
    #expect(entries.map(\.number.value) == [1, 2])
  }

  @Test(arguments: [true, false])
  func `goes on over pages, be the headings repeated or not`(isRepeated: Bool) throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.close()
    form.addPage()
    if isRepeated { form.headingRow() }
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    #expect(submission.plans.count == 1)
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.cost.place.page) == [1, 2])
  }

  @Test func `with two plans gives two`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.close()
    form.addPage()
    form.text("東京都地域人材確保総合支援事業（モデル事業）計画書（令和３年度）")
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["モデルの事業"]), height: 50)
    form.close()
    let plans = try readingPDF(form.drawing.bytes()).plans
    #expect(plans.map(\.id) == ["general", "model"])
    #expect(plans.map { $0.entries.map(\.title.text) } == [["一つめの事業"], ["モデルの事業"]])
  }

  @Test func `takes an underline for no ruling line`() throws {
    var form = Self.form(isRuled: true)
    form.row(
      DrawnForm.entry(1, title: ["一つめの事業"], url: ["https://www.example.jp/", "koyo/index.html"]),
      height: 50)
    form.drawing.line(854, 97, 950, 97)
    form.drawing.line(854, 107, 914, 107)
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業"])
    #expect(entries.map(\.municipality.text) == ["中央区"])
    #expect(entries.map(\.url.text) == ["https://www.example.jp/koyo/index.html"])
    #expect(entries.map(\.contact.department.text) == ["区民部"])
  }

  @Test func `joins a row that the end of a page breaks`() throws {
    var form = Self.form(isRuled: true)
    var upper = DrawnForm.entry(1, title: ["一つめの"])
    upper[10] = ["区民部", "商工観光課", "03-"]
    form.row(upper, height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    var lower = [[String]?](repeating: [], count: 11)
    (lower[2], lower[10]) = (["事業"], ["3546-5329"])
    form.row(lower, height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.contact.phone.text) == ["03-3546-5329", "03-3546-5329"])
    #expect(submission.unplaced.isEmpty)
  }

  @Test func `gives nothing from a cell that holds the values of two rows`() throws {
    var form = Self.form(isRuled: true)
    form.row(
      [
        ["1", "2"], ["中央区", "千代田区"], ["一つめの事業", "二つめの事業"], ["一つめの内容", "二つめの内容"],
        ["労働力確保事業", "処遇改善事業"], ["1,234", "2,000"], ["5", "-"], ["-", "8"],
        ["令和３年４月", "令和３年５月"], [], ["区民部", "03-3546-5329"],
      ], height: 50)
    for number in 3...5 { form.row(DrawnForm.entry(number, title: ["一つの事業"]), height: 50) }
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.number.value) == [1, 2, 3, 4, 5])
    for entry in entries.prefix(2) {
      #expect(entry.municipality.state == .lost)
      #expect(entry.title.state == .lost)
      #expect(entry.description.state == .lost)
      #expect(entry.cost.state == .lost)
      #expect(entry.contact.department.state == .lost)
    }
    #expect(submission.unplaced.contains { $0.text.contains("二つめの内容") })
  }

  @Test func `reads nothing from cells that cut their words off`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 12)
    for number in 2...3 { form.row(DrawnForm.entry(number, title: ["広い事業"]), height: 60) }
    form.close()
    let submission = try readingPDF(form.drawing.bytes())
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.description.state == .lost)
    #expect(entry.title.state == .lost)
    #expect(entry.contact.section.state == .lost)
    #expect(submission.issues.map(\.code).contains("words-cut-off"))
  }

  @Test func `without ruling lines is read by the alignment of its words`() throws {
    var form = Self.form(isRuled: false)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの", "事業"]), height: 50)
    let submission = try readingPDF(form.drawing.bytes())
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.cost.value) == [.whole(1234), .whole(1234)])
    #expect(entries.map(\.contact.phone.text) == ["03-3546-5329", "03-3546-5329"])
  }

  @Test func `without ruling lines never guesses whose a merged title is`() throws {
    var form = Self.form(isRuled: false)
    form.row(DrawnForm.entry(1, title: nil), height: 50)
    form.drawing.text("どちらの事業か", x: 144, y: form.y - 4)
    form.row(DrawnForm.entry(2, title: nil), height: 50)
    let submission = try readingPDF(form.drawing.bytes())
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.title.state) == [.lost, .lost])
    #expect(submission.unplaced.map(\.text).contains("どちらの事業か"))
  }

  @Test func `that is cut or changed ends in a typed error or a reading`() throws {
    var form = Self.form(isRuled: true)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.close()
    let whole = form.drawing.bytes()
    for seed in 1...12 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      var bytes = whole
      if seed % 3 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count - 20, using: &generator)) }
      for _ in 0..<20 {
        bytes[Int.random(in: 8..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      do {
        _ = try readingPDF(bytes)
      } catch let error as UnreadableInput {
        #expect(!error.description.isEmpty, "seed \(seed)")
      }
    }
  }

  @Test func `without a word is refused with a hint of OCR`() throws {
    var drawing = PDFDrawing()
    drawing.line(10, 10, 200, 200)
    #expect(throws: UnreadableInput.pdfHasNoText(name: "plan.pdf")) {
      try readingPDF(drawing.bytes())
    }
  }

  @Test func `is refused beyond a limit, which is named`() throws {
    var options = PDFOptions.standard
    options.limits.outputByteCountMax = 10
    let input = InputBytes(name: "plan.pdf", bytes: Self.form(isRuled: true).drawing.bytes())
    #expect(
      throws: UnreadableInput.programLimit(
        name: "plan.pdf", program: "pdfinfo", limit: "outputByteCountMax", value: 10)
    ) { try pdfReading(input, options, vocabulary: shippedVocabulary()) }
  }
}

@Suite struct `Without Poppler` {
  @Test func `a PDF is refused with the name of the package`() {
    var options = PDFOptions.standard
    options.folders = ["/nonexistent"]
    #expect(
      throws: UnreadableInput.programMissing(
        name: "plan.pdf", program: "pdfinfo", package: "poppler-utils")
    ) {
      try pdfReading(
        InputBytes(name: "plan.pdf", bytes: [1]), options, vocabulary: shippedVocabulary())
    }
  }
}

@Suite(.enabled(if: SharedMaterial.isPresent && ProgramRun.isInstalled("pdftotext")))
struct `PDF of the shared material` {
  @Test func `the derived document gives the gold file's values`() throws {
    let submission = try readingPDF(SharedMaterial.bytes("seed/derived/plan.pdf"))
    let gold = try GoldDocument.load()
    #expect(submission.plans.map(\.id) == ["general", "model"])
    #expect(submission.unplaced.isEmpty)
    #expect(submission.issues.isEmpty)
    var differences: [String: [String]] = [:]
    for (plan, expected) in zip(submission.plans, gold.documents) {
      #expect(plan.entries.count == expected.entries.count)
      #expect(plan.notes.map(\.text) == expected.notes.map(\.text))
      guard case .stated(let sums) = plan.totals else {
        Issue.record("\(plan.id) has no totals")
        continue
      }
      #expect(sums.cost.value == .whole(expected.totals.cost))
      #expect(sums.target.value == .whole(expected.totals.target))
      #expect(sums.reference.value == .whole(expected.totals.reference))
      for (entry, wanted) in zip(plan.entries, expected.entries) {
        for field in Self.differing(entry, wanted) {
          differences[field, default: []].append("\(plan.id) \(wanted.number)")
        }
      }
    }
    let table = differences.sorted { $0.key < $1.key }.map {
      "\($0.key): \($0.value.count) (\($0.value.joined(separator: ", ")))"
    }
    // The font has no low line, so the address carries combining ones.
    #expect(table == ["url: 1 (general 2)"], "plan.pdf against the gold file:\n\(table)")
  }

  private static func differing(_ entry: Entry, _ gold: GoldDocument.EntryReading) -> [String] {
    let section = gold.department.count > 1 ? gold.department[1] : ""
    // Titles that the gold file guesses are merged cells here.
    let pairs: [(String, String, String)] = [
      ("number", entry.number.text, "\(gold.number)"),
      ("municipality", entry.municipality.text, gold.municipality),
      ("title", entry.title.text, gold.title ?? entry.title.text),
      ("description", entry.description.text.filter { $0 != "\n" }, gold.description),
      ("category", entry.category.text, gold.category),
      ("start", entry.start.text, gold.start_raw),
      ("department", entry.contact.department.text, gold.department[0]),
      ("section", entry.contact.section.text, section),
      ("phone", entry.contact.phone.text, gold.phone_raw),
      ("url", gold.url == nil ? "" : entry.url.text, gold.url ?? ""),
    ]
    var result = pairs.filter { $0.1 != $0.2 }.map(\.0)
    if entry.cost.value != .whole(gold.cost) { result.append("cost") }
    if entry.target.value != gold.target.map({ .whole($0) }) { result.append("target") }
    if entry.reference.value != gold.reference.map({ .whole($0) }) { result.append("reference") }
    return result
  }

  @Test(arguments: [
    ("encrypted-stub", "is encrypted"), ("javascript", "no entry"), ("xref-wrong", "no entry"),
    ("page-tree-loop", "no entry"), ("length-indirect-bad", "no text"), ("empty", "is empty"),
  ])
  func `hostile documents end in a typed error`(name: String, words: String) throws {
    let bytes = try SharedMaterial.bytes("conformance/hostile/pdf/\(name).pdf")
    let error = try #require(throws: UnreadableInput.self) { try readingPDF(bytes) }
    #expect(error.description.contains(words), "\(error)")
  }

  @Test func `a script is not run, and said`() throws {
    let input = InputBytes(
      name: "a.pdf", bytes: try SharedMaterial.bytes("conformance/hostile/pdf/javascript.pdf"))
    let reading = try pdfReading(input, .standard, vocabulary: shippedVocabulary())
    #expect(reading.issues.map(\.code) == ["script-ignored"])
    #expect(reading.tables.flatMap(\.rows).flatMap(\.cells).map(\.text) == ["PLAN 480,856"])
  }
}
