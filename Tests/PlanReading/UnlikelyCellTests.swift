import PlanModel
import PlanReading
import Testing

private let top = "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"
private let row = "労働力確保事業 1,200 5 - 令和３年４月"
private let contact = "産業部\n経済課\n03-3546-5329\n"

/// A description whose lines fill their column.
private let prose =
  "区内の中小企業を対象に、採用の相談を受ける窓口を置き、求人の情報を出す場を開いて、働く\n人を集める。\n"

/// An entry of flattened text, its parts replaceable.
private func entry(
  _ head: String, _ description: String = prose, url: String = "", _ contact: String = contact
) -> String {
  head + "\n" + description + row + "\n" + url + contact
}

/// The entries of a plan, of which no line is dropped.
private func entries(_ text: String) throws -> [Entry] {
  let submission = try reading(top + text)
  #expect(LineAccount(submission).faults(in: top + text) == [], "\(text)")
  return try #require(submission.plans.first).entries
}

@Suite struct `Cells that do not look like their column` {
  // MARK: URLs

  @Test(arguments: [
    ["https://www.city.example.l", "g.jp/しごと/案内.html"],
    ["https://www.city.example.l", "g.jp/sodan.html。"],
    ["https://www.city.example.l", "g.jp/a.html、h", "ttps://b.example.jp/", "c/"],
    ["https://", "www.example.jp/"],
    ["https://www.a.jp/a.html、", "https://b.example.jp/"], ["https://www.a.jp/しごと", "相談/案内.html"],
    ["https://www.a.jp/しごと", "相談の", "窓口/案内"], ["https://www.city.example.jp", "。"],
    ["https://www.a.jp/a.html（４月", "公開予定）"],
  ])
  func `a wrapped URL is given whole whatever letters it has`(lines: [String]) throws {
    let url = lines.joined(separator: "\n") + "\n"
    let found = try entries(entry("1 中央区 若者就労支援事業", url: url))[0]
    #expect(found.url.text == lines.joined())
    #expect(found.contact.department.text == "産業部")
    #expect(found.contact.section.text == "経済課")
  }

  @Test(arguments: ["https://www.a.jp/若者のしご\nとの窓口\n", "https://www.a.jp/若者の\nしごとの/福祉部\n"])
  func `a URL whose end nothing tells is lost, not cut`(url: String) throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", url: url))[0]
    #expect(found.url.state == .lost)
    #expect(found.contact.department.state == .lost)
    #expect(found.contact.phone.text == "03-3546-5329")
  }

  @Test func `names with a slash below a URL are none of it`() throws {
    let found = try entries(
      entry(
        "1 中央区 若者就労支援事業", url: "https://www.example.jp/\n", "産業部/経済課\n03-3546-5329\n"))[0]
    #expect(found.url.text == "https://www.example.jp/")
    #expect(found.contact.department.text == "産業部/経済課")
  }

  @Test(arguments: ["mailto:koyo@city.exam\nple.lg.jp\n", "koyo@city.example.lg.jp\n"])
  func `an address of mail below the row stands for the URL`(address: String) throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", url: address))[0]
    #expect(found.url.text == address.split(separator: "\n").joined())
    #expect(found.contact.department.text == "産業部")
  }

  @Test func `a dash behind a number stands for the name`() throws {
    let found = try entries(entry("1 中央区 若者就労支援事業") + entry("2 -\n高齢者就労支援事業"))
    #expect(found.map(\.municipality.state) == [.given, .dash])
    #expect(found.map(\.title.text) == ["若者就労支援事業", "高齢者就労支援事業"])
  }

  @Test(arguments: ["……", "○○○○"])
  func `signs below a wrapped title stand for a description`(signs: String) throws {
    let found = try entries(
      entry("1 中央区\n若者の就職と定着と育成と\n相談の総合支援事業", signs + "\n")
        + entry("2 中央区\n高齢者の就職と定着と育成\n相談の総合支援事業"))[0]
    #expect(found.title.text == "若者の就職と定着と育成と相談の総合支援事業")
    #expect(found.description.text == signs)
  }

  @Test(arguments: ["03-3546-5329 ext.21", "03-3546-5329 EXT 21"])
  func `a telephone number may have its extension in Latin letters`(phone: String) throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", prose, "産業部\n経済課\n\(phone)\n"))[0]
    #expect(found.contact.phone.text == phone)
  }

  // MARK: Names

  @Test(arguments: [
    ["西東京市社", "会福祉協議会"], ["八王子商工", "会議所"], ["八王子市シ", "ルバー人材", "センター"], ["中央区観光", "協会"],
  ])
  func `a body's name broken within a word is put together`(lines: [String]) throws {
    let text = entry("1\n" + lines.joined(separator: "\n") + "\n若者就労支援事業") + "1,200 5 -\n"
    let found = try entries(text)[0]
    #expect(found.municipality.text == lines.joined())
    #expect(found.title.text == "若者就労支援事業")
    #expect(found.description.text.hasPrefix("区内の中小企業"))
  }

  @Test func `an item of a list whose words end as a body's name is no entry`() throws {
    let list = "次の団体と連携して行う。\n1 北部の企業で\n構成する協議会\n2 学校\n"
    let found = try entries(entry("1 中央区 若者就労支援事業", list) + entry("2 港区 女性就労支援事業"))
    #expect(found.map(\.municipality.text) == ["中央区", "港区"])
    #expect(found[0].description.text.hasSuffix("2 学校"))
  }

  // MARK: Numbers

  @Test(arguments: ["-", "－", "A"], [true, false])
  func `a dash or a letter for a number is what is printed`(number: String, isLast: Bool) throws {
    let last = isLast ? "" : entry("3 港区 介護人材確保事業")
    let found = try entries(
      entry("1 中央区 若者就労支援事業") + entry("\(number) 新宿区 女性就労支援事業") + last + "3,600 15 -\n")
    #expect(found[1].number.text == number)
    #expect(found[1].number.value == nil)
    #expect(found[1].municipality.text == "新宿区")
    #expect(found[1].title.text == "女性就労支援事業")
  }

  @Test(arguments: ["2-1", "2a", "-2", "2.5", "A3", "２の１", "2-1\n"])
  func `a number that is not whole is what is printed`(number: String) throws {
    let text =
      entry("1 中央区 若者就労支援事業") + entry("\(number) 新宿区 女性就労支援事業") + entry("3 港区 介護人材確保事業")
      + "3,600 15 -\n"
    let found = try entries(text)
    #expect(found.map(\.number.text) == ["1", number.filter { $0 != "\n" }, "3"])
    #expect(found[1].number.value.map { $0 < 1 } ?? true)
    #expect(found[1].number.state == .given)
    #expect(found.map(\.municipality.text) == ["中央区", "新宿区", "港区"])
    #expect(found[1].title.text == "女性就労支援事業")
  }

  @Test func `a number that is not whole and follows none is lost`() throws {
    let text =
      entry("1 中央区 若者就労支援事業") + entry("8-1 新宿区 女性就労支援事業") + entry("7 港区 介護人材確保事業")
    let found = try reading(top + text).plans[0].entries
    #expect(found.count == 3)
    #expect(found[1].number.state == .lost)
  }

  // MARK: Telephones

  @Test(arguments: ["03-3546-53XX", "03-3546", "O3-3546-5329", "内線2921", "未定"])
  func `what stands for a telephone number at an entry's end is given as printed`(phone: String)
    throws
  {
    for end in [entry("2 港区 女性就労支援事業"), "1,200 5 -\n", "- 1 -\n", ""] {
      let found = try entries(entry("1 中央区 若者就労支援事業", prose, "産業部\n経済課\n\(phone)\n") + end)[0]
      #expect(found.contact.phone.text == phone, "\(end)")
      #expect(found.contact.phone.state == .given)
      #expect(found.contact.section.text == "経済課")
    }
  }

  @Test func `a word below a department alone may be a section`() throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", prose, "産業部\n未定\n"))[0]
    #expect(found.contact.phone.state == .lost)
  }

  // MARK: Titles and descriptions

  @Test(arguments: [
    "未定", "同上", "未定住外国人就労支援事業", "同上野地区人材確保事業", "処遇改善事業", "○○事業",
  ])
  func `a title beside the name is one, whatever it says`(title: String) throws {
    let found = try entries(entry("1 中央区 \(title)") + entry("2 港区 女性就労支援事業"))
    #expect(found[0].title.text == title)
    #expect(found[0].description.text == prose.filter { $0 != "\n" })
  }

  @Test(arguments: [
    "若者の就労を支援する。\n相談電話 03-5320-4720\n窓口で相談を受ける。\n",
    "講座を開く。案内は次に示す。\nhttps://www.example.jp/koza/\n窓口で相談を受ける。\n",
    "１　求職者支援\n研修を行う。\n２　企業支援\n講座を開く。\n", "(1) 求職者支援\n研修を行う。\n(2) 企業支援\n講座を開く。\n",
    "・求職者支援\n・企業支援\n・その他\n", "次の事業を行う。\n1 講座 12 回\n2 面接会 8 回\n就労につなげる。\n",
    "次の会場で開く。\n1 新宿区 文化センター\n2 中野区 区民ホール\n事前に相談を受ける。\n",
  ])
  func `a description has any lines below a title that ends`(description: String) throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", description) + entry("2 港区 女性就労支援事業"))
    #expect(found[0].title.text == "若者就労支援事業")
    #expect(
      found[0].description.text.filter { $0 != "\n" } == description.filter { $0 != "\n" })
    #expect(found[1].title.text == "女性就労支援事業")
  }

  @Test(arguments: ["～働く力を育てる～\n", "及び定着促進事業\n", "【新規】\n"])
  func `a short line below a title may be the title's`(line: String) throws {
    let found = try entries(entry("1 中央区 若者就労支援事業", line + prose))[0]
    #expect(found.title.state == .lost || found.title.text.hasSuffix(line.filter { $0 != "\n" }))
  }

  @Test func `an address that no sentence announces may be another cell's`() throws {
    let text = "区内の中小企業を対象に、採用の相談を受ける窓口を置き、求人の情報を出す場を開いて\nhttps://www.example.jp/\n人を集める。\n"
    let found = try entries(entry("1 中央区 若者就労支援事業", text))[0]
    #expect(found.description.state == .lost)
  }

  @Test func `a page's number within an entry is none of its cells`() throws {
    let lines = prose.split(separator: "\n")
    let text = "\(lines[0])\n\n2\n\u{C}\n\(lines[1])\n"
    let submission = try reading(
      top + entry("1 中央区 若者就労支援事業", text) + entry("2 港区 女性就労支援事業"))
    let found = submission.plans[0].entries
    #expect(found[0].title.text == "若者就労支援事業")
    #expect(found[0].description.text == prose.filter { $0 != "\n" })
    #expect(submission.furniture.contains { $0.kind == .pageMark && $0.text == "2" })
  }

  // MARK: Totals

  @Test func `totals may begin with a zero`() throws {
    let text =
      entry("1 中央区 若者就労支援事業") + entry("2 港区 女性就労支援事業") + "0 1307 78\n（注）１．番号を記す。\n"
    guard case .stated(let sums) = try reading(top + text).plans[0].totals else {
      Issue.record("no totals")
      return
    }
    #expect([sums.cost.text, sums.target.text, sums.reference.text] == ["0", "1307", "78"])
  }
}
