import Auditing

/// The fixed report with the tables of its plans, and rows of several submitters.
enum FixedTables {
  static let submitters = [
    Submitter(code: "131067", isBody: false, name: "台東区"),
    Submitter(code: "132012", isBody: false, name: "八王子市"),
    Submitter(code: "132225", isBody: true, name: "東久留米市商工会"),
  ]

  static let report: AuditReport = {
    var report = FixedReport.report
    for submission in report.submissions.indices {
      for plan in report.submissions[submission].plans.indices {
        let count = report.submissions[submission].plans[plan].entryCount
        report.submissions[submission].plans[plan].table = table(
          count, hasTheme: report.submissions[submission].plans[plan].kind == "model")
      }
    }
    return report
  }()

  static func part(
    _ name: String, _ text: String, _ state: TablePartState = .given, amount: Int? = nil,
    basis: String? = nil
  ) -> TablePart {
    TablePart(
      name: name, text: text, state: state, basis: basis, amount: amount,
      location: Location(line: 1))
  }

  static func table(_ count: Int, hasTheme: Bool) -> PlanTable {
    let columns: [FieldName] =
      [.number, .municipality] + (hasTheme ? [.theme] : [])
      + [.title, .description, .category, .cost, .target, .reference, .start, .url, .contact]
    return PlanTable(
      heading: part("heading", "計画書 <b>&\"'"), unit: part("unit", "（単位：千円）", amount: nil),
      columns: columns, rows: (1...count).map { row($0, columns) },
      totals: [
        TableCell(field: .cost, parts: [part("cost", "480,856", amount: 480_856)]),
        TableCell(field: .target, parts: [part("target", "1,174", amount: 1_174)]),
      ], totalsAreLost: false,
      notes: [
        PrintedNote(number: 3, text: "目標の欄には<人数>を書くこと。", location: Location(line: 9)),
        PrintedNote(number: 3, text: "二つ目の注３。", location: Location(line: 10)),
      ])
  }

  private static func row(_ position: Int, _ columns: [FieldName]) -> TableRow {
    let submitter = position == 4 ? nil : submitters[position % submitters.count]
    return TableRow(
      position: position, submitter: submitter,
      cells: columns.map { field in
        TableCell(field: field, parts: parts(field, position, submitter))
      })
  }

  private static func parts(
    _ field: FieldName, _ position: Int, _ submitter: Submitter?
  ) -> [TablePart] {
    switch field {
    case .number: [part("number", "\(position)", amount: position)]
    case .municipality:
      [part("municipality", submitter?.name ?? "", submitter == nil ? .lost : .given)]
    case .title:
      [position == 3 ? part("title", "", .lost) : part("title", "事業その\(position)")]
    case .description:
      [part("description", position == 2 ? FixedReport.hostileText : "内容の一\n内容の二 \(position)")]
    case .cost: [part("cost", "1,000", amount: 1_000)]
    case .target:
      [
        position % 2 == 0
          ? part("target", "-", .dash) : part("target", "\(position)", amount: position)
      ]
    case .reference:
      [position % 2 == 0 ? part("reference", "30", amount: 30) : part("reference", "-", .dash)]
    case .start: [part("start", "令和２年４月", .inferred, basis: "merged-cell")]
    case .url: [part("url", "", .blank)]
    case .contact:
      [part("department", "区民部"), part("section", "", .blank), part("phone", "", .lost)]
    default: [part(field.rawValue, "労働力確保事業")]
    }
  }
}
