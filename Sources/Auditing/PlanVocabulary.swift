internal import XMLTree

/// The namespace of canonical plan XML.
let planNamespace = "urn:planaudit:plan:1"

extension XMLNode {
  /// The child element `localName` of canonical plan XML.
  func planChild(_ localName: String) -> XMLNode? {
    firstChildElement(localName, namespace: planNamespace)
  }

  /// The child elements `localName` of canonical plan XML.
  func planChildren(_ localName: String) -> [XMLNode] {
    childElements(localName, namespace: planNamespace)
  }

  /// The text as printed, or `nil` where there is none.
  var printedText: String? {
    let text = stringValue
    return text.isEmpty ? nil : text
  }

  /// The state of a field; `given` where none is written.
  var fieldState: String { attribute("state") ?? "given" }

  /// The value of the attribute `name` as an integer; `nil` where it is absent or none.
  func integer(_ name: String) -> Int? { attribute(name).flatMap { Int($0) } }
}

extension Location {
  /// The place that the attributes of `element` give; empty where they give none.
  init(attributesOf element: XMLNode) {
    self.init(
      line: element.integer("line"), endLine: element.integer("endLine"),
      page: element.integer("page"), sheet: element.attribute("sheet"),
      cell: element.attribute("cell"), row: element.integer("row"),
      column: element.integer("column"), path: element.attribute("path"))
  }

  /// The place nearest to `element`: its own, else that of its first part, else that of its surroundings.
  ///
  /// A plan as a whole stands where its heading, its unit or its first entry stands.
  init(nearest element: XMLNode) {
    for node in element.ancestorsOrSelf where node.kind == .element {
      let own = Location(attributesOf: node)
      if !own.isEmpty {
        self = own
        return
      }
      if node.localName == "submission" { break }
      for child in node.childElements {
        let part = Location(firstIn: child)
        if !part.isEmpty {
          self = part
          return
        }
      }
    }
    self.init()
  }

  private init(firstIn element: XMLNode) {
    let own = Location(attributesOf: element)
    if !own.isEmpty {
      self = own
      return
    }
    for child in element.childElements {
      let part = Location(attributesOf: child)
      if !part.isEmpty {
        self = part
        return
      }
    }
    self.init()
  }
}
