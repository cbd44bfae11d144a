import Schematron
import Testing
import XMLTree

/// What fires where.
struct RuleTests {
  @Test func `the first matching rule of a pattern takes the node, and patterns are independent`()
    throws
  {
    let found = try firings(
      """
      <pattern><rule context="b[@x]"><report id="first" test="true()">1</report></rule>
        <rule context="b | c"><report id="second" test="true()">2</report></rule></pattern>
      <pattern><rule context="*"><report id="any" test="true()">3</report></rule></pattern>
      """, on: "<a><b x=''/><c/><b/></a>")
    #expect(
      found == [
        "first /a[1]/b[1]: 1", "second /a[1]/c[1]: 2", "second /a[1]/b[2]: 2", "any /a[1]: 3",
        "any /a[1]/b[1]: 3", "any /a[1]/c[1]: 3", "any /a[1]/b[2]: 3",
      ])
  }

  @Test func `an assert fires when false, a report when true`() throws {
    let found = try firings(
      """
      <pattern><rule context="a"><assert id="A" test="@x = 1">a</assert>
      <assert id="B" test="@x = 2">b</assert><report id="C" test="@x = 1">c</report>
      <report id="D" test="@x = 2">d</report></rule></pattern>
      """, on: "<a x='1'/>")
    #expect(found == ["B /a[1]: b", "C /a[1]: c"])
  }

  @Test(arguments: [
    ("/", "/"), ("*", "/a[1]"), ("@*", "/a[1]/@i"), ("@p:i", "/a[1]/p:b[1]/@p:i"),
    ("text()", "/a[1]/p:b[1]/text()[1]"), ("comment()", "/a[1]/comment()[1]"),
    ("processing-instruction()", "/a[1]/processing-instruction('q')[1]"),
    ("processing-instruction('q')", "/a[1]/processing-instruction('q')[1]"),
    ("p:*", "/a[1]/p:b[1]"), ("node()", "/a[1]"), ("/a/p:b", "/a[1]/p:b[1]"),
    ("a//text()", "/a[1]/p:b[1]/text()[1]"), ("p:b[@p:i = 2]", "/a[1]/p:b[1]"),
    ("@i[. = '1'] | zzz", "/a[1]/@i"),
  ])
  func `a context may be any kind of node`(context: String, location: String) throws {
    let found = try firings(
      "<pattern><rule context=\"\(context)\"><report id='R' test='true()'/></rule></pattern>",
      on: "<a i='1'><!--c--><?q?><z:b xmlns:z='urn:p' z:i='2'>t</z:b></a>")
    #expect(found.first == "R \(location): ")
  }

  @Test func `abstract rules are merged in, of their pattern or of a rules element`() throws {
    let found = try firings(
      """
      <rules><rule abstract="true" id="shared"><report id="S" test="@y">s</report></rule></rules>
      <pattern>
        <rule abstract="true" id="base"><let name="v" value="@x"/>
          <report id="B" test="$v">b <value-of select="$v"/></report><extends rule="shared"/></rule>
        <rule context="a"><report id="A" test="$v = 1">a</report><extends rule="base"/></rule>
      </pattern>
      """, on: "<a x='1' y='2'/>")
    #expect(found == ["A /a[1]: a", "B /a[1]: b 1", "S /a[1]: s"])
  }

  @Test func `an abstract pattern is filled with its parameters, whole names only`() throws {
    let found = try firings(
      """
      <pattern abstract="true" id="limit">
        <param name="max" value="5"/>
        <rule context="$item"><let name="item-count" value="count($part)"/>
          <report id="L" test="$item-count &gt; $max"><value-of select="'$part'"/>
          <value-of select="$item-count"/></report></rule>
      </pattern>
      <pattern is-a="limit" id="few"><param name="item" value="a"/><param name="part" value="b"/>
        <param name="max" value="1"/></pattern>
      <pattern is-a="limit"><param name="item" value="a"/><param name="part" value="b|@*"/></pattern>
      """, on: "<a x='' y='' z='' w=''><b/><b/></a>")
    #expect(found == ["L /a[1]: b 2", "L /a[1]: b|@* 6"])
  }

  @Test func `abstract patterns may build on each other`() throws {
    let schema = try compile(
      """
      <pattern abstract="true" id="low"><title>Low</title>
        <rule context="$e"><report id="R" test="@$a">r</report></rule></pattern>
      <pattern abstract="true" id="high" is-a="low"><param name="e" value="$outer/b"/></pattern>
      <pattern is-a="high" id="made"><param name="outer" value="a"/><param name="a" value="x"/></pattern>
      """)
    #expect(try firings(schema, "<a x=''><b x=''/></a>") == ["R /a[1]/b[1]: r"])
    #expect(schema.patterns.map(\.id) == ["made"])
    #expect(schema.patterns.map(\.instanceOf) == ["high"])
    #expect(schema.patterns.map(\.title) == ["Low"])
  }

  @Test func `subject moves the finding to another node`() throws {
    let schema = try compile(
      """
      <pattern><rule context="a" subject="b"><report id="A" test="true()" subject="@x"/>
      <report id="B" test="true()"/><report id="C" test="true()" subject="nosuch"/></rule></pattern>
      """)
    let result = schema.validate(try parse("<a x=''><b/></a>"))
    #expect(result.firings.map(\.location) == ["/a[1]/@x", "/a[1]/b[1]", "/a[1]"])
    #expect(
      result.firings.map(\.contextNode)
        == Array(repeating: result.document.documentElement, count: 3))
  }

  @Test func `keys, documents and the current node are there`() throws {
    let schema = try compile([
      "schema.sch": schemaText(
        """
        <xsl:key name="by-code" match="p:entry" use="@code"/>
        <let name="codes" value="document('lists/codes.xml')/codes/code"/>
        <pattern><rule context="p:entry">
          <report id="twice" test="generate-id(key('by-code', @code)[1]) != generate-id()">2</report>
          <assert id="known" test="$codes[@value = current()/@code]"><value-of select="@code"/></assert>
        </rule></pattern>
        """),
      "lists/codes.xml": "<codes><code value='1'/><code value='2'/></codes>",
    ])
    let found = try firings(
      schema,
      "<plan xmlns='urn:p'><entry code='1'/><entry code='3'/><entry code='1'/></plan>")
    #expect(found == ["known /p:plan[1]/p:entry[2]: 3", "twice /p:plan[1]/p:entry[3]: 2"])
  }

  @Test func `a group gives a node to every matching rule`() throws {
    let found = try firings(
      """
      <group id="g"><rule context="a"><report id="A" test="true()"/></rule>
      <rule context="*"><report id="B" test="true()"/></rule></group>
      """, on: "<a/>")
    #expect(found == ["A /a[1]: ", "B /a[1]: "])
  }

  @Test func `visit-each evaluates at each node it names`() throws {
    let found = try firings(
      """
      <pattern><rule context="a" visit-each="b"><let name="n" value="@n"/>
      <report id="R" test="$n &gt; 1"><value-of select="$n"/></report></rule></pattern>
      """, on: "<a><b n='1'/><b n='2'/><b n='3'/></a>")
    #expect(found == ["R /a[1]/b[2]: 2", "R /a[1]/b[3]: 3"])
  }

  @Test func `subordinate documents are checked in the place of the document`() throws {
    let schema = try compile(
      """
      <pattern documents="/list/@file"><rule context="/plan"><assert id="A" test="@ok"/></rule></pattern>
      """)
    var options = ValidationOptions.standard
    options.subordinates = ResourceResolver(files: [
      "1.xml": Array("<plan ok=''/>".utf8), "2.xml": Array("<plan/>".utf8),
    ])
    let many = try compile(
      "<pattern documents='//@file'><rule context='/plan'><assert id='A' test='@ok'/></rule></pattern>"
    )
    let list = try parse(
      "<list file='1.xml'><l file='2.xml'/><l file='../x'/><l file='3.xml'/></list>")
    let result = many.validate(list, options: options)
    #expect(result.firings.map(\.location) == ["/plan[1]"])
    #expect(result.firings.map(\.node.document.name) == ["2.xml"])
    #expect(result.patterns[0].documents == ["1.xml", "2.xml"])
    #expect(result.failures.count == 2)
    #expect(result.failures.map(\.document) == ["../x", "3.xml"])
    #expect(!result.isValid)
    #expect(schema.validate(list, options: .standard).failures.count == 1)
  }

  @Test func `foreign elements and stray text of a schema have no meaning`() throws {
    let found = try firings(
      """
      <doc xmlns="urn:doc"><schema/></doc>
      <pattern>text<x xmlns="urn:x"/><rule context="a"><x xmlns="urn:x"/>
        <report id="R" test="true()">r</report></rule></pattern>
      """, on: "<a/>")
    #expect(found == ["R /a[1]: r"])
  }

  @Test func `the ledger counts evaluations, firings and nodes`() throws {
    let schema = try compile(
      """
      <pattern><rule context="b"><report id="X" test="@x"/><assert id="Y" test="@y"/></rule>
      <rule context="zzz"><report id="Z" test="true()"/></rule></pattern>
      """)
    let document = try parse("<a><b x=''/><b y=''/><b/></a>")
    let result = schema.validate(document)
    #expect(result.assertionTallies.map(\.evaluatedCount) == [3, 3, 0])
    #expect(result.assertionTallies.map(\.firedCount) == [1, 2, 0])
    #expect(result.ruleFiredCounts == [3, 0])
    #expect(schema.assertions.map(\.id) == ["X", "Y", "Z"])
    #expect(result.patterns[0].firedRules.count == 3)
    var options = ValidationOptions.standard
    options.keepsFiredRules = false
    let short = schema.validate(document, options: options)
    #expect(short.patterns[0].firedRules.isEmpty && short.ruleFiredCounts == result.ruleFiredCounts)
    #expect((0..<3).map { result.patterns[0].firings(ofFiredRuleAt: $0).count } == [2, 0, 1])
  }

  @Test func `the number of firings kept is bounded, and the tallies go on`() throws {
    let schema = try compile("<pattern><rule context='b'><report test='true()'/></rule></pattern>")
    var options = ValidationOptions.standard
    options.firingCountMax = 2
    let result = schema.validate(try parse("<a><b/><b/><b/></a>"), options: options)
    #expect(result.firings.count == 2)
    #expect(result.firingLimitWasHit)
    #expect(result.assertionTallies.map(\.firedCount) == [3])
  }
}
