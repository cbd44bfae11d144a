import Foundation
import PlanModel
import PlanReading
import Spreadsheets
import TestSupport
import Testing

/// Field by field, how often a form of the real document differs from its careful reading.
struct GoldComparison {
  private(set) var table: [String: (compared: Int, differing: Int)] = [:]
  private(set) var differences: [String] = []

  mutating func compare<Value: Equatable>(
    _ field: String, _ found: Value?, _ expected: Value?, at place: String
  ) {
    table[field, default: (0, 0)].compared += 1
    if found == expected { return }
    table[field, default: (0, 0)].differing += 1
    differences.append(
      "\(place) \(field): \(found.map { "\($0)" } ?? "-"), expected \(expected.map { "\($0)" } ?? "-")"
    )
  }

  /// A line a field: compared and differing values.
  var summary: String {
    table.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value.compared) compared, \($0.value.differing) differ" }
      .joined(separator: "\n")
  }
}

@Suite(.enabled(if: SharedMaterial.isPresent)) struct `The real document as a workbook` {
  private static let name = "seed/derived/plan.xlsx"

  private static func submission() throws -> Submission {
    try read(
      InputBytes(name: "plan.xlsx", bytes: SharedMaterial.bytes(name)),
      vocabulary: shippedVocabulary(), options: ReadingOptions(fiscalYear: nil))
  }

  private func isLost(_ totals: Totals?) -> Bool {
    switch totals {
    case .lost?: true
    case .stated(let sums)?:
      [sums.cost, sums.target, sums.reference].allSatisfy { $0.state == .lost }
    case nil: false
    }
  }

  private func amount(_ field: Field<AmountReading>) -> Int? {
    guard case .whole(let amount)? = field.value else { return nil }
    return amount
  }

  private func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  @Test func `gives the values of the careful reading`() throws {
    let gold = try GoldDocument.load()
    let submission = try Self.submission()
    #expect(submission.plans.map(\.kind) == [.general, .model])
    #expect(submission.plans.map(\.fiscalYear) == [2020, 2020])
    var comparison = GoldComparison()
    for (plan, expected) in zip(submission.plans, gold.documents) {
      #expect(plan.entries.count == expected.entries.count)
      #expect(plan.unit.value == 1000)
      #expect(plan.notes.map(\.number) == expected.notes.map { $0.number })
      for (note, words) in zip(plan.notes, expected.notes) {
        comparison.compare("note", plain(note.text), plain(words.text), at: "note \(words.number)")
      }
      for (entry, expected) in zip(plan.entries, expected.entries) {
        compare(entry, expected, &comparison)
      }
      // The workbook's sums are formulas without a result, so that they are lost.
      #expect(isLost(plan.totals))
    }
    print("plan.xlsx against the careful reading\n" + comparison.summary)
    #expect(comparison.differences == [], "\(comparison.summary)")
    #expect(submission.unplaced == [])
    #expect(submission.issues.map(\.code) == .init(repeating: "formula-without-result", count: 6))
  }

  private func compare(
    _ entry: Entry, _ expected: GoldDocument.EntryReading, _ comparison: inout GoldComparison
  ) {
    let place = "\(expected.number) \(expected.municipality)"
    comparison.compare("number", entry.number.value, expected.number, at: place)
    comparison.compare("municipality", entry.municipality.text, expected.municipality, at: place)
    comparison.compare("theme", entry.theme?.text, expected.theme, at: place)
    if let title = expected.title, expected.title_candidates_merged.isEmpty {
      comparison.compare("title", plain(entry.title.text), plain(title), at: place)
    }
    comparison.compare(
      "description", plain(entry.description.text), plain(expected.description), at: place)
    // The careful reading has another word for 処遇改善.
    let category = expected.category_key == "treatment" ? "conditions" : expected.category_key
    comparison.compare("category", entry.category.value?.code, category, at: place)
    comparison.compare("cost", amount(entry.cost), expected.cost, at: place)
    comparison.compare("target", amount(entry.target), expected.target, at: place)
    comparison.compare("reference", amount(entry.reference), expected.reference, at: place)
    comparison.compare("start", entry.start.value.map { "\($0)" } != nil, true, at: place)
    comparison.compare(
      "url", entry.url.text.isEmpty ? nil : entry.url.text, expected.url, at: place)
    comparison.compare(
      "phone", entry.contact.phone.value?.digits, expected.phone.filter(\.isNumber), at: place)
    comparison.compare(
      "department", plain(entry.contact.department.text + entry.contact.section.text),
      plain(expected.department.joined()), at: place)
  }

  @Test func `knows its cells`() throws {
    let submission = try Self.submission()
    let entry = try #require(submission.plans.first?.entries.first)
    #expect(entry.cost.place.sheet == "一般事業" && entry.cost.place.cell == "F4")
    #expect(entry.start.text == "令和2年4月")
    let merged = submission.plans[0].entries.first { $0.title.place.cell == "C8:C9" }
    #expect(merged != nil)
  }
}

@Suite struct `Plans in workbooks` {
  private func reading(_ sheet: SheetContent) throws -> Submission {
    let bytes = WorkbookContent(sheets: [sheet]).bytes()
    return try read(
      InputBytes(name: "plan.xlsx", bytes: bytes), vocabulary: shippedVocabulary(),
      options: ReadingOptions(fiscalYear: nil))
  }

  private func sheet(_ rows: [[CellContent.Value]]) -> SheetContent {
    var sheet = SheetContent(name: "一般事業")
    sheet.rows = rows.map { RowContent($0.map { CellContent($0) }) }
    return sheet
  }

  private static let header: [CellContent.Value] = [
    "整理番号", "区市町村", "事業名", "事業内容", "事業区分", "事業費", "目標", "参考", "事業開始（予定）月", "URL", "問合せ先",
  ].map { .text($0) }

  private func entry(_ number: Int, _ title: CellContent.Value) -> [CellContent.Value] {
    [
      .number(number), .text("中央区"), title, .text("区内の企業と求職者を結ぶ面談会を年に三回開く。"),
      .text("労働力確保事業"), .number(1000), .number(5), .text("-"), .text("令和２年４月"), .empty,
      .text("区民部\n商工観光課\n03-3546-5329"),
    ]
  }

  @Test func `a merged title belongs to all its rows, with its range`() throws {
    var sheet = sheet([
      [.text("地域人材確保総合支援事業（一般事業）計画書（令和２年度）")], Self.header,
      entry(1, .text("就労支援事業")), entry(2, .empty),
    ])
    sheet.merges = [CellRange("C3:C4")].compactMap { $0 }
    let plan = try #require(try reading(sheet).plans.first)
    #expect(plan.entries.map(\.title.text) == ["就労支援事業", "就労支援事業"])
    #expect(plan.entries.map(\.title.state) == [.given, .given])
    #expect(plan.entries.map(\.title.place.cell) == ["C3:C4", "C3:C4"])
  }

  @Test func `a totals row of formulas without results is lost and not blank`() throws {
    let sheet = sheet([
      [.text("地域人材確保総合支援事業（一般事業）計画書（令和２年度）")], Self.header, entry(1, .text("就労支援事業")),
      [
        .text("合計"), .empty, .empty, .empty, .empty, .notAvailable, .notAvailable, .notAvailable,
      ],
    ])
    let submission = try reading(sheet)
    switch submission.plans.first?.totals {
    case .lost?: break
    case .stated(let totals)?: #expect(totals.cost.state == .lost)
    case nil: Issue.record("no totals row")
    }
    #expect(submission.issues.map(\.code).contains("formula-without-result"))
  }

  @Test func `the words of a number format are not those of the cell`() throws {
    var content = sheet([entry(1, .text("若者就労支援事業")), entry(2, .text("介護人材確保事業"))])
    let row = try #require(content.rows.firstIndex { $0.cells.first?.value == .number(1) })
    let column = try #require(
      content.rows[row].cells.indices.last { index in
        if case .number = content.rows[row].cells[index].value { true } else { false }
      })
    content.rows[row].cells[column].style.numberFormat = "0\"人\""
    let target = try #require(try reading(content).plans.first?.entries.first?.target)
    #expect(target.value != nil && !target.text.contains("人"))
  }

  @Test(arguments: [
    ("千円", "#,##0\"百万円\"", false), ("千円", "#,##0\"円\"", false), ("千円", "#,##0\"千円\"", true),
    ("千円", "\"¥\"#,##0", false), ("円", "\"¥\"#,##0", true), ("円", "\"￥\"* #,##0", true),
  ])
  func `a unit of money in a number format is the plan's or stays`(
    unit: String, format: String, isRead: Bool
  ) throws {
    var content = sheet([
      [.text("地域人材確保総合支援事業（一般事業）計画書（令和２年度）")], [.text("（単位：\(unit)）")], Self.header,
      entry(1, .text("若者就労支援事業")),
    ])
    let row = try #require(content.rows.firstIndex { $0.cells.first?.value == .number(1) })
    let column = try #require(
      content.rows[row].cells.indices.first { index in
        if index > 0, case .number = content.rows[row].cells[index].value { true } else { false }
      })
    content.rows[row].cells[column].style.numberFormat = format
    let plan = try #require(try reading(content).plans.first)
    #expect(plan.unit.text.contains(unit))
    let cost = try #require(plan.entries.first?.cost)
    #expect((cost.value != nil) == isRead)
    #expect(cost.text.allSatisfy { $0.isNumber || $0 == "," } == isRead)
  }

  @Test func `an empty cell of a required column is blank`() throws {
    let sheet = sheet([
      [.text("地域人材確保総合支援事業（一般事業）計画書（令和２年度）")], Self.header, entry(1, .empty),
    ])
    #expect(try reading(sheet).plans.first?.entries.first?.title.state == .blank)
  }

  @Test func `other office files are refused by what they are`() throws {
    let bytes: [UInt8] =
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
      + "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(
      throws: UnreadableInput.notWorkbook(
        .notSpreadsheetML(name: "plan.xlsx", kind: .encryptedWorkbook))
    ) {
      try read(
        InputBytes(name: "plan.xlsx", bytes: bytes), vocabulary: shippedVocabulary(),
        options: ReadingOptions(fiscalYear: nil))
    }
  }
}
