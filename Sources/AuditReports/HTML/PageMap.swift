internal import Auditing

/// A finding with its place in the list and on the page.
struct NumberedFinding {
  var finding: Finding
  /// From 1, in the order of the list, within the submission.
  var number: Int
  /// The id of its element.
  var id: String
  /// The id of the cell that it speaks of, where the page shows it.
  var target: String?
}

/// Where everything about one submission stands on the page.
struct PageMap {
  let submission: SubmissionReport
  /// Begins the id of every element of the submission.
  let prefix: String
  /// The findings in the order of the list; those that are told together in one array.
  private(set) var items: [[NumberedFinding]] = []
  private var marks: [String: [NumberedFinding]] = [:]
  /// For each plan, the index of the row that holds a position.
  private let rows: [String: [Int: Int]]
  private let planIndexes: [String: Int]

  /// The map of the submission number `number`, from 1; its findings are numbered from `first`, and those of a rule
  /// that has many are told together where it `rollsUp`.
  init(_ submission: SubmissionReport, number: Int, first: Int = 1, rollsUp: Bool = true) {
    self.submission = submission
    prefix = "s\(number)"
    planIndexes = Dictionary(
      submission.plans.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    rows = submission.plans.reduce(into: [:]) { rows, plan in
      rows[plan.id] = Dictionary(
        (plan.table?.rows ?? []).enumerated().map { ($0.element.position, $0.offset) },
        uniquingKeysWith: { first, _ in first })
    }
    var number = first - 1
    var ids: [String: Int] = [:]
    let groups =
      rollsUp
      ? FindingOrder.rolledUp(submission.findings)
      : FindingOrder.worstFirst(submission.findings).map { [$0] }
    for group in groups {
      var item: [NumberedFinding] = []
      for finding in group {
        number += 1
        ids[finding.fingerprint, default: 0] += 1
        let copy = ids[finding.fingerprint].map { $0 > 1 ? "-\($0)" : "" } ?? ""
        item.append(
          NumberedFinding(
            finding: finding, number: number,
            id: "\(prefix)-f-\(Self.plain(finding.fingerprint))\(copy)", target: target(of: finding)
          ))
      }
      items.append(item)
      for numbered in item {
        if let target = numbered.target { marks[target, default: []].append(numbered) }
      }
    }
  }

  /// Whether it has plans and rules to show.
  var hasPlans: Bool { submission.failure == nil && submission.role == .plans }

  /// The findings about the element `id`.
  func marks(at id: String) -> [NumberedFinding] { marks[id] ?? [] }

  /// The id of the plan at `index`, from 0.
  func plan(_ index: Int) -> String { "\(prefix)-p\(index + 1)" }

  /// The id of a row.
  func row(_ row: Int, plan: Int) -> String { "\(self.plan(plan))-e\(row + 1)" }

  /// The id of a cell.
  func cell(_ field: FieldName, row: Int, plan: Int) -> String {
    "\(self.row(row, plan: plan))-\(field.rawValue)"
  }

  /// The id of the cell of the entry at `position`, or of its row where the table lacks the column.
  func cell(_ field: FieldName, position: Int, plan: Int) -> String? {
    let summary = submission.plans[plan]
    guard let row = rows[summary.id]?[position], let table = summary.table else { return nil }
    return table.rows[row].cell(field) == nil
      ? self.row(row, plan: plan) : cell(field, row: row, plan: plan)
  }

  /// The id of a part of a plan outside its rows.
  func part(_ field: FieldName, plan: Int) -> String { "\(self.plan(plan))-\(field.rawValue)" }

  /// The id of a printed note.
  func note(_ number: Int, plan: Int) -> String { "\(self.plan(plan))-note-\(number)" }

  /// The plan of a finding, with its index.
  func plan(of finding: Finding) -> (index: Int, plan: PlanSummary)? {
    guard let id = finding.plan, let index = planIndexes[id] else { return nil }
    return (index, submission.plans[index])
  }

  /// The id of the row of a related place.
  func row(of place: RelatedPlace) -> String? {
    guard let id = place.plan, let index = planIndexes[id], let position = place.position,
      let row = rows[id]?[position]
    else { return nil }
    return self.row(row, plan: index)
  }

  private func target(of finding: Finding) -> String? {
    guard let (index, plan) = plan(of: finding), let table = plan.table else { return nil }
    if let position = finding.position {
      guard let row = rows[plan.id]?[position] else { return self.plan(index) }
      let column = finding.field.flatMap { table.columns.contains($0) ? $0 : nil } ?? .number
      return cell(column, row: row, plan: index)
    }
    switch finding.field {
    case .cost, .target, .reference:
      guard let field = finding.field, table.totals.contains(where: { $0.field == field }) else {
        return part(.totals, plan: index)
      }
      return "\(part(.totals, plan: index))-\(field.rawValue)"
    case .totals: return part(.totals, plan: index)
    case .heading: return part(.heading, plan: index)
    case .unit: return part(.unit, plan: index)
    case .note where !table.notes.isEmpty: return part(.note, plan: index)
    default: return self.plan(index)
    }
  }

  /// `text` with nothing that an id may not have.
  private static func plain(_ text: String) -> String {
    String(
      text.unicodeScalars.map {
        $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0) ? Character($0) : "_"
      })
  }
}
