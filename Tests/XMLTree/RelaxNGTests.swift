import TestSupport
import Testing
import XMLTree

struct RelaxNGTests {
  private static let grammar = """
    <element name="plan" xmlns="http://relaxng.org/ns/structure/1.0"
        datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
      <oneOrMore><element name="cost"><data type="integer"/></element></oneOrMore>
    </element>
    """

  private static func issues(_ document: String) throws -> [RelaxNGIssue] {
    let schema = try RelaxNGSchema(parsing: Array(grammar.utf8), name: "plan.rng")
    return try schema.validate(Array(document.utf8), name: "plan.xml")
  }

  @Test func `a valid document has no issues`() throws {
    #expect(try Self.issues("<plan><cost>1</cost><cost> 2 </cost></plan>") == [])
  }

  @Test(arguments: [
    ("<plan/>", 1), ("<plan>\n<cost>1</cost>\n<cost>x</cost></plan>", 3), ("\n<other/>", 2),
  ])
  func `an invalid document has an issue with its line`(document: String, line: Int) throws {
    let issues = try Self.issues(document)
    #expect(issues.first?.line == line)
    #expect(issues.allSatisfy { !$0.message.isEmpty && !$0.message.contains("\n") })
  }

  @Test func `the number of issues is bounded`() throws {
    let rows = String(repeating: "<cost>x</cost>", count: 500)
    #expect(try Self.issues("<plan>\(rows)</plan>").count <= RelaxNGSchema.issueCountMax)
  }

  @Test(arguments: ["", "<plan>", "no markup", "<!DOCTYPE plan><plan/>"])
  func `what cannot be read is an error, not a verdict`(document: String) {
    #expect(throws: RelaxNGError.self) { try Self.issues(document) }
  }

  @Test(arguments: [
    "<element name='a' xmlns='http://relaxng.org/ns/structure/1.0'><nosuch/></element>",
    "<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start><ref name='x'/></start></grammar>",
    "<plan/>",
  ])
  func `a broken schema is refused with its issues`(schema: String) {
    #expect {
      _ = try RelaxNGSchema(parsing: Array(schema.utf8), name: "s.rng")
    } throws: { error in
      guard case RelaxNGError.invalidSchema(name: "s.rng", let issues) = error else { return false }
      return !issues.isEmpty
    }
  }

  @Test(arguments: ["include", "externalRef"])
  func `a schema that names another file is refused`(reference: String) {
    let inner = "<\(reference) href='other.rng'/>"
    let body = reference == "include" ? inner : "<start>\(inner)</start>"
    let schema = "<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\n\(body)</grammar>"
    #expect(
      throws: RelaxNGError.externalReferenceRefused(name: "s.rng", line: 2, element: reference)
    ) {
      _ = try RelaxNGSchema(parsing: Array(schema.utf8), name: "s.rng")
    }
  }

  @Test func `schemas work side by side`() async throws {
    let counts = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<16 {
        group.addTask {
          try Self.issues("<plan><cost>\(number % 2 == 0 ? "1" : "x")</cost></plan>").count
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(counts.filter { $0 == 0 }.count == 8)
  }

  // Needs the shared standards.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: ["svrl/svrl-2025-original.rng", "svrl/svrl-2016.rng", "svrl/svrl-2006.rng"])
  func `the grammars of SVRL compile`(name: String) throws {
    _ = try RelaxNGSchema(parsing: SharedMaterial.bytes("standards/" + name), name: name)
  }
}
