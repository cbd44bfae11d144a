internal import XMLTree

/// The styles of a workbook in the order of their first use; the first is the standard one.
struct StyleSheet {
  private(set) var styles: [CellStyle] = [CellStyle()]
  private var indices: [CellStyle: Int] = [CellStyle(): 0]

  /// The number by which cells name `style`.
  mutating func index(of style: CellStyle) -> Int {
    if let index = indices[style] { return index }
    let index = styles.count
    styles.append(style)
    indices[style] = index
    return index
  }

  private struct Font: Hashable {
    var isBold: Bool
    var size: Int
    var colour: String?
  }

  func bytes() -> [UInt8] {
    let fonts = unique(styles.map { Font(isBold: $0.isBold, size: $0.fontSize, colour: $0.colour) })
    let fills = unique(styles.map(\.fill))
    let codes = unique(styles.map(\.numberFormat))
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("styleSheet")
    xml.attribute("xmlns", OfficeNamespaces.main)
    if codes.count > 1 {
      xml.list("numFmts", codes.dropFirst()) { xml, place, code in
        xml.element("numFmt", ["numFmtId": "\(164 + place)", "formatCode": code ?? "General"])
      }
    }
    write(fonts, to: &xml)
    write(fills: fills, to: &xml)
    writeBorders(to: &xml)
    xml.list("cellStyleXfs", [0]) { xml, _, _ in
      xml.element("xf", ["numFmtId": "0", "fontId": "0", "fillId": "0", "borderId": "0"])
    }
    xml.list("cellXfs", styles) { xml, _, style in
      let font = Font(isBold: style.isBold, size: style.fontSize, colour: style.colour)
      let fontID = fonts.firstIndex(of: font) ?? fonts.startIndex
      // The two fills that every workbook begins with come before ours, and our codes count from 164.
      let fillID = fills.firstIndex(of: style.fill).map { $0 == 0 ? 0 : $0 + 1 } ?? fills.startIndex
      let codeID =
        codes.firstIndex(of: style.numberFormat).map { $0 == 0 ? 0 : $0 + 163 } ?? codes.startIndex
      write(style, fontID: fontID, fillID: fillID, codeID: codeID, to: &xml)
    }
    xml.list("cellStyles", [0]) { xml, _, _ in
      xml.element("cellStyle", ["name": "Normal", "xfId": "0", "builtinId": "0"])
    }
    xml.endElement()
    return xml.finish()
  }

  private func write(_ fonts: [Font], to xml: inout XMLWriter) {
    xml.list("fonts", fonts) { xml, _, font in
      xml.startElement("font")
      if font.isBold { xml.element("b", [:]) }
      xml.element("sz", ["val": "\(font.size)"])
      if let colour = font.colour { xml.element("color", ["rgb": "FF\(colour)"]) }
      xml.element("name", ["val": "Yu Gothic"])
      xml.element("family", ["val": "2"])
      xml.element("charset", ["val": "128"])
      xml.endElement()
    }
  }

  private func write(fills: [String?], to xml: inout XMLWriter) {
    xml.list("fills", [nil, nil] + fills.dropFirst()) { xml, place, fill in
      xml.startElement("fill")
      xml.startElement("patternFill")
      xml.attribute("patternType", fill == nil ? (place == 1 ? "gray125" : "none") : "solid")
      if let fill {
        xml.element("fgColor", ["rgb": "FF\(fill)"])
        xml.element("bgColor", ["indexed": "64"])
      }
      xml.endElement()
      xml.endElement()
    }
  }

  /// No border, and thin lines on all sides.
  private func writeBorders(to xml: inout XMLWriter) {
    xml.list("borders", [false, true]) { xml, _, isDrawn in
      xml.startElement("border")
      for side in ["left", "right", "top", "bottom"] {
        xml.startElement(side)
        if isDrawn {
          xml.attribute("style", "thin")
          xml.element("color", ["rgb": "FF999999"])
        }
        xml.endElement()
      }
      xml.element("diagonal", [:])
      xml.endElement()
    }
  }

  private func write(
    _ style: CellStyle, fontID: Int, fillID: Int, codeID: Int, to xml: inout XMLWriter
  ) {
    xml.startElement("xf")
    xml.attribute("numFmtId", "\(codeID)")
    xml.attribute("fontId", "\(fontID)")
    xml.attribute("fillId", "\(fillID)")
    xml.attribute("borderId", style.hasBorder ? "1" : "0")
    xml.attribute("xfId", "0")
    for (name, applies) in [
      ("applyNumberFormat", codeID > 0), ("applyFont", fontID > 0), ("applyFill", fillID > 0),
      ("applyBorder", style.hasBorder), ("applyAlignment", true),
    ] where applies { xml.attribute(name, "1") }
    xml.startElement("alignment")
    if let alignment = style.alignment { xml.attribute("horizontal", alignment.rawValue) }
    xml.attribute("vertical", style.wraps ? "top" : "center")
    if style.wraps { xml.attribute("wrapText", "1") }
    xml.endElement()
    xml.endElement()
  }

  /// The values in the order of their first use; `nil` and the standard one come first, as the first style has them.
  private func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }
}

extension XMLWriter {
  /// Writes an element without content.
  mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    startElement(name)
    for (name, value) in attributes { attribute(name, value) }
    endElement()
  }

  /// Writes an element with a `count` and a child for each of `items`.
  mutating func list<Item>(
    _ name: String, _ items: some Collection<Item>,
    _ write: (inout XMLWriter, Int, Item) -> Void
  ) {
    startElement(name)
    attribute("count", "\(items.count)")
    for (place, item) in items.enumerated() { write(&self, place, item) }
    endElement()
  }
}
