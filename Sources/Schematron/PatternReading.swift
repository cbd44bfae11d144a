/// Instantiates abstract patterns and merges abstract rules into those that extend them.
struct PatternReading {
  private let elements: [SchemaElement]
  private let sharedRules: NamedDeclarations
  private let limits: SchemaLimits
  private var abstractPatterns = NamedDeclarations(kind: .pattern)
  /// Elements made by instantiation so far.
  private var elementCount = 0

  init(_ elements: [SchemaElement], sharedRules: NamedDeclarations, limits: SchemaLimits) {
    self.elements = elements
    self.sharedRules = sharedRules
    self.limits = limits
  }

  /// The concrete patterns in the order of the schema.
  mutating func patterns() throws(SchemaError) -> [PatternSource] {
    var names = NamedDeclarations(kind: .pattern)
    var concrete: [SchemaElement] = []
    for element in elements {
      if let id = element["id"] { try names.add(element, named: id) }
      guard try element.isAbstract() else {
        concrete.append(element)
        continue
      }
      try abstractPatterns.add(element, named: element.required("id"))
    }
    var patterns: [PatternSource] = []
    for element in concrete { patterns.append(try pattern(element)) }
    return patterns
  }

  private mutating func pattern(_ element: SchemaElement) throws(SchemaError) -> PatternSource {
    guard let parent = element["is-a"] else {
      return try fill(element, from: element, values: nil, instanceOf: nil)
    }
    let values = try arguments(of: element)
    let (body, parameters) = try abstractBody(parent, values: values, for: element, chain: [])
    return try fill(element, from: body, values: parameters, instanceOf: parent)
  }

  /// The abstract pattern that holds the rules, and the parameters as they reach it.
  private func abstractBody(
    _ name: String, values: [String: String], for instance: SchemaElement, chain: [String]
  ) throws(SchemaError) -> (SchemaElement, [String: String]) {
    guard !chain.contains(name) else {
      throw instance.error(.recursion(.pattern, chain: chain + [name]))
    }
    try checkLength(of: chain, at: instance)
    guard let body = abstractPatterns[name], body.localName == instance.localName else {
      throw instance.error(.undefinedReference(.pattern, name))
    }
    let substitution = ParameterSubstitution(values: values)
    var all = try arguments(of: body).mapValues { substitution($0) }
    all.merge(values) { _, given in given }
    for parameter in body.schematronChildren where parameter.localName == "param" {
      let name = try parameter.required("name")
      guard all[name] != nil else {
        throw instance.error(.missingParameter(name, pattern: body["id"] ?? ""))
      }
    }
    guard let next = body["is-a"] else { return (body, all) }
    return try abstractBody(next, values: all, for: instance, chain: chain + [name])
  }

  /// The values that the `param` children of a pattern give; one without a value gives none.
  private func arguments(of element: SchemaElement) throws(SchemaError) -> [String: String] {
    var declared = NamedDeclarations(kind: .parameter)
    var values: [String: String] = [:]
    for parameter in element.schematronChildren where parameter.localName == "param" {
      let name = try parameter.required("name")
      try declared.add(parameter, named: name)
      values[name] = parameter["value"]
    }
    return values
  }

  private mutating func fill(
    _ element: SchemaElement, from body: SchemaElement, values: [String: String]?,
    instanceOf: String?
  ) throws(SchemaError) -> PatternSource {
    let substitution = values.map { ParameterSubstitution(values: $0) }
    if substitution != nil { try count(body, for: element) }
    let children = body.schematronChildren.map { substitution?($0) ?? $0 }
    let title = (element.schematronChildren + children).first { $0.localName == "title" }
    let documents = element["documents"] ?? body["documents"].map { substitution?($0) ?? $0 }
    var pattern = PatternSource(
      element: element, id: element["id"], title: title.map { normalizedSpace($0.text) },
      instanceOf: instanceOf, documents: documents)
    pattern.lets = children.filter { $0.localName == "let" }
    var abstractRules = NamedDeclarations(kind: .rule)
    let rules = children.filter { $0.localName == "rule" }
    for rule in rules where try rule.isAbstract() {
      guard rule["context"] == nil else { throw rule.error(.unknownAttribute("context")) }
      try abstractRules.add(rule, named: rule.required("id"))
    }
    for rule in rules where try !rule.isAbstract() {
      var source = RuleSource(element: rule)
      try merge(rule, into: &source, abstractRules: abstractRules, chain: [])
      pattern.rules.append(source)
    }
    return pattern
  }

  private func checkLength(of chain: [String], at element: SchemaElement) throws(SchemaError) {
    guard chain.count < limits.inclusionDepthMax else {
      throw element.error(
        .limitExceeded(name: "inclusionDepthMax", limit: limits.inclusionDepthMax))
    }
  }

  private mutating func count(
    _ body: SchemaElement, for instance: SchemaElement
  ) throws(SchemaError) {
    elementCount += body.elementCount
    guard elementCount <= limits.elementCountMax else {
      throw instance.error(.limitExceeded(name: "elementCountMax", limit: limits.elementCountMax))
    }
  }

  /// Adds the content of `rule`; `extends` stands for the content of the rule it names.
  ///
  /// Rules of the same pattern are looked for first, then those of `rules` elements (2025). An abstract
  /// rule of another pattern is out of reach (ISO/IEC 19757-3, 5.4.12; implementations differ).
  private mutating func merge(
    _ rule: SchemaElement, into source: inout RuleSource, abstractRules: NamedDeclarations,
    chain: [String]
  ) throws(SchemaError) {
    for child in rule.schematronChildren {
      switch child.localName {
      case "let": source.lets.append(child)
      case "assert", "report": source.assertions.append(child)
      case "extends":
        let name = try child.required("rule")
        guard !chain.contains(name) else {
          throw child.error(.recursion(.rule, chain: chain + [name]))
        }
        try checkLength(of: chain, at: child)
        guard let extended = abstractRules[name] ?? sharedRules[name] else {
          throw child.error(.undefinedReference(.rule, name))
        }
        try count(extended, for: child)
        try merge(
          extended, into: &source, abstractRules: abstractRules, chain: chain + [name])
      default: break
      }
    }
  }
}

extension SchemaElement {
  /// The number of elements of this subtree.
  fileprivate var elementCount: Int {
    childElements.reduce(1) { $0 + $1.elementCount }
  }
}
