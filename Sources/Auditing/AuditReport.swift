/// The tool that made a report.
package struct ToolIdentity: Equatable, Sendable {
  package var name: String
  package var version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }
}

/// Where a rule set came from.
package enum RuleSetOrigin: Equatable, Sendable {
  case builtIn
  /// A folder, under the name it was given, never an absolute path.
  case folder(name: String)
}

/// Which rules a report rests on.
package struct RuleSetIdentity: Equatable, Sendable {
  package var origin: RuleSetOrigin
  /// The digest over the sorted paths and bytes of the rule set's files.
  package var sha256: String
  /// The active phase.
  package var phase: String

  package init(origin: RuleSetOrigin, sha256: String, phase: String) {
    self.origin = origin
    self.sha256 = sha256
    self.phase = phase
  }
}

/// What a gate demands of a run beside the rules.
package struct GateDemands: Equatable, Sendable {
  /// The most open warnings.
  package var warningCountMax: Int?
  /// The fewest rules that the run must have, those switched off not counted.
  package var ruleCountMin: Int?
  /// Whether the run is incomplete where a rule that speaks of every plan met no node.
  package var refusesVacuousRules: Bool
  /// Whether an entry of the baseline that is gone fails the run.
  package var isBaselineStrict: Bool

  package init(
    warningCountMax: Int?, ruleCountMin: Int?, refusesVacuousRules: Bool, isBaselineStrict: Bool
  ) {
    self.warningCountMax = warningCountMax
    self.ruleCountMin = ruleCountMin
    self.refusesVacuousRules = refusesVacuousRules
    self.isBaselineStrict = isBaselineStrict
  }

  /// Whether it demands nothing.
  package var isEmpty: Bool { !hasPart && !isBaselineStrict }

  /// Whether a report says in a part of its own what they come to; a strict baseline is said with the baseline.
  package var hasPart: Bool {
    warningCountMax != nil || ruleCountMin != nil || refusesVacuousRules
  }
}

/// The options of a run that a reader of its report has to know.
package struct AuditOptions: Equatable, Sendable {
  package var failOn: FailOn
  /// The date of the audit, `YYYY-MM-DD`, where one was given.
  package var date: String?
  /// The fiscal year for plans that do not say theirs, where one was given.
  package var fiscalYear: Int?
  /// The files that decided what came of the findings.
  package var files: [UsedFile] = []
  /// What the gate demands of the run; absent where it demands nothing.
  package var demands: GateDemands?

  package init(failOn: FailOn, date: String?, fiscalYear: Int?) {
    self.failOn = failOn
    self.date = date
    self.fiscalYear = fiscalYear
  }
}

/// A file of a folder that is of no known form.
package struct SkippedFile: Equatable, Sendable {
  package var name: String
  package var reason: Message

  package init(name: String, reason: Message) {
    self.name = name
    self.reason = reason
  }
}

/// Everything that a run has to say; every report is written from this value alone.
package struct AuditReport: Sendable {
  package var tool: ToolIdentity
  package var rules: RuleSetIdentity
  package var options: AuditOptions
  package var submissions: [SubmissionReport]
  package var skipped: [SkippedFile]

  package init(
    tool: ToolIdentity, rules: RuleSetIdentity, options: AuditOptions,
    submissions: [SubmissionReport], skipped: [SkippedFile]
  ) {
    self.tool = tool
    self.rules = rules
    self.options = options
    self.submissions = submissions
    self.skipped = skipped
  }
}

/// The limits of an audit.
package struct AuditLimits: Equatable, Sendable {
  /// The number of findings of one submission that are listed; the gravest are kept.
  package var findingCountMax: Int

  /// The number of characters of a value or message that a finding holds; what is cut off is marked by `…`.
  package var quotedCharacterCountMax: Int

  package init(findingCountMax: Int, quotedCharacterCountMax: Int) {
    self.findingCountMax = findingCountMax
    self.quotedCharacterCountMax = quotedCharacterCountMax
  }

  /// The limits that apply unless a run sets its own.
  package static let standard = AuditLimits(
    findingCountMax: 100_000, quotedCharacterCountMax: 10_000)
}
