import Schematron
import Testing
import XMLTree

struct PhaseTests {
  private static let body = """
    <phase id="one"><p>First</p><active pattern="A"/></phase>
    <phase id="both"><active pattern="B"/><active pattern="A"/></phase>
    <phase id="below" from="/r/a"><active pattern="A"/></phase>
    <phase id="none"/>
    <pattern id="A"><rule context="a"><report id="A1" test="true()"/></rule></pattern>
    <pattern id="B"><rule context="a"><report id="B1" test="true()"/></rule></pattern>
    """

  @Test(arguments: [
    (PhaseSelection("#ALL"), ["A1", "B1"]), (PhaseSelection("#DEFAULT"), ["A1"]),
    (.default, ["A1"]), (.all, ["A1", "B1"]), (.named("one"), ["A1"]),
    (.named("both"), ["A1", "B1"]),
  ])
  func `a phase says which patterns run, in the schema's order`(
    phase: PhaseSelection, ids: [String]
  ) throws {
    let schema = try compile(Self.body, attributes: "defaultPhase='one'", phase: phase)
    #expect(schema.validate(try parse("<a/>")).firings.map(\.assertion.id) == ids)
    #expect(schema.assertions.map(\.id) == ids)
  }

  @Test func `without a default phase all patterns run`() throws {
    let schema = try compile(Self.body)
    #expect(schema.phase == nil)
    #expect(schema.patterns.map(\.id) == ["A", "B"])
  }

  @Test func `a phase may begin below the root`() throws {
    let schema = try compile(Self.body, phase: .named("below"))
    let found = try firings(schema, "<r><b><a/></b><a><a/></a></r>")
    #expect(found == ["A1 /r[1]/a[1]: ", "A1 /r[1]/a[1]/a[1]: "])
  }

  @Test func `a phase without patterns checks nothing and is refused`() {
    let error = schemaError(["schema.sch": schemaText(Self.body)], phase: .named("none"))
    guard case .nothingToCheck(phase: "none")? = error?.problem else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }
}
