internal import XPath

extension SchemaCompilation {
  mutating func compile(
    _ source: PatternSource, index: Int
  ) throws(SchemaError) -> PatternPlan {
    let pattern = Pattern(source, index: index)
    let variables =
      source.lets.isEmpty ? sharedNames : try scopes.visibleNames(withLets: source.lets)
    let scope = scope(of: variables, instanceOf: source.instanceOf)
    var documents: CompiledExpression?
    if let text = source.documents {
      documents = try compile(
        "documents", text: text, source.element, in: self.scope(of: sharedNames))
    }
    for rule in source.rules { rules.append(try compile(rule, of: pattern, in: scope)) }
    return PatternPlan(pattern: pattern, documents: documents)
  }

  private mutating func compile(
    _ source: RuleSource, of pattern: Pattern, in outer: Scope
  ) throws(SchemaError) -> RulePlan {
    let rule = try Rule(source.element, index: rules.count, pattern: pattern)
    let context = try compilePattern("context", source.element, in: outer)
    var visitEach: CompiledExpression?
    if source.element["visit-each"] != nil {
      visitEach = try compile("visit-each", source.element, in: outer)
    }
    var scope = outer
    var lets: [RuleVariable] = []
    var hidingLets: [Int] = []
    var declared = NamedDeclarations(kind: .variable)
    for element in source.lets {
      let name = try scopes.variableName(of: element)
      try declared.add(element, named: name)
      let definition = try definition(of: element, given: nil, in: scope)
      var needs: [Int] = []
      if case .expression(let compiled) = definition { needs = compiled.lets }
      if scope.variables.contains(name) { hidingLets.append(lets.count) }
      add(variable: name, needs: needs, to: &scope)
      lets.append(
        RuleVariable(
          name: index(ofVariable: name), definition: definition, file: element.file,
          line: element.line))
    }
    var plans: [AssertionPlan] = []
    for element in source.assertions {
      plans.append(try compile(element, rule: rule, ruleElement: source.element, in: scope))
    }
    let letStart = ruleVariableCount
    ruleVariableCount += lets.count
    return RulePlan(
      rule: rule, context: context.pattern, answerStart: context.answerStart, visitEach: visitEach,
      lets: lets, letStart: letStart,
      hidingLets: hidingLets, assertions: plans)
  }

  private mutating func compile(
    _ element: SchemaElement, rule: Rule, ruleElement: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> AssertionPlan {
    let test = try compile("test", element, in: scope)
    var subject: CompiledExpression?
    if element["subject"] != nil {
      subject = try compile("subject", element, in: scope)
    } else if ruleElement["subject"] != nil {
      subject = try compile("subject", ruleElement, in: scope)
    }
    let message = try template(element, in: scope)
    let diagnostics = try notes(element.names("diagnostics"), from: source.diagnostics, in: scope)
    let properties = try notes(element.names("properties"), from: source.properties, in: scope)
    let assertion = try Assertion(
      element, index: assertions.count, rule: rule, message: message, diagnostics: diagnostics,
      properties: properties)
    assertions.append(assertion)
    return AssertionPlan(
      assertion: assertion, test: test, subject: subject, message: message,
      diagnostics: diagnostics, properties: properties)
  }

  private mutating func template(
    _ element: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> MessageTemplate {
    try MessageTemplate(element) { (attribute, part) throws(SchemaError) in
      try compile(attribute, part, in: scope)
    }
  }

  private mutating func notes(
    _ ids: [String], from declarations: NamedDeclarations, in scope: Scope
  ) throws(SchemaError) -> [NotePlan] {
    var notes: [NotePlan] = []
    for id in ids {
      guard let element = declarations[id] else {
        preconditionFailure("references were checked when the schema was read")
      }
      notes.append(
        NotePlan(
          id: id, role: element["role"], scheme: element["scheme"],
          template: try template(element, in: scope)))
    }
    return notes
  }
}
