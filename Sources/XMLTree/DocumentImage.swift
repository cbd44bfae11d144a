/// What a node of an image says of itself in one number: its kind, and what else is written of it.
private struct NodeMark {
  static let declares = 1 << 3
  static let hasOtherPrefix = 1 << 4

  var kind: XMLNodeKind
  /// Whether it declares namespaces.
  var declares = false
  /// Whether its prefix is not the one that its name was first met with.
  var hasOtherPrefix = false

  var number: Int {
    Int(kind.rawValue) | (declares ? Self.declares : 0)
      | (hasOtherPrefix ? Self.hasOtherPrefix : 0)
  }

  init(kind: XMLNodeKind) { self.kind = kind }

  init(_ number: Int) {
    guard let kind = XMLNodeKind(rawValue: UInt8(number & 7)) else {
      preconditionFailure("an image is read by the program that wrote it")
    }
    self.kind = kind
    declares = number & Self.declares != 0
    hasOtherPrefix = number & Self.hasOtherPrefix != 0
  }
}

extension ImageWriter {
  /// Adds a document, so that it need not be parsed again.
  public mutating func write(_ document: XMLDocument) {
    let arena = document.arena
    write(arena.name)
    write(arena.names.count)
    for id in 1..<UInt32(arena.names.count) {
      let name = arena.names.name(id)
      write(name.localName)
      write(name.namespaceURI)
      write(arena.names.prefix(id))
    }
    let scopes = Dictionary(uniqueKeysWithValues: arena.scopes.scopes.map { ($0.element, $0) })
    let prefixes = Dictionary(
      uniqueKeysWithValues: arena.prefixExceptions.map { ($0.node, $0.prefix) })
    write(arena.view.nodeCount)
    var open = [0]
    var line = 0
    for index in 1..<arena.view.nodeCount {
      var mark = NodeMark(kind: arena.kind(index))
      mark.declares = scopes[index] != nil
      mark.hasOtherPrefix = prefixes[index] != nil
      write(mark.number)
      write(arena.view.line(index) - line)
      line = arena.view.line(index)
      if mark.kind != .attribute {
        let depth = open.count
        while open.last != arena.view.parent(index) { open.removeLast() }
        write(depth - open.count)
      }
      switch mark.kind {
      case .element, .attribute, .processingInstruction: write(Int(arena.nameID(index)))
      case .root, .text, .comment, .namespace: break
      }
      if let prefix = prefixes[index] { write(arena.names.string(prefix)) }
      if mark.kind == .element {
        open.append(index)
        if let scope = scopes[index] { write(scope, of: arena) }
      } else {
        write(arena.stringValue(index).string)
      }
    }
  }

  private mutating func write(_ scope: NamespaceScopes.Scope, of arena: XMLArena) {
    write(arena.scopes.declarations[scope.declarations]) { image, declaration in
      image.write(arena.names.string(declaration.prefix))
      image.write(arena.names.string(declaration.uri))
    }
  }
}

extension XMLDocument {
  /// Reads what ``ImageWriter/write(_:)`` wrote of a document.
  @_spi(Engine) public init(from image: inout ImageReader) {
    let name = image.string()
    var builder = ArenaBuilder()
    for id in 1..<image.int() {
      let (local, namespace, prefix) = (image.slice(), image.slice(), image.slice())
      let known = builder.names.intern(local: local, namespace: namespace, prefix: prefix)
      precondition(known == id, "an image is read by the program that wrote it")
    }
    var line = 0
    for _ in 1..<image.int() {
      let mark = NodeMark(image.int())
      line += image.int()
      if mark.kind != .attribute {
        for _ in 0..<image.int() { builder.endElement() }
      }
      builder.add(mark, line: line, from: &image)
    }
    while builder.depth > 0 { builder.endElement() }
    self.init(arena: builder.finished(name: name))
  }
}

extension ArenaBuilder {
  /// Adds the node whose rest stands next in `image`.
  fileprivate mutating func add(_ mark: NodeMark, line: Int, from image: inout ImageReader) {
    switch mark.kind {
    case .element: startElement(nameID: UInt32(image.int()), line: line)
    case .attribute, .processingInstruction, .text, .comment: break
    case .root, .namespace: preconditionFailure("an image is read by the program that wrote it")
    }
    let nameID = mark.kind == .attribute || mark.kind == .processingInstruction ? image.int() : 0
    let prefix = mark.hasOtherPrefix ? names.intern(image.slice()) : nil
    switch mark.kind {
    case .attribute: attribute(nameID: UInt32(nameID), line: line, value: image.slice())
    case .text: text(image.slice(), line: line)
    case .comment: comment(image.slice(), line: line)
    case .processingInstruction:
      processingInstruction(
        target: names.localName(UInt32(nameID)), content: image.slice(), line: line)
    case .element, .root, .namespace: break
    }
    if let prefix { notePrefix(prefix) }
    guard mark.declares else { return }
    for _ in 0..<image.int() {
      let prefix = image.string()
      declare(prefix: prefix, uri: image.string())
    }
  }
}
