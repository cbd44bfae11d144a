internal import AuditReports
internal import XMLTree

/// Canonical plan XML as JSON: the same names, elements that repeat as arrays, whole numbers as integers.
struct PlanJSON {
  /// Elements that repeat, and the name of their array.
  private static let arrays = [
    "plan": "plans", "entry": "entries", "note": "notes", "furniture": "furniture",
    "unplaced": "unplaced", "issue": "issues",
  ]
  /// Elements that hold other elements and no text of their own.
  private static let containers: Set = [
    "submission", "source", "plan", "entry", "totals", "contact",
  ]
  private static let integerAttributes: Set = [
    "page", "line", "endLine", "row", "column", "position", "fiscalYear", "multiplier",
    "targetLine", "eraYear", "month", "day",
  ]
  /// Fields whose normal form is a whole number.
  private static let integerFields: Set = ["number", "cost", "target", "reference"]

  private let document: XMLDocument

  init(_ document: XMLDocument) {
    self.document = document
  }

  /// The JSON text, as UTF-8.
  func bytes() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { write(document.documentElement, into: &$0) }
    return writer.finish()
  }

  private func write(_ element: XMLNode, into writer: inout JSONWriter) {
    if !Self.containers.contains(element.localName) {
      writer.string("text", element.stringValue)
    }
    for attribute in element.attributes where attribute.namespaceURI.isEmpty {
      writeValue(of: attribute, element: element.localName, into: &writer)
    }
    var written: Set<String> = []
    let children = element.childElements
    for child in children where written.insert(child.localName).inserted {
      guard let plural = Self.arrays[child.localName] else {
        writer.object(child.localName) { write(child, into: &$0) }
        continue
      }
      writer.array(plural) { elements in
        for sibling in children where sibling.localName == child.localName {
          elements.object { write(sibling, into: &$0) }
        }
      }
    }
  }

  private func writeValue(
    of attribute: XMLNode, element: String, into writer: inout JSONWriter
  ) {
    let name = attribute.localName
    let isInteger =
      Self.integerAttributes.contains(name)
      || (name == "value" && Self.integerFields.contains(element))
      || (name == "number" && element == "note")
    if isInteger, let integer = Int(attribute.stringValue) {
      writer.integer(name, integer)
    } else {
      writer.string(name, attribute.stringValue)
    }
  }
}
