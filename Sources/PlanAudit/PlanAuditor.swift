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
  private let reader: PlanReader
  private let auditor: Auditor

  /// Compiles `rules` for a phase of theirs, or for their default phase.
  public init(
    rules: RuleFiles = .builtIn, phase: String? = nil
  ) throws(RuleSetProblem) {
    do {
      ruleSet = try RuleSet(
        files: rules.files, origin: rules.origin,
        phase: phase.map { PhaseSelection($0) } ?? .default)
    } catch {
      throw RuleSetProblem(error, in: rules)
    }
    reader = try PlanReader(rules: rules)
    auditor = Auditor(rules: ruleSet, limits: .standard)
  }

  /// Checks `inputs`, `jobCount` at a time, and reports on them in their order.
  ///
  /// `keepsValidations` keeps the engine's own results, from which SVRL is written; they hold whole documents.
  package func audit(
    _ inputs: [PlanInput], options: AuditOptions, jobCount: Int, keepsValidations: Bool
  ) -> AuditReport {
    let check: @Sendable (PlanInput) -> InputOutcome = { input in
      outcome(of: input, options: options, keepsValidation: keepsValidations)
    }
    let outcomes =
      jobCount > 1 && inputs.count > 1
      ? Self.outcomes(of: inputs, jobCount: jobCount, check) : inputs.map(check)
    var report = AuditReport(
      tool: ToolIdentity(name: "planaudit", version: version), rules: ruleSet.identity,
      options: options, submissions: [], skipped: [])
    for outcome in outcomes {
      switch outcome {
      case .submission(let submission): report.submissions.append(submission)
      case .skipped(let file): report.skipped.append(file)
      }
    }
    return report
  }

  /// The outcomes in the order of the inputs, whichever is done first.
  private static func outcomes(
    of inputs: [PlanInput], jobCount: Int, _ check: @Sendable (PlanInput) -> InputOutcome
  ) -> [InputOutcome] {
    let next = Atomic(0)
    let found = Mutex<[Int: InputOutcome]>([:])
    DispatchQueue.concurrentPerform(iterations: min(jobCount, inputs.count)) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < inputs.count else { return }
        let outcome = check(inputs[index])
        found.withLock { $0[index] = outcome }
      }
    }
    return found.withLock { outcomes in inputs.indices.compactMap { outcomes[$0] } }
  }

  /// Reads and checks one input; a failure becomes part of its report.
  private func outcome(
    of input: PlanInput, options: AuditOptions, keepsValidation: Bool
  ) -> InputOutcome {
    let bytes: [UInt8]
    do {
      bytes = try input.load()
    } catch {
      return .submission(
        SubmissionReport(
          unreadable: SourceSummary(name: input.name, format: nil, sha256: nil, encoding: nil),
          ReadFailure(loading: error)))
    }
    do {
      let submission = try reader.submission(
        name: input.name, bytes: bytes, fiscalYear: options.fiscalYear)
      if let failure = reader.grammarFailure(of: submission, bytes) {
        return .submission(
          SubmissionReport(unreadable: SourceSummary(unreadable: input.name, bytes), failure))
      }
      return .submission(
        auditor.audit(
          submission.canonicalXML(lineBreaks: false), keepsValidation: keepsValidation))
    } catch {
      if input.isOptional, error.isOfNoKnownForm {
        return .skipped(SkippedFile(name: input.name, reason: error.message))
      }
      return .submission(
        SubmissionReport(
          unreadable: SourceSummary(unreadable: input.name, bytes), error.failure))
    }
  }
}

/// What became of one input.
private enum InputOutcome: Sendable {
  case submission(SubmissionReport)
  case skipped(SkippedFile)
}
