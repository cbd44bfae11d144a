import TestSupport
import Testing
import XMLTree
import XPath

struct PatternTests {
  private static let text = """
    <r xmlns='urn:p'><a x='1'><b/><b y='2'/><c>t</c></a><a x='2'><b><a><b/></a></b></a>\
    <!--n--><?t u?><d xml:id='i'><b/></d></r>
    """
  private static let namespaces = ["p": "urn:p"]

  /// The places of the nodes that match.
  private func matched(
    _ source: String, keys: [XPathKeyDeclaration] = []
  ) throws -> [Int] {
    let document = try XMLDocument(parsing: Array(Self.text.utf8), name: "patterns.xml")
    var context = XPathStaticContext(namespaces: Self.namespaces, functions: .xslt)
    context.variables = ["v"]
    let pattern = try XPathPattern(source, in: context)
    var evaluator = XPathEvaluator(document: document, keys: keys)
    evaluator.setVariable(evaluator.variableSlot("v"), to: .string("2"))
    var found: [Int] = []
    for place in 0..<document.nodeCount
    where try evaluator.matches(pattern, XPathNode(document: 0, index: place)) {
      found.append(place)
    }
    return found
  }

  /// A pattern matches a node if, from some ancestor or the node itself, it selects it (XSLT 1.0, 5.2).
  @Test(arguments: [
    "p:b", "p:a/p:b", "p:a//p:b", "/p:r/p:a", "//p:b", "/", "*", "@*", "@x", "p:a/@x", "text()",
    "comment()", "processing-instruction()", "processing-instruction('t')", "node()",
    "@node()", "p:b | p:c", "p:b[1]", "p:b[2]", "p:b[last()]", "p:b[@y]", "p:b[@y][1]",
    "p:b[position() = 2]", "p:a[@x = 2]/p:b", "p:a[2]", "*[1]", "*[last()]", "p:r//p:a[1]",
    "p:r//p:a//p:b", "p:a//p:a/p:b", "p:*", "child::p:b", "attribute::x", "/p:r", "/p:a", "p:z",
    "p:b[position() mod 2 = 1]", "p:b[not(@y)][last()]", "*[p:b][2]", "p:d/p:b[last() = 1]",
    "p:a[p:b[2]]", "p:r/*[self::p:a][last()]", "@x[. = 2]", "node()[3]", "p:b[position() < last()]",
  ])
  func `patterns match what the same path selects`(source: String) throws {
    let document = try XMLDocument(parsing: Array(Self.text.utf8), name: "patterns.xml")
    let context = XPathStaticContext(namespaces: Self.namespaces)
    let expression = try XPathExpression(source, in: context)
    var evaluator = XPathEvaluator(document: document)
    var selected: Set<Int> = []
    for place in 0..<document.nodeCount {
      let nodes = try evaluator.nodeSet(expression, at: XPathNode(document: 0, index: place))
      selected.formUnion(nodes.map(\.index))
    }
    // `/` from anywhere is the root alone.
    #expect(try matched(source) == selected.sorted())
  }

  @Test func `variables, ids and keys anchor patterns`() throws {
    let context = XPathStaticContext(namespaces: Self.namespaces, functions: .xslt)
    let keys = [
      XPathKeyDeclaration(
        name: "k", match: try XPathPattern("p:a", in: context),
        use: try XPathExpression("@x", in: context))
    ]
    #expect(try matched("p:a[@x = $v]") == matched("p:a[@x = 2]"))
    #expect(try matched("key('k', '2')", keys: keys) == matched("p:a[@x = 2]"))
    #expect(try matched("key('k', '1')/p:b", keys: keys) == matched("p:a[@x = 1]/p:b"))
    #expect(try matched("key('k', $v)//p:b", keys: keys) == matched("p:a[@x = 2]//p:b"))
    #expect(try matched("id('i')") == matched("p:d"))
    #expect(try matched("id('i')/p:b") == matched("p:d/p:b"))
  }

  @Test func `what a predicate says of an ancestor is not kept where it may change`() throws {
    let document = try XMLDocument(parsing: Array(Self.text.utf8), name: "patterns.xml")
    var context = XPathStaticContext(namespaces: Self.namespaces, functions: .xslt)
    context.variables = ["v"]
    var evaluator = XPathEvaluator(document: document)
    let slot = evaluator.variableSlot("v")
    func matched(_ source: String) throws -> [Int] {
      let pattern = try XPathPattern(source, in: context)
      return try (0..<document.nodeCount).filter {
        try evaluator.matches(pattern, XPathNode(document: 0, index: $0))
      }
    }
    // Of the two children named b of the first a, only the second is the current node and has a y.
    let withY = try matched("p:a/p:b[@y]")
    #expect(withY.count == 1)
    #expect(try matched("p:a[current()/@y]/p:b") == withY)
    let pattern = try XPathPattern("p:a[@x = $v]/p:b", in: context)
    for (value, count) in [("1", 2), ("2", 1), ("3", 0), ("1", 2)] {
      evaluator.setVariable(slot, to: .string(value))
      let found = try (0..<document.nodeCount).filter {
        try evaluator.matches(pattern, XPathNode(document: 0, index: $0))
      }
      #expect(found.count == count, "\(value)")
    }
  }

  @Test func `positions are counted anew where what is counted may change`() throws {
    let text = "<r><b n='1' k='1'/><b n='2' k='2'/><b n='3' k='2'/><b n='4' k='1'/></r>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "positions.xml")
    let context = XPathStaticContext(variables: ["v"], functions: .xslt)
    var evaluator = XPathEvaluator(document: document)
    let slot = evaluator.variableSlot("v")
    func matched(_ source: String, changing: Bool) throws -> [String] {
      let pattern = try XPathPattern(source, in: context)
      let number = try XPathExpression("string(@n)", in: context)
      var found: [String] = []
      for place in 0..<document.nodeCount {
        let node = XPathNode(document: 0, index: place)
        let own = try evaluator.string(XPathExpression("string(@k)", in: context), at: node)
        if changing { evaluator.setVariable(slot, to: .string(own)) }
        if try evaluator.matches(pattern, node) {
          found.append(try evaluator.string(number, at: node))
        }
      }
      return found
    }
    #expect(try matched("b[@k = current()/@k][1]", changing: false) == ["1", "2"])
    #expect(try matched("b[@k = current()/@k][last()]", changing: false) == ["3", "4"])
    #expect(try matched("b[@k = $v][2]", changing: true) == ["3", "4"])
    #expect(try matched("b[@k = $v][last()]", changing: true) == ["3", "4"])
    #expect(try matched("b[@k][3]", changing: true) == ["3"])
    #expect(try matched("b[2]", changing: true) == ["2"])
  }

  @Test func `a dispatcher learns what an alternative can match`() throws {
    let context = XPathStaticContext(namespaces: Self.namespaces, functions: .xslt)
    func targets(_ source: String) throws -> [XPathPatternTarget] {
      try XPathPattern(source, in: context).targets
    }
    let name = XMLExpandedName(namespaceURI: "urn:p", localName: "b")
    #expect(try targets("p:a/p:b[1] | @*") == [.named(.element, name), .kind(.attribute)])
    #expect(try targets("/ | text() | node()") == [.kind(.root), .kind(.text), .child])
    #expect(try targets("p:* | id('x')") == [.namespace(.element, uri: "urn:p"), .any])
    #expect(try targets("//*") == [.kind(.element)])
  }

  @Test(arguments: Array(1...8) as [UInt64])
  func `random patterns match what they select`(seed: UInt64) throws {
    var material = RandomMaterial(seed: seed)
    let context = XPathStaticContext(namespaces: RandomMaterial.namespaces)
    for _ in 0..<8 {
      let text = material.document()
      let document = try XMLDocument(parsing: Array(text.utf8), name: "random.xml")
      var evaluator = XPathEvaluator(document: document)
      for _ in 0..<15 {
        let source = material.pattern()
        let pattern = try XPathPattern(source, in: context)
        let expression = try XPathExpression(source, in: context)
        var selected: Set<Int> = []
        var matched: Set<Int> = []
        for place in 0..<document.nodeCount {
          let node = XPathNode(document: 0, index: place)
          selected.formUnion(try evaluator.nodeSet(expression, at: node).map(\.index))
          if try evaluator.matches(pattern, node) { matched.insert(place) }
        }
        #expect(matched == selected, "seed \(seed): \(source) in \(text)")
      }
    }
  }
}
