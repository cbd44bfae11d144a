import Schematron
import Testing
import XMLTree

/// What rules share: expressions of the same words, contexts, and variables that wait to be needed.
struct SharedExpressionTests {
  @Test func `the same words mean each rule's own variable`() throws {
    let found = try firings(
      """
      <pattern><rule context="b"><let name="v" value="@n"/>
        <report id="B" test="$v"><value-of select="$v"/></report></rule></pattern>
      <pattern><rule context="b"><let name="w" value="1"/><let name="v" value="$w + @n"/>
        <report id="C" test="$v"><value-of select="$v"/></report></rule></pattern>
      """, on: "<a><b n='1'/><b n='2'/></a>")
    #expect(
      found == ["B /a[1]/b[1]: 1", "B /a[1]/b[2]: 2", "C /a[1]/b[1]: 2", "C /a[1]/b[2]: 3"])
  }

  @Test func `rules of one context each take its nodes`() throws {
    let rule = "<rule context='b[@n] | c[@n > 1]'><report id='R' test='true()'>r</report></rule>"
    let found = try firings(
      "<pattern>\(rule)</pattern><pattern>\(rule)</pattern>",
      on: "<a><b/><b n='1'/><c n='1'/><c n='2'/></a>")
    let each = ["R /a[1]/b[2]: r", "R /a[1]/c[2]: r"]
    #expect(found == each + each)
  }

  @Test func `a variable that no test comes to need is not evaluated`() throws {
    let schema = try compile(
      """
      <let name="bad" value="document('nosuch.xml')"/>
      <pattern id="P"><rule context="a"><let name="worse" value="count($bad)"/>
        <assert id="A" test="true() or $worse">a</assert></rule></pattern>
      """)
    let result = schema.validate(try parse("<a/>"))
    #expect(result.assertionTallies.map(\.evaluatedCount) == [1])
    #expect(result.failures.map(\.code) == ["variable"])
    #expect(result.variableFailures.count == 1)
  }
}
