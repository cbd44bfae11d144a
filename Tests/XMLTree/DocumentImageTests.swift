import TestSupport
import Testing

@_spi(Engine) import XMLTree

struct DocumentImageTests {
  /// Everything that a document says of one of its nodes.
  private static func facts(of node: XMLNode) -> [String] {
    let own =
      "\(node.kind) \(node.qualifiedName) {\(node.namespaceURI)} \(node.line) '\(node.stringValue)' "
      + node.inScopeNamespaces.map { "\($0.prefix)=\($0.uri)" }.joined(separator: " ")
    return [own] + node.attributes.flatMap(facts) + node.children.flatMap(facts)
  }

  private static func readBack(_ documents: [XMLDocument]) -> [XMLDocument] {
    var writer = ImageWriter()
    for document in documents { writer.write(document) }
    var reader = ImageReader(ImageText(writer.finish()))
    return documents.map { _ in XMLDocument(from: &reader) }
  }

  @Test func `documents of every kind of node are the same when they are read back`() throws {
    let documents = (0..<300).map { RandomDocument.make(seed: UInt64($0) &* 104_729) }
    for (document, other) in zip(documents, Self.readBack(documents)) {
      #expect(other.name == document.name)
      #expect(Self.facts(of: other.root) == Self.facts(of: document.root))
    }
  }

  @Test func `lines, prefixes and declarations are kept`() throws {
    let text = """
      <!-- first -->
      <a xmlns="urn:a" xmlns:p="urn:p">
        <p:b x="" p:x="1
      2"/>
        <q:b xmlns:q="urn:p" xmlns="" q:x="3"><c/></q:b><?pi data?>
        <d>t<![CDATA[<]]>&#65;</d>
      </a>
      <?last?>
      """
    let document = try XMLDocument(parsing: Array(text.utf8), name: "a.xml")
    let other = try #require(Self.readBack([document]).first)
    #expect(Self.facts(of: other.root) == Self.facts(of: document.root))
    #expect(other.serialized() == document.serialized())
  }
}
