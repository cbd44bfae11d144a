/// Builds a document in memory, in document order.
///
/// Mistakes of the caller stop the program: an attribute behind content, an `endElement` too many, a prefix
/// that stands for two namespaces at one element.
public struct XMLDocumentBuilder: ~Copyable {
  private var builder = ArenaBuilder()
  private let name: String
  private var isStartTagOpen = false
  /// What the open start tag declares; attributes follow all its namespace declarations.
  private var declaredPrefixes: Set<String> = []

  /// A builder of a document called `name`.
  public init(name: String) {
    self.name = name
  }

  /// Opens an element, and declares its namespace where the prefix does not stand for it yet.
  public mutating func startElement(
    _ local: String, namespace: String = "", prefix: String = "", line: Int = 0
  ) {
    precondition(!local.isEmpty && (prefix.isEmpty || !namespace.isEmpty))
    let id = builder.names.intern(local: local, namespace: namespace, prefix: prefix)
    builder.startElement(nameID: id, line: line)
    notePrefix(prefix, nameID: id)
    isStartTagOpen = true
    if !declaredPrefixes.isEmpty { declaredPrefixes = [] }
    if builder.namespace(of: prefix) != namespace {
      declareNamespace(prefix: prefix, uri: namespace)
    }
  }

  /// Declares a namespace at the element just opened, before its attributes.
  public mutating func declareNamespace(prefix: String, uri: String) {
    precondition(isStartTagOpen && !builder.hasAttributes)
    guard declaredPrefixes.insert(prefix).inserted else {
      precondition(builder.namespace(of: prefix) == uri, "a prefix declared twice")
      return
    }
    builder.declare(prefix: prefix, uri: uri)
  }

  /// Adds an attribute to the element just opened; the prefix of a namespace must be declared by then.
  public mutating func attribute(
    _ local: String, _ value: String, namespace: String = "", prefix: String = "", line: Int = 0
  ) {
    precondition(isStartTagOpen, "attributes come before content")
    precondition(prefix.isEmpty ? namespace.isEmpty : builder.namespace(of: prefix) == namespace)
    let id = builder.names.intern(local: local, namespace: namespace, prefix: prefix)
    precondition(!builder.hasAttribute(nameID: id), "an attribute given twice")
    withSlice(of: value) { builder, slice in
      builder.attribute(nameID: id, line: line, value: slice)
    }
    notePrefix(prefix, nameID: id)
  }

  /// Adds text; empty text adds no node, and adjacent texts are one node.
  public mutating func text(_ text: String, line: Int = 0) {
    precondition(builder.depth > 0, "text outside the document element")
    isStartTagOpen = false
    withSlice(of: text) { builder, slice in builder.text(slice, line: line) }
  }

  /// Adds a comment, also outside the document element.
  public mutating func comment(_ content: String, line: Int = 0) {
    isStartTagOpen = false
    withSlice(of: content) { builder, slice in builder.comment(slice, line: line) }
  }

  /// Adds a processing instruction, also outside the document element.
  public mutating func processingInstruction(
    _ target: String, _ content: String = "", line: Int = 0
  ) {
    isStartTagOpen = false
    withSlice(of: content) { builder, slice in
      builder.processingInstruction(target: target, content: slice, line: line)
    }
  }

  /// Closes the innermost element.
  public mutating func endElement() {
    precondition(builder.depth > 0, "no element is open")
    isStartTagOpen = false
    builder.endElement()
  }

  /// Adds a whole element with nothing but text.
  public mutating func element(
    _ local: String, namespace: String = "", prefix: String = "", text content: String
  ) {
    startElement(local, namespace: namespace, prefix: prefix)
    text(content)
    endElement()
  }

  /// The document; every element must be closed and there must be one outermost element.
  public consuming func finish() -> XMLDocument {
    let document = XMLDocument(arena: builder.finished(name: name))
    let elements = document.root.childElements.count
    precondition(elements == 1, "a document has one outermost element, not \(elements)")
    return document
  }

  private mutating func notePrefix(_ prefix: String, nameID: UInt32) {
    let id = builder.names.intern(string: prefix)
    if builder.names.prefixID(nameID) != id { builder.notePrefix(id) }
  }

  private mutating func withSlice(
    of text: String, _ body: (inout ArenaBuilder, TextSlice) -> Void
  ) {
    precondition(!builder.isFull, "the document outgrows 32-bit offsets")
    var text = text
    text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return body(&builder, .empty) }
      unsafe body(&builder, TextSlice(base: base, count: bytes.count))
    }
  }
}
