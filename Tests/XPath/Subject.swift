import XMLTree
import XPath

/// The engine under test, in the oracle's terms.
struct Subject: ~Copyable {
  let document: XMLDocument
  private var evaluator: XPathEvaluator
  private let context: XPathStaticContext

  init(parsing bytes: [UInt8], namespaces: [String: String] = [:]) throws {
    self.init(try XMLDocument(parsing: bytes, name: "subject.xml"), namespaces: namespaces)
  }

  init(_ document: XMLDocument, namespaces: [String: String] = [:]) {
    self.document = document
    evaluator = XPathEvaluator(document: document)
    context = XPathStaticContext(namespaces: namespaces)
  }

  func node(_ place: Int) -> XMLNode {
    evaluator.node(XPathNode(document: 0, index: place))
  }

  mutating func evaluate(_ expression: String, at place: Int) -> ComparableValue {
    do {
      let compiled = try XPathExpression(expression, in: context)
      let node = XPathNode(document: 0, index: place)
      switch try evaluator.value(compiled, at: node) {
      case .boolean(let value): return .boolean(value)
      case .number(let value): return .number(value)
      case .string(let value): return .string(value)
      case .nodeSet(let nodes):
        let names = nodes.map { node in
          node.ordinal == 0
            ? "\(node.index)" : "\(node.index):\(evaluator.node(node).localName)"
        }
        return .nodes(names)
      }
    } catch {
      return .error
    }
  }
}

extension XMLNode {
  /// The place in document order, by which the oracle names nodes too.
  var place: Int { index }
}
