/// An XML document as an immutable value that tasks share.
public struct XMLDocument: Sendable {
  package let arena: XMLArena

  package init(arena: XMLArena) {
    self.arena = arena
  }

  /// The name that errors and reports use, usually a path.
  public var name: String { arena.name }

  /// The root node, which is the parent of the document element.
  public var root: XMLNode { XMLNode(document: self, index: 0) }

  /// The outermost element.
  public var documentElement: XMLNode {
    var child = arena.view.firstChild(0)
    while child < arena.view.nodeCount {
      if arena.kind(child) == .element { return XMLNode(document: self, index: child) }
      child = arena.view.treeEnd(child)
    }
    preconditionFailure("a document without an element")
  }

  /// The number of stored nodes: all but namespace nodes.
  public var nodeCount: Int { arena.view.nodeCount }

  /// The namespace of the prefix `xml`.
  public static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
}

extension XMLDocument {
  /// Reads the whole of `bytes`.
  ///
  /// A document type declaration is refused, no entity but the built-in ones is expanded, nothing is
  /// fetched, and XInclude is not processed.
  public init(
    parsing bytes: [UInt8], name: String, limits: XMLLimits = .standard
  ) throws(XMLInputError) {
    var parser = XMLDocumentParser(name: name, limits: limits)
    try parser.feed(bytes)
    self = try parser.finish()
  }
}
