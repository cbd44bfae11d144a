import Schematron
import Testing
import XMLTree
import XPath

/// What is wrong with a schema is said when it is compiled, with the place.
struct SchemaErrorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let body: String
    /// A piece of the error's line.
    let expected: String
    var testDescription: String { expected }

    init(_ body: String, _ expected: String) {
      self.body = body
      self.expected = expected
    }
  }

  private static func rule(_ content: String, context: String = "a") -> String {
    "<pattern><rule context=\"\(context)\">\(content)</rule></pattern>"
  }

  static let faults = [
    Fault("", "schema.sch:1: schema: the schema has no pattern"),
    Fault("<patern/>", "schema.sch:3: patern: the element has no place in 'schema'"),
    Fault(rule("<asert test='1'/>"), "asert: the element has no place in 'rule'"),
    Fault(rule("<assert tset='1'/>"), "assert: there is no attribute 'tset'"),
    Fault(rule("<assert/>"), "assert: the attribute 'test' is missing"),
    Fault("<pattern><rule/></pattern>", "rule: the attribute 'context' is missing"),
    Fault("<pattern abstract='yes'/>", "'abstract' is 'yes', expected true or false"),
    Fault(
      "<pattern id='A'/>\n<pattern id='A'/>",
      "schema.sch:4: pattern: the pattern 'A' is already defined at schema.sch:3"),
    Fault("<phase id='A'/><phase id='A'/>", "the phase 'A' is already defined"),
    Fault(
      "<phase id='A'><active pattern='nosuch'/></phase><pattern/>",
      "active: there is no pattern 'nosuch'"),
    Fault(
      "<pattern abstract='true' id='A'/><phase id='X'><active pattern='A'/></phase>",
      "there is no pattern 'A'"),
    Fault(rule("<assert test='1' diagnostics='nosuch'/>"), "there is no diagnostic 'nosuch'"),
    Fault(rule("<assert test='1' properties='nosuch'/>"), "there is no property 'nosuch'"),
    Fault(
      "<diagnostics><diagnostic id='D'/><diagnostic id='D'/></diagnostics><pattern/>",
      "the diagnostic 'D' is already defined"),
    Fault(rule("<extends rule='nosuch'/>"), "there is no rule 'nosuch'"),
    Fault(
      "<pattern><rule abstract='true' id='r'/><rule abstract='true' id='r'/></pattern>",
      "the rule 'r' is already defined"),
    Fault(
      "<pattern><rule abstract='true' id='r'><extends rule='s'/></rule><rule abstract='true' id='s'><extends rule='r'/></rule><rule context='a'><extends rule='r'/></rule></pattern>",
      "the rule refers to itself: r -> s -> r"),
    Fault("<pattern is-a='nosuch'/>", "there is no pattern 'nosuch'"),
    Fault(
      "<pattern abstract='true' id='A' is-a='B'/><pattern abstract='true' id='B' is-a='A'/><pattern is-a='A'/>",
      "the pattern refers to itself: A -> B -> A"),
    Fault(
      "<pattern abstract='true' id='A'><rule context='$x'/></pattern>\n<pattern is-a='A'/>",
      "the abstract pattern 'A' needs a value for its parameter 'x'"),
    Fault(
      "<pattern abstract='true' id='A'><rule context='a'><assert test='$y = 1'/></rule></pattern><pattern is-a='A'><param name='x' value='1'/></pattern>",
      "the abstract pattern 'A' needs a value for its parameter 'y'"),
    Fault(
      "<pattern abstract='true' id='A'><param name='z'/></pattern>\n<pattern is-a='A'/>",
      "schema.sch:4: pattern: the abstract pattern 'A' needs a value for its parameter 'z'"),
    Fault(
      "<let name='v' value='$w'/><let name='w' value='$v'/><pattern/>",
      "the variable refers to itself: v -> w -> v"),
    Fault(
      "<let name='v' value='1'/><pattern><let name='v' value='1'/></pattern>",
      "the variable 'v' is already defined"),
    Fault(
      rule("<let name='v' value='1'/><let name='v' value='1'/>"),
      "the variable 'v' is already defined"),
    Fault(rule("<let name='v' value='$w'/><let name='w' value='1'/>"), "value: column 1 of '$w'"),
    Fault(rule("<let name='v'/>"), "let: the attribute 'value' is missing"),
    Fault(rule("<let name='v' value='1'>x</let>"), "there is no attribute 'value beside content'"),
    Fault(
      "<pattern><let name='v' value='1'/></pattern><pattern><let name='v' value='2'/></pattern>\(rule("<assert test='$v'/>"))",
      "the variable '$v' is not declared"),
    Fault(
      rule("<assert test='$v'/>"),
      "assert: test: column 1 of '$v': the variable '$v' is not declared"),
    Fault(rule("<assert test='q:b'/>"), "the prefix 'q' is not declared"),
    Fault(
      rule("", context: "q:b"), "rule: context: column 1 of 'q:b': the prefix 'q' is not declared"),
    Fault(rule("<assert test='nosuch(1)'/>"), "there is no function 'nosuch'"),
    Fault(rule("<assert test='key(\"nosuch\", 1)'/>"), "the key 'nosuch' is not declared"),
    Fault(rule("<assert test='1 +'/>"), "assert: test: column"),
    Fault(rule("<assert test='1'><value-of select='['/></assert>"), "value-of: select: column 1"),
    Fault(
      rule("<assert test='1'><value-of/></assert>"), "value-of: the attribute 'select' is missing"),
    Fault(
      rule("<assert test='1'><xsl:apply-templates/></assert>"),
      "the instruction 'xsl:apply-templates' is not supported"),
    Fault(
      "<xsl:template match='a'/><pattern/>",
      "xsl:template: the instruction 'xsl:template' is not supported"),
    Fault("<ns prefix='p' uri='urn:other'/><pattern/>", "the prefix 'p' is already defined"),
    Fault(
      "<include href='nosuch.sch'/>", "include: 'nosuch.sch' cannot be loaded: there is no file"),
    Fault("<include href='#nosuch'/>", "there is no fragment '#nosuch'"),
    Fault("<include href='schema.sch'/>", "the file refers to itself: schema.sch -> schema.sch"),
    Fault("<pattern id='A'><include href='#A'/></pattern>", "the file refers to itself"),
    Fault("<param name='v'/><pattern/>", "needs a value for its parameter 'v'"),
  ]

  @Test(arguments: faults)
  func `a fault is told with its place`(fault: Fault) throws {
    let error = try #require(schemaError(fault.body))
    #expect(error.description.contains(fault.expected), "\(error)")
    #expect(error.file == "schema.sch")
    #expect(error.line >= 1)
  }

  @Test(arguments: ["xslt2", "xslt3", "xpath2", "xpath31", "stx", "exslt", ""])
  func `an unsupported query binding is refused by its name`(binding: String) throws {
    let error = try #require(schemaError("<pattern/>", attributes: "queryBinding='\(binding)'"))
    guard case .unsupportedQueryBinding(binding) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test(arguments: ["xslt", "XSLT", "xpath", "XPath"])
  func `a supported query binding is taken in any case`(binding: String) throws {
    _ = try compile("<pattern/>", attributes: "queryBinding='\(binding)'")
  }

  @Test func `the binding xpath has no functions of XSLT`() throws {
    let body = Self.rule("<assert test='current()'/>")
    let error = try #require(schemaError(body, attributes: "queryBinding='xpath'"))
    #expect(error.description.contains("there is no function 'current'"))
  }

  @Test(arguments: [
    "<schema xmlns='http://www.ascc.net/xml/schematron'/>", "<schema/>",
    "<pattern xmlns='http://purl.oclc.org/dsdl/schematron'/>",
  ])
  func `what is no schema is refused by its name and namespace`(text: String) throws {
    let error = try #require(schemaError(["schema.sch": text]))
    guard case .notASchema = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
  }

  @Test func `a file that is not well-formed is told by its name`() throws {
    let error = try #require(
      schemaError(["schema.sch": schemaText("<include href='b.sch'/>"), "b.sch": "<pattern>"]))
    guard case .unreadable(.notWellFormed(name: "b.sch", _, _, _)) = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(error.file == "b.sch")
  }

  @Test func `an included file of the wrong kind is refused where it was included`() throws {
    let other = "<phase xmlns='http://purl.oclc.org/dsdl/schematron' id='x'/>"
    let error = try #require(
      schemaError([
        "schema.sch": schemaText(
          "<pattern><rule context='a'><extends href='b.sch'/></rule></pattern>"),
        "b.sch": other,
      ]))
    #expect(error.element == "extends")
    #expect(error.line == 3)
  }

  @Test func `an unknown phase or parameter is refused`() throws {
    let text = ["schema.sch": schemaText("<pattern/>")]
    let error = try #require(schemaError(text, phase: .named("nosuch")))
    guard case .undefinedReference(.phase, "nosuch") = error.problem else {
      Issue.record("another error: \(error)")
      return
    }
    #expect(throws: SchemaError.self) { try compile(text, parameters: ["nosuch": "1"]) }
  }
}
