import PlanModel
import TestSupport
import Testing

@testable import PlanReading

/// Rows and merged cells of ruled tables that the end of a page cuts.
@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext")))
struct `The end of a page in a PDF` {
  private static let url = ["https://www.example.lg.jp/"]

  private static func form() -> DrawnForm {
    var form = DrawnForm()
    form.text("東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）")
    form.text("（単位：千円、人）")
    return form
  }

  private static func entries(_ form: DrawnForm) throws -> [Entry] {
    let submission = try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    return try #require(submission.plans.first).entries
  }

  /// Headings of which two stand below another.
  private static func addTwoLevels(_ form: inout DrawnForm) {
    var upper: [[String]?] = DrawnForm.headings.map { [$0] }
    (upper[2], upper[3]) = (["事業"], [])
    form.row(upper, height: 20)
    var lower = [[String]?](repeating: nil, count: 11)
    (lower[2], lower[3]) = (["事業名"], ["事業内容"])
    form.row(lower, height: 20)
  }

  /// The row of one more entry, with its URL and its contact in cells merged with those above.
  private static func covered(_ number: Int) -> [[String]?] {
    var row = DrawnForm.entry(number, title: ["\(number)番の事業"])
    (row[9], row[10]) = (nil, nil)
    return row
  }

  @Test func `joins a row below headings of two levels`() throws {
    var form = Self.form()
    Self.addTwoLevels(&form)
    form.row(DrawnForm.entry(1, title: ["一つめの"]), height: 50)
    form.close()
    form.addPage()
    Self.addTwoLevels(&form)
    var lower = [[String]?](repeating: [], count: 11)
    (lower[2], lower[3]) = (["事業"], ["結果を公表する。"])
    form.row(lower, height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの事業"]), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.title.text) == ["一つめの事業", "二つめの事業"])
    #expect(entries.first?.description.text.hasSuffix("結果を公表する。") == true)
  }

  @Test func `gives a merged cell to the rows on both sides of a broken one`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: ["https://www.exam"]), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    var lower = [[String]?](repeating: [], count: 11)
    (lower[3], lower[9]) = (["結果を公表する。"], ["ple.lg.jp/"])
    form.row(lower, height: 30)
    form.row(Self.covered(3), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.number.value) == [1, 2, 3])
    #expect(entries.map(\.url.text) == [String](repeating: "https://www.example.lg.jp/", count: 3))
    #expect(entries.map(\.contact.department.text) == ["区民部", "区民部", "区民部"])
  }

  @Test func `calls no cell blank whose merged part on the page before has words`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    var first = DrawnForm.entry(3, title: ["三番の事業"])
    first[10] = []
    form.row(first, height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.url.state) == [.given, .given, .lost])
    #expect(entries.map(\.contact.department.state) == [.given, .given, .lost])
    // A section is named beside its department or not at all.
    #expect(entries.last?.contact.section.state == .lost)
  }

  @Test(arguments: [
    (["ple.lg.jp/"], FieldState.lost), (["https://www.example.com/"], FieldState.given),
  ])
  func `takes words on both sides for two cells only where they prove it`(
    below: [String], state: FieldState
  ) throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: ["https://www.exam"]), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    form.row(DrawnForm.entry(3, title: ["三番の事業"], url: below), height: 50)
    form.close()
    #expect(try Self.entries(form).map(\.url.state) == [state, state, state])
  }

  @Test func `reads a page whose only row is drawn open`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.addPage()
    // The merged cells neither begin nor end on this page.
    form.row(Self.covered(2), height: 50)
    for edge in 0..<9 {
      form.drawing.line(DrawnForm.edges[edge], form.y, DrawnForm.edges[edge + 1], form.y)
    }
    form.addPage()
    form.row(DrawnForm.entry(3, title: ["三番の事業"], url: Self.url), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.title.text) == ["一番の事業", "2番の事業", "三番の事業"])
    #expect(entries[1].url.state == .lost)
    #expect(entries[1].contact.department.state == .lost)
  }

  @Test func `takes repeated headings above the notes for no plan's`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"]), height: 50)
    form.row([["合計"], [], [], [], [], ["1,234"], ["5"], ["-"], [], [], []], height: 20)
    form.close()
    form.addPage()
    form.headingRow()
    form.close()
    form.text("（注）１．整理番号を記載すること。")
    form.text("２．事業内容を記載すること。")
    let submission = try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    #expect(submission.plans.map(\.notes.count) == [2])
  }

  @Test func `reads rows whose headings stand alone at the foot of the page before`() throws {
    var form = Self.form()
    form.headingRow()
    form.close()
    form.addPage()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.title.text) == ["一番の事業", "2番の事業"])
    #expect(entries.map(\.url.text) == Self.url + Self.url)
    #expect(entries.map(\.contact.phone.value?.digits) == ["0335465329", "0335465329"])
  }

  @Test func `keeps a whole cell beside a part without words that another end loses`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    var second = DrawnForm.entry(2, title: ["二番の事業"])
    second[10] = []
    form.row(second, height: 50)
    form.row(Self.covered(3), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    form.row(DrawnForm.entry(4, title: ["四番の事業"], url: Self.url), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.url.state) == [.given, .lost, .lost, .given])
    #expect(entries.map(\.contact.department.state) == [.given, .lost, .lost, .given])
  }

  @Test(arguments: [
    ("https://www.example.lg.jp/", FieldState.given), ("https://www.example.com/", .lost),
  ])
  func `joins an address on both sides that is where its link leads`(
    target: String, state: FieldState
  ) throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: ["https://www.exam"]), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    form.drawing.link(to: target, x: DrawnForm.edges[9] + 4, y: form.y + 20, width: 60, height: 10)
    form.row(DrawnForm.entry(3, title: ["三番の事業"], url: ["ple.lg.jp/"]), height: 50)
    form.close()
    let urls = try Self.entries(form).map(\.url)
    #expect(urls.map(\.state) == [state, state, state])
    let text = state == .given ? target : ""
    #expect(urls.map(\.text) == [text, text, text])
  }

  /// Closes the page's last row but for its URL and its contact.
  private static func closeButMerged(_ form: inout DrawnForm) {
    for edge in 0..<9 {
      form.drawing.line(DrawnForm.edges[edge], form.y, DrawnForm.edges[edge + 1], form.y)
    }
  }

  @Test(arguments: [true, false], [[String](), ["ple.lg.jp/"]])
  func `takes for one cell what no line parts`(repeatsHeadings: Bool, rest: [String]) throws {
    var form = Self.form()
    form.headingRow()
    let start = rest.isEmpty ? Self.url : ["https://www.exam"]
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: start), height: 50)
    Self.closeButMerged(&form)
    form.addPage()
    if repeatsHeadings { form.headingRow() }
    var second = Self.covered(2)
    // The headings' own line stands above the cells.
    if repeatsHeadings { (second[9], second[10]) = (rest, []) }
    form.row(second, height: 50)
    if !repeatsHeadings, let words = rest.first {
      form.drawing.text(words, x: DrawnForm.edges[9] + 4, y: form.y - 30)
    }
    form.row(DrawnForm.entry(3, title: ["三番の事業"]), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.url.text) == Self.url + Self.url + [""])
    #expect(entries.map(\.url.state) == [.given, .given, .blank])
    #expect(entries.map(\.contact.department.text) == ["区民部", "区民部", "区民部"])
  }

  @Test func `takes for one cell what is open above a page without a line at its head`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    Self.closeButMerged(&form)
    form.addPage()
    form.drawsTops = false
    form.row(Self.covered(2), height: 50)
    form.drawsTops = true
    form.row(DrawnForm.entry(3, title: ["三番の事業"]), height: 50)
    form.close()
    #expect(try Self.entries(form).map(\.url.text) == Self.url + Self.url + [""])
  }

  @Test func `takes no words across an open edge for cut off ones`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"]), height: 30)
    Self.closeButMerged(&form)
    form.drawing.text("課", x: DrawnForm.edges[10] + 4, y: form.y - 4)
    let submission = try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(!submission.issues.contains { $0.code == "words-cut-off" })
    #expect(entry.contact.department.state == .lost)
    #expect(entry.title.text == "一番の事業")
  }

  @Test func `trusts no open cell above one that the next page closes`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    Self.closeButMerged(&form)
    form.addPage()
    form.row(DrawnForm.entry(2, title: ["二番の事業"]), height: 50)
    form.close()
    #expect(try Self.entries(form).map(\.url.state) == [.given, .lost])
  }

  @Test func `loses what may be a part of a cell two pages before`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.row(Self.covered(2), height: 50)
    form.close()
    for number in 3...4 {
      form.addPage()
      form.headingRow()
      form.row(DrawnForm.entry(number, title: ["\(number)番の事業"]), height: 50)
      form.close()
    }
    #expect(try Self.entries(form).map(\.url.state) == [.given, .given, .lost, .lost])
  }

  @Test func `gives nothing from a cell whose words stand below the table as well`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    var last = DrawnForm.entry(2, title: ["二番の事業"], url: Self.url)
    last[10] = ["区民部"]
    form.row(last, height: 50)
    form.close()
    form.drawing.text("商工観光課", x: DrawnForm.edges[10] + 4, y: form.y - 4)
    let entries = try Self.entries(form)
    #expect(entries.map(\.contact.department.state) == [.given, .lost])
  }

  @Test func `gives nothing from a cell that is open below with words there`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"], url: Self.url), height: 50)
    form.row(DrawnForm.entry(2, title: ["二番の事業"], url: Self.url), height: 50)
    form.drawing.line(DrawnForm.edges[0], form.y, DrawnForm.edges[10], form.y)
    form.drawing.text("（内線2921）", x: DrawnForm.edges[10] + 4, y: form.y + 3)
    let entries = try Self.entries(form)
    #expect(entries.map(\.contact.phone.state) == [.given, .lost])
    #expect(entries.map(\.url.state) == [.given, .given])
  }

  @Test func `loses what one or two rows may be`() throws {
    var form = Self.form()
    form.headingRow()
    form.row(DrawnForm.entry(1, title: ["一番の事業"]), height: 50)
    form.row(DrawnForm.entry(2, title: ["二つめの"]), height: 50)
    form.close()
    form.addPage()
    form.headingRow()
    var lower = [[String]?](repeating: [], count: 11)
    (lower[2], lower[5]) = (["事業"], ["56"])
    form.row(lower, height: 50)
    form.row(DrawnForm.entry(3, title: ["三番の事業"]), height: 50)
    form.close()
    let entries = try Self.entries(form)
    #expect(entries.map(\.number.value) == [1, 2, 3])
    #expect(entries.map(\.title.state) == [.given, .lost, .given])
    #expect(entries.map(\.cost.state) == [.given, .lost, .given])
  }
}

/// Numbers that the narrow columns of a ruled table wrap.
@Suite(.enabled(if: ProgramRun.isInstalled("pdftotext")))
struct `A number wrapped in its cell` {
  private static func first(_ column: Int, _ lines: [String]) throws -> Entry {
    var form = DrawnForm()
    form.text("東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）")
    form.text("（単位：千円、人）")
    form.headingRow()
    var row = DrawnForm.entry(1, title: ["一番の事業"])
    row[column] = lines
    form.row(row, height: 50)
    form.close()
    let submission = try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    return try #require(submission.plans.first?.entries.first)
  }

  @Test(arguments: [["1,247,26", "1"], ["1,", "247,261"], ["1,247", ",261"]])
  func `is one where its separators are right in the whole alone`(lines: [String]) throws {
    #expect(try Self.first(5, lines).cost.value == .whole(1_247_261))
  }

  @Test(arguments: [["1,247", "261"], ["12", "34"], ["1,247,261", "5"]])
  func `is lost where it may be two`(lines: [String]) throws {
    #expect(try Self.first(5, lines).cost.state == .lost)
  }

  @Test func `is lost where two stand side by side`() throws {
    let amounts = try Self.first(6, ["19,404 2"])
    #expect(amounts.target.state == .lost)
    #expect(amounts.cost.value == .whole(1234))
  }

  @Test(
    arguments: [
      (["100", "5"], AmountReading.whole(1005)), (["10", "05"], .whole(1005)),
      // 100 people and 6 establishments, or a wrong sum.
      (["100", "6"], nil), (["1000", "5"], nil),
    ] as [([String], AmountReading?)])
  func `is a sum where it is what the entries add up to`(
    lines: [String], sum: AmountReading?
  ) throws {
    var form = DrawnForm()
    form.headingRow()
    for (number, target) in ["1000", "5"].enumerated() {
      var row = DrawnForm.entry(number + 1, title: ["\(number)番の事業"])
      row[6] = [target]
      form.row(row, height: 50)
    }
    form.row([["合計"], [], [], [], [], ["2,468"], lines, ["-"], [], [], []], height: 30)
    form.close()
    let submission = try read(
      InputBytes(name: "plan.pdf", bytes: form.drawing.bytes()), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
    guard case .stated(let sums) = submission.plans.first?.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.target.value == sum)
    #expect(sums.cost.value == .whole(2468))
    #expect(submission.unplaced.map(\.text) == (sum == nil ? [lines.joined(separator: "\n")] : []))
  }

  @Test(arguments: [["1", "0"], ["1", "2"]])
  func `is a serial number where the row has one category and one cost`(lines: [String]) throws {
    #expect(try Self.first(0, lines).number.value == Int(lines.joined()))
  }
}
