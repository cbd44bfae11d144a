internal import XMLTree
internal import XPath

/// Turns the declarations of a schema into what validation runs; every expression is read here.
struct SchemaCompilation {
  let source: SchemaSource
  let functions: XPathFunctionLibrary
  private var namespaces: [String: String] = [:]
  private var namespaceList: [SchemaNamespace] = []
  private var keyNames: Set<String> = []
  var scopes = VariableScopes(namespaces: [:])
  var sharedNames: Set<String> = []
  private var variableNames: [String] = []
  private var variableIndices: [String: Int] = [:]
  var rules: [RulePlan] = []
  var ruleVariableCount = 0
  var assertions: [Assertion] = []

  /// Expressions and patterns without variables mean the same everywhere; most stand in many rules.
  private var known: [String: KnownExpression] = [:]
  private var knownPatterns: [String: KnownPattern] = [:]
  private var answerCount = 0
  /// Expressions with variables, of one scope.
  private var knownInScope: [String: KnownExpression] = [:]
  private var knownScope = 0
  private var scopeCount = 0

  /// What compiling an expression came to.
  private struct KnownExpression {
    let expression: XPathExpression
    /// The variables of its own rule that it needs, in their order.
    let lets: [Int]
  }

  /// A pattern with the place of its first alternative's answer among those of all patterns.
  struct KnownPattern {
    let pattern: XPathPattern
    let answerStart: Int
  }

  /// Where an expression stands: what it may use.
  struct Scope {
    /// Tells scopes of different variables apart.
    fileprivate(set) var number: Int
    var variables: Set<String>
    /// The abstract pattern that it comes from.
    var instanceOf: String?
    /// The variables of its own rule: each name's place.
    var lets: [String: Int] = [:]
    /// For each of those, the ones it needs itself.
    var letNeeds: [[Int]] = []
  }

  /// A scope that sees `variables`.
  mutating func scope(of variables: Set<String>, instanceOf: String? = nil) -> Scope {
    scopeCount += 1
    return Scope(number: scopeCount, variables: variables, instanceOf: instanceOf)
  }

  /// Adds a variable of a rule, which needs the variables `needs` of its own rule.
  mutating func add(
    variable name: String, needs: [Int], to scope: inout Scope
  ) {
    scopeCount += 1
    scope.number = scopeCount
    scope.lets[name] = scope.letNeeds.count
    scope.letNeeds.append(needs)
    scope.variables.insert(name)
  }

  /// Checks the query binding: `xslt` (the default) and `xpath`, in any case (ISO/IEC 19757-3, 6.4).
  init(_ source: SchemaSource) throws(SchemaError) {
    self.source = source
    switch source.element["queryBinding"]?.lowercased() {
    case nil, "xslt": functions = .xslt
    case "xpath": functions = .core
    case .some:
      throw source.element.error(
        .unsupportedQueryBinding(source.element["queryBinding"] ?? ""))
    }
  }

  mutating func compiled(
    phase selection: PhaseSelection, parameters: [String: String], documents: ResourceDocuments
  ) throws(SchemaError) -> CompiledSchema {
    let phase = try phaseElement(selection)
    let active = try activePatterns(phase: phase)
    return try compiled(
      phase: phase, patterns: active, parameters: parameters, documents: documents)
  }

  /// Compiles the patterns `active` as they are in `phase`.
  mutating func compiled(
    phase: SchemaElement?, patterns active: [PatternSource], parameters: [String: String],
    documents: ResourceDocuments
  ) throws(SchemaError) -> CompiledSchema {
    try readNamespaces()
    try readVariables(phase: phase, patterns: active, parameters: parameters)
    let keys = try compiledKeys()
    let globals = try compiledGlobals(patterns: active)
    var patterns: [PatternPlan] = []
    for (index, pattern) in active.enumerated() {
      var plan = try compile(pattern, index: index)
      plan.contestedGlobals = globals.indices.filter { globals[$0].contestedBy == index }
      patterns.append(plan)
    }
    let shared = scope(of: sharedNames)
    var start: CompiledExpression?
    if let phase, phase["from"] != nil { start = try compile("from", phase, in: shared) }
    var condition: CompiledExpression?
    if let phase, phase["when"] != nil { condition = try compile("when", phase, in: shared) }
    return CompiledSchema(
      source: try facts(phase: phase?["id"]), patterns: patterns, rules: rules,
      answerCount: answerCount, assertions: assertions, globals: globals,
      variableNames: variableNames, keys: keys,
      start: start, condition: condition, documents: documents)
  }

  private func facts(phase: String?) throws(SchemaError) -> SchemaFacts {
    var paragraphs: [RichText] = []
    for paragraph in source.paragraphs {
      let template = try MessageTemplate(paragraph) { (_, element) throws(SchemaError) in
        throw element.error(.misplacedElement(parent: paragraph.name))
      }
      paragraphs.append(template.outline)
    }
    let schema = source.element
    return SchemaFacts(
      title: source.title, version: schema["schemaVersion"], edition: schema["schematronEdition"],
      language: schema.language, phase: phase,
      phases: source.phases.elements.compactMap { $0["id"] }, namespaces: namespaceList,
      paragraphs: paragraphs)
  }

  // MARK: Names

  /// One prefix may be declared again for the same namespace, as included files do.
  private mutating func readNamespaces() throws(SchemaError) {
    var first: [String: SchemaElement] = [:]
    for element in source.namespaces {
      let (prefix, uri) = (try element.required("prefix"), try element.required("uri"))
      guard !prefix.isEmpty, prefix != "xmlns" else {
        throw element.error(
          .invalidValue(
            attribute: "prefix", value: prefix, expected: "a prefix that can be declared"))
      }
      guard !uri.isEmpty else {
        throw element.error(.invalidValue(attribute: "uri", value: uri, expected: "a namespace"))
      }
      if let known = namespaces[prefix], let other = first[prefix] {
        guard known == uri else {
          throw element.error(
            .nameCollision(.prefix, prefix, firstFile: other.file, firstLine: other.line))
        }
        continue
      }
      namespaces[prefix] = uri
      first[prefix] = element
      namespaceList.append(SchemaNamespace(prefix: prefix, uri: uri))
    }
    scopes = VariableScopes(namespaces: namespaces)
  }

  func phaseElement(_ selection: PhaseSelection) throws(SchemaError) -> SchemaElement? {
    let name: String
    switch selection {
    case .all, .any: return nil
    case .named(let chosen): name = chosen
    case .default:
      guard let byDefault = source.element["defaultPhase"],
        case .named(let chosen) = PhaseSelection(byDefault)
      else { return nil }
      name = chosen
    }
    guard let phase = source.phases[name] else {
      throw source.element.error(.undefinedReference(.phase, name))
    }
    return phase
  }

  private func activePatterns(phase: SchemaElement?) throws(SchemaError) -> [PatternSource] {
    let active =
      phase.map { phase in source.patternPlaces(in: phase).map { source.patterns[$0] } }
      ?? source.patterns
    guard !active.isEmpty else {
      throw (phase ?? source.element).error(.nothingToCheck(phase: phase?["id"]))
    }
    return active
  }

  private mutating func readVariables(
    phase: SchemaElement?, patterns: [PatternSource], parameters: [String: String]
  ) throws(SchemaError) {
    for name in parameters.keys.sorted() where source.parameters[name] == nil {
      throw source.element.error(.undefinedReference(.parameter, name))
    }
    try scopes.add(
      parameters: source.parameters.elements, given: parameters, lets: source.lets)
    if let phase { try scopes.add(phase: phase) }
    for (index, pattern) in patterns.enumerated() {
      try scopes.add(lets: pattern.lets, ofPattern: index)
    }
    sharedNames = scopes.visibleNames
    for key in source.keys {
      let name = try scopes.variableName(of: key)
      keyNames.insert(name)
    }
  }

  mutating func index(ofVariable name: String) -> Int {
    if let known = variableIndices[name] { return known }
    variableIndices[name] = variableNames.count
    variableNames.append(name)
    return variableNames.count - 1
  }

  // MARK: Expressions

  func context(_ scope: Scope) -> XPathStaticContext {
    XPathStaticContext(
      namespaces: namespaces, variables: scope.variables, functions: functions, keys: keyNames)
  }

  /// Refuses what remains of an abstract pattern's parameters, since `$` in it may be no XPath at all.
  private func checkParameters(
    _ text: String, of element: SchemaElement, in scope: Scope
  ) throws(SchemaError) {
    guard let pattern = scope.instanceOf else { return }
    for name in ParameterSubstitution.references(in: text)
    where !name.contains(":") && !scope.variables.contains(name) {
      throw element.error(.missingParameter(name, pattern: pattern))
    }
  }

  mutating func compile(
    _ attribute: String, _ element: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> CompiledExpression {
    try compile(attribute, text: element.required(attribute), element, in: scope)
  }

  /// Compiles `text`, which is what `attribute` of `element` says.
  mutating func compile(
    _ attribute: String, text: String, _ element: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> CompiledExpression {
    let hasVariables = text.utf8.contains(UInt8(ascii: "$"))
    if hasVariables, knownScope != scope.number {
      knownInScope.removeAll(keepingCapacity: true)
      knownScope = scope.number
    }
    if let found = hasVariables ? knownInScope[text] : known[text] {
      return CompiledExpression(
        expression: found.expression, usesDocuments: false, file: element.file,
        line: element.line, lets: found.lets)
    }
    if hasVariables { try checkParameters(text, of: element, in: scope) }
    let expression: XPathExpression
    do {
      expression = try XPathExpression(text, in: context(scope))
    } catch {
      throw element.error(.expression(attribute: attribute, error))
    }
    let usesDocuments = expression.analysis.functions.contains("document")
    let lets = hasVariables ? needs(of: expression, in: scope) : []
    // What a reference to a document means depends on the file of the expression.
    if !usesDocuments {
      let compiled = KnownExpression(expression: expression, lets: lets)
      if hasVariables { knownInScope[text] = compiled } else { known[text] = compiled }
    }
    return CompiledExpression(
      expression: expression, usesDocuments: usesDocuments, file: element.file,
      line: element.line, lets: lets)
  }

  /// The variables of its own rule that an expression needs, directly or through others.
  private func needs(of expression: XPathExpression, in scope: Scope) -> [Int] {
    guard !scope.lets.isEmpty else { return [] }
    var needs: Set<Int> = []
    for name in expression.referencedVariables {
      guard let index = scope.lets[name] else { continue }
      needs.formUnion(scope.letNeeds[index])
      needs.insert(index)
    }
    return needs.sorted()
  }

  mutating func compilePattern(
    _ attribute: String, _ element: SchemaElement, in scope: Scope
  ) throws(SchemaError) -> KnownPattern {
    let text = try element.required(attribute)
    if let found = knownPatterns[text] { return found }
    try checkParameters(text, of: element, in: scope)
    let pattern: XPathPattern
    do {
      pattern = try XPathPattern(text, in: context(scope))
    } catch {
      throw element.error(.expression(attribute: attribute, error))
    }
    let compiled = KnownPattern(pattern: pattern, answerStart: answerCount)
    answerCount += pattern.targets.count
    if !text.utf8.contains(UInt8(ascii: "$")), !pattern.analysis.functions.contains("document") {
      knownPatterns[text] = compiled
    }
    return compiled
  }
}
