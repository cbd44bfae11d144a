internal import XMLTree
internal import XPath

extension SchemaElement.Content {
  /// Whether this is white space only.
  var isBlank: Bool {
    switch self {
    case .text(let text): text.utf8.allSatisfy(isSpace)
    case .element: false
    }
  }
}

/// `text` as an XPath string; one that holds both quotes is put together.
func literal(_ text: String) -> String {
  if !text.contains("'") { return "'\(text)'" }
  if !text.contains("\"") { return "\"\(text)\"" }
  let parts = text.split(separator: "'", omittingEmptySubsequences: false)
  return "concat(" + parts.map { "'\($0)'" }.joined(separator: ", \"'\", ") + ")"
}

extension SchemaElement {
  /// The element content as a document of its own, under an outermost element of no meaning's sake:
  /// its children are what a path from the variable finds.
  func contentDocument() -> XMLDocument {
    var builder = XMLDocumentBuilder(name: file)
    builder.startElement("content", line: line)
    for part in content { part.write(to: &builder) }
    builder.endElement()
    return builder.finish()
  }
}

extension SchemaElement.Content {
  fileprivate func write(to builder: inout XMLDocumentBuilder) {
    switch self {
    case .text(let text): builder.text(text)
    case .element(let element):
      builder.startElement(
        element.localName, namespace: element.namespace, prefix: element.prefix,
        line: element.line)
      let qualified = element.attributes.filter {
        !$0.namespace.isEmpty && $0.namespace != SchemaElement.xmlNamespace
      }
      for attribute in qualified where attribute.prefix != element.prefix {
        builder.declareNamespace(prefix: attribute.prefix, uri: attribute.namespace)
      }
      for attribute in element.attributes {
        builder.attribute(
          attribute.localName, attribute.value, namespace: attribute.namespace,
          prefix: attribute.prefix)
      }
      for part in element.content { part.write(to: &builder) }
      builder.endElement()
    }
  }
}

/// Brings variables into an order in which each stands behind those it needs, the written order else.
struct VariableOrdering {
  private var needs: [[Int]]
  private var dependants: [[Int]]

  enum Outcome {
    case ordered([Int])
    /// The variables of one circle, the first repeated at the end.
    case cycle([Int])
  }

  init(count: Int) {
    needs = Array(repeating: [], count: count)
    dependants = Array(repeating: [], count: count)
  }

  mutating func add(_ variable: Int, needs needed: Int) {
    needs[variable].append(needed)
    dependants[needed].append(variable)
  }

  func order() -> Outcome {
    var open = needs.map(\.count)
    var order: [Int] = []
    var ready = Array(needs.indices.filter { open[$0] == 0 }.reversed())
    while let next = ready.popLast() {
      order.append(next)
      for dependant in dependants[next] {
        open[dependant] -= 1
        if open[dependant] == 0 { ready.append(dependant) }
      }
    }
    guard let start = open.indices.first(where: { open[$0] > 0 }) else { return .ordered(order) }
    var path = [start]
    while let next = needs[path[path.count - 1]].first(where: { open[$0] > 0 }) {
      if let first = path.firstIndex(of: next) { return .cycle(path[first...] + [next]) }
      path.append(next)
    }
    preconditionFailure("a variable that waits for another has one that is open")
  }
}
