import PlanModel
import PlanReading
import Testing

private let top = "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"

/// The rest of an entry whose other cells follow one another.
private func tail(_ contact: String = "産業部\n経済課\n03-3546-5329") -> String {
  "労働力確保事業 1,200 5 - 令和３年４月\n\(contact)\n"
}

private func first(_ text: String) throws -> Entry {
  let submission = try reading(top + text)
  #expect(LineAccount(submission).faults(in: top + text) == [], "\(text)")
  return try #require(submission.plans.first?.entries.first)
}

@Suite struct `Cells that narrow columns wrap` {
  private let body = "1 中央区\n若者就労支援事業\n若者の就労を支援する。\n"

  @Test(arguments: [
    ("労働力確保\n事業 1,200 5 - 令和３年４月\n", "令和３年４月"), ("労働力確保事\n業\n1,200\n5\n-\n令和３年\n１０月\n", "令和３年１０月"),
    ("労働力確保事業 1,200 5 -\n令和２年11\n月\n", "令和２年11月"), ("労働力確保事業 1,200 5 - 令和3年1\n0月\n", "令和3年10月"),
    ("労働力確保事業 1,200 5 - 令和\n3 年 4 月\n", "令和3年4月"),
  ])
  func `rows are put together`(row: String, start: String) throws {
    let entry = try first(body + row + "産業部\n経済課\n03-3546-5329\n")
    #expect(entry.category.text == "労働力確保事業")
    #expect(entry.cost.text == "1,200")
    #expect(entry.start.text == start)
    #expect(entry.contact.department.text == "産業部")
    #expect(entry.description.text == "若者の就労を支援する。")
  }

  @Test(arguments: [
    ("労働力確保\n事業\n1,2\n00 5 - 令和３\n年４月\n", "5"), ("労働力確保\n事業\n1,20\n0\n5 -\n令和３\n年４月\n", "5"),
    ("労働力確保事業 1,2\n00 - 3 令和３年４月\n", "-"), ("労働力確保\n事業\n1,\n20\n0\n3 -\n", "3"),
  ])
  func `a cost goes on where its thousands tell`(row: String, target: String) throws {
    let entry = try first(body + row + "産業部\n経済課\n03-3546-5329\n")
    #expect(entry.cost.text == "1,200" && entry.cost.value == .whole(1200))
    #expect(entry.target.text == target)
    #expect(entry.category.text == "労働力確保事業")
  }

  @Test(arguments: ["未定", "4/1", "通年", "令和３年", "-"])
  func `what stands in a row instead of a month stays there`(words: String) throws {
    let row = "労働力確保事業 1,200 5 - \(words)\n"
    let entry = try first(body + row + "総務課\n0422-36-8837\n")
    #expect(entry.start.text == words)
    #expect(entry.contact.phone.text == "0422-36-8837")
  }

  @Test(arguments: ["産業部", "経済課"])
  func `a department behind the amounts is no month`(department: String) throws {
    let entry = try first(body + "労働力確保事業 1,200 5 - \(department)\n03-3546-5329\n")
    #expect(entry.start.state == .lost && entry.contact.department.text == department)
  }

  @Test(arguments: ["子ども家庭部雇用担当\n経済課", "子ども家庭部雇用担\n当\n経済課"])
  func `who is in charge in a department is part of it`(contact: String) throws {
    let entry = try first(body + tail(contact + "\n03-3546-5329"))
    #expect(entry.contact.department.text == "子ども家庭部雇用担当")
    #expect(entry.contact.section.text == "経済課")
  }

  @Test func `a description that begins with a title is lost with it`() throws {
    let glued = "1 中央区\n中央区若者就労支援事業区内の若者の就労を支援し、働く場を広げる。\n"
    let entry = try first(glued + tail())
    #expect(entry.title.state == .lost && entry.description.state == .lost)
    let sentence = "1 中央区\n就労支援事業者の集まりを開き、地域の企業とともに働く場を広げる。\n"
    #expect(try first(sentence + tail()).description.state == .given)
  }

  @Test func `a note's mark opens a description`() throws {
    let entry = try first(
      "1 中央区 若者就労\n支援事業\n（注）対象者は若者とする。若者の就労を支援する。 労働力確保事業 1,200 5 - 令和３年４月\n産業部\n03-3546-5329\n")
    #expect(entry.cost.value == .whole(1200) && entry.start.text == "令和３年４月")
  }

  @Test func `names of municipalities are put together`() throws {
    let entry = try first("1 あきる野\n市\n若者就労支援事業\n若者の就労を支援する。\n" + tail())
    #expect(entry.municipality.text == "あきる野市")
    #expect(entry.title.text == "若者就労支援事業")
  }

  @Test func `a row on the line of its head is read with its title and description`() throws {
    let entry = try first("1 中央区 若者就労支援事業 若者の就労を支援する。 " + tail())
    #expect(entry.title.text == "若者就労支援事業")
    #expect(entry.description.text == "若者の就労を支援する。")
    #expect(entry.cost.text == "1,200")
  }

  /// Themes are narrower than titles and tell nothing of the width at which these wrap.
  @Test(arguments: ["", "1 港区\n港区若者と高齢者就労支援・人材確保事業\n若者の就労を支援し、高齢者の就労を支援する。\n\n" + tail() + "\n"])
  func `titles below themes are read at their own width`(general: String) throws {
    let model = "東京都地域人材確保総合支援事業（モデル事業）計画書（令和３年度）\n（単位：千円、人）\n"
    let description =
      "町内の中小企業を対象に、紹介予定派遣により３か月間の実地訓練を行う。対象は１群９６名ほどで、\n"
      + "期間は夏とする。\n\n"
    let text =
      (general.isEmpty ? "" : top + general) + model + "1 江東区 外国人材\n江東区障害者雇用支援プログラ\nム\n"
      + description + tail()
      + "\n2 北区 外国人材\n北区留学生就職及び定着セミナ\nー等実施事業\n" + description + tail()
    let entries = try #require(try reading(text).plans.last?.entries)
    #expect(entries.map(\.title.text) == ["江東区障害者雇用支援プログラム", "北区留学生就職及び定着セミナー等実施事業"])
    #expect(entries.allSatisfy { $0.description.text.hasPrefix("町内の中小企業") })
  }

  /// 「事業所」 is no end of a title.
  @Test func `a title before an empty line ends there, whatever the description begins with`()
    throws
  {
    let entry = try first(
      "1 中央区 中央区の働く人を増やす取組\n\n介護の事業所を対象に、相談を受け、求人の情報を出す場を開き、魅力を伝え、人を集める。\n\n"
        + tail())
    #expect(entry.title.text == "中央区の働く人を増やす取組")
  }

  @Test func `a title broken in mid-word goes on before a description of one line`() throws {
    let wrapped = "1 中央区\n若者就労支援・人材確\n保事業\n若者の就労を支援する。\n"
    let entry = try first(wrapped + tail())
    #expect(entry.title.text == "若者就労支援・人材確保事業")
    #expect(entry.description.text == "若者の就労を支援する。")
  }

  @Test func `a title whose end nothing tells is lost, not guessed`() throws {
    let entry = try first("1 中央区\n若者の就労を支援・人材確\n保のための相談窓口\n" + tail())
    #expect(entry.title.state == .lost)
    #expect(entry.description.state == .lost)
    #expect(entry.cost.text == "1,200")
  }

  @Test func `the end of a category alone is none`() throws {
    let entry = try first(body + "業 1,200 5 - 令和３年４月\n産業部\n03-3546-5329\n")
    #expect(entry.category.state == .lost)
  }

  @Test(arguments: [
    "産業部\n経済課\n03-3546-532\n9", "産業部\n経済課\nTEL 03-3546-5329 / FAX 03-3546-5330",
    "産業部\n経済課\n03-3546-5329\nFAX 03-3546-5330", "産業部\n経済課\nファクス 03-3546-5330\n03-3546-5329",
  ])
  func `contacts have one telephone and no fax number`(contact: String) throws {
    let found = try first(body + tail(contact)).contact
    #expect(found.department.text == "産業部")
    #expect(found.section.text == "経済課")
    #expect(found.phone.value?.digits == "0335465329")
  }

  @Test(arguments: ["Ⅰ", "一", "Ⅻ", "十一", "一．", "①", "No.1"])
  func `entries may be numbered in other ways`(number: String) throws {
    let text = top + "\(number) 中央区\n若者就労支援事業\n若者の就労を支援する。\n" + tail()
    let submission = try reading(text)
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.number.text == number)
    #expect(entry.municipality.text == "中央区")
    #expect(entry.title.text == "若者就労支援事業")
  }

  @Test func `radicals and the sign of a hyphen are what is printed`() throws {
    let text =
      "1 中央区\n若者‧⼈材確保⽀援事業\n若者の就労を⽀援する。\n処遇改善事業 1,200 - 5 令和３年４⽉ https://a.jp/b\u{FFFE}c\n"
      + "産業部\n⻑寿課\n03-3546-5329\n"
    let entry = try #require(try reading(top + text).plans.first?.entries.first)
    #expect(entry.title.text == "若者・人材確保支援事業")
    #expect(entry.start.value?.yearMonth?.month == 4)
    #expect(entry.url.text == "https://a.jp/b-c")
    #expect(entry.contact.section.text == "長寿課")
  }
}

@Suite struct `Lines of descriptions that look like the form's own` {
  private static let top =
    "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"

  /// The plans of a document whose second entry has `lines` for its description.
  private func plans(_ lines: String) throws -> [Plan] {
    func entry(_ number: Int, _ body: String) -> String {
      "\(number) 中央区 若者就労支援事業その\(number)\n\(body)\n\n労働力確保事業 1,200 5 - 令和３年４月\n"
        + "https://a\(number).jp/\n\n産業部\n経済課\n03-3546-532\(number)\n\n"
    }
    let text =
      Self.top + "\n" + entry(1, "若者の就労を支援する。") + entry(2, lines) + entry(3, "企業を支援する。")
      + "合計 3,600 15 0\n"
    let submission = try reading(text)
    #expect(LineAccount(submission).faults(in: text) == [], "\(text)")
    return submission.plans
  }

  @Test(arguments: [
    "企業を訪問して助言する。令和２年度モデル事業計画\n書に基づく取組を広げる。",
    "若者の就労を支援する。総合支援事業計画書\n（令和２年度）に記載した取組を続ける。", "令和２年度のモデル事業で得た知見を生かし、一般事業として事業計画\nを見直す。",
    "令和３年度から令和５年度までの３か年計画（モデル事業）\nとして実施する。", "（単位：千円）で示した内訳は、積算書のとおりで\nある。",
    "企業を訪問して助言し、若者の定着率の向上を図る。委託費は、\n労働力確保事業 1,000 5 - に相当する額を見込む。",
    "企業を訪問して助言し、若者の定着率の向上を図る。前年度の実績は、\n労働力確保事業 20,000 千円、目標 25 人であった。",
  ])
  func `are read as what they are`(lines: String) throws {
    let plans = try plans(lines)
    let plan = try #require(plans.first)
    #expect(plans.count == 1 && plan.entries.map(\.number.value) == [1, 2, 3])
    #expect(plan.entries[1].description.text == lines.replacing("\n", with: ""))
    #expect(plan.entries.allSatisfy { $0.cost.value == .whole(1200) })
    #expect(plan.unit.value == 1000 && plan.fiscalYear == 2021)
  }

  @Test func `begin no entry by the number of this one`() throws {
    let plan = try #require(try plans("2 江東区 との共催により、合同の面接会を開\n催する。").first)
    #expect(plan.entries.map(\.number.value) == [1, 2, 3])
    #expect(plan.entries.map(\.municipality.text) == ["中央区", "中央区", "中央区"])
  }

  @Test func `are the form's where a page repeats them`() throws {
    for repeated in [Self.top, "\u{C}" + Self.top, "モデル事業計画書（令和３年度）\n整理番号 区市町村 事業名\n"] {
      let plans = try plans("若者の就労を地域の企業とともに幅広く、\n" + repeated + "支援する。")
      let entries = plans.flatMap(\.entries)
      #expect(entries.map(\.number.value) == [1, 2, 3], "\(repeated)")
      #expect(entries[1].description.text == "若者の就労を地域の企業とともに幅広く、支援する。", "\(repeated)")
    }
  }
}
