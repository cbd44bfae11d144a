internal import XMLTree

/// Writes indented XML whose text was made fit for XML 1.0 first: what it forbids is shown by a picture.
struct MarkupWriter {
  private var writer = XMLWriter()

  /// A document that begins with an XML declaration.
  init() {
    writer.declaration()
  }

  /// Writes an element that holds elements; an attribute without a value is left out.
  mutating func element(
    _ name: String, _ attributes: [(String, String?)],
    _ children: (inout MarkupWriter) -> Void
  ) {
    start(name, attributes)
    let before = writer.byteCount
    children(&self)
    if writer.byteCount > before { writer.newline(depth: writer.depth - 1) }
    writer.endElement()
  }

  /// Writes an element that holds elements; an attribute without a value is left out.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ children: (inout MarkupWriter) -> Void
  ) {
    element(name, attributes.map { ($0.key, $0.value) }, children)
  }

  /// Writes an element that holds text, or nothing.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String = ""
  ) {
    start(name, attributes.map { ($0.key, $0.value) })
    if !text.isEmpty { writer.text(InvisibleCharacters.permittedInXML(text)) }
    writer.endElement()
  }

  /// Ends the document with a line break and gives its bytes.
  consuming func finish() -> [UInt8] {
    writer.newline()
    return writer.finish()
  }

  private mutating func start(_ name: String, _ attributes: [(String, String?)]) {
    if writer.depth > 0 { writer.newline(depth: writer.depth) }
    writer.startElement(name)
    for (name, value) in attributes {
      if let value { writer.attribute(name, InvisibleCharacters.permittedInXML(value)) }
    }
  }
}
