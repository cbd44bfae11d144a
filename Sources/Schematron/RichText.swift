internal import XMLTree

/// The text of a message with the markup that Schematron knows, its values filled in.
public struct RichText: Hashable, Sendable {
  /// A piece of a message.
  public indirect enum Part: Hashable, Sendable {
    case text(String)
    case emphasis([Part], class: String?)
    case span([Part], class: String)
    /// `value` is `ltr`, `rtl` or absent.
    case direction([Part], value: String?, class: String?)
    /// An element of another namespace, kept as it was written or copied from the document.
    case markup(Markup)
  }

  /// The pieces in their order.
  public var parts: [Part]
  /// The value of the nearest `xml:lang`.
  public var language: String?
  /// Whether `xml:space="preserve"` was written.
  public var preservesSpace: Bool
  /// The attribute `see`.
  public var see: String?
  /// The attribute `icon`.
  public var icon: String?
  /// The attribute `fpi`.
  public var fpi: String?

  /// A text without references.
  public init(_ parts: [Part], language: String?) {
    self.parts = parts
    self.language = language
    preservesSpace = false
  }

  /// All character data, with white space as written.
  public var string: String {
    var text = ""
    for part in parts { part.append(to: &text) }
    return text
  }

  /// All character data with white space collapsed and none at the ends, as one line.
  public var line: String { normalizedSpace(string) }

  /// The character data of the first span whose class, or a token of it, is `name`; `nil` if there is none.
  public func parts(ofSpanClass name: String) -> String? {
    Self.firstSpan(of: name, in: parts)
  }

  private static func firstSpan(of name: String, in parts: [Part]) -> String? {
    for part in parts {
      if case .span(let inner, let spanClass) = part,
        spanClass == name
          || spanClass.utf8.split(whereSeparator: isSpace).contains(where: { Substring($0) == name }
          )
      {
        return inner.reduce(into: "") { $1.append(to: &$0) }
      }
      if let found = firstSpan(of: name, in: part.inner) { return found }
    }
    return nil
  }
}

extension RichText.Part {
  /// The parts within this one.
  public var inner: [RichText.Part] {
    switch self {
    case .text: []
    case .emphasis(let parts, _), .span(let parts, _), .direction(let parts, _, _): parts
    case .markup(let markup): markup.parts
    }
  }

  func append(to text: inout String) {
    if case .text(let own) = self {
      text += own
    } else {
      for part in inner { part.append(to: &text) }
    }
  }
}

/// An element of another namespace within a message.
public struct Markup: Hashable, Sendable {
  /// A name with its namespace; the prefix is a proposal.
  public struct Name: Hashable, Sendable {
    /// As written; empty where there was none.
    public let prefix: String
    /// The name without its prefix.
    public let localName: String
    /// Empty where there is none.
    public let namespaceURI: String

    /// A name; `prefix` and `namespaceURI` are empty where there is none.
    public init(prefix: String, localName: String, namespaceURI: String) {
      self.prefix = prefix
      self.localName = localName
      self.namespaceURI = namespaceURI
    }
  }

  /// An attribute.
  public struct Attribute: Hashable, Sendable {
    /// The name.
    public let name: Name
    /// The value.
    public let value: String

    /// An attribute of that name and value.
    public init(name: Name, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The name.
  public let name: Name
  /// The attributes as written; values are not filled in.
  public let attributes: [Attribute]
  /// The pieces in their order.
  public let parts: [RichText.Part]

  /// An element of that name.
  public init(name: Name, attributes: [Attribute], parts: [RichText.Part]) {
    self.name = name
    self.attributes = attributes
    self.parts = parts
  }
}

extension Markup.Name {
  init(_ node: XMLNode) {
    self.init(prefix: node.prefix, localName: node.localName, namespaceURI: node.namespaceURI)
  }
}

extension RichText.Part {
  /// A deep copy of nodes as `xsl:copy-of` makes it; attributes and namespaces give their value as text,
  /// comments and processing instructions nothing, since a message cannot hold them.
  static func copies(of node: XMLNode) -> [RichText.Part] {
    switch node.kind {
    case .root: return node.children.flatMap(copies)
    case .text, .attribute, .namespace: return [.text(node.stringValue)]
    case .comment, .processingInstruction: return []
    case .element:
      let attributes = node.attributes.map {
        Markup.Attribute(name: Markup.Name($0), value: $0.stringValue)
      }
      return [
        .markup(
          Markup(
            name: Markup.Name(node), attributes: attributes, parts: node.children.flatMap(copies)))
      ]
    }
  }
}
