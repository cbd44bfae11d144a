internal import Auditing

/// What became of a test case.
enum JUnitOutcome: Equatable {
  case passed
  case failure(type: String, message: String)
  case error(type: String, message: String)
  case skipped(message: String)
}

/// One test case: a finding, a rule that held, or something that could not be checked.
struct JUnitCase: Equatable {
  var className: String
  var name: String
  var file: String?
  var line: Int?
  var properties: [(name: String, value: String)]
  /// The whole text: the place, what was found, what was expected.
  var text: String
  var outcome: JUnitOutcome

  static func == (left: JUnitCase, right: JUnitCase) -> Bool {
    left.className == right.className && left.name == right.name && left.text == right.text
      && left.outcome == right.outcome
  }
}

/// One suite: a plan, a submission's own cases, or the skipped files; never empty.
struct JUnitSuite {
  var name: String
  var cases: [JUnitCase]
  /// The sums of the plan, and what adds to those that do not agree.
  var sums: [String] = []
}

/// Makes the suites of a report, with test cases whose class and name together occur once.
struct JUnitSuites {
  private let report: AuditReport
  private let language: ReportLanguage
  private var usedNames: Set<String> = []

  /// The suites, in the order of the report.
  static func make(of report: AuditReport, language: ReportLanguage) -> [JUnitSuite] {
    var suites = JUnitSuites(report: report, language: language)
    return suites.make()
  }

  private init(report: AuditReport, language: ReportLanguage) {
    self.report = report
    self.language = language
  }

  private mutating func make() -> [JUnitSuite] {
    var suites: [JUnitSuite] = []
    for submission in report.submissions {
      suites += self.suites(of: submission)
    }
    if !report.skipped.isEmpty {
      let cases = report.skipped.map { file in
        makeCase(
          className: Self.className(file.name), name: "skipped", text: "",
          outcome: .skipped(message: file.reason.text(in: language)))
      }
      suites.append(JUnitSuite(name: "skipped files", cases: cases))
    }
    if suites.isEmpty {
      let wording = Wording(language: language)
      let message = wording.sentence(for: .nothingToCheck)
      let only = makeCase(
        className: "planaudit", name: "nothing-to-check", text: message,
        outcome: .error(type: "nothing-to-check", message: message))
      suites.append(JUnitSuite(name: "planaudit", cases: [only]))
    }
    return suites
  }

  private mutating func suites(of submission: SubmissionReport) -> [JUnitSuite] {
    let source = submission.source.name
    var suites: [JUnitSuite] = []
    var ofSubmission = submissionCases(submission)
    let text = FindingText(language: language, sourceName: source)
    let see = Dictionary(
      submission.ledger.map { ($0.rule, $0.source(in: language)) },
      uniquingKeysWith: { first, _ in first })
    let planIDs = submission.plans.map(\.id)
    var byPlan: [String: [PlacedFinding]] = [:]
    var failedOutsidePlans: Set<String> = []
    for placed in PlacedFinding.all(of: submission) {
      let finding = placed.finding
      if let plan = finding.plan, planIDs.contains(plan) {
        byPlan[plan, default: []].append(placed)
      } else {
        failedOutsidePlans.insert(finding.rule)
        ofSubmission.append(findingCase(placed, text, see: see[finding.rule] ?? nil))
      }
    }
    var sumsWithoutSuite: [String] = []
    for plan in planIDs {
      let findings = byPlan[plan] ?? []
      var cases = findings.map { placed in
        findingCase(placed, text, see: see[placed.finding.rule] ?? nil)
      }
      let failed = failedOutsidePlans.union(findings.map(\.finding.rule))
      for entry in submission.ledger where !failed.contains(entry.rule) && holds(entry, submission)
      {
        cases.append(
          makeCase(
            className: Self.className(source, plan, entry.rule), name: entry.rule, text: "",
            outcome: .passed))
      }
      let sums = text.wording.sumLines(of: submission, plan: plan, openOnly: false)
      if cases.isEmpty {
        sumsWithoutSuite += sums
        continue
      }
      suites.append(JUnitSuite(name: "\(source) \(plan)", cases: cases, sums: sums))
    }
    if !ofSubmission.isEmpty {
      let own = JUnitSuite(name: source, cases: ofSubmission, sums: sumsWithoutSuite)
      suites.insert(own, at: 0)
    }
    return suites
  }

  /// Whether a rule without a listed finding in a plan can be said to hold there.
  private func holds(_ entry: LedgerEntry, _ submission: SubmissionReport) -> Bool {
    switch entry.outcome {
    case .held: true
    case .failed, .waived: submission.unlistedFindingCount == 0
    case .noNode, .notEvaluated, .switchedOff: false
    }
  }

  /// What is about the submission as a whole: why it is incomplete, and the rules that met nothing.
  private mutating func submissionCases(_ submission: SubmissionReport) -> [JUnitCase] {
    let source = submission.source.name
    let wording = Wording(language: language)
    var cases: [JUnitCase] = []
    if let failure = submission.failure {
      let message = "\(source): \(failure.message.text(in: language)) [\(failure.code)]"
      cases.append(
        makeCase(
          className: Self.className(source), name: "readable", file: source, text: message,
          outcome: .error(type: failure.code, message: message)))
      return cases
    }
    if submission.incompleteness.contains(.nothingChecked) {
      let message = "\(source): \(wording.sentence(for: .nothingChecked))"
      cases.append(
        makeCase(
          className: Self.className(source), name: "checked", file: source, text: message,
          outcome: .error(type: "nothing-checked", message: message)))
    }
    if submission.unlistedFindingCount > 0 {
      let message = "\(source): \(wording.unlisted(submission.unlistedFindingCount))"
      cases.append(
        makeCase(
          className: Self.className(source), name: "all findings listed", file: source,
          text: message, outcome: .error(type: "finding-limit", message: message)))
    }
    for entry in submission.ledger {
      let className = Self.className(source, nil, entry.rule)
      switch entry.outcome {
      case .held where submission.role == .gate:
        cases.append(
          makeCase(className: className, name: entry.rule, text: "", outcome: .passed))
      case .held, .failed, .waived: continue
      case .noNode:
        cases.append(
          makeCase(
            className: className, name: entry.rule, text: "",
            outcome: .skipped(message: "not evaluated: no matching node")))
      case .switchedOff(let reason):
        cases.append(
          makeCase(
            className: className, name: entry.rule, text: "",
            outcome: .skipped(message: "switched off: \(reason.text(in: language))")))
      case .notEvaluated(let reason):
        let message = "not evaluated: \(reason.text(in: language))"
        cases.append(
          makeCase(
            className: className, name: entry.rule, text: message,
            outcome: .error(type: "not-evaluated", message: message)))
      }
    }
    return cases
  }

  private mutating func findingCase(
    _ placed: PlacedFinding, _ text: FindingText, see: String?
  ) -> JUnitCase {
    let (submission, finding) = (placed.submission, placed.finding)
    let source = submission.source.name
    let headline = text.headline(finding)
    let lines =
      [headline] + text.details(finding, see: see) + placed.sums.flatMap(text.wording.lines)
    let whole = lines.joined(separator: "\n")
    let outcome: JUnitOutcome =
      switch finding.status {
      case .waived, .baselined:
        .skipped(
          message: ["\(finding.status.rawValue): \(headline)", text.evidence(finding)]
            .compactMap { $0 }.joined(separator: " "))
      case .open where submission.fails(by: finding, failOn: report.options.failOn):
        .failure(type: finding.rule, message: headline)
      case .open: .passed
      }
    let words = [
      finding.rule,
      text.wording.entry(number: finding.number, position: finding.position),
      finding.municipality, finding.field?.name(in: language),
    ]
    return makeCase(
      className: Self.className(source, finding.plan, finding.rule),
      name: words.compactMap { $0 }.joined(separator: " "),
      file: submission.hasFile ? source : nil,
      line: finding.location.line,
      properties: [
        ("severity", finding.severity.rawValue), ("outcome", finding.outcome.rawValue),
        ("rule", finding.rule),
        ("fingerprint", finding.fingerprint), ("status", finding.status.rawValue),
      ], text: whole, outcome: outcome, tieBreaker: String(finding.fingerprint.prefix(8)))
  }

  private mutating func makeCase(
    className: String, name: String, file: String? = nil, line: Int? = nil,
    properties: [(name: String, value: String)] = [], text: String, outcome: JUnitOutcome,
    tieBreaker: String? = nil
  ) -> JUnitCase {
    let token = Self.token(name)
    var unique = token
    if usedNames.contains(key(className, unique)), let tieBreaker {
      unique = "\(token) #\(tieBreaker)"
    }
    var count = 2
    while usedNames.contains(key(className, unique)) {
      unique = "\(token) (\(count))"
      count += 1
    }
    usedNames.insert(key(className, unique))
    return JUnitCase(
      className: className, name: unique, file: file, line: line, properties: properties,
      text: text, outcome: outcome)
  }

  private func key(_ className: String, _ name: String) -> String { "\(className)\u{0}\(name)" }

  /// Source, plan and the rule's stem, with dots between them only.
  private static func className(
    _ source: String, _ plan: String? = nil, _ rule: String? = nil
  ) -> String {
    let stem = rule.flatMap { $0.split(separator: "-").first.map(String.init) }
    return [source, plan, stem].compactMap { $0 }
      .map { token(String($0.map { $0 == "." ? "_" : $0 })) }.joined(separator: ".")
  }

  /// `text` as an XML Schema token: shown on one line, with single blanks.
  private static func token(_ text: String) -> String {
    InvisibleCharacters.shown(text).split(separator: " ").joined(separator: " ")
  }
}
