package import Auditing

/// What is sent to one addressee.
package struct Letter: Sendable {
  package var addressee: Addressee
  /// The name of its files without an ending, unique among the letters.
  package var fileName: String
  /// The run as the addressee may see it: its own rows, its own findings.
  package var report: AuditReport
  /// Findings at its rows that speak of others' rows too and are therefore kept back.
  package var keptBackCount: Int
}

/// A report divided by municipality: letters that hold nothing of each other, and the rest, which stays in the office.
///
/// Every finding is in exactly one letter or in the rest. A finding goes to who submitted its row. What is about a plan
/// or a submission as a whole goes to its submitter where there is only one, else it stays; so does a finding that
/// names a row or a value of another submitter, and one whose row has no known submitter.
package struct LetterDivision: Sendable {
  /// In the order of the municipalities' codes.
  package private(set) var letters: [Letter] = []
  /// The run with the findings that are in no letter.
  package private(set) var office: AuditReport

  package init(_ report: AuditReport) {
    office = report
    var divider = Divider(report)
    office.submissions = report.submissions.indices.map { divider.divide($0) }
    var names: [String: Int] = [:]
    letters = divider.letters.values.sorted { Addressee.precedes($0.addressee, $1.addressee) }
    for index in letters.indices {
      let name = letters[index].addressee.plainFileName
      names[name.lowercased(), default: 0] += 1
      let count = names[name.lowercased()] ?? 1
      letters[index].fileName = count == 1 ? name : "\(name)-\(count)"
    }
  }
}

/// Divides one report.
private struct Divider {
  private let report: AuditReport
  private var foreign = ForeignWords()
  private(set) var letters: [String: Letter] = [:]

  init(_ report: AuditReport) {
    self.report = report
    for submission in report.submissions {
      for row in submission.plans.flatMap({ $0.table?.rows ?? [] }) {
        foreign.add(row, owner: row.submitter.map { Addressee($0).key })
      }
    }
  }

  /// Puts what belongs to addressees of the submission at `index` into their letters and gives what is left of it.
  mutating func divide(_ index: Int) -> SubmissionReport {
    let submission = report.submissions[index]
    let owners = RowOwners(submission)
    var own: [String: [Finding]] = [:]
    var keptBack: [String: Int] = [:]
    var rest: [Finding] = []
    for finding in submission.findings {
      guard let key = owners.key(of: finding) else {
        rest.append(finding)
        continue
      }
      if owners.sole == key || isOnly(finding, of: key, owners) {
        own[key, default: []].append(finding)
      } else {
        keptBack[key, default: 0] += 1
        rest.append(finding)
      }
    }
    for (key, addressee) in owners.addressees {
      let part = part(of: submission, for: key, findings: own[key] ?? [], owners)
      var letter = letters[key] ?? letter(to: addressee)
      letter.report.submissions.append(part)
      letter.keptBackCount += keptBack[key, default: 0]
      letters[key] = letter
    }
    var left = submission
    left.findings = rest
    return left
  }

  private func letter(to addressee: Addressee) -> Letter {
    var empty = report
    empty.submissions = []
    empty.skipped = []
    return Letter(addressee: addressee, fileName: "", report: empty, keptBackCount: 0)
  }

  /// Whether a finding speaks of nobody's rows and values but those of `key`.
  private func isOnly(_ finding: Finding, of key: String, _ owners: RowOwners) -> Bool {
    guard finding.related.allSatisfy({ owners.key(of: $0) == key }) else { return false }
    let own = owners.rows(of: finding).flatMap(ForeignWords.values)
    let words = [
      finding.message.ja, finding.message.en, finding.found, finding.expected, finding.title,
      finding.municipality,
    ].compactMap { $0 }
    return !words.contains {
      foreign.areIn($0, for: key, own: own)
    }
  }

  /// The submission as `key` may see it.
  private func part(
    of submission: SubmissionReport, for key: String, findings: [Finding], _ owners: RowOwners
  ) -> SubmissionReport {
    var part = submission
    part.findings = findings.map { finding in
      var finding = finding
      // Who asked, who approved and why is the office's.
      finding.waiver = nil
      return finding
    }
    part.plans = submission.plans.compactMap { plan in
      guard let table = plan.table else { return nil }
      if owners.soleByPlan[plan.id] == key { return plan }
      let rows = table.rows.filter { $0.submitter.map { Addressee($0).key } == key }
      return rows.isEmpty
        ? nil : plan.holding(rows, of: table) { foreign.areIn($0, for: key, own: []) }
    }
    if owners.sole == key { return part }
    part.validation = nil
    part.issues = []
    part.notes = []
    let counts = findings.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
    part.ledger = submission.ledger.map { entry in
      var entry = entry
      entry.failedCount = counts[entry.rule, default: 0]
      // What a rule found at other rows is not the addressee's to know.
      switch entry.outcome {
      case .failed, .waived: if entry.failedCount == 0 { entry.outcome = .held }
      case .held, .noNode, .notEvaluated, .switchedOff: break
      }
      return entry
    }
    return part
  }
}

extension PlanSummary {
  /// The plan with `rows` alone: no sums, and no words around the table that are somebody else's.
  fileprivate func holding(
    _ rows: [TableRow], of table: PlanTable, isForeign: (String) -> Bool
  ) -> PlanSummary {
    var plan = self
    plan.reconciliation = []
    plan.entryCount = rows.count
    var own = table
    own.rows = rows
    own.totals = []
    own.notes = table.notes.filter { !isForeign($0.text) }
    if isForeign(table.heading.text) { own.heading.text = "" }
    if isForeign(table.unit.text) { own.unit.text = "" }
    plan.table = own
    return plan
  }
}

/// Who submitted which row of a submission.
private struct RowOwners {
  /// The submitters, by key.
  private(set) var addressees: [String: Addressee] = [:]
  private var rows: [String: [Int: TableRow]] = [:]
  /// The only submitter of a plan, by the plan's id.
  private(set) var soleByPlan: [String: String] = [:]
  /// The only submitter of all rows.
  private(set) var sole: String?
  private var keys: [String: [Int: String]] = [:]

  init(_ submission: SubmissionReport) {
    var hasUnowned = false
    for plan in submission.plans {
      var planKeys: Set<String?> = []
      for row in plan.table?.rows ?? [] {
        let addressee = row.submitter.map { Addressee($0) }
        planKeys.insert(addressee?.key)
        guard let addressee else {
          hasUnowned = true
          continue
        }
        let key = addressee.key
        if addressees[key] == nil { addressees[key] = addressee }
        rows[plan.id, default: [:]][row.position] = row
        // A position that comes twice tells nobody's row.
        let known = keys[plan.id]?[row.position]
        keys[plan.id, default: [:]][row.position] = known == nil || known == key ? key : ""
      }
      if planKeys.count == 1, let only = planKeys.first { soleByPlan[plan.id] = only }
    }
    if addressees.count == 1, !hasUnowned { sole = addressees.keys.first }
  }

  /// The rows that a finding speaks of.
  func rows(of finding: Finding) -> [TableRow] {
    let places =
      [(finding.plan, finding.position)] + finding.related.map { ($0.plan, $0.position) }
    return places.compactMap { plan, position in
      guard let plan, let position else { return nil }
      return rows[plan]?[position]
    }
  }

  /// Who a finding is for.
  func key(of finding: Finding) -> String? {
    guard let plan = finding.plan else { return sole }
    guard let position = finding.position else { return soleByPlan[plan] }
    return key(position, in: plan)
  }

  /// Whose row a related place is.
  func key(of place: RelatedPlace) -> String? {
    guard let plan = place.plan, let position = place.position else { return sole }
    return key(position, in: plan)
  }

  private func key(_ position: Int, in plan: String) -> String? {
    keys[plan]?[position].flatMap { $0.isEmpty ? nil : $0 }
  }
}
