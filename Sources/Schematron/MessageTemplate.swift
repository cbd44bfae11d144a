internal import Synchronization
internal import XPath

/// A message whose values are still expressions.
struct MessageTemplate: Sendable {
  /// A piece of a message.
  indirect enum Part: Sendable {
    case text(String)
    case value(CompiledExpression)
    /// `name` without a path: the name of the context node.
    case name
    /// `xsl:copy-of`.
    case copy(CompiledExpression)
    case emphasis([Part], class: String?)
    case span([Part], class: String)
    case direction([Part], value: String?, class: String?)
    case markup(Markup.Name, [Markup.Attribute], [Part])
  }

  private let content: Content
  let language: String?
  let preservesSpace: Bool
  let see: String?
  let icon: String?
  let fpi: String?

  init(
    parts: [Part], language: String?, preservesSpace: Bool, see: String?, icon: String?,
    fpi: String?
  ) {
    self.init(
      .given(parts), language: language, preservesSpace: preservesSpace, see: see, icon: icon,
      fpi: fpi)
  }

  init(
    _ content: Content, language: String?, preservesSpace: Bool, see: String?, icon: String?,
    fpi: String?
  ) {
    self.content = content
    self.language = language
    self.preservesSpace = preservesSpace
    self.see = see
    self.icon = icon
    self.fpi = fpi
  }

  enum Content: Sendable {
    case given([Part])
    /// Parts that are read when the message is needed: most never are.
    case deferred(DeferredParts)
  }

  /// The pieces in their order.
  var parts: [Part] {
    switch content {
    case .given(let parts): parts
    case .deferred(let parts): parts.parts
    }
  }

  /// Reads the content of a message element; `compile` reads one expression in the scope of its rule.
  init(
    _ element: SchemaElement,
    compile: (_ attribute: String, SchemaElement) throws(SchemaError) -> CompiledExpression
  ) throws(SchemaError) {
    content = .given(try Self.parts(of: element, compile: compile))
    language = element.language
    preservesSpace = element.xmlAttribute("space") == "preserve"
    see = element["see"]
    icon = element["icon"]
    fpi = element["fpi"]
  }

  private static func parts(
    of element: SchemaElement,
    compile: (_ attribute: String, SchemaElement) throws(SchemaError) -> CompiledExpression
  ) throws(SchemaError) -> [Part] {
    var parts: [Part] = []
    for content in element.content {
      switch content {
      case .text(let text): parts.append(.text(text))
      case .element(let child):
        let inner = try Self.parts(of: child, compile: compile)
        if child.isSchematron {
          parts.append(try schematronPart(child, inner, compile: compile))
        } else if child.isXSLT {
          parts.append(contentsOf: try instruction(child, inner, compile: compile))
        } else {
          parts.append(markup(child, inner))
        }
      }
    }
    return parts
  }

  private static func schematronPart(
    _ child: SchemaElement, _ inner: [Part],
    compile: (_ attribute: String, SchemaElement) throws(SchemaError) -> CompiledExpression
  ) throws(SchemaError) -> Part {
    switch child.localName {
    case "value-of":
      _ = try child.required("select")
      return .value(try compile("select", child))
    case "name": return child["path"] == nil ? .name : .value(try compile("path", child))
    case "emph": return .emphasis(inner, class: child["class"])
    case "span": return .span(inner, class: try child.required("class"))
    case "dir": return .direction(inner, value: child["value"], class: child["class"])
    default: throw child.error(.misplacedElement(parent: "a message"))
    }
  }

  /// XSLT's instructions that fill text; any other would need an XSLT processor and is refused.
  private static func instruction(
    _ child: SchemaElement, _ inner: [Part],
    compile: (_ attribute: String, SchemaElement) throws(SchemaError) -> CompiledExpression
  ) throws(SchemaError) -> [Part] {
    switch child.localName {
    case "value-of":
      _ = try child.required("select")
      return [.value(try compile("select", child))]
    case "copy-of":
      _ = try child.required("select")
      return [.copy(try compile("select", child))]
    case "text": return inner
    default: throw child.error(.unsupportedInstruction(child.name))
    }
  }

  private static func markup(_ child: SchemaElement, _ inner: [Part]) -> Part {
    let name = Markup.Name(
      prefix: child.prefix, localName: child.localName, namespaceURI: child.namespace)
    let attributes = child.attributes.map {
      Markup.Attribute(
        name: Markup.Name(
          prefix: $0.prefix, localName: $0.localName, namespaceURI: $0.namespace),
        value: $0.value)
    }
    return .markup(name, attributes, inner)
  }

  /// The message with each value in braces.
  var outline: RichText { text(Self.outline(of: parts)) }

  /// A text with these parts and the message's own references.
  func text(_ parts: [RichText.Part]) -> RichText {
    var text = RichText(parts, language: language)
    text.preservesSpace = preservesSpace
    text.see = see
    text.icon = icon
    text.fpi = fpi
    return text
  }

  private static func outline(of parts: [Part]) -> [RichText.Part] {
    parts.map { part in
      switch part {
      case .text(let text): .text(text)
      case .value(let expression), .copy(let expression): .text("{\(expression.source)}")
      case .name: .text("{name()}")
      case .emphasis(let inner, let name): .emphasis(outline(of: inner), class: name)
      case .span(let inner, let name): .span(outline(of: inner), class: name)
      case .direction(let inner, let value, let name):
        .direction(outline(of: inner), value: value, class: name)
      case .markup(let name, let attributes, let inner):
        .markup(Markup(name: name, attributes: attributes, parts: outline(of: inner)))
      }
    }
  }

  /// The character data of the message with `placeholder` for each value.
  func outline(placeholder: String) -> String {
    var text = ""
    Self.append(parts, placeholder, to: &text)
    return text
  }

  private static func append(_ parts: [Part], _ placeholder: String, to text: inout String) {
    for part in parts {
      switch part {
      case .text(let own): text += own
      case .value, .copy, .name: text += placeholder
      case .emphasis(let inner, _), .span(let inner, _), .direction(let inner, _, _),
        .markup(_, _, let inner):
        append(inner, placeholder, to: &text)
      }
    }
  }
}

/// Parts of a message that are read once, when they are first asked for.
final class DeferredParts: Sendable {
  private let read: @Sendable () -> [MessageTemplate.Part]
  private let known = Mutex<[MessageTemplate.Part]?>(nil)

  /// Parts that `read` gives.
  init(_ read: @escaping @Sendable () -> [MessageTemplate.Part]) {
    self.read = read
  }

  /// The parts.
  var parts: [MessageTemplate.Part] {
    known.withLock { known in
      if let known { return known }
      let parts = read()
      known = parts
      return parts
    }
  }
}
