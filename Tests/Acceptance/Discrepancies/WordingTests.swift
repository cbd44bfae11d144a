import Auditing
import PlanAudit
import Testing

@Suite struct `The words of a finding` {
  private static let rules = Result { try ShippedRules() }

  private func findings(_ lines: [String], of name: String) throws -> [Finding] {
    let rules = try Self.rules.get()
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    return try rules.findings(rules.canonical(bytes, name: name), name: name)
  }

  private func row(_ number: Int, cost: String) -> String {
    "\(number),中央区,就労支援事業\(number),求職者\(number)人を対象に、就職面接会と職場見学会を年に四回開催する。,労働力確保事業,"
      + "\(cost),5,-,令和５年４月,,区民部商工観光課 03-3546-5329"
  }

  private static let head = [
    "（単位：千円、人）", "整理番号,区市町村,事業名,事業内容,事業区分,事業費,目標,参考,事業開始（予定）月,URL,問合せ先",
  ]

  @Test(arguments: [
    (["1500", "1000"], "2500"), (["\"1,500\"", "\"1,000\""], "2,500"), (["900", "800"], "1,700"),
  ])
  func `a sum is printed as the costs of the entries are`(costs: [String], sum: String) throws {
    let rows = costs.enumerated().map { row($0.offset + 1, cost: $0.element) }
    let found = try findings(
      ["令和５年度 地域人材確保総合支援事業（一般事業）計画書"] + Self.head + rows + [",合計,,,,未定,10,0"], of: "plan.csv")
    let total = try #require(found.first { $0.rule == "TOT-05" })
    #expect(found.count == 1)
    #expect(total.found == "未定" && total.expected == sum)
    #expect(total.message.ja.contains("（\(sum)）"))
  }

  @Test(arguments: [
    (["1500", "1000"], "-", "2500"), (["\"1,500\"", "\"1,000\""], "-", "2,500"),
    (["1500", "1000"], "\"2,501\"", "2,500"), (["\"1,500\"", "\"1,000\""], "2501", "2500"),
    (["900", "800"], "100", "1,700"),
  ])
  func `a right sum is printed as the stated one is`(
    costs: [String], stated: String, sum: String
  ) throws {
    let rows = costs.enumerated().map { row($0.offset + 1, cost: $0.element) }
    let found = try findings(
      ["令和５年度 地域人材確保総合支援事業（一般事業）計画書"] + Self.head + rows + [",合計,,,,\(stated),10,0"], of: "plan.csv"
    )
    let total = try #require(found.first { $0.rule == "TOT-01" })
    #expect(found.count == 1)
    #expect(total.expected == sum)
  }

  @Test func `the months of the entries tell the year of a plan, not its kind`() throws {
    let rows = [row(1, cost: "900"), row(2, cost: "800")]
    let found = try findings(Self.head + rows, of: "plan.csv")
    let year = try #require(found.first { $0.rule == "SRC-02" })
    let kind = try #require(found.first { $0.rule == "SRC-03" })
    #expect(year.message.ja.contains("各事業の開始月を手がかり"))
    #expect(!kind.message.ja.contains("開始月"))
    #expect(kind.message.en?.contains("months") == false)
  }
}
