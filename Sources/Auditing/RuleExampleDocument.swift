internal import XMLTree

/// A change to an example that may not change how a rule ends.
package enum ExampleVariant: String, CaseIterable, Sendable {
  case asWritten
  /// A comment at the head of every element.
  case withComments
  /// Another namespace prefix.
  case otherPrefix
  /// Lines that end in carriage return and line feed.
  case carriageReturns
}

extension RuleExample {
  /// The example's submission as a document of its own, changed by `variant`.
  func document(_ variant: ExampleVariant) throws(XMLInputError) -> XMLDocument {
    var writer = XMLWriter()
    let prefix = variant == .otherPrefix ? "other" : ""
    write(
      submission, isRoot: true, prefix: prefix, hasComments: variant == .withComments, to: &writer)
    var bytes = writer.finish()
    if variant == .carriageReturns {
      bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
    return try XMLDocument(parsing: bytes, name: "\(file):\(line)")
  }

  private func write(
    _ node: XMLNode, isRoot: Bool, prefix: String, hasComments: Bool, to writer: inout XMLWriter
  ) {
    switch node.kind {
    case .text: writer.text(node.stringValue)
    case .comment: writer.comment(node.stringValue)
    case .root, .attribute, .namespace, .processingInstruction: return
    case .element:
      writer.startElement(prefix.isEmpty ? node.localName : "\(prefix):\(node.localName)")
      if isRoot { writer.namespace(prefix, node.namespaceURI) }
      for attribute in node.attributes {
        writer.attribute(attribute.localName, attribute.stringValue)
      }
      if hasComments { writer.comment(" a comment ") }
      for child in node.children {
        write(child, isRoot: false, prefix: prefix, hasComments: hasComments, to: &writer)
      }
      writer.endElement()
    }
  }
}
