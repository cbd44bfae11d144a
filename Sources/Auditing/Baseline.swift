/// A finding that is known and accepted for now.
package struct BaselineEntry: Equatable, Sendable {
  /// The name of the submission.
  package var submission: String
  package var fingerprint: String
  /// How many findings of the submission have this fingerprint; at least 1.
  package var count: Int
  package var rule: String
  package var plan: String?
  package var municipality: String?
  package var title: String?
  package var field: FieldName?
  /// What the finding said, for a reader of the file.
  package var message: String
  /// The line in its file, if it was read from one.
  package var line: Int?

  package init(
    submission: String, fingerprint: String, count: Int, rule: String, plan: String?,
    municipality: String?, title: String?, field: FieldName?, message: String, line: Int?
  ) {
    self.submission = submission
    self.fingerprint = fingerprint
    self.count = count
    self.rule = rule
    self.plan = plan
    self.municipality = municipality
    self.title = title
    self.field = field
    self.message = message
    self.line = line
  }

  /// What makes it another entry: the submission and the fingerprint.
  package var identity: [String] { [submission, fingerprint] }
}

/// The known findings of a file.
package struct Baseline: Equatable, Sendable {
  package var file: UsedFile
  package var entries: [BaselineEntry]

  package init(file: UsedFile, entries: [BaselineEntry]) {
    self.file = file
    self.entries = entries
  }
}

extension AuditReport {
  /// Every finding that is not waived, as entries of a baseline, in the order of submission, rule and fingerprint.
  package var baselineEntries: [BaselineEntry] {
    var entries: [[String]: BaselineEntry] = [:]
    for submission in planSubmissions {
      for finding in submission.findings where finding.status != .waived {
        let entry = BaselineEntry(
          submission: submission.source.name, fingerprint: finding.fingerprint, count: 1,
          rule: finding.rule, plan: finding.plan, municipality: finding.municipality,
          title: finding.title, field: finding.field, message: finding.message.ja, line: nil)
        if let known = entries[entry.identity] {
          entries[entry.identity]?.count = known.count + 1
        } else {
          entries[entry.identity] = entry
        }
      }
    }
    return entries.values.sorted { left, right in
      [left.submission, left.rule, left.fingerprint]
        .lexicographicallyPrecedes([right.submission, right.rule, right.fingerprint])
    }
  }
}

/// Holds a baseline against the findings of a run: each entry covers as many findings as it counts, no more.
package struct BaselineRun {
  private let baseline: Baseline
  private var remaining: [[String]: Int]
  /// The rules that the baseline has of each submission.
  private let rules: [String: Set<String>]
  /// The submissions of the baseline that the run has.
  private var checked: Set<String> = []
  /// The rules that a submission was not looked through for.
  private var unjudged: [String: Set<String>] = [:]

  init(_ baseline: Baseline) {
    self.baseline = baseline
    remaining = Dictionary(
      baseline.entries.map { ($0.identity, $0.count) }, uniquingKeysWith: +)
    rules = baseline.entries.reduce(into: [:]) { $0[$1.submission, default: []].insert($1.rule) }
  }

  /// Whether it has findings of a submission of this name.
  func speaks(of name: String) -> Bool { rules[name] != nil }

  /// Marks the open findings of `submission` that are in the baseline.
  ///
  /// What is waived is there as well, so that no entry that covers it is called gone; it goes first, and stays waived.
  mutating func apply(to submission: inout SubmissionReport) {
    let name = submission.source.name
    guard let known = rules[name] else { return }
    checked.insert(name)
    unjudged[name, default: []].formUnion(known.filter { !submission.isJudged(by: $0) })
    for status in [FindingStatus.waived, .open] {
      for index in submission.findings.indices where submission.findings[index].status == status {
        let key = [name, submission.findings[index].fingerprint]
        guard let count = remaining[key], count > 0 else { continue }
        remaining[key] = count - 1
        if status == .open { submission.findings[index].status = .baselined }
      }
    }
  }

  /// What the baseline itself comes to: what is gone, and what this run did not look at.
  func submission(isStrict: Bool) -> SubmissionReport {
    let severity: Severity = isStrict ? .error : .info
    var fingerprints = Fingerprints()
    var gone: [Finding] = []
    var absent: [String: Int] = [:]
    for entry in baseline.entries {
      guard checked.contains(entry.submission) else {
        absent[entry.submission, default: 0] += entry.count
        continue
      }
      guard let count = remaining[entry.identity], count > 0,
        unjudged[entry.submission]?.contains(entry.rule) != true
      else { continue }
      gone.append(finding(goneFrom: entry, count: count, severity, &fingerprints))
    }
    let notInRun = absent.sorted { $0.key < $1.key }.map { name, count in
      Finding(
        rule: Self.absentRule, severity: .info, outcome: .breach, plan: nil, position: nil,
        number: nil, municipality: nil, title: nil, field: nil, found: nil, expected: nil,
        message: Message(
          ja: "基準（baseline）にある「\(name)」（\(count)件）は、今回の点検の対象ではありません。",
          en: "'\(name)' (\(count) entries of the baseline) is not part of this run."),
        location: Location(), related: [], basis: nil,
        fingerprint: fingerprints.next([Self.absentRule, name]), status: .open)
    }
    return SubmissionReport(
      gate: baseline.file, findings: gone + notInRun,
      ledger: [
        entry(Self.goneRule, "基準の指摘は残っている", severity, gone.count),
        entry(Self.absentRule, "基準の提出書は点検の対象である", .info, notInRun.count),
      ])
  }

  /// The rule that says which findings are no more.
  package static let goneRule = "BSL-gone"
  /// The rule that says which submissions the run does not have.
  package static let absentRule = "BSL-absent"

  private func entry(
    _ rule: String, _ title: String, _ severity: Severity, _ failedCount: Int
  ) -> LedgerEntry {
    LedgerEntry(
      rule: rule, severity: severity, kind: .breach, title: title, see: nil, seeName: nil,
      evaluatedCount: baseline.entries.count, failedCount: failedCount,
      outcome: failedCount > 0 ? .failed : baseline.entries.isEmpty ? .noNode : .held)
  }

  private func finding(
    goneFrom entry: BaselineEntry, count: Int, _ severity: Severity,
    _ fingerprints: inout Fingerprints
  ) -> Finding {
    let times = count > 1 ? "（\(count)件）" : ""
    return Finding(
      rule: Self.goneRule, severity: severity, outcome: .breach, plan: nil, position: nil,
      number: nil, municipality: entry.municipality, title: entry.title, field: entry.field,
      found: nil, expected: nil,
      message: Message(
        ja: "基準（baseline）にある\(entry.submission)の指摘 \(entry.rule) はもうありません\(times)：\(entry.message)",
        en: "The finding \(entry.rule) of \(entry.submission) that the baseline has is gone"
          + (count > 1 ? " (\(count) times): " : ": ") + entry.message),
      location: Location(line: entry.line), related: [], basis: nil,
      fingerprint: fingerprints.next([Self.goneRule] + entry.identity), status: .open)
  }
}
