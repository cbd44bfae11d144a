import Schematron
import TestSupport
import Testing
import XMLTree

/// What must hold for any document.
struct PropertyTests {
  /// Rules on all kinds of nodes, with keys, variables and subjects.
  private static let body = """
    <xsl:key name="code" match="p:entry" use="@code"/>
    <let name="all" value="count(//p:entry)"/>
    <pattern id="E"><let name="limit" value="10"/>
      <rule context="p:entry[@position = $all]"><report id="last" test="true()"/></rule>
      <rule context="p:entry"><let name="cost" value="p:cost/@value"/>
        <assert id="cost" test="number($cost) &lt;= $limit" subject="p:cost"><value-of select="p:cost"/></assert>
        <assert id="code" test="generate-id(key('code', @code)[1]) = generate-id() or not(@code)"/>
        <report id="title" test="not(p:title)"/></rule></pattern>
    <pattern id="V"><rule context="@value[. &lt; 0]"><report id="negative" test="true()"/></rule>
      <rule context="@*"><report id="three" test=". = 3"/></rule></pattern>
    <pattern id="T"><rule context="p:title/text()"><report id="amp" test="contains(., '&amp;')"/>
      <report id="break" test="contains(., '&#10;')"/></rule></pattern>
    <pattern id="O"><rule context="/"><assert id="root" test="p:plan/p:entry[3]"/></rule>
      <rule context="*[not(self::p:*)]"><report id="other" test="true()"/></rule></pattern>
    """

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `other prefixes, comments, CDATA and CRLF change nothing`(seed: UInt64) throws {
    let schema = try compile(Self.body)
    let spellings = [
      RandomPlan.Spelling(prefix: "z"), RandomPlan.Spelling(hasComments: true),
      RandomPlan.Spelling(lineBreak: "\r\n"), RandomPlan.Spelling(usesCDATA: true),
      RandomPlan.Spelling(prefix: "q", hasComments: true, lineBreak: "\r\n", usesCDATA: true),
    ]
    for round in 0..<25 as Range<UInt64> {
      let seed = seed &* 1_000 &+ round
      let expected = try firings(schema, RandomPlan.make(seed: seed, RandomPlan.Spelling()))
      for spelling in spellings {
        let found = try firings(schema, RandomPlan.make(seed: seed, spelling))
        try #require(found == expected, "seed \(seed), \(spelling)")
      }
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `each location is found by libxml2's XPath, with its prefixes as the report gives them`(
    seed: UInt64
  ) throws {
    let everything = """
      <pattern><rule context="node() | @* | /"><report test="true()"/></rule></pattern>
      """
    for declared in [true, false] {
      let prolog = declared ? "<ns prefix='o' uri=\"urn:o:'s\"/>" : ""
      let schema = try compile(["schema.sch": schemaText(everything, prolog: prolog)])
      for round in 0..<20 as Range<UInt64> {
        let spelling = RandomPlan.Spelling(prefix: round % 2 == 0 ? "" : "w", hasComments: true)
        let text = RandomPlan.make(seed: seed &* 1_000 &+ round, spelling)
        let result = schema.validate(try parse(text))
        let namespaces = schema.namespaces.map { ($0.prefix, $0.uri) }
        let oracle = try Oracle(
          Array(text.utf8), namespaces: Dictionary(uniqueKeysWithValues: namespaces))
        try #require(result.firings.count == result.document.nodeCount)
        for firing in result.firings {
          try #require(
            oracle.nodeIndices(firing.location) == [firing.node.index],
            "seed \(seed), round \(round), \(firing.location)")
        }
      }
    }
  }

  @Test(arguments: [21, 22] as [UInt64])
  func `a report tells every firing in order, and is read back`(seed: UInt64) throws {
    let schema = try compile(Self.body)
    for round in 0..<25 as Range<UInt64> {
      let text = RandomPlan.make(seed: seed &* 1_000 &+ round, RandomPlan.Spelling())
      let result = schema.validate(try parse(text))
      let report = try XMLDocument(parsing: SVRLWriter.bytes(for: result), name: "report.svrl")
      let children = report.documentElement.childElements
      let fired = children.filter { $0.attribute("location") != nil }
      try #require(
        fired.map { $0.attribute("location") } == result.firings.map(\.location), "seed \(seed)")
      try #require(
        children.filter { $0.localName == "fired-rule" }.count
          == result.ruleFiredCounts.reduce(0, +))
    }
  }

  @Test func `one schema serves many tasks at once`() async throws {
    let schema = try compile(Self.body)
    let text = RandomPlan.make(seed: 5, RandomPlan.Spelling())
    let expected = try firings(schema, text)
    let results = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { try firings(schema, text) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 == expected })
  }

  @Test
  func `a hundred thousand siblings that all fire are told without counting them again and again`()
    throws
  {
    let schema = try compile("<pattern><rule context='b'><report test='true()'/></rule></pattern>")
    let document = "<a>" + String(repeating: "<b/>", count: 100_000) + "</a>"
    let result = schema.validate(try parse(document))
    #expect(result.firings.last?.location == "/a[1]/b[100000]")
  }
}
