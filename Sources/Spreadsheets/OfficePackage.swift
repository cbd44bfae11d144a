internal import XMLTree
internal import ZipArchives

/// The namespaces of OOXML, in its transitional and its strict form.
enum OfficeNamespaces {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let strictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main"
  static let relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
  static let contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types"
  /// Of the attributes `r:id`, and the beginning of relationship types.
  static let documentRelationships =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  static let strictDocumentRelationships =
    "http://purl.oclc.org/ooxml/officeDocument/relationships"

  /// The value of `r:id` in either form.
  static func relationshipID(of element: XMLNode) -> String? {
    element.attribute("id", namespace: documentRelationships)
      ?? element.attribute("id", namespace: strictDocumentRelationships)
  }
}

/// A reference from one part of a package to another, or to an address outside.
struct Relationship: Hashable {
  var id: String
  /// The last part of its type, such as `worksheet`.
  var kind: String
  /// A part's name, or an address as it was written where it is external.
  var target: String
  var isExternal: Bool
}

/// An OPC package (ECMA-376 part 2): parts found through relationships, never by guessed names.
struct OfficePackage: ~Copyable {
  var archive: ZipArchive
  var name: String { archive.name }

  init(_ bytes: [UInt8], name: String, limits: ZipLimits) throws(WorkbookError) {
    do throws(ZipError) {
      archive = try ZipArchive(bytes, name: name, limits: limits)
    } catch {
      throw .archive(error)
    }
  }

  /// Whether the package has that part.
  func holds(_ part: String) -> Bool { archive.member(part) != nil }

  /// The bytes of a part.
  mutating func bytes(_ part: String) throws(WorkbookError) -> [UInt8] {
    guard let member = archive.member(part) else {
      throw .missingPart(name: name, part: part)
    }
    do throws(ZipError) {
      return try archive.bytes(of: member)
    } catch {
      throw .archive(error)
    }
  }

  /// A part as XML, whose outermost element is `element` in one of SpreadsheetML's namespaces.
  mutating func document(
    _ part: String, element: String
  ) throws(WorkbookError) -> XMLNode {
    let found = try parsed(part)
    let namespace = found.namespaceURI
    guard found.localName == element,
      namespace == OfficeNamespaces.main || namespace == OfficeNamespaces.strictMain
    else {
      throw .unexpectedElement(
        name: name, part: part, found: found.qualifiedName, expected: element)
    }
    return found
  }

  /// The outermost element of a part.
  mutating func parsed(_ part: String) throws(WorkbookError) -> XMLNode {
    let bytes = try bytes(part)
    do throws(XMLInputError) {
      return try XMLDocument(parsing: bytes, name: "\(name)#\(part)").documentElement
    } catch {
      throw .brokenPart(error)
    }
  }

  /// The relationships of a part, or of the package where `part` is empty; none where it has no list of them.
  mutating func relationships(of part: String) throws(WorkbookError) -> [Relationship] {
    let list = Self.relationshipPart(of: part)
    guard archive.member(list) != nil else { return [] }
    let root = try parsed(list)
    var found: [Relationship] = []
    for element in root.childElements(
      "Relationship", namespace: OfficeNamespaces.relationships)
    {
      guard let id = element.attribute("Id"), let type = element.attribute("Type"),
        let target = element.attribute("Target")
      else { continue }
      let isExternal = element.attribute("TargetMode") == "External"
      found.append(
        Relationship(
          id: id, kind: type.split(separator: "/").last.map(String.init) ?? type,
          target: isExternal ? target : try resolve(target, from: part), isExternal: isExternal))
    }
    return found
  }

  /// Where the relationships of `part` are listed.
  static func relationshipPart(of part: String) -> String {
    let (folder, name) = split(part)
    return "\(folder)_rels/\(name).rels"
  }

  /// The folder of a part with its slash, and its name in it.
  static func split(_ part: String) -> (folder: String, name: String) {
    guard let slash = part.lastIndex(of: "/") else { return ("", part) }
    return (String(part[...slash]), String(part[part.index(after: slash)...]))
  }

  /// The name of the part that `target` means when it stands in the relationships of `part`.
  private func resolve(_ target: String, from part: String) throws(WorkbookError) -> String {
    let path = target.split(separator: "#", omittingEmptySubsequences: false)[0]
      .replacing("\\", with: "/")
    var steps: [Substring] =
      path.hasPrefix("/") ? [] : Self.split(part).folder.split(separator: "/")
    for step in path.split(separator: "/") {
      switch step {
      case ".": continue
      case "..":
        guard steps.popLast() != nil else { throw .escapingPart(name: name, target: target) }
      case _: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}

extension OfficePackage {
  /// The part of the workbook itself.
  mutating func workbookPart() throws(WorkbookError) -> String {
    let hasList = archive.member("_rels/.rels") != nil
    guard hasList else { throw .notSpreadsheetML(name: name, kind: try foreignKind()) }
    let relationships = try relationships(of: "")
    guard let main = relationships.first(where: { $0.kind == "officeDocument" && !$0.isExternal })
    else { throw .notSpreadsheetML(name: name, kind: .otherDocument) }
    if main.target.hasSuffix(".bin") {
      throw .notSpreadsheetML(name: name, kind: .binaryWorkbook)
    }
    guard archive.member(main.target) != nil else {
      throw .missingPart(name: name, part: main.target)
    }
    let root = try parsed(main.target)
    guard root.localName == "workbook" else {
      throw .notSpreadsheetML(name: name, kind: .otherDocument)
    }
    return main.target
  }

  /// What an archive without relationships holds.
  private mutating func foreignKind() throws(WorkbookError) -> OfficeFileKind {
    guard archive.member("mimetype") != nil else { return .archive }
    let type = String(decoding: try bytes("mimetype"), as: UTF8.self)
    return type.contains("opendocument.spreadsheet") ? .openDocument : .otherDocument
  }
}
