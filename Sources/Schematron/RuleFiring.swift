@_spi(Engine) internal import XMLTree
internal import XPath

extension ValidationRun {
  /// Runs a rule that took `node`, at the node itself or at each that `visit-each` (2025) names.
  mutating func fire(_ plan: RulePlan, at node: XPathNode) {
    let pattern = plan.rule.pattern.index
    ruleFiredCounts[plan.rule.index] += 1
    if options.keepsFiredRules {
      patterns[pattern].firedRules.append(
        FiredRule(
          rule: plan.rule.index, firstFiring: patterns[pattern].firings.count, node: node))
    }
    guard let visitEach = plan.visitEach else { return evaluate(plan, at: node) }
    prepare(visitEach)
    do {
      for visited in try evaluator.nodeSet(visitEach.expression, at: node) {
        evaluate(plan, at: visited)
      }
    } catch {
      for assertion in plan.assertions {
        tallies[assertion.assertion.index].notEvaluatedCount += 1
      }
      patterns[pattern].add(
        EvaluationFailure(
          subject: .context(plan.rule), location: location(of: node),
          document: subordinate(of: node, plan.rule.pattern), file: visitEach.file,
          line: visitEach.line, reason: .expression(error)))
    }
  }

  private mutating func evaluate(_ plan: RulePlan, at node: XPathNode) {
    stamp += 1
    var hidden: [(slot: Int, value: XPathValue?)] = []
    if !plan.hidingLets.isEmpty {
      for index in plan.hidingLets {
        let slot = slots[plan.lets[index].name]
        hidden.append((slot, evaluator.variable(slot)))
      }
      // A variable may use the one it hides, so the order counts here.
      for index in plan.lets.indices { setLet(index, of: plan, at: node) }
    }
    for index in plan.sharedAssertions.indices {
      plan.sharedAssertions.withObject(at: index) { evaluate($0, of: plan, at: node) }
    }
    for (slot, value) in hidden {
      if let value {
        evaluator.setVariable(slot, to: value)
      } else {
        evaluator.clearVariable(slot)
      }
    }
  }

  private mutating func evaluate(
    _ plan: AssertionPlan, of rule: RulePlan, at node: XPathNode
  ) {
    let index = plan.assertion.index
    do {
      let value = try boolean(plan.test, of: rule, at: node)
      tallies[index].evaluatedCount += 1
      if value == plan.firesOn {
        tallies[index].firedCount += 1
        report(plan, of: rule, at: node)
      }
    } catch {
      tallies[index].notEvaluatedCount += 1
      patterns[rule.rule.pattern.index].add(
        EvaluationFailure(
          subject: .test(plan.assertion), location: location(of: node),
          document: subordinate(of: node, rule.rule.pattern), file: plan.test.file,
          line: plan.test.line, reason: .expression(error)))
    }
  }

  @inline(__always)
  private mutating func boolean(
    _ expression: CompiledExpression, of rule: RulePlan, at node: XPathNode
  ) throws(XPathEvaluationError) -> Bool {
    try evaluate(expression, of: rule, at: node) {
      (evaluator, expression) throws(XPathEvaluationError) in
      try evaluator.boolean(expression, at: node)
    }
  }

  /// Evaluates an expression of a rule with the rule's variables.
  @inline(__always)
  private mutating func evaluate<Value>(
    _ expression: CompiledExpression, of rule: RulePlan, at node: XPathNode,
    _ evaluate: (inout XPathEvaluator, XPathExpression) throws(XPathEvaluationError) -> Value
  ) throws(XPathEvaluationError) -> Value {
    ready(expression, of: rule, at: node)
    do {
      return try evaluate(&evaluator, expression.expression)
    } catch {
      guard settle(expression, of: rule, at: node) else { throw error }
      return try evaluate(&evaluator, expression.expression)
    }
  }

  /// Declares the variables that an expression may need and that were not declared before at this node;
  /// they are evaluated when it does need them.
  @inline(__always)
  private mutating func ready(
    _ expression: CompiledExpression, of rule: RulePlan, at node: XPathNode
  ) {
    for index in expression.lets where letStamps[rule.letStart + index] != stamp {
      deferLet(index, of: rule, at: node)
    }
    prepare(expression)
  }

  private mutating func deferLet(_ index: Int, of rule: RulePlan, at node: XPathNode) {
    guard let place = rule.deferrablePlaces[index] else {
      return setLet(index, of: rule, at: node)
    }
    letStamps[rule.letStart + index] = stamp
    rule.deferrables.withObject(at: place) {
      evaluator.deferVariable(slots[rule.lets[index].name], to: $0.expression, at: node)
    }
  }

  /// Gives the variables of a failed expression their values, so that the failure of a variable is recorded
  /// as its own; says whether there are any, and the expression should be tried again.
  private mutating func settle(
    _ expression: CompiledExpression, of rule: RulePlan, at node: XPathNode
  ) -> Bool {
    for index in expression.lets where settledStamps[rule.letStart + index] != stamp {
      setLet(index, of: rule, at: node)
    }
    prepare(expression)
    return !expression.lets.isEmpty
  }

  private mutating func setLet(_ index: Int, of rule: RulePlan, at node: XPathNode) {
    let variable = rule.lets[index]
    letStamps[rule.letStart + index] = stamp
    settledStamps[rule.letStart + index] = stamp
    do {
      try set(variable.definition, slot: slots[variable.name], at: node)
    } catch {
      patterns[rule.rule.pattern.index].add(
        EvaluationFailure(
          subject: .variable(compiled.variableNames[variable.name]),
          location: location(of: node), document: subordinate(of: node, rule.rule.pattern),
          file: variable.file, line: variable.line,
          reason: .expression(error)))
    }
  }

  // MARK: Messages

  private mutating func report(
    _ plan: AssertionPlan, of rule: RulePlan, at node: XPathNode
  ) {
    guard firingCount < options.firingCountMax else {
      firingLimitWasHit = true
      return
    }
    firingCount += 1
    let subject = subject(of: plan, rule, at: node)
    let message = text(plan.message, plan, rule, node)
    var diagnostics: [Firing.Note] = []
    for note in plan.diagnostics { diagnostics.append(self.note(note, plan, rule, node)) }
    var properties: [Firing.Note] = []
    for note in plan.properties { properties.append(self.note(note, plan, rule, node)) }
    patterns[rule.rule.pattern.index].firings.append(
      Firing(
        assertion: plan.assertion, contextNode: evaluator.node(node),
        node: evaluator.node(subject), locations: locations(of: subject.document),
        message: message, diagnostics: diagnostics, properties: properties))
  }

  /// The first node of `subject`; the context node where there is none.
  private mutating func subject(
    of plan: AssertionPlan, _ rule: RulePlan, at node: XPathNode
  ) -> XPathNode {
    guard let subject = plan.subject else { return node }
    do {
      return try evaluate(subject, of: rule, at: node) {
        (evaluator, expression) throws(XPathEvaluationError) in
        try evaluator.nodeSet(expression, at: node).first
      } ?? node
    } catch {
      failMessage(plan, rule, node, subject, error)
      return node
    }
  }

  private mutating func note(
    _ note: NotePlan, _ plan: AssertionPlan, _ rule: RulePlan, _ node: XPathNode
  ) -> Firing.Note {
    Firing.Note(
      id: note.id, role: note.role, scheme: note.scheme,
      text: text(note.template, plan, rule, node))
  }

  private mutating func text(
    _ template: MessageTemplate, _ plan: AssertionPlan, _ rule: RulePlan, _ node: XPathNode
  ) -> RichText {
    template.text(parts(template.parts, plan, rule, node))
  }

  private mutating func parts(
    _ templates: [MessageTemplate.Part], _ plan: AssertionPlan, _ rule: RulePlan,
    _ node: XPathNode
  ) -> [RichText.Part] {
    var parts: [RichText.Part] = []
    parts.reserveCapacity(templates.count)
    for template in templates {
      switch template {
      case .text(let text): parts.append(.text(text))
      case .name: parts.append(.text(evaluator.node(node).qualifiedName))
      case .value(let expression):
        parts.append(.text(string(expression, plan, rule, node)))
      case .copy(let expression):
        parts.append(contentsOf: copies(expression, plan, rule, node))
      case .emphasis(let inner, let name):
        parts.append(.emphasis(self.parts(inner, plan, rule, node), class: name))
      case .span(let inner, let name):
        parts.append(.span(self.parts(inner, plan, rule, node), class: name))
      case .direction(let inner, let value, let name):
        parts.append(
          .direction(self.parts(inner, plan, rule, node), value: value, class: name))
      case .markup(let name, let attributes, let inner):
        let content = self.parts(inner, plan, rule, node)
        parts.append(.markup(Markup(name: name, attributes: attributes, parts: content)))
      }
    }
    return parts
  }

  /// A value of a message; one that cannot be evaluated is empty, and the failure is recorded.
  private mutating func string(
    _ expression: CompiledExpression, _ plan: AssertionPlan, _ rule: RulePlan, _ node: XPathNode
  ) -> String {
    do {
      return try evaluate(expression, of: rule, at: node) {
        (evaluator, expression) throws(XPathEvaluationError) in
        try evaluator.string(expression, at: node)
      }
    } catch {
      failMessage(plan, rule, node, expression, error)
      return ""
    }
  }

  private mutating func copies(
    _ expression: CompiledExpression, _ plan: AssertionPlan, _ rule: RulePlan, _ node: XPathNode
  ) -> [RichText.Part] {
    do {
      let value = try evaluate(expression, of: rule, at: node) {
        (evaluator, expression) throws(XPathEvaluationError) in
        try evaluator.value(expression, at: node)
      }
      guard case .nodeSet(let nodes) = value else {
        return [.text(string(expression, plan, rule, node))]
      }
      return nodes.flatMap { RichText.Part.copies(of: evaluator.node($0)) }
    } catch {
      failMessage(plan, rule, node, expression, error)
      return []
    }
  }

  private mutating func failMessage(
    _ plan: AssertionPlan, _ rule: RulePlan, _ node: XPathNode, _ expression: CompiledExpression,
    _ error: XPathEvaluationError
  ) {
    patterns[rule.rule.pattern.index].add(
      EvaluationFailure(
        subject: .message(plan.assertion), location: location(of: node),
        document: subordinate(of: node, rule.rule.pattern), file: expression.file,
        line: expression.line, reason: .expression(error)))
  }
}
