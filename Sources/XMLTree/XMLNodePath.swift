extension XMLNode {
  /// A location path that finds this node in any namespace context: EQName-free, every step by
  /// `local-name()` and `namespace-uri()` where there is a namespace.
  public var path: String { path(prefixes: [:]) }

  /// A location path from the root, with `prefixes` (URI to prefix) where they have the namespace.
  ///
  /// Each element step bears its position among the like-named siblings.
  public func path(prefixes: [String: String]) -> String {
    var steps: [String] = []
    var current = self
    while let parent = current.parent {
      steps.append(current.step(in: parent, prefixes: prefixes))
      current = parent
    }
    return steps.isEmpty ? "/" : "/" + steps.reversed().joined(separator: "/")
  }

  private func step(in parent: XMLNode, prefixes: [String: String]) -> String {
    switch kind {
    case .root: ""
    case .element: nameTest(prefixes: prefixes) + "[\(siblingPosition(in: parent))]"
    case .attribute: "@" + nameTest(prefixes: prefixes)
    case .text: "text()[\(siblingPosition(in: parent))]"
    case .comment: "comment()[\(siblingPosition(in: parent))]"
    case .processingInstruction:
      "processing-instruction('\(localName)')[\(siblingPosition(in: parent))]"
    case .namespace: "namespace::*[local-name()='\(localName)']"
    }
  }

  private func nameTest(prefixes: [String: String]) -> String {
    let name = expandedName
    if name.namespaceURI.isEmpty { return name.localName }
    if name.namespaceURI == XMLDocument.xmlNamespace { return "xml:" + name.localName }
    if let prefix = prefixes[name.namespaceURI], !prefix.isEmpty {
      return prefix + ":" + name.localName
    }
    return "*[local-name()='\(name.localName)' and namespace-uri()=\(quoted(name.namespaceURI))]"
  }

  /// An XPath literal; a URI that holds both quotes is put together with `concat`.
  private func quoted(_ text: String) -> String {
    if !text.utf8.contains(UInt8(ascii: "'")) { return "'" + text + "'" }
    if !text.utf8.contains(UInt8(ascii: "\"")) { return "\"" + text + "\"" }
    let parts = text.split(separator: "'", omittingEmptySubsequences: false)
    return "concat(" + parts.map { "'\($0)'" }.joined(separator: ",\"'\",") + ")"
  }

  /// The position among siblings of the same kind and expanded name, from 1.
  private func siblingPosition(in parent: XMLNode) -> Int {
    let view = document.arena.view
    let wanted = view.tag(index)
    var position = 1
    var sibling = view.firstChild(parent.index)
    while sibling < index {
      if view.tag(sibling) == wanted { position += 1 }
      sibling = view.treeEnd(sibling)
    }
    return position
  }
}
