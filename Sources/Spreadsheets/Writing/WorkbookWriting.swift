internal import XMLTree
internal import ZipArchives

extension WorkbookContent {
  /// The workbook as XLSX (transitional): the same content gives the same bytes.
  package func bytes() -> [UInt8] {
    precondition(!sheets.isEmpty, "a workbook has a sheet")
    var styles = StyleSheet()
    var strings = SharedStrings()
    var zip = ZipWriter()
    let names = SheetNames.valid(sheets.map(\.name))
    zip.add("[Content_Types].xml", contentTypes())
    zip.add(
      "_rels/.rels",
      Self.relationships([
        (
          "rId1", OfficeNamespaces.documentRelationships + "/officeDocument", "xl/workbook.xml",
          false
        )
      ]))
    zip.add("xl/workbook.xml", workbookPart(names))
    zip.add("xl/_rels/workbook.xml.rels", workbookRelationships())
    for (index, sheet) in sheets.enumerated() {
      let number = index + 1
      let writing = SheetWriting(sheet)
      zip.add(
        "xl/worksheets/sheet\(number).xml",
        writing.bytes(styles: &styles, strings: &strings, isFirst: index == 0))
      let relationships = sheetRelationships(writing, number: number)
      if !relationships.isEmpty {
        zip.add(
          "xl/worksheets/_rels/sheet\(number).xml.rels", Self.relationships(relationships))
      }
      if !sheet.comments.isEmpty {
        let comments = sheet.comments.sorted { $0.address < $1.address }
        zip.add("xl/comments\(number).xml", CommentWriting.comments(comments))
        zip.add("xl/drawings/vmlDrawing\(number).vml", CommentWriting.drawing(comments))
      }
    }
    zip.add("xl/styles.xml", styles.bytes())
    zip.add("xl/sharedStrings.xml", strings.bytes())
    return zip.finish()
  }

  /// A relationship: id, type, target, and whether it leads out of the workbook.
  typealias RelationshipEntry = (id: String, type: String, target: String, isExternal: Bool)

  static func relationships(_ entries: [RelationshipEntry]) -> [UInt8] {
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("Relationships")
    xml.attribute("xmlns", OfficeNamespaces.relationships)
    for entry in entries {
      xml.startElement("Relationship")
      xml.attribute("Id", entry.id)
      xml.attribute("Type", entry.type)
      xml.attribute("Target", entry.target)
      if entry.isExternal { xml.attribute("TargetMode", "External") }
      xml.endElement()
    }
    xml.endElement()
    return xml.finish()
  }

  private func sheetRelationships(
    _ writing: SheetWriting, number: Int
  ) -> [RelationshipEntry] {
    let base = OfficeNamespaces.documentRelationships
    var entries: [RelationshipEntry] = writing.links.enumerated().map { index, link in
      ("rId\(index + 1)", base + "/hyperlink", link.target, true)
    }
    if !writing.sheet.comments.isEmpty {
      entries.append(
        ("rIdNotes", base + "/vmlDrawing", "../drawings/vmlDrawing\(number).vml", false))
      entries.append(("rIdWords", base + "/comments", "../comments\(number).xml", false))
    }
    return entries
  }

  private func workbookRelationships() -> [UInt8] {
    let base = OfficeNamespaces.documentRelationships
    var entries: [RelationshipEntry] = sheets.indices.map { index in
      ("rId\(index + 1)", base + "/worksheet", "worksheets/sheet\(index + 1).xml", false)
    }
    entries.append(("rId\(sheets.count + 1)", base + "/styles", "styles.xml", false))
    entries.append(("rId\(sheets.count + 2)", base + "/sharedStrings", "sharedStrings.xml", false))
    return Self.relationships(entries)
  }

  private func contentTypes() -> [UInt8] {
    let base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("Types")
    xml.attribute("xmlns", OfficeNamespaces.contentTypes)
    xml.element(
      "Default",
      [
        "Extension": "rels",
        "ContentType": "application/vnd.openxmlformats-package.relationships+xml",
      ])
    xml.element("Default", ["Extension": "xml", "ContentType": "application/xml"])
    xml.element(
      "Default",
      [
        "Extension": "vml",
        "ContentType": "application/vnd.openxmlformats-officedocument.vmlDrawing",
      ])
    func override(_ part: String, _ type: String) {
      xml.element("Override", ["PartName": part, "ContentType": base + type + "+xml"])
    }
    override("/xl/workbook.xml", "sheet.main")
    for (index, sheet) in sheets.enumerated() {
      override("/xl/worksheets/sheet\(index + 1).xml", "worksheet")
      if !sheet.comments.isEmpty { override("/xl/comments\(index + 1).xml", "comments") }
    }
    override("/xl/styles.xml", "styles")
    override("/xl/sharedStrings.xml", "sharedStrings")
    xml.endElement()
    return xml.finish()
  }

  private func workbookPart(_ names: [String]) -> [UInt8] {
    var xml = XMLWriter()
    xml.declaration()
    xml.startElement("workbook")
    xml.attribute("xmlns", OfficeNamespaces.main)
    xml.namespace("r", OfficeNamespaces.documentRelationships)
    xml.startElement("bookViews")
    xml.element("workbookView", ["activeTab": "0"])
    xml.endElement()
    xml.startElement("sheets")
    for (index, name) in names.enumerated() {
      xml.element(
        "sheet", ["name": name, "sheetId": "\(index + 1)", "r:id": "rId\(index + 1)"])
    }
    xml.endElement()
    writeDefinedNames(names, to: &xml)
    // A reader of the file that computes shall do so: some values are formulas without a result.
    xml.element("calcPr", ["fullCalcOnLoad": "1"])
    xml.endElement()
    return xml.finish()
  }

  private func writeDefinedNames(_ names: [String], to xml: inout XMLWriter) {
    let named = zip(names, sheets).enumerated().filter {
      $1.1.filter != nil || $1.1.repeatedRows != nil
    }
    if named.isEmpty { return }
    xml.startElement("definedNames")
    for (index, (name, sheet)) in named {
      let quoted = "'" + name.replacing("'", with: "''") + "'"
      if let filter = sheet.filter {
        xml.startElement("definedName")
        xml.attribute("name", "_xlnm._FilterDatabase")
        xml.attribute("localSheetId", "\(index)")
        xml.attribute("hidden", "1")
        xml.text("\(quoted)!\(filter.absoluteText)")
        xml.endElement()
      }
      if let rows = sheet.repeatedRows {
        xml.startElement("definedName")
        xml.attribute("name", "_xlnm.Print_Titles")
        xml.attribute("localSheetId", "\(index)")
        xml.text("\(quoted)!$\(rows.lowerBound):$\(rows.upperBound)")
        xml.endElement()
      }
    }
    xml.endElement()
  }
}

extension CellRange {
  /// In A1 notation with `$` before every part.
  fileprivate var absoluteText: String {
    func absolute(_ address: CellAddress) -> String {
      "$\(CellAddress.letters(ofColumn: address.column))$\(address.row)"
    }
    return first == last ? absolute(first) : "\(absolute(first)):\(absolute(last))"
  }
}
