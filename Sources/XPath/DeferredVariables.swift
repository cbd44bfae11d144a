@_spi(Engine) internal import XMLTree

/// An expression whose value a variable gets at its first reference.
struct Deferral: BitwiseCopyable {
  /// The number of the program, which is loaded when it is evaluated.
  let program: Int
  let nestingDepth: Int
  let node: UInt64
  let current: UInt64
}

// A variable that nothing refers to costs no evaluation.
extension EvaluatorState {
  /// How deep the expressions that wait may be nested in sum; what comes on top is evaluated at once.
  ///
  /// A chain of variables of which each refers to the one before recurses at its last one's reference.
  static var deferredDepthMax: Int { 512 }

  mutating func deferVariable(_ slot: Int, _ deferral: Deferral) {
    for place in variablePlaces(ofProgram: deferral.program) where variableMap[place] == slot {
      return evaluateNow(slot, deferral)
    }
    release(slot)
    if deferredDepth + deferral.nestingDepth > Self.deferredDepthMax {
      return evaluateNow(slot, deferral)
    }
    deferrals[slot] = deferral
    deferredDepth += deferral.nestingDepth
    variables[slot].kind = .deferred
  }

  /// Takes a variable's value, or what it waits for, away.
  mutating func release(_ slot: Int) {
    variableEpoch += 1
    switch variables[slot].kind {
    case .deferred:
      if let deferral = deferrals[slot] { deferredDepth -= deferral.nestingDepth }
    case .failed: deferredFailures[slot] = nil
    case .none, .nodeSet, .boolean, .number, .string, .settling: break
    }
    variables[slot].kind = .none
  }

  /// Gives a variable the value of an expression; a failure waits for the reference.
  private mutating func evaluateNow(_ slot: Int, _ deferral: Deferral) {
    precondition(!hasFailed, "an evaluation was not ended")
    evaluate(slot, deferral)
    failure = nil
    hasFailed = false
  }

  /// What a variable holds where it is referred to; where that is nothing, the evaluation has failed.
  @inline(__always)
  mutating func settledKind(_ slot: Int) -> VariableRecord.Kind {
    let kind = variables[slot].kind
    switch kind {
    case .nodeSet, .boolean, .number, .string: return kind
    case .none, .deferred, .settling, .failed: return settle(slot)
    }
  }

  private mutating func settle(_ slot: Int) -> VariableRecord.Kind {
    // After a failure, values are made up and must not be kept.
    if hasFailed { return .none }
    switch variables[slot].kind {
    case .deferred: evaluateDeferred(slot)
    case .settling: fail(.recursiveVariable(variableNames[slot]))
    case .failed:
      guard let error = deferredFailures[slot] else { preconditionFailure("a lost failure") }
      fail(error)
    case .none: fail(.unboundVariable(variableNames[slot]))
    case .nodeSet, .boolean, .number, .string: break
    }
    return variables[slot].kind
  }

  /// Evaluates a variable that waits; a failure waits for the reference.
  mutating func settleNow(_ slot: Int) {
    precondition(!hasFailed, "an evaluation was not ended")
    if variables[slot].kind == .deferred { evaluateDeferred(slot) }
    failure = nil
    hasFailed = false
  }

  private mutating func evaluateDeferred(_ slot: Int) {
    guard let deferral = deferrals[slot] else { preconditionFailure("nothing is deferred") }
    deferredDepth -= deferral.nestingDepth
    variables[slot].kind = .settling
    evaluate(slot, deferral)
  }

  private mutating func evaluate(_ slot: Int, _ deferral: Deferral) {
    let outer = current
    let mark = scratch.mark
    current = deferral.current
    setVariable(slot, to: view(ofNumber: deferral.program), Focus(deferral.node))
    scratch.release(to: mark)
    current = outer
    if let failure {
      release(slot)
      deferredFailures[slot] = failure
      variables[slot].kind = .failed
    }
  }
}
