import Schematron
import Testing
import XMLTree

/// The code of the articles in Schematron.docc, line by line.
struct DocumentationTests {
  @Test func `checking documents`() throws {
    let rules = """
      <schema xmlns="http://purl.oclc.org/dsdl/schematron">
        <ns prefix="p" uri="urn:p"/>
        <pattern id="costs"><rule context="p:entry">
          <assert id="C-1" role="error" test="number(p:cost) &lt;= number(@limit)">
            The cost is <value-of select="p:cost"/>, more than <value-of select="@limit"/>.</assert>
        </rule></pattern>
      </schema>
      """
    let resources = ResourceResolver(files: ["rules.sch": Array(rules.utf8)])
    let schema = try SchematronSchema.compile(path: "rules.sch", resources: resources)

    let text =
      "<plan xmlns='urn:p'><entry limit='9'><cost>8</cost></entry><entry limit='9'><cost>10</cost></entry></plan>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "plan.xml")
    let result = schema.validate(document)
    let lines = result.firings.map {
      "\($0.assertion.id ?? "") \($0.location): \($0.message.line)"
    }
    #expect(!result.isValid)
    #expect(lines == ["C-1 /p:plan[1]/p:entry[2]: The cost is 10, more than 9."])

    let report = String(decoding: SVRLWriter.bytes(for: result), as: UTF8.self)
    #expect(report.contains("<svrl:failed-assert id=\"C-1\""))

    let findings = try SchemaLint.findings(path: "rules.sch", resources: resources)
    let codes = findings.map(\.code.rawValue)
    #expect(codes == ["missing-language", "missing-see"])
  }
}
