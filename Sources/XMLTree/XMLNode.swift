/// A node of a document, with what is asked of it most.
public struct XMLNode: Hashable, Sendable {
  /// The document that the node is of.
  public let document: XMLDocument
  /// The place in document order; for a namespace node that of its element.
  package let index: Int
  /// 0 for stored nodes; for a namespace node its place among `inScopeNamespaces`, from 1.
  package let ordinal: Int

  package init(document: XMLDocument, index: Int, ordinal: Int = 0) {
    precondition(index >= 0 && index < document.nodeCount)
    self.document = document
    self.index = index
    self.ordinal = ordinal
  }

  /// Whether both are the same node of the same document, not an equal one.
  public static func == (left: XMLNode, right: XMLNode) -> Bool {
    left.index == right.index && left.ordinal == right.ordinal
      && left.document.arena === right.document.arena
  }

  /// Hashes the place in the document.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(index)
    hasher.combine(ordinal)
  }

  private var arena: XMLArena { document.arena }
  private var view: ArenaView { document.arena.view }

  private func node(_ index: Int) -> XMLNode { XMLNode(document: document, index: index) }

  /// What the node is.
  public var kind: XMLNodeKind { ordinal > 0 ? .namespace : arena.kind(index) }

  /// The expanded name; empty parts where the kind has none. A namespace node's local name is its prefix.
  public var expandedName: XMLExpandedName {
    if ordinal > 0 {
      return XMLExpandedName(namespaceURI: "", localName: namespaceBinding.prefix)
    }
    return arena.names.name(arena.nameID(index))
  }

  /// The name without its prefix; a processing instruction's target.
  public var localName: String {
    ordinal > 0 ? namespaceBinding.prefix : arena.names.localName(arena.nameID(index))
  }

  /// Empty where there is none.
  public var namespaceURI: String {
    ordinal > 0 ? "" : arena.names.namespaceURI(arena.nameID(index))
  }

  /// The prefix as written; empty where there was none.
  public var prefix: String { ordinal > 0 ? "" : arena.prefix(index) }

  /// The name as written, with its prefix.
  public var qualifiedName: String {
    let prefix = prefix
    return prefix.isEmpty ? localName : prefix + ":" + localName
  }

  /// The string-value of XPath 1.0, section 5.
  public var stringValue: String {
    ordinal > 0 ? namespaceBinding.uri : arena.stringValue(index).string
  }

  /// The line on which the node begins, from 1; 0 where the document was built without lines.
  public var line: Int { view.line(index) }

  /// The parent; `nil` for the root only.
  public var parent: XMLNode? {
    if ordinal > 0 { return node(index) }
    return index == 0 ? nil : node(view.parent(index))
  }

  /// All children in document order; attributes are none.
  public var children: [XMLNode] {
    guard ordinal == 0 && !view.isAttribute(index) else { return [] }
    var found: [XMLNode] = []
    var child = view.firstChild(index)
    let end = view.treeEnd(index)
    while child < end {
      found.append(node(child))
      child = view.treeEnd(child)
    }
    return found
  }

  /// The children that are elements.
  public var childElements: [XMLNode] {
    guard ordinal == 0 && !view.isAttribute(index) else { return [] }
    let view = view
    var found: [XMLNode] = []
    var child = view.firstChild(index)
    let end = view.treeEnd(index)
    while child < end {
      if view.kindBits(child) == UInt32(XMLNodeKind.element.rawValue) { found.append(node(child)) }
      child = view.treeEnd(child)
    }
    return found
  }

  /// The attributes in the order in which they were written; namespace declarations are none.
  public var attributes: [XMLNode] {
    guard kind == .element else { return [] }
    return (index + 1..<view.firstChild(index)).map { node($0) }
  }

  /// The value of an attribute, `nil` where it is absent.
  public func attribute(_ local: String, namespace: String = "") -> String? {
    attributeIndex(local, namespace).map { view.attributeValue($0).string }
  }

  /// The attribute node, `nil` where it is absent.
  public func attributeNode(_ local: String, namespace: String = "") -> XMLNode? {
    guard let found = attributeIndex(local, namespace) else { return nil }
    return node(found)
  }

  /// Compares bytes along the attributes: an element has too few of them to pay for a look-up of the name.
  private func attributeIndex(_ local: String, _ namespace: String) -> Int? {
    guard kind == .element else { return nil }
    let arena = arena
    let view = arena.view
    var candidate = index + 1
    guard candidate < view.nodeCount, view.isAttribute(candidate) else { return nil }
    return local.withSlice { local in
      namespace.withSlice { namespace in
        while candidate < view.nodeCount, view.isAttribute(candidate) {
          if arena.names.isName(arena.nameID(candidate), local, namespace: namespace) {
            return candidate
          }
          candidate += 1
        }
        return nil
      }
    }
  }

  /// The children that are elements of that name.
  public func childElements(_ local: String, namespace: String) -> [XMLNode] {
    guard ordinal == 0, !view.isAttribute(index), let tag = tag(.element, local, namespace) else {
      return []
    }
    let view = view
    var found: [XMLNode] = []
    var child = view.firstChild(index)
    let end = view.treeEnd(index)
    while child < end {
      if view.tag(child) == tag { found.append(node(child)) }
      child = view.treeEnd(child)
    }
    return found
  }

  /// Whether this is an element of that name.
  public func isElement(_ local: String, namespace: String) -> Bool {
    guard kind == .element else { return false }
    return local.withSlice { local in
      namespace.withSlice { namespace in
        arena.names.isName(arena.nameID(index), local, namespace: namespace)
      }
    }
  }

  /// The first child element of that name, `nil` where there is none.
  public func firstChildElement(_ local: String, namespace: String) -> XMLNode? {
    guard ordinal == 0, !view.isAttribute(index), let tag = tag(.element, local, namespace) else {
      return nil
    }
    var child = view.firstChild(index)
    let end = view.treeEnd(index)
    while child < end {
      if view.tag(child) == tag { return node(child) }
      child = view.treeEnd(child)
    }
    return nil
  }

  /// All nodes below this one in document order, attributes excepted.
  public var descendants: [XMLNode] {
    guard ordinal == 0 else { return [] }
    return (index + 1..<max(index + 1, view.end(index))).filter { !view.isAttribute($0) }
      .map { node($0) }
  }

  /// The elements of that name below this node, in document order.
  public func descendantElements(_ local: String, namespace: String) -> [XMLNode] {
    guard ordinal == 0, let tag = tag(.element, local, namespace) else { return [] }
    return (index + 1..<max(index + 1, view.end(index))).filter { view.tag($0) == tag }
      .map { node($0) }
  }

  /// This node and its ancestors, the root last.
  public var ancestorsOrSelf: XMLNodeAncestors { XMLNodeAncestors(current: self) }

  private func tag(_ kind: XMLNodeKind, _ local: String, _ namespace: String) -> UInt32? {
    arena.names.id(local, namespace: namespace).map { NodeTag.make(kind, $0) }
  }
}

/// A node and its ancestors, the root last.
public struct XMLNodeAncestors: Sequence, IteratorProtocol, Sendable {
  fileprivate var current: XMLNode?

  /// The node itself first, then the parent of the one before.
  public mutating func next() -> XMLNode? {
    defer { current = current?.parent }
    return current
  }
}

/// A prefix and the namespace that it stands for.
public struct XMLNamespaceBinding: Hashable, Sendable {
  /// Empty for the default namespace.
  public let prefix: String
  /// The namespace that the prefix stands for.
  public let uri: String

  /// A binding of these two.
  public init(prefix: String, uri: String) {
    self.prefix = prefix
    self.uri = uri
  }
}

extension XMLNode {
  /// The namespaces in scope of an element, `xml` among them, ordered by prefix; empty for other kinds.
  public var inScopeNamespaces: [XMLNamespaceBinding] {
    kind == .element ? document.arena.inScopeNamespaces(index) : []
  }

  /// The declarations written at this very element, in their order; an empty URI undeclares.
  public var namespaceDeclarations: [XMLNamespaceBinding] {
    kind == .element ? document.arena.namespaceDeclarations(index) : []
  }

  private var namespaceBinding: XMLNamespaceBinding {
    let bindings = document.arena.inScopeNamespaces(index)
    precondition(ordinal >= 1 && ordinal <= bindings.count)
    return bindings[ordinal - 1]
  }
}

extension XMLArena {
  func namespaceDeclarations(_ element: Int) -> [XMLNamespaceBinding] {
    let scope = scopes.scope(of: element, in: view)
    guard scope >= 0, scopes.scopes[scope].element == element else { return [] }
    return scopes.scopes[scope].declarations.map { binding($0) }
  }

  private func binding(_ declaration: Int) -> XMLNamespaceBinding {
    let found = scopes.declarations[declaration]
    return XMLNamespaceBinding(prefix: names.string(found.prefix), uri: names.string(found.uri))
  }

  /// What XPath's namespace axis holds at `element`, ordered by prefix.
  package func inScopeNamespaces(_ element: Int) -> [XMLNamespaceBinding] {
    var seen: Set<Int> = []
    var found = [XMLNamespaceBinding(prefix: "xml", uri: XMLDocument.xmlNamespace)]
    var scope = scopes.scope(of: element, in: view)
    while scope >= 0 {
      for index in scopes.scopes[scope].declarations {
        let declaration = scopes.declarations[index]
        guard seen.insert(declaration.prefix).inserted else { continue }
        let binding = binding(index)
        if !binding.uri.isEmpty && binding.prefix != "xml" { found.append(binding) }
      }
      scope = scopes.scopes[scope].outer
    }
    return found.sorted { $0.prefix.utf8.lexicographicallyPrecedes($1.prefix.utf8) }
  }
}
