import Schematron
import Testing
import XMLTree

struct ImageTests {
  /// A schema with everything that an image holds.
  private static let schema = schemaText(
    """
    <title>All of it</title>
    <p class="c">A <emph>word</emph> first.</p>
    <xsl:key name="k" match="p:b" use="@x"/>
    <let name="limit" value="2.5"/>
    <phase id="one"><active pattern="first"/></phase>
    <pattern id="first" see="note:1" role="r"><title>First  pattern</title>
      <let name="own" value="count(//p:b)"/>
      <rule id="r1" context="p:a[@x = 1]/p:b | p:c[position() = last()] | @y | key('k', '9')//p:d" flag="f g">
        <let name="n" value="number(@x)"/><let name="limit2" value="$n + $limit"/>
        <assert id="A1" test="$n &lt; $limit" role="error" see="s" icon="i" fpi="f" flag="review"
          f:needs="fiscalYear" xmlns:f="urn:f" diagnostics="d1 d2" properties="q" subject="..">
          <name/> <name path=".."/> <emph class="e">one</emph> <span class="found"><value-of select="@x"/></span>
          <dir value="rtl">d</dir> <h:b xmlns:h="urn:h" h:k="v">b</h:b> <xsl:copy-of select="*"/>
        </assert>
        <report id="R1" test="preceding-sibling::p:b[1]/@x = @x or key('k', $limit2) or -1 * $own = 0.5">r</report>
      </rule>
      <rule context="*" visit-each="@*"><report test="string-length(.) > 1 and $own != 7">long</report></rule>
    </pattern>
    <pattern id="second"><let name="own" value="'x'"/>
      <rule context="p:a"><report id="R2" test="$own = 'x'">second</report></rule>
    </pattern>
    <diagnostics>
      <diagnostic id="d1" xml:lang="en" role="z">English <value-of select="$limit2"/></diagnostic>
      <diagnostic id="d2" see="t" icon="j" fpi="g"><value-of select="count(../p:b)"/></diagnostic>
    </diagnostics>
    <properties><property id="q" role="pr" scheme="sc">v <value-of select="@x"/></property></properties>
    """, attributes: "xml:lang='ja' schemaVersion='3' schematronEdition='2025' queryBinding='xslt'")

  private static let document = """
    <p:a xmlns:p="urn:p" x="1" y="22"><p:b x="1"/><p:b x="9"><p:d x="5"/></p:b><p:b x="9"/><p:c/>\
    <p:c y="333"/><p:a x="1"><p:b x="4"><q>t</q></p:b></p:a></p:a>
    """

  @Test(arguments: ["#ALL", "one"])
  func `a schema that is read back from its image is the same`(phase: String) throws {
    let schema = try compile(["schema.sch": Self.schema], phase: PhaseSelection(phase))
    let image = try #require(schema.image())
    let other = SchematronSchema(image: .made(image), resources: ResourceResolver(files: [:]))
    #expect(other.image() == image)
    let document = try parse(Self.document)
    let result = schema.validate(document)
    #expect(result.failures.map(\.description) == [])
    #expect(result.firings.count > 8)
    #expect(SVRLWriter.bytes(for: other.validate(document)) == SVRLWriter.bytes(for: result))
    for (one, two) in zip(schema.assertions, other.assertions) {
      #expect(
        one.foreignAttribute("needs", namespace: "urn:f")
          == two.foreignAttribute("needs", namespace: "urn:f"))
      #expect(one.diagnostics.map(\.language) == two.diagnostics.map(\.language))
      #expect((one.file, one.line) == (two.file, two.line))
      #expect(one.rule.pattern.title == two.rule.pattern.title)
    }
  }

  @Test func `documents of an image are not asked for, others are`() throws {
    let schema = try compile(
      """
      <pattern><rule context="a"><report id="R" test="document('codes.xml')/c = @c">in</report>
      <report id="S" test="document('more.xml')/c = @c">more</report></rule></pattern>
      """)
    let codes = try XMLDocument(parsing: Array("<c>1</c>".utf8), name: "codes.xml")
    let image = try #require(schema.image(with: [codes]))
    let other = SchematronSchema(
      image: .made(image),
      resources: ResourceResolver(files: ["more.xml": Array("<c>2</c>".utf8)]))
    for (value, expected) in [("1", ["R"]), ("2", ["S"]), ("3", [])] {
      let result = other.validate(try parse("<a c='\(value)'/>"))
      #expect(result.failures.map(\.description) == [])
      #expect(result.firings.map(\.assertion.id) == expected)
    }
  }

  @Test func `an image is UTF-8 text`() throws {
    let image = try #require(try compile(["schema.sch": Self.schema]).image())
    #expect(String(validating: image, as: UTF8.self) != nil)
    #expect(!image.contains { $0 < 0x20 && $0 != 0x0A })
  }

  @Test func `a schema with element content in a variable has none`() throws {
    let schema = try compile(
      "<let name='v'><x xmlns='urn:x'/></let><pattern><rule context='*'><assert test='$v'>a</assert></rule></pattern>"
    )
    #expect(schema.image() == nil)
  }
}
