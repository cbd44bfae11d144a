import TestSupport
import XMLTree

/// Documents of every kind of node, made from a seed.
struct RandomDocument {
  private static let texts = [
    "a", " ", "\n", "\r", "\t", "<&>\"'", "]]>", "計画", "𠮷", "e\u{301}", "\u{FEFF}", "\u{85}", "0",
  ]
  private static let names = ["a", "b", "項目", "a.b-c", "_x"]
  private static let namespaces = [("", ""), ("", "urn:d"), ("p", "urn:p"), ("q", "urn:q")]

  private var generator: SeededGenerator
  private var builder = [Event]()

  private enum Event {
    case start(String, (String, String), [(String, String)])
    case text(String)
    case comment(String)
    case instruction(String, String)
    case end
  }

  static func make(seed: UInt64) -> XMLDocument {
    var random = RandomDocument(generator: SeededGenerator(seed: seed))
    random.element(depth: 0)
    var builder = XMLDocumentBuilder(name: "random-\(seed).xml")
    for event in random.builder {
      switch event {
      case .start(let local, let (prefix, namespace), let attributes):
        builder.startElement(local, namespace: namespace, prefix: prefix)
        if prefix == "p" { builder.declareNamespace(prefix: "q", uri: "urn:q") }
        for (name, value) in attributes { builder.attribute(name, value) }
        if prefix == "p" { builder.attribute("z", "9", namespace: "urn:q", prefix: "q") }
      case .text(let text): builder.text(text)
      case .comment(let text): builder.comment(text)
      case .instruction(let target, let text): builder.processingInstruction(target, text)
      case .end: builder.endElement()
      }
    }
    return builder.finish()
  }

  private init(generator: SeededGenerator) {
    self.generator = generator
  }

  private mutating func pick<Item>(_ items: [Item]) -> Item {
    items[Int.random(in: 0..<items.count, using: &generator)]
  }

  private mutating func element(depth: Int) {
    var attributes: [(String, String)] = []
    for name in Self.names where Int.random(in: 0..<4, using: &generator) == 0 {
      attributes.append((name, pick(Self.texts) + pick(Self.texts)))
    }
    builder.append(.start(pick(Self.names), pick(Self.namespaces), attributes))
    for _ in 0..<Int.random(in: 0..<6, using: &generator) {
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: builder.append(.comment("c" + pick(["", " x ", "日本"])))
      case 1: builder.append(.instruction(pick(["pi", "処理"]), pick(["", "data", "a b"])))
      case 2, 3: builder.append(.text(pick(Self.texts) + pick(Self.texts)))
      default: if depth < 6 { element(depth: depth + 1) }
      }
    }
    builder.append(.end)
  }
}

/// Everything that XPath can see of a node, line by line.
func transcript(of document: XMLDocument) -> [String] {
  var lines: [String] = []
  for node in [document.root] + document.root.descendants {
    lines.append(
      "\(node.path) \(node.kind) {\(node.namespaceURI)}\(node.prefix):\(node.localName) "
        + node.stringValue)
    for attribute in node.attributes {
      lines.append(
        "\(attribute.path) {\(attribute.namespaceURI)}\(attribute.prefix):\(attribute.localName) "
          + attribute.stringValue)
    }
    for binding in node.inScopeNamespaces { lines.append("  \(binding.prefix)=\(binding.uri)") }
  }
  return lines
}

/// The first line in which the transcripts differ; `nil` if they are equal.
func firstDifference(_ left: XMLDocument, _ right: XMLDocument) -> String? {
  let (left, right) = (transcript(of: left), transcript(of: right))
  for (one, other) in zip(left, right) where one != other { return "\(one)\n\(other)" }
  return left.count == right.count ? nil : "\(left.count) lines and \(right.count)"
}
