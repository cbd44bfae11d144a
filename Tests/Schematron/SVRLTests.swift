import Schematron
import TestSupport
import Testing
import XMLTree

struct SVRLTests {
  private static let body = """
    <title>Plan  rules</title><p>About <emph>all</emph></p>
    <phase id="main"><active pattern="P"/><active pattern="G"/></phase>
    <pattern id="P"><title>Entries</title><rule id="r" context="p:entry" role="error" flag="x y">
      <assert id="A" test="@n &lt; 3" role="error" see="urn:n" diagnostics="D" properties="M">
        <emph>n</emph> is <span class="found"><value-of select="@n"/></span><dir value="rtl">!</dir></assert>
      </rule></pattern>
    <group id="G"><rule context="@n"><report id="B" test=". = 4" severity="low"/></rule></group>
    <diagnostics><diagnostic id="D" xml:lang="en">n &lt; 3</diagnostic></diagnostics>
    <properties><property id="M" scheme="s"><xsl:copy-of select="."/><h:b xmlns:h="urn:h">b</h:b>
      <b xmlns="">c</b></property></properties>
    """

  private static func report(_ document: String) throws -> [UInt8] {
    let schema = try compile(
      [
        "schema.sch": schemaText(
          body, attributes: "schemaVersion='1' schematronEdition='2025' xml:lang='ja'")
      ], phase: .named("main"))
    return SVRLWriter.bytes(for: schema.validate(try parse(document)))
  }

  @Test func `a report is written as the grammar wants it`() throws {
    let bytes = try Self.report(
      "<plan xmlns='urn:p'><entry n='1'/><entry n='4'>x&amp;y</entry></plan>")
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svrl:schematron-output xmlns:svrl="http://purl.oclc.org/dsdl/svrl" title="Plan rules" phase="main" schemaVersion="1" schemaFrontEdition="2025">
        <svrl:text xml:lang="ja">About <svrl:emph>all</svrl:emph></svrl:text>
        <svrl:ns-prefix-in-attribute-values prefix="p" uri="urn:p"/>
        <svrl:active-pattern id="P" name="Entries"/>
        <svrl:fired-rule id="r" context="p:entry" role="error" flag="x y"/>
        <svrl:fired-rule id="r" context="p:entry" role="error" flag="x y"/>
        <svrl:failed-assert id="A" location="/p:plan[1]/p:entry[2]" test="@n &lt; 3" role="error">
          <svrl:diagnostic-reference diagnostic="D"><svrl:text xml:lang="en">n &lt; 3</svrl:text></svrl:diagnostic-reference>
          <svrl:property-reference property="M" scheme="s"><svrl:text xml:lang="ja"><entry xmlns="urn:p" n="4">x&amp;y</entry><h:b xmlns:h="urn:h">b</h:b>
        <b>c</b></svrl:text></svrl:property-reference>
          <svrl:text xml:lang="ja" see="urn:n">
          <svrl:emph>n</svrl:emph> is <svrl:span class="found">4</svrl:span><svrl:dir dir="rtl">!</svrl:dir></svrl:text>
        </svrl:failed-assert>
        <svrl:active-group id="G"/>
        <svrl:fired-rule context="@n"/>
        <svrl:fired-rule context="@n"/>
        <svrl:successful-report id="B" location="/p:plan[1]/p:entry[2]/@n" test=". = 4" severity="low">
          <svrl:text xml:lang="ja"/>
        </svrl:successful-report>
      </svrl:schematron-output>

      """
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  // Needs the shared grammars.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: ["<plan xmlns='urn:p'><entry n='1'/><entry n='4'/></plan>", "<a/>"])
  func `a report is valid against the grammar of 2025`(document: String) throws {
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    #expect(try grammar.validate(Self.report(document), name: "report.svrl") == [])
  }

  // Needs the shared grammars.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: ["svrl-2016.rng", "svrl-2025-original.rng"])
  func `a report is valid for both editions where the schema allows it`(name: String) throws {
    let schema = try compile(
      """
      <pattern id="P"><rule context="a" role="info"><assert id="A" test="@x" role="error" flag="f"
      diagnostics="D">no <emph>x</emph></assert></rule></pattern>
      <diagnostics><diagnostic id="D" xml:lang="en">d</diagnostic></diagnostics>
      """)
    let bytes = SVRLWriter.bytes(for: schema.validate(try parse("<a/>")))
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/" + name), name: name)
    #expect(try grammar.validate(bytes, name: "report.svrl") == [])
  }

  // Needs the shared grammars.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `what was not evaluated is an error element in a valid report`() throws {
    let schema = try compile(
      """
      <let name="v" value="document('x.xml')"/>
      <pattern documents="'y.xml'"><rule context="a"><assert test="1"/></rule></pattern>
      <pattern><rule context="a[document('z.xml')]"><assert test="1"/></rule></pattern>
      <pattern><rule context="a"><assert test="$v"/></rule></pattern>
      """)
    let bytes = SVRLWriter.bytes(for: schema.validate(try parse("<a/>")))
    let report = try Oracle(bytes, namespaces: ["svrl": SVRLWriter.namespace])
    #expect(report.boolean("count(/*/svrl:error) = 1 and count(/*/*/svrl:error) = 3") == true)
    #expect(report.boolean("count(//svrl:error[@code = 'test'][@location = '/a[1]']) = 1") == true)
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    #expect(try grammar.validate(bytes, name: "report.svrl") == [])
  }

  // Needs the shared grammars.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `what was not evaluated in a subordinate document stands with it, by its name`() throws {
    let schema = try compile(
      "<pattern id='P' documents='//@file'><rule context='/*'><assert test=\"document('z.xml')\"/></rule></pattern>"
    )
    var options = ValidationOptions.standard
    options.subordinates = ResourceResolver(files: [
      "1 a.xml": Array("<a/>".utf8), "2.xml": Array("<b/>".utf8),
    ])
    let list = try parse("<l><l file='1 a.xml'/><l file='2.xml'/><l file='3.xml'/></l>")
    let bytes = SVRLWriter.bytes(for: schema.validate(list, options: options))
    let report = try Oracle(bytes, namespaces: ["svrl": SVRLWriter.namespace])
    for test in [
      "/*/svrl:active-pattern[1]/svrl:error[@document = '1%20a.xml'][@location = '/a[1]'][@code = 'test']",
      "/*/svrl:active-pattern[1]/svrl:error[@document = '3.xml'][@code = 'documents']",
      "/*/svrl:active-pattern[2]/svrl:error[@document = '2.xml'][@location = '/b[1]']",
      "count(//svrl:error) = 3",
    ] {
      #expect(report.boolean(test) == true, "\(test)")
    }
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    #expect(try grammar.validate(bytes, name: "report.svrl") == [])
  }

  @Test func `a large report is handed over in pieces`() throws {
    let schema = try compile(
      "<pattern><rule context='b'><report test='true()'>m</report></rule></pattern>")
    let document = "<a>" + String(repeating: "<b/>", count: 5_000) + "</a>"
    let result = schema.validate(try parse(document))
    var pieces: [[UInt8]] = []
    SVRLWriter.write(result) { pieces.append($0) }
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.count < 1 << 17 })
    #expect(pieces.flatMap { $0 } == SVRLWriter.bytes(for: result))
  }

  @Test func `hostile values are escaped`() throws {
    let schema = try compile(
      "<pattern><rule context='a'><report test='true()'><value-of select='.'/></report></rule></pattern>"
    )
    let text = "<script>alert(1)</script> ]]> &amp; \"' \u{202E}\u{2066} \u{FEFF}\u{200B}"
    var builder = XMLDocumentBuilder(name: "hostile.xml")
    builder.element("a", text: text + "\u{1}\u{FFFF}")
    let bytes = SVRLWriter.bytes(for: schema.validate(builder.finish()))
    let report = try XMLDocument(parsing: bytes, name: "report.svrl")
    let firing = try #require(
      report.documentElement.firstChildElement("successful-report", namespace: SVRLWriter.namespace)
    )
    #expect(firing.stringValue.contains(text + "\u{FFFD}\u{FFFD}"))
  }
}
