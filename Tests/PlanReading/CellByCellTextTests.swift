import PlanModel
import PlanReading
import Testing

private let top = "東京都地域人材確保総合支援事業（一般事業）計画書（令和３年度）\n（単位：千円、人）\n"
/// Column headings as an extractor gives them that goes from cell to cell.
private let headings = """
  整
  理
  番
  号
  区市
  町村 事業名 事業内容 事業区
  分 事業費 目標 参考
  事業開始
  （予定）
  月
  URL 問合せ先

  """

private func entries(_ body: String, isAccounted: Bool = true) throws -> [Entry] {
  let text = top + headings + body
  let submission = try reading(text)
  if isAccounted { #expect(LineAccount(submission).faults(in: text) == [], "\(body)") }
  return try #require(submission.plans.first).entries
}

/// An entry whose cells narrow columns wrap.
private func entry(
  _ number: Int, name: String = "中央\n区", title: String = "若年者就職マッ\nチング支援事業\n",
  description: String = "区内中小企業への就職を希望する若年者\nを対象に研修を行う。\n",
  month: String = "令和３年\n４月\n", url: String = "https://www.exa\nmple.lg.jp/\n",
  contact: String = "区民部\n商工観光\n課\n03-3546-\n5329\n"
) -> String {
  let cells = "労働力\n確保事\n業\n1,200 5 - "
  let head = name.isEmpty ? "\(number)\n" : "\(number) \(name)\n"
  return head + title + description + cells + month + url + contact
}

@Suite struct `Text that goes from cell to cell` {
  @Test func `gives each field`() throws {
    let entries = try entries(entry(1) + entry(2, name: "新宿\n区"))
    #expect(entries.map(\.number.value) == [1, 2])
    let first = try #require(entries.first)
    #expect(first.municipality.text == "中央区")
    #expect(first.title.text == "若年者就職マッチング支援事業")
    #expect(first.description.text == "区内中小企業への就職を希望する若年者を対象に研修を行う。")
    #expect(first.category.text == "労働力確保事業")
    #expect(first.start.value?.yearMonth?.iso == "2021-04")
    #expect(first.url.text == "https://www.example.lg.jp/")
    #expect(first.contact.section.text == "商工観光課")
    #expect(first.contact.phone.text == "03-3546-5329")
  }

  @Test(arguments: ["03-3546-5329（内\n線2921）", "03-\n3546-\n5329", "042-396-88\n02"])
  func `puts telephone numbers together`(phone: String) throws {
    let entries = try entries(entry(1, contact: "区民部\n\(phone)\n"))
    #expect(
      entries.first?.contact.phone.text == phone.split(separator: "\n").joined())
  }

  @Test func `puts names of three lines together`() throws {
    #expect(try entries(entry(1, name: "東久\n留米\n市")).map(\.municipality.text) == ["東久留米市"])
  }

  @Test func `takes both parts of a line broken before a bracket for one`() throws {
    let description = "人材の確保が課題となっているため、\n「就職\n応援サイト」による魅力発信と見学会を行\nう。\n"
    let first = try #require(try entries(entry(1, description: description)).first)
    #expect(first.description.text == description.split(separator: "\n").joined())
    #expect(first.title.text == "若年者就職マッチング支援事業")
  }

  @Test(arguments: ["1,200 5 -令和３年\n４月\n", "1,200 5 -令和３年４月\n"])
  func `parts a month from the dash that touches it`(row: String) throws {
    let text = entry(1).replacing("1,200 5 - 令和３年\n４月\n", with: row)
    let first = try #require(try entries(text).first)
    #expect(first.reference.state == .dash)
    #expect(first.start.text == "令和３年４月")
  }

  @Test func `loses what the end of a page parts`() throws {
    let upper = entry(1, description: "区内中小企業への就職を希望する若年者\nを対象に研修を行い、\n", contact: "区民部\n")
    let lower = "結果を公表する。\n商工観光\n課\n03-3546-\n5329\n"
    let entries = try entries(
      upper + "\u{0C}" + headings + lower + entry(2, name: "新宿\n区"), isAccounted: false)
    #expect(entries.map(\.title.state) == [.lost, .given])
    #expect(entries.map(\.description.state) == [.lost, .given])
    #expect(entries.map(\.contact.department.state) == [.lost, .given])
    #expect(entries.map(\.cost.value) == [.whole(1200), .whole(1200)])
  }

  @Test func `takes a note's mark behind the end of a page for no note`() throws {
    let rest = "（注）対象者は区内に在住の者とす\nる。研修を行う。\n"
    let text =
      top + headings + entry(1) + "\u{0C}" + headings + rest + entry(2, name: "新宿\n区")
      + "合計 2,400 10 0\n（注）１．記載すること。\n"
    let submission = try reading(text)
    #expect(submission.plans.map { $0.entries.compactMap(\.number.value) } == [[1, 2]])
    #expect(submission.plans.first?.notes.map(\.number) == [1])
  }

  @Test func `puts wrapped totals together`() throws {
    let text = top + headings + entry(1) + entry(2, name: "新宿\n区") + "合計\n102,4\n00\n10\n-\n"
    let totals = try reading(text).plans.first?.totals
    guard case .stated(let sums) = totals else {
      Issue.record("no totals")
      return
    }
    #expect(sums.cost.value == .whole(102_400) && sums.target.value == .whole(10))
  }

  @Test func `loses a category that may go on behind the end of its page`() throws {
    let upper = entry(1).replacing("労働力\n確保事\n業\n1,200 5 -", with: "処遇改\n善 1,200 - 5")
    let entries = try entries(
      upper + "\u{0C}" + headings + "事業\n" + entry(2, name: "新宿\n区"), isAccounted: false)
    #expect(entries.map(\.category.state) == [.lost, .given])
  }

  @Test func `loses the title of an entry on two pages`() throws {
    let text = entry(1).replacing("を対象に研修を行う。\n", with: "\u{0C}\(headings)を対象に研修を行う。\n")
    let first = try #require(try entries(text, isAccounted: false).first)
    #expect(first.title.state == .lost)
    #expect(first.cost.value == .whole(1200))
  }

  @Test func `takes no title for the name that a merged cell gives`() throws {
    let title = "障がい者採用力\n向上支援事業\n"
    let entries = try entries(entry(1) + entry(2, name: "", title: title))
    #expect(entries.map(\.number.value) == [1, 2])
    #expect(entries.last?.municipality.state == .lost)
    #expect(entries.last?.title.text == "障がい者採用力向上支援事業")
  }

  @Test func `takes no number for the end of a URL`() throws {
    let entries = try entries(
      entry(1, contact: "") + entry(2, name: "", title: "障がい者採用力\n向上支援事業\n", contact: "")
        + entry(3), isAccounted: false)
    #expect(!entries.contains { $0.url.text.hasSuffix("2") })
  }

  @Test func `loses a number that may be wrapped`() throws {
    let nine = (1...9).map { entry($0) }.joined()
    let entries = try entries(nine + "1\n0 " + entry(0).dropFirst(2))
    #expect(entries.count == 10)
    #expect(entries.last?.number.state == .lost)
    #expect(entries.last?.municipality.text == "中央区")
  }

  @Test func `calls no URL blank that a neighbour's merged cell may give`() throws {
    let entries = try entries(
      entry(1) + entry(2, url: "") + entry(3, name: "新宿\n区", url: ""))
    #expect(entries.map(\.url.state) == [.given, .lost, .blank])
  }
}
