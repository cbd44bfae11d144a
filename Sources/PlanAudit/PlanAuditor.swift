internal import Dispatch
package import Auditing
internal import PlanModel
internal import PlanReading
internal import Schematron
internal import Synchronization

/// Checks plans by one rule set: read, bring into canonical plan XML, validate, report.
///
/// Compiling a rule set takes longer than checking a plan; one auditor serves any number of inputs and tasks.
public struct PlanAuditor: Sendable {
  package let ruleSet: RuleSet
  private let rules: RuleFiles
  private let reader: PlanReader
  private let auditor: Auditor

  /// Compiles `rules` for a phase of theirs, or for their default phase.
  public init(
    rules: RuleFiles = .builtIn, phase: String? = nil
  ) throws(RuleSetProblem) {
    self.rules = rules
    do {
      ruleSet = try rules.ruleSet(phase: phase)
    } catch {
      throw RuleSetProblem(error, in: rules)
    }
    reader = try PlanReader(rules: rules, documentAt: ruleSet.schema.resourceDocument)
    auditor = Auditor(rules: ruleSet, limits: .standard, notes: reader.notes)
  }

  private init(_ plain: PlanAuditor, ruleSet: RuleSet) {
    self.ruleSet = ruleSet
    rules = plain.rules
    reader = plain.reader
    auditor = Auditor(rules: ruleSet, limits: .standard, notes: reader.notes)
  }

  /// The auditor with the severities of a configuration, and without the rules that it switches off.
  package func adjusted(by adjustments: RuleAdjustments) -> PlanAuditor {
    if adjustments == .none { return self }
    return PlanAuditor(self, ruleSet: ruleSet.adjusted(by: adjustments))
  }

  /// The description of the rule `id`, in whichever phase it is.
  package func ruleOfAnyPhase(_ id: String) throws(RuleSetProblem) -> RuleDescription? {
    if let rule = ruleSet.rule(id) { return rule }
    do {
      return try rules.ruleSet(phase: "#ALL").rule(id)
    } catch {
      throw RuleSetProblem(error, in: rules)
    }
  }

  /// Checks `inputs`, `jobCount` at a time, and reports on them in their order.
  ///
  /// `keepsValidations` keeps the engine's own results, from which SVRL is written; they hold whole documents.
  /// `keepsTables` keeps the tables of the plans for reports that show them. `progress` hears the name of each input
  /// that is done.
  package func audit(
    _ inputs: [PlanInput], options: AuditOptions, jobCount: Int, keepsValidations: Bool,
    keepsTables: Bool = false, progress: @Sendable (String) -> Void = { _ in }
  ) -> AuditReport {
    let found = Mutex<[Int: InputOutcome]>([:])
    auditEach(
      inputs, options: options, jobCount: jobCount, keepsValidations: keepsValidations,
      keepsTables: keepsTables
    ) { index, outcome in
      found.withLock { $0[index] = outcome }
      progress(inputs[index].name)
    }
    var report = emptyReport(options: options)
    for outcome in found.withLock({ known in inputs.indices.compactMap { known[$0] } }) {
      switch outcome {
      case .submission(let submission): report.submissions.append(submission)
      case .skipped(let file): report.skipped.append(file)
      }
    }
    return report
  }

  /// A report of these rules and options that holds no submission yet.
  package func emptyReport(options: AuditOptions) -> AuditReport {
    AuditReport(
      tool: ToolIdentity(name: "planaudit", version: version), rules: ruleSet.identity,
      options: options, submissions: [], skipped: [])
  }

  /// Checks `inputs`, `jobCount` at a time, and hands each outcome over as soon as it is there, with its place among
  /// the inputs; nothing is kept here.
  package func auditEach(
    _ inputs: [PlanInput], options: AuditOptions, jobCount: Int, keepsValidations: Bool,
    keepsTables: Bool, _ consume: @Sendable (Int, InputOutcome) -> Void
  ) {
    forEachIndex(below: inputs.count, jobCount: jobCount) { index in
      consume(
        index,
        outcome(
          of: inputs[index], options: options, keepsValidation: keepsValidations,
          keepsTables: keepsTables))
    }
  }

  /// Reads and checks one input; a failure becomes part of its report.
  private func outcome(
    of input: PlanInput, options: AuditOptions, keepsValidation: Bool, keepsTables: Bool
  ) -> InputOutcome {
    switch reading(of: input, fiscalYear: options.fiscalYear) {
    case .read(let submission):
      return .submission(
        audit(submission, keepsValidation: keepsValidation, keepsTables: keepsTables))
    case .unreadable(let report): return .submission(report)
    case .skipped(let file): return .skipped(file)
    }
  }

  /// Checks a submission that was read.
  func audit(
    _ submission: Submission, keepsValidation: Bool, keepsTables: Bool
  ) -> SubmissionReport {
    auditor.audit(
      submission.canonicalXML(lineBreaks: false), keepsValidation: keepsValidation,
      keepsTables: keepsTables)
  }

  /// Reads one input; a failure becomes a report.
  func reading(of input: PlanInput, fiscalYear: Int?) -> InputReading {
    if let reason = input.reasonToSkip {
      return .skipped(SkippedFile(name: input.name, reason: reason))
    }
    let bytes: [UInt8]
    do {
      bytes = try input.load()
    } catch {
      return .unreadable(
        SubmissionReport(
          unreadable: SourceSummary(name: input.name, format: nil, sha256: nil, encoding: nil),
          ReadFailure(loading: error)))
    }
    do {
      let submission = try reader.submission(
        input, bytes: bytes, fiscalYear: fiscalYear)
      if let failure = reader.grammarFailure(of: submission, bytes) {
        return .unreadable(
          SubmissionReport(unreadable: SourceSummary(unreadable: input.name, bytes), failure))
      }
      return .read(submission)
    } catch {
      if input.isOptional, error.isOfNoKnownForm,
        !InputKind.isPromised(byEndingOf: input.name, butNotHeldBy: bytes)
      {
        return .skipped(SkippedFile(name: input.name, reason: error.message))
      }
      return .unreadable(
        SubmissionReport(
          unreadable: SourceSummary(unreadable: input.name, bytes), error.failure))
    }
  }
}

/// What became of one input.
package enum InputOutcome: Sendable {
  case submission(SubmissionReport)
  case skipped(SkippedFile)
}

/// What reading one input came to.
enum InputReading {
  case read(Submission)
  case unreadable(SubmissionReport)
  case skipped(SkippedFile)
}

/// Does `work` for every number below `count`, `jobCount` at a time; alone in the caller's thread where one is enough.
package func forEachIndex(below count: Int, jobCount: Int, _ work: @Sendable (Int) -> Void) {
  guard jobCount > 1, count > 1 else {
    for index in 0..<count { work(index) }
    return
  }
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(jobCount, count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      work(index)
    }
  }
}
