import Schematron
import Testing
import XMLTree

struct MessageTests {
  private static func message(_ content: String, on document: String = "<a x='1'>t<b/></a>") throws
    -> RichText
  {
    let schema = try compile(
      "<pattern><rule context='a'><report test='true()'>\(content)</report></rule></pattern>",
      attributes: "xml:lang='ja'")
    let result = schema.validate(try parse(document))
    #expect(result.failures.isEmpty)
    return try #require(result.firings.first).message
  }

  @Test func `values, names and markup are filled in`() throws {
    let text = try Self.message(
      """
      The <name/> has <emph>x <value-of select="@x"/></emph>, <dir value="rtl">r</dir> and
      <span class="found"><value-of select="count(*)"/></span> <name path="name(b)"/>
      """)
    #expect(text.line == "The a has x 1, r and 1 b")
    #expect(text.language == "ja")
    #expect(text.parts(ofSpanClass: "found") == "1")
    #expect(text.parts(ofSpanClass: "expected") == nil)
  }

  @Test func `a span is found by one of its class tokens and within other markup`() throws {
    let text = try Self.message(
      "<emph><span class='big found'>1<value-of select='@x'/></span></emph><span class='found'>2</span>"
    )
    #expect(text.parts(ofSpanClass: "found") == "11")
    #expect(text.parts(ofSpanClass: "big found") == "11")
    #expect(text.parts(ofSpanClass: "foun") == nil)
  }

  @Test func `an empty span is there`() throws {
    let text = try Self.message("<span class='related'><value-of select='@nosuch'/></span>")
    #expect(text.parts(ofSpanClass: "related") == "")
  }

  @Test func `foreign markup is kept, and XSLT's own instructions are carried out`() throws {
    let text = try Self.message(
      "<h:b xmlns:h='urn:h' h:c='$x'>bold <value-of select='@x'/></h:b><xsl:text> 2 </xsl:text><xsl:value-of select='@x'/><xsl:copy-of select='b'/>"
    )
    #expect(text.string == "bold 1 2 1")
    guard case .markup(let bold)? = text.parts.first, case .markup(let copy)? = text.parts.last
    else {
      Issue.record("no markup: \(text.parts)")
      return
    }
    #expect(bold.name.namespaceURI == "urn:h")
    #expect(bold.attributes.map(\.value) == ["$x"])
    #expect(copy.name.localName == "b")
  }

  @Test func `white space stays as written, and the line has none to spare`() throws {
    let text = try Self.message(" 一行目\n   二行目 ")
    #expect(text.string == " 一行目\n   二行目 ")
    #expect(text.line == "一行目 二行目")
  }

  @Test func `diagnostics and properties come with language, role and scheme`() throws {
    let schema = try compile(
      """
      <pattern><rule context="a"><let name="v" value="@x"/>
        <assert test="false()" id="A" diagnostics="A-en A-de" properties="unit">ja</assert></rule></pattern>
      <diagnostics><diagnostic id="A-en" xml:lang="en">x is <value-of select="$v"/></diagnostic>
        <diagnostic id="A-de" xml:lang="de" role="note">x ist <value-of select="@x"/></diagnostic></diagnostics>
      <properties><property id="unit" role="r" scheme="s"><value-of select="name()"/></property></properties>
      """)
    let firing = try #require(schema.validate(try parse("<a x='1'/>")).firings.first)
    #expect(firing.diagnostics.map(\.id) == ["A-en", "A-de"])
    #expect(firing.diagnostics.map(\.text.line) == ["x is 1", "x ist 1"])
    #expect(firing.diagnostics.map(\.text.language) == ["en", "de"])
    #expect(firing.diagnostics.map(\.role) == [nil, "note"])
    #expect(firing.properties.map(\.scheme) == ["s"])
    #expect(firing.properties.map(\.text.line) == ["a"])
  }

  @Test func `a value that cannot be evaluated leaves the firing and a failure`() throws {
    let schema = try compile(
      "<pattern><rule context='a'><report test='true()'>v=<value-of select=\"document('x')\"/></report></rule></pattern>"
    )
    let result = schema.validate(try parse("<a/>"))
    #expect(result.firings.map(\.message.line) == ["v="])
    #expect(result.failures.map(\.code) == ["message"])
  }

  @Test func `the catalogue states every assertion`() throws {
    let schema = try compile(
      """
      <pattern id="P"><title> The
        title </title><rule context="a" id="r" role="info"><assert id="A" role="error" flag="review x"
        see="urn:note" severity="high" icon="i" fpi="f" test="@x" diagnostics="D">x is
        <value-of select="@x"/></assert></rule></pattern>
      <diagnostics><diagnostic id="D">d <name/></diagnostic></diagnostics>
      """)
    let assertion = try #require(schema.assertions.first)
    #expect(assertion.kind == .assert)
    #expect(assertion.role == "error")
    #expect(assertion.flags == ["review", "x"])
    #expect(assertion.see == "urn:note")
    #expect(assertion.severity == "high")
    #expect(assertion.message.line == "x is {@x}")
    #expect(assertion.diagnostics.map(\.text.line) == ["d {name()}"])
    #expect(assertion.rule.pattern.title == "The title")
    #expect(assertion.rule.context == "a")
    #expect(assertion.file == "schema.sch")
    #expect(assertion.line == 4)
  }
}
