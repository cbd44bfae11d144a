import Testing
import XMLTree

struct XMLWriterTests {
  @Test func `elements, attributes and text are escaped where XML needs it`() {
    var writer = XMLWriter()
    writer.declaration()
    writer.startElement("a")
    writer.namespace("", "urn:a")
    writer.namespace("p", "urn:p&q")
    writer.attribute("p:x", "<\"'&>\t\n\r")
    writer.newline(depth: 1)
    writer.startElement("b")
    writer.endElement()
    writer.text("]]> & <é𠮷> \"'\r\n")
    writer.endElement()
    let expected = """
      <?xml version="1.0" encoding="UTF-8"?>
      <a xmlns="urn:a" xmlns:p="urn:p&amp;q" p:x="&lt;&quot;'&amp;&gt;&#9;&#10;&#13;">
        <b/>]]&gt; &amp; &lt;é𠮷&gt; "'&#13;\n</a>
      """
    #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
  }

  @Test(
    arguments: [
      ("\u{0}", 0), ("\u{B}", 0xB), ("\u{1F}", 0x1F), ("\u{FFFE}", 0xFFFE), ("\u{FFFF}", 0xFFFF),
    ] as [(String, UInt32)])
  func `a forbidden character is replaced, or refused by the strict end`(
    text: String, codePoint: UInt32
  ) {
    var writer = XMLWriter()
    writer.startElement("e")
    writer.attribute("a", "1" + text + "2")
    writer.text("3" + text + "4")
    writer.endElement()
    #expect(writer.firstForbiddenCharacter?.codePoint == codePoint)
    let strict = writer
    #expect(throws: XMLWritingError.forbiddenCharacter(codePoint: codePoint, element: "e")) {
      try strict.finishStrictly()
    }
    let bytes = writer.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == "<e a=\"1\u{FFFD}2\">3\u{FFFD}4</e>")
  }

  @Test(arguments: ["\u{FEFF}", "\u{FFFD}", "\u{E000}", "ﾊﾟ", "\u{85}", "\u{2028}", "￥"])
  func `characters near the forbidden ones pass`(text: String) throws {
    var writer = XMLWriter()
    writer.startElement("e")
    writer.text(text)
    writer.endElement()
    let document = try XMLDocument(parsing: writer.finishStrictly(), name: "e.xml")
    #expect(document.documentElement.stringValue == text)
  }

  @Test func `comments and processing instructions cannot end early`() throws {
    var writer = XMLWriter()
    writer.startElement("e")
    writer.comment("a--b-")
    writer.processingInstruction("pi", "a?>b")
    writer.endElement()
    let bytes = writer.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == "<e><!--a- -b- --><?pi a? >b?></e>")
    _ = try XMLDocument(parsing: bytes, name: "e.xml")
  }

  @Test func `bytes can be taken on the way`() {
    var writer = XMLWriter()
    writer.startElement("e")
    writer.text("1")
    let first = writer.takeBytes()
    #expect(writer.byteCount == 0)
    #expect(writer.depth == 1)
    writer.text("2")
    writer.endElement()
    #expect(String(decoding: first + writer.finish(), as: UTF8.self) == "<e>12</e>")
  }
}
