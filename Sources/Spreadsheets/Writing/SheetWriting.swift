internal import XMLTree

/// The strings that cells of a workbook share, in the order of their first use.
struct SharedStrings {
  private(set) var strings: [String] = []
  private var indices: [String: Int] = [:]
  private(set) var useCount = 0

  /// The number by which cells name `text`.
  mutating func index(of text: String) -> Int {
    useCount += 1
    if let index = indices[text] { return index }
    indices[text] = strings.count
    strings.append(text)
    return strings.count - 1
  }

  func bytes() -> [UInt8] {
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("sst")
    xml.attribute("xmlns", OfficeNamespaces.main)
    xml.attribute("count", "\(useCount)")
    xml.attribute("uniqueCount", "\(strings.count)")
    for string in strings {
      xml.startElement("si")
      xml.startElement("t")
      if string.first?.isWhitespace == true || string.last?.isWhitespace == true
        || string.contains("\n")
      {
        xml.attribute("xml:space", "preserve")
      }
      xml.text(TextEscapes.encoded(string))
      xml.endElement()
      xml.endElement()
    }
    xml.endElement()
    return xml.finish()
  }
}

/// Writes one sheet's part.
struct SheetWriting {
  let sheet: SheetContent
  /// Addresses that its cells link to, in the order of their relationships.
  private(set) var links: [(address: CellAddress, target: String)] = []

  init(_ sheet: SheetContent) {
    self.sheet = sheet
    for (row, content) in sheet.rows.enumerated() {
      for (column, cell) in content.cells.enumerated() {
        guard let target = cell.linkTarget else { continue }
        links.append((CellAddress(row: row + 1, column: column + 1), target))
      }
    }
  }

  func bytes(
    styles: inout StyleSheet, strings: inout SharedStrings, isFirst: Bool
  ) -> [UInt8] {
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("worksheet")
    xml.attribute("xmlns", OfficeNamespaces.main)
    xml.namespace("r", OfficeNamespaces.documentRelationships)
    xml.startElement("sheetPr")
    xml.element("pageSetUpPr", ["fitToPage": "1"])
    xml.endElement()
    writeView(isFirst: isFirst, to: &xml)
    xml.element("sheetFormatPr", ["defaultRowHeight": "15"])
    writeColumns(to: &xml)
    xml.startElement("sheetData")
    for (index, row) in sheet.rows.enumerated() {
      write(row, number: index + 1, styles: &styles, strings: &strings, to: &xml)
    }
    xml.endElement()
    writeRest(to: &xml)
    xml.endElement()
    return xml.finish()
  }

  private func writeView(isFirst: Bool, to xml: inout XMLWriter) {
    xml.startElement("sheetViews")
    xml.startElement("sheetView")
    xml.attribute("showGridLines", "0")
    if isFirst { xml.attribute("tabSelected", "1") }
    xml.attribute("workbookViewId", "0")
    if sheet.frozenRowCount > 0 || sheet.frozenColumnCount > 0 {
      xml.startElement("pane")
      if sheet.frozenColumnCount > 0 { xml.attribute("xSplit", "\(sheet.frozenColumnCount)") }
      if sheet.frozenRowCount > 0 { xml.attribute("ySplit", "\(sheet.frozenRowCount)") }
      let corner = CellAddress(
        row: sheet.frozenRowCount + 1, column: sheet.frozenColumnCount + 1)
      xml.attribute("topLeftCell", corner.text)
      let pane =
        sheet.frozenColumnCount == 0
        ? "bottomLeft" : sheet.frozenRowCount == 0 ? "topRight" : "bottomRight"
      xml.attribute("activePane", pane)
      xml.attribute("state", "frozen")
      xml.endElement()
      xml.element("selection", ["pane": pane, "activeCell": corner.text, "sqref": corner.text])
    }
    xml.endElement()
    xml.endElement()
  }

  private func writeColumns(to xml: inout XMLWriter) {
    if sheet.columnWidths.isEmpty { return }
    xml.startElement("cols")
    for (index, width) in sheet.columnWidths.enumerated() {
      xml.element(
        "col",
        [
          "min": "\(index + 1)", "max": "\(index + 1)", "width": "\(width)", "customWidth": "1",
        ])
    }
    xml.endElement()
  }

  private func write(
    _ row: RowContent, number: Int, styles: inout StyleSheet, strings: inout SharedStrings,
    to xml: inout XMLWriter
  ) {
    xml.startElement("row")
    xml.attribute("r", "\(number)")
    if let height = row.height { xml.attribute("ht", "\(height)") }
    for (index, cell) in row.cells.enumerated() {
      let style = styles.index(of: cell.style)
      if cell.value == .empty && style == 0 { continue }
      xml.startElement("c")
      xml.attribute("r", CellAddress(row: number, column: index + 1).text)
      if style > 0 { xml.attribute("s", "\(style)") }
      switch cell.value {
      case .empty: break
      case .text(let text):
        xml.attribute("t", "s")
        xml.value("v", "\(strings.index(of: text))")
      case .number(let number): xml.value("v", "\(number)")
      case .notAvailable: xml.value("f", "NA()")
      }
      xml.endElement()
    }
    xml.endElement()
  }

  /// What stands behind the cells, in the order of the standard's sequence.
  private func writeRest(to xml: inout XMLWriter) {
    if let filter = sheet.filter { xml.element("autoFilter", ["ref": filter.text]) }
    if !sheet.merges.isEmpty {
      xml.list("mergeCells", sheet.merges) { xml, _, range in
        xml.element("mergeCell", ["ref": range.text])
      }
    }
    if !links.isEmpty {
      xml.startElement("hyperlinks")
      for (index, link) in links.enumerated() {
        xml.element("hyperlink", ["ref": link.address.text, "r:id": "rId\(index + 1)"])
      }
      xml.endElement()
    }
    xml.element("printOptions", ["horizontalCentered": "1"])
    xml.element(
      "pageMargins",
      [
        "left": "0.4", "right": "0.4", "top": "0.6", "bottom": "0.6", "header": "0.3",
        "footer": "0.3",
      ])
    xml.element(
      "pageSetup",
      ["paperSize": "9", "orientation": "landscape", "fitToWidth": "1", "fitToHeight": "0"])
    xml.startElement("headerFooter")
    xml.value("oddFooter", "&L&A&R&P / &N")
    xml.endElement()
    if !sheet.comments.isEmpty { xml.element("legacyDrawing", ["r:id": "rIdNotes"]) }
  }
}

extension XMLWriter {
  /// Writes an element that holds words.
  mutating func value(_ name: String, _ words: String) {
    startElement(name)
    text(words)
    endElement()
  }
}
