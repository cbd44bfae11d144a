import Foundation
import PlanModel
import PlanReading
import TestSupport
import Testing

@Suite struct `Comma-separated values` {
  private func records(_ text: String) throws -> [[String]] {
    try delimitedRecords(of: Array(text.utf8), name: "x.csv").records
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]), ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]), ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\n1;2\n", [["a", "b"], ["1", "2"]]),
    ("sep=;\na;b\n1;2,3\n", [["a", "b"], ["1", "2,3"]]),
    ("a,\"b\r\nc\"\n", [["a", "b\nc"]]), ("a,\"b\"\"c\"\"\"\n", [["a", "b\"c\""]]),
    ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
    ("a,b\n\nc,d\n", [["a", "b"], [""], ["c", "d"]]),
    ("a,=\"0312\",\"=\"\"05\"\"\"\n", [["a", "0312", "05"]]),
    ("a,'=1+1,'x\n", [["a", "=1+1", "'x"]]), ("'03-3546,''03,'0a\n", [["03-3546", "'03", "0a"]]),
    ("\u{FEFF}a,b\n", [["a", "b"]]), ("a,\"\"\n", [["a", ""]]),
  ])
  func `are read as they come`(text: String, expected: [[String]]) throws {
    #expect(try records(text) == expected)
  }

  @Test(arguments: ["a,b\"c,d\n1,2,3\n", "a,\"b\"c,d\n"])
  func `a stray quotation mark is an issue, and the field is kept`(text: String) throws {
    let read = try delimitedRecords(of: Array(text.utf8), name: "x.csv")
    #expect(read.issues.map(\.code) == ["stray-quote"])
    #expect(read.issues.first?.place.column == 2)
    #expect(
      read.records.first?.joined(separator: ",")
        == text.split(separator: "\n").first.map(String.init))
  }

  @Test func `an unclosed quotation mark is an error with its line`() throws {
    #expect(throws: UnreadableInput.unclosedQuote(name: "x.csv", row: 2, line: 3)) {
      try records("\"a\nb\",c\n1,\"2\n3,4\n")
    }
  }

  @Test func `limits are named with what exceeds them`() throws {
    let limits = CSVLimits(rowCountMax: 2, cellByteCountMax: 4, columnCountMax: 3)
    func read(_ text: String) throws {
      _ = try delimitedRecords(of: Array(text.utf8), name: "x", limits: limits)
    }
    try read("a,b\nc,d\n")
    #expect(throws: UnreadableInput.tooManyRows(name: "x", limit: 2)) { try read("a\nb\nc\n") }
    #expect(throws: UnreadableInput.tooManyColumns(name: "x", row: 1, limit: 3)) {
      try read("a,b,c,d\n")
    }
    #expect(
      throws: UnreadableInput.cellTooLong(name: "x", row: 1, column: 2, limit: 4, found: 5)
    ) { try read("a,bcdef\n") }
  }

  @Test func `rows that are too short or too long are issues, and the rest counts`() throws {
    let heading = formHeadings.joined(separator: ",")
    let row = "中央区,支援事業,支援する。,労働力確保事業,\"1,100\",5,-,令和２年４月,,区民部 03-3546-5329"
    let submission = try readingCSV("\(heading)\n1,\(row)\n2,中央区,題\n3,\(row),余り\n4,\(row)\n")
    let plan = try #require(submission.plans.first)
    #expect(plan.entries.compactMap(\.number.value) == [1, 2, 3, 4])
    #expect(submission.issues.map(\.code) == ["short-row", "long-row"])
    #expect(submission.issues.map(\.place.row) == [3, 4])
    #expect(plan.entries[1].cost.state == .lost && plan.entries[1].url.state == .lost)
    #expect(submission.unplaced.map(\.text) == ["余り"])
    #expect(plan.entries[3].contact.phone.value?.digits == "0335465329")
  }

  @Test func `blanks at the ends of values are a fact`() throws {
    let submission = try readingCSV("整理番号,区市町村,事業名,事業内容\n1, 中央区,題　,　説明する。\n")
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.municipality.facts.blanks == .leading)
    #expect(entry.title.facts.blanks == .trailing)
    #expect(entry.description.facts.blanks == nil)
    #expect(entry.municipality.value == .municipality(code: "131024"))
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `what is quoted is unquoted`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", "\"", ",", "\n", ";", "\t", "'", "=", "+1", "-", "@x", " ", "　", "－", "＝", "中", "12,345",
      "'-", "-5",
    ]
    var rows: [[String]] = []
    for _ in 0..<6 {
      rows.append(
        (0..<4).map { _ in
          (0..<Int.random(in: 0...4, using: &generator)).map { _ in
            pieces[Int.random(in: 0..<pieces.count, using: &generator)]
          }.joined()
        })
    }
    let written = csvBytes(ofRows: rows)
    let read = try delimitedRecords(of: written, name: "x.csv", delimiter: UInt8(ascii: ","))
    #expect(read.records == rows, "seed \(seed)")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+81-3", "'+81-3"), ("@a", "'@a"), ("-5", "-5"), ("-1,234", "-1,234"),
    ("-", "-"),
    ("－", "－"), ("―", "―"), ("-abc", "'-abc"), ("＝SUM", "'＝SUM"), ("'=a", "''=a"), ("'a", "'a"),
    ("+5", "+5"), ("03-3546", "03-3546"), ("'03", "''03"),
  ])
  func `no cell is a formula, and numbers and dashes stay`(text: String, written: String) {
    let bytes = csvBytes(ofRows: [[text, "x"]])
    let line = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(line == "\(written.contains(",") ? "\"\(written)\"" : written),x\r\n")
  }

  // Needs the CSV suites, which are no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `csv-spectrum is read as its JSON says`() throws {
    let root = try #require(SharedMaterial.folder).appendingPathComponent(
      "conformance/csv/csv-spectrum")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("csvs").path)
    #expect(files.count >= 12)
    for file in files.sorted() {
      let bytes = Array(try Data(contentsOf: root.appendingPathComponent("csvs/\(file)")))
      let json = try Data(
        contentsOf: root.appendingPathComponent("json/\(file.replacing(".csv", with: ".json"))"))
      let oracle = try JSONSerialization.jsonObject(with: json)
      guard let expected = oracle as? [[String: String]] else {
        // Its JSON is no list of records.
        #expect(file == "location_coordinates.csv")
        continue
      }
      let records = try delimitedRecords(of: bytes, name: file).records
      let found = records.dropFirst().map { row in
        Dictionary(zip(records[0], row), uniquingKeysWith: { first, _ in first })
      }
      let unified = expected.map { $0.mapValues { $0.replacing("\r\n", with: "\n") } }
      #expect(found == unified, "\(file)")
    }
  }

  // Needs the CSV suites, which are no part of the repository.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: ["csv/digital-agency-mr-rules", "hostile/csv", "hostile/utf8"])
  func `tables that are no plans end in a named error`(folder: String) throws {
    let root = try #require(SharedMaterial.folder).appendingPathComponent("conformance/\(folder)")
    for file in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
    where !file.hasSuffix(".json") {
      let bytes = Array(try Data(contentsOf: root.appendingPathComponent(file)))
      do {
        let submission = try read(
          InputBytes(name: file, bytes: bytes), vocabulary: shippedVocabulary(),
          options: ReadingOptions(fiscalYear: nil))
        // Two of the hostile files have headings of the form, and one of its rows.
        #expect(["cp932.csv", "utf8.csv", "utf16be-bom.csv"].contains(file), "\(file)")
        let entry = try #require(submission.plans.first?.entries.first)
        #expect(entry.municipality.text == "中央区")
        #expect(entry.title.text == "①㈱～－髙﨑・表示～", "\(file)")
        #expect(entry.cost.value == .whole(11821), "\(file)")
      } catch let error as UnreadableInput {
        #expect(error.description.contains(file))
        if file == "cp932-bad-trail.csv" {
          #expect(error == .notUTF8(name: file, byteOffset: 2))
        }
        if file == "nul-byte.csv" { #expect(error == .binary(name: file, byteOffset: 7)) }
      }
    }
  }

  // Needs the hostile files, which are no part of the repository.
  @Test(.enabled(if: SharedMaterial.isPresent))
  func `a second byte that looks like a sign does not cut a field`() throws {
    let bytes = try SharedMaterial.bytes("conformance/hostile/csv/cp932-7c.csv")
    #expect(try delimitedRecords(of: bytes, name: "x").records.map(\.count) == [4])
  }

  // Needs the hostile files, which are no part of the repository.
  @Test(
    .enabled(if: SharedMaterial.isPresent),
    arguments: [
      ("cr-only.csv", [["a", "b"], ["1", "2"]]), ("only-header.csv", [["a", "b"]]),
      ("sep-line.csv", [["a", "b"], ["1", "2"]]),
      ("newline-in-quotes.csv", [["番号", "名称"], ["1", "中央区\n若年者"], ["2", "x\"y"]]),
      ("iso2022jp.csv", [["整理番号", "区市町村"], ["1", "中央区"]]),
    ])
  func `hostile files give the records that stand in them`(
    file: String, expected: [[String]]
  ) throws {
    let bytes = try SharedMaterial.bytes("conformance/hostile/csv/\(file)")
    let records = try delimitedRecords(of: bytes, name: file).records
    #expect(records == expected)
  }
}
