extension XMLDocument {
  /// The document as UTF-8 with an XML declaration; parsed again it is the same document.
  ///
  /// Characters that XML 1.0 forbids, which only a built document can hold, become U+FFFD.
  public func serialized() -> [UInt8] {
    var writer = XMLWriter()
    writer.declaration()
    for child in root.children {
      writer.copy(child)
      writer.newline()
    }
    return writer.finish()
  }
}

extension XMLWriter {
  /// Writes a node and all below it with the namespace declarations that stand there.
  ///
  /// Declarations of ancestors are not repeated. Attribute and namespace nodes have no serialised form
  /// of their own: nothing is written for them.
  public mutating func copy(_ node: XMLNode) {
    var pending = [Step.node(node)]
    while let step = pending.popLast() {
      switch step {
      case .end:
        endElement()
      case .node(let node):
        switch node.kind {
        case .element:
          start(node)
          pending.append(.end)
          pending.append(contentsOf: node.children.reversed().map(Step.node))
        case .root: pending.append(contentsOf: node.children.reversed().map(Step.node))
        case .text: text(node.stringValue)
        case .comment: comment(node.stringValue)
        case .processingInstruction: processingInstruction(node.localName, node.stringValue)
        case .attribute, .namespace: break
        }
      }
    }
  }

  private enum Step {
    case node(XMLNode)
    case end
  }

  private mutating func start(_ element: XMLNode) {
    startElement(element.qualifiedName)
    for declaration in element.namespaceDeclarations {
      namespace(declaration.prefix, declaration.uri)
    }
    for attribute in element.attributes {
      self.attribute(attribute.qualifiedName, attribute.stringValue)
    }
  }
}
