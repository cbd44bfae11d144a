@_spi(Engine) internal import XMLTree
internal import XPath

/// One validation: owns the evaluator and everything that changes while a document is checked.
///
/// All patterns go through the document in one walk; each keeps its own results, so that the order is by
/// pattern and then by document all the same.
struct ValidationRun: ~Copyable {
  let schema: SchematronSchema
  let compiled: CompiledSchema
  let document: XMLDocument
  let options: ValidationOptions
  let loading: DocumentLoading
  var evaluator: XPathEvaluator
  /// By place among the schema's variable names: the evaluator's slot.
  let slots: [Int]
  /// By global variable: its value where other patterns use the name, so that it can be put back.
  var contestedValues: [XPathValue?]
  /// The pattern whose variables of contested names are set.
  var contestedPattern: Int?
  var patterns: [PatternResult]
  var tallies: [AssertionTally]
  var ruleFiredCounts: [Int]
  var variableFailures: [EvaluationFailure] = []
  /// By variable of a rule: the firing for which it was last declared.
  var letStamps: [Int]
  /// The same for variables that were evaluated at once, their failure being recorded.
  var settledStamps: [Int]
  var stamp = 0
  /// By alternative of a context: the visit for which it was last tried, and in the lowest bit whether it matched.
  private var answers: [Int]
  private var visitCount = 0
  var firingCount = 0
  var firingLimitWasHit = false
  /// By number of the evaluator's document.
  private var locations: [Int: SharedLocations] = [:]
  private let prefixes: [String: String]
  private var hasGlobals = false

  init(schema: SchematronSchema, document: XMLDocument, options: ValidationOptions) {
    let compiled = schema.compiled
    let loading = DocumentLoading(schema: compiled, instance: document, options: options)
    self.schema = schema
    self.compiled = compiled
    self.document = document
    self.options = options
    self.loading = loading
    evaluator = XPathEvaluator(document: document, keys: compiled.keys) { request in
      try loading.load(request)
    }
    var slots: [Int] = []
    for name in compiled.variableNames { slots.append(evaluator.variableSlot(name)) }
    self.slots = slots
    contestedValues = Array(repeating: nil, count: compiled.globals.count)
    patterns = compiled.patterns.map { PatternResult(pattern: $0.pattern, documents: []) }
    tallies = Array(repeating: AssertionTally(), count: compiled.assertions.count)
    ruleFiredCounts = Array(repeating: 0, count: compiled.rules.count)
    letStamps = Array(repeating: 0, count: compiled.ruleVariableCount)
    settledStamps = letStamps
    answers = Array(repeating: 0, count: compiled.answerCount)
    var prefixes: [String: String] = [:]
    for namespace in schema.namespaces where prefixes[namespace.uri] == nil {
      prefixes[namespace.uri] = namespace.prefix
    }
    self.prefixes = prefixes
  }

  /// Whether the condition of the schema's phase holds for the document.
  enum Answer {
    case yes, no
    case unknown(EvaluationFailure)
  }

  /// Evaluates the condition of the phase (2025, `phase/@when`) at the root.
  mutating func meetsCondition() -> Answer {
    guard let condition = compiled.condition else { return .yes }
    setGlobals()
    prepare(condition)
    do {
      return try evaluator.boolean(condition.expression, at: evaluator.root) ? .yes : .no
    } catch {
      return .unknown(
        EvaluationFailure(
          subject: .phase(schema.phase ?? ""), location: "/", document: nil, file: condition.file,
          line: condition.line, reason: .expression(error)))
    }
  }

  mutating func result() -> ValidationResult {
    setGlobals()
    checkMainDocument()
    for index in compiled.patterns.indices where compiled.patterns[index].documents != nil {
      checkSubordinates(of: index)
    }
    return ValidationResult(
      schema: schema, document: document, patterns: patterns, assertionTallies: tallies,
      ruleFiredCounts: ruleFiredCounts, variableFailures: variableFailures,
      firingLimitWasHit: firingLimitWasHit)
  }

  // MARK: Variables

  private mutating func setGlobals() {
    guard !hasGlobals else { return }
    hasGlobals = true
    for (index, global) in compiled.globals.enumerated() {
      if let pattern = global.contestedBy { setContested(of: pattern) }
      do {
        try set(global.definition, slot: slots[global.name], at: evaluator.root)
        if global.contestedBy != nil {
          contestedValues[index] = evaluator.variable(slots[global.name])
        }
      } catch {
        variableFailures.append(
          EvaluationFailure(
            subject: .variable(compiled.variableNames[global.name]), location: "/", document: nil,
            file: global.file, line: global.line, reason: .expression(error)))
      }
    }
    contestedPattern = nil
  }

  /// Gives a variable its value; after an error it has none, so that whatever uses it fails too.
  mutating func set(
    _ definition: VariableDefinition, slot: Int, at node: XPathNode
  ) throws(XPathEvaluationError) {
    switch definition {
    case .given(let text): evaluator.setVariable(slot, to: .string(text))
    case .content(let document):
      do {
        let root = try evaluator.add(document)
        let content = evaluator.find(document.documentElement) ?? root
        evaluator.setVariable(slot, to: .nodeSet([content]))
      } catch {
        evaluator.clearVariable(slot)
        throw error
      }
    case .expression(let compiled):
      prepare(compiled)
      do {
        try evaluator.setVariable(slot, to: compiled.expression, at: node)
      } catch {
        evaluator.clearVariable(slot)
        throw error
      }
    }
  }

  /// Puts in place the variables of `pattern` whose names other patterns use too.
  private mutating func setContested(of pattern: Int) {
    guard contestedPattern != pattern else { return }
    contestedPattern = pattern
    for (index, global) in compiled.globals.enumerated() where global.contestedBy == pattern {
      if let value = contestedValues[index] {
        evaluator.setVariable(slots[global.name], to: value)
      } else {
        evaluator.clearVariable(slots[global.name])
      }
    }
  }

  /// What must hold before an expression is evaluated.
  @inline(__always)
  func prepare(_ expression: CompiledExpression) {
    if expression.usesDocuments { loading.setExpressionFile(expression.file) }
  }

  // MARK: Documents

  private mutating func checkMainDocument() {
    let isIncluded = compiled.patterns.map { $0.documents == nil }
    guard isIncluded.contains(true) else { return }
    let dispatch = RuleDispatch(schema: compiled, document: document) { isIncluded[$0] }
    for range in startRanges() { walk(document, number: 0, range, dispatch) }
  }

  /// The nodes to check: all, or those below the nodes that the phase's `from` names (2025).
  private mutating func startRanges() -> [Range<Int>] {
    guard let start = compiled.start else { return [0..<document.nodeCount] }
    prepare(start)
    do {
      let nodes = try evaluator.nodeSet(start.expression, at: evaluator.root)
      var ranges: [Range<Int>] = []
      for node in nodes where node.document == 0 {
        let range = node.index..<document.arena.view.end(node.index)
        if let last = ranges.last, last.upperBound >= range.upperBound { continue }
        ranges.append(range)
      }
      return ranges
    } catch {
      variableFailures.append(
        EvaluationFailure(
          subject: .start, location: "/", document: nil, file: start.file, line: start.line,
          reason: .expression(error)))
      return []
    }
  }

  private mutating func checkSubordinates(of pattern: Int) {
    guard let expression = compiled.patterns[pattern].documents else { return }
    prepare(expression)
    let references: [String]
    do {
      switch try evaluator.value(expression.expression, at: evaluator.root) {
      case .nodeSet(let nodes): references = nodes.map { evaluator.node($0).stringValue }
      case .string(let text): references = [text]
      case .boolean, .number: references = []
      }
    } catch {
      return fail(.documents(compiled.patterns[pattern].pattern), expression, .expression(error))
    }
    if references.isEmpty {
      let reason = EvaluationFailure.Reason.noDocuments
      fail(.documents(compiled.patterns[pattern].pattern), expression, reason)
    }
    for reference in references {
      let subordinate: XMLDocument
      do {
        subordinate = try loading.subordinate(reference, of: document)
        let root = try evaluator.add(subordinate)
        patterns[pattern].note(document: reference, number: root.document)
        let dispatch = RuleDispatch(schema: compiled, document: subordinate) { $0 == pattern }
        walk(subordinate, number: root.document, 0..<subordinate.nodeCount, dispatch)
      } catch {
        let reason = EvaluationFailure.Reason.document(reference: reference, reason: "\(error)")
        fail(.documents(compiled.patterns[pattern].pattern), expression, reason, reference)
      }
    }
  }

  private mutating func fail(
    _ subject: EvaluationFailure.Subject, _ expression: CompiledExpression,
    _ reason: EvaluationFailure.Reason, _ document: String? = nil
  ) {
    guard case .documents(let pattern) = subject else { return }
    patterns[pattern.index].add(
      EvaluationFailure(
        subject: subject, location: "/", document: document, file: expression.file,
        line: expression.line, reason: reason))
    for rule in compiled.rules where rule.rule.pattern.index == pattern.index {
      for plan in rule.assertions { tallies[plan.assertion.index].notEvaluatedCount += 1 }
    }
  }

  private mutating func walk(
    _ document: XMLDocument, number: Int, _ range: Range<Int>, _ dispatch: borrowing RuleDispatch
  ) {
    let arena = document.arena
    for index in range {
      let places = dispatch.candidates(ofTag: arena.view.tag(index))
      if !places.isEmpty {
        visit(XPathNode(document: number, index: index), dispatch, places)
      }
    }
  }

  /// Gives `node` to the first matching rule of each pattern, and to all matching rules of a group.
  private mutating func visit(
    _ node: XPathNode, _ dispatch: borrowing RuleDispatch, _ places: Range<Int>
  ) {
    visitCount += 1
    let rules = compiled.sharedRules
    var takenPattern = -1
    var takenRule = -1
    for place in places {
      let candidate = dispatch[place]
      if candidate.rule == takenRule { continue }
      if candidate.pattern == takenPattern, !candidate.isOfGroup { continue }
      if candidate.hasContestedGlobals { setContested(of: candidate.pattern) }
      rules.withObject(at: candidate.rule) { plan in
        let isMatch = matches(plan, candidate.alternative, node)
        if isMatch == false { return }
        (takenPattern, takenRule) = (candidate.pattern, candidate.rule)
        // Where that is not known, nothing behind the rule may have the node either.
        if isMatch == true { fire(plan, at: node) }
      }
    }
  }

  /// Whether a rule takes a node; `nil` where its context cannot be evaluated, which is recorded.
  private mutating func matches(
    _ plan: RulePlan, _ alternative: Int?, _ node: XPathNode
  ) -> Bool? {
    guard let alternative else { return true }
    let place = plan.answerStart + alternative
    if answers[place] >> 1 == visitCount { return answers[place] & 1 == 1 }
    do {
      let isMatch = try evaluator.matches(plan.context, alternative: alternative, node)
      answers[place] = visitCount << 1 | (isMatch ? 1 : 0)
      return isMatch
    } catch {
      failContext(plan, node, error)
      return nil
    }
  }

  private mutating func failContext(
    _ plan: RulePlan, _ node: XPathNode, _ error: XPathEvaluationError
  ) {
    for assertion in plan.assertions {
      tallies[assertion.assertion.index].notEvaluatedCount += 1
    }
    patterns[plan.rule.pattern.index].add(
      EvaluationFailure(
        subject: .context(plan.rule), location: location(of: node),
        document: subordinate(of: node, plan.rule.pattern), file: plan.rule.file,
        line: plan.rule.line, reason: .expression(error)))
  }

  /// The subordinate document that `node` is of, as the pattern names it.
  func subordinate(of node: XPathNode, _ pattern: Pattern) -> String? {
    patterns[pattern.index].document(number: node.document)
  }

  mutating func location(of node: XPathNode) -> String {
    locations(of: node.document).path(of: evaluator.node(node))
  }

  /// The locations of the evaluator's document of that number.
  mutating func locations(of number: Int) -> SharedLocations {
    if let known = locations[number] { return known }
    let document = evaluator.node(XPathNode(document: number, index: 0)).document
    let new = SharedLocations(document, prefixes: prefixes)
    locations[number] = new
    return new
  }
}
