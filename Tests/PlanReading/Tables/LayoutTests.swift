import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite struct `Layouts of tables` {
  @Test func `a merged title belongs to all its rows`() throws {
    let plan = try #require(
      try reading([
        table([
          formHeadings, entryRow(1, [1: "墨田区↓2", 2: "人材発掘事業↓2"]), entryRow(2, [1: "", 2: ""]),
          entryRow(3),
        ])
      ]).plans.first)
    #expect(plan.entries.map(\.title.text).prefix(2) == ["人材発掘事業", "人材発掘事業"])
    #expect(plan.entries.map(\.municipality.text) == ["墨田区", "墨田区", "中央区"])
    #expect(plan.entries.map(\.title.state) == [.given, .given, .given])
    #expect(plan.entries[1].title.place == plan.entries[0].title.place)
  }

  @Test func `one amount for two rows is not doubled`() throws {
    let submission = try reading([
      table([formHeadings, entryRow(1, [5: "5,000↓2"]), entryRow(2, [5: ""])])
    ])
    let plan = try #require(submission.plans.first)
    #expect(plan.entries[0].cost.value == .whole(5000))
    #expect(plan.entries[1].cost.state == .lost)
    #expect(submission.issues.map(\.code) == ["merged-amount"])
  }

  @Test func `an entry may take three rows`() throws {
    let long = entryRow(1).enumerated().map { $0.offset < 10 ? $0.element + "↓3" : "区民部" }
    let empty = [String](repeating: "", count: 10)
    let submission = try reading([
      table([formHeadings, long, empty + ["商工観光課"], empty + ["03-3546-5329"], entryRow(2)])
    ])
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.count == 2)
    #expect(plan.entries[0].contact.department.text == "区民部")
    #expect(plan.entries[0].contact.section.text == "商工観光課")
    #expect(plan.entries[0].contact.phone.value?.digits == "0335465329")
    #expect(submission.issues == [])
  }

  @Test func `a row with only more of the description goes on with the entry above`() throws {
    let more = ["", "", "", "続きを記す。", "", "", "", "", "", "", ""]
    let submission = try reading([table([formHeadings, entryRow(1), more, entryRow(2)])])
    #expect(submission.plans.first?.entries.count == 2)
    #expect(
      submission.plans.first?.entries.first?.description.text == "若者の就労を1回支援する。\n続きを記す。")
    #expect(submission.issues.map(\.code) == ["row-continued"])
  }

  @Test func `blank rows between groups change nothing`() throws {
    let submission = try reading([
      table([formHeadings, entryRow(1), [], ["", "", ""], entryRow(2), ["　"], entryRow(3)])
    ])
    #expect(submission.plans.first?.entries.count == 3)
  }

  @Test func `sums of parts are no entries and no totals`() throws {
    let submission = try reading([
      table([
        ["計画書（一般事業）"], formHeadings, entryRow(1), ["", "", "小　計", "", "", "1,101", "1", "-"],
        entryRow(2),
        ["中央区計→5", "", "", "", "", "2,203", "3", ""],
        ["合　　計→5", "", "", "", "", "2,203", "3", "-", "／"],
      ])
    ])
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.count == 2)
    guard case .stated(let sums) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(2203))
    #expect(sums.reference.state == .dash)
    #expect(submission.unplaced.map(\.text) == ["小　計 1,101 1 -", "中央区計 2,203 3"])
  }

  @Test(arguments: [
    "合計", "総　計", "計", "合計（2件）", "合\n計", "【合計】", "合計　2事業", "Ａ　合計", "2区市町村　合計", "Total",
  ])
  func `the totals are known by many labels`(label: String) throws {
    let submission = try reading([
      table([formHeadings, entryRow(1), entryRow(2), ["", label, "", "", "", "2,203", "3", "∅"]])
    ])
    guard case .stated(let sums) = submission.plans.first?.totals else {
      Issue.record("no totals with \(label)")
      return
    }
    #expect(sums.target.value == .whole(3))
    #expect(sums.reference.state == .lost)
    #expect(submission.plans.first?.entries.count == 2)
  }

  @Test func `a table without heading, unit and notes cannot tell whether there are totals`() throws
  {
    #expect(try reading([table([formHeadings, entryRow(1)])]).plans.first?.totals == .lost)
    let whole = try reading([table([["計画書"], formHeadings, entryRow(1), ["（注）１．番号を記す。"]])])
    #expect(whole.plans.first?.totals == nil)
  }

  @Test(arguments: [
    [["（注）１．番号を記す。"], ["２．内容を記す。"]], [["（注）１．番号を記す。\n２．内容を記す。"]],
    [["（注）", "１．", "番号を記す。"], ["", "２．", "内容を記す。"]],
    [["注１ 番号を記す。"], ["注２ 内容を記す。"]], [["※１ 番号を記す。"], ["※２ 内容を", ""], ["記す。"]],
    [["（注）"], ["１．番号を記す。"], ["２．内容を記す。"]],
    [["（注）①番号を記す。"], ["　　②内容を記す。"]], [["(注)(1)番号を記す。"], ["（２） 内容を記す。"]],
    [["注(1)番号を記す。"], ["注（２）内容を記す。"]],
  ])
  func `notes are known one a row or several in a cell`(rows: [[String]]) throws {
    let sums = ["合計", "", "", "", "", "1,101", "1", "-"]
    let submission = try reading([table([formHeadings, entryRow(1), sums] + rows)])
    let notes = try #require(submission.plans.first?.notes)
    #expect(notes.map(\.number) == [1, 2], "\(rows)")
    #expect(notes.map(\.text) == ["番号を記す。", "内容を記す。"], "\(rows)")
    #expect(submission.unplaced == [])
  }

  @Test func `a part of a note that is numbered otherwise is no note`() throws {
    let sums = ["合計", "", "", "", "", "1,101", "1", "-"]
    let rows = [["（注）１．番号を記す。"], ["②内容を記す。"], ["２．内容を記す。"]]
    let submission = try reading([table([formHeadings, entryRow(1), sums] + rows)])
    #expect(submission.plans.first?.notes.map(\.text) == ["番号を記す。", "内容を記す。"])
    #expect(submission.unplaced.map(\.text) == ["②内容を記す。"])
  }

  @Test func `heading and unit stand above in several cells`() throws {
    let submission = try reading([
      table([
        ["様式第１号"], ["令和２年度", "", "地域人材確保総合支援事業"], ["（一般事業）計画書"],
        ["", "", "", "", "", "", "", "", "", "", "（単位：千円、人）"], formHeadings, entryRow(1),
      ])
    ])
    let plan = try #require(submission.plans.first)
    #expect(plan.heading.text == "令和２年度地域人材確保総合支援事業（一般事業）計画書")
    #expect(plan.fiscalYear == 2020 && plan.fiscalYearState == .given)
    #expect(plan.unit.value == 1000 && plan.kind == .general && plan.kindState == .given)
    #expect(submission.unplaced == [])
  }

  @Test(
    arguments: [
      ("合計", "合計", UnplacedText.Kind.totals), ("合計", "総計", nil), ("合計", "全体計", nil),
      ("合計", "中央区計", nil),
    ] as [(String, String, UnplacedText.Kind?)])
  func `a second row of totals is left as one`(
    first: String, second: String, kind: UnplacedText.Kind?
  ) throws {
    let rows = [first, second].map { [$0, "", "", "", "", "1,101", "1", "-"] }
    let submission = try reading([table([formHeadings, entryRow(1)] + rows)])
    guard case .stated(let sums) = submission.plans.first?.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(1101))
    #expect(submission.unplaced.map(\.text) == ["\(second) 1,101 1 -"])
    #expect(submission.unplaced.map(\.kind) == [kind])
  }

  @Test func `a unit below the sums is that of the next table`() throws {
    let sums = ["合計", "", "", "", "", "1,101", "1", "-"]
    let submission = try reading([
      table([
        ["（単位：千円、人）"], formHeadings, entryRow(1), sums, ["（注）１．番号を記す。"], ["（単位：円、人）"], formHeadings,
        entryRow(1), sums,
      ])
    ])
    #expect(submission.plans.map(\.unit.value) == [1000, 1])
    #expect(submission.unplaced == [])
  }

  @Test func `the unit may stand in the heading of the cost`() throws {
    var headings = formHeadings
    headings[5] = "事業費（千円）"
    #expect(try reading([table([headings, entryRow(1)])]).plans.first?.unit.value == 1000)
  }

  @Test func `ten thousands of yen are not taken for yen`() throws {
    let plan = try #require(
      try reading([table([["（単位：万円）"], formHeadings, entryRow(1)])]).plans.first)
    #expect(plan.unit.text == "（単位：万円）" && plan.unit.value == nil)
  }

  @Test(arguments: ["（単位：ドル、人）", "単位：人", "【単位：　】"])
  func `a unit that is none of money is the unit all the same`(words: String) throws {
    let submission = try reading([table([[words], ["計画書"], formHeadings, entryRow(1)])])
    let plan = try #require(submission.plans.first)
    #expect(plan.unit.text == words && plan.unit.state == .given && plan.unit.value == nil)
    #expect(submission.unplaced == [])
  }

  @Test func `a label before the name above the table is the form's`() throws {
    let submission = try reading([
      table([["区市町村名", "中央区"], ["計画書"], formHeadings, entryRow(1)])
    ])
    #expect(submission.unplaced == [])
  }

  @Test func `a table without a column of names takes the name above it`() throws {
    let rows = [["区市町村名：中央区"], formHeadings, entryRow(1)].map { row in
      row.count > 1 ? row.enumerated().filter { $0.offset != 1 }.map(\.element) : row
    }
    let entry = try #require(try reading([table(rows)]).plans.first?.entries.first)
    #expect(entry.municipality.value == .municipality(code: "131024"))
    #expect(entry.municipality.state == .inferred)
    #expect(entry.municipality.basis == .namesMunicipality)
  }

  @Test func `rows with nothing but a number are no entries`() throws {
    let submission = try reading([
      table([formHeadings, entryRow(1), ["2"], ["3"], ["合計", "", "", "", "", "1,101", "1", "-"]])
    ])
    #expect(submission.plans.first?.entries.count == 1)
    #expect(submission.issues.map(\.code) == ["unused-rows"])
  }

  @Test func `hidden rows are read and said`() throws {
    var sheet = table([formHeadings, entryRow(1), entryRow(2), entryRow(3)])
    sheet.rows[2].isHidden = true
    sheet.rows[3].isHidden = true
    let submission = try reading([sheet])
    #expect(submission.plans.first?.entries.count == 3)
    #expect(submission.issues.map(\.code) == ["hidden-rows"])
    #expect(submission.issues.first?.place.row == 3)
  }

  @Test func `an empty cell of a page is lost, one of a sheet is blank`() throws {
    let rows = [formHeadings, entryRow(1, [2: "", 9: ""])]
    let sheet = try #require(try reading([table(rows)]).plans.first?.entries.first)
    #expect(sheet.title.state == .blank && sheet.url.state == .blank)
    let page = try #require(
      try reading([table(rows, emptyCells: .areLostWhereRequired)], format: .pdf)
        .plans.first?.entries.first)
    #expect(page.title.state == .lost && page.url.state == .blank)
  }

  @Test func `a link is held against the words, and words that are no address are its caption`()
    throws
  {
    var sheet = table([formHeadings, entryRow(1), entryRow(2, [9: "案内"])])
    sheet.rows[1].cells[9].linkTarget = "https://b.jp/"
    sheet.rows[2].cells[9].linkTarget = "https://c.jp/"
    let entries = try #require(try reading([sheet]).plans.first?.entries)
    #expect(entries[0].url.text == "https://a1.jp/")
    #expect(entries[0].url.value?.link?.key == "https://b.jp/")
    #expect(entries[1].url.text == "https://c.jp/" && entries[1].url.state == .inferred)
    #expect(entries[1].url.basis == .linkAnnotation && entries[1].url.value?.label == "案内")
  }

  @Test(arguments: [
    ("区民部\n商工観光課\n03-3546-5329", "区民部", "商工観光課", "0335465329"),
    ("区民部　商工観光課　03-3546-5329", "区民部", "商工観光課", "0335465329"),
    ("産業振興課 電話：042-335-4125", "産業振興課", "", "0423354125"),
    ("文化観光産業部消費生\n活就労支援課\n03-5273-3925", "文化観光産業部消費生活就労支援課", "", "0352733925"),
    ("生涯学習課\n0422-45-1151\n(内線2921)", "生涯学習課", "", "0422451151"),
    ("商工観光課03-3546-5329", "商工観光課", "", "0335465329"),
    ("商工観光課（03-3546-5329）", "商工観光課", "", "0335465329"),
    ("０３－３５４６－５３２９", "", "", "0335465329"),
  ])
  func `a contact is parted`(
    words: String, department: String, section: String, phone: String
  ) throws {
    let entry = try #require(
      try reading([table([formHeadings, entryRow(1, [10: words])])]).plans.first?.entries.first)
    #expect(entry.contact.department.text == department)
    #expect(entry.contact.section.text == section)
    #expect(entry.contact.phone.value?.digits == phone)
  }

  @Test(arguments: ["03-3546-532O", "03-3546", "03-XXXX-XXXX", "03-○○○○-○○○○"])
  func `what is meant as a telephone number is kept as one, whole`(words: String) throws {
    let cell = "区民部\n商工観光課\n\(words)"
    let submission = try reading([table([formHeadings, entryRow(1, [10: cell])])])
    let contact = try #require(submission.plans.first?.entries.first?.contact)
    #expect(contact.phone.text == words)
    #expect(contact.department.text == "区民部" && contact.section.text == "商工観光課")
    #expect(submission.unplaced == [])
  }

  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `no cell is dropped, however strange the table`(seed: UInt64) throws {
    var random = RandomTables(seed: seed)
    let format: InputFormat = [.xlsx, .csv, .pdf][Int(seed % 3)]
    let tables = random.next(emptyCells: format == .pdf ? .areLostWhereRequired : .areBlank)
    do {
      let submission = try reading(tables, format: format)
      #expect(CellAccount(submission).lost(from: tables) == [], "seed \(seed)")
      let document = submission.canonicalXML(lineBreaks: false)
      #expect(try Submission(canonical: document, places: .asStated) == submission, "seed \(seed)")
    } catch UnreadableInput.noPlanFound {
      // Random tables need not have headings.
    } catch UnreadableInput.noColumnHeadings {
      // Or only rows.
    }
  }
}

/// Makes tables of the rows, headings, sums, notes and words that tables of plans have, in any order.
struct RandomTables {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let words = [
    "", "", "", "1", "２", "中央区", "新宿区", "若者支援事業", "労働力確保事業", "11,821", "-", "令和２年４月",
    "https://a.jp",
    "区民部\n経済課", "03-3546-5329", "（注）１．記す。", "※ 記す", "合計", "小計", "（単位：千円）", "令和２年度計画書", "備考", "∅",
    "長い説明。", "様式１", "- 1 -", "fax 03-1111-2222", "a@b.jp", "千円", "表題", "同上", "３", "計", "／",
  ]

  mutating func next(emptyCells: Table.EmptyCells) -> [Table] {
    (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      var rows: [[String]] = []
      for index in 0..<Int.random(in: 1...14, using: &generator) { rows.append(row(index)) }
      return table(rows, emptyCells: emptyCells)
    }
  }

  private mutating func row(_ index: Int) -> [String] {
    switch Int.random(in: 0...9, using: &generator) {
    case 0, 1: return formHeadings
    case 2, 3, 4:
      return entryRow(index, [Int.random(in: 0...10, using: &generator): word()])
    case 5: return ["合計", "", "", "", "", "100", "2", "-", word()]
    case 6: return [word()]
    case _:
      return (0..<Int.random(in: 1...13, using: &generator)).map { _ in
        let span = Int.random(in: 0...12, using: &generator)
        return word() + (span == 0 ? "↓2" : span == 1 ? "→2" : "")
      }
    }
  }

  private mutating func word() -> String {
    Self.words[Int.random(in: 0..<Self.words.count, using: &generator)]
  }
}
