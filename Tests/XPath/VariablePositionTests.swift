import Testing
import XMLTree
import XPath

/// A predicate whose value is a variable's: a position where that is a number, else a condition.
struct VariablePositionTests {
  @Test(arguments: [
    (XPathValue.number(1), "3"), (.number(2), "2"), (.number(3), "1"), (.number(4), ""),
    (.number(0), ""), (.number(1.5), ""), (.number(.nan), ""), (.number(-1), ""),
    (.number(.infinity), ""), (.boolean(true), "1"), (.boolean(false), ""), (.string("x"), "1"),
    (.string(""), ""),
  ])
  func `counts as its type says`(value: XPathValue, expected: String) throws {
    let text = "<r><x n='1'/><x n='2'/><x n='3'/><y/></r>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "r.xml")
    let context = XPathStaticContext(variables: ["v"])
    var evaluator = XPathEvaluator(document: document)
    evaluator.setVariable(evaluator.variableSlot("v"), to: value)
    let source = "string(//y/preceding-sibling::x[$v]/@n)"
    #expect(
      try evaluator.string(XPathExpression(source, in: context), at: evaluator.root) == expected)
    // The other way round: the first following sibling is the third from the end.
    let mirrored = "string(//x[1]/following-sibling::*[$v]/@n)"
    let forward = try evaluator.string(XPathExpression(mirrored, in: context), at: evaluator.root)
    switch value {
    case .number(1), .boolean(true), .string("x"): #expect(forward == "2")
    case .number(2): #expect(forward == "3")
    default: #expect(forward == "")
    }
  }
}
