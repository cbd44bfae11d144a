@_spi(Engine) public import XMLTree

/// Evaluates expressions and patterns over a document and those that `document()` adds; used by one task.
///
/// It owns the stacks and indexes that evaluation needs, so that an evaluation allocates nothing.
public struct XPathEvaluator: ~Copyable {
  /// How many documents one evaluator may hold.
  public static let documentCountMax = 65_536

  private var state: EvaluatorState

  /// An evaluator over `document`, which becomes its document 0.
  public init(
    document: XMLDocument, keys: [XPathKeyDeclaration] = [], loader: XPathDocumentLoader? = nil
  ) {
    state = EvaluatorState(keys: keys, loader: loader)
    state.addFirst(document)
  }

  /// The root of the main document.
  public var root: XPathNode { XPathNode(document: 0, index: 0) }

  /// Adds a document, or finds it again, and returns its root.
  public mutating func add(_ document: XMLDocument) throws(XPathEvaluationError) -> XPathNode {
    XPathNode(document: try state.add(document), index: 0)
  }

  /// The handle of `node`, which must be one of this evaluator's documents.
  public func node(_ node: XPathNode) -> XMLNode {
    XMLNode(
      document: XMLDocument(arena: state.arenas[node.document]), index: node.index,
      ordinal: node.ordinal)
  }

  /// The evaluator's form of `node`, `nil` where its document was not added.
  public func find(_ node: XMLNode) -> XPathNode? {
    state.documentNumbers[ObjectIdentifier(node.document.arena)].map {
      XPathNode(document: $0, index: node.index, ordinal: node.ordinal)
    }
  }

  @inline(__always)
  private mutating func begin(
    _ program: borrowing XPathProgram, _ id: Int, _ node: XPathNode, _ current: XPathNode?
  ) -> ProgramView {
    precondition(node.index < state.views[node.document].nodeCount)
    if let current { state.current = current.rawValue } else { state.current = node.rawValue }
    return state.view(of: program, id: id)
  }

  /// Ends an evaluation: drops what it made, and throws what it could not do.
  @inline(__always)
  private mutating func end() throws(XPathEvaluationError) {
    state.scratch.release(to: state.bottom)
    state.nodes.truncate(to: 0)
    state.cursors.truncate(to: 0)
    state.counters.truncate(to: 0)
    if state.hasFailed { throw takeFailure() }
  }

  private mutating func takeFailure() -> XPathEvaluationError {
    guard let failure = state.failure else { preconditionFailure("a failure without an error") }
    state.failure = nil
    state.hasFailed = false
    return failure
  }

  /// The value as `boolean()` converts it; `current` is what `current()` means, `node` by default.
  public mutating func boolean(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) -> Bool {
    let program = begin(expression.program, expression.id, node, current)
    let result = state.evaluateBoolean(program.root, program, Focus(node.rawValue))
    try end()
    return result
  }

  /// The value as `number()` converts it.
  public mutating func number(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) -> Double {
    let program = begin(expression.program, expression.id, node, current)
    let result = state.evaluateNumber(program.root, program, Focus(node.rawValue))
    try end()
    return result
  }

  /// The value as `string()` converts it.
  public mutating func string(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) -> String {
    let program = begin(expression.program, expression.id, node, current)
    let result = state.evaluateString(program.root, program, Focus(node.rawValue)).string
    try end()
    return result
  }

  /// Appends the value as `string()` converts it, in UTF-8, without making a `String`.
  public mutating func appendString(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil,
    to bytes: inout [UInt8]
  ) throws(XPathEvaluationError) {
    let program = begin(expression.program, expression.id, node, current)
    state.evaluateString(program.root, program, Focus(node.rawValue)).append(to: &bytes)
    try end()
  }

  /// The nodes in document order; `notANodeSet` where the value is none.
  public mutating func nodeSet(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) -> [XPathNode] {
    let program = begin(expression.program, expression.id, node, current)
    var result: [XPathNode] = []
    if state.type(of: program.root, program) == .nodeSet {
      state.evaluateNodeSet(program.root, program, Focus(node.rawValue))
      result.reserveCapacity(state.nodes.count)
      for place in 0..<state.nodes.count {
        result.append(XPathNode(rawValue: state.nodes[place]))
      }
    } else {
      state.fail(.notANodeSet(expression: expression.source))
    }
    try end()
    return result
  }

  /// The value in its own type.
  public mutating func value(
    _ expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) -> XPathValue {
    let program = begin(expression.program, expression.id, node, current)
    let type = state.type(of: program.root, program)
    try end()
    switch type {
    case .nodeSet: return .nodeSet(try nodeSet(expression, at: node, current: current))
    case .boolean: return .boolean(try boolean(expression, at: node, current: current))
    case .number: return .number(try number(expression, at: node, current: current))
    case .string, .unknown: return .string(try string(expression, at: node, current: current))
    }
  }
}

// MARK: Variables

extension XPathEvaluator {
  /// The number by which a variable (`local` or `{uri}local`) is set fast.
  public mutating func variableSlot(_ name: String) -> Int { state.variableSlot(name) }

  /// Gives a variable a value; a node-set may be in any order.
  public mutating func setVariable(_ slot: Int, to value: XPathValue) {
    state.setVariable(slot, to: value)
  }

  /// Evaluates an expression and keeps its value in its own type.
  public mutating func setVariable(
    _ slot: Int, to expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) throws(XPathEvaluationError) {
    let program = begin(expression.program, expression.id, node, current)
    state.setVariable(slot, to: program, Focus(node.rawValue))
    do { try end() } catch {
      state.release(slot)
      throw error
    }
  }

  /// Lets a variable have the value of an expression, which is evaluated at the first reference and then kept.
  ///
  /// An error surfaces in the evaluation that refers to the variable, and in every later one. The
  /// expression may refer to other deferred variables; where those need this one in turn, that is
  /// `recursiveVariable`. An expression that names the variable itself means its former value and is
  /// evaluated at once.
  public mutating func deferVariable(
    _ slot: Int, to expression: XPathExpression, at node: XPathNode, current: XPathNode? = nil
  ) {
    precondition(node.index < state.views[node.document].nodeCount)
    let program = expression.program
    state.deferVariable(
      slot,
      Deferral(
        program: state.number(of: program, id: expression.id), nestingDepth: program.nestingDepth,
        node: node.rawValue, current: (current ?? node).rawValue))
  }

  /// Evaluates what was deferred, so that `variable` has it; an error still waits for the reference.
  public mutating func settleVariable(_ slot: Int) { state.settleNow(slot) }

  /// Takes the value away, so that its use is `unboundVariable`.
  public mutating func clearVariable(_ slot: Int) { state.release(slot) }

  /// The variable's value, `nil` where it has none or waits for its first reference.
  public func variable(_ slot: Int) -> XPathValue? { state.variableValue(slot) }
}

// MARK: Patterns

extension XPathEvaluator {
  /// Whether the pattern matches `node`; `current()` in its predicates is `node`.
  public mutating func matches(
    _ pattern: XPathPattern, _ node: XPathNode
  ) throws(XPathEvaluationError) -> Bool {
    let program = begin(pattern.program, pattern.id, node, nil)
    let result = state.matches(program, node.rawValue)
    try end()
    return result
  }

  /// Whether one alternative of the pattern, counted as in `targets`, matches `node`.
  public mutating func matches(
    _ pattern: XPathPattern, alternative: Int, _ node: XPathNode
  ) throws(XPathEvaluationError) -> Bool {
    let program = begin(pattern.program, pattern.id, node, nil)
    let result = state.matches(program, alternative: alternative, node.rawValue)
    try end()
    return result
  }
}
