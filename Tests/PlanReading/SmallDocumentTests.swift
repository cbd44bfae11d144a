import PlanModel
import PlanReading
import Testing

private let longLine = String(repeating: "地域の人材を確保するための支援を行い", count: 2) + "、定着を図る"

/// An entry of flattened text, its parts replaceable.
private func entry(
  _ head: String, title: String? = "若者就労支援事業", row: String, url: String? = nil,
  contact: String? = "産業部\n経済課\n03-3546-5329"
) -> String {
  let parts = [head, title, "", longLine + "。", "", row, url, contact, ""]
  return parts.compactMap { $0 }.joined(separator: "\n") + "\n"
}

private let row = "労働力確保事業 1,200 5 - 令和３年４月"

@Suite struct `Small documents` {
  @Test func `one hundred and more entries keep their order`() throws {
    let text =
      "東京都人材確保事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n\n"
      + (1...120).map { entry("\($0) 中央区", row: row) }.joined() + "144,000 600 -\n合　計\n"
    let plan = try #require(try reading(text).plans.first)
    #expect(plan.id == "general")
    #expect(plan.fiscalYear == 2021)
    #expect(plan.fiscalYearState == .given)
    #expect(plan.entries.map(\.number.value) == Array(1...120))
    #expect(plan.entries.allSatisfy { $0.title.text == "若者就労支援事業" })
    guard case .stated(let sums) = plan.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(144_000))
    #expect(sums.reference.state == .dash)
  }

  @Test func `a plan without entries has its totals and notes`() throws {
    let text = "（単位：千円、人）\n\n合　計 0 0 0\n（注）１．通し番号を記載すること。\n　　　２．内容を記載すること。\n"
    let submission = try reading(text)
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.isEmpty)
    #expect(plan.kind == .unknown)
    #expect(plan.kindState == .lost)
    #expect(plan.notes.map(\.number) == [1, 2])
    #expect(plan.totals != nil)
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `missing totals are absent, not lost`() throws {
    let text = "（単位：千円、人）\n" + entry("1 中央区", row: row) + "（注）１．通し番号を記載すること。\n"
    #expect(try reading(text).plans.first?.totals == nil)
  }

  @Test(arguments: [
    ("労働力確保事業 12,34 5 - 令和３年４月", "12,34"), ("労働力確保事業 約100 5 - 令和３年４月", "約100"),
    ("労働力確保 未定 5 - 令和３年４月", "未定"), ("労働力確保事業 △5 5 - R3.4", "△5"),
    ("その他事業 10 5 - 令和３年４月", "10"), ("10 5 - 令和３年４月", "10"), ("労働力確保 事業 10 5 -", "10"),
    ("労働力確保事業\n10\n\n5\n-\n令和３年４月", "10"), ("労働力確\n保事業 10 5 - 令和３年４月", "10"),
    ("処遇改善事業　10　－　5　令和３年４月　https://a.jp/", "10"), ("労働力確保事業\t10\t5\t-\t通年", "10"),
  ])
  func `rows are found whatever their cells say`(row: String, cost: String) throws {
    let text = "（単位：千円、人）\n" + entry("1 中央区", row: row) + entry("2 新宿区", row: row)
    let submission = try reading(text)
    let entries = try #require(submission.plans.first?.entries)
    #expect(entries.map(\.cost.text) == [cost, cost])
    #expect(entries.map(\.title.text) == ["若者就労支援事業", "若者就労支援事業"])
    #expect(entries.map(\.contact.phone.text) == ["03-3546-5329", "03-3546-5329"])
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `with two amounts the category decides which column is empty`() throws {
    let text =
      "（単位：千円、人）\n" + entry("1 中央区", row: "労働力確保事業 10 5 令和３年４月")
      + entry("2 中央区", row: "処遇改善事業 10 7 令和３年４月")
    let submission = try reading(text)
    let entries = submission.plans[0].entries
    #expect(entries.map(\.target.text) == ["5", ""])
    #expect(entries.map(\.target.state) == [.inferred, .lost])
    #expect(entries.map(\.reference.text) == ["", "7"])
    #expect(submission.issues.map(\.code) == ["short-row", "short-row"])
  }

  @Test(arguments: [
    ("労働力確保事業 5 -", [Certainty?.none, .none, .inferred]),
    ("労働力確保事業 11,821 -", [.given, .inferred, .none]),
    ("労働力確保事業 - 5", [.none, .inferred, .none]),
    ("処遇改善事業 - 7", [.none, .inferred, .inferred]),
    ("処遇改善事業 10 -", [.given, .none, .inferred]),
  ])
  func `with two amounts of which one is a dash the blank cell may be that of the cost`(
    cells: String, states: [Certainty?]
  ) throws {
    let text =
      "（単位：千円、人）\n" + entry("1 中央区", row: cells + " 令和３年４月") + entry("2 港区", row: row)
    let entry = try reading(text).plans[0].entries[0]
    let fields = [entry.cost, entry.target, entry.reference]
    for (field, state) in zip(fields, states) {
      switch state {
      case .given: #expect(field.state == .given)
      case .inferred: #expect(field.basis == .category || field.state == .dash)
      case _: #expect(field.state == .lost)
      }
    }
  }

  @Test func `torn cells go to the entries that lack them`() throws {
    let bare = "労働力確保事業 10 5 -"
    let text =
      "（単位：千円、人）\n" + entry("1 新宿区", row: row)
      + entry("2 中央区", title: nil, row: bare, contact: nil)
      + entry("3 中央区", title: nil, row: bare, contact: nil) + "35 15 -\n\n"
      + "（注）１．記載すること。\n\n区民部\n商工観光課\n03-3546-5329\n\n令和３年５月\n\n合　計\n\n中央区人材確保事業\n"
    let submission = try reading(text)
    let entries = submission.plans[0].entries
    #expect(entries.map(\.start.text) == ["令和３年４月", "令和３年５月", "令和３年５月"])
    #expect(entries.map(\.start.basis) == [nil, .mergedCell, .mergedCell])
    #expect(entries.map(\.contact.section.text) == ["経済課", "商工観光課", "商工観光課"])
    #expect(entries.map(\.title.basis) == [nil, .namesMunicipality, .namesMunicipality])
    #expect(submission.unplaced.isEmpty)
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `torn cells of several entries say that their order placed them`() throws {
    let bare = "労働力確保事業 10 5 -"
    let text =
      "（単位：千円、人）\n" + entry("1 新宿区", row: bare) + entry("2 中央区", row: row)
      + entry("3 港区", row: bare) + "令和３年５月\n\n令和３年６月\n"
    let starts = try reading(text).plans[0].entries.map(\.start)
    #expect(starts.map(\.text) == ["令和３年５月", "令和３年４月", "令和３年６月"])
    #expect(starts.map(\.basis) == [.printedOrder, nil, .printedOrder])
  }

  @Test func `torn cells that could belong to several entries stay unplaced`() throws {
    let bare = "労働力確保事業 10 5 -"
    let text =
      "（単位：千円、人）\n" + entry("1 新宿区", row: bare) + entry("2 中央区", row: row)
      + entry("3 港区", row: bare) + "令和３年５月\n"
    let submission = try reading(text)
    #expect(submission.plans[0].entries.map(\.start.state) == [.lost, .given, .lost])
    #expect(submission.unplaced.map(\.text) == ["令和３年５月"])
  }

  @Test(arguments: ["4969651 - 2041", "- 2994 2041", "4969651 2994 －", "480,856 1174 -"])
  func `a dash among the sums makes no telephone number of them`(line: String) throws {
    let text =
      "（単位：千円、人）\n" + entry("1 新宿区", row: row) + entry("2 中央区", row: row)
      + "\(line)\n\n（注）１．番号を記載すること。\n\n合　計\n"
    let submission = try reading(text)
    guard case .stated(let sums) = submission.plans[0].totals else {
      Issue.record("no totals in \(line)")
      return
    }
    let printed = [sums.cost.text, sums.target.text, sums.reference.text]
    #expect(printed.joined(separator: " ") == line)
    #expect(submission.unplaced.isEmpty)
  }

  @Test(arguments: [
    ("（注）１．番号を記す。\n　　２．内容を記す。", ["番号を記す。", "内容を記す。"]),
    ("（注）①番号を記す。\n　　②内容を記す。", ["番号を記す。", "内容を記す。"]),
    ("注(1) 番号を記す。\n(2) 内容を記す。", ["番号を記す。", "内容を記す。"]),
    ("（注）１．次の番号\n①整理番号\n②事業番号を記す。\n２．内容を記す。", ["次の番号①整理番号②事業番号を記す。", "内容を記す。"]),
  ])
  func `notes are numbered in one style, parts of them in another`(words: String, notes: [String])
    throws
  {
    let text = "（単位：千円、人）\n" + entry("1 新宿区", row: row) + "10 5 -\n\n\(words)\n"
    let plan = try reading(text).plans[0]
    #expect(plan.notes.map(\.text) == notes)
    #expect(plan.notes.map(\.number) == [1, 2])
  }

  @Test func `a unit that is none of money is the unit all the same`() throws {
    let text = "（単位：ドル、人）\n" + entry("1 新宿区", row: row) + entry("2 中央区", row: row)
    let submission = try reading(text)
    let unit = submission.plans[0].unit
    #expect(unit.text == "（単位：ドル、人）" && unit.state == .given && unit.value == nil)
    #expect(submission.unplaced.isEmpty)
  }

  @Test func `a link that leads elsewhere is paired with the URL most like it`() throws {
    let text =
      "（単位：千円、人）\n" + entry("1 新宿区", row: row, url: "https://www.jinzai-kakuho.jp/a")
      + entry("2 中央区", row: row) + "https://www.jinzai-kakuho.net/a\n"
    let submission = try reading(text)
    let link = submission.plans[0].entries[0].url.value?.link
    #expect(link?.key == "https://www.jinzai-kakuho.net/a")
    #expect(submission.unplaced.isEmpty)
  }

  @Test(arguments: [
    ("産業部 経済課 03-3546-5329", "産業部", "経済課"), ("産業部\n\n経済課\n\n03-3546-5329", "産業部", "経済課"),
    ("文化観光産業部消費生\n\n活課\n03-3546-5329", "文化観光産業部消費生活課", ""),
    ("産業部　経済課\n電話 03-3546-5329", "産業部", "経済課"),
    ("産業部\n経済課\n労政係\n03-3546-5329\n（内線123）", "産業部", "経済課労政係"),
  ])
  func `contacts are parted by their endings`(
    contact: String, department: String, section: String
  ) throws {
    let text =
      "（単位：千円、人）\n" + entry("1 中央区", row: row, contact: contact) + entry("2 港区", row: row)
    let submission = try reading(text)
    let first = submission.plans[0].entries[0].contact
    #expect(first.department.text == department)
    #expect(first.section.text == section)
    #expect(first.phone.value?.digits == "0335465329")
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test(arguments: [
    ("12 さいたま市", "さいたま市"), ("12 東久留米市商工会", "東久留米市商工会"), ("12\n東久留米市\n商工会", "東久留米市商工会"),
    ("港区", "港区"), ("１２\n港区", "港区"), ("12港区", "港区"), ("12 東京都中央区観光協会", "東京都中央区観光協会"),
  ])
  func `heads are found whatever they name`(head: String, name: String) throws {
    let text = "（単位：千円、人）\n" + entry("1 中央区", row: row) + entry(head, row: row)
    let submission = try reading(text)
    #expect(submission.plans[0].entries.map(\.municipality.text) == ["中央区", name])
    #expect(submission.plans[0].entries.map(\.title.text) == ["若者就労支援事業", "若者就労支援事業"])
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `two plans on one page are parted where numbers begin anew behind totals`() throws {
    let half = entry("1 中央区", row: row) + entry("2 港区", row: row) + "2,400 10 -\n合計\n\n"
    let submission = try reading("（単位：千円、人）\n" + half + half)
    #expect(submission.plans.map(\.entries.count) == [2, 2])
    #expect(submission.plans.map(\.id) == ["general", "general-2"])
  }

  @Test(
    arguments: [
      ("合計 2,400 10 -", "合　計 1,000 5 2", UnplacedText.Kind.totals),
      ("合計 2,400 10 -", "計 1,000 5 2", .totals),
      // The sums of all plans stand below those of the last one, and those of a part above the whole's.
      ("合計 2,400 10 -", "総計 3,600 15 -", nil), ("計 2,400 10 -", "合計 2,400 10 -", nil),
      ("2,400 10 -", "合計 2,400 10 -", nil),
    ] as [(String, String, UnplacedText.Kind?)])
  func `a second row of totals is left as one`(
    first: String, second: String, kind: UnplacedText.Kind?
  ) throws {
    let text =
      "（単位：千円、人）\n" + entry("1 中央区", row: row) + entry("2 港区", row: row)
      + "\(first)\n\(second)\n\n（注）１．通し番号を記載すること。\n"
    let submission = try reading(text)
    guard case .stated(let sums) = submission.plans.first?.totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(2400))
    #expect(submission.unplaced.map(\.text) == [second])
    #expect(submission.unplaced.map(\.kind) == [kind])
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `numbers that begin anew without totals between stay in one plan`() throws {
    let half = entry("1 中央区", row: row) + entry("2 港区", row: row)
    let submission = try reading("（単位：千円、人）\n" + half + half + "4,800 20 -\n")
    #expect(submission.plans.map(\.entries.count) == [4])
  }

  @Test func `headings and units that each page repeats stand for one plan`() throws {
    let top = "東京都人材確保事業（モデル事業）計画書（令和３年度）\n（単位：千円、人）\n整理番号区市町村テーマ事業名\n"
    let text =
      top + entry("1 中央区 外国人材", row: row) + "- 1 -\n\u{C}" + top
      + entry("2 港区 宇宙開発人材", row: row) + "2,400 10 -\n- 2 -\n"
    let submission = try reading(text)
    #expect(submission.plans.map(\.id) == ["model"])
    #expect(submission.plans[0].entries.map(\.theme?.text) == ["外国人材", "宇宙開発人材"])
    #expect(submission.plans[0].entries.map(\.theme?.value) == ["foreign", nil])
    #expect(submission.plans[0].entries.map(\.place.page) == [1, 2])
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test func `the caller's fiscal year fills a gap and overrules nothing`() throws {
    let text = "（単位：千円、人）\n" + entry("1 中央区", row: row)
    #expect(try reading(text).plans[0].basis == .entryMonths)
    let told = try reading(text, fiscalYear: 2030).plans[0]
    #expect(told.fiscalYear == 2030)
    #expect(told.basis == .option)
    let titled = try reading("計画（一般事業）計画書（令和２年度）\n" + text, fiscalYear: 2030).plans[0]
    #expect(titled.fiscalYear == 2020)
  }
}
