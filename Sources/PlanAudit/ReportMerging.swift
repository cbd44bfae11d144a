package import Auditing
internal import AuditReports
internal import JSONText

/// Why reports cannot be put together; one line that names the report and what is wrong.
package struct MergeProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let description: String
  /// Whether a report cannot be read as one; else it is of another batch.
  package let isUnreadable: Bool

  init(description: String, isUnreadable: Bool = true) {
    self.description = description
    self.isUnreadable = isUnreadable
  }
}

/// Puts the JSON reports of several runs together into the report that one run over all inputs would have written.
///
/// Members that this version does not know are kept as they are.
package struct ReportMerging {
  /// One JSON report.
  package struct Part {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// What all reports of a run share; where it differs, they are not of one batch.
  private static let shared = ["schemaVersion", "tool", "rules", "options"]
  /// Members that are made anew.
  private static let computed: Set = ["verdict", "overall", "submissions", "skipped"]

  private let members: [JSONMember]
  private let submissions: [JSONValue]
  private let skipped: [JSONValue]
  package let summary: BatchSummary
  /// The names that more than one part has a submission of.
  package let repeatedNames: [String]

  package init(_ parts: [Part]) throws(MergeProblem) {
    var members: [JSONMember]?
    var first = ""
    var submissions: [(line: BatchLine, value: JSONValue)] = []
    var skipped: [JSONValue] = []
    var gates: [(name: String, parts: [JSONValue])] = []
    for part in parts {
      let report: JSONValue
      do {
        report = try JSONValue(parsing: part.bytes, name: part.name)
      } catch {
        throw MergeProblem(description: "\(error)")
      }
      guard case .object(let own) = report, let found = report["submissions"]?.elements,
        report["schemaVersion"]?.integer == JSONReporter.schemaVersion
      else {
        throw MergeProblem(
          description: "\(part.name): is no audit report in JSON of schema version "
            + "\(JSONReporter.schemaVersion)")
      }
      if let members {
        try Self.check(part.name, report, against: members, of: first)
      } else {
        members = own.filter { !Self.computed.contains($0.key) }
        first = part.name
      }
      let failOn = report["options"]?["failOn"]?.text.flatMap { FailOn(rawValue: $0) }
      guard let failOn else {
        throw MergeProblem(description: "\(part.name): options.failOn is missing or unknown")
      }
      let isGate: (JSONValue) -> Bool = { $0["role"]?.text == SubmissionRole.gate.rawValue }
      gates.append((part.name, found.filter(isGate)))
      for value in found where !isGate(value) {
        submissions.append((try BatchLine(value, of: part.name, failOn: failOn), value))
      }
      skipped += report["skipped"]?.elements ?? []
    }
    guard let members else { throw MergeProblem(description: "there is no report to merge") }
    submissions.sort { BatchLine.isBefore($0.line.source, $1.line.source) }
    let names = submissions.map { $0.line.source.name }
    repeatedNames = zip(names, names.dropFirst()).filter { $0 == $1 }.map(\.0)
    let options = members.first { $0.key == "options" }?.value
    submissions += try Self.gate(gates, options, name: first, after: submissions.map(\.line))
    self.members = members
    self.submissions = submissions.map(\.value)
    self.skipped = skipped.sorted { left, right in
      (left["name"]?.text ?? "").utf8.lexicographicallyPrecedes((right["name"]?.text ?? "").utf8)
    }
    summary = try Self.summary(
      .object(members), name: first, lines: submissions.map(\.line),
      skippedNames: skipped.compactMap { $0["name"]?.text })
  }

  /// The parts that say what the gate comes to over all `lines`.
  private static func gate(
    _ gates: [(name: String, parts: [JSONValue])], _ options: JSONValue?, name: String,
    after lines: [BatchLine]
  ) throws(MergeProblem) -> [(line: BatchLine, value: JSONValue)] {
    let failOn = options?["failOn"]?.text.flatMap { FailOn(rawValue: $0) }
    guard let failOn else {
      throw MergeProblem(description: "\(name): options.failOn is missing or unknown")
    }
    let merging = GateMerging(reports: gates, options: options)
    let parts = try merging.merged(openWarnings: lines.reduce(0) { $0 + $1.counts[.warning] }) {
      part throws(MergeProblem) in
      try BatchLine(part, of: name, failOn: failOn).counts[.warning]
    }
    var found: [(line: BatchLine, value: JSONValue)] = []
    for part in parts { found.append((try BatchLine(part, of: name, failOn: failOn), part)) }
    return found
  }

  private static func check(
    _ name: String, _ report: JSONValue, against members: [JSONMember], of first: String
  ) throws(MergeProblem) {
    for key in shared {
      let expected = members.first { $0.key == key }?.value
      guard report[key] == expected else {
        throw MergeProblem(
          description:
            "\(name): its '\(key)' is not that of \(first), so they are not of one batch",
          isUnreadable: false)
      }
    }
  }

  private static func summary(
    _ report: JSONValue, name: String, lines: [BatchLine], skippedNames: [String]
  ) throws(MergeProblem) -> BatchSummary {
    guard let tool = report["tool"], let toolName = tool["name"]?.text,
      let version = tool["version"]?.text, let rules = report["rules"],
      let sha256 = rules["sha256"]?.text, let phase = rules["phase"]?.text,
      let options = report["options"],
      let failOn = options["failOn"]?.text.flatMap({ FailOn(rawValue: $0) })
    else {
      throw MergeProblem(description: "\(name): lacks its tool, rules or options")
    }
    return BatchSummary(
      tool: ToolIdentity(name: toolName, version: version),
      rules: RuleSetIdentity(
        origin: rules["name"]?.text.map { .folder(name: $0) } ?? .builtIn, sha256: sha256,
        phase: phase),
      options: AuditOptions(
        failOn: failOn, date: options["date"]?.text, fiscalYear: options["fiscalYear"]?.integer),
      lines: lines, skippedNames: skippedNames)
  }

  /// The report of all submissions, as `check --report json` over all inputs writes it.
  package func auditJSON() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      for member in members { json.value(member.key, member.value) }
      json.string("verdict", summary.verdict.rawValue)
      if submissions.count > 1 { OverallJSON.write(summary, to: &json) }
      json.array("submissions") { json in
        for submission in submissions { json.value(nil, submission) }
      }
      if !skipped.isEmpty {
        json.array("skipped") { json in
          for file in skipped { json.value(nil, file) }
        }
      }
    }
    return json.finish()
  }
}

extension BatchLine {
  /// The line of a submission of the JSON report `report`.
  init(_ submission: JSONValue, of report: String, failOn: FailOn) throws(MergeProblem) {
    func lacks(_ what: String) -> MergeProblem {
      MergeProblem(description: "\(report): a submission lacks its \(what)")
    }
    guard let source = submission["source"], let name = source["name"]?.text else {
      throw lacks("source")
    }
    guard let findings = submission["findings"]?.elements,
      let ledger = submission["ledger"]?.elements, let plans = submission["plans"]?.elements
    else { throw lacks("findings, ledger or plans") }
    // Plans are not marked as such.
    let roleName = submission["role"]?.text ?? SubmissionRole.plans.rawValue
    guard let role = SubmissionRole(rawValue: roleName) else { throw lacks("role") }
    var counter = TallyCounter()
    var settledCount = 0
    var isReached = false
    for finding in findings {
      guard let rule = finding["rule"]?.text,
        let severity = finding["severity"]?.text.flatMap({ Severity(rawValue: $0) }),
        let outcome = finding["outcome"]?.text.flatMap({ FindingOutcome(rawValue: $0) }),
        let status = finding["status"]?.text.flatMap({ FindingStatus(rawValue: $0) })
      else { throw lacks("rule, severity, outcome or status of a finding") }
      if status != .open {
        settledCount += 1
        continue
      }
      let rank = Rank(severity, outcome)
      if role.fails(by: rank, failOn: failOn) { isReached = true }
      counter.add(rule: rule, rank: rank, municipality: finding["municipality"]?.text)
    }
    let failure = try submission["error"].map { error throws(MergeProblem) in
      guard let failure = ReadFailure(error) else { throw lacks("error code") }
      return failure
    }
    let unevaluated = ledger.filter { $0["outcome"]?.text == "not-evaluated" }
      .compactMap { $0["rule"]?.text }
    let metNode = ledger.contains { ($0["evaluated"]?.integer).map { $0 > 0 } ?? false }
    var entryCount = 0
    for plan in plans {
      guard let count = plan["entries"]?.integer else { throw lacks("number of entries") }
      entryCount += count
    }
    // What a gate says of the run is about no plan.
    let hasCheckedNothing = failure == nil && role == .plans && (!metNode || entryCount == 0)
    let isIncomplete = failure != nil || hasCheckedNothing || !unevaluated.isEmpty
    self.init(
      source: SourceSummary(
        name: name, format: source["format"]?.text, sha256: source["sha256"]?.text,
        encoding: source["encoding"]?.text),
      role: role, verdict: isIncomplete ? .incomplete : isReached ? .findings : .clean,
      entryCount: entryCount, tallies: counter.tallies, settledCount: settledCount,
      unlistedCount: submission["unlistedFindings"]?.integer ?? Self.noneUnlisted,
      failure: failure, unevaluatedRules: unevaluated, hasCheckedNothing: hasCheckedNothing,
      statements: role == .gate ? try GateStatement.all(in: submission, of: report) : [])
  }

  /// The member is written only where findings are beyond the limit.
  private static let noneUnlisted = 0
}

extension ReadFailure {
  /// A failure of a report in JSON; `nil` where it lacks its code.
  fileprivate init?(_ error: JSONValue) {
    guard let code = error["code"]?.text else { return nil }
    self.init(
      code: code,
      message: Message(
        ja: error["message"]?["ja"]?.text ?? code, en: error["message"]?["en"]?.text),
      limit: error["limit"]?.integer, value: error["value"]?.integer)
  }
}

extension JSONWriter {
  /// Writes `value` as it was read; `key` names it inside an object.
  mutating func value(_ key: String?, _ value: JSONValue) {
    switch value {
    case .object(let members):
      object(key) { json in
        for member in members { json.value(member.key, member.value) }
      }
    case .array(let elements):
      array(key) { json in
        for element in elements { json.value(nil, element) }
      }
    case .string(let text): string(key, text)
    case .integer(let integer): self.integer(key, integer)
    case .bool(let bool): self.boolean(key, bool)
    case .real(let real): self.real(key, real)
    case .null: null(key)
    }
  }
}
