import TestSupport
import Testing
import XMLTree
import XPath

struct SiblingAxisTests {
  private static let text = """
    <?t before?><!--before--><r a='1' b='2'>one<x id='1'/><!--c--><x id='2'><y><x k='1'/><z/></y>t</x>\
    <?t u?>two<y m='1' n='2'/><x id='3'><x/><x><x a='1' b='2' c='3'/></x></x><x><!--in--></x>three\
    <q:x xmlns:q='urn:q' q:a='1'/><x id='4'/><y/><!--last--></r><!--after--><?t after?>
    """

  private static let tests = ["x", "*", "node()", "text()", "comment()", "q:x", "q:*", "none"]

  private static let predicates = [
    "[1]", "[2]", "[3]", "[99]", "[0]", "[1.5]", "[position() = 1]", "[position() < 3]", "[last()]",
    "[last() - 1]", "[@id][1]", "[@id][2]", "[1][@id]", "[2][1]", "[2][2]", "[position() > 1][1]",
    "[position() > 1][last()]", "[not(*)][position() = 2]", "[string-length() > 0][1][@id]",
    "[@id]", "[last()][@id]", "[last()][1]", "[last()][2]", "[last()][last()]", "[@id][last()]",
    "[position() mod 2 = 1]", "[preceding-sibling::*[1][self::x]][1]", "[count(node()) + 1]",
  ]

  private static let axes = [
    "preceding-sibling", "following-sibling", "ancestor", "ancestor-or-self", "child",
  ]

  /// What is asked of the step: the set, its order, its first node and whether there is one.
  private static let uses: [@Sendable (String) -> String] = [
    { $0 }, { "string(\($0)/@id)" }, { "count(\($0))" }, { "boolean(\($0))" },
    { "\($0)/node()" }, { "\($0)/.." }, { "\($0)/preceding-sibling::node()[1]" },
    { "\($0)/following-sibling::*[2]" }, { "name((\($0))[1])" }, { "../\($0)" }, { "//*/\($0)" },
    { "\($0)//*[1]" }, { "(\($0))[1]" }, { "(\($0))[2]/@id" }, { "(\($0)/..)[1]" },
    { "(//*/\($0))[last()]" }, { "(\($0))[0]" },
  ]

  @Test(arguments: Self.axes)
  func `positions count away from the node as libxml2 counts them`(axis: String) throws {
    let namespaces = ["q": "urn:q"]
    let bytes = Array(Self.text.utf8)
    let oracle = try Oracle(parsing: bytes, namespaces: namespaces)
    var subject = try Subject(parsing: bytes, namespaces: namespaces)
    try #require(oracle.nodeCount == subject.document.nodeCount)
    for (number, test) in Self.tests.enumerated() {
      for (offset, predicate) in Self.predicates.enumerated() {
        // Each use of a path meets every test and every predicate, not every pair of them.
        let rest = (number + offset) % 6
        for place in Self.uses.indices where place == 0 || place % 6 == rest {
          let expression = Self.uses[place]("\(axis)::\(test)\(predicate)")
          for node in 0..<oracle.nodeCount {
            let expected = oracle.evaluate(expression, at: node)
            let found = subject.evaluate(expression, at: node)
            if found != expected {
              Issue.record("\(expression) at node \(node): \(found), not \(expected)")
            }
          }
        }
      }
    }
  }

  /// How long it takes to evaluate an expression at every node of a row of siblings; the best of three runs.
  private func duration(of source: String, siblingCount: Int) throws -> Duration {
    let row = "<x k='1'><y/></x>"
    let text = "<r>" + String(repeating: row, count: siblingCount) + "</r>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "row.xml")
    let expression = try XPathExpression(
      source, in: XPathStaticContext(variables: ["one"], functions: .xslt))
    var best = Duration.seconds(1_000)
    for _ in 0..<3 {
      var evaluator = XPathEvaluator(document: document)
      evaluator.setVariable(evaluator.variableSlot("one"), to: .number(1))
      var count = 0
      let spent = try processorTime {
        for place in 0..<document.nodeCount {
          let node = XPathNode(document: 0, index: place)
          count += try evaluator.boolean(expression, at: node) ? 1 : 0
        }
      }
      #expect(count > 0 && count < document.nodeCount)
      best = min(best, spent)
    }
    return best
  }

  /// Six times the siblings take six times as long; were all of them walked, thirty-six times.
  @Test(arguments: [
    "preceding-sibling::x[1]", "following-sibling::x[1]",
    "preceding-sibling::x[@k][position() = 2]",
    "preceding-sibling::x[3]/y", "../preceding-sibling::*[1]/@k",
    "preceding-sibling::x[last()]", "following-sibling::x[last()]/@k", "../x[last()][y]/y",
    "(preceding-sibling::x)[1]", "(following-sibling::x)[2]/y", "(/r/x)[3][@k][y = current()/y]",
    "string(self::x) = preceding-sibling::x[$one]", "following-sibling::x[$one]",
  ])
  func `a constant position ends the walk`(source: String) throws {
    let few = try duration(of: source, siblingCount: 1_000)
    let many = try duration(of: source, siblingCount: 6_000)
    #expect(many < few * 18)
  }

  @Test func `a constant position ends the walk from each node of a set`() throws {
    func duration(siblingCount: Int) throws -> Duration {
      let text = "<r>" + String(repeating: "<x/>", count: siblingCount) + "</r>"
      let document = try XMLDocument(parsing: Array(text.utf8), name: "row.xml")
      let source = "count(//x/preceding-sibling::x[1]) + count(//x/following-sibling::x[2])"
      let expression = try XPathExpression(source, in: XPathStaticContext())
      var evaluator = XPathEvaluator(document: document)
      var best = Duration.seconds(1_000)
      for _ in 0..<3 {
        let spent = try processorTime {
          let found = try evaluator.number(expression, at: evaluator.root)
          #expect(found == Double(2 * siblingCount - 3))
        }
        best = min(best, spent)
      }
      return best
    }
    let few = try duration(siblingCount: 2_000)
    #expect(try duration(siblingCount: 12_000) < few * 18)
  }
}
