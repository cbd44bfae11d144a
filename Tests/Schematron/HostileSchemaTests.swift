import Schematron
import TestSupport
import Testing
import XMLTree

struct HostileSchemaTests {
  // Needs the shared hostile files.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: [
      "include-self.sch", "isa-cycle.sch", "deep-expr.sch", "regex-bomb.sch", "no-prefix-decl.sch",
    ])
  func `a hostile schema is refused`(name: String) {
    let files = ResourceResolver { try SharedMaterial.bytes("conformance/hostile/sch/\($0)") }
    #expect(throws: SchemaError.self) {
      try SchematronSchema.compile(path: name, resources: files)
    }
  }

  // Needs the shared hostile files.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `a schema that asks for a file of the system gets none`() throws {
    let files = ResourceResolver { path in
      if path != "include-passwd.sch" { Issue.record("\(path) was loaded") }
      return try SharedMaterial.bytes("conformance/hostile/sch/\(path)")
    }
    let schema = try SchematronSchema.compile(path: "include-passwd.sch", resources: files)
    let result = schema.validate(try parse("<a/>"))
    #expect(result.firings.isEmpty)
    #expect(!result.isValid)
  }

  @Test func `inclusions that multiply end at a limit`() throws {
    var files = ["schema.sch": schemaText("<include href='0.sch'/>")]
    for level in 0..<20 {
      let next = level == 19 ? "" : "<include href='\(level + 1).sch'/>"
      files["\(level).sch"] =
        "<x xmlns='urn:x' xmlns:s='http://purl.oclc.org/dsdl/schematron'>"
        + String(repeating: next.replacing("<include", with: "<s:include"), count: 4) + "</x>"
    }
    let error = try #require(schemaError(files))
    guard case .limitExceeded(name: "elementCountMax", _) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test func `a long chain of inclusions ends at a limit`() throws {
    var files = ["schema.sch": schemaText("<include href='0.sch'/>")]
    for level in 0..<60 {
      files["\(level).sch"] =
        "<s:pattern xmlns:s='http://purl.oclc.org/dsdl/schematron'><s:include href='\(level + 1).sch'/></s:pattern>"
    }
    let error = try #require(schemaError(files))
    guard case .limitExceeded(name: "inclusionDepthMax", _) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test(arguments: ["depthMax", "inclusionDepthMax"])
  func `deep structure ends at a limit`(limit: String) throws {
    let body: String
    if limit == "depthMax" {
      let depth = 150
      body =
        "<pattern>" + String(repeating: "<x xmlns='urn:x'>", count: depth)
        + String(repeating: "</x>", count: depth) + "</pattern>"
    } else {
      let rules = (0..<100).map {
        "<rule abstract='true' id='r\($0)'><extends rule='r\($0 + 1)'/></rule>"
      }
      body =
        "<pattern>\(rules.joined())<rule abstract='true' id='r100'/><rule context='a'><extends rule='r0'/></rule></pattern>"
    }
    let error = try #require(schemaError(body))
    guard case .limitExceeded(name: limit, _) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test func `abstract rules that multiply end at a limit`() throws {
    let rules = (0..<25).map {
      "<rule abstract='true' id='r\($0)'><extends rule='r\($0 + 1)'/><extends rule='r\($0 + 1)'/></rule>"
    }
    let body =
      "<pattern>\(rules.joined())<rule abstract='true' id='r25'><assert test='1'/></rule><rule context='a'><extends rule='r0'/></rule></pattern>"
    let error = try #require(schemaError(body))
    guard case .limitExceeded(name: "elementCountMax", _) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test func `thousands of variables in a chain are put in order`() throws {
    let lets = (0..<5_000).map { "<let name='v\($0)' value='$v\($0 + 1)'/>" }.joined()
    let body =
      "\(lets)<let name='v5000' value='7'/><pattern><rule context='a'><report id='R' test='$v0 = 7'/></rule></pattern>"
    #expect(try firings(body, on: "<a/>") == ["R /a[1]: "])
  }

  @Test func `a document full of names costs no list for each`() throws {
    let schema = try compile("<pattern><rule context='*'><assert test='true()'/></rule></pattern>")
    let document = "<a>" + (0..<20_000).map { "<n\($0)/>" }.joined() + "</a>"
    #expect(schema.validate(try parse(document)).ruleFiredCounts == [20_001])
  }
}
