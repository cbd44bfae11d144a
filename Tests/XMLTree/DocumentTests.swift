import Testing
import XMLTree

private func parse(_ text: String) throws -> XMLDocument {
  try XMLDocument(parsing: Array(text.utf8), name: "d.xml")
}

struct DocumentTests {
  @Test func `nodes know kind, name, value, line and neighbours`() throws {
    let document = try parse(
      "<?xml version='1.0'?>\n<!-- c --><?pi d?><p:a xmlns:p='urn:p'\n x='1' p:y='2'>t<b/><![CDATA[<u>]]>\n</p:a>"
    )
    let root = document.root
    #expect(root.kind == .root)
    #expect(root.parent == nil)
    #expect(root.children.map(\.kind) == [.comment, .processingInstruction, .element])
    #expect(root.children.map(\.stringValue) == [" c ", "d", "t<u>\n"])
    #expect(root.children.map(\.line) == [2, 2, 2])
    let element = document.documentElement
    #expect(element.qualifiedName == "p:a")
    #expect(element.namespaceURI == "urn:p")
    #expect(element.parent == root)
    #expect(element.attributes.map(\.qualifiedName) == ["x", "p:y"])
    #expect(element.attribute("x") == "1")
    #expect(element.attribute("y") == nil)
    #expect(element.attribute("y", namespace: "urn:p") == "2")
    #expect(element.attributes.map(\.parent) == [element, element])
    #expect(element.children.map(\.kind) == [.text, .element, .text])
    #expect(element.children.map(\.stringValue) == ["t", "", "<u>\n"])
    #expect(element.firstChildElement("b", namespace: "")?.line == 3)
    #expect(document.nodeCount == 9)
  }

  @Test func `adjacent text, references and CDATA are one text node`() throws {
    let document = try parse("<a>1&amp;<![CDATA[2]]>&#x33;<![CDATA[]]>4<!-- -->5</a>")
    #expect(document.documentElement.children.map(\.stringValue) == ["1&234", " ", "5"])
    #expect(document.documentElement.stringValue == "1&2345")
  }

  @Test(arguments: [
    ("<a x='1&amp;2'/>", "1&2"), ("<a x='&#38;&#38;amp;'/>", "&&amp;"), ("<a x='&lt;'/>", "<"),
    ("<a x='&amp;#38;'/>", "&#38;"), ("<a x='\t\n '/>", "   "), ("<a x='&#9;&#10;'/>", "\t\n"),
    ("<a x='&#x20BB7;'/>", "𠮷"), ("<a x=''/>", ""),
  ])
  func `attribute values are normalised and unescaped`(source: String, value: String) throws {
    #expect(try parse(source).documentElement.attribute("x") == value)
  }

  @Test func `line breaks are normalised as XML says`() throws {
    let document = try parse("<a>\r\n1\r2\n</a>")
    #expect(document.documentElement.stringValue == "\n1\n2\n")
  }

  @Test func `namespaces in scope follow declarations and undeclarations`() throws {
    let document = try parse(
      "<a xmlns='urn:1' xmlns:p='urn:2'><b xmlns='' xmlns:p='urn:3&amp;4'/></a>")
    let outer = document.documentElement
    let inner = try #require(outer.childElements.first)
    #expect(outer.inScopeNamespaces.map(\.prefix) == ["", "p", "xml"])
    #expect(inner.inScopeNamespaces.map(\.uri) == ["urn:3&4", XMLDocument.xmlNamespace])
    #expect(inner.namespaceURI == "")
  }

  @Test func `ancestors are met from the node on up, the root last`() throws {
    let document = try parse("<a><b><c x='1'/></b></a>")
    let inner = document.documentElement.childElements[0].childElements[0]
    let attribute = try #require(inner.attributes.first)
    #expect(attribute.ancestorsOrSelf.map(\.localName) == ["x", "c", "b", "a", ""])
    #expect(attribute.ancestorsOrSelf.map(\.kind).last == .root)
    #expect(Array(document.root.ancestorsOrSelf) == [document.root])
  }

  @Test func `paths lead back to their node and use the prefixes given`() throws {
    let document = try parse(
      "<a xmlns:p='urn:p'><p:b/><p:b x='1' p:y='2'>t<!--c-->u<?pi?></p:b></a>")
    let second = document.documentElement.childElements[1]
    #expect(second.path(prefixes: ["urn:p": "q"]) == "/a[1]/q:b[2]")
    #expect(second.path == "/a[1]/*[local-name()='b' and namespace-uri()='urn:p'][2]")
    #expect(
      second.attributes.map { $0.path(prefixes: ["urn:p": "q"]) } == [
        "/a[1]/q:b[2]/@x", "/a[1]/q:b[2]/@q:y",
      ])
    #expect(
      second.children.map { $0.path(prefixes: ["urn:p": "q"]) } == [
        "/a[1]/q:b[2]/text()[1]", "/a[1]/q:b[2]/comment()[1]", "/a[1]/q:b[2]/text()[2]",
        "/a[1]/q:b[2]/processing-instruction('pi')[1]",
      ])
    #expect(document.root.path == "/")
  }

  @Test func `a built document is the parsed one`() throws {
    var builder = XMLDocumentBuilder(name: "b.xml")
    builder.startElement("plan", namespace: "urn:plan", line: 1)
    builder.startElement("cost", namespace: "urn:plan", line: 2)
    builder.attribute("value", "11821")
    builder.text("11,")
    builder.text("821")
    builder.endElement()
    builder.comment("end")
    builder.endElement()
    let built = builder.finish()
    let parsed = try parse(
      "<plan xmlns='urn:plan'><cost value='11821'>11,821</cost><!--end--></plan>")
    #expect(firstDifference(built, parsed) == nil)
    #expect(built.documentElement.childElements.map(\.line) == [2])
  }

  @Test func `documents are values that tasks share`() async throws {
    let document = RandomDocument.make(seed: 11)
    let expected = transcript(of: document)
    let transcripts = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 { group.addTask { transcript(of: document) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(transcripts.allSatisfy { $0 == expected })
  }

  @Test func `nodes of two documents are never equal`() throws {
    let (one, other) = (try parse("<a/>"), try parse("<a/>"))
    #expect(one.documentElement == one.documentElement)
    #expect(one.documentElement != other.documentElement)
  }
}
