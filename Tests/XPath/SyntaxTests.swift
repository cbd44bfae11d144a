import Testing
import XPath

/// An expression that must not compile, where, and why.
struct Refusal: CustomTestStringConvertible, Sendable {
  let expression: String
  let column: Int
  let problem: XPathSyntaxProblem

  init(_ expression: String, _ column: Int, _ problem: XPathSyntaxProblem) {
    self.expression = expression
    self.column = column
    self.problem = problem
  }

  var testDescription: String { expression }
}

struct SyntaxTests {
  private let context = XPathStaticContext(
    namespaces: ["p": "urn:p"], variables: ["v"], functions: .xslt, keys: ["k"])

  @Test(arguments: [
    Refusal("", 1, .unexpectedToken(found: "", expected: "an expression")),
    .init("//[", 3, .unexpectedToken(found: "[", expected: "a step")),
    .init("1 +", 4, .unexpectedToken(found: "", expected: "an expression")),
    .init("a b", 3, .unexpectedToken(found: "b", expected: "an operator or the end")),
    .init("a[1", 4, .unexpectedToken(found: "", expected: "']'")),
    .init("(1", 3, .unexpectedToken(found: "", expected: "')'")),
    .init("日本 + nosuch(.)", 6, .unknownFunction("nosuch")),
    .init("p:f()", 1, .unknownFunction("p:f")), .init("q:a", 1, .unknownPrefix("q")),
    .init("a/@q:*", 4, .unknownPrefix("q")), .init("$w", 1, .unknownVariable("w")),
    .init("1 + $p:v", 5, .unknownVariable("p:v")), .init("up::a", 1, .unknownAxis("up")),
    .init("count()", 1, .wrongArgumentCount(function: "count", found: 0, expected: "1")),
    .init(
      "substring('a')", 1, .wrongArgumentCount(function: "substring", found: 1, expected: "2 to 3")),
    .init(
      "concat('a')", 1, .wrongArgumentCount(function: "concat", found: 1, expected: "2 or more")),
    .init("count(1)", 7, .notANodeSet("the argument of count()")),
    .init("1 | a", 1, .notANodeSet("an operand of '|'")),
    .init("'a'/b", 1, .notANodeSet("what a predicate or '/' follows")),
    .init("'abc", 1, .unterminatedLiteral), .init("a # b", 3, .unexpectedCharacter("#")),
    .init("a = !b", 5, .unexpectedCharacter("!")), .init("key('z', 1)", 5, .unknownKey("z")),
    .init("1e3", 2, .unexpectedToken(found: "e3", expected: "an operator or the end")),
    .init("a[]", 3, .unexpectedToken(found: "]", expected: "an expression")),
    .init("@", 2, .unexpectedToken(found: "", expected: "a node test")),
    .init(".[1]", 2, .unexpectedToken(found: "[", expected: "an operator or the end")),
    .init("f (", 1, .unknownFunction("f")),
  ])
  func `what does not compile says where and why`(example: Refusal) throws {
    let expected = XPathSyntaxError(
      expression: example.expression, column: example.column, problem: example.problem)
    var found: XPathSyntaxError?
    do { _ = try XPathExpression(example.expression, in: context) } catch { found = error }
    #expect(found == expected)
  }

  @Test(arguments: [
    Refusal("a[", 3, .unexpectedToken(found: "", expected: "an expression")),
    .init("..", 1, .notAllowedInPattern("'..'")), .init("$v", 1, .notAllowedInPattern("'$v'")),
    .init("ancestor::a", 1, .notAllowedInPattern("the axis ancestor")),
    .init("document('a')", 1, .notAllowedInPattern("the function document()")),
    .init("a | ", 5, .unexpectedToken(found: "", expected: "a node test")),
    .init("(a)", 1, .notAllowedInPattern("'('")), .init("q:a", 1, .unknownPrefix("q")),
    .init("a + b", 3, .unexpectedToken(found: "+", expected: "'/', '|' or the end of the pattern")),
  ])
  func `patterns allow less`(example: Refusal) throws {
    let expected = XPathSyntaxError(
      expression: example.expression, column: example.column, problem: example.problem)
    var found: XPathSyntaxError?
    do { _ = try XPathPattern(example.expression, in: context) } catch { found = error }
    #expect(found == expected)
  }

  @Test(arguments: [
    "key('k', 1)", "document('')", "current()", "generate-id()", "format-number(1, '0')",
    "system-property('x')", "function-available('x')", "element-available('x')",
    "unparsed-entity-uri('x')",
  ])
  func `functions of XSLT are unknown to the core library`(expression: String) throws {
    _ = try XPathExpression(expression, in: context)
    #expect(throws: XPathSyntaxError.self) {
      try XPathExpression(expression, in: XPathStaticContext())
    }
  }

  @Test(arguments: [
    String(repeating: "(", count: 20_000) + "1" + String(repeating: ")", count: 20_000),
    String(repeating: "a[", count: 20_000) + "1" + String(repeating: "]", count: 20_000),
    String(repeating: "not(", count: 20_000) + "1" + String(repeating: ")", count: 20_000),
    String(repeating: "-(", count: 20_000) + "1" + String(repeating: ")", count: 20_000),
  ])
  func `deep nesting is an error within a named limit`(expression: String) throws {
    var problem: XPathSyntaxProblem?
    do { _ = try XPathExpression(expression, in: context) } catch { problem = error.problem }
    #expect(problem == .tooComplex(limit: "nestingDepthMax", value: XPathLimits.nestingDepthMax))
  }

  @Test func `long flat chains neither overflow nor take long`() throws {
    var subject = try Subject(parsing: Array("<a><a/></a>".utf8))
    let count = 20_000
    func repeated(_ text: String, _ joint: String) -> String {
      Array(repeating: text, count: count).joined(separator: joint)
    }
    #expect(subject.evaluate(repeated("1", "+"), at: 0) == .number(20_000))
    #expect(subject.evaluate(repeated("1", " * "), at: 0) == .number(1))
    #expect(subject.evaluate(repeated("a", "|"), at: 0) == .nodes(["1"]))
    #expect(subject.evaluate(repeated("a", "/"), at: 0) == .nodes([]))
    #expect(subject.evaluate(repeated(".", "/"), at: 0) == .nodes(["0"]))
    #expect(subject.evaluate(repeated("a", "//"), at: 0) == .nodes([]))
    #expect(subject.evaluate(repeated("true()", " and "), at: 0) == .boolean(true))
    #expect(subject.evaluate(repeated("1", "="), at: 0) == .boolean(true))
    #expect(subject.evaluate(repeated("1", "<"), at: 0) == .boolean(false))
    #expect(subject.evaluate("a" + String(repeating: "[1]", count: count), at: 0) == .nodes(["1"]))
    #expect(subject.evaluate(String(repeating: "-", count: count) + "1", at: 0) == .number(1))
    #expect(
      subject.evaluate("string-length(concat(\(repeated("'x'", ","))))", at: 0) == .number(20_000))
  }

  @Test func `names used and functions called are known without evaluation`() throws {
    let expression = try XPathExpression("count(p:a[@b]/c) + $v + $v", in: context)
    #expect(expression.referencedVariables == ["v"])
    #expect(expression.analysis.functions == ["count"])
    let names = expression.analysis.nameTests.map {
      "\($0.axis) \($0.localName) \($0.hasPredicate)"
    }
    #expect(names == ["child a true", "attribute b false", "child c false"])
    #expect(expression.staticType == .number)
  }
}
