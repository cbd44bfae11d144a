import PlanModel
import PlanReading
import Testing

private let description = "区内の中小企業を対象に、合同面接会及びセミナーを開催し、人材の確保と定着を支援する。"

/// An entry of flattened text, its parts replaceable.
private func entry(
  _ head: String, description lines: [String] = [description],
  row: String = "労働力確保事業 1,000 5 - 令和６年４月", tail: String = "産業部\n産業課\n03-3578-2101"
) -> String {
  ([head, ""] + lines + ["", row, tail, ""]).joined(separator: "\n") + "\n"
}

private let top = "東京都人材確保事業（一般事業）計画書（令和６年度）\n（単位：千円、人）\n\n"

@Suite struct `Forms unlike the known one` {
  @Test(arguments: ["合計 30 50 20", "10 20 30", "計 5人 3社"])
  func `amounts in a description end neither entry nor plan`(line: String) throws {
    let text =
      top + entry("1 港区 就労支援事業", description: [description, line]) + entry("2 新宿区 就労支援事業")
      + "2,000 10 -\n合　計\n"
    let submission = try reading(text)
    #expect(submission.plans.map(\.entries.count) == [2])
    #expect(submission.plans[0].entries.map(\.cost.text) == ["1,000", "1,000"])
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test(arguments: [
    "地域人材確保総合支援事業　令和6年度計画（一般事業）", "令和６年度 地域人材確保総合支援事業計画", "一般事業計画（令和６年度）",
    "令和６年度　一般事業　計画書",
  ])
  func `a heading may end in 計画 where it names year and programme`(heading: String) throws {
    let text = heading + "\n（単位：千円、人）\n\n" + entry("1 港区 就労支援事業") + "1,000 5 -\n合　計\n"
    let submission = try reading(text)
    #expect(submission.plans.map(\.heading.text) == [heading])
    #expect(submission.plans.map(\.fiscalYear) == [2024])
    #expect(submission.unplaced == [])
  }

  @Test(arguments: ["令和６年度からの就労支援計画", "第二期地域人材計画", "モデル事業の計画"])
  func `a line of a description that ends in 計画 is none`(line: String) throws {
    let text =
      top + entry("1 港区 就労支援事業", description: [description, line]) + entry("2 新宿区 就労支援事業")
      + "2,000 10 -\n合　計\n"
    let submission = try reading(text)
    #expect(submission.plans.map(\.entries.count) == [2])
    #expect(submission.plans[0].entries[0].description.text.hasSuffix(line))
  }

  @Test func `column headings that narrow columns broke are furniture`() throws {
    let text =
      top + "整理\n番号\n区市町村\n事業名\n事業内容\n事業区分\n事業費\n目標\n参考\n事業開始\n（予定）月\nURL\n問合せ先\n"
      + entry("1 港区 就労支援事業") + "1,000 5 -\n合　計\n"
    let submission = try reading(text)
    #expect(submission.furniture.count { $0.kind == .columnHeading } == 13)
    #expect(submission.unplaced == [])
  }

  @Test func `a telephone number with blanks is no totals row`() throws {
    let text = top + entry("1 港区 就労支援事業", tail: "産業部\n03 3578 2101") + entry("2 新宿区 就労支援事業")
    let submission = try reading(text)
    #expect(submission.plans.map(\.entries.count) == [2])
    #expect(submission.plans[0].entries[0].contact.phone.text == "03 3578 2101")
  }

  @Test(arguments: [
    "青梅商工会議所", "府中氏", "港", "西東京", "港区役所", "立川商工会議所", "公益財団法人東京都中小企業振興公社", "多摩信用金庫",
    "港　区", "特別区人事・厚生事務組合",
  ])
  func `a name that is not in the list is a name where names stand`(name: String) throws {
    for parting in [" ", "\n"] {
      let text =
        top + entry("1 千代田区 就労支援事業") + entry("2 \(name)\(parting)若者就労支援事業") + entry("3 新宿区 就労支援事業")
      let submission = try reading(text)
      #expect(submission.plans[0].entries.map(\.municipality.text) == ["千代田区", name, "新宿区"])
      #expect(submission.plans[0].entries[1].title.text == "若者就労支援事業")
      #expect(LineAccount(submission).faults(in: text) == [])
    }
  }

  @Test func `a title behind a number is not taken for a name`() throws {
    let text = top + entry("1 千代田区 就労支援事業") + entry("2 若者就労支援事業") + entry("3 外国人材")
    let entries = try reading(text).plans[0].entries
    #expect(entries.map(\.municipality.text) == ["千代田区", "", ""])
    #expect(entries.map(\.municipality.state) == [.given, .lost, .lost])
  }

  @Test(arguments: [
    ("1200 千円 5 -", ["1200 千円", "5", "-"]), ("1,200 5 人 -", ["1,200", "5 人", "-"]),
    ("1,200 5 名 2 社", ["1,200", "5 名", "2 社"]), ("1, 200 5 -", ["1, 200", "5", "-"]),
  ])
  func `a unit apart from its amount takes no column`(amounts: String, cells: [String]) throws {
    let text =
      top + entry("1 港区 就労支援事業", row: "労働力確保事業 \(amounts) 令和６年４月")
      + entry("2 新宿区 就労支援事業")
    let first = try reading(text).plans[0].entries[0]
    #expect([first.cost.text, first.target.text, first.reference.text] == cells)
    #expect(first.start.text == "令和６年４月")
  }

  @Test func `a fourth amount or dash is left over, not part of the month`() throws {
    let text = top + entry("1 港区 就労支援事業", row: "労働力確保事業 1,000 5 3 - 令和６年４月")
    let submission = try reading(text)
    #expect(submission.plans[0].entries[0].start.text == "令和６年４月")
    #expect(submission.unplaced.map(\.text) == ["-"])
    #expect(submission.issues.map(\.code) == ["long-row"])
  }

  @Test(arguments: [
    ("合計 1,000千円 5人 0社", ["1,000千円", "5人", "0社"]), ("合計\n1,000\n5\n0", ["1,000", "5", "0"]),
    ("合計：1,000 5 0", ["1,000", "5", "0"]), ("合計1,000 5 0", ["1,000", "5", "0"]),
    ("合計（１件） 1,000 5 0", ["1,000", "5", "0"]), ("1,000\n5\n0", ["1,000", "5", "0"]),
    ("総計 1件 1,000 5 -", ["1,000", "5", "-"]),
    ("合計 147,30\n0 205 49", ["147,300", "205", "49"]),
    ("合 計 122,\n979 342 15", ["122,979", "342", "15"]),
  ])
  func `totals are found however they are printed`(totals: String, cells: [String]) throws {
    let text = top + entry("1 港区 就労支援事業") + totals + "\n\n（注）１．記載すること。\n"
    let submission = try reading(text)
    guard case .stated(let sums) = submission.plans[0].totals else {
      Issue.record("no totals")
      return
    }
    #expect([sums.cost.text, sums.target.text, sums.reference.text] == cells)
    #expect(LineAccount(submission).faults(in: text) == [])
  }

  @Test(arguments: [
    "なし", "未定", "（作成中）", "－（作成中）", "HPなし", "同上", "該当なし", "区ホームページ", "city.minato.tokyo.jp",
    "ftp://minato.jp/a", "hhttps://www.minato.jp/", "//www.minato.jp/a",
  ])
  func `a word in place of a URL is no department`(word: String) throws {
    for row in ["労働力確保事業 1,000 5 - 令和６年４月 \(word)", "労働力確保事業 1,000 5 - 令和６年４月\n\(word)"] {
      let first = try reading(top + entry("1 港区 就労支援事業", row: row)).plans[0].entries[0]
      #expect(first.url.text == word)
      #expect(first.contact.department.text == "産業部")
    }
  }

  @Test func `a second URL does not part an entry from its contact`() throws {
    let tail =
      "https://www.city.minato.tokyo.jp/\nhttps://www.example.or.jp/\n産業部\n産業課\n03-3578-2101"
    let submission = try reading(top + entry("1 港区 就労支援事業", tail: tail))
    let first = submission.plans[0].entries[0]
    #expect(first.url.text == "https://www.city.minato.tokyo.jp/")
    #expect(first.contact.department.state == .given)
    #expect(first.contact.phone.text == "03-3578-2101")
    #expect(submission.unplaced.map(\.text) == ["https://www.example.or.jp/"])
  }

  @Test func `a dash below the URL is a name of the contact`() throws {
    let tail = "https://www.city.minato.tokyo.jp/a\n\n-\n03-3578-2101"
    let first = try reading(top + entry("1 港区 就労支援事業", tail: tail)).plans[0].entries[0]
    #expect(first.url.text == "https://www.city.minato.tokyo.jp/a")
    #expect(first.contact.department.text == "-")
    #expect(first.contact.phone.text == "03-3578-2101")
  }

  @Test(arguments: ["、", "/", "，"])
  func `two telephone numbers are the field as printed`(sign: String) throws {
    let phones = "03-3578-2101\(sign)03-3578-2102"
    let tail = "https://www.city.minato.tokyo.jp/a\n産業部\n\(phones)"
    let first = try reading(top + entry("1 港区 就労支援事業", tail: tail)).plans[0].entries[0]
    #expect(first.contact.phone.text == phones)
  }

  @Test func `the number of its page, alone at the page's end, is the page's`() throws {
    let text =
      top + entry("1 港区 就労支援事業") + "1\n\u{C}\n" + entry("2 新宿区 就労支援事業") + "7\n\u{C}\n"
      + entry("3 文京区 就労支援事業")
    let submission = try reading(text)
    #expect(submission.furniture.filter { $0.kind == .pageMark }.map(\.text) == ["1"])
    #expect(submission.unplaced.map(\.text) == ["7"])
  }

  @Test(arguments: ["1.", "２．", "(3)", "（４）", "No.5", "第6号", "⑦"])
  func `signs of a list around a number are no fault of it`(number: String) throws {
    let submission = try reading(top + entry("\(number) 港区 就労支援事業"))
    let first = submission.plans[0].entries[0]
    #expect(first.number.text == number)
    #expect(first.number.value != nil)
    #expect(first.municipality.text == "港区")
    #expect(first.title.text == "就労支援事業")
  }

  @Test(arguments: [
    "東京都人材確保事業（一般事業）計画書 令和６年度", "東京都人材確保事業（一般事業）\n計画書（令和６年度）",
    "令和６年度東京都人材確保事業（一般事業）計画書【変更後】", "東京都人材確保事業（一般事業）計画書（案）（令和６年度）",
    "東京都人材確保事業（一般事業）計画書（令和６年度（2024年度））", "東京都人材確保事業（一般事業）計画書（令和６（2024）年度）",
  ])
  func `headings may end in years and brackets`(heading: String) throws {
    let text = heading + "\n（単位：千円、人）\n\n" + entry("1 港区 就労支援事業")
    let plan = try reading(text).plans[0]
    #expect(plan.kind == .general)
    #expect(plan.kindState == .given)
    #expect(plan.fiscalYear == 2024)
    #expect(plan.fiscalYearState == .given)
  }

  @Test func `notes may carry their numbers in the mark`() throws {
    let text = top + entry("1 港区 就労支援事業") + "1,000 5 -\n\n（注１）番号を記載すること。\n（注２）内容を記載すること。\n"
    let submission = try reading(text)
    #expect(submission.plans[0].notes.map(\.number) == [1, 2])
    #expect(submission.unplaced.isEmpty)
  }

  @Test func `a contact behind a page's end belongs to the entry before it`() throws {
    let text =
      top + entry("1 港区 就労支援事業") + entry("2 新宿区 就労支援事業", tail: "") + "- 1 -\n\u{C}" + top
      + "文化部\n03-5273-3925\n\n" + entry("3 文京区 就労支援事業")
    let submission = try reading(text)
    let contacts = submission.plans[0].entries.map(\.contact)
    #expect(contacts.map(\.phone.text) == ["03-3578-2101", "03-5273-3925", "03-3578-2101"])
    #expect(contacts[1].phone.state == .inferred)
    #expect(submission.unplaced.isEmpty)
  }

  @Test func `a title before a short description is a title`() throws {
    let text =
      top + "1 港区\n介護人材マッチング職場定着総合支援\n高齢者雇用事業\nまた、セミナーを年６回開催する。\n\n"
      + "労働力確保事業 1,000 5 - 令和６年４月\n産業部\n03-3578-2101\n"
    let first = try reading(text).plans[0].entries[0]
    #expect(first.title.text == "介護人材マッチング職場定着総合支援高齢者雇用事業")
    #expect(first.description.text == "また、セミナーを年６回開催する。")
  }

  @Test func `a list on one line below the title is the description`() throws {
    let list = "・相談事業を行う。・研修を行い、企業とのマッチングを図る。"
    let text =
      top + "1 港区 若者就労支援事業\n\(list)\n\n労働力確保事業 1,000 5 - 令和６年４月\n産業部\n03-3578-2101\n"
    let first = try reading(text).plans[0].entries[0]
    #expect(first.title.text == "若者就労支援事業")
    #expect(first.description.text == list)
  }

  @Test(arguments: [
    ("西多摩郡瑞穂町", MunicipalityReading.municipality(code: "133035")),
    ("三宅島三宅村", .municipality(code: "133817")), ("八丈島八丈町", .municipality(code: "134015")),
    ("東京都瑞穂町", .municipality(code: "133035")), ("瑞穂町役場", .body(within: "133035")),
  ])
  func `a municipality is recognised in a longer name`(
    name: String, reading expected: MunicipalityReading
  ) throws {
    let first = try reading(top + entry("1 \(name) 就労支援事業")).plans[0].entries[0]
    #expect(first.municipality.text == name)
    #expect(first.municipality.value == expected)
  }

  @Test func `a planned month is a month`() throws {
    let row = "労働力確保事業 1,000 5 - 令和６年４月（予定）"
    let first = try reading(top + entry("1 港区 就労支援事業", row: row)).plans[0].entries[0]
    #expect(first.start.text == "令和６年４月（予定）")
    #expect(first.start.value?.yearMonth?.iso == "2024-04")
  }

  @Test func `a dash for the category moves no amount`() throws {
    let first = try reading(top + entry("1 港区 就労支援事業", row: "- 1,000 5 - 令和６年４月")).plans[0].entries[
      0]
    #expect(first.category.state == .dash)
    #expect([first.cost.text, first.target.text, first.reference.text] == ["1,000", "5", "-"])
  }
}
