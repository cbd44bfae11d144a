import XMLTree

/// An element of canonical plan XML that can be changed.
final class PlanElement {
  let name: String
  /// In the order in which they are written.
  var attributes: [(name: String, value: String)]
  /// The text of an element without elements.
  var text: String
  var children: [PlanElement]
  private(set) weak var parent: PlanElement?

  init(
    _ name: String, attributes: [(name: String, value: String)] = [], text: String = "",
    children: [PlanElement] = []
  ) {
    self.name = name
    self.attributes = attributes
    self.text = text
    self.children = children
    for child in children { child.parent = self }
  }

  /// The element `node` with all that is in it; white space between elements is left out.
  convenience init(_ node: XMLNode) {
    let elements = node.childElements
    self.init(
      node.localName, attributes: node.attributes.map { ($0.localName, $0.stringValue) },
      text: elements.isEmpty ? node.stringValue : "", children: elements.map { PlanElement($0) })
  }

  /// The document element of canonical plan XML.
  convenience init(canonical bytes: [UInt8], name: String) throws {
    self.init(try XMLDocument(parsing: bytes, name: name).documentElement)
  }

  /// A copy that shares nothing with this one.
  func copy() -> PlanElement {
    PlanElement(name, attributes: attributes, text: text, children: children.map { $0.copy() })
  }

  subscript(attribute: String) -> String? {
    get { attributes.first { $0.name == attribute }?.value }
    set {
      attributes.removeAll { $0.name == attribute }
      if let newValue { attributes.append((attribute, newValue)) }
    }
  }

  func child(_ name: String) -> PlanElement? { children.first { $0.name == name } }

  func children(_ name: String) -> [PlanElement] { children.filter { $0.name == name } }

  func append(_ child: PlanElement) {
    children.append(child)
    child.parent = self
  }

  func insert(_ child: PlanElement, at index: Int) {
    children.insert(child, at: index)
    child.parent = self
  }

  func remove(_ child: PlanElement) {
    children.removeAll { $0 === child }
  }

  private static let placeAttributes: Set<String> = [
    "page", "line", "endLine", "box", "sheet", "cell", "row", "column", "path", "position",
  ]

  /// Makes this field say `text`; every attribute but its place gives way to `attributes`.
  func print(_ text: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    self.text = text
    self.attributes.removeAll { !Self.placeAttributes.contains($0.name) }
    for (name, value) in attributes { self.attributes.append((name, value)) }
  }

  /// The element in canonical plan XML.
  func serialized() -> [UInt8] {
    var output = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &output, namespace: "urn:planaudit:plan:1")
    return Array(output.utf8)
  }

  private func write(to output: inout String, namespace: String? = nil) {
    output += "<\(name)"
    if let namespace { output += " xmlns=\"\(namespace)\"" }
    for (name, value) in attributes { output += " \(name)=\"\(Self.escaped(value))\"" }
    if children.isEmpty, text.isEmpty {
      output += "/>"
    } else {
      output += ">" + Self.escaped(text)
      for child in children { child.write(to: &output) }
      output += "</\(name)>"
    }
    if name == "entry" || name == "plan" { output += "\n" }
  }

  private static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "&": output += "&amp;"
      case "\"": output += "&quot;"
      case "\n": output += "&#10;"
      case "\t": output += "&#9;"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
