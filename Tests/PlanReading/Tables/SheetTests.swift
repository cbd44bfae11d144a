import PlanModel
import PlanReading
import Testing

/// What stands in a table, or on the sheets beside it, besides projects.
@Suite struct `Rows that are no projects` {
  private static let title = "東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）"
  private static let sums = ["合計", "", "", "", "", "3,306", "6", "-"]

  /// A plan of three entries with `rows` behind the first; the number of its entries is expected to stay.
  private func plan(_ rows: [[String]], sums: [String] = sums) throws -> Submission {
    try reading([
      table(
        [[Self.title], formHeadings, entryRow(1)] + rows + [entryRow(2), entryRow(3), sums])
    ])
  }

  private func expectThree(_ submission: Submission, _ comment: Comment? = nil) {
    #expect(submission.plans.map { $0.entries.map(\.number.value) } == [[1, 2, 3]], comment)
    if case .stated(let sums)? = submission.plans.first?.totals {
      #expect(sums.cost.value == .whole(3306), comment)
    } else {
      Issue.record("no totals")
    }
  }

  @Test(arguments: [
    "令和２年度新規事業", "備考：継続事業（令和元年度～）→11", "【一般事業】", "東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）→11",
  ])
  func `may name years and kinds between the entries`(words: String) throws {
    expectThree(try plan([[words]]), "\(words)")
  }

  @Test func `begin another plan where they name its kind`() throws {
    let submission = try reading([
      table([
        ["計画書（令和２年度）"], formHeadings, ["【モデル事業】"], entryRow(1), entryRow(2),
        ["計", "", "", "", "", "2,203"],
        ["【一般事業】"], entryRow(1), entryRow(2), ["計", "", "", "", "", "2,203"],
      ])
    ])
    #expect(submission.plans.map(\.kind) == [.model, .general])
    #expect(submission.plans.map(\.kindState) == [.given, .given])
    #expect(submission.plans.map(\.entries.count) == [2, 2])
    #expect(submission.unplaced == [])
  }

  @Test func `stand on the next page beside its number`() throws {
    let page = [[Self.title, "", "", "", "", "", "", "", "", "", "2/2"], formHeadings]
    let submission = try plan(page)
    expectThree(submission)
    #expect(submission.furniture.contains { $0.kind == .pageMark && $0.text == "2/2" })
  }

  @Test func `sum up the plan at the foot of each page`() throws {
    let submission = try plan([Self.sums, formHeadings])
    expectThree(submission)
    #expect(submission.unplaced.map(\.text) == ["合計 3,306 6 -"])
  }

  @Test(arguments: [
    ["", "", "うち委託料", "", "", "900"], ["中央区", "", "", "", "", "1,101", "1"],
    ["事業数", "", "3事業"], ["", "港区", "", "", "", "1,101", "1", "-"],
  ])
  func `sum up or part what stands beside them`(row: [String]) throws {
    let submission = try plan([row])
    expectThree(submission, "\(row)")
    #expect(submission.unplaced.map(\.text) == row.filter { !$0.isEmpty })
  }

  @Test(arguments: [
    ["4", "", "", "", "", "-", "-", "-"], ["4", "", "", "", "", "0", "0", "0"],
    ["4", "", "", "", "労働力確保事業"], ["4", "", "", "", "", "", "", "", "令和　年　月"],
  ])
  func `are prefilled rows that nobody used`(row: [String]) throws {
    let submission = try reading([
      table([[Self.title], formHeadings, entryRow(1), entryRow(2), entryRow(3), row, Self.sums])
    ])
    expectThree(submission, "\(row)")
    #expect(submission.issues.map(\.code) == ["unused-rows"])
  }

  @Test(arguments: [
    ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"],
    ["必須", "必須", "必須", "必須", "選択", "必須", "任意", "任意", "必須", "任意", "必須"],
  ])
  func `say below the headings what the columns are`(row: [String]) throws {
    let submission = try reading([
      table([[Self.title], formHeadings, row, entryRow(1), entryRow(2), entryRow(3), Self.sums])
    ])
    expectThree(submission)
    #expect(submission.unplaced == [])
  }

  @Test func `sum up municipalities below the notes`() throws {
    let submission = try reading([
      table([
        [Self.title], formHeadings, entryRow(1), entryRow(2), entryRow(3), Self.sums,
        ["（注）１．整理番号欄には、通し番号を記載すること。"], ["", "区市町村", "事業数", "", "", "事業費"],
        ["", "中央区", "2", "", "", "2,000"], ["", "港区", "1", "", "", "1,306"],
      ])
    ])
    expectThree(submission)
  }

  // MARK: Groups

  private func groups(_ rows: [[String]], without column: Int) throws -> [Entry] {
    let all = [formHeadings] + rows
    let submission = try reading([
      table(
        all.map { row in row.count == 1 ? row : row.indices.filter { $0 != column }.map { row[$0] }
        })
    ])
    return try #require(submission.plans.first).entries
  }

  @Test(arguments: ["港区", "【港区】", "■港区", "港区（２事業）", "131032　港区", "＜港区＞"])
  func `name the municipality of those below`(words: String) throws {
    let entries = try groups(
      [["中央区"], entryRow(1), [words], entryRow(2), ["東の会"], entryRow(3)], without: 1)
    #expect(entries.map(\.municipality.text) == ["中央区", "港区", ""], "\(words)")
    #expect(entries[1].municipality.value == .municipality(code: "131032"))
    #expect(entries[2].municipality.state == .lost)
  }

  @Test(arguments: ["労働力確保事業", "【処遇改善事業】", "１　労働力確保事業", "●処遇改善事業（２件）"])
  func `name the category of those below`(words: String) throws {
    let entries = try groups([[words], entryRow(1), entryRow(2)], without: 4)
    #expect(
      entries.map(\.category.value?.code)
        == Array(repeating: words.contains("処遇") ? "conditions" : "workforce", count: 2))
    #expect(entries[0].category.state == .inferred && entries[0].category.basis == .sectionRow)
  }

  // MARK: Entries over several rows

  @Test func `are lower rows of one project`() throws {
    func upper(_ number: Int, _ cost: String) -> [String] {
      entryRow(number).enumerated().map { $0.offset == 5 ? cost : $0.element + "↓2" }
    }
    let lower = ["", "", "", "", "", "2,000", "", "", "", "", ""]
    let submission = try reading([
      table([formHeadings, upper(1, "1,000"), lower, upper(2, ""), lower, entryRow(3)])
    ])
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.number.value) == [1, 2, 3])
    #expect(entries[0].cost.state == .lost && entries[1].cost.value == .whole(2000))
    #expect(submission.unplaced.map(\.text) == ["1,000", "2,000"])
    #expect(submission.issues.map(\.code) == ["split-row"])
  }

  @Test func `leave an amount in two units to nobody's guess`() throws {
    let names = formHeadings.map { $0 + "↓2" }
    let upper = Array(names[..<6]) + ["目標→2", ""] + Array(names[7...])
    let lower = [String](repeating: "", count: 6) + ["人", "事業所", "", "", "", ""]
    func row(_ number: Int) -> [String] {
      let row = entryRow(number)
      return Array(row[..<6]) + ["5", "2"] + Array(row[7...])
    }
    let submission = try reading([table([upper, lower, row(1), row(2)])])
    let entries = try #require(submission.plans.first).entries
    #expect(entries.map(\.number.value) == [1, 2])
    #expect(entries.map(\.target.state) == [.lost, .lost])
    #expect(submission.unplaced.map(\.text) == ["5", "2", "5", "2"])
  }
}

@Suite struct `Headings that leave a column to nobody's guess` {
  private func entries(_ upper: [String], _ lower: [String], _ row: [String]) throws -> [Entry] {
    let submission = try reading([table([upper, lower, row, row])])
    return try #require(submission.plans.first).entries
  }

  @Test func `stand one above the other`() throws {
    let upper = formHeadings.enumerated().map { $0.offset == 3 ? "事業名" : $0.element + "↓2" }
    let lower = formHeadings.enumerated().map { $0.offset == 3 ? "事業内容" : "" }
    func without(_ row: [String]) -> [String] { Array(row[..<2]) + Array(row[3...]) }
    let entries = try entries(without(upper), without(lower), without(entryRow(1)))
    #expect(entries.map(\.title.state) == [.lost, .lost])
    #expect(entries.map(\.description.state) == [.lost, .lost])
  }

  @Test func `stand above one that the form lets be blank`() throws {
    let upper = formHeadings.enumerated().map { $0.offset == 10 ? "問合せ先" : $0.element + "↓2" }
    let lower = formHeadings.enumerated().map { $0.offset == 10 ? "URL" : "" }
    func without(_ row: [String]) -> [String] { Array(row[..<9]) + Array(row[10...]) }
    let entries = try entries(without(upper), without(lower), without(entryRow(1)))
    #expect(entries.map(\.url.state) == [.lost, .lost])
    #expect(entries.map(\.contact.department.state) == [.lost, .lost])
    #expect(entries.map(\.contact.section.state) == [.lost, .lost])
  }

  /// The entries of a form with a column for each category, in which `cells` stand.
  private func categories(_ cells: [String], grouped: Bool) throws -> [Field<CategoryReading>] {
    let names = ["労働力確保", "処遇改善"]
    let row = Array(entryRow(1)[..<4]) + cells + Array(entryRow(1)[5...])
    if !grouped {
      let headings = Array(formHeadings[..<4]) + names + Array(formHeadings[5...])
      return try entries(headings, row, row).dropLast().map(\.category)
    }
    let upper = Array(formHeadings[..<4]).map { $0 + "↓2" } + ["事業区分→2", ""]
    let lower = ["", "", "", ""] + names
    return try entries(
      upper + formHeadings[5...].map { $0 + "↓2" }, lower + Array(repeating: "", count: 6), row
    ).map(\.category)
  }

  @Test(arguments: [true, false])
  func `part the categories, of which a mark chooses one`(grouped: Bool) throws {
    let first = try categories(["○", ""], grouped: grouped)
    #expect(first.map { $0.value?.code } == ["workforce", "workforce"])
    #expect(first.map(\.text) == ["労働力確保", "労働力確保"] && first[0].state == .given)
    let second = try categories(["-", "レ"], grouped: grouped)
    #expect(second.map { $0.value?.code } == ["conditions", "conditions"])
    for cells in [["○", "○"], ["一部", ""], ["○", "一部"]] {
      #expect(
        try categories(cells, grouped: grouped).map(\.state) == [.lost, .lost], "\(cells)")
    }
    #expect(try categories(["", ""], grouped: grouped).map(\.state) == [.blank, .blank])
  }
}

@Suite struct `Sheets beside a plan` {
  private static let plan = table(
    [
      ["東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）"], ["（単位：千円）"], formHeadings, entryRow(1), entryRow(2),
      ["合計", "", "", "", "", "2,203", "3", "-"],
    ], name: "計画書")

  @Test(
    arguments: [
      ("記入例", [formHeadings, entryRow(1)]),
      ("集計", [["区市町村", "事業費", "目標", "参考"], ["中央区", "2,203", "3", "-"]]),
      ("リスト", [["区市町村", "事業区分", "事業開始月"], ["中央区", "労働力確保事業", "令和２年４月"]]),
      ("コード", [["番号", "区市町村", "団体コード"], ["1", "中央区", "131024"]]),
      ("積算", [["番号", "事業名", "経費"], ["1", "講師の謝金", "300"]]),
    ] as [(String, [[String]])])
  func `are no plans`(name: String, rows: [[String]]) throws {
    for order in [0, 1] {
      let other = table(rows, name: name)
      let submission = try reading(order == 0 ? [Self.plan, other] : [other, Self.plan])
      #expect(submission.plans.map(\.entries.count) == [2], "\(name)")
      #expect(submission.issues.map(\.code) == ["other-table"])
      #expect(submission.unplaced == [])
    }
  }

  @Test func `do not name its year`() throws {
    for words in ["令和元年度産労雇就第123号", "令和元年度の計画の提出について（照会）", "記入要領（令和元年度改正）"] {
      let cover = table([[words]], name: "表紙")
      let submission = try reading([cover, Self.plan])
      #expect(submission.plans.map(\.fiscalYear) == [2020])
      #expect(submission.unplaced.map(\.text) == [words])
    }
  }

  @Test func `title it where it has no title`() throws {
    let cover = table([["一般事業計画書（令和３年度）"]], name: "表紙")
    let bare = table([formHeadings, entryRow(1), entryRow(2)], name: "表")
    let submission = try reading([cover, bare])
    #expect(submission.plans.map(\.fiscalYear) == [2021])
    #expect(submission.plans.first?.heading.text == "一般事業計画書（令和３年度）")
  }

  @Test func `are two where they stand side by side`() throws {
    func beside(_ left: [String], _ right: [String]) -> [String] {
      left + Array(repeating: "", count: 12 - left.count) + right
    }
    let submission = try reading([
      table([
        beside(["一般事業計画書（令和２年度）"], ["モデル事業計画書（令和２年度）"]), beside(formHeadings, formHeadings),
        beside(entryRow(1), entryRow(1, [2: "見守り人材育成事業"])), beside(entryRow(2), []),
        beside(
          ["合計", "", "", "", "", "2,203", "3", "-"], ["合計", "", "", "", "", "1,101", "1", "-"]),
      ])
    ])
    #expect(submission.plans.map(\.kind) == [.general, .model])
    #expect(submission.plans.map(\.entries.count) == [2, 1])
    #expect(submission.plans[1].entries[0].title.text == "見守り人材育成事業")
    #expect(submission.plans[0].entries[0].contact.section.text == "商工観光課")
    #expect(submission.issues == [] && submission.unplaced == [])
  }

  @Test func `go on at the right of themselves`() throws {
    let right = formHeadings
    let submission = try reading([
      table([
        formHeadings + [""] + right, entryRow(1) + [""] + entryRow(3),
        entryRow(2) + [""] + entryRow(4),
      ])
    ])
    #expect(submission.plans.map { $0.entries.map(\.number.value) } == [[1, 2, 3, 4]])
  }

  @Test func `do not hide that the units differ`() throws {
    var headings = formHeadings
    headings[5] = "事業費（円）"
    let submission = try reading([table([["（単位：千円、人）"], headings, entryRow(1), entryRow(2)])])
    #expect(submission.plans.first?.unit.state == .lost)
    #expect(submission.issues.map(\.code) == ["units-differ"])
  }
}
