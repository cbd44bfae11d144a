internal import XMLTree

/// The two parts that a sheet's notes need: their words, and the boxes (VML) that Excel will not do without.
enum CommentWriting {
  /// The part with the words; `comments` are sorted by address.
  static func comments(_ comments: [CellComment], isStrict: Bool = false) -> [UInt8] {
    var authors: [String] = []
    for comment in comments where !authors.contains(comment.author) {
      authors.append(comment.author)
    }
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("comments")
    xml.attribute("xmlns", isStrict ? OfficeNamespaces.strictMain : OfficeNamespaces.main)
    xml.startElement("authors")
    for author in authors {
      xml.startElement("author")
      xml.text(TextEscapes.encoded(author))
      xml.endElement()
    }
    xml.endElement()
    xml.startElement("commentList")
    for comment in comments {
      let author = authors.firstIndex(of: comment.author) ?? authors.startIndex
      write(comment, authorID: author, to: &xml)
    }
    xml.endElement()
    xml.endElement()
    return xml.finish()
  }

  /// One note as an element of the list.
  static func write(_ comment: CellComment, authorID: Int, to xml: inout XMLWriter) {
    xml.startElement("comment")
    xml.attribute("ref", comment.address.text)
    xml.attribute("authorId", "\(authorID)")
    xml.startElement("text")
    writeRun(comment.text, to: &xml)
    xml.endElement()
    xml.endElement()
  }

  /// Words as one run in a plain font.
  static func writeRun(_ text: String, to xml: inout XMLWriter) {
    xml.startElement("r")
    xml.startElement("rPr")
    xml.element("sz", ["val": "9"])
    xml.element("color", ["indexed": "81"])
    xml.element("rFont", ["val": "Yu Gothic"])
    xml.element("family", ["val": "2"])
    xml.element("charset", ["val": "128"])
    xml.endElement()
    xml.startElement("t")
    xml.attribute("xml:space", "preserve")
    xml.text(TextEscapes.encoded(text))
    xml.endElement()
    xml.endElement()
  }

  /// The part with the boxes.
  static func drawing(_ comments: [CellComment]) -> [UInt8] {
    let head = """
      <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
      xmlns:x="urn:schemas-microsoft-com:office:excel">
      <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
      \(shapeType)

      """
    let shapes = comments.enumerated().map { shape(for: $1, id: 1025 + $0) }
    return Array((head + shapes.joined(separator: "\n") + "\n</xml>\n").utf8)
  }

  /// The kind of box that notes are.
  static let shapeType = """
    <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
    path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
    <v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
    """

  /// One box, hidden until the pointer is over its cell, as high as its words need.
  static func shape(for comment: CellComment, id: Int) -> String {
    let row = comment.address.row - 1
    let column = comment.address.column - 1
    let lines = comment.text.split(separator: "\n", omittingEmptySubsequences: false)
      .reduce(0) { $0 + 1 + $1.unicodeScalars.count / 22 }
    let height = min(24, max(4, lines + 1))
    return """
      <v:shape id="_x0000_s\(id)" type="#_x0000_t202" \
      style="position:absolute;margin-left:60pt;margin-top:2pt;width:240pt;height:\(height * 14)pt;\
      z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">\
      <v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
      <v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">\
      <div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">\
      <x:MoveWithCells/><x:SizeWithCells/>\
      <x:Anchor>\(column + 1), 15, \(max(0, row - 1)), 4, \(column + 4), 15, \(row + height), 4</x:Anchor>\
      <x:AutoFill>False</x:AutoFill><x:Row>\(row)</x:Row><x:Column>\(column)</x:Column>\
      </x:ClientData></v:shape>
      """
  }
}
