import Schematron
import Testing
import XMLTree

struct InclusionTests {
  @Test func `files, fragments and libraries are put in place, relative to where they stand`()
    throws
  {
    let schema = try compile([
      "schema.sch": schemaText(
        """
        <extends href="parts/library.sch"/>
        <include href="parts/rule.sch#T-p"/>
        <include href="#inner"/>
        <diagnostics><include href="parts/rule.sch#T-en"/></diagnostics>
        <store xmlns="urn:store"><pattern xmlns="http://purl.oclc.org/dsdl/schematron" id="inner">
          <rule context="b"><report id="I" test="true()"/></rule></pattern></store>
        """),
      "parts/library.sch": """
      <library xmlns="http://purl.oclc.org/dsdl/schematron"><ns prefix="q" uri="urn:q"/>
      <let name="shared" value="'s'"/></library>
      """,
      "parts/rule.sch": """
      <schema xmlns="http://purl.oclc.org/dsdl/schematron" xml:lang="ja">
      <ns prefix="q" uri="urn:other"/>
      <pattern id="T-p"><include href="deep/rule.sch"/></pattern>
      <diagnostics><diagnostic id="T-en" xml:lang="en">English</diagnostic></diagnostics></schema>
      """,
      "parts/deep/rule.sch": """
      <rule xmlns="http://purl.oclc.org/dsdl/schematron" context="a">
      <extends href="../more.sch"/></rule>
      """,
      "parts/more.sch": """
      <rule xmlns="http://purl.oclc.org/dsdl/schematron" context="ignored">
      <report id="T" test="$shared = 's'" diagnostics="T-en">日本語</report></rule>
      """,
    ])
    let result = schema.validate(try parse("<a><b/></a>"))
    #expect(result.firings.map(\.assertion.id) == ["T", "I"])
    let first = try #require(result.firings.first)
    #expect(first.message.language == "ja")
    #expect(first.diagnostics.map(\.text.language) == ["en"])
    #expect(first.assertion.file == "parts/more.sch")
    #expect(first.assertion.line == 2)
    #expect(schema.namespaces.map(\.prefix) == ["p", "q"])
  }

  @Test func `document() is relative to the file of its expression`() throws {
    let schema = try compile([
      "schema.sch": schemaText("<include href='sub/pattern.sch'/>"),
      "sub/pattern.sch": """
      <pattern xmlns="http://purl.oclc.org/dsdl/schematron"><rule context="a">
      <report id="R" test="document('list.xml')/l = 'sub'"/></rule></pattern>
      """,
      "sub/list.xml": "<l>sub</l>", "list.xml": "<l>top</l>",
    ])
    #expect(try firings(schema, "<a/>") == ["R /a[1]: "])
  }

  @Test(arguments: [
    ("/etc/passwd", ResourceRefusal.absolute), ("../up.sch", .leavesFolder),
    ("a/../../up.sch", .leavesFolder), ("http://example.org/x.sch", .hasScheme),
    ("file:///etc/passwd", .hasScheme), ("//host/x.sch", .absolute),
    ("a\\b.sch", .forbiddenCharacter),
    ("%2e%2e/up.sch", .leavesFolder), ("%2Fetc/passwd", .absolute), ("%zz.sch", .malformedEscape),
    ("", .empty), ("x%00.sch", .forbiddenCharacter), ("%ff.sch", .malformedEscape),
  ])
  func `what leads out of the folder is refused and never loaded`(
    reference: String, refusal: ResourceRefusal
  ) {
    for element in ["include", "extends"] {
      let text = schemaText("\n<\(element) href='\(reference)'/>")
      let resources = ResourceResolver { path in
        if path != "schema.sch" { Issue.record("\(path) was loaded") }
        return Array(text.utf8)
      }
      do throws(SchemaError) {
        _ = try SchematronSchema.compile(path: "schema.sch", resources: resources)
        Issue.record("\(reference) was accepted")
      } catch {
        guard case .refused(reference: reference, refusal) = error.problem else {
          Issue.record("another error: \(error)")
          continue
        }
        #expect(error.file == "schema.sch")
        #expect(error.line == 4)
        #expect(error.element == element)
      }
    }
  }

  @Test func `a schema in a folder cannot leave that folder`() {
    let resources = ResourceResolver(files: [
      "rules/a.sch": Array(schemaText("<include href='../secret.sch'/>").utf8),
      "secret.sch": Array("<pattern xmlns='http://purl.oclc.org/dsdl/schematron'/>".utf8),
    ])
    #expect(throws: SchemaError.self) {
      try SchematronSchema.compile(path: "rules/a.sch", resources: resources)
    }
  }

  @Test(arguments: ["/etc/passwd", "../up.xml", "http://example.org/", "nosuch.xml", ""])
  func `a document that cannot be had is a dynamic error, never an empty answer`(
    reference: String
  ) throws {
    let schema = try compile(
      "<pattern><rule context='a'><report id='R' test=\"not(document('\(reference)'))\"/></rule></pattern>"
    )
    let result = schema.validate(try parse("<a/>"))
    #expect(result.firings.isEmpty)
    #expect(result.failures.count == 1)
    #expect(result.assertionTallies.map(\.notEvaluatedCount) == [1])
  }
}
