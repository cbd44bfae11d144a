import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite struct `Headings of columns` {
  private static let rows = [entryRow(1), entryRow(2, [4: "処遇改善事業", 6: "-", 7: "12"])]

  private func expectUsual(_ headings: [[String]], _ comment: Comment? = nil) throws {
    let submission = try reading([table(headings + Self.rows)])
    let usual = try reading([table([formHeadings] + Self.rows)])
    #expect(submission.plans.map(outline) == usual.plans.map(outline), comment)
    #expect(submission.plans.first?.entries.count == 2)
    #expect(submission.unplaced == [])
  }

  @Test(arguments: [
    [
      "整 理 番 号", "区 市 町 村", "事　業　名", "事\n業\n内\n容", "事業\n区分", "事業費\n（千円）", "目標(人)", "参考(人)",
      "事業開始(予定)月", "ＵＲＬ", "問い合わせ先",
    ],
    [
      "整理番号", "区市町村名", "事業名称", "事業概要", "区分", "事業費(単位:千円)", "【目標】", "（参考）", "事業開始\n（予定）月", "ホームページ",
      "連絡先",
    ],
    ["No.", "市区町村", "事業名", "内容", "事業区分", "予算額", "目標※1", "参考（注４）", "開始月", "HPアドレス", "お問い合わせ先"],
    ["№", "自治体名", "件名", "事業内容※", "種別", "金額", "目標人数", "参考値", "契約締結（予定）月", "ｕｒｌ", "担当部署・電話番号"],
  ])
  func `are known in many wordings`(headings: [String]) throws {
    try expectUsual([headings], "\(headings)")
  }

  @Test func `may go over two rows with merged cells`() throws {
    try expectUsual([
      [
        "整理番号↓2", "区市町村↓2", "事業→3", "", "", "金額", "人数→2", "", "事業開始（予定）月↓2", "URL↓2", "問合せ先↓2",
      ],
      ["", "", "事業名", "事業内容", "事業区分", "事業費（千円）", "目標", "参考", "", "", ""],
    ])
  }

  @Test func `may be cut over two rows without merging`() throws {
    try expectUsual([
      ["整理", "区市", "事業", "事業", "事業", "事業", "", "", "事業開始", "", "問合"],
      ["番号", "町村", "名", "内容", "区分", "費", "目標", "参考", "（予定）月", "URL", "せ先"],
    ])
  }

  @Test func `may have units in a row below them`() throws {
    try expectUsual([
      formHeadings, ["", "", "", "", "", "（千円）", "（人）", "（人）", "", "", ""],
    ])
  }

  @Test func `may end in the row of units`() throws {
    var headings = formHeadings
    headings[8] = "事業開始"
    try expectUsual([headings, ["", "", "", "", "", "（千円）", "（人）", "（人）", "（予定）月", "", ""]])
  }

  @Test(arguments: [
    ["①", "②", "③", "④", "⑤"], ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"],
  ])
  func `may be numbered`(numbers: [String]) throws {
    try expectUsual([formHeadings, numbers])
  }

  @Test func `may part the contact over columns`() throws {
    let top = Array(formHeadings.dropLast()) + ["問合せ先→3", "", ""]
    let below = [String](repeating: "", count: 10) + ["部署", "課", "電話"]
    let rows = Self.rows.map { Array($0.dropLast()) + ["区民部", "商工観光課", "03-3546-5329"] }
    let plan = try #require(try reading([table([top, below] + rows)]).plans.first)
    #expect(plan.entries.map(\.contact.department.text) == ["区民部", "区民部"])
    #expect(plan.entries.map(\.contact.section.text) == ["商工観光課", "商工観光課"])
    #expect(plan.entries.map(\.contact.phone.value?.digits) == ["0335465329", "0335465329"])
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `may stand in any order`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let order = formHeadings.indices.shuffled(using: &generator)
    let permuted = ([formHeadings] + Self.rows).map { row in order.map { row[$0] } }
    let usual = try reading([table([formHeadings] + Self.rows)])
    let submission = try reading([table(permuted)])
    #expect(submission.plans.map(outline) == usual.plans.map(outline), "seed \(seed)")
  }

  @Test func `of further columns leave their cells unplaced`() throws {
    let headings = formHeadings + ["備考"]
    let rows = [entryRow(1) + ["継続事業"], entryRow(2) + [""]]
    let submission = try reading([table([headings] + rows)])
    #expect(submission.unplaced.map(\.text) == ["継続事業"])
    #expect(submission.unplaced.first?.place.column == 12)
    #expect(submission.plans.first?.entries.count == 2)
  }

  @Test func `that name a column twice are said, and the first is read`() throws {
    let headings = formHeadings + ["事業費"]
    let submission = try reading([table([headings, entryRow(1) + ["999"]])])
    #expect(submission.issues.map(\.code) == ["repeated-column"])
    #expect(submission.plans.first?.entries.first?.cost.value == .whole(1101))
    #expect(submission.unplaced.map(\.text) == ["999"])
  }

  @Test(
    arguments: [
      ("事業費", "総事業費", "999"), ("整理番号", "通し番号", "101"), ("区市町村", "実施団体", "商工会議所"),
      ("事業区分", "区分", "新規"),
      ("事業開始（予定）月", "契約年月", "令和元年５月"), ("URL", "参考URL", "https://a.jp/"),
    ])
  func `of the form beat those like them that stand before`(own: String, like: String, cell: String)
    throws
  {
    let index = try #require(formHeadings.firstIndex(of: own))
    func before(_ row: [String], _ text: String) -> [String] {
      row[..<index] + [text] + row[index...]
    }
    let submission = try reading([
      table([before(formHeadings, like), before(entryRow(1), cell), before(entryRow(2), cell)])
    ])
    let usual = try reading([table([formHeadings, entryRow(1), entryRow(2)])])
    #expect(submission.plans.map(outline) == usual.plans.map(outline))
    #expect(submission.unplaced.map(\.text) == [cell, cell])
  }

  @Test func `merged down beside one that has a word below it are above the entries`() throws {
    let index = try #require(formHeadings.firstIndex(of: "事業費"))
    let upper = formHeadings.map { $0 == "事業費" ? $0 : $0 + "↓2" }
    let lower = Array(repeating: "", count: index) + ["金額"]
    let submission = try reading([table([upper, lower, entryRow(1)])])
    let usual = try reading([table([formHeadings, entryRow(1)])])
    #expect(submission.plans.first?.entries.map(\.number.value) == [1])
    #expect(submission.plans.first?.entries.first?.cost.value == .whole(1101))
    #expect(submission.unplaced == usual.unplaced)
  }

  @Test func `of a person behind the contact are a further column's`() throws {
    let submission = try reading([
      table([formHeadings + ["担当者"], entryRow(1) + ["鈴木"], entryRow(2) + ["田中"]])
    ])
    let usual = try reading([table([formHeadings, entryRow(1), entryRow(2)])])
    #expect(submission.plans.map(outline) == usual.plans.map(outline))
    #expect(submission.unplaced.map(\.text) == ["鈴木", "田中"])
  }

  @Test func `that are missing are told from the form's order where all cells fit it`() throws {
    let submission = try reading([table(Self.rows)])
    let usual = try reading([table([formHeadings] + Self.rows)])
    #expect(submission.plans.map(outline) == usual.plans.map(outline))
    #expect(submission.issues.map(\.code) == ["no-column-headings"])
  }

  @Test func `that are missing from columns in another order are asked for`() throws {
    let turned = Self.rows.map { Array($0.reversed()) }
    #expect(throws: UnreadableInput.noColumnHeadings(name: "plan")) {
      try reading([table(turned)])
    }
  }

  @Test func `repeated on a further page go on with the plan`() throws {
    let pages = [
      table([["令和２年度計画書（一般事業）"], formHeadings, entryRow(1), entryRow(2)]),
      table([["令和２年度計画書（一般事業）"], formHeadings, entryRow(3)]),
      table([formHeadings, entryRow(4), ["合計", "", "", "", "", "4,410", "10", "-"]]),
    ]
    let submission = try reading(pages, format: .pdf)
    #expect(submission.plans.count == 1)
    #expect(submission.plans.first?.entries.compactMap(\.number.value) == [1, 2, 3, 4])
    #expect(submission.furniture.count { $0.kind == .columnHeading } == 33)
  }

  @Test func `in the middle of a sheet begin another plan`() throws {
    let submission = try reading([
      table([
        ["令和２年度　一般事業計画書"], formHeadings, entryRow(1), ["合計", "", "", "", "", "1,101", "1", "-"], [],
        ["令和２年度　モデル事業計画書"], formHeadings, entryRow(1), ["合計", "", "", "", "", "1,101", "1", "-"],
      ])
    ])
    #expect(submission.plans.map(\.id) == ["general", "model"])
    #expect(submission.plans.map(\.fiscalYear) == [2020, 2020])
  }

  @Test func `of sheets begin a plan each, and the sheet's name tells its kind`() throws {
    let submission = try reading([
      table([formHeadings, entryRow(1)], name: "一般事業"),
      table([formHeadings, entryRow(1)], name: "モデル事業"),
    ])
    #expect(submission.plans.map(\.id) == ["general", "model"])
    #expect(submission.plans.map(\.kindState) == [.inferred, .inferred])
    #expect(submission.plans.map(\.basis) == [.entryMonths, .entryMonths])
  }

  @Test func `a table of other things has no plan`() throws {
    #expect(throws: UnreadableInput.noPlanFound(name: "plan")) {
      try reading([table([["品名", "数量", "金額"], ["りんご", "3", "300"]])])
    }
  }
}
