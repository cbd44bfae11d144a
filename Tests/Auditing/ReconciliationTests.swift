import Testing
import XMLTree

@testable import Auditing

@Suite struct Reconciliations {
  private func reconciliation(_ plan: String) throws -> [Reconciliation] {
    let xml = "<submission xmlns=\"urn:planaudit:plan:1\">\(plan)</submission>"
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "plan.xml")
    let element = try #require(document.documentElement.childElements.first)
    return ReconciliationReading.reconciliation(of: element)
  }

  private func entry(_ position: Int, _ cells: String) -> String {
    "<entry position=\"\(position)\">\(cells)</entry>"
  }

  @Test func `sums are exact and a dash or an empty cell adds nothing`() throws {
    let sums = try reconciliation(
      "<plan>"
        + entry(
          1, "<cost value='9007199254740993'/><target value='5'/><reference state='dash'/>")
        + entry(2, "<cost value='-2'/><target state='blank'/><reference state='dash'/>")
        + "<totals><cost value='9007199254740991'/><target value='4'/><reference state='dash'/></totals></plan>"
    )
    #expect(sums.map(\.field) == [.cost, .target, .reference])
    #expect(sums.map(\.stated) == [9_007_199_254_740_991, 4, 0])
    #expect(sums.map(\.computed) == [9_007_199_254_740_991, 5, 0])
    #expect(sums.map(\.difference) == [0, -1, 0])
    #expect(sums.allSatisfy { $0.explanation == nil })
  }

  @Test func `a lost cell, an unreadable one and a missing row are absent and say why`() throws {
    let sums = try reconciliation(
      "<plan>"
        + entry(1, "<cost state='lost'/><target value='5'/><reference>一</reference>")
        + "<totals><cost value='1'/><target>五</target><reference value='1'/></totals></plan>")
    #expect(sums.map(\.stated) == [1, nil, 1])
    #expect(sums.map(\.computed) == [nil, 5, nil])
    #expect(sums.map(\.difference) == [nil, nil, nil])
    #expect(sums.allSatisfy { $0.explanation != nil })
    for totals in ["", "<totals state='lost'/>"] {
      let sums = try reconciliation("<plan>\(entry(1, "<cost value='1'/>"))\(totals)</plan>")
      #expect(sums[0].stated == nil && sums[0].computed == 1 && sums[0].explanation != nil)
    }
  }

  @Test func `an overflow is no sum`() throws {
    let sums = try reconciliation(
      "<plan>" + entry(1, "<cost value='9223372036854775807'/>") + entry(2, "<cost value='1'/>")
        + "</plan>")
    #expect(sums[0].computed == nil && sums[0].explanation != nil)
  }
}
