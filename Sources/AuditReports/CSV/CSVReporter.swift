internal import Auditing
internal import TextForms

/// Writes the findings for a spreadsheet, one a row; what could not be checked has rows too, so that a run that failed
/// never looks like one without findings.
struct CSVReporter: Reporter {
  let language: ReportLanguage

  func write(_ report: AuditReport, to output: inout [UInt8]) throws(ReportRefusal) {
    let wording = Wording(language: language)
    var csv = CSVWriter()
    csv.record(CSVColumn.allCases.map { $0.heading(in: language) })
    if report.planSubmissions.isEmpty {
      var row = CSVRow(wording)
      row[.record] = CSVRecord.notChecked.name(in: language)
      row[.message] = wording.sentence(for: .nothingToCheck)
      csv.record(row.fields)
    }
    for submission in report.submissions { write(submission, wording, to: &csv) }
    for file in report.skipped {
      var row = CSVRow(wording)
      row[.record] = CSVRecord.skipped.name(in: language)
      row[.file] = file.name
      row.set(file.reason)
      csv.record(row.fields)
    }
    output += csv.finish()
  }

  private func write(_ submission: SubmissionReport, _ wording: Wording, to csv: inout CSVWriter) {
    var frame = CSVRow(wording)
    frame[.file] = submission.source.name
    frame[.format] = submission.source.format
    frame[.encoding] = submission.source.encoding
    frame[.sha256] = submission.source.sha256
    func remark(_ record: CSVRecord, _ change: (inout CSVRow) -> Void) {
      var row = frame
      row[.record] = record.name(in: language)
      change(&row)
      csv.record(row.fields)
    }
    if let failure = submission.failure {
      remark(.notChecked) { row in
        row[.rule] = failure.code
        row.set(failure.message)
      }
      return
    }
    if submission.incompleteness.contains(.nothingChecked) {
      remark(.notChecked) { $0[.message] = wording.sentence(for: .nothingChecked) }
    }
    for (entry, reason) in submission.ledger.compactMap(Self.unchecked) {
      remark(.notChecked) { row in
        row[.rule] = entry.rule
        row[.see] = entry.source(in: language)
        row.set(reason)
      }
    }
    var see: [String: String] = [:]
    for entry in submission.ledger { see[entry.rule] = entry.source(in: language) }
    for finding in submission.findings {
      var row = frame
      row.set(finding, in: submission, see: see[finding.rule])
      csv.record(row.fields)
    }
    for plan in submission.plans {
      for sum in plan.reconciliation { remark(.sum) { $0.set(sum, of: plan) } }
    }
    if submission.unlistedFindingCount > 0 {
      remark(.notChecked) { $0[.message] = wording.unlisted(submission.unlistedFindingCount) }
    }
    for issue in submission.issues {
      remark(.issue) { row in
        row[.rule] = issue.code
        row.set(issue.message)
        row.set(issue.location)
      }
    }
    for note in submission.notes {
      remark(.note) { row in
        row[.rule] = note.code
        row.set(note.message)
      }
    }
  }
}

extension CSVReporter {
  /// A rule that did not judge, and why; `nil` for one that did.
  private static func unchecked(_ entry: LedgerEntry) -> (LedgerEntry, Message)? {
    switch entry.outcome {
    case .notEvaluated(let reason), .switchedOff(let reason): (entry, reason)
    case .held, .failed, .noNode, .waived: nil
    }
  }
}

/// What a row is about.
enum CSVRecord: String, CaseIterable {
  case finding, sum, notChecked, issue, note, skipped

  func name(in language: ReportLanguage) -> String {
    let wording = Wording(language: language)
    return switch self {
    case .finding: wording.word("指摘", "finding")
    case .sum: wording.word("合計の照合", "sum")
    case .notChecked: wording.word("未点検", "not checked")
    case .issue: wording.word("読取記録", "reading issue")
    case .note: wording.word("備考", "note")
    case .skipped: wording.word("対象外", "skipped")
    }
  }
}

/// The columns, in their order.
enum CSVColumn: Int, CaseIterable {
  case record, file, rank, plan, number, municipality, title, field, found, expected, message
  case see, rule, status, waiver, planID, fiscalYear, position, severity, outcome, line, endLine,
    page
  case sheet, cell, row, column, path, related, basis, otherMessage, fingerprint, format, encoding
  case sha256

  func heading(in language: ReportLanguage) -> String {
    let names = headings
    return Wording(language: language).word(names.ja, names.en)
  }

  private var headings: (ja: String, en: String) {
    switch self {
    case .record: ("種別", "record")
    case .file: ("ファイル", "file")
    case .rank: ("水準", "rank")
    case .plan: ("計画", "plan name")
    case .number: ("整理番号", "number")
    case .municipality: ("区市町村", "municipality")
    case .title: ("事業名", "title")
    case .field: ("欄", "field")
    case .found: ("記載", "found")
    case .expected: ("正", "expected")
    case .message: ("指摘", "message")
    case .see: ("根拠", "see")
    case .rule: ("規則", "rule")
    case .status: ("状態", "status")
    case .waiver: ("免除の根拠", "waiver")
    case .planID: ("計画ID", "plan")
    case .fiscalYear: ("年度", "fiscal year")
    case .position: ("件目", "position")
    case .severity: ("重大度", "severity")
    case .outcome: ("区分", "outcome")
    case .line: ("行", "line")
    case .endLine: ("終了行", "end line")
    case .page: ("頁", "page")
    case .sheet: ("シート", "sheet")
    case .cell: ("セル", "cell")
    case .row: ("表の行", "row")
    case .column: ("表の列", "column")
    case .path: ("XPath", "path")
    case .related: ("関連", "related")
    case .basis: ("推定の手がかり", "basis")
    case .otherMessage: ("指摘（英語）", "message (Japanese)")
    case .fingerprint: ("指摘ID", "fingerprint")
    case .format: ("形式", "format")
    case .encoding: ("文字コード", "encoding")
    case .sha256: ("SHA-256", "SHA-256")
    }
  }
}

/// One row while it is filled.
private struct CSVRow {
  private(set) var fields = [String](repeating: "", count: CSVColumn.allCases.count)
  private let wording: Wording

  init(_ wording: Wording) {
    self.wording = wording
  }

  /// A field; what cannot be seen is made visible, so that a record is one line.
  subscript(_ column: CSVColumn) -> String? {
    get { fields[column.rawValue] }
    set { fields[column.rawValue] = newValue.map(InvisibleCharacters.shown) ?? "" }
  }

  mutating func set(_ message: Message) {
    self[.message] = message.text(in: wording.language)
    switch wording.language {
    case .japanese: self[.otherMessage] = message.en
    case .english: self[.otherMessage] = message.ja
    }
  }

  mutating func set(_ location: Location) {
    self[.line] = location.line.map(String.init)
    self[.endLine] = location.endLine.map(String.init)
    self[.page] = location.page.map(String.init)
    self[.sheet] = location.sheet
    self[.cell] = location.cell
    self[.row] = location.row.map(String.init)
    self[.column] = location.column.map(String.init)
    self[.path] = location.path
  }

  private mutating func set(_ plan: PlanSummary) {
    self[.plan] = plan.name(in: wording.language)
    self[.planID] = plan.id
    self[.fiscalYear] = plan.fiscalYear.map(String.init)
  }

  /// What is stated, what the entries add up to, and the difference with what explains it.
  mutating func set(_ sum: Reconciliation, of plan: PlanSummary) {
    set(plan)
    self[.field] = sum.field.name(in: wording.language)
    self[.found] = sum.stated.map(String.init)
    self[.expected] = sum.computed.map(String.init)
    let difference = sum.difference.map(grouped) ?? "?"
    set(sum.explanation ?? Message(ja: "差 \(difference)", en: "difference \(difference)"))
  }

  mutating func set(_ finding: Finding, in submission: SubmissionReport, see: String?) {
    let plan = submission.plans.first { $0.id == finding.plan }
    self[.record] = CSVRecord.finding.name(in: wording.language)
    self[.rank] = wording.singular(finding.rank)
    if let plan { set(plan) }
    self[.planID] = finding.plan
    self[.position] = finding.position.map(String.init)
    self[.number] = finding.number
    self[.municipality] = finding.municipality
    self[.title] = finding.title
    self[.field] = finding.field?.name(in: wording.language)
    self[.found] = finding.found
    self[.expected] = finding.expected
    set(finding.message)
    self[.see] = see
    self[.rule] = finding.rule
    self[.status] = wording.name(of: finding.status)
    self[.severity] = finding.severity.rawValue
    self[.outcome] = finding.outcome.rawValue
    set(finding.location)
    let text = FindingText(
      language: wording.language, sourceName: submission.source.name,
      plans: submission.plans)
    self[.waiver] = text.evidence(finding)
    self[.related] = finding.related.map { text.describe($0, for: finding) }
      .joined(separator: wording.listSeparator)
    self[.basis] = finding.basis
    self[.fingerprint] = finding.fingerprint
  }
}
