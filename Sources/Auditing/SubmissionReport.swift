package import Schematron

/// The input that a submission was read from.
package struct SourceSummary: Equatable, Sendable {
  /// The path as it was given, never an absolute one.
  package var name: String
  /// `text`, `pdf`, `xlsx`, `csv` or `xml`; absent where the form is not known.
  package var format: String?
  /// The digest of the bytes, as 64 hexadecimal digits; absent where they could not be had.
  package var sha256: String?
  package var encoding: String?
  /// How form and encoding were told: the tokens of canonical plan XML.
  package var evidence: [String]

  package init(
    name: String, format: String?, sha256: String?, encoding: String?, evidence: [String] = []
  ) {
    self.evidence = evidence
    self.name = name
    self.format = format
    self.sha256 = sha256
    self.encoding = encoding
  }
}

/// Something that a reader could not read as it should be, with its place.
package struct ReportedIssue: Equatable, Sendable {
  package var code: String
  package var message: Message
  package var location: Location

  package init(code: String, message: Message, location: Location) {
    self.code = code
    self.message = message
    self.location = location
  }
}

/// Why a submission could not be read at all.
package struct ReadFailure: Equatable, Sendable {
  /// A permanent word for the kind of failure, such as `not-utf8`.
  package var code: String
  package var message: Message
  /// The limit that was met.
  package var limit: Int?
  /// The value that exceeded it.
  package var value: Int?

  package init(code: String, message: Message, limit: Int?, value: Int?) {
    self.code = code
    self.message = message
    self.limit = limit
    self.value = value
  }
}

/// A remark of the audit about the report itself.
package struct AuditNote: Equatable, Sendable {
  package var code: String
  package var message: Message

  package init(code: String, message: Message) {
    self.code = code
    self.message = message
  }
}

/// What a part of a report is about.
package enum SubmissionRole: String, Sendable {
  /// A submission of plans.
  case plans
  /// The tool's own gate: waivers, a baseline, or demands on the run.
  case gate
}

/// What a part of the gate decided, of which its findings are the consequence.
package enum GateTrace: Equatable, Sendable {
  /// What each waiver of the file came to, in the order of the file.
  case waivers([WaiverTrace])
  /// The rules that met no node in any submission, although they have to.
  case unmetRules([String])
}

/// What a waiver came to in a run.
package struct WaiverTrace: Equatable, Sendable {
  /// The line where it begins.
  package var line: Int
  package var state: WaiverState
  /// The last submission whose value is another; only where that is the state.
  package var submission: String?
}

/// What became of a waiver in a run.
package enum WaiverState: String, CaseIterable, Sendable {
  /// It covers a finding.
  case used
  case unused, changed, expired, undated
  /// It covers no finding, and not all findings of its rule were looked for.
  case unjudged

  /// Whether it is a finding itself.
  package var isFault: Bool { self != .used && self != .unjudged }
}

/// Everything that the audit has to say about one submission.
package struct SubmissionReport: Sendable {
  package var source: SourceSummary
  package var plans: [PlanSummary]
  /// In the order of the document.
  package var findings: [Finding]
  /// The number of findings beyond `AuditLimits.findingCountMax`, which are not listed.
  package var unlistedFindingCount: Int
  /// One entry for each assertion of the active phase, in the rule set's order.
  package var ledger: [LedgerEntry]
  package var issues: [ReportedIssue]
  package var notes: [AuditNote]
  /// Set where nothing else could be read.
  package var failure: ReadFailure?
  /// The engine's own result, where it was to be kept for a report in SVRL.
  package var validation: ValidationResult?
  package var role = SubmissionRole.plans
  /// What a part of the gate has to say besides, so that parts of several runs can be put together.
  package var gateTrace: GateTrace?

  package init(
    source: SourceSummary, plans: [PlanSummary], findings: [Finding], unlistedFindingCount: Int,
    ledger: [LedgerEntry], issues: [ReportedIssue], notes: [AuditNote], failure: ReadFailure?,
    validation: ValidationResult?
  ) {
    self.source = source
    self.plans = plans
    self.findings = findings
    self.unlistedFindingCount = unlistedFindingCount
    self.ledger = ledger
    self.issues = issues
    self.notes = notes
    self.failure = failure
    self.validation = validation
  }

  /// Whether it is about a file, and not about the demands on the run.
  package var hasFile: Bool { role == .plans || source.sha256 != nil }

  /// The report of an input that could not be read.
  package init(unreadable source: SourceSummary, _ failure: ReadFailure) {
    self.init(
      source: source, plans: [], findings: [], unlistedFindingCount: 0, ledger: [], issues: [],
      notes: [], failure: failure, validation: nil)
  }
}
