internal import TextForms
package import XMLTree

/// Why a document is not the code list it should be.
package enum VocabularyError: Error, Hashable, Sendable {
  /// The document's outermost element is not `codes` with the name of the list.
  case notThisList(document: String, expected: String, found: String)
  case unexpectedElement(document: String, line: Int, found: String)
  case missingAttribute(document: String, line: Int, element: String, attribute: String)
  case unreadableAttribute(document: String, line: Int, attribute: String, found: String)
  /// Two codes of one list are equal, or two share a name.
  case repeated(document: String, line: Int, found: String)
  case empty(document: String)
}

extension VocabularyError: CustomStringConvertible {
  /// One line: document, line, what was found and what was expected.
  package var description: String {
    switch self {
    case .notThisList(let document, let expected, let found):
      "\(document): error: expected the code list \(expected), found \(found.prefix(80))"
    case .unexpectedElement(let document, let line, let found):
      "\(document):\(line): error: element \(found.prefix(80)) is not expected here"
    case .missingAttribute(let document, let line, let element, let attribute):
      "\(document):\(line): error: \(element) lacks its attribute \(attribute)"
    case .unreadableAttribute(let document, let line, let attribute, let found):
      "\(document):\(line): error: \(attribute) cannot be \"\(found.prefix(80))\""
    case .repeated(let document, let line, let found):
      "\(document):\(line): error: \"\(found.prefix(80))\" stands twice in the list"
    case .empty(let document):
      "\(document): error: the code list is empty"
    }
  }
}

extension Vocabulary {
  /// The namespace of code lists.
  package static let namespace = "urn:planaudit:codes:1"

  /// Reads the code lists of a rule set; a rule set may be without lists of notes and of bodies.
  package init(
    municipalities: XMLDocument, categories: XMLDocument, themes: XMLDocument, eras: XMLDocument,
    notes: XMLDocument? = nil, bodies: XMLDocument? = nil
  ) throws(VocabularyError) {
    var knownMunicipalities: [Municipality] = []
    for item in try CodeList(municipalities, named: "municipalities").items("code") {
      knownMunicipalities.append(
        Municipality(
          code: try item.required("value"), name: try item.required("name"),
          kind: try item.required("kind")))
    }
    var knownCategories: [Category] = []
    for item in try CodeList(categories, named: "categories").items("code") {
      var wordings: [String] = []
      for child in item.node.childElements {
        guard child.localName == "wording", child.namespaceURI == Self.namespace else {
          throw .unexpectedElement(
            document: categories.name, line: child.line, found: child.localName)
        }
        wordings.append(child.stringValue)
      }
      knownCategories.append(
        Category(
          code: try item.required("value"), name: try item.required("name"), wordings: wordings))
    }
    var knownThemes: [Theme] = []
    for item in try CodeList(themes, named: "themes").items("code") {
      knownThemes.append(
        Theme(code: try item.required("value"), name: try item.required("name")))
    }
    var knownEras: [Era] = []
    for item in try CodeList(eras, named: "eras").items("era") {
      knownEras.append(
        Era(
          name: try item.required("name"), latin: try item.required("latin"),
          sign: try item.required("sign"), first: try item.optional("first") { YearMonth(iso: $0) },
          last: try item.optional("last") { YearMonth(iso: $0) }, base: try item.integer("base")))
    }
    self.init(
      municipalities: knownMunicipalities, categories: knownCategories, themes: knownThemes,
      eras: knownEras, notes: try notes.map(Self.noteTerms) ?? [],
      bodies: try bodies.map(Self.bodyWords) ?? [])
  }

  /// The words of the list and the kinds of bodies that its items name: 商工会 and 商工会議所.
  private static func bodyWords(_ document: XMLDocument) throws(VocabularyError) -> [String] {
    var words: [String] = []
    for item in try CodeList(document, named: "bodies").items("code") {
      let word = try item.required("value")
      let kinds = try item.required("name").unicodeScalars.split(separator: "・")
        .map { String($0) }
      words += [word] + kinds.filter { $0 != word }
    }
    return words
  }

  private static func noteTerms(_ document: XMLDocument) throws(VocabularyError) -> [NoteTerms] {
    var known: [NoteTerms] = []
    for item in try CodeList(document, named: "notes").items("code") {
      var note = NoteTerms(
        code: try item.required("value"), number: try item.integer("number"),
        field: try item.required("field"), label: try item.required("label"), required: [],
        optional: [])
      for child in item.node.childElements {
        guard child.localName == "term", child.namespaceURI == Self.namespace else {
          throw .unexpectedElement(
            document: document.name, line: child.line, found: child.localName)
        }
        switch child.attribute("need") {
        case "required": note.required.append(child.stringValue)
        case "optional": note.optional.append(child.stringValue)
        case let need:
          throw .unreadableAttribute(
            document: document.name, line: child.line, attribute: "need", found: need ?? "")
        }
      }
      known.append(note)
    }
    return known
  }
}

/// One code list while it is read.
private struct CodeList {
  let document: XMLDocument

  init(_ document: XMLDocument, named name: String) throws(VocabularyError) {
    self.document = document
    let root = document.documentElement
    let found = root.attribute("name")
    guard root.localName == "codes", root.namespaceURI == Vocabulary.namespace, found == name else {
      throw .notThisList(document: document.name, expected: name, found: found ?? root.localName)
    }
  }

  /// The list's items, at least one, with distinct codes and names.
  func items(_ element: String) throws(VocabularyError) -> [CodeItem] {
    var items: [CodeItem] = []
    var codes = Set<ExactText>(minimumCapacity: 64)
    var names = Set<ExactText>(minimumCapacity: 64)
    for node in document.documentElement.childElements {
      guard node.localName == element, node.namespaceURI == Vocabulary.namespace else {
        throw .unexpectedElement(document: document.name, line: node.line, found: node.localName)
      }
      let item = CodeItem(node: node)
      let name = try item.required("name")
      guard names.insert(ExactText(name)).inserted else {
        throw .repeated(document: document.name, line: node.line, found: name)
      }
      if let code = node.attribute("value"), !codes.insert(ExactText(code)).inserted {
        throw .repeated(document: document.name, line: node.line, found: code)
      }
      items.append(item)
    }
    if items.isEmpty { throw .empty(document: document.name) }
    return items
  }
}

/// One item of a code list.
private struct CodeItem {
  let node: XMLNode

  func required(_ attribute: String) throws(VocabularyError) -> String {
    guard let value = node.attribute(attribute), !value.isEmpty else {
      throw .missingAttribute(
        document: node.document.name, line: node.line, element: node.localName,
        attribute: attribute)
    }
    return value
  }

  func optional<Value>(
    _ attribute: String, _ read: (String) -> Value?
  ) throws(VocabularyError) -> Value? {
    guard let text = node.attribute(attribute), !text.isEmpty else { return nil }
    guard let value = read(text) else {
      throw .unreadableAttribute(
        document: node.document.name, line: node.line, attribute: attribute, found: text)
    }
    return value
  }

  func integer(_ attribute: String) throws(VocabularyError) -> Int {
    let text = try required(attribute)
    guard let value = Int(text) else {
      throw .unreadableAttribute(
        document: node.document.name, line: node.line, attribute: attribute, found: text)
    }
    return value
  }
}
