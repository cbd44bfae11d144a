/// The declarations of a schema, sorted by kind, with references resolved and abstractions filled in;
/// no expression is read yet.
struct SchemaSource {
  let element: SchemaElement
  var title: String?
  var paragraphs: [SchemaElement] = []
  var namespaces: [SchemaElement] = []
  var parameters = NamedDeclarations(kind: .parameter)
  var lets: [SchemaElement] = []
  var phases = NamedDeclarations(kind: .phase)
  var keys: [SchemaElement] = []
  var patterns: [PatternSource] = []
  var diagnostics = NamedDeclarations(kind: .diagnostic)
  var properties = NamedDeclarations(kind: .property)

  /// Sorts the children of an expanded `schema` and instantiates its abstract patterns and rules.
  init(_ schema: SchemaElement, limits: SchemaLimits) throws(SchemaError) {
    guard schema.isSchematron, schema.localName == "schema" else {
      throw schema.error(.notASchema(name: schema.localName, namespace: schema.namespace))
    }
    try SchemaGrammar.check(schema)
    element = schema
    var patternElements: [SchemaElement] = []
    var sharedRules = NamedDeclarations(kind: .rule)
    for child in schema.childElements {
      if child.isXSLT { try addInstruction(child) }
      guard child.isSchematron else { continue }
      switch child.localName {
      case "title": title = title ?? normalizedSpace(child.text)
      case "ns": namespaces.append(child)
      case "p": paragraphs.append(child)
      case "param": try parameters.add(child, named: child.required("name"))
      case "let": lets.append(child)
      case "phase": try phases.add(child, named: child.required("id"))
      case "pattern", "group": patternElements.append(child)
      case "rules": try sharedRules.add(abstractRulesOf: child)
      case "diagnostics": try diagnostics.add(childrenOf: child)
      case "properties": try properties.add(childrenOf: child)
      default: throw child.error(.misplacedElement(parent: schema.name))
      }
    }
    var reader = PatternReading(patternElements, sharedRules: sharedRules, limits: limits)
    patterns = try reader.patterns()
    try checkReferences()
  }

  private mutating func addInstruction(_ instruction: SchemaElement) throws(SchemaError) {
    guard instruction.localName == "key" else {
      throw instruction.error(.unsupportedInstruction(instruction.name))
    }
    keys.append(instruction)
  }

  /// Every name that a phase or an assertion refers to must exist, also where it is not active.
  private func checkReferences() throws(SchemaError) {
    for phase in phases.elements {
      for active in phase.schematronChildren where active.localName == "active" {
        let name = try active.required("pattern")
        guard patterns.contains(where: { $0.id == name }) else {
          throw active.error(.undefinedReference(.pattern, name))
        }
      }
    }
    if let name = element["defaultPhase"], case .named(let phase) = PhaseSelection(name),
      phases[phase] == nil
    {
      throw element.error(.undefinedReference(.phase, phase))
    }
    for assertion in patterns.flatMap(\.rules).flatMap(\.assertions) {
      for id in assertion.names("diagnostics") where diagnostics[id] == nil {
        throw assertion.error(.undefinedReference(.diagnostic, id))
      }
      for id in assertion.names("properties") where properties[id] == nil {
        throw assertion.error(.undefinedReference(.property, id))
      }
    }
  }
}

/// Elements that are found by a name which must be unique among them.
struct NamedDeclarations {
  let kind: SchemaName
  private(set) var elements: [SchemaElement] = []
  private var positions: [String: Int] = [:]

  init(kind: SchemaName) {
    self.kind = kind
  }

  subscript(_ name: String) -> SchemaElement? {
    positions[name].map { elements[$0] }
  }

  mutating func add(_ element: SchemaElement, named name: String) throws(SchemaError) {
    if let first = self[name] {
      throw element.error(
        .nameCollision(kind, name, firstFile: first.file, firstLine: first.line))
    }
    positions[name] = elements.count
    elements.append(element)
  }

  /// Adds the `diagnostic` or `property` children of `container`.
  mutating func add(childrenOf container: SchemaElement) throws(SchemaError) {
    for child in container.schematronChildren {
      try add(child, named: child.required("id"))
    }
  }

  /// Adds the rules of a `rules` element, which must be abstract.
  mutating func add(abstractRulesOf container: SchemaElement) throws(SchemaError) {
    for rule in container.schematronChildren where rule.localName == "rule" {
      guard try rule.isAbstract() else {
        throw rule.error(
          .invalidValue(attribute: "abstract", value: rule["abstract"] ?? "", expected: "true"))
      }
      try add(rule, named: rule.required("id"))
    }
  }
}

/// One pattern or group that can be active.
struct PatternSource {
  let element: SchemaElement
  let id: String?
  let title: String?
  /// Of the abstract pattern, where this is an instance of one.
  let instanceOf: String?
  let documents: String?
  var lets: [SchemaElement] = []
  var rules: [RuleSource] = []

  /// In a `group` (2025) every rule that matches a node fires, not only the first.
  var isGroup: Bool { element.localName == "group" }
}

/// One concrete rule with what it extends merged in.
struct RuleSource {
  let element: SchemaElement
  var lets: [SchemaElement] = []
  var assertions: [SchemaElement] = []
}

/// Which patterns of a schema run.
public enum PhaseSelection: Hashable, Sendable {
  static let allName = "#ALL"

  /// The phase that `schema/@defaultPhase` names, else all patterns.
  case `default`
  /// All patterns.
  case all
  /// For each document the first phase whose `when` is true of it, else all patterns (2025).
  case any
  case named(String)

  /// Reads `#ALL`, `#DEFAULT`, `#ANY` or the id of a phase.
  public init(_ name: String) {
    switch name {
    case Self.allName: self = .all
    case "#DEFAULT": self = .default
    case "#ANY": self = .any
    default: self = .named(name)
    }
  }
}
