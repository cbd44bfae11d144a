/// Puts the parameters of an abstract pattern into the attributes of its elements.
///
/// `$name` is replaced where `name` is a whole XML name, so that `$a` is not touched in `$ab`; the
/// replacement is textual and also happens within string literals (ISO/IEC 19757-3, 6.4).
struct ParameterSubstitution {
  let values: [String: String]

  func callAsFunction(_ element: SchemaElement) -> SchemaElement {
    let attributes = element.attributes.map { attribute in
      SchemaElement.Attribute(
        name: attribute.name,
        value: attribute.namespace.isEmpty ? callAsFunction(attribute.value) : attribute.value)
    }
    let content = element.content.map { part in
      switch part {
      case .element(let child): SchemaElement.Content.element(callAsFunction(child))
      case .text: part
      }
    }
    return SchemaElement(
      element.nodeName, attributes: attributes, content: content, file: element.file,
      line: element.line, language: element.language,
      foreignAttributes: element.foreignAttributes)
  }

  func callAsFunction(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "$" else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let name = String(rest.prefix(while: isNameCharacter))
      if let value = values[name] {
        result += value
        rest = rest.dropFirst(name.unicodeScalars.count)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The names behind `$` in an expression, string literals left out.
  static func references(in expression: String) -> [String] {
    guard expression.utf8.contains(UInt8(ascii: "$")) else { return [] }
    var names: [String] = []
    var quote: Unicode.Scalar?
    var rest = expression.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
      } else if scalar == "$" {
        names.append(String(rest.prefix { isNameCharacter($0) || $0 == ":" }))
      }
    }
    return names
  }
}

/// Whether a character may stand in an NCName (Namespaces in XML, production 4; XML 1.0, 4a).
private func isNameCharacter(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0xB7, 0xC0...0xD6, 0xD8...0xF6,
    0xF8...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x203F...0x2040, 0x2070...0x218F,
    0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
    true
  default: false
  }
}
