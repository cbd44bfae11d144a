import Testing
import XMLTree
import XPath

struct XSLTFunctionTests {
  private static let text =
    "<r><e n='1' k='a'/><e n='2' k='b'/><e n='3' k='a'/><f>a</f><f>b</f></r>"

  private func evaluator(
    loader: XPathDocumentLoader? = nil
  ) throws -> XPathEvaluator {
    let context = XPathStaticContext(functions: .xslt)
    let prefixed = XPathStaticContext(namespaces: ["x": "urn:none"], functions: .xslt)
    let keys = [
      XPathKeyDeclaration(
        name: "late", match: try XPathPattern("f", in: context),
        use: try XPathExpression("string(.)", in: context)),
      XPathKeyDeclaration(
        name: "late", match: try XPathPattern("e", in: context),
        use: try XPathExpression("@k", in: context)),
      XPathKeyDeclaration(
        name: "twice", match: try XPathPattern("f", in: context),
        use: try XPathExpression("//e/@k", in: context)),
      XPathKeyDeclaration(
        name: "mixed", match: try XPathPattern("/ | f | e[@n > 1] | @k | x:*", in: prefixed),
        use: try XPathExpression("string(.)", in: context)),
      XPathKeyDeclaration(
        name: "attributes", match: try XPathPattern("@k", in: context),
        use: try XPathExpression(".", in: context)),
      XPathKeyDeclaration(
        name: "texts", match: try XPathPattern("f/text()", in: context),
        use: try XPathExpression(".", in: context)),
      XPathKeyDeclaration(
        name: "absent", match: try XPathPattern("absent", in: context),
        use: try XPathExpression(".", in: context)),
      XPathKeyDeclaration(
        name: "k", match: try XPathPattern("e", in: context),
        use: try XPathExpression("@k", in: context)),
      XPathKeyDeclaration(
        name: "k", match: try XPathPattern("f", in: context),
        use: try XPathExpression("string(.)", in: context)),
      XPathKeyDeclaration(
        name: "loop", match: try XPathPattern("e", in: context),
        use: try XPathExpression("key('loop', 1)", in: context)),
    ]
    let document = try XMLDocument(parsing: Array(Self.text.utf8), name: "main.xml")
    return XPathEvaluator(document: document, keys: keys, loader: loader)
  }

  private func string(
    _ source: String, loader: XPathDocumentLoader? = nil
  ) throws -> String {
    var evaluator = try evaluator(loader: loader)
    let context = XPathStaticContext(
      namespaces: ["xsl": "http://www.w3.org/1999/XSL/Transform"], functions: .xslt)
    return try evaluator.string(XPathExpression(source, in: context), at: evaluator.root)
  }

  @Test(arguments: [
    ("count(key('k', 'a'))", "3"), ("key('k', 'b')/@n", "2"), ("count(key('k', //f))", "5"),
    ("count(key('k', 'none'))", "0"), ("count(//e[@k = current()//f])", "3"),
    ("count(key('attributes', 'a'))", "2"), ("key('attributes', 'b')/../@n", "2"),
    ("count(key('texts', //e/@k))", "2"), ("name(key('texts', 'b')/..)", "f"),
    ("count(key('absent', ''))", "0"),
    ("generate-id(//e) = generate-id(//e[1])", "true"),
    ("generate-id(//e) = generate-id(//f)", "false"), ("generate-id(//none)", ""),
    ("system-property('xsl:version')", "1"), ("system-property('xsl:none')", ""),
    ("function-available('key')", "true"), ("function-available('nosuch')", "false"),
    ("element-available('xsl:if')", "false"), ("unparsed-entity-uri('x')", ""),
  ])
  func `functions of XSLT`(source: String, expected: String) throws {
    #expect(try string(source) == expected)
  }

  /// As many nodes as the position asks for are taken from the index, where it is in document order.
  @Test(arguments: [
    ("key('k', 'a')[1]/@n", "1"), ("key('k', 'a')[2]/@n", "3"), ("name(key('k', 'a')[3])", "f"),
    ("count(key('k', 'a')[4])", "0"), ("count(key('k', 'a')[0])", "0"),
    ("count(key('k', 'a')[1.5])", "0"), ("key('k', 'a')[position() = 2]/@n", "3"),
    ("key('k', 'a')[2][1]/@n", "3"), ("count(key('k', 'a')[2][2])", "0"),
    ("key('k', 'a')[@n > 1][1]/@n", "3"), ("name(key('k', 'a')[last()])", "f"),
    ("key('k', //f)[2]/@n", "2"), ("key('late', 'a')[1]/@n", "1"), ("key('late', 'a')[3]", "a"),
    ("key('late', //f)[3]/@n", "3"), ("key('twice', 'a')[2]", "b"), ("key('twice', 'a')[1]", "a"),
    ("count(key('twice', 'a')[3])", "0"),
    ("boolean(key('k', 'a'))", "true"), ("boolean(key('k', 'none'))", "false"),
    ("string(key('late', 'a'))", ""), ("name(key('late', 'a'))", "e"),
    ("string(key('twice', 'b'))", "a"), ("key('k', //f) = 'b'", "true"),
    ("count(e[generate-id() = generate-id(key('k', @k)[1])])", "0"),
    ("count(r/e[generate-id() = generate-id(key('k', @k)[1])])", "2"),
  ])
  func `positions among the nodes of a key`(source: String, expected: String) throws {
    #expect(try string(source) == expected)
  }

  @Test(arguments: [
    ("count(key('mixed', 'ab'))", "1"), ("count(key('mixed', 'b'))", "2"),
    ("count(key('mixed', ''))", "2"), ("count(key('mixed', 'a'))", "3"),
    ("count(key('mixed', 'b')/..)", "2"),
  ])
  func `every alternative of a key's pattern is indexed`(source: String, expected: String) throws {
    #expect(try string(source) == expected)
  }

  @Test(arguments: [
    ("1234567.891", "#,##0.00", "1,234,567.89"), ("0.5", "#", "0"), ("1.5", "0", "2"),
    ("2.5", "0", "2"), ("-3", "0", "-3"), ("-3", "0;(0)", "(3)"), ("0.256", "0.0%", "25.6%"),
    ("5", "000", "005"), ("0 div 0", "0", "NaN"), ("1 div 0", "0", "Infinity"),
    ("-1 div 0", "0", "-Infinity"), ("12", "'#'0", "#12"), ("0", "#.##", "0"),
    ("0.1", "#.##", ".1"),
    ("1000", "#,##0円", "1,000円"), ("9.995", "0.00", "10.00"), ("999.99", "0.0", "1000.0"),
  ])
  func `format-number in the default format`(
    number: String, pattern: String, expected: String
  ) throws {
    let quoted = pattern.contains("'") ? "\"\(pattern)\"" : "'\(pattern)'"
    #expect(try string("format-number(\(number), \(quoted))") == expected)
  }

  @Test func `documents are loaded once, by a name and a base`() throws {
    let other = try XMLDocument(parsing: Array("<o><v>7</v></o>".utf8), name: "other.xml")
    let loader: XPathDocumentLoader = { request in
      guard request.uri == "other.xml" else { throw Absent(uri: request.uri) }
      return other
    }
    #expect(try string("document('other.xml')/o/v", loader: loader) == "7")
    #expect(
      try string("count(document('other.xml') | document('other.xml', /))", loader: loader) == "1")
    #expect(try string("document('other.xml')//v + //e[2]/@n", loader: loader) == "9")
    #expect(try string("count(//f[document('other.xml')/o])", loader: loader) == "2")
    #expect(throws: XPathEvaluationError.documentNotLoaded(uri: "x", reason: "Absent(uri: \"x\")"))
    {
      try string("document('x')", loader: loader)
    }
  }

  struct Absent: Error { let uri: String }

  @Test func `what cannot be evaluated is an error, never an empty answer`() throws {
    #expect(throws: XPathEvaluationError.unknownKey("nosuch")) { try string("key('nosuch', 1)") }
    #expect(throws: XPathEvaluationError.recursiveKey("loop")) { try string("key('loop', 1)") }
    #expect(throws: XPathEvaluationError.malformedFormat(pattern: "0#x0")) {
      try string("format-number(1, '0#x0')")
    }
    #expect(throws: XPathEvaluationError.unknownPrefix("q")) { try string("key('q:k', 1)") }
    #expect(
      throws: XPathEvaluationError.documentNotLoaded(
        uri: "x", reason: "no documents can be read here")
    ) {
      try string("document('x')")
    }
    var evaluator = try evaluator()
    let context = XPathStaticContext(variables: ["v"])
    let use = try XPathExpression("$v", in: context)
    let set = try XPathExpression("count($v)", in: context)
    #expect(throws: XPathEvaluationError.unboundVariable("v")) {
      try evaluator.string(use, at: evaluator.root)
    }
    let slot = evaluator.variableSlot("v")
    evaluator.setVariable(slot, to: .number(3))
    #expect(try evaluator.string(use, at: evaluator.root) == "3")
    #expect(throws: XPathEvaluationError.notANodeSet(expression: "$v")) {
      try evaluator.number(set, at: evaluator.root)
    }
    try evaluator.setVariable(
      slot, to: XPathExpression("//e", in: context), at: evaluator.root)
    #expect(try evaluator.number(set, at: evaluator.root) == 3)
    evaluator.clearVariable(slot)
    #expect(evaluator.variable(slot) == nil)
  }
}
