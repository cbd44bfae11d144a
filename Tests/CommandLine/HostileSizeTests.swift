import TestSupport
import Testing

/// Sizes at which whatever takes the square of them never ends.
@Suite(
  .enabled(
    if: ProgramRun.optimisedProgramPath != nil, "PLANAUDIT_PROGRAM names no optimised program"),
  .timeLimit(.minutes(5)))
struct `Two million siblings` {
  private static let count = 2_000_000

  /// Each test holds at every sibling, and is evaluated there.
  private static let schema = """
    <schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <xsl:key name="same" match="b" use="'all'"/>
      <xsl:key name="own" match="b" use="@n"/>
      <let name="one" value="1"/>
      <let name="all" value="count(/a/b)"/>
      <pattern><rule context="b">
        <assert id="S1" test="count(preceding-sibling::*[1]) &lt;= 1"/>
        <assert id="S2" test="count(preceding-sibling::b[last()] | following-sibling::b[last()]) >= 1"/>
        <assert id="S3" test="not((preceding-sibling::b)[1]/@n) or (preceding-sibling::b)[1]/@n = 1"/>
        <assert id="S4" test="count(following-sibling::b[$one]) &lt;= 1"/>
        <assert id="S5" test="key('same', 'all') and key('same', 'all')[1]/@n = 1"/>
        <assert id="S6" test="count(key('own', @n)) = 1"/>
        <assert id="S7" test="$all = COUNT and ../b[last()]/@n = COUNT"/>
      </rule></pattern>
      <pattern>
        <rule context="b[3]"><assert id="P1" test="@n = 3"/></rule>
        <rule context="b[@n][5]"><assert id="P2" test="@n = 5"/></rule>
        <rule context="b"><let name="own" value="@n"/><assert id="P3" test="$own"/></rule>
      </pattern>
      <pattern><rule context="b[position() = last()]">
        <report id="last" test="true()"><value-of select="@n"/></report></rule></pattern>
      <pattern><rule context="/a">
        <assert id="A1" test="count(b[position() mod 2 = 0]) * 2 = COUNT"/>
        <assert id="A2" test="count(b/preceding-sibling::b[1]) = COUNT - 1"/>
        <assert id="A3" test="sum(b/@n) = COUNT * (COUNT + 1) div 2"/>
      </rule></pattern>
    </schema>
    """

  @Test func `are checked by every rule, one after the other`() throws {
    let scratch = try ScratchFolder()
    let rules = Self.schema.replacing("COUNT", with: String(Self.count))
    try scratch.write("rules.sch", Array(rules.utf8))
    var text = "<a>"
    for number in 1...Self.count { text += "<b n='\(number)'/>" }
    try scratch.write("a.xml", Array((text + "</a>").utf8))
    let run = try ProgramRun.planaudit(
      ["schematron", "rules.sch", "a.xml", "-o", "a.svrl"], in: scratch.url)
    #expect(run.status == 1, "\(run.errorText)")
    // Only the report about the last one fires; some 4,000,000 fired rules stand around it.
    let found = try ProgramRun.run(
      "grep", ["-c", "-E", "<svrl:(failed-assert|successful-report)", "a.svrl"], in: scratch.url)
    #expect(found.text == "1\n")
    let last = try ProgramRun.run(
      "grep", ["-c", "location=\"/a\\[1]/b\\[\(Self.count)]\"", "a.svrl"], in: scratch.url)
    #expect(last.text == "1\n")
  }
}
