import Foundation
import PlanModel
import TestSupport
import Testing
import XMLTree

@Suite struct `Canonical plan XML` {
  private static let grammar = SharedMaterial.packageFolder.appendingPathComponent(
    "Rules/plan.rng")

  @Test(arguments: 1...40 as ClosedRange<UInt64>, [true, false])
  func `what is written is read back`(seed: UInt64, lineBreaks: Bool) throws {
    var submissions = RandomSubmissions(seed: seed)
    for _ in 0..<5 {
      let submission = submissions.next()
      let built = submission.canonicalXML(lineBreaks: lineBreaks)
      #expect(try Submission(canonical: built, places: .asStated) == submission, "seed \(seed)")
      let parsed = try XMLDocument(parsing: built.serialized(), name: "written.xml")
      #expect(try Submission(canonical: parsed, places: .asStated) == submission, "seed \(seed)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `what is written has the shape of the grammar`(seed: UInt64) throws {
    let schema = try RelaxNGSchema(
      parsing: Array(try Data(contentsOf: Self.grammar)), name: "plan.rng")
    var submissions = RandomSubmissions(seed: seed)
    for _ in 0..<5 {
      let bytes = submissions.next().canonicalXML(lineBreaks: false).serialized()
      let issues = try schema.validate(bytes, name: "written.xml")
      #expect(issues.isEmpty, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func `places in the document can be asked for instead`() throws {
    let text = """
      <submission xmlns="urn:planaudit:plan:1">
      <source name="a" format="text" sha256="\(String(repeating: "0", count: 64))"/>
      <plan id="general" kind="general"><heading state="lost"/>
      <unit line="77">（単位：千円）</unit></plan>
      </submission>
      """
    let document = try XMLDocument(parsing: Array(text.utf8), name: "a.xml")
    let plan = try #require(try Submission(canonical: document, places: .inDocument).plans.first)
    #expect(plan.unit.place.line == 4)
    #expect(plan.unit.place.path == "/p:submission/p:plan[1]/p:unit")
    let stated = try Submission(canonical: document, places: .asStated)
    #expect(stated.plans.first?.unit.place.line == 77)
  }

  @Test func `what a document leaves out of an address is computed`() throws {
    let url = "https://www.A-b.jp/x"
    let text = """
      <submission xmlns="urn:planaudit:plan:1"><source name="a" format="xml" sha256=""/>
      <plan id="general" kind="general"><heading/><unit/><entry position="1">
      <number/><municipality/><title/><description/><category/><cost/><target/><reference/><start/>
      <url value="\(url)">\(url)</url><contact><department/><section/><phone/></contact></entry></plan>
      </submission>
      """
    let document = try XMLDocument(parsing: Array(text.utf8), name: "a.xml")
    let plan = try #require(try Submission(canonical: document, places: .asStated).plans.first)
    #expect(plan.entries.first?.url.value?.address == WebAddress(url))
    let other = text.replacing("value=\"\(url)\"", with: "value=\"a.jp\"")
    let broken = try XMLDocument(parsing: Array(other.utf8), name: "a.xml")
    #expect(throws: PlanXMLError.self) { try Submission(canonical: broken, places: .asStated) }
  }

  @Test(arguments: [
    ("<plan/>", 1), ("<submission xmlns='urn:planaudit:plan:1'/>", 1),
    ("<submission xmlns='urn:planaudit:plan:1'>\n<source/></submission>", 2),
    (
      "<submission xmlns='urn:planaudit:plan:1'>\n<source name='a' format='word' sha256=''/></submission>",
      2
    ),
    (
      "<submission xmlns='urn:planaudit:plan:1'><source name='a' format='xml' sha256=''/>\n<entry/></submission>",
      2
    ),
    (
      "<submission xmlns='urn:planaudit:plan:1'><source name='a' format='xml' sha256=''/>\n"
        + "<plan id='x' kind='model'><heading/><unit multiplier='viele'/></plan></submission>", 2
    ),
    (
      "<submission xmlns='urn:planaudit:plan:1'><source name='a' format='xml' sha256=''/>\n"
        + "<plan id='x' kind='model'><heading><b/></heading><unit/></plan></submission>", 2
    ),
  ])
  func `another shape is an error with its line`(text: String, line: Int) throws {
    let document = try XMLDocument(parsing: Array(text.utf8), name: "bad.xml")
    let error = #expect(throws: PlanXMLError.self) {
      try Submission(canonical: document, places: .asStated)
    }
    #expect(try #require(error).description.hasPrefix("bad.xml:\(line): error:"))
  }
}

@Suite struct `Code lists` {
  private func list(_ name: String, _ body: String) throws -> XMLDocument {
    let text = "<codes xmlns=\"urn:planaudit:codes:1\" name=\"\(name)\">\n\(body)\n</codes>"
    return try XMLDocument(parsing: Array(text.utf8), name: "\(name).xml")
  }

  private func vocabulary(themes: String) throws -> Vocabulary {
    try Vocabulary(
      municipalities: list("municipalities", "<code value='131024' name='中央区' kind='特別区'/>"),
      categories: list(
        "categories",
        "<code value='workforce' name='労働力確保事業'><wording>労働力確保</wording></code>"),
      themes: list("themes", themes),
      eras: list("eras", "<era name='令和' latin='R' sign='㋿' first='2019-05' last='' base='2018'/>"))
  }

  @Test func `the words of the lists are known`() throws {
    let vocabulary = try vocabulary(themes: "<code value='foreign' name='外国人材'/>")
    #expect(vocabulary.municipality(named: "中央区") == "131024")
    #expect(vocabulary.category(worded: "労働力 確保") == "workforce")
    #expect(vocabulary.theme(named: "外国人材") == "foreign")
    #expect(vocabulary.eras.first?.base == 2018)
    #expect(vocabulary.submitter(named: "公益財団法人中央区観光協会") == .body(within: "131024"))
    #expect(vocabulary.submitter(named: "北海道") == nil)
    #expect(vocabulary.submitter(named: "東京都中央区") == .municipality(code: "131024"))
    #expect(vocabulary.submitter(named: "西多摩郡 中央区") == .municipality(code: "131024"))
    #expect(vocabulary.submitter(named: "東京都中央区商工会") == .body(within: "131024"))
    #expect(vocabulary.submitter(named: "札幌市中央区") == nil)
  }

  @Test(arguments: [
    "", "<code name='x'/>", "<era/>", "<code value='a' name=''/>",
    "<code value='a' name='x'/><code value='a' name='y'/>",
    "<code value='a' name='x'/><code value='b' name='x'/>",
  ])
  func `a broken list is an error`(themes: String) {
    #expect(throws: VocabularyError.self) { try vocabulary(themes: themes) }
  }
}
