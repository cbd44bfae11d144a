/// Fills an arena in document order; what is not well-nested is a mistake of its caller.
struct ArenaBuilder: ~Copyable {
  private var columns = ArenaColumns()
  var names = NameTable()
  private var scopes = NamespaceScopes()
  private var values: [AuxiliaryValue] = []
  private var prefixExceptions: [PrefixException] = []
  /// The open nodes, the root first.
  private var open = TrivialBuffer<UInt32>()
  /// The scope of each open node, -1 for none.
  private var openScopes = TrivialBuffer<Int>()
  private var isTextOpen = false

  init() {
    appendNode(tag: NodeTag.root, parent: 0, line: 1)
    open.append(0)
    openScopes.append(-1)
  }

  /// The number of open elements.
  var depth: Int { open.count - 1 }

  /// The number of bytes in the text node that is being filled.
  var openTextByteCount: Int {
    isTextOpen ? columns.text.count - Int(columns.offsets[columns.offsets.count - 1]) : 0
  }

  /// Whether the node and byte counts still fit the 32-bit columns.
  var isFull: Bool {
    columns.tags.count >= Int(UInt32.max >> 1) || columns.text.count >= Int(UInt32.max >> 1)
      || columns.values.count >= Int(UInt32.max >> 1)
  }

  private mutating func appendNode(tag: UInt32, parent: UInt32, line: Int) {
    columns.tags.append(tag)
    columns.parents.append(parent)
    columns.ends.append(UInt32(columns.tags.count))
    columns.offsets.append(UInt32(columns.text.count))
    columns.lines.append(UInt32(truncatingIfNeeded: line))
  }

  private var innermost: UInt32 { open[open.count - 1] }

  mutating func startElement(nameID: UInt32, line: Int) {
    isTextOpen = false
    let index = UInt32(columns.tags.count)
    appendNode(tag: NodeTag.make(.element, nameID), parent: innermost, line: line)
    open.append(index)
    openScopes.append(openScopes[openScopes.count - 1])
  }

  /// Records that the newest node was written with a prefix that is not its name's first.
  mutating func notePrefix(_ prefix: Int) {
    prefixExceptions.append(PrefixException(node: columns.tags.count - 1, prefix: prefix))
  }

  /// Declares a namespace at the innermost element, before its attributes.
  mutating func declare(prefix: String, uri: String) {
    let top = openScopes.count - 1
    let element = Int(innermost)
    let scope = openScopes[top]
    if scope < 0 || scopes.scopes[scope].element != element {
      openScopes[top] = scopes.open(element: element, outer: scope)
    }
    scopes.declare(prefix: names.intern(string: prefix), uri: names.intern(string: uri))
  }

  /// Whether the element just opened has attributes.
  var hasAttributes: Bool { columns.tags[columns.tags.count - 1].isAttributeTag }

  /// Whether the element just opened has an attribute of that name.
  func hasAttribute(nameID: UInt32) -> Bool {
    let wanted = NodeTag.make(.attribute, nameID)
    var index = columns.tags.count - 1
    while columns.tags[index].isAttributeTag {
      if columns.tags[index] == wanted { return true }
      index -= 1
    }
    return false
  }

  mutating func attribute(nameID: UInt32, line: Int, value: TextSlice) {
    columns.tags.append(NodeTag.make(.attribute, nameID))
    columns.parents.append(innermost)
    columns.ends.append(UInt32(value.count))
    columns.offsets.append(UInt32(columns.values.count))
    columns.lines.append(UInt32(truncatingIfNeeded: line))
    columns.values.append(value)
  }

  /// Adds text, which is merged with text directly before it.
  mutating func text(_ bytes: TextSlice, line: Int) {
    if bytes.isEmpty { return }
    if !isTextOpen {
      appendNode(tag: NodeTag.text, parent: innermost, line: line)
      isTextOpen = true
    }
    columns.text.append(bytes)
  }

  mutating func comment(_ content: TextSlice, line: Int) {
    auxiliary(tag: NodeTag.comment, content, line: line)
  }

  mutating func processingInstruction(target: String, content: TextSlice, line: Int) {
    let id = names.intern(local: target, namespace: "", prefix: "")
    auxiliary(tag: NodeTag.make(.processingInstruction, id), content, line: line)
  }

  private mutating func auxiliary(tag: UInt32, _ content: TextSlice, line: Int) {
    isTextOpen = false
    values.append(
      AuxiliaryValue(
        node: columns.tags.count, start: columns.values.count, count: content.count))
    appendNode(tag: tag, parent: innermost, line: line)
    columns.values.append(content)
  }

  mutating func endElement() {
    isTextOpen = false
    columns.ends[Int(innermost)] = UInt32(columns.tags.count)
    open.truncate(to: open.count - 1)
    openScopes.truncate(to: openScopes.count - 1)
  }

  /// The URI that `prefix` stands for at the innermost element, `nil` where it is not declared.
  func namespace(of prefix: String) -> String? {
    if prefix == "xml" { return XMLDocument.xmlNamespace }
    guard let id = names.stringID(prefix) else { return prefix.isEmpty ? "" : nil }
    var scope = openScopes[openScopes.count - 1]
    while scope >= 0 {
      let found = scopes.scopes[scope]
      for index in found.declarations where scopes.declarations[index].prefix == id {
        return names.string(scopes.declarations[index].uri)
      }
      scope = found.outer
    }
    return prefix.isEmpty ? "" : nil
  }

  /// Closes the root and hands out the arena; every element must be closed.
  consuming func finished(name: String) -> XMLArena {
    precondition(depth == 0, "an element is still open")
    columns.ends[0] = UInt32(columns.tags.count)
    columns.offsets.append(UInt32(columns.text.count))
    columns.trim()
    return XMLArena(
      name: name, columns: columns, names: names, scopes: scopes, values: values,
      prefixExceptions: prefixExceptions)
  }
}

extension UInt32 {
  fileprivate var isAttributeTag: Bool {
    self & NodeTag.kindMask == UInt32(XMLNodeKind.attribute.rawValue)
  }
}
