@_spi(Engine) internal import XMLTree

/// A file of a schema while it is put together: its nodes by number, and what is looked for in them.
///
/// Names and ids are looked up once for each file, since every reference and element needs them.
final class SchemaFile {
  let document: XMLDocument
  let path: String
  private let languageTag: UInt32
  /// By number of a name: the name with the prefix it was first met with.
  private var names: [SchemaNodeName?]
  /// By `id` or `xml:id`: the first element that has it.
  private lazy var elementOfID = elementsByID()

  init(_ document: XMLDocument, path: String) {
    self.document = document
    self.path = path
    languageTag = Self.attributeTag("lang", SchemaElement.xmlNamespace, in: document)
    names = Array(repeating: nil, count: document.arena.names.count)
  }

  private static func attributeTag(
    _ local: String, _ namespace: String, in document: XMLDocument
  ) -> UInt32 {
    let name = XMLExpandedName(namespaceURI: namespace, localName: local)
    guard let id = document.arena.names.id(name) else { return NodeTag.none }
    return NodeTag.make(.attribute, id)
  }

  private func elementsByID() -> [String: Int] {
    let view = document.arena.view
    let plain = Self.attributeTag("id", "", in: document)
    let qualified = Self.attributeTag("id", SchemaElement.xmlNamespace, in: document)
    var elements: [String: Int] = [:]
    for index in 0..<view.nodeCount where view.isAttribute(index) {
      guard view.tag(index) == plain || view.tag(index) == qualified else { continue }
      let id = view.attributeValue(index).string
      if elements[id] == nil { elements[id] = view.parent(index) }
    }
    return elements
  }

  /// The first element whose `id` or `xml:id` is `id`.
  func element(withID id: String) -> Int? { elementOfID[id] }

  /// The name of an element or attribute.
  func name(_ index: Int) -> SchemaNodeName {
    let arena = document.arena
    let id = arena.nameID(index)
    let prefix = arena.prefix(index)
    if let known = names[Int(id)], known.prefix == prefix { return known }
    let expanded = arena.names.name(id)
    let name = SchemaNodeName(
      prefix: prefix, localName: expanded.localName, namespace: expanded.namespaceURI)
    if names[Int(id)] == nil { names[Int(id)] = name }
    return name
  }

  func attributes(of element: Int) -> [SchemaElement.Attribute] {
    let view = document.arena.view
    let start = element + 1
    let end = view.firstChild(element)
    if start == end { return [] }
    return (start..<end).map {
      SchemaElement.Attribute(name: name($0), value: view.attributeValue($0).string)
    }
  }

  /// The language that the element itself states.
  func language(at element: Int) -> String? {
    let view = document.arena.view
    for index in element + 1..<view.firstChild(element) where view.tag(index) == languageTag {
      return view.attributeValue(index).string
    }
    return nil
  }

  /// The language that the element or the nearest one around it states.
  func nearestLanguage(of element: Int) -> String? {
    if languageTag == NodeTag.none { return nil }
    var index = element
    while index > 0 {
      if let language = language(at: index) { return language }
      index = document.arena.view.parent(index)
    }
    return nil
  }

  /// The attributes of other namespaces of the elements around `element`, the nearest first.
  func foreignAttributes(around element: Int) -> [SchemaElement.Attribute] {
    let view = document.arena.view
    var found: [SchemaElement.Attribute] = []
    var index = view.parent(element)
    while index > 0 {
      for place in index + 1..<view.firstChild(index) where name(place).isForeign {
        found.append(
          SchemaElement.Attribute(
            name: name(place), value: view.attributeValue(place).string))
      }
      index = view.parent(index)
    }
    return found
  }
}
