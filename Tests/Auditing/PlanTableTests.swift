import Auditing
import Testing
import XMLTree

@testable import Auditing

@Suite struct `Tables of plans` {
  private static func table(_ plan: String) throws -> PlanTable {
    let xml = """
      <submission xmlns="urn:planaudit:plan:1"><source name="a"/>\(plan)</submission>
      """
    let document = try XMLDocument(parsing: Array(xml.utf8), name: "a")
    let element = try #require(document.documentElement.planChild("plan"))
    return PlanTableReading.table(of: element)
  }

  @Test func `hold what is printed, how it was read and where it stands`() throws {
    let table = try Self.table(
      """
      <plan id="general"><unit line="2" multiplier="1000">（単位：千円）</unit>\
      <entry position="1"><number value="1" line="4">1</number>\
      <municipality value="131024">中央区</municipality><title state="lost"/>\
      <cost value="11821">11,821</cost><target state="dash">-</target><reference>約5</reference>\
      <start state="inferred" basis="merged-cell">令和２年４月</start>\
      <contact><department>区民部</department><section state="blank"/><phone>03</phone></contact></entry>\
      <entry position="2"><municipality within="132225">東久留米市商工会</municipality></entry>\
      <entry position="3"><municipality state="lost"/></entry>\
      <totals><cost value="9" line="7">9</cost></totals>\
      <note number="1" line="9">書くこと。</note></plan>
      """)
    #expect(!table.columns.contains(.theme))
    #expect(table.unit.text == "（単位：千円）" && table.heading.state == .lost)
    let first = table.rows[0]
    #expect(first.submitter == Submitter(code: "131024", isBody: false, name: "中央区"))
    #expect(first.cell(.number)?.parts.first?.location == Location(line: 4))
    #expect(first.cell(.title)?.parts.first?.state == .lost)
    #expect(first.cell(.start)?.parts.first?.basis == "merged-cell")
    #expect(first.cell(.contact)?.text == "区民部\n03")
    #expect(first.amount(.cost) == 11_821 && first.amount(.target) == 0)
    #expect(first.amount(.reference) == nil, "what cannot be read is not 0")
    #expect(table.rows[1].submitter?.isBody == true && table.rows[2].submitter == nil)
    #expect(table.rows[1].cell(.cost)?.parts.first?.state == .lost)
    #expect(table.totals.map(\.field) == [.cost] && !table.totalsAreLost)
    #expect(table.note(see: "note:1")?.text == "書くこと。")
    #expect(table.note(see: "note:2") == nil && table.note(see: "form:totals") == nil)
  }

  @Test func `tell a lost totals row from one that is not there`() throws {
    #expect(try Self.table("<plan id='a'><totals state='lost'/></plan>").totalsAreLost)
    #expect(try !Self.table("<plan id='a'/>").totalsAreLost)
    #expect(
      try Self.table("<plan id='a'><entry position='1'><theme>x</theme></entry></plan>").columns
        .contains(.theme))
  }
}
