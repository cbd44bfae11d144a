import PlanModel
import TestSupport
import Testing

@testable import PlanReading

/// Tables of which ruling lines draw the rows, the columns or neither.
@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext")))
struct `A PDF whose table is not ruled` {
  private static func form(_ change: (inout DrawnForm) -> Void = { _ in }) -> DrawnForm {
    var form = DrawnForm()
    form.isRuled = false
    change(&form)
    form.text("東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）")
    form.text("（単位：千円、人）")
    form.headingRow()
    return form
  }

  private static func reading(_ form: DrawnForm) throws -> Submission {
    try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
  }

  private static let url = ["https://www.example.jp/", "koyo/index.html"]
  private static let sums: [[String]?] = [
    ["合計"], [], [], [], [], ["2,468"], ["10"], ["8"], [], [], [],
  ]

  private static func expectWhole(_ submission: Submission) throws {
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.map(\.number.value) == [1, 2])
    #expect(plan.entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(plan.entries.map(\.municipality.text) == ["中央区", "中央区"])
    #expect(plan.entries.map(\.cost.value) == [.whole(1234), .whole(1234)])
    #expect(plan.entries.map(\.reference.state) == [.dash, .dash])
    #expect(plan.entries.map(\.url.text) == [Self.url.joined(), Self.url.joined()])
    #expect(plan.entries.map(\.contact.phone.text) == ["03-3546-5329", "03-3546-5329"])
    guard case .stated(let sums) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(2468))
    #expect(submission.unplaced.isEmpty)
  }

  private static func addRows(to form: inout DrawnForm, height: Int = 40) {
    form.row(DrawnForm.entry(1, title: ["一つめの事業"], url: url), height: height)
    form.row(DrawnForm.entry(2, title: ["二つめの", "事業"], url: url), height: height)
    form.row(sums, height: 20)
  }

  @Test func `gives its fields by the gaps of its base lines`() throws {
    var form = Self.form()
    Self.addRows(to: &form)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `gives its fields where the boxes of lines overlap`() throws {
    var form = Self.form { ($0.drawing.fontAscent, $0.drawing.fontDescent) = (1900, -700) }
    Self.addRows(to: &form)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `gives its fields by lines across alone`() throws {
    // No gap shows the rows: only the lines do.
    var form = Self.form { $0.hasLinesAcross = true }
    Self.addRows(to: &form, height: 30)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `gives its fields by lines beside the columns alone`() throws {
    var form = Self.form { $0.hasLinesDown = true }
    Self.addRows(to: &form)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `gives its fields by the shades of its rows`() throws {
    var form = Self.form()
    form.drawing.shade(40, form.y, 1150, form.y + 30)
    form.row(DrawnForm.entry(1, title: ["一つめの事業"], url: Self.url), height: 30)
    form.row(DrawnForm.entry(2, title: ["二つめの", "事業"], url: Self.url), height: 30)
    form.drawing.shade(40, form.y, 1150, form.y + 20)
    form.row(Self.sums, height: 20)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `goes on where no headings are repeated`() throws {
    var form = Self.form()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"], url: Self.url), height: 40)
    form.addPage()
    form.row(DrawnForm.entry(2, title: ["二つめの事業"], url: Self.url), height: 40)
    form.row(Self.sums, height: 20)
    try Self.expectWhole(try Self.reading(form))
  }

  @Test func `takes no word of a heading above two others for a column`() throws {
    var form = DrawnForm()
    form.isRuled = false
    form.drawing.text("事業効果", x: 700, y: 30)
    form.headingRow()
    Self.addRows(to: &form)
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.map(\.target.value) == [.whole(5), .whole(5)])
    #expect(entries.map(\.reference.state) == [.dash, .dash])
  }

  @Test func `takes no title for whole whose second line stands beside the next row`() throws {
    var form = Self.form()
    for number in 1...4 {
      let y = form.y
      var cells = DrawnForm.entry(number, title: number == 2 || number == 3 ? [] : ["短い事業"])
      (cells[3], cells[10]) = (["訪ねて助言する。"], ["区民部"])
      form.row(cells, height: 16)
      if number == 2 {
        form.drawing.text("二つの事業に共通の", x: 144, y: y + 8)
        form.drawing.text("長い名前の事業", x: 144, y: y + 18)
      }
    }
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.count == 4)
    #expect(entries[1].title.state == .lost)
    #expect(entries[2].title.state == .lost)
    #expect(entries[1].cost.value == .whole(1234))
  }

  @Test func `gives nothing to the rows beside one without a number`() throws {
    var form = Self.form()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"]), height: 40)
    var cells = DrawnForm.entry(2, title: ["番号のない事業"])
    cells[0] = []
    form.row(cells, height: 40)
    for number in 3...6 {
      form.row(DrawnForm.entry(number, title: ["\(number)番の事業"]), height: 40)
    }
    let submission = try Self.reading(form)
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.number.value) == [1, 3, 4, 5, 6])
    #expect(!entries.contains { $0.title.text.contains("番号のない") })
    #expect(submission.unplaced.contains { $0.text.contains("番号のない") })
    #expect(entries.last?.title.text == "6番の事業")
  }

  @Test func `loses what the end of a page breaks`() throws {
    var form = Self.form()
    for number in 1...4 {
      form.row(DrawnForm.entry(number, title: ["\(number)番の事業"], url: Self.url), height: 40)
    }
    form.addPage()
    form.headingRow()
    var rest = [[String]?](repeating: [], count: 11)
    rest[3] = ["続きの説明である。"]
    form.row(rest, height: 40)
    for number in 5...8 {
      form.row(DrawnForm.entry(number, title: ["\(number)番の事業"], url: Self.url), height: 40)
    }
    let submission = try Self.reading(form)
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.number.value) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(entries[3].description.state == .lost)
    #expect(entries[3].title.text == "4番の事業")
    #expect(submission.unplaced.contains { $0.text.contains("続きの説明") })
  }

  @Test func `calls no empty cell blank that a merged one may cover`() throws {
    var form = Self.form()
    Self.addRows(to: &form)
    form.row(DrawnForm.entry(3, title: ["三つめの事業"]), height: 40)
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.last?.url.state == .lost)
  }

  @Test func `is refused where most of it is lost`() throws {
    var form = Self.form()
    // The rows follow one another like lines of one cell.
    for number in 1...6 {
      var cells = DrawnForm.entry(number, title: ["\(number)番の事業"])
      (cells[3], cells[10]) = (["訪ねて助言する。", "面接会を開く。"], ["区民部", "商工観光課"])
      form.row(cells, height: 20)
    }
    let error = try #require(throws: UnreadableInput.self) { try Self.reading(form) }
    guard case .rowsUnproven(_, let unplacedCount) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(unplacedCount >= 5)
  }

  @Test func `of which the page before has the headings keeps its words where no row is proven`()
    throws
  {
    var tables = PageTables(vocabulary: try shippedVocabulary())
    let box = PageRectangle(left: 10, top: 10, right: 20, bottom: 20)
    tables.addUnread([], [PageWord(text: "面接会", box: box)])
    let rows = try #require(tables.tables.last).rows
    #expect(rows.map { $0.cells.map(\.text) } == [["面接会"]])
  }

  @Test func `with very many words ends soon`() throws {
    let words = (0..<40_000).map { index in
      let (x, y) = (Double(index % 40) * 20, Double(index / 40) * 9)
      return PageWord(
        text: index < 40 ? DrawnForm.headings[index % 11] : "\(index / 40)",
        box: PageRectangle(left: x, top: y, right: x + 16, bottom: y + 8))
    }
    let content = PageContent(number: 1, width: 800, height: 9000, words: words)
    let clock = ContinuousClock()
    let time = clock.measure { _ = ImpliedPage(content, open: nil) }
    #expect(time < .seconds(20))
  }
}

@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext")))
struct `A PDF with a turned page` {
  private static func form(_ change: (inout DrawnForm) -> Void) -> DrawnForm {
    var form = DrawnForm()
    change(&form)
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一つめの事業"], url: ["案内ページ"]), height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"], url: ["紹介ページ"]), height: 50)
    form.close()
    return form
  }

  private static func reading(_ form: DrawnForm) throws -> Submission {
    try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
  }

  @Test(arguments: [90, 180, 270], [true, false])
  func `that is shown upright gives its fields`(rotation: Int, isRuled: Bool) throws {
    let form = Self.form { form in
      form.drawing.rotation = rotation
      form.isRuled = isRuled
    }
    let entries = try #require(try Self.reading(form).plans.first).entries
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.map(\.cost.value) == [.whole(1234), .whole(1234)])
    #expect(entries.map(\.url.text) == ["案内ページ", "紹介ページ"])
  }

  @Test(arguments: [90, 180, 270]) func `that is shown turned is refused`(rotation: Int) throws {
    let form = Self.form { form in
      form.drawing.rotation = rotation
      form.drawing.isShownTurned = true
    }
    #expect(throws: UnreadableInput.pdfPageTurned(name: "plan.pdf", page: 1)) {
      try Self.reading(form)
    }
  }
}
