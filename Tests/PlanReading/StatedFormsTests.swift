import PlanModel
import PlanReading
import Testing

@Suite struct `Canonical plan XML as an input` {
  /// One entry; `fields` replaces elements of that name.
  private static func document(_ fields: [String: String] = [:], position: Int = 1) -> String {
    let plain: KeyValuePairs = [
      "number": "<number value='1'>1</number>",
      "municipality": "<municipality value='131024'>中央区</municipality>",
      "title": "<title>就労支援事業</title>",
      "description": "<description>　求職者に相談と研修の場を設ける。</description>",
      "category": "<category>労働力確保事業</category>", "cost": "<cost value='1200'>1,200</cost>",
      "target": "<target>5</target>", "reference": "<reference>-</reference>",
      "start": "<start>令和２年４月</start>", "url": "<url>http://example.jp</url>",
    ]
    let cells = plain.map { fields[$0.key] ?? $0.value }.joined()
    return """
      <submission xmlns='urn:planaudit:plan:1'><source name='a' format='text' sha256='0'/>\
      <plan id='general' kind='general' fiscalYear='2020'><heading state='lost'/><unit state='lost'/>\
      <entry position='\(position)'>\(cells)<contact><department>課</department>\
      <section state='blank'/><phone>03-3546-5329</phone></contact></entry></plan></submission>
      """
  }

  private func entry(_ fields: [String: String] = [:]) throws -> (Entry, [ReadIssue]) {
    let submission = try reading(Self.document(fields))
    return (try #require(submission.plans.first?.entries.first), submission.issues)
  }

  @Test func `forms that are not stated are read from the words`() throws {
    let (entry, issues) = try entry()
    #expect(entry.title.value?.key == "就労支援事業")
    #expect(entry.category.value?.code == "workforce")
    #expect(entry.reference.state == .dash)
    #expect(entry.start.value?.yearMonth?.iso == "2020-04")
    #expect(entry.url.value?.address?.key == "http://example.jp/")
    #expect(entry.contact.phone.value?.digits == "0335465329")
    #expect(issues.isEmpty)
  }

  @Test func `facts are those of the words`() throws {
    let (entry, _) = try entry([
      "title": "<title>就労支援事業（試行</title>", "start": "<start>令和２年4月</start>",
      "municipality": "<municipality> 中央区　</municipality>",
    ])
    #expect(entry.title.facts.brackets == ["（"])
    #expect(entry.start.facts.width == .mixed)
    #expect(entry.municipality.facts.blanks == .both)
    #expect(entry.municipality.text == "中央区")
    #expect(entry.description.facts.blanks == nil)
  }

  @Test(arguments: [
    ("cost", "<cost value='1300'>1,200</cost>"), ("number", "<number value='2'>1</number>"),
    ("start", "<start value='2021-04'>令和２年４月</start>"),
    ("municipality", "<municipality value='131041'>中央区</municipality>"),
    ("category", "<category value='conditions' key='x'>労働力確保事業</category>"),
  ])
  func `a stated form that the words contradict stays and is told`(
    field: String, element: String
  ) throws {
    let (entry, issues) = try entry([field: element])
    #expect(issues.map(\.code) == ["value-differs"])
    #expect(issues.first?.place.line == 1)
    if field == "cost" { #expect(entry.cost.value == .whole(1_300)) }
  }

  @Test(arguments: [("令和２年度計画書", []), ("平成31年度計画書", ["value-differs"]), ("計画書", [])])
  func `a heading that names another fiscal year is told`(heading: String, codes: [String]) throws {
    let document = Self.document().replacing(
      "<heading state='lost'/>", with: "<heading>\(heading)</heading>")
    let submission = try reading(document)
    #expect(submission.plans.first?.fiscalYear == 2020)
    #expect(submission.issues.map(\.code) == codes)
  }

  @Test func `an empty element is blank`() throws {
    let (entry, issues) = try entry(["title": "<title>\n  </title>"])
    #expect(entry.title.state == .blank)
    #expect(issues.isEmpty)
  }

  @Test func `positions run from 1`() {
    #expect(throws: UnreadableInput.self) { try reading(Self.document(position: 2)) }
  }
}
