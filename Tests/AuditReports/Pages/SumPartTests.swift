import Auditing
import Testing
import XMLTree

@testable import AuditReports

@Suite struct `Sums on the page` {
  private static func root(_ language: ReportLanguage = .japanese) throws -> XMLNode {
    try FindingReading.page(TestPages.report(FixedTables.report, language)).documentElement
  }

  private static func elements(_ name: String, in node: XMLNode) -> [XMLNode] {
    (node.localName == name ? [node] : []) + node.childElements.flatMap { elements(name, in: $0) }
  }

  @Test func `the candidates for a difference stand in their order and lead to the entry's cell`()
    throws
  {
    let root = try Self.root()
    let list = try #require(
      Self.elements("ol", in: root).first { $0.attribute("class") == "causes" })
    let causes = FixedReport.plan("general", entryCount: 2).reconciliation[0].causes
    #expect(list.childElements.count == causes.count)
    for (item, cause) in zip(list.childElements, causes) {
      #expect(item.stringValue.hasPrefix(cause.message.text(in: .japanese)))
    }
    #expect(Self.elements("a", in: list.childElements[0]).isEmpty)
    let link = try #require(Self.elements("a", in: list.childElements[1]).first)
    let target = try #require(link.attribute("href")).dropFirst()
    #expect(target.hasSuffix("-cost"))
    let cell = Self.elements("td", in: root).first { $0.attribute("id") == String(target) }
    #expect(cell != nil)
  }

  @Test(arguments: ReportLanguage.allCases)
  func `subtotals are folded away and say what is not known`(language: ReportLanguage) throws {
    let wording = Wording(language: language)
    let details = try #require(
      Self.elements("details", in: Self.root(language)).first {
        $0.childElements.first?.stringValue == wording.subtotals
      })
    let row = try #require(
      Self.elements("tr", in: details).first { $0.stringValue.contains("千代田区") })
    #expect(row.childElements.map(\.stringValue).dropFirst() == ["2", "7", "–", "-1"])
  }

  @Test func `every note has its rules with their results and its problems`() throws {
    let wording = Wording(language: .japanese)
    let table = try #require(
      Self.elements("table", in: Self.root()).first {
        $0.childElements.first?.stringValue == wording.notes
      })
    let body = try #require(Self.elements("tbody", in: table).first)
    let notes = FixedReport.plan("general", entryCount: 2).notes
    #expect(body.childElements.count == notes.count)
    for (row, note) in zip(body.childElements, notes) {
      let words = row.childElements.map(\.stringValue)
      for problem in note.problems {
        #expect(words[3].contains(problem.message.text(in: .japanese)))
      }
      #expect(note.problems.isEmpty == (words[3] == wording.none))
      #expect(note.rules.isEmpty == (words[2] == "–"))
      // One rule that failed makes the note one that is not kept.
      if words[2].contains(wording.noteFailed) { #expect(words[1] == wording.noteFailed) }
      if note.rules.isEmpty { #expect(words[1] == wording.noteUnchecked) }
    }
  }
}
