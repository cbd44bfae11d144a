import AuditReports
import Auditing
import Foundation
import TestSupport
import Testing

@testable import AuditReports

@Suite struct `Letters by municipality` {
  private static let options = ReporterOptions(
    language: .japanese, colour: false, junitProfile: .default)

  private static func part(_ name: String, _ text: String) -> TablePart {
    FixedTables.part(name, text, amount: Int(text))
  }

  /// A plan whose every value names its owner, so that a leak can be seen.
  private static func plan(_ owners: [Submitter?], id: String = "general") -> PlanSummary {
    let columns: [FieldName] = [.number, .municipality, .title, .description, .cost, .contact]
    let rows = owners.enumerated().map { index, owner in
      let name = owner?.name ?? "不明"
      return TableRow(
        position: index + 1, submitter: owner,
        cells: columns.map { field in
          let text =
            switch field {
            case .number: "\(index + 1)"
            case .cost: "\(1000 + index)"
            case .municipality: owner?.name ?? ""
            default: "\(name)の秘密\(field.rawValue)\(index + 1)番"
            }
          return TableCell(field: field, parts: [part(field.rawValue, text)])
        })
    }
    var table = FixedTables.table(1, hasTheme: false)
    table.columns = columns
    table.rows = rows
    return PlanSummary(
      id: id, kind: "general", fiscalYear: 2020, entryCount: rows.count, unitYen: 1000,
      reconciliation: [
        Reconciliation(field: .cost, stated: 98_765, computed: 98_764, explanation: nil)
      ], table: table)
  }

  private static func finding(
    _ plan: PlanSummary, _ position: Int?, _ message: String, related: [Int] = [], number: Int
  ) -> Finding {
    let row = plan.table?.rows.first { $0.position == position }
    func place(_ position: Int) -> RelatedPlace {
      RelatedPlace(
        plan: plan.id, position: position, number: "\(position)",
        municipality: plan.table?.rows[position - 1].submitter?.name, location: Location(line: 1))
    }
    return Finding(
      rule: "DSC-05", severity: .warning, outcome: .breach, plan: plan.id, position: position,
      number: row?.cell(.number)?.text, municipality: row?.submitter?.name,
      title: row?.cell(.title)?.text, field: position == nil ? .cost : .description, found: nil,
      expected: nil, message: Message(ja: message, en: nil), location: Location(line: 3),
      related: related.map(place), basis: nil, fingerprint: FixedReport.fingerprint(number),
      status: .open)
  }

  private static func report(_ plans: [PlanSummary], _ findings: [Finding]) -> AuditReport {
    var report = FixedReport.cleanReport
    report.submissions[0].plans = plans
    report.submissions[0].findings = findings
    report.submissions[0].issues = [
      ReportedIssue(
        code: "torn", message: Message(ja: "台東区の秘密title1番", en: nil), location: Location())
    ]
    return report
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `no letter holds a word of another submitter, and no finding is lost`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var owners: [Submitter?] = []
    for _ in 0..<12 {
      let pick = Int.random(in: 0...FixedTables.submitters.count, using: &generator)
      owners.append(pick == FixedTables.submitters.count ? nil : FixedTables.submitters[pick])
    }
    let plan = Self.plan(owners)
    let rows = try #require(plan.table).rows
    let findings = (0..<60).map { number in
      let position = Int.random(in: 0...12, using: &generator)
      let quoted = Int.random(in: 0..<12, using: &generator)
      let words = rows[quoted].cell(.description)?.text ?? ""
      let relates = Int.random(in: 0...3, using: &generator) == 0
      return Self.finding(
        plan, position == 0 ? nil : position, "「\(words)」と同じです。",
        related: relates ? [quoted + 1] : [], number: number)
    }
    let report = Self.report([plan], findings)
    let division = LetterDivision(report)
    let told =
      division.letters.flatMap { $0.report.submissions.flatMap(\.findings) }
      + division.office.submissions.flatMap(\.findings)
    #expect(
      told.map(\.fingerprint).sorted() == findings.map(\.fingerprint).sorted(), "seed \(seed)")
    for letter in division.letters {
      var files: [UInt8] = LetterPage(letter: letter, language: .japanese).bytes()
      try CSVReporter(language: .japanese).write(letter.report, to: &files)
      let text = String(decoding: files, as: UTF8.self)
      for other in FixedTables.submitters where other.name != letter.addressee.name {
        #expect(!text.contains("\(other.name)の秘密"), "seed \(seed): \(letter.addressee.name)")
      }
      #expect(!text.contains("不明の秘密") && !text.contains("98,765") && !text.contains("98,764"))
      #expect(text.contains("\(letter.addressee.name)の秘密"), "its own entries are there")
    }
  }

  @Test func `who submits alone gets what is about the whole plan too`() throws {
    let plan = Self.plan([FixedTables.submitters[1], FixedTables.submitters[1]])
    let whole = Self.finding(plan, nil, "合計が違います。", number: 1)
    let division = LetterDivision(Self.report([plan], [whole]))
    let letter = try #require(division.letters.first)
    #expect(division.letters.count == 1)
    #expect(letter.report.submissions[0].findings == [whole])
    #expect(letter.report.submissions[0].plans[0].reconciliation.count == 1)
    #expect(division.office.submissions[0].findings.isEmpty)
  }

  @Test func `what concerns several submitters, all of them or nobody known stays in the office`()
    throws
  {
    let plan = Self.plan([FixedTables.submitters[0], FixedTables.submitters[1], nil])
    let findings = [
      Self.finding(plan, 1, "番号が重複しています。", related: [2], number: 1),
      Self.finding(plan, nil, "合計が違います。", number: 2),
      Self.finding(plan, 3, "区市町村が読み取れません。", number: 3),
      Self.finding(plan, 2, "短すぎます。", number: 4),
      Self.finding(plan, 2, "台東区の前に移してください。", number: 5),
    ]
    let division = LetterDivision(Self.report([plan], findings))
    #expect(
      division.office.submissions[0].findings.map(\.fingerprint)
        == [1, 2, 3, 5].map(FixedReport.fingerprint))
    #expect(division.letters.map(\.addressee.name) == ["台東区", "八王子市"])
    #expect(division.letters.map(\.keptBackCount) == [1, 1])
    let index = String(
      decoding: LetterIndexPage(division: division, language: .japanese).bytes(), as: UTF8.self)
    for finding in division.office.submissions[0].findings {
      #expect(index.contains(finding.fingerprint))
    }
    #expect(index.contains("送付しないこと"))
  }

  @Test func `one letter gathers the rows of all plans and submissions`() throws {
    let first = Self.plan([FixedTables.submitters[0], FixedTables.submitters[1]])
    let second = Self.plan([FixedTables.submitters[1]], id: "model")
    var report = Self.report([first, second], [])
    report.submissions.append(report.submissions[0])
    let letters = LetterDivision(report).letters
    #expect(letters.map(\.fileName) == ["131067-台東区", "132012-八王子市"])
    #expect(letters[1].report.submissions.flatMap(\.plans).count == 4)
  }

  @Test(arguments: [
    (Submitter(code: nil, isBody: true, name: "../../etc/passwd"), "000000-______etc_passwd"),
    (Submitter(code: "131067", isBody: false, name: "a\u{202E}b\u{0} :*?"), "131067-a_b_____"),
    (
      Submitter(code: nil, isBody: true, name: String(repeating: "長", count: 500)),
      "000000-" + String(repeating: "長", count: 40)
    ),
  ])
  func `a file's name holds letters and digits only`(submitter: Submitter, name: String) {
    #expect(Addressee(submitter).plainFileName == name)
  }

  @Test func `two names that come to one file get two files`() {
    let plan = Self.plan([
      Submitter(code: nil, isBody: true, name: "a/b組合"),
      Submitter(code: nil, isBody: true, name: "a:b組合"),
    ])
    let letters = LetterDivision(Self.report([plan], [])).letters
    #expect(letters.map(\.fileName) == ["000000-a_b組合", "000000-a_b組合-2"])
  }

  @Test func `a letter without findings says so, in CSV too`() throws {
    let plan = Self.plan([FixedTables.submitters[0], FixedTables.submitters[1]])
    let letter = try #require(LetterDivision(Self.report([plan], [])).letters.first)
    let page = String(
      decoding: LetterPage(letter: letter, language: .japanese).bytes(), as: UTF8.self)
    #expect(page.contains("指摘事項はありません") && !page.contains("回答欄"))
    var csv: [UInt8] = []
    try CSVReporter(language: .japanese).write(letter.report, to: &csv)
    #expect(FindingReading.records(csv).count == 1)
  }

  @Test func `the other formats are not divided`() {
    let division = LetterDivision(FixedTables.report)
    for format in ReportFormat.allCases where !ReportFormat.dividedFormats.contains(format) {
      #expect(throws: ReportRefusal.notByMunicipality(format: format)) {
        try format.files(of: division, Self.options)
      }
    }
  }

  @Test(arguments: [0, 1, 2])
  func `a letter matches its golden file`(index: Int) throws {
    let letter = LetterDivision(FixedTables.report).letters[index]
    try expectGolden(
      LetterPage(letter: letter, language: index == 0 ? .english : .japanese).bytes(),
      "letter-\(index + 1).html")
  }
}
