import Testing
import XMLTree
import XPath

/// Variables that are evaluated at their first reference.
struct DeferredVariableTests {
  /// An evaluator over `<a><b>1</b><b>2</b></a>`, with compiled expressions over `$v` and `$w`.
  struct Bench: ~Copyable {
    var evaluator: XPathEvaluator
    let context = XPathStaticContext(variables: ["v", "w"], functions: .xslt)
    let v: Int
    let w: Int

    init() throws {
      evaluator = XPathEvaluator(
        document: try XMLDocument(parsing: Array("<a><b>1</b><b>2</b></a>".utf8), name: "t.xml"))
      v = evaluator.variableSlot("v")
      w = evaluator.variableSlot("w")
    }

    func compiled(_ source: String) throws -> XPathExpression {
      try XPathExpression(source, in: context)
    }

    mutating func string(_ source: String) throws -> String {
      try evaluator.string(try compiled(source), at: evaluator.root)
    }

    mutating func deferring(_ slot: Int, _ source: String) throws {
      evaluator.deferVariable(slot, to: try compiled(source), at: evaluator.root)
    }
  }

  @Test(arguments: [
    ("/a/b", "12 1 2"), ("'x'", "x x 1"), ("count(/a/b)", "2 2 1"),
    ("count(/a/b) = 2", "true true 1"),
  ])
  func `a value keeps its type`(source: String, expected: String) throws {
    var bench = try Bench()
    try bench.deferring(bench.v, source)
    #expect(bench.evaluator.variable(bench.v) == nil)
    let isSet = source == "/a/b"
    let rest =
      isSet
      ? "concat(string($v[1]), string($v[2]), ' ', $v, ' ', count($v))"
      : "concat($v, ' ', string($v), ' ', 1)"
    #expect(try bench.string(rest) == expected)
    #expect(bench.evaluator.variable(bench.v) != nil)
  }

  @Test func `it is evaluated at its own focus, whatever the reference's is`() throws {
    var bench = try Bench()
    let first = XPathNode(document: 0, index: 2)
    bench.evaluator.deferVariable(
      bench.v, to: try bench.compiled("concat(., '-', name(), '-', current())"), at: first)
    #expect(try bench.string("concat(/a/b[2], ' ', /a/b[2][contains($v, 'b')])") == "2 2")
    #expect(try bench.string("$v") == "1-b-1")
  }

  @Test func `one may refer to another that waits`() throws {
    var bench = try Bench()
    try bench.deferring(bench.v, "/a/b[2]")
    try bench.deferring(bench.w, "$v + 1")
    #expect(try bench.string("concat($w, $v, count(/a/b[. < $w]))") == "322")
  }

  @Test func `an error surfaces at every reference and nowhere else`() throws {
    var bench = try Bench()
    try bench.deferring(bench.v, "document('none')")
    #expect(try bench.string("1 + 1") == "2")
    for _ in 0..<2 {
      #expect(throws: XPathEvaluationError.self) { try bench.string("concat('a', $v)") }
      #expect(throws: XPathEvaluationError.self) { try bench.string("count($v)") }
    }
    try bench.deferring(bench.w, "$v")
    #expect(throws: XPathEvaluationError.self) { try bench.string("$w") }
    bench.evaluator.clearVariable(bench.v)
    #expect(throws: XPathEvaluationError.unboundVariable("v")) { try bench.string("$v") }
    bench.evaluator.setVariable(bench.v, to: .string("new"))
    #expect(try bench.string("$v") == "new")
  }

  @Test func `a circle is an error`() throws {
    var bench = try Bench()
    try bench.deferring(bench.v, "$w + 1")
    try bench.deferring(bench.w, "$v + 1")
    #expect(throws: XPathEvaluationError.recursiveVariable("v")) { try bench.string("$v") }
  }

  @Test func `an expression that names its own variable means the former value`() throws {
    var bench = try Bench()
    try bench.deferring(bench.v, "count(/a/b)")
    try bench.deferring(bench.v, "$v + 1")
    try bench.deferring(bench.v, "$v + 1")
    #expect(bench.evaluator.variable(bench.v) == .number(4))
  }

  @Test func `a new deferral takes the place of one that waits`() throws {
    var bench = try Bench()
    try bench.deferring(bench.v, "document('none')")
    for count in 0..<2_000 { try bench.deferring(bench.v, "\(count)") }
    #expect(try bench.string("$v") == "1999")
    try bench.deferring(bench.v, "7")
    bench.evaluator.settleVariable(bench.v)
    #expect(bench.evaluator.variable(bench.v) == .number(7))
  }

  @Test func `a long chain does not exhaust the stack`() throws {
    let names = (0..<2_000).map { "v\($0)" }
    var bench = try Bench()
    let context = XPathStaticContext(variables: Set(names))
    for (number, name) in names.enumerated() {
      let nested = String(repeating: "(", count: 100) + "$v\(number - 1)"
      let source = number == 0 ? "1" : nested + String(repeating: ")", count: 100) + " + 1"
      bench.evaluator.deferVariable(
        bench.evaluator.variableSlot(name), to: try XPathExpression(source, in: context),
        at: bench.evaluator.root)
    }
    let last = try XPathExpression("$v1999", in: context)
    #expect(try bench.evaluator.number(last, at: bench.evaluator.root) == 2_000)
  }
}
