internal import XMLTree

/// A name as a schema writes it, shared by the elements and attributes of a file that bear it.
final class SchemaNodeName: Sendable {
  let prefix: String
  let localName: String
  let namespace: String
  let isSchematron: Bool
  let isXSLT: Bool
  /// Whether it is in a namespace that is neither Schematron's business nor that of `xml:`.
  let isForeign: Bool
  /// The local name as the grammar knows it.
  let word: SchemaWords

  init(prefix: String, localName: String, namespace: String) {
    self.prefix = prefix
    self.localName = localName
    self.namespace = namespace
    isSchematron = namespace == SchemaElement.schematronNamespace
    isXSLT = namespace == SchemaElement.xsltNamespace
    isForeign = !namespace.isEmpty && namespace != SchemaElement.xmlNamespace
    word = isSchematron || namespace.isEmpty ? SchemaGrammar.word(localName) : []
  }
}

/// One element of a schema after inclusion, with the place it was written at.
///
/// A schema is read into these objects once, so that inclusion, extension and the parameters of abstract
/// patterns share whatever they do not change.
final class SchemaElement: Sendable {
  static let schematronNamespace = "http://purl.oclc.org/dsdl/schematron"
  static let xsltNamespace = "http://www.w3.org/1999/XSL/Transform"
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  struct Attribute: Sendable {
    let name: SchemaNodeName
    let value: String

    var localName: String { name.localName }
    var namespace: String { name.namespace }
    var prefix: String { name.prefix }
  }

  enum Content: Sendable {
    case element(SchemaElement)
    case text(String)
  }

  let nodeName: SchemaNodeName
  let attributes: [Attribute]
  let content: [Content]
  let file: String
  let line: Int
  /// The language in force, of the element itself or inherited.
  let language: String?
  /// The attributes of other namespaces, then those of the elements around it in its file, the nearest first.
  let foreignAttributes: [Attribute]

  init(
    _ name: SchemaNodeName, attributes: [Attribute], content: [Content], file: String, line: Int,
    language: String?, foreignAttributes: [Attribute]
  ) {
    nodeName = name
    self.attributes = attributes
    self.content = content
    self.file = file
    self.line = line
    self.language = language
    self.foreignAttributes = foreignAttributes
  }

  var prefix: String { nodeName.prefix }
  var localName: String { nodeName.localName }
  var namespace: String { nodeName.namespace }

  /// The name as written.
  var name: String { prefix.isEmpty ? localName : prefix + ":" + localName }

  var isSchematron: Bool { nodeName.isSchematron }
  var isXSLT: Bool { nodeName.isXSLT }

  /// The value of an attribute in no namespace.
  subscript(_ attribute: String) -> String? {
    attributes.first { $0.localName == attribute && $0.namespace.isEmpty }?.value
  }

  /// The value of an attribute in the namespace of `xml:`.
  func xmlAttribute(_ name: String) -> String? {
    attributes.first { $0.localName == name && $0.namespace == Self.xmlNamespace }?.value
  }

  /// The value of an attribute that the grammar demands.
  func required(_ attribute: String) throws(SchemaError) -> String {
    guard let value = self[attribute] else { throw error(.missingAttribute(attribute)) }
    return value
  }

  /// The names in a white-space separated attribute.
  func names(_ attribute: String) -> [String] {
    guard let value = self[attribute] else { return [] }
    return value.utf8.split(whereSeparator: isSpace).map { String(Substring($0)) }
  }

  var childElements: [SchemaElement] {
    content.compactMap { part in
      switch part {
      case .element(let element): element
      case .text: nil
      }
    }
  }

  /// Whether `abstract` is true.
  func isAbstract() throws(SchemaError) -> Bool {
    switch self["abstract"] {
    case nil, "false": return false
    case "true": return true
    case .some(let value):
      throw error(.invalidValue(attribute: "abstract", value: value, expected: "true or false"))
    }
  }

  /// All character data within the element.
  var text: String {
    var text = ""
    for part in content {
      switch part {
      case .element(let element): text += element.text
      case .text(let part): text += part
      }
    }
    return text
  }

  func error(_ problem: SchemaProblem) -> SchemaError {
    SchemaError(file: file, line: line, element: name, problem: problem)
  }

  /// The Schematron children; text and foreign elements have no meaning where this is asked.
  var schematronChildren: [SchemaElement] {
    content.compactMap { part in
      guard case .element(let element) = part, element.isSchematron else { return nil }
      return element
    }
  }
}

/// XML's white space.
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
}

/// Text without the white space at its ends and with single spaces within.
func normalizedSpace(_ text: String) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.utf8.count)
  var hasSpace = false
  for byte in text.utf8 {
    if isSpace(byte) {
      hasSpace = !bytes.isEmpty
      continue
    }
    if hasSpace { bytes.append(0x20) }
    hasSpace = false
    bytes.append(byte)
  }
  return String(decoding: bytes, as: UTF8.self)
}
