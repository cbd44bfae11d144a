internal import XMLTree
internal import ZipArchives

/// A remark that an annotated copy makes on a cell.
package struct CellAnnotation: Hashable, Sendable {
  /// The sheet's name as the workbook lists it.
  package var sheet: String
  package var address: CellAddress
  /// Six hexadecimal digits: red, green, blue.
  package var fill: String
  package var author: String
  package var text: String

  package init(sheet: String, address: CellAddress, fill: String, author: String, text: String) {
    self.sheet = sheet
    self.address = address
    self.fill = fill
    self.author = author
    self.text = text
  }
}

/// Makes a copy of a workbook in which cells are coloured and have notes.
///
/// Values, formulas and everything else stay as they are: parts that need no change are copied as they lie in the
/// archive, the others are edited in place.
package struct WorkbookAnnotating: ~Copyable {
  private var package: OfficePackage
  private let outline: WorkbookOutline
  /// New content by part; parts that the workbook did not have come after its own.
  private var changed: [String: [UInt8]] = [:]
  private var added: [String] = []
  private var styles: StyleEditing
  private let stylesPart: String
  private var overrides: [(part: String, type: String)] = []

  /// Opens the workbook in `bytes`.
  package init(
    _ bytes: [UInt8], name: String, limits: WorkbookLimits = .standard
  ) throws(WorkbookError) {
    var package = try OfficePackage(bytes, name: name, limits: limits.zip)
    let outline = try WorkbookOutline(&package, limits: limits)
    guard let part = outline.parts["styles"] else {
      throw .notAnnotated(name: name, part: outline.part, reason: "the workbook has no styles")
    }
    _ = try package.document(part, element: "styleSheet")
    let styleBytes = try Self.text(of: part, in: &package)
    guard let styles = StyleEditing(styleBytes) else {
      throw .notAnnotated(name: name, part: part, reason: "it has no list of cell formats or fills")
    }
    self.package = package
    self.outline = outline
    self.styles = styles
    stylesPart = part
  }

  /// The names of the sheets, in the workbook's order.
  package var sheetNames: [String] { outline.entries.map(\.name) }

  /// The copy; annotations on sheets that are not there are left out, so the caller puts them elsewhere.
  package consuming func annotated(
    _ annotations: [CellAnnotation]
  ) throws(WorkbookError) -> [UInt8] {
    for (number, entry) in outline.entries.enumerated() {
      let own = annotations.filter { $0.sheet == entry.name }
      if !own.isEmpty { try annotate(entry.part, number: number + 1, own) }
    }
    change(stylesPart, to: styles.bytes())
    try addContentTypes()
    return try archive()
  }

  private mutating func annotate(
    _ part: String, number: Int, _ annotations: [CellAnnotation]
  ) throws(WorkbookError) {
    let root = try package.document(part, element: "worksheet")
    let isStrict = root.namespaceURI == OfficeNamespaces.strictMain
    var sheet = SheetEditing(try Self.text(of: part, in: &package))
    let fills = Dictionary(
      annotations.map { ($0.address, $0.fill) }, uniquingKeysWith: { first, _ in first })
    var styles = styles
    sheet.colour(Array(fills.keys)) { address, base in
      styles.index(base: base, colour: fills[address] ?? "FFFFFF")
    }
    self.styles = styles
    let comments = annotations.map {
      CellComment(at: $0.address, author: $0.author, text: $0.text)
    }.sorted { $0.address < $1.address }
    try addNotes(
      comments, to: &sheet, part: part, number: number,
      base: isStrict
        ? OfficeNamespaces.strictDocumentRelationships : OfficeNamespaces.documentRelationships)
    change(part, to: sheet.bytes())
  }

  private mutating func addNotes(
    _ comments: [CellComment], to sheet: inout SheetEditing, part: String, number: Int, base: String
  ) throws(WorkbookError) {
    let relationships = try package.relationships(of: part)
    var entries: [WorkbookContent.RelationshipEntry] = []
    var boxed = comments
    if let words = relationships.first(where: { $0.kind == "comments" && !$0.isExternal }) {
      _ = try package.document(words.target, element: "comments")
      let bytes = try Self.text(of: words.target, in: &package)
      guard let (written, new) = CommentEditing.adding(comments, to: bytes) else {
        throw .notAnnotated(
          name: package.name, part: words.target, reason: "it has no list of notes")
      }
      change(words.target, to: written)
      boxed = new
    } else {
      let target = unusedPart("xl/planaudit-comments\(number)", "xml")
      let isStrict = base == OfficeNamespaces.strictDocumentRelationships
      let written = CommentWriting.comments(comments, isStrict: isStrict)
      add(target, written)
      overrides.append(
        (target, "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"))
      entries.append(("rIdPlanauditWords", base + "/comments", "/" + target, false))
    }
    if !boxed.isEmpty {
      let drawing = relationships.first { $0.id == sheet.drawingRelationship && !$0.isExternal }
      if let drawing {
        let bytes = try package.bytes(drawing.target)
        guard let written = CommentEditing.adding(boxesFor: boxed, to: bytes) else {
          throw .notAnnotated(
            name: package.name, part: drawing.target, reason: "it is no drawing in VML")
        }
        change(drawing.target, to: written)
      } else {
        let target = unusedPart("xl/drawings/planaudit-notes\(number)", "vml")
        add(target, CommentWriting.drawing(boxed))
        overrides.append((target, "application/vnd.openxmlformats-officedocument.vmlDrawing"))
        entries.append(("rIdPlanauditNotes", base + "/vmlDrawing", "/" + target, false))
        sheet.addDrawing(relationship: "rIdPlanauditNotes", namespace: base)
      }
    }
    try addRelationships(entries, to: part)
  }

  private mutating func addRelationships(
    _ entries: [WorkbookContent.RelationshipEntry], to part: String
  ) throws(WorkbookError) {
    if entries.isEmpty { return }
    let list = OfficePackage.relationshipPart(of: part)
    guard package.holds(list) else {
      add(list, WorkbookContent.relationships(entries))
      return
    }
    _ = try package.parsed(list)
    var markup = Markup(try Self.text(of: list, in: &package))
    let prefix = markup.tags[0].prefix
    let elements = entries.map {
      "<\(prefix)Relationship Id=\"\($0.id)\" Type=\"\($0.type)\" Target=\"\($0.target)\"/>"
    }
    markup.append(elements.joined(), to: 0)
    change(list, to: markup.edited())
  }

  private mutating func addContentTypes() throws(WorkbookError) {
    if overrides.isEmpty { return }
    let part = "[Content_Types].xml"
    _ = try package.parsed(part)
    var markup = Markup(try Self.text(of: part, in: &package))
    let prefix = markup.tags[0].prefix
    let elements = overrides.map {
      "<\(prefix)Override PartName=\"/\($0.part)\" ContentType=\"\($0.type)\"/>"
    }
    markup.append(elements.joined(), to: 0)
    change(part, to: markup.edited())
  }

  // MARK: parts

  private mutating func change(_ part: String, to bytes: [UInt8]) {
    changed[package.archive.member(part)?.name ?? part] = bytes
  }

  private mutating func add(_ part: String, _ bytes: [UInt8]) {
    added.append(part)
    changed[part] = bytes
  }

  private func unusedPart(_ stem: String, _ ending: String) -> String {
    var name = "\(stem).\(ending)"
    var number = 2
    while package.holds(name) || changed[name] != nil {
      name = "\(stem)-\(number).\(ending)"
      number += 1
    }
    return name
  }

  private static func text(
    of part: String, in package: inout OfficePackage
  ) throws(WorkbookError) -> [UInt8] {
    let bytes = try package.bytes(part)
    // UTF-16 has a byte order mark or a null within its first bytes.
    guard !bytes.prefix(4).contains(where: { $0 == 0 || $0 == 0xFE || $0 == 0xFF }) else {
      throw .notAnnotated(name: package.name, part: part, reason: "it is not UTF-8")
    }
    return bytes
  }

  private mutating func archive() throws(WorkbookError) -> [UInt8] {
    var writer = ZipWriter()
    do throws(ZipError) {
      for member in package.archive.members {
        if let bytes = changed[member.name] {
          writer.add(member.name, bytes)
        } else {
          writer.add(member, compressed: try package.archive.compressedBytes(of: member))
        }
      }
    } catch {
      throw .archive(error)
    }
    for part in added {
      if let bytes = changed[part] { writer.add(part, bytes) }
    }
    return writer.finish()
  }
}
