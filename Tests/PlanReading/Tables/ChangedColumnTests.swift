import PlanModel
import PlanReading
import Testing

/// Columns that offices add to the form, split or word by years.
@Suite struct `Columns that offices change` {
  private static let heading = ["東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）"]

  /// The form with `headings` in the place of the cost, and `cells` below them.
  private func costs(
    _ headings: [[String]], _ cells: [String], above: [String] = heading, fiscalYear: Int? = nil
  ) throws -> (submission: Submission, costs: [Field<AmountReading>]) {
    func spliced(_ row: [String], _ words: [String]) -> [String] {
      Array(row[..<5]) + words + Array(row[6...])
    }
    let empty = [String](repeating: "", count: 11)
    var rows = [above].filter { !$0.isEmpty }
    let names = headings.count > 1 ? formHeadings.map { $0 + "↓2" } : formHeadings
    for (index, words) in headings.enumerated() {
      rows.append(spliced(index == 0 ? names : empty, words))
    }
    rows += [spliced(entryRow(1), cells), spliced(entryRow(2), cells)]
    let submission = try reading([table(rows)], fiscalYear: fiscalYear)
    return (submission, try #require(submission.plans.first).entries.map(\.cost))
  }

  @Test(arguments: [
    ([["前年度事業費", "今年度事業費"]], 1), ([["本年度事業費", "昨年度事業費"]], 0),
    ([["令和元年度事業費", "令和２年度事業費"]], 1), ([["R3年度予算額", "R2年度予算額"]], 1),
    ([["事業費（令和元年度）", "事業費（令和2年度）"]], 1), ([["2019年度事業費", "事業費"]], 1),
    ([["事業費→2", ""], ["前年度", "今年度"]], 1), ([["事業費→2", ""], ["令和元年度", "令和２年度"]], 1),
    ([["総事業費", "事業費"]], 1), ([["事業費→2", ""], ["うち補助金", "総額"]], 1),
    ([["事業費→2", ""], ["補助金", "計"]], 1), ([["事業費→2", ""], ["変更前", "変更後"]], 1),
    ([["変更前事業費", "変更後事業費"]], 1), ([["事業費（変更後）", "事業費（変更前）"]], 0),
    ([["事業費→2", ""], ["当初", "変更後"]], 1),
  ])
  func `are read by the plan's year and the form's words`(
    headings: [[String]], expected: Int
  ) throws {
    let (submission, costs) = try costs(headings, ["1,000", "2,000"])
    #expect(costs.map(\.value) == [.whole(1000 * (expected + 1)), .whole(1000 * (expected + 1))])
    #expect(
      submission.unplaced.map(\.text) == Array(repeating: ["2,000", "1,000"][expected], count: 2))
    #expect(Set(submission.unplaced.map(\.heading)).count == 1)
    #expect(submission.issues == [])
  }

  @Test func `of two years are lost where nothing tells the plan's`() throws {
    let rows = [["令和元年度", "令和２年度"], ["令和2年度事業費", "令和3年度事業費"]]
    for headings in [[["事業費→2", ""], rows[0]], [rows[1]]] {
      let (submission, costs) = try costs(headings, ["1,000", "2,000"], above: [])
      #expect(costs.map(\.state) == [.lost, .lost])
      #expect(submission.unplaced.map(\.text) == ["1,000", "2,000", "1,000", "2,000"])
      let told = try self.costs(headings, ["1,000", "2,000"], above: [], fiscalYear: 2020).costs
      #expect(told[0].value == .whole(headings.count > 1 ? 2000 : 1000))
    }
  }

  @Test func `are the visible ones of two alike`() throws {
    let rows = [
      Self.heading, formHeadings.map { $0 == "事業費" ? "事業費" : $0 } + ["事業費"],
      entryRow(1) + ["2,000"], entryRow(2) + ["2,000"],
    ]
    var visible = table(rows)
    let first = try reading([visible])
    #expect(first.plans[0].entries.map(\.cost.text) == ["1,101", "1,102"])
    #expect(first.issues.map(\.code) == ["repeated-column"])
    visible.hiddenColumns = [6...6]
    let second = try reading([visible])
    #expect(second.plans[0].entries.map(\.cost.text) == ["2,000", "2,000"])
    #expect(second.unplaced.map(\.text) == ["1,101", "1,102"])
    #expect(second.unplaced.map(\.heading) == ["事業費", "事業費"] && second.issues == [])
    visible.hiddenColumns = [6...6, 12...12]
    #expect(try reading([visible]).plans[0].entries.map(\.cost.text) == ["1,101", "1,102"])
  }

  @Test(arguments: ["目標（参考）", "目標(参考)", "参考（目標）"])
  func `are lost where one heading names two`(heading: String) throws {
    let names = Array(formHeadings[..<6]) + [heading] + formHeadings[8...]
    let rows = [entryRow(1), entryRow(2)].map { Array($0[..<7]) + $0[8...] }
    let plan = try #require(try reading([table([names] + rows)]).plans.first)
    #expect(plan.entries.map(\.target.state) == [.lost, .lost])
    #expect(plan.entries.map(\.reference.state) == [.lost, .lost])
    #expect(plan.entries.map(\.cost.value) == [.whole(1101), .whole(1102)])
  }

  @Test(arguments: ["568.0", "568.00", "568"])
  func `of whole numbers lose the fraction of nothing`(text: String) throws {
    let heading = formHeadings.joined(separator: ",")
    let row = entryRow(1, [5: text, 10: "区民部"]).joined(separator: ",")
    let entry = try #require(try readingCSV(heading + "\n" + row + "\n").plans.first?.entries.first)
    #expect(entry.cost.value == .whole(568) && entry.cost.text == "568")
    let typed = try #require(
      try reading([table([formHeadings, entryRow(1, [5: "568.0"])])]).plans.first?.entries.first)
    #expect(typed.cost.value == nil && typed.cost.text == "568.0")
  }

  @Test func `of one other year are lost`() throws {
    let (_, costs) = try costs([["前年度事業費"]], ["1,000"])
    #expect(costs.map(\.state) == [.lost, .lost])
  }

  @Test func `of one named year are the plan's where nothing says otherwise`() throws {
    let (_, costs) = try costs([["令和2年度事業費"]], ["1,000"], above: [])
    #expect(costs.map(\.value) == [.whole(1000), .whole(1000)])
  }

  @Test func `keep the heading of what is none of the form's`() throws {
    let submission = try reading([
      table([
        formHeadings + ["備考", ""], entryRow(1) + ["継続", "x"],
        entryRow(2) + ["新規", ""], ["合計", "", "", "", "", "2,203", "3", "-", "", "", "", "計"],
      ])
    ])
    #expect(submission.unplaced.map(\.text) == ["継続", "x", "新規", "計"])
    #expect(submission.unplaced.map(\.heading) == ["備考", nil, "備考", "備考"])
  }

  // MARK: Starts

  private func starts(_ headings: [[String]], _ cells: [String]...) throws -> [String?] {
    var rows = headings
    for (index, words) in cells.enumerated() {
      let row = entryRow(index + 1)
      rows.append(Array(row[..<8]) + words + Array(row[9...]))
    }
    let submission = try reading([table(rows)])
    #expect(submission.unplaced == [])
    return try #require(submission.plans.first).entries.map { $0.start.value?.yearMonth?.iso }
  }

  @Test func `may part the month in two`() throws {
    let names = formHeadings.map { $0 + "↓2" }
    let upper = Array(names[..<8]) + ["事業開始（予定）月→2", ""] + Array(names[9...])
    let lower = [String](repeating: "", count: 8) + ["年", "月", "", ""]
    #expect(
      try starts([upper, lower], ["令和2年", "9月"], ["令和２", "１０"], ["令和元年", "5月"])
        == ["2020-09", "2020-10", "2019-05"])
  }

  private func start(_ text: String, date: (year: Int, month: Int)?) throws -> Entry {
    var tables = [table([formHeadings, entryRow(1, [8: text]), entryRow(2)])]
    tables[0].rows[1].cells[8].date = date.map {
      StartMonth(
        yearMonth: YearMonth(year: $0.year, month: $0.month), era: nil, eraYear: nil,
        month: $0.month, day: nil)
    }
    return try #require(try reading(tables).plans.first?.entries.first)
  }

  @Test(arguments: ["4月", "1-Apr", "4月1日"])
  func `may show less of a date than the cell holds`(text: String) throws {
    let field = try start(text, date: (2020, 4)).start
    #expect(field.text == text && field.value?.yearMonth?.iso == "2020-04")
    #expect(field.state == .inferred && field.basis == .cellDate)
    #expect(field.writtenOut.text == "2020年4月")
    #expect(try start(text, date: nil).start.value == nil)
  }

  @Test func `hold what they show where it can be read`() throws {
    let field = try start("令和２年５月", date: (2020, 4)).start
    #expect(field.value?.yearMonth?.iso == "2020-05" && field.state == .given)
  }

  // MARK: Contacts

  private func contact(_ headings: [String], _ cells: [String]) throws -> (Contact, [String]) {
    let rows = [entryRow(1), entryRow(2)].map { Array($0[..<10]) + cells }
    let submission = try reading([table([Array(formHeadings[..<10]) + headings] + rows)])
    let entry = try #require(submission.plans.first?.entries.first)
    return (entry.contact, submission.unplaced.prefix(submission.unplaced.count / 2).map(\.text))
  }

  @Test(arguments: [
    (["部署名", "連絡先"], ["区民部商工観光課", "03-3546-5321"]),
    (["部署名", "連絡先"], ["区民部\n商工観光課", "03-3546-5321"]),
    (["部署名", "課名", "連絡先"], ["区民部", "商工観光課", "03-3546-5321"]),
    (["担当部", "担当課", "電話番号", "担当者"], ["区民部", "商工観光課", "03-3546-5321", "鈴木"]),
    (["問合せ先"], ["区民部/商工観光課/03-3546-5321"]), (["問合せ先"], ["区民部／商工観光課／03-3546-5321"]),
    (["担当課", "問合せ先"], ["企画課", "区民部\n商工観光課\n03-3546-5321"]),
    (["部署名", "問合せ先"], ["区民部", "商工観光課\n03-3546-5321"]),
  ])
  func `may part the contact`(headings: [String], cells: [String]) throws {
    let (contact, rest) = try contact(headings, cells)
    let parts = [contact.department.text + contact.section.text, contact.phone.text]
    #expect(parts == ["区民部商工観光課", "03-3546-5321"], "\(headings) \(contact)")
    #expect(rest == cells.filter { ["鈴木", "企画課"].contains($0) })
  }
}

@Suite struct `Rows that offices change` {
  @Test(arguments: ["例", "（例）", "記入例", "見本"])
  func `show how to fill one`(label: String) throws {
    let sample = entryRow(1, [0: label, 1: "〇〇市", 5: "1,000"])
    let submission = try reading([table([formHeadings, sample, entryRow(1), entryRow(2)])])
    #expect(submission.plans.first?.entries.compactMap(\.number.value) == [1, 2])
    #expect(submission.issues.map(\.code) == ["sample-row"])
    #expect(submission.unplaced == [])
    // Further down it is an entry with a wrong number.
    let below = try reading([table([formHeadings, entryRow(1), sample])])
    #expect(below.plans.first?.entries.count == 2)
  }

  @Test(arguments: [
    ["自動", "選択", "30字以内", "200字以内", "選択", "千円単位", "数値", "数値", "例：R2.4", "https://～", "部・課・電話"],
    ["", "プルダウン", "", "具体的に記入", "選択してください", "", "", "", "", "", ""],
  ])
  func `tell how to fill the columns`(hints: [String]) throws {
    let submission = try reading([table([formHeadings, hints, entryRow(1), entryRow(2)])])
    #expect(submission.plans.first?.entries.compactMap(\.number.value) == [1, 2])
    #expect(submission.issues.map(\.code) == ["sample-row"] && submission.unplaced == [])
    // A number makes it an entry.
    var numbered = hints
    numbered[0] = "1"
    let entries = try reading([table([formHeadings, numbered, entryRow(2)])]).plans.first?.entries
    #expect(entries?.count == 2)
  }

  private func cost(_ totals: Totals?) -> AmountReading? {
    if case .stated(let stated) = totals { stated.cost.value } else { nil }
  }

  @Test func `hold the totals above the headings`() throws {
    let sums = ["合　計", "", "", "", "", "2,203", "3", "-", "", "", ""]
    let title = ["東京都地域人材確保総合支援事業（一般事業）計画書（令和２年度）"]
    let submission = try reading([
      table([title, ["（単位：千円）"], sums, formHeadings, entryRow(1), entryRow(2)])
    ])
    let plan = try #require(submission.plans.first)
    #expect(cost(plan.totals) == .whole(2203))
    #expect(plan.entries.count == 2 && submission.unplaced == [] && submission.issues == [])
    // Words that group the columns are no sums.
    let groups = ["", "", "", "", "", "計", "人数", "人数", "", "", ""]
    let grouped = try reading([table([title, groups, formHeadings, entryRow(1), entryRow(2)])])
    #expect(cost(grouped.plans.first?.totals) == nil)
  }

  @Test(arguments: ["次頁に続く", "（次ページへ続く）", "前頁より", "以下余白", "→次頁へ"])
  func `say that the table goes on`(words: String) throws {
    for column in [0, 3, 10] {
      var row = [String](repeating: "", count: 11)
      row[column] = words
      let submission = try reading([
        table([formHeadings, entryRow(1), row, formHeadings, entryRow(2)])
      ])
      let plan = try #require(submission.plans.first)
      #expect(plan.entries.map(\.contact.section.text) == ["商工観光課", "商工観光課"])
      #expect(plan.entries.map(\.description.text) == ["若者の就労を1回支援する。", "若者の就労を2回支援する。"])
      #expect(submission.unplaced == [] && submission.plans.count == 1, "\(words) \(column)")
    }
  }

  @Test func `name a second contact, which is left`() throws {
    let second = [String](repeating: "", count: 10) + ["福祉部\n高齢課\n03-3546-9999"]
    let whole = "区民部\n商工観光課\n03-3546-5321\n福祉部\n高齢課\n03-3546-9999"
    for rows in [
      [entryRow(1), second, entryRow(2)], [entryRow(1, [10: whole]), entryRow(2)],
    ] {
      let submission = try reading([table([formHeadings] + rows)])
      let contact = try #require(submission.plans.first?.entries.first).contact
      #expect(contact.section.text == "商工観光課" && contact.phone.text == "03-3546-5321")
      #expect(
        submission.unplaced.map(\.text).joined(separator: "\n") == "福祉部\n高齢課\n03-3546-9999")
    }
  }

  @Test(arguments: ["〃", "同上"])
  func `repeat the municipality above by a mark`(mark: String) throws {
    let submission = try reading([
      table([formHeadings, entryRow(1), entryRow(2, [1: mark]), entryRow(3, [1: mark])])
    ])
    let names = try #require(submission.plans.first).entries.map(\.municipality)
    #expect(names.map(\.value) == Array(repeating: .municipality(code: "131024"), count: 3))
    #expect(names[1].text == mark && names[1].state == .inferred && names[1].basis == .rowAbove)
    let first = try reading([table([formHeadings, entryRow(1, [1: mark]), entryRow(2)])])
    #expect(first.plans.first?.entries.first?.municipality.value == nil)
  }

  @Test(arguments: ["①労働力確保事業", "1.労働力確保事業", "（１）労働力確保事業"])
  func `number the categories`(words: String) throws {
    let submission = try reading([table([formHeadings, entryRow(1, [4: words]), entryRow(2)])])
    let field = try #require(submission.plans.first?.entries.first?.category)
    #expect(field.text == words && field.value?.code == "workforce")
  }

  @Test func `hold fractions that they do not show`() throws {
    var tables = [table([formHeadings, entryRow(1), entryRow(2), entryRow(3)])]
    for (row, number) in [(1, "1100.5"), (2, "1102"), (3, "1103.00000000001")] {
      tables[0].rows[row].cells[5].number = number
    }
    let submission = try reading(tables)
    #expect(submission.issues.map(\.code) == ["rounded-amount"])
    #expect(submission.issues.first?.place.row == 2)
  }

  private func totals(_ label: String, _ cost: String = "2,203") throws -> Totals? {
    let row = [label, "", "", "", "", cost, "3", "-"]
    var tables = [
      table([
        ["地域人材確保総合支援事業計画書（一般事業）令和２年度"], formHeadings, entryRow(1), entryRow(2), row,
      ])
    ]
    if cost != "2,203" { tables[0].rows[4].cells[5].number = "2203" }
    return try reading(tables).plans.first?.totals
  }

  @Test func `sum up by years`() throws {
    for label in ["令和２年度合計", "今年度　合計", "合計（令和2年度）"] {
      guard case .stated(let sums)? = try totals(label) else {
        Issue.record("\(label) is no sum")
        continue
      }
      #expect(sums.cost.value == .whole(2203))
    }
    for label in ["令和元年度合計", "前年度合計"] { #expect(try totals(label) == nil, "\(label)") }
  }

  @Test(arguments: ["計 2,203", "合計2,203"])
  func `label sums by number formats`(text: String) throws {
    guard case .stated(let sums)? = try totals("合計", text) else {
      Issue.record("no sums")
      return
    }
    #expect(sums.cost.value == .whole(2203))
  }

  @Test func `state the unit as a remark`() throws {
    let submission = try reading([
      table([["※金額の単位は千円"], formHeadings, entryRow(1), entryRow(2)])
    ])
    #expect(submission.plans.first?.unit.value == 1000)
  }
}
