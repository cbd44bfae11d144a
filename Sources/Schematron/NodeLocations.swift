internal import Synchronization
@_spi(Engine) internal import XMLTree
internal import XPath

/// Location paths of the nodes of one document, with the prefixes of the schema.
///
/// The positions of all children of a parent are counted when the first of them is asked for, so that a
/// document of many siblings is not counted again for each finding.
struct NodeLocations {
  private let document: XMLDocument
  private let prefixes: [String: String]
  /// By node: its position among siblings of its kind and name, 0 while not counted.
  private var positions: [UInt32] = []

  init(_ document: XMLDocument, prefixes: [String: String]) {
    self.document = document
    self.prefixes = prefixes
  }

  /// The path of `node`, which belongs to the document.
  mutating func path(of node: XMLNode) -> String {
    var steps: [String] = []
    var current = node
    while let parent = current.parent {
      steps.append(step(current, in: parent))
      current = parent
    }
    return steps.isEmpty ? "/" : steps.reversed().reduce(into: "") { $0 += "/" + $1 }
  }

  private mutating func step(_ node: XMLNode, in parent: XMLNode) -> String {
    switch node.kind {
    case .root: ""
    case .element: element(node) + "[\(position(of: node, in: parent))]"
    case .attribute: attribute(node)
    case .text: "text()[\(position(of: node, in: parent))]"
    case .comment: "comment()[\(position(of: node, in: parent))]"
    case .processingInstruction:
      "processing-instruction('\(node.localName)')[\(position(of: node, in: parent))]"
    case .namespace: "namespace::*[name()='\(node.localName)']"
    }
  }

  private func element(_ node: XMLNode) -> String {
    qualified(node) ?? "*" + condition(node)
  }

  private func attribute(_ node: XMLNode) -> String {
    "@" + (qualified(node) ?? "*" + condition(node))
  }

  private func qualified(_ node: XMLNode) -> String? {
    let uri = node.namespaceURI
    if uri.isEmpty { return node.localName }
    if uri == XMLDocument.xmlNamespace { return "xml:" + node.localName }
    return prefixes[uri].map { $0 + ":" + node.localName }
  }

  private func condition(_ node: XMLNode) -> String {
    "[local-name()='\(node.localName)' and namespace-uri()=\(literal(node.namespaceURI))]"
  }

  private mutating func position(of node: XMLNode, in parent: XMLNode) -> Int {
    if positions.isEmpty { positions = Array(repeating: 0, count: document.nodeCount) }
    if positions[node.index] == 0 { countChildren(of: parent) }
    return Int(positions[node.index])
  }

  private mutating func countChildren(of parent: XMLNode) {
    let view = document.arena.view
    var counts: [UInt32: UInt32] = [:]
    var child = view.firstChild(parent.index)
    let end = view.treeEnd(parent.index)
    while child < end {
      let position = counts[view.tag(child), default: 0] + 1
      counts[view.tag(child)] = position
      positions[child] = position
      child = view.treeEnd(child)
    }
  }
}

/// The locations of one document for all that was found in it; a path is put together when it is asked for.
final class SharedLocations: Sendable {
  private let locations: Mutex<NodeLocations>

  init(_ document: XMLDocument, prefixes: [String: String]) {
    locations = Mutex(NodeLocations(document, prefixes: prefixes))
  }

  /// The path of `node`, which belongs to the document.
  func path(of node: XMLNode) -> String {
    locations.withLock { $0.path(of: node) }
  }
}
