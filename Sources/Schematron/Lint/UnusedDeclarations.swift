/// Declarations of a schema that nothing refers to.
struct UnusedDeclarations {
  private let source: SchemaSource
  /// The variables that each diagnostic or property refers to.
  private var noteReferences: [String: Set<String>] = [:]

  init(_ source: SchemaSource) {
    self.source = source
    for note in source.diagnostics.elements + source.properties.elements {
      noteReferences[Self.key(note), default: []] = note.variableReferences
    }
  }

  private static func key(_ note: SchemaElement) -> String {
    "\(note.localName) \(note["id"] ?? "")"
  }

  func findings() -> [LintFinding] {
    sharedLets() + ruleLets() + notes() + abstractions() + keys()
  }

  private func finding(
    _ code: LintCode, _ element: SchemaElement, _ subject: String?, _ found: String
  ) -> LintFinding {
    LintFinding(
      code: code, subject: subject, file: element.file, line: element.line, found: found,
      expected: "a reference to it, or nothing")
  }

  /// Variables and parameters above the rules: whatever the schema says may refer to them.
  private func sharedLets() -> [LintFinding] {
    let parameters = source.parameters.elements
    let phaseLets = source.phases.elements.flatMap { phase in
      phase.schematronChildren.filter { $0.localName == "let" }
    }
    let patternLets = source.patterns.flatMap(\.lets)
    var used: Set<String> = []
    for element in parameters + source.lets + phaseLets + patternLets + source.keys {
      used.formUnion(element.variableReferences)
    }
    for phase in source.phases.elements { used.formUnion(phase.ownVariableReferences) }
    for pattern in source.patterns {
      used.formUnion(ParameterSubstitution.references(in: pattern.documents ?? ""))
      for rule in pattern.rules { used.formUnion(references(of: rule)) }
    }
    return (parameters + source.lets + phaseLets + patternLets).compactMap { element in
      guard let name = element["name"], !used.contains(name) else { return nil }
      let kind = element.localName == "param" ? "parameter" : "variable"
      return finding(.unusedLet, element, name, "nothing refers to the \(kind) '$\(name)'")
    }
  }

  /// All that a rule's context, variables, assertions and their notes refer to.
  private func references(of rule: RuleSource) -> Set<String> {
    var names = rule.element.ownVariableReferences
    for element in rule.lets { names.formUnion(element.variableReferences) }
    names.formUnion(assertionReferences(of: rule))
    return names
  }

  private func assertionReferences(of rule: RuleSource) -> Set<String> {
    var names: Set<String> = []
    if let subject = rule.element["subject"] {
      names.formUnion(ParameterSubstitution.references(in: subject))
    }
    for assertion in rule.assertions {
      names.formUnion(assertion.variableReferences)
      for (attribute, kind) in [("diagnostics", "diagnostic"), ("properties", "property")] {
        for id in assertion.names(attribute) {
          names.formUnion(noteReferences["\(kind) \(id)"] ?? [])
        }
      }
    }
    return names
  }

  /// A variable of an abstract rule is used if one of the rules that extend it uses it.
  private func ruleLets() -> [LintFinding] {
    var unused: [ObjectIdentifier: SchemaElement] = [:]
    var order: [SchemaElement] = []
    var used: Set<String> = []
    for rule in source.patterns.flatMap(\.rules) {
      let outer = assertionReferences(of: rule)
      for (place, element) in rule.lets.enumerated() {
        guard let name = element["name"] else { continue }
        let isUsed =
          outer.contains(name)
          || rule.lets[(place + 1)...].contains { $0.variableReferences.contains(name) }
        if isUsed {
          used.insert("\(element.file):\(element.line):\(name)")
        } else if unused.updateValue(element, forKey: ObjectIdentifier(element)) == nil {
          order.append(element)
        }
      }
    }
    return order.compactMap { element in
      guard let name = element["name"], !used.contains("\(element.file):\(element.line):\(name)")
      else { return nil }
      return finding(.unusedLet, element, name, "nothing refers to the variable '$\(name)'")
    }
  }

  private func notes() -> [LintFinding] {
    let assertions = source.patterns.flatMap(\.rules).flatMap(\.assertions)
    var found: [LintFinding] = []
    for (notes, attribute) in [
      (source.diagnostics.elements, "diagnostics"), (source.properties.elements, "properties"),
    ] {
      let used = Set(assertions.flatMap { $0.names(attribute) })
      for note in notes where note["id"].map(used.contains) != true {
        let id = note["id"] ?? ""
        found.append(
          finding(.unusedDeclaration, note, id, "no assertion names the \(note.localName) '\(id)'"))
      }
    }
    return found
  }

  private func abstractions() -> [LintFinding] {
    let all = source.element.descendants
    let instances = Set(all.compactMap { $0["is-a"] })
    let extended = Set(all.filter { $0.localName == "extends" }.compactMap { $0["rule"] })
    var found: [LintFinding] = []
    for element in all where element["abstract"] == "true" {
      guard let id = element["id"] else { continue }
      let isRule = element.localName == "rule"
      if isRule ? extended.contains(id) : instances.contains(id) { continue }
      let what =
        isRule
        ? "no rule extends the abstract rule '\(id)'"
        : "no pattern is an instance of the abstract pattern '\(id)'"
      found.append(finding(.unusedDeclaration, element, id, what))
    }
    return found
  }

  private func keys() -> [LintFinding] {
    let texts = source.element.descendants.flatMap(\.attributes).map(\.value)
      .filter { $0.contains("key") }
    var reported: Set<String> = []
    return source.keys.compactMap { key in
      guard let name = key["name"], reported.insert(name).inserted,
        !texts.contains(where: { $0.contains("'\(name)'") || $0.contains("\"\(name)\"") })
      else { return nil }
      return finding(.unusedDeclaration, key, name, "no expression asks for the key '\(name)'")
    }
  }
}

extension SchemaElement {
  /// This element and all below it that are of Schematron or XSLT.
  fileprivate var descendants: [SchemaElement] {
    [self] + childElements.flatMap(\.descendants)
  }

  /// The variables that the element's own attributes refer to.
  fileprivate var ownVariableReferences: Set<String> {
    attributes.reduce(into: []) { names, attribute in
      guard attribute.namespace.isEmpty else { return }
      names.formUnion(ParameterSubstitution.references(in: attribute.value))
    }
  }

  /// The variables that the element and those within it refer to.
  fileprivate var variableReferences: Set<String> {
    childElements.reduce(into: ownVariableReferences) { $0.formUnion($1.variableReferences) }
  }
}
