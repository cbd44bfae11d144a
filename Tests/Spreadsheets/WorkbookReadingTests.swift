import Spreadsheets
import TestSupport
import Testing
import ZipArchives

@Suite struct `Reading workbooks` {
  private func kinds(_ workbook: Workbook) -> [SheetProblem.Kind] {
    workbook.sheets.flatMap(\.problems).map(\.kind)
  }

  @Test(arguments: [false, true])
  func `words of rich strings are joined, and readings are left out`(isStrict: Bool) throws {
    var book = SmallWorkbook(
      """
      <sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c>\
      <c t="inlineStr"><is><r><t>区</t></r><r><t>市</t></r><rPh sb="0" eb="1"><t>ク</t></rPh></is></c></row></sheetData>
      """)
    book.strings = """
      <si><t>東京都</t><rPh sb="0" eb="3"><t>トウキョウト</t></rPh><phoneticPr fontId="1"/></si>\
      <si><r><rPr><b/></rPr><t xml:space="preserve">中 </t></r><r><t>央</t></r></si>
      """
    book.isStrict = isStrict
    #expect(try book.read().texts == ["A1": "東京都", "B1": "中 央", "C1": "区市"])
  }

  @Test func `formulas without a result are lost and not blank`() throws {
    let book = SmallWorkbook(
      """
      <sheetData><row r="3"><c r="A3"><f>SUM(A1:A2)</f></c><c r="B3"><f>1+1</f><v/></c>\
      <c r="C3"><f>1+1</f><v>2</v></c><c r="D3" t="str"><f>""</f><v></v></c></row></sheetData>
      """)
    let workbook = try book.read()
    #expect(
      workbook.sheets[0].rows[0].cells.map(\.value)
        == [.missingResult, .missingResult, .number("2"), .empty])
    #expect(kinds(workbook) == [.formulaWithoutResult, .formulaWithoutResult])
  }

  @Test func `links come from relationships, locations and formulas`() throws {
    var book = SmallWorkbook(
      """
      <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c>\
      <c r="C1" t="str"><f>HYPERLINK("https://c.jp/?a=""b""&amp;c","C")</f><v>C</v></c><c r="D1"><v>4</v></c></row></sheetData>\
      <hyperlinks><hyperlink ref="A1" r:id="h"/><hyperlink ref="B1" location="Sheet2!A1"/>\
      <hyperlink ref="D1" r:id="gone"/></hyperlinks>
      """)
    book.links =
      "<Relationship Id=\"h\" Type=\"x/hyperlink\" Target=\"https://a.jp/\" TargetMode=\"External\"/>"
    let workbook = try book.read()
    let targets = workbook.sheets[0].rows[0].cells.map(\.linkTarget)
    #expect(targets == ["https://a.jp/", "#Sheet2!A1", "https://c.jp/?a=\"b\"&c", nil])
    #expect(kinds(workbook) == [.brokenLink])
  }

  @Test func `what is hidden is read and said`() throws {
    var book = SmallWorkbook(
      """
      <cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="B1"><v>1</v></c></row>\
      <row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" hidden="1"/></sheetData>
      """)
    book.sheets.append(
      ("裏", "state=\"veryHidden\"", "<sheetData><row><c><v>3</v></c></row></sheetData>"))
    let workbook = try book.read()
    #expect(workbook.texts == ["B1": "1", "A2": "2"])
    #expect(kinds(workbook) == [.hiddenRows, .hiddenColumns, .hiddenSheet])
    #expect(workbook.sheets.map(\.visibility) == [.visible, .veryHidden])
  }

  @Test func `a merged cell covers its range, and what lies under it is said`() throws {
    let book = SmallWorkbook(
      """
      <sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/></row>\
      <row r="2"><c r="A2"><v>9</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1:C1"/><mergeCell ref="?"/></mergeCells>
      """)
    let workbook = try book.read()
    #expect(workbook.texts == ["A1": "1"])
    #expect(workbook.sheets[0].merges.map(\.text) == ["A1:B2"])
    #expect(kinds(workbook) == [.unreadableRange, .coveredCell])
  }

  @Test func `absurd dimensions cost nothing`() throws {
    let book = SmallWorkbook(
      """
      <dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>\
      <row r="1"><c r="A1"><v>2</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="A1:XFC1048575"/></mergeCells>
      """)
    let workbook = try book.read()
    #expect(workbook.sheets[0].rows.map(\.number) == [1, 1_048_576])
    #expect(workbook.texts == ["A1": "2", "XFD1048576": "1"])
  }

  @Test func `limits are named with what exceeded them`() throws {
    var limits = WorkbookLimits.standard
    limits.cellByteCountMax = 3
    limits.rowCountMax = 1
    let long = SmallWorkbook("<sheetData><row><c t=\"str\"><v>表題</v></c></row></sheetData>")
    #expect(
      throws: WorkbookError.cellTooLong(
        name: "small.xlsx", sheet: "表", cell: "A1", limit: 3, found: 6)
    ) { try long.read(limits: limits) }
    let rows = SmallWorkbook(
      "<sheetData><row><c><v>1</v></c></row><row><c><v>1</v></c></row></sheetData>")
    #expect(throws: WorkbookError.tooManyRows(name: "small.xlsx", sheet: "表", limit: 1)) {
      try rows.read(limits: limits)
    }
  }

  @Test func `values that a format hides are shown and said`() throws {
    var book = SmallWorkbook("<sheetData><row><c s=\"1\"><v>5</v></c></row></sheetData>")
    book.styles = """
      <numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs>
      """
    let workbook = try book.read()
    #expect(workbook.texts == ["A1": "5"] && kinds(workbook) == [.hiddenByFormat])
  }

  @Test func `rows in a font that strikes through are read and said once`() throws {
    var book = SmallWorkbook(
      """
      <sheetData><row><c s="1"><v>5</v></c><c s="1"><v>6</v></c><c s="0"><v>7</v></c></row>\
      <row><c s="1"/><c s="2"><v>8</v></c></row></sheetData>
      """)
    book.styles = """
      <fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>\
      <cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>
      """
    let workbook = try book.read()
    #expect(workbook.texts == ["A1": "5", "A2": "", "B1": "6", "C1": "7", "B2": "8"])
    #expect(kinds(workbook) == [.struckCell] && workbook.sheets[0].problems[0].reference == "A1")
  }

  @Test(arguments: [
    (27, "R2.4.1"), (28, "令和2年4月1日"), (34, "2020年4月"), (36, "R2.4.1"), (55, "2020年4月"),
    (58, "令和2年4月1日"), (14, "2020/4/1"),
  ])
  func `built-in formats are those of a Japanese program`(id: Int, expected: String) throws {
    var book = SmallWorkbook("<sheetData><row><c s=\"0\"><v>43922</v></c></row></sheetData>")
    book.styles = "<cellXfs><xf numFmtId=\"\(id)\"/></cellXfs>"
    #expect(try book.read().texts == ["A1": expected])
    book.workbookProperties = "<workbookPr date1904=\"1\"/>"
    book.sheets[0].content = "<sheetData><row><c s=\"0\"><v>42460</v></c></row></sheetData>"
    #expect(try book.read().texts == ["A1": expected])
  }

  @Test func `a reference to nothing is an error that names it`() throws {
    let book = SmallWorkbook("<sheetData><row><c t=\"s\"><v>4</v></c></row></sheetData>")
    #expect(
      throws: WorkbookError.danglingReference(
        name: "small.xlsx", part: "sheets/0.xml", reference: "the shared string '4' in A1")
    ) { try book.read() }
  }

  @Test(arguments: [
    ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", OfficeFileKind.openDocument),
    ("mimetype", "application/vnd.oasis.opendocument.text", .otherDocument),
    ("readme.txt", "x", .archive),
  ])
  func `other archives are refused by name`(
    member: String, content: String, kind: OfficeFileKind
  ) throws {
    var zip = ZipWriter()
    zip.add(member, Array(content.utf8))
    let bytes = zip.finish()
    #expect(throws: WorkbookError.notSpreadsheetML(name: "a.zip", kind: kind)) {
      try Workbook(bytes, name: "a.zip")
    }
  }

  @Test func `compound files are told apart by their streams`() {
    let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    func file(_ stream: String) -> [UInt8] {
      head + stream.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    }
    #expect(OfficeFileKind(compoundFile: file("EncryptedPackage")) == .encryptedWorkbook)
    #expect(OfficeFileKind(compoundFile: file("Workbook")) == .binaryWorkbook97)
    #expect(OfficeFileKind(compoundFile: file("WordDocument")) == .compoundFile)
  }
}

@Suite struct `Writing workbooks` {
  private static let pieces = [
    "中央区", " 前", "後　", "a\nb", "<&>\"'", "_x0041_", "\u{1}", "𠮷", "=1+1", "12,34", "\u{FFFE}",
    "長い事業名",
  ]

  private static func content(
    _ generator: inout SeededGenerator
  ) -> WorkbookContent {
    var sheet = SheetContent(name: "表")
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let cells = (0..<Int.random(in: 0...5, using: &generator)).map { _ -> CellContent in
        var style = CellStyle()
        style.isBold = Bool.random(using: &generator)
        style.fill = Bool.random(using: &generator) ? "FFC7CE" : nil
        switch Int.random(in: 0...3, using: &generator) {
        case 0: return CellContent(.empty, style)
        case 1:
          return CellContent(.number(Int.random(in: -99_999...99_999, using: &generator)), style)
        case 2: return CellContent(.notAvailable, style)
        case _:
          let text = (0...2).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &generator)]
          }.joined()
          return CellContent(.text(text), style)
        }
      }
      sheet.rows.append(RowContent(cells))
    }
    return WorkbookContent(sheets: [sheet, SheetContent(name: "空")])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `what is written is read back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let content = Self.content(&generator)
      let bytes = content.bytes()
      #expect(bytes == content.bytes(), "seed \(seed): the bytes change")
      let sheet = try Workbook(bytes, name: "w.xlsx").sheets[0]
      for (row, cells) in content.sheets[0].rows.enumerated() {
        for (column, written) in cells.cells.enumerated() {
          let cell = sheet.cell(CellAddress(row: row + 1, column: column + 1))
          switch written.value {
          case .empty: #expect(cell?.value ?? .empty == .empty, "seed \(seed)")
          case .number(let number): #expect(cell?.value == .number("\(number)"), "seed \(seed)")
          case .notAvailable: #expect(cell?.value == .missingResult, "seed \(seed)")
          case .text(let text): #expect(cell?.value == .text(text), "seed \(seed)")
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `damaged workbooks end in a typed error`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let whole = Self.content(&generator).bytes()
    for _ in 0..<1_500 {
      var bytes = whole
      if Bool.random(using: &generator) {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      }
      for _ in 0..<Int.random(in: 0...5, using: &generator) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      do throws(WorkbookError) {
        _ = try Workbook(bytes, name: "damaged.xlsx")
      } catch {
        #expect("\(error)".hasPrefix("damaged.xlsx"), "seed \(seed)")
      }
    }
  }

  /// Damage below the archive: parts that inflate well but hold mutated XML.
  @Test(arguments: [1, 2] as [UInt64])
  func `workbooks with mutated parts are read or refused`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let parts = [
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\" s=\"1\"><v>0</v></c></row></sheetData>",
      "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
      "<cols><col min=\"1\" max=\"2\" hidden=\"1\"/></cols>",
    ]
    for _ in 0..<1_000 {
      var text = Array(parts.shuffled(using: &generator).joined().utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let alphabet = Array("<>/\"=rct0123456789ABX:- ".utf8)
        text[Int.random(in: 0..<text.count, using: &generator)] =
          alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      var book = SmallWorkbook(String(decoding: text, as: UTF8.self))
      book.strings = "<si><t>x</t></si>"
      book.styles = "<cellXfs><xf/><xf numFmtId=\"28\"/></cellXfs>"
      do throws(WorkbookError) {
        _ = try book.read()
      } catch {
        #expect("\(error)".hasPrefix("small.xlsx"), "seed \(seed)")
      }
    }
  }

  @Test func `sheets get names that programs take`() throws {
    let names = ["a/b", "A_B", String(repeating: "長", count: 40), "", "'x"]
    let bytes = WorkbookContent(sheets: names.map { SheetContent(name: $0) }).bytes()
    let read = try Workbook(bytes, name: "n.xlsx").sheets.map(\.name)
    #expect(read == ["a_b", "A_B (2)", String(repeating: "長", count: 31), "_", "_'x"])
  }
}
