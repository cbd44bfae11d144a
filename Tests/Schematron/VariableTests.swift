import Schematron
import Testing
import XMLTree

/// Where variables are seen.
struct VariableTests {
  private static let rule =
    "<pattern id='P'><rule context='a'><report id='R' test='true()'><value-of select='$v'/></report></rule></pattern>"

  @Test(arguments: [
    ("<let name='v' value='1'/>\(rule)", "1"),
    ("<let name='v' value='$w + 1'/><let name='w' value='@x'/>\(rule)", "NaN"),
    ("<let name='v' value='/a/@x'/>\(rule)", "7"),
    ("<let name='v' value='$w * 2'/><let name='w' value='/a/@x'/>\(rule)", "14"),
    ("<let name='v'>text <b xmlns=''>content</b></let>\(rule)", "text content"),
    ("<param name='v' value='3'/>\(rule)", "3"),
  ])
  func `variables of the schema are evaluated at the root, in any order`(
    body: String, value: String
  ) throws {
    #expect(try firings(body, on: "<a x='7'/>") == ["R /a[1]: \(value)"])
  }

  @Test func `a rule's variable hides the others and may use the one it hides`() throws {
    let found = try firings(
      """
      <let name="v" value="1"/>
      <pattern><rule context="b"><let name="v" value="$v + @n"/>
        <report id="B" test="true()"><value-of select="$v"/></report></rule>
        <rule context="c"><report id="C" test="true()"><value-of select="$v"/></report></rule></pattern>
      """, on: "<a><b n='1'/><c/><b n='2'/><c/></a>")
    #expect(
      found == ["B /a[1]/b[1]: 2", "C /a[1]/c[1]: 1", "B /a[1]/b[2]: 3", "C /a[1]/c[2]: 1"])
  }

  @Test func `patterns with a variable of one name each see their own`() throws {
    let found = try firings(
      """
      <pattern><let name="v" value="1"/><let name="w" value="$v * 10"/>
        <rule context="*[$v = 1]"><report id="A" test="true()"><value-of select="$v + $w"/></report>
        </rule></pattern>
      <pattern><let name="v" value="2"/><rule context="*[$v = 2]">
        <report id="B" test="true()"><value-of select="$v + $w"/></report></rule></pattern>
      """, on: "<a><b/></a>")
    #expect(found == ["A /a[1]: 11", "A /a[1]/b[1]: 11", "B /a[1]: 12", "B /a[1]/b[1]: 12"])
  }

  @Test func `a phase's variable replaces the schema's`() throws {
    let body = """
      <let name="v" value="1"/>
      <phase id="other"><let name="v" value="2"/><active pattern="P"/></phase>
      \(Self.rule)
      """
    #expect(try firings(compile(body), "<a/>") == ["R /a[1]: 1"])
    #expect(try firings(compile(body, phase: .named("other")), "<a/>") == ["R /a[1]: 2"])
  }

  @Test func `a variable's element content is a tree`() throws {
    let found = try firings(
      """
      <let name="map"><m xmlns="urn:p" k="x">one</m><m xmlns="urn:p" k="y">two</m></let>
      <pattern><rule context="a"><let name="own"><z xmlns=""/></let>
        <report id="R" test="count($map/p:m) = 2 and $own/z"><value-of select="$map/p:m[@k = 'y']"/>
        </report></rule></pattern>
      """, on: "<a/>")
    #expect(found == ["R /a[1]: two"])
  }

  @Test func `a parameter takes the caller's value`() throws {
    let text = schemaText("<param name='v' value='3'/><param name='u'/>\(Self.rule)")
    let schema = try compile(["schema.sch": text], parameters: ["v": "given", "u": ""])
    #expect(try firings(schema, "<a/>") == ["R /a[1]: given"])
  }

  @Test func `a variable that has no value makes its users not evaluated`() throws {
    let schema = try compile(
      """
      <let name="bad" value="document('nosuch.xml')"/>
      <pattern id="P"><rule context="a"><let name="worse" value="count($bad)"/>
        <assert id="A" test="$bad">a</assert><report id="B" test="$worse">b</report>
        <assert id="C" test="true()">c</assert></rule></pattern>
      """)
    let result = schema.validate(try parse("<a/>"))
    #expect(result.firings.isEmpty)
    #expect(!result.isValid)
    #expect(result.assertionTallies.map(\.notEvaluatedCount) == [1, 1, 0])
    #expect(result.assertionTallies.map(\.evaluatedCount) == [0, 0, 1])
    #expect(result.variableFailures.count == 1)
    #expect(result.failures.map(\.code) == ["variable", "test", "variable", "test"])
  }
}
