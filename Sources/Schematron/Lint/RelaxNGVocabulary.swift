public import XMLTree

/// Why a grammar gives no vocabulary.
public enum VocabularyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The document element is not of RELAX NG.
  case notAGrammar(name: String, found: String)
  /// An element of RELAX NG whose meaning is not followed: `include`, `externalRef`, `parentRef`.
  case unsupported(name: String, line: Int, element: String)
  case undefinedReference(name: String, line: Int, reference: String)
  /// References that lead to themselves without an element between.
  case tooDeep(name: String, line: Int, limit: Int)

  /// One line: file, place, what was found and what is expected.
  public var description: String {
    switch self {
    case .notAGrammar(let name, let found):
      "\(name): the document element is '\(found)', expected a grammar in the XML syntax of RELAX NG"
    case .unsupported(let name, let line, let element):
      "\(name):\(line): '\(element)' is not supported; expected a grammar in one file"
    case .undefinedReference(let name, let line, let reference):
      "\(name):\(line): there is no definition of '\(reference)'"
    case .tooDeep(let name, let line, let limit):
      "\(name):\(line): references are nested deeper than the limit of \(limit)"
    }
  }
}

extension DocumentVocabulary {
  /// The namespace of RELAX NG's XML syntax.
  public static let relaxNGNamespace = "http://relaxng.org/ns/structure/1.0"

  /// Reads the vocabulary from a RELAX NG grammar of one file, in the XML syntax.
  public init(relaxNG document: XMLDocument) throws(VocabularyError) {
    var reading = RelaxNGReading(document)
    self = try reading.read()
  }
}

/// Follows the patterns of a grammar from its start.
private struct RelaxNGReading {
  private static let referenceDepthMax = 100

  private let document: XMLDocument
  private var definitions: [String: [XMLNode]] = [:]
  private var vocabulary = DocumentVocabulary()
  /// The place of each `element` pattern that was met.
  private var places: [XMLNode: Int] = [:]
  /// The `element` patterns whose content is still to be read.
  private var open: [XMLNode] = []

  init(_ document: XMLDocument) {
    self.document = document
  }

  /// What a pattern adds to the element around it.
  private struct Content {
    var attributes: [DocumentVocabulary.NameClass] = []
    var children: Set<DocumentVocabulary.Child> = []
    var hasText = false
  }

  private func isPattern(_ node: XMLNode) -> Bool {
    node.kind == .element && node.namespaceURI == DocumentVocabulary.relaxNGNamespace
  }

  mutating func read() throws(VocabularyError) -> DocumentVocabulary {
    let outermost = document.documentElement
    guard isPattern(outermost) else {
      throw .notAGrammar(name: document.name, found: outermost.qualifiedName)
    }
    for definition in outermost.descendants
    where isPattern(definition) && definition.localName == "define" {
      definitions[definition.attribute("name").map(trimmed) ?? "", default: []].append(definition)
    }
    var start = Content()
    if outermost.localName == "grammar" {
      for node in outermost.descendants where isPattern(node) && node.localName == "start" {
        try read(node.childElements, into: &start, isRepeated: false, depth: 0)
      }
    } else {
      try read([outermost], into: &start, isRepeated: false, depth: 0)
    }
    vocabulary.outermost = Set(start.children.map(\.element))
    while let element = open.popLast() {
      var content = Content()
      try read(element.childElements, into: &content, isRepeated: false, depth: 0)
      guard let place = places[element] else { preconditionFailure("an element without a place") }
      vocabulary.elements[place].attributes = content.attributes
      vocabulary.elements[place].children = content.children
      vocabulary.elements[place].hasText = content.hasText
    }
    return vocabulary
  }

  private mutating func read(
    _ patterns: [XMLNode], into content: inout Content, isRepeated: Bool, depth: Int
  ) throws(VocabularyError) {
    guard depth <= Self.referenceDepthMax else {
      throw .tooDeep(
        name: document.name, line: patterns.first?.line ?? 1, limit: Self.referenceDepthMax)
    }
    for pattern in patterns where isPattern(pattern) {
      try read(pattern, into: &content, isRepeated: isRepeated, depth: depth)
    }
  }

  private mutating func read(
    _ pattern: XMLNode, into content: inout Content, isRepeated: Bool, depth: Int
  ) throws(VocabularyError) {
    switch pattern.localName {
    case "element":
      content.children.insert(
        DocumentVocabulary.Child(element: place(of: pattern), isRepeated: isRepeated))
    case "attribute":
      content.attributes += nameClasses(of: pattern, ofAttribute: true)
    case "text", "data", "value", "list": content.hasText = true
    case "mixed":
      content.hasText = true
      try read(pattern.childElements, into: &content, isRepeated: isRepeated, depth: depth + 1)
    case "zeroOrMore", "oneOrMore":
      try read(pattern.childElements, into: &content, isRepeated: true, depth: depth + 1)
    case "optional", "choice", "group", "interleave", "grammar", "div":
      try read(pattern.childElements, into: &content, isRepeated: isRepeated, depth: depth + 1)
    case "ref":
      let name = pattern.attribute("name").map(trimmed) ?? ""
      guard let found = definitions[name] else {
        throw .undefinedReference(name: document.name, line: pattern.line, reference: name)
      }
      for definition in found {
        try read(definition.childElements, into: &content, isRepeated: isRepeated, depth: depth + 1)
      }
    case "externalRef", "parentRef", "include":
      throw .unsupported(name: document.name, line: pattern.line, element: pattern.localName)
    default:
      // `empty`, `notAllowed`, and the name classes of the element around.
      break
    }
  }

  private mutating func place(of element: XMLNode) -> Int {
    if let known = places[element] { return known }
    let place = vocabulary.elements.count
    places[element] = place
    vocabulary.elements.append(
      DocumentVocabulary.Element(names: nameClasses(of: element, ofAttribute: false)))
    open.append(element)
    return place
  }

  // MARK: Names

  private func nameClasses(
    of pattern: XMLNode, ofAttribute: Bool
  ) -> [DocumentVocabulary.NameClass] {
    if let name = pattern.attribute("name").map(trimmed) {
      // An attribute named this way is in no namespace unless it says so itself (RELAX NG, 4.8).
      let uri = ofAttribute ? pattern.attribute("ns") ?? "" : inheritedNamespace(of: pattern)
      return [named(name, at: pattern, namespace: uri)]
    }
    return pattern.childElements.first(where: isPattern).map(nameClasses) ?? []
  }

  private func nameClasses(_ node: XMLNode) -> [DocumentVocabulary.NameClass] {
    switch node.localName {
    case "name":
      [named(trimmed(node.stringValue), at: node, namespace: inheritedNamespace(of: node))]
    case "nsName": [.namespace(inheritedNamespace(of: node))]
    case "choice": node.childElements.filter(isPattern).flatMap(nameClasses)
    default: [.any]
    }
  }

  private func named(
    _ name: String, at node: XMLNode, namespace: String
  ) -> DocumentVocabulary.NameClass {
    guard let colon = name.firstIndex(of: ":") else {
      return .name(namespace: namespace, local: name)
    }
    let prefix = name[..<colon]
    let uri = node.inScopeNamespaces.first { $0.prefix == prefix }?.uri
    return .name(namespace: uri ?? "", local: String(name[name.index(after: colon)...]))
  }

  private func inheritedNamespace(of node: XMLNode) -> String {
    for holder in node.ancestorsOrSelf where holder.kind == .element {
      if let uri = holder.attribute("ns") { return uri }
    }
    return ""
  }

  private func trimmed(_ text: String) -> String { normalizedSpace(text) }
}
