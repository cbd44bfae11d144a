import PlanModel
import TestSupport
import Testing

@testable import PlanReading

/// What browsers and office programs print, drawn by hand.
@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext")))
struct `A PDF of a browser or an office program` {
  private static func form() -> DrawnForm {
    var form = DrawnForm()
    form.text("東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）")
    form.text("（単位：千円、人）")
    return form
  }

  private static func reading(_ form: DrawnForm) throws -> Submission {
    try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
  }

  private static func sums() -> [[String]?] {
    [["合計"], [], [], [], [], ["1,234"], ["5"], ["8"], [], [], []]
  }

  @Test func `with dashed borders gives its fields`() throws {
    var form = Self.form()
    form.drawing.isDashed = true
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの", "事業"]), height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    form.close()
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.cost.value) == [.whole(1234), .whole(1234)])
    #expect(entries.map(\.contact.section.text) == ["商工観光課", "商工観光課"])
  }

  @Test func `with a box for each cell gives its fields`() throws {
    var form = Self.form()
    form.isRuled = false
    form.areCellsApart = true
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの", "事業"]), height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.cost.value) == [.whole(1234), .whole(1234)])
    #expect(entries.map(\.contact.section.text) == ["商工観光課", "商工観光課"])
  }

  @Test func `gives running lines to the furniture`() throws {
    var form = Self.form()
    for page in 1...2 {
      if page == 2 { form.addPage() }
      form.drawing.text("架空市産業振興部", x: 900, y: 12)
      form.drawing.text("\(page)枚目", x: 590, y: 820)
      form.headingRow()
      form.row(DrawnForm.entry(page, title: ["\(page)番の事業"]), height: 50)
      form.close()
    }
    let submission = try Self.reading(form)
    #expect(submission.unplaced.isEmpty)
    let marks = submission.furniture.filter { $0.kind == .pageMark }.map(\.text)
    #expect(marks.sorted() == ["1枚目", "2枚目", "架空市産業振興部", "架空市産業振興部"])
    #expect(submission.plans.first?.entries.count == 2)
  }

  @Test func `gives the margins that a browser prints on its one page to the furniture`() throws {
    var form = Self.form()
    form.drawing.text("4/30/26, 9:05 AM", x: 24, y: 12)
    form.drawing.text("架空市産業振興部", x: 590, y: 12)
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"]), height: 50)
    form.close()
    form.drawing.text("file:///home/plan.html", x: 24, y: 820)
    form.drawing.text("1/1", x: 1150, y: 820)
    let submission = try Self.reading(form)
    let marks = submission.furniture.filter { $0.kind == .pageMark }.map(\.text)
    #expect(marks.sorted() == ["1/1", "4/30/26, 9:05 AM", "file:///home/plan.html"])
    // A title can be anything.
    #expect(submission.unplaced.map(\.text) == ["架空市産業振興部"])
  }

  @Test(arguments: ["https://www.example.lg.jp/", "2/3", "令和３年４月", "4/30/26", "9:05"])
  func `leaves what stands in the margin of its one page and can be another thing`(
    words: String
  ) throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"]), height: 50)
    form.close()
    form.drawing.text(words, x: 1000, y: 820)
    let submission = try Self.reading(form)
    #expect(submission.unplaced.map(\.text).contains(words) || words == "2/3")
    #expect(!submission.furniture.contains { $0.kind == .pageMark && $0.text != "2/3" })
  }

  @Test func `of which no row is proven is refused`() throws {
    var form = Self.form()
    form.isRuled = false
    form.headingRow()
    for _ in 1...3 {
      var cells = DrawnForm.entry(1, title: ["番号のない事業"])
      cells[0] = []
      form.row(cells, height: 50)
    }
    let error = try #require(throws: UnreadableInput.self) { try Self.reading(form) }
    guard case .rowsUnproven(_, let unplacedCount) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(unplacedCount >= 5)
  }

  @Test func `never calls an address blank that stands in no row`() throws {
    var form = Self.form()
    form.headings = DrawnForm.headings.map { $0 == "URL" ? "" : $0 }
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"], url: ["https://www.example.jp/a"]), height: 50)
    form.close()
    let submission = try Self.reading(form)
    #expect(submission.unplaced.map(\.text) == ["https://www.example.jp/a"])
    #expect(submission.plans.first?.entries.map(\.url.state) == [.lost])
  }

  @Test func `parts amounts that touch where the characters are`() throws {
    var form = Self.form()
    form.headingRow()
    var cells = DrawnForm.entry(1, title: ["一つめの事業"])
    (cells[6], cells[7]) = ([], [])
    form.row(cells, height: 50)
    form.close()
    // One word for Poppler, of which the first character stands mostly left of the line at 730.
    form.drawing.fontSize = 12
    form.drawing.text("7-", x: 726, y: form.y - 30)
    let entry = try #require(try Self.reading(form).plans.first?.entries.first)
    #expect(entry.target.text == "7")
    #expect(entry.reference.state == .dash)
  }

  @Test func `never cuts a word that runs through a line`() throws {
    var form = Self.form()
    form.headingRow()
    var cells = DrawnForm.entry(1, title: ["一つめの事業"])
    (cells[5], cells[6]) = ([], [])
    form.row(cells, height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    form.close()
    form.drawing.fontSize = 12
    form.drawing.text("1247261", x: 670, y: form.y - 80)
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries[0].cost.state == .lost && entries[0].target.state == .lost)
    #expect(entries[1].cost.value == .whole(1234))
  }

  @Test func `gives each plan its notes where several plans have the same`() throws {
    var form = Self.form()
    let notes = ["（注）１．番号は通しとする。", "２．事業内容は確認できるように記載すること。"]
    for page in 1...2 {
      if page == 2 { form.addPage() }
      if page == 2 { form.text("東京都地域人材確保総合支援事業（モデル事業）計画書（令和３年度）") }
      form.headingRow()
      form.row(DrawnForm.entry(1, title: ["\(page)番の事業"]), height: 50)
      form.close()
      for (index, note) in notes.enumerated() {
        form.drawing.text(note, x: 30, y: 780 + index * 20)
      }
    }
    let submission = try Self.reading(form)
    #expect(submission.plans.map { $0.notes.map(\.number) } == [[1, 2], [1, 2]])
    #expect(submission.furniture.allSatisfy { $0.kind != .pageMark })
  }

  @Test func `joins a telephone number and its extension over lines`() throws {
    var form = Self.form()
    form.headingRow()
    var cells = DrawnForm.entry(1, title: ["一つめの事業"])
    cells[10] = ["区民部", "商工課", "03-3546-", "5329（内", "線2921）"]
    form.row(cells, height: 80)
    form.close()
    let contact = try #require(try Self.reading(form).plans.first?.entries.first).contact
    #expect(contact.section.text == "商工課")
    #expect(contact.phone.value?.digits == "0335465329")
    #expect(contact.phone.value?.extensionDigits == "2921")
  }

  @Test func `reads nothing where words are cut off or hidden ones reach`() throws {
    var form = Self.form()
    form.headingRow()
    var cells = DrawnForm.entry(1, title: [])
    cells[3] = []
    form.row(cells, height: 50)
    form.close()
    let (top, bottom) = (form.y - 50, form.y)
    form.drawing.clippedText(
      "長くて枠に入らない事業名は隣の枠の下へ隠れていて誰にも読めない", x: 144, y: top + 20, seenFrom: 140, top,
      to: 260, bottom)
    let submission = try Self.reading(form)
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.title.state == .lost)
    #expect(entry.description.state == .lost)
    #expect(entry.cost.value == .whole(1234))
    #expect(submission.issues.map(\.code).contains("words-cut-off"))
  }

  @Test func `gives the sums below a row whose words reach into theirs`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.drawing.text("上の行からはみ出した説明", x: 264, y: form.y - 4)
    form.drawing.text("上からの部署", x: 84, y: form.y - 4)
    form.row(Self.sums(), height: 20)
    form.close()
    let submission = try Self.reading(form)
    let plan = try #require(submission.plans.first)
    guard case .stated(let sums) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(1234))
    #expect(sums.reference.value == .whole(8))
    #expect(submission.unplaced.map(\.text).contains { $0.contains("はみ出した説明") })
  }

  @Test func `gives the numbered notes below its table`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.row(Self.sums(), height: 20)
    form.close()
    form.text("（注）")
    form.text("１　整理番号には、一連の番号を記載すること。")
    form.text("２　事業内容は、具体的に記載すること。")
    let plan = try #require(try Self.reading(form).plans.first)
    #expect(plan.notes.map(\.number) == [1, 2])
    #expect(plan.notes.last?.text == "事業内容は、具体的に記載すること。")
  }

  @Test func `on its side is refused even where each character is a word`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 50)
    form.close()
    form.drawing.addPage()
    for column in 0..<20 {
      for line in 0..<20 {
        form.drawing.text("字", x: 40 + column * 30, y: 40 + line * 20)
      }
    }
    #expect(throws: UnreadableInput.pdfPageTurned(name: "plan.pdf", page: 2)) {
      try Self.reading(form)
    }
  }

  @Test func `keeps a blank between words of a font with high boxes`() {
    let words = [("１", 30.0, 37.0), ("整理番号", 44.0, 72.0)].map { text, left, right in
      PageWord(text: text, box: PageRectangle(left: left, top: 10, right: right, bottom: 28))
    }
    #expect(PageText.joined(words) == "１ 整理番号")
  }
}
