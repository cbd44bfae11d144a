internal import XMLTree

extension Workbook {
  /// Reads the workbook (XLSX or XLSM, transitional or strict) in `bytes`; `name` is what errors call it.
  ///
  /// Macros, charts, pictures and links to other files are never followed.
  package init(
    _ bytes: [UInt8], name: String, limits: WorkbookLimits = .standard
  ) throws(WorkbookError) {
    var reading = try WorkbookReading(bytes, name: name, limits: limits)
    let sheets = try reading.sheets()
    self.init(sheets: sheets, dateSystem: reading.outline.dateSystem)
  }
}

/// What stands in the part of the workbook itself.
struct WorkbookOutline {
  /// A sheet as the workbook lists it.
  struct SheetEntry {
    var name: String
    var visibility: Sheet.Visibility
    var part: String
  }

  /// The workbook's own part.
  var part: String
  var entries: [SheetEntry]
  var dateSystem: DateSystem
  /// By kind, such as `styles`, the parts that the workbook refers to.
  var parts: [String: String]

  init(_ package: inout OfficePackage, limits: WorkbookLimits) throws(WorkbookError) {
    part = try package.workbookPart()
    let root = try package.document(part, element: "workbook")
    let namespace = root.namespaceURI
    let properties = root.firstChildElement("workbookPr", namespace: namespace)
    let flag = properties?.attribute("date1904")
    dateSystem = flag == "1" || flag == "true" ? .from1904 : .from1900
    let relationships = try package.relationships(of: part)
    parts = [:]
    for relationship in relationships where !relationship.isExternal {
      parts[relationship.kind] = parts[relationship.kind] ?? relationship.target
    }
    let listed =
      root.firstChildElement("sheets", namespace: namespace)?
      .childElements("sheet", namespace: namespace) ?? []
    guard listed.count <= limits.sheetCountMax else {
      throw .tooManySheets(
        name: package.name, limit: limits.sheetCountMax, found: listed.count)
    }
    entries = []
    for element in listed {
      let id = OfficeNamespaces.relationshipID(of: element)
      guard let relationship = relationships.first(where: { $0.id == id }) else {
        throw .danglingReference(
          name: package.name, part: part, reference: "the sheet's relationship \(id ?? "(none)")")
      }
      // Sheets of charts, dialogs and macros have no cells.
      guard relationship.kind == "worksheet" else { continue }
      entries.append(
        SheetEntry(
          name: element.attribute("name") ?? "",
          visibility: element.attribute("state").flatMap { Sheet.Visibility(rawValue: $0) }
            ?? .visible,
          part: relationship.target))
    }
  }
}

/// A reading of one workbook: what its sheets share.
struct WorkbookReading: ~Copyable {
  private var package: OfficePackage
  let outline: WorkbookOutline
  private let limits: WorkbookLimits
  private let strings: [SheetString]
  private let formats: CellFormats

  init(_ bytes: [UInt8], name: String, limits: WorkbookLimits) throws(WorkbookError) {
    var package = try OfficePackage(bytes, name: name, limits: limits.zip)
    let outline = try WorkbookOutline(&package, limits: limits)
    // Cells that count into a list that is not there are refused one by one.
    var strings: [SheetString] = []
    if let part = outline.parts["sharedStrings"], package.holds(part) {
      strings = StringReading.sharedStrings(try package.document(part, element: "sst"))
    }
    var formats = CellFormats()
    if let part = outline.parts["styles"], package.holds(part) {
      formats = CellFormats(try package.document(part, element: "styleSheet"))
    }
    self.package = package
    self.outline = outline
    self.limits = limits
    self.strings = strings
    self.formats = formats
  }

  mutating func sheets() throws(WorkbookError) -> [Sheet] {
    var sheets: [Sheet] = []
    for entry in outline.entries {
      let root = try package.document(entry.part, element: "worksheet")
      let links = try links(of: root, part: entry.part)
      var reading = SheetReading(
        root, entry: entry, file: package.name, strings: strings, formats: formats,
        dateSystem: outline.dateSystem, limits: limits)
      sheets.append(try reading.sheet(links: links))
    }
    return sheets
  }

  /// The targets of the sheet's hyperlinks by range: an address, with `#location` where one is named.
  private mutating func links(
    of root: XMLNode, part: String
  ) throws(WorkbookError) -> [SheetLink] {
    guard
      let list = root.firstChildElement("hyperlinks", namespace: root.namespaceURI)
    else { return [] }
    let relationships = try package.relationships(of: part)
    return list.childElements("hyperlink", namespace: root.namespaceURI).map { element in
      let id = OfficeNamespaces.relationshipID(of: element)
      let target = relationships.first { $0.id == id }?.target
      let location = element.attribute("location").map { "#" + $0 }
      let isBroken = (id != nil && target == nil) || (target == nil && location == nil)
      return SheetLink(
        reference: element.attribute("ref") ?? "",
        target: isBroken ? nil : (target ?? "") + (location ?? ""))
    }
  }
}

/// A hyperlink that lies on a range of a sheet.
struct SheetLink {
  /// As written.
  var reference: String
  /// `nil` where the relationship that it names is not there.
  var target: String?
}
