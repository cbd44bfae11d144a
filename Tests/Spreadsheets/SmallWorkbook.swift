import Spreadsheets
import ZipArchives

/// A workbook made part by part, so that tests can make any mistake.
struct SmallWorkbook {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let strictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main"

  /// The sheets' parts without their outermost element, with their names and attributes.
  var sheets: [(name: String, attributes: String, content: String)]
  var strings: String?
  var styles: String?
  /// Relationships of the first sheet.
  var links = ""
  var workbookProperties = ""
  var isStrict = false

  init(_ content: String) {
    sheets = [("表", "", content)]
  }

  private var namespace: String { isStrict ? Self.strictMain : Self.main }
  private var base: String {
    isStrict
      ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
      : "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  }

  private func relationships(_ entries: String) -> [UInt8] {
    Array(
      """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\(entries)</Relationships>
      """.utf8)
  }

  private func entry(_ id: String, _ kind: String, _ target: String) -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(base)/\(kind)\" Target=\"\(target)\"/>"
  }

  var bytes: [UInt8] {
    var zip = ZipWriter()
    zip.add(
      "[Content_Types].xml",
      Array("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".utf8))
    zip.add("_rels/.rels", relationships(entry("a", "officeDocument", "/book/wb.xml")))
    var list = ""
    var entries = ""
    for (index, sheet) in sheets.enumerated() {
      list +=
        "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"s\(index)\" \(sheet.attributes)/>"
      entries += entry("s\(index)", "worksheet", "../sheets/\(index).xml")
      let part =
        "<worksheet xmlns=\"\(namespace)\" xmlns:r=\"\(base)\">\(sheet.content)</worksheet>"
      zip.add("sheets/\(index).xml", Array(part.utf8))
    }
    if let strings {
      entries += entry("t", "sharedStrings", "strings.xml")
      zip.add("book/strings.xml", Array("<sst xmlns=\"\(namespace)\">\(strings)</sst>".utf8))
    }
    if let styles {
      entries += entry("y", "styles", "styles.xml")
      zip.add(
        "book/styles.xml", Array("<styleSheet xmlns=\"\(namespace)\">\(styles)</styleSheet>".utf8))
    }
    if !links.isEmpty { zip.add("sheets/_rels/0.xml.rels", relationships(links)) }
    zip.add(
      "book/wb.xml",
      Array(
        """
        <workbook xmlns="\(namespace)" xmlns:r="\(base)">\(workbookProperties)<sheets>\(list)</sheets></workbook>
        """.utf8))
    zip.add("book/_rels/wb.xml.rels", relationships(entries))
    return zip.finish()
  }

  func read(limits: WorkbookLimits = .standard) throws(WorkbookError) -> Workbook {
    try Workbook(bytes, name: "small.xlsx", limits: limits)
  }
}

extension Workbook {
  /// The shown texts of the first sheet by address.
  var texts: [String: String] {
    var found: [String: String] = [:]
    for cell in sheets[0].rows.flatMap(\.cells) { found[cell.address.text] = cell.text }
    return found
  }
}
