internal import XMLTree

/// Where fields read from canonical plan XML are said to stand.
package enum PlacePolicy: Hashable, Sendable {
  /// Where the document says they stood.
  case asStated
  /// In the document itself: line and path.
  case inDocument
}

/// One element of a canonical document that is being read, with typed access to its attributes.
struct PlanXMLElement {
  let node: XMLNode
  let path: String
  let policy: PlacePolicy

  var name: String { node.localName }
  private var document: String { node.document.name }

  func string(_ attribute: String) -> String? { node.attribute(attribute) }

  func required(_ attribute: String) throws(PlanXMLError) -> String {
    guard let value = string(attribute) else {
      throw .missingAttribute(
        document: document, line: node.line, element: name, attribute: attribute)
    }
    return value
  }

  /// The attribute, or `computed` where it is absent.
  func stated(_ attribute: String, _ computed: String?) throws(PlanXMLError) -> String {
    if let text = string(attribute) ?? computed { return text }
    return try required(attribute)
  }

  /// The attribute as `read` understands it; `nil` only where it is absent.
  func optional<Value>(
    _ attribute: String, _ read: (String) -> Value?
  ) throws(PlanXMLError) -> Value? {
    guard let text = string(attribute) else { return nil }
    guard let value = read(text) else { throw unreadable(attribute, text) }
    return value
  }

  func integer(_ attribute: String) throws(PlanXMLError) -> Int? {
    try optional(attribute) { Int($0) }
  }

  func unreadable(_ attribute: String, _ found: String) -> PlanXMLError {
    .unreadableAttribute(
      document: document, line: node.line, element: name, attribute: attribute, found: found)
  }

  func missing(_ child: String) -> PlanXMLError {
    .missingElement(document: document, line: node.line, name: child, within: name)
  }

  func unexpected(_ child: XMLNode) -> PlanXMLError {
    .unexpectedElement(
      document: document, line: child.line, found: child.localName, within: name)
  }

  func child(_ node: XMLNode, ordinal: Int?) -> PlanXMLElement {
    let step = "/p:" + node.localName + (ordinal.map { "[\($0)]" } ?? "")
    return PlanXMLElement(node: node, path: path + step, policy: policy)
  }

  /// The place that the element states, or its own place in the document.
  func place() throws(PlanXMLError) -> Place {
    var place = Place()
    switch policy {
    case .inDocument:
      place.line = node.line > 0 ? node.line : nil
      place.path = path
    case .asStated:
      place.page = try integer("page")
      place.line = try integer("line")
      place.endLine = try integer("endLine")
      place.box = try optional("box") { PageBox(points: $0) }
      place.sheet = string("sheet")
      place.cell = string("cell")
      place.row = try integer("row")
      place.column = try integer("column")
      place.path = string("path")
    }
    return place
  }

  /// The element's text; elements within are refused.
  func text() throws(PlanXMLError) -> String {
    if let child = node.childElements.first { throw unexpected(child) }
    return node.stringValue
  }

  /// The element as a field whose normal form is `value`.
  func field<Value>(_ value: Value?) throws(PlanXMLError) -> Field<Value> {
    var facts = TextFacts.none
    facts.width = try optional("width") { WidthFact(rawValue: $0) }
    facts.blanks = try optional("blanks") { OuterBlanks(rawValue: $0) }
    if let brackets = string("brackets") {
      facts.brackets = brackets.unicodeScalars.filter { $0 != " " }
    }
    if let odd = try optional("odd", codePoints) { facts.odd = odd }
    let state = try optional("state") { FieldState(rawValue: $0) }
    return Field(
      text: try text(), value: value, state: state ?? .given,
      basis: string("basis").map(Basis.init(token:)), place: try place(), facts: facts)
  }
}

/// Reads `U+E000 U+0007`.
private func codePoints(_ text: String) -> [Unicode.Scalar]? {
  var scalars: [Unicode.Scalar] = []
  for word in text.split(separator: " ") {
    guard word.hasPrefix("U+"), let value = UInt32(word.dropFirst(2), radix: 16),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    scalars.append(scalar)
  }
  return scalars
}
