import Schematron
import TestSupport
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

  private static let conditional = """
    <let name="wanted" value="'y'"/>
    <phase id="x" when="/x"><let name="n" value="1"/><active pattern="X"/></phase>
    <phase id="y" when="/*[@kind = $wanted]"><let name="n" value="2"/><active pattern="Y"/></phase>
    <phase id="late" when="/x or /z"><active pattern="X"/></phase>
    <pattern id="X"><rule context="/*"><report id="X1" test="true()"/></rule></pattern>
    <pattern id="Y"><rule context="/*"><report id="Y1" test="true()"/></rule></pattern>
    """

  @Test(arguments: [
    ("<x kind='y'/>", "x", ["X1"]), ("<a kind='y'/>", "y", ["Y1"]), ("<z/>", "late", ["X1"]),
    ("<a/>", nil, ["X1", "Y1"]),
  ])
  func `each document has the first phase whose condition it meets, else all patterns`(
    document: String, phase: String?, ids: [String]
  ) throws {
    for (attributes, selection) in [
      ("", PhaseSelection("#ANY")), ("defaultPhase='#ANY'", .default),
    ] {
      let schema = try compile(Self.conditional, attributes: attributes, phase: selection)
      #expect(schema.choosesPhaseByDocument)
      let result = schema.validate(try parse(document))
      #expect(result.failures.map(\.description) == [])
      #expect(result.schema.phase == phase)
      #expect(result.firings.map(\.assertion.id) == ids)
      #expect(result.assertionTallies.count == result.schema.assertions.count)
    }
  }

  // Needs the shared grammars.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `a document whose phase cannot be told is not checked, and says so`() throws {
    let body = Self.conditional.replacing("/x or /z", with: "document('absent.xml')")
    let schema = try compile(body, phase: .any)
    let result = schema.validate(try parse("<a/>"))
    #expect(!result.isValid)
    #expect(result.firings.isEmpty)
    #expect(result.failures.map(\.code) == ["phase-when"])
    #expect(result.assertionTallies.map(\.notEvaluatedCount) == [1, 1])
    let grammar = try RelaxNGSchema(
      parsing: SharedMaterial.bytes("standards/svrl/svrl-2025-original.rng"), name: "svrl.rng")
    #expect(try grammar.validate(SVRLWriter.bytes(for: result), name: "report.svrl") == [])
  }

  @Test(arguments: [
    // In a pattern that is not active, that no phase has, in a phase's own words.
    "<pattern id='B'><rule context='a'><assert test='nosuch()'/></rule></pattern>",
    "<phase id='other'><active pattern='B'/></phase><pattern id='B'><rule context='a['/></pattern>",
    "<phase id='other' from='nosuch()'><active pattern='A'/></phase>",
    "<phase id='other' when='nosuch()'/>",
    "<phase id='other'><let name='n' value='nosuch()'/></phase>",
    "<pattern id='B'><rule context='a'><assert test='1'><value-of select='$undefined'/></assert></rule></pattern>",
  ])
  func `an error where nothing runs is an error all the same`(part: String) throws {
    let body =
      "<phase id='one'><active pattern='A'/></phase>\(part)<pattern id='A'><rule context='a'><assert test='1'/></rule></pattern>"
    let error = schemaError(["schema.sch": schemaText(body)], phase: .named("one"))
    guard case .expression? = error?.problem else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(error?.line == 3)
  }

  @Test func `a pattern that only its own phase makes whole is no error elsewhere`() throws {
    let body = """
      <phase id="one"><active pattern="A"/></phase>
      <phase id="two"><let name="n" value="2"/><active pattern="B"/></phase>
      <pattern id="A"><rule context="a"><report id="A1" test="true()"/></rule></pattern>
      <pattern id="B"><rule context="a"><report id="B1" test="$n = 2"/></rule></pattern>
      """
    #expect(try firings(compile(body, phase: .named("one")), "<a/>") == ["A1 /a[1]: "])
    #expect(try firings(compile(body, phase: .named("two")), "<a/>") == ["B1 /a[1]: "])
  }

  @Test func `a phase without patterns checks nothing and is refused`() {
    let error = schemaError(["schema.sch": schemaText(Self.body)], phase: .named("none"))
    guard case .nothingToCheck(phase: "none")? = error?.problem else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
  }
}
