import Spreadsheets
import TestSupport
import Testing
import XMLTree
import ZipArchives

@Suite struct `Annotated copies` {
  private static let styles = """
    <fonts count="1"><font/></fonts><fills count="2"><fill/><fill/></fills><borders count="1"><border/></borders>\
    <cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="3" fillId="0" fontId="0"><alignment wrapText="1"/></xf></cellXfs>
    """

  private static func book() -> SmallWorkbook {
    var book = SmallWorkbook(
      """
      <sheetData><row r="2"><c r="B2" s="1"><v>11821</v></c><c r="D2"><f>B2</f><v>11821</v></c></row>\
      <row r="5"/></sheetData><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>\
      <tableParts count="0"/>
      """)
    book.styles = styles
    return book
  }

  private static func annotation(_ address: String, _ text: String) throws -> CellAnnotation {
    CellAnnotation(
      sheet: "表", address: try #require(CellAddress(address)), fill: "FFC7CE", author: "点検",
      text: text)
  }

  private static func copy(
    of bytes: [UInt8], _ annotations: [CellAnnotation]
  ) throws -> [UInt8] {
    let annotating = try WorkbookAnnotating(bytes, name: "a.xlsx")
    return try annotating.annotated(annotations)
  }

  private static func part(_ name: String, of bytes: [UInt8]) throws -> String {
    var archive = try ZipArchive(bytes, name: "a.xlsx")
    let found = archive.member(name)
    let member = try #require(found, "\(name)")
    return String(decoding: try archive.bytes(of: member), as: UTF8.self)
  }

  @Test func `colour cells that are there and cells that are not`() throws {
    let bytes = try Self.copy(
      of: Self.book().bytes,
      ["B2", "C2", "E2", "A1", "A3", "B5", "A9"].map { try Self.annotation($0, "指摘") })
    let sheet = try Self.part("sheets/0.xml", of: bytes)
    #expect(
      sheet.contains(
        """
        <sheetData><row r="1"><c r="A1" s="2"/></row><row r="2"><c r="B2" s="3"><v>11821</v></c>\
        <c r="C2" s="2"/><c r="D2"><f>B2</f><v>11821</v></c><c r="E2" s="2"/></row>\
        <row r="3"><c r="A3" s="2"/></row><row r="5"><c r="B5" s="2"/></row><row r="9"><c r="A9" s="2"/></row></sheetData>
        """), "\(sheet)")
    #expect(sheet.contains("<legacyDrawing xmlns:planauditr="))
    let styles = try Self.part("book/styles.xml", of: bytes)
    #expect(styles.contains("<cellXfs count=\"4\">") && styles.contains("<fills count=\"3\">"))
    #expect(
      styles.contains(
        "<xf applyFill=\"1\" numFmtId=\"3\" fillId=\"2\" fontId=\"0\"><alignment wrapText=\"1\"/></xf>"
      ),
      "\(styles)")
    let texts = try Workbook(bytes, name: "a.xlsx").texts
    #expect(texts["B2"] == "11,821" && texts["D2"] == "11821")
  }

  @Test func `leave every other part as it lies in the archive`() throws {
    var book = Self.book()
    book.sheets.append(("別", "", "<sheetData><row><c><v>1</v></c></row></sheetData>"))
    book.strings = "<si><t>x</t></si>"
    let source = book.bytes
    let copy = try Self.copy(of: source, [Self.annotation("B2", "指摘")])
    var before = try ZipArchive(source, name: "a")
    var after = try ZipArchive(copy, name: "b")
    let members = before.members
    let copies = after.members
    #expect(copies.prefix(members.count).map(\.name) == members.map(\.name))
    for member in members
    where !["sheets/0.xml", "book/styles.xml", "[Content_Types].xml"].contains(member.name) {
      let found = after.member(member.name)
      let other = try #require(found)
      let copied = try after.compressedBytes(of: other)
      let own = try before.compressedBytes(of: member)
      #expect(copied == own, "\(member.name)")
    }
    #expect(try Self.copy(of: source, [Self.annotation("B2", "指摘")]) == copy)
  }

  @Test func `put notes behind those that are there`() throws {
    let once = try Self.copy(of: Self.book().bytes, [Self.annotation("B2", "一つ目 <&>")])
    let twice = try Self.copy(
      of: once, [Self.annotation("B2", "二つ目"), Self.annotation("C2", "三つ目")])
    let comments = try Self.part("xl/planaudit-comments1.xml", of: twice)
    let document = try XMLDocument(parsing: Array(comments.utf8), name: "comments")
    let notes = document.root.descendantElements("comment", namespace: SmallWorkbook.main)
    #expect(notes.map { $0.attribute("ref") } == ["B2", "C2"])
    #expect(notes.map(\.stringValue) == ["一つ目 <&>\n――――\n二つ目", "三つ目"])
    let drawing = try Self.part("xl/drawings/planaudit-notes1.vml", of: twice)
    let shapes = try XMLDocument(parsing: Array(drawing.utf8), name: "vml").root
      .descendantElements("shape", namespace: "urn:schemas-microsoft-com:vml")
    #expect(shapes.map { $0.attribute("id") } == ["_x0000_s1025", "_x0000_s1026"])
    let sheet = try Self.part("sheets/0.xml", of: twice)
    #expect(sheet.ranges(of: "<legacyDrawing").count == 1)
    let types = try Self.part("[Content_Types].xml", of: twice)
    #expect(types.ranges(of: "planaudit-comments1").count == 1)
  }

  @Test func `follow the form of a strict workbook`() throws {
    var book = Self.book()
    book.isStrict = true
    let bytes = try Self.copy(of: book.bytes, [Self.annotation("B2", "指摘")])
    let comments = try Self.part("xl/planaudit-comments1.xml", of: bytes)
    #expect(comments.contains(SmallWorkbook.strictMain))
    #expect(try Workbook(bytes, name: "s.xlsx").texts["B2"] == "11,821")
  }

  @Test func `are refused with a reason where styles are missing`() throws {
    var book = Self.book()
    book.styles = nil
    #expect(
      throws: WorkbookError.notAnnotated(
        name: "a.xlsx", part: "book/wb.xml", reason: "the workbook has no styles")
    ) { try Self.copy(of: book.bytes, []) }
  }

  /// The workbooks of other programs keep all that they say.
  @Test(.enabled(if: SharedMaterial.isPresent), arguments: `Workbooks of other programs`.names)
  func `keep the values of workbooks of other programs`(name: String) throws {
    let bytes = try SharedMaterial.bytes("conformance/xlsx/calamine/tests/\(name)")
    do throws(WorkbookError) {
      let before = try Workbook(bytes, name: name)
      let annotating = try WorkbookAnnotating(bytes, name: name)
      let annotations = before.sheets.flatMap { sheet in
        [CellAddress(row: 1, column: 1), CellAddress(row: 3, column: 2)].map {
          CellAnnotation(
            sheet: sheet.name, address: $0, fill: "FFEB9C", author: "planaudit", text: "注釈")
        }
      }
      let copy = try annotating.annotated(annotations)
      let after = try Workbook(copy, name: name)
      func values(_ workbook: Workbook) -> [[CellAddress: SheetCell]] {
        workbook.sheets.map { sheet in
          let cells = sheet.rows.flatMap(\.cells).filter { $0.value != .empty }
          return Dictionary(cells.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        }
      }
      #expect(values(after) == values(before), "\(name)")
      #expect(after.sheets.map(\.merges) == before.sheets.map(\.merges), "\(name)")
    } catch {
      #expect("\(error)".hasPrefix(name), "\(error)")
    }
  }
}
