import Testing
import XMLTree
import XPath

/// The code of the articles in XPath.docc, line by line.
struct DocumentationTests {
  @Test func `evaluating expressions`() throws {
    let text = "<plan xmlns='urn:p'><cost>300</cost><cost>20</cost><limit>310</limit></plan>"
    let document = try XMLDocument(parsing: Array(text.utf8), name: "plan.xml")
    let context = XPathStaticContext(namespaces: ["p": "urn:p"], variables: ["limit"])
    let sum = try XPathExpression("sum(/p:plan/p:cost)", in: context)
    let isOver = try XPathExpression("sum(/p:plan/p:cost) > $limit", in: context)

    var evaluator = XPathEvaluator(document: document)
    evaluator.setVariable(evaluator.variableSlot("limit"), to: .number(310))
    let total = try evaluator.number(sum, at: evaluator.root)
    let answer = try evaluator.boolean(isOver, at: evaluator.root)
    #expect(total == 320)
    #expect(answer)

    let costs = try XPathExpression("//p:cost[. > 100]", in: context)
    let found = try evaluator.nodeSet(costs, at: evaluator.root).map {
      evaluator.node($0).stringValue
    }
    #expect(found == ["300"])

    let mistake: XPathSyntaxError?
    do throws(XPathSyntaxError) {
      _ = try XPathExpression("count(p:cost", in: context)
      mistake = nil
    } catch {
      mistake = error
    }
    #expect(mistake?.column == 13)
  }
}
