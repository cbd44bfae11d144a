import Foundation
import Spreadsheets
import TestSupport
import Testing

/// What another reader sees in a workbook of the conformance suite.
struct Oracle {
  /// Cells by sheet and address, as `openpyxl` and `calamine` give them; either may fail on a file.
  var sheets: [String: [String: [Any]]] = [:]
  var sheetNames: [String] = []
  var isReadable = false

  init(_ name: String) throws {
    let path = "conformance/xlsx/oracle/xlsx__calamine__tests__\(name).json"
    let bytes = try SharedMaterial.bytes(path)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    for reader in ["openpyxl", "calamine"] {
      guard let reading = root[reader] as? [String: Any],
        let list = reading["sheets"] as? [[String: Any]]
      else { continue }
      isReadable = true
      for sheet in list {
        guard let name = sheet["name"] as? String, let cells = sheet["cells"] as? [String: Any]
        else { continue }
        if !sheetNames.contains(name) { sheetNames.append(name) }
        for (address, value) in cells {
          sheets[name, default: [:]][address, default: []].append(value)
        }
      }
    }
  }
}

@Suite(.enabled(if: SharedMaterial.isPresent)) struct `Workbooks of other programs` {
  static let names: [String] = {
    guard let folder = SharedMaterial.folder else { return [] }
    let tests = folder.appendingPathComponent("conformance/xlsx/calamine/tests").path
    do {
      return try FileManager.default.contentsOfDirectory(atPath: tests).sorted()
    } catch {
      return []
    }
  }()

  @Test(arguments: names)
  func `hold the cells that other readers see`(name: String) throws {
    let bytes = try SharedMaterial.bytes("conformance/xlsx/calamine/tests/\(name)")
    let oracle = try Oracle(name)
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      #expect(OfficeFileKind(compoundFile: bytes) == .encryptedWorkbook)
      return
    }
    let workbook: Workbook
    do throws(WorkbookError) {
      workbook = try Workbook(bytes, name: name)
    } catch {
      #expect(!oracle.isReadable, "\(error)")
      #expect("\(error)".hasPrefix(name))
      return
    }
    guard oracle.isReadable else { return }
    for sheet in workbook.sheets {
      #expect(oracle.sheetNames.contains(sheet.name), "\(sheet.name)")
      var expected = oracle.sheets[sheet.name] ?? [:]
      let covered = Set(
        sheet.problems.filter { $0.kind == .coveredCell }.map(\.reference))
      for cell in sheet.rows.flatMap(\.cells) {
        let others = expected.removeValue(forKey: cell.address.text)
        if cell.value == .empty || cell.value == .missingResult || oracle.sheets[sheet.name] == nil
        {
          continue
        }
        // The lists of cells in the oracle end after some hundred.
        guard let others else { continue }
        #expect(
          others.contains { agrees(cell, $0, workbook.dateSystem) },
          "\(name)#\(sheet.name)!\(cell.address.text): \(cell.value) '\(cell.text)', others: \(others)"
        )
      }
      for (address, values) in expected where !covered.contains(address) {
        let isSomething = values.contains { ($0 as? String) != "" }
        #expect(!isSomething, "\(name)#\(sheet.name)!\(address): missing \(values)")
      }
    }
  }

  private func agrees(_ cell: SheetCell, _ other: Any, _ system: DateSystem) -> Bool {
    if let object = other as? [String: Any] {
      if let flag = object["b"] as? Bool { return cell.value == .boolean(flag) }
      guard let date = object["d"] as? String else { return false }
      return cell.isDate && self.date(of: cell, system) == date.replacing(" 00:00:00", with: "")
    }
    switch cell.value {
    case .number(let text):
      guard let value = other as? Double, let own = Double(text) else { return false }
      return abs(own - value) <= 1e-9 * max(1, abs(value))
    case .text(let text):
      guard let words = other as? String else { return false }
      let plain = words.replacing("_x000D_", with: "\r")
      return text == plain || text.trimmingCharacters(in: .whitespacesAndNewlines) == plain
    case .error(let text): return other as? String == text
    case .boolean, .empty, .missingResult: return false
    }
  }

  /// In the notation of the oracle.
  private func date(of cell: SheetCell, _ system: DateSystem) -> String? {
    if case .text(let text) = cell.value { return text.replacing("T", with: " ") }
    guard case .number(let text) = cell.value, let serial = Double(text) else { return nil }
    guard let date = SerialDate(serial: serial, system: system) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(date.hour)):\(two(date.minute)):\(two(date.second))"
    if serial < 1 { return time }
    if serial < 60 {
      return "\(Int(serial)) days, \(date.hour):\(two(date.minute)):\(two(date.second))"
    }
    let day = "\(date.year)-\(two(date.month))-\(two(date.day))"
    return time == "00:00:00" ? day : "\(day) \(time)"
  }
}

@Suite(.enabled(if: SharedMaterial.isPresent)) struct `Hostile workbooks` {
  private func workbook(_ path: String) throws -> Workbook {
    try Workbook(SharedMaterial.bytes("conformance/hostile/\(path)"), name: path)
  }

  private func texts(_ workbook: Workbook) -> [String: String] {
    var found: [String: String] = [:]
    for cell in workbook.sheets.flatMap(\.rows).flatMap(\.cells) {
      found[cell.address.text] = cell.text
    }
    return found
  }

  private func problems(_ workbook: Workbook) -> [SheetProblem.Kind] {
    workbook.sheets.flatMap(\.problems).map(\.kind)
  }

  @Test(arguments: ["ok-inline", "rel-absolute"])
  func `well-formed ones are read wherever their parts lie`(name: String) throws {
    let cells = try texts(workbook("xlsx/\(name).xlsx"))
    #expect(cells["A1"] == "中央区" && cells["B1"] == "11821")
  }

  @Test func `dates are shown by their era formats`() throws {
    let cells = try texts(workbook("xlsx/era-format.xlsx"))
    #expect(
      cells == [
        "A1": "令和2年4月", "B1": "R2.4.1", "C1": "令和2年4月1日", "D1": "平成31年4月",
        "E1": "令和1年5月",
      ])
  }

  @Test func `the leap day of 1900 stays what it was`() throws {
    let workbook = try workbook("xlsx/feb29-1900.xlsx")
    let cells = workbook.sheets.flatMap(\.rows).flatMap(\.cells)
    for cell in cells {
      guard case .number(let text) = cell.value, let serial = Double(text) else { continue }
      let date = try #require(SerialDate(serial: serial, system: .from1900))
      if serial == 60 { #expect(date.month == 2 && date.day == 29 && date.year == 1900) }
      if serial == 61 { #expect(date.month == 3 && date.day == 1 && date.year == 1900) }
    }
    #expect(cells.count > 1)
  }

  @Test func `overlapping merges and cells outside the sheet are said`() throws {
    #expect(
      try problems(workbook("xlsx/merged-overlap.xlsx")) == [.overlappingMerge, .coveredCell])
    let outside = try workbook("xlsx/out-of-range-ref.xlsx")
    #expect(problems(outside) == [.outsideSheet, .outsideSheet, .outsideSheet])
    #expect(texts(outside).isEmpty)
  }

  @Test func `a dimension is only a hint, and rows are sorted`() throws {
    #expect(try texts(workbook("xlsx/dim-lie.xlsx")).count == 2)
    let cells = try texts(workbook("xlsx/rows-out-of-order.xlsx"))
    #expect(cells == ["A1": "0", "B1": "1", "A2": "2"])
  }

  @Test func `escapes are undone once`() throws {
    #expect(try texts(workbook("xlsx/xescape.xlsx")) == ["A1": "a\rb_x0041_"])
  }

  @Test func `every type of cell is read`() throws {
    let workbook = try workbook("xlsx/types.xlsx")
    let cells = workbook.sheets.flatMap(\.rows).flatMap(\.cells)
    #expect(
      cells.map(\.text) == ["TRUE", "#N/A", "x", "2020-04-01", "1000", "0.1", ""])
    #expect(cells.last?.value == .missingResult)
    #expect(problems(workbook) == [.errorValue, .formulaWithoutResult])
  }

  @Test(arguments: [
    ("xlsx/entity-bomb.xlsx", "document type declaration"),
    ("xlsx/rel-escape.xlsx", "out of the workbook"),
    ("zip/traversal.xlsx", "out of the archive"),
    ("zip/bad-data.xlsx", "xl/worksheets/sheet1.xml"),
    ("zip/cd-offset-out.xlsx", "not a ZIP archive"),
    ("zip/70000-members.xlsx", "limit memberCountMax of 2000"),
    ("zip/lzma-method.xlsx", "method 14"),
    ("zip/html-as-xlsx.xlsx", "not a ZIP archive"),
  ])
  func `bad ones end in an error that says why`(path: String, words: String) throws {
    let bytes = try SharedMaterial.bytes("conformance/hostile/\(path)")
    do throws(WorkbookError) {
      _ = try Workbook(bytes, name: path)
      Issue.record("\(path) was read")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func `a prefix before the archive does no harm`() throws {
    let bytes = try SharedMaterial.bytes("conformance/hostile/zip/prefix-junk.xlsx")
    do throws(WorkbookError) {
      #expect(try texts(Workbook(bytes, name: "prefix-junk.xlsx"))["A1"] == "中央区")
    } catch {
      #expect("\(error)".contains("prefix-junk.xlsx"))
    }
  }
}
