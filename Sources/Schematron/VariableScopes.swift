internal import XPath

/// Which variables are visible where.
///
/// The standard calls it an error to define a variable twice "in the current schema, phase, pattern and
/// rule", and implementations read that differently. Here:
/// - twice at one level is an error;
/// - a variable of the chosen phase replaces the schema's of the same name;
/// - a variable of a pattern that the schema or the phase also has is an error;
/// - variables of patterns are global, as in other implementations; where several patterns use one name,
///   each sees its own and the rest of the schema sees none;
/// - a variable of a rule hides any other of its name.
struct VariableScopes {
  /// One declaration above the rules.
  struct Declaration {
    let name: String
    let element: SchemaElement
    /// The pattern, or `nil` for the schema and the phase.
    let pattern: Int?
    /// A value from the caller, for a parameter of the schema.
    let given: String?
  }

  private(set) var declarations: [Declaration] = []
  private var shared: [String: Int] = [:]
  private var ofPatterns: [String: [Int]] = [:]
  private let namespaces: [String: String]

  init(namespaces: [String: String]) {
    self.namespaces = namespaces
  }

  /// The form in which XPath knows the variable that `element` declares.
  func variableName(of element: SchemaElement) throws(SchemaError) -> String {
    let name = try element.required("name")
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return name }
    guard let uri = namespaces[String(parts[0])] else {
      throw element.error(.undefinedReference(.prefix, String(parts[0])))
    }
    return XPathStaticContext.expandedName(String(parts[1]), namespace: uri)
  }

  /// Adds the parameters and variables of the schema, `given` being the caller's values.
  mutating func add(
    parameters: [SchemaElement], given: [String: String], lets: [SchemaElement]
  ) throws(SchemaError) {
    for element in parameters {
      let name = try element.required("name")
      try addShared(element, given: given[name], levelStart: 0)
    }
    for element in lets { try addShared(element, given: nil, levelStart: 0) }
  }

  /// Adds the variables of the chosen phase, which replace the schema's.
  mutating func add(phase: SchemaElement) throws(SchemaError) {
    let levelStart = declarations.count
    for element in phase.schematronChildren where element.localName == "let" {
      try addShared(element, given: nil, levelStart: levelStart)
    }
  }

  private mutating func addShared(
    _ element: SchemaElement, given: String?, levelStart: Int
  ) throws(SchemaError) {
    let name = try variableName(of: element)
    if let first = shared[name], first >= levelStart {
      throw collision(element, name, with: first)
    }
    shared[name] = declarations.count
    declarations.append(Declaration(name: name, element: element, pattern: nil, given: given))
  }

  /// Adds the variables of a pattern.
  mutating func add(lets: [SchemaElement], ofPattern pattern: Int) throws(SchemaError) {
    for element in lets {
      let name = try variableName(of: element)
      if let first = shared[name] { throw collision(element, name, with: first) }
      if let last = ofPatterns[name]?.last, declarations[last].pattern == pattern {
        throw collision(element, name, with: last)
      }
      ofPatterns[name, default: []].append(declarations.count)
      declarations.append(
        Declaration(name: name, element: element, pattern: pattern, given: nil))
    }
  }

  private func collision(
    _ element: SchemaElement, _ name: String, with first: Int
  ) -> SchemaError {
    let other = declarations[first].element
    return element.error(
      .nameCollision(.variable, name, firstFile: other.file, firstLine: other.line))
  }

  /// Whether the declaration at `index` is in force, not replaced by the phase's.
  func isInForce(_ index: Int) -> Bool {
    declarations[index].pattern != nil || shared[declarations[index].name] == index
  }

  /// Whether several patterns declare the name.
  func isContested(_ name: String) -> Bool {
    ofPatterns[name].map { $0.count > 1 } == true
  }

  /// What `name` means in `pattern`, or outside all patterns.
  func declaration(of name: String, inPattern pattern: Int?) -> Int? {
    if let index = shared[name] { return index }
    guard let candidates = ofPatterns[name] else { return nil }
    if candidates.count == 1 { return candidates[0] }
    return candidates.first { declarations[$0].pattern == pattern && pattern != nil }
  }

  /// The names that have a meaning outside all patterns.
  var visibleNames: Set<String> {
    Set(shared.keys).union(ofPatterns.filter { $0.value.count == 1 }.keys)
  }

  /// The names that have a meaning in `pattern`, when `lets` are its own variables.
  func visibleNames(withLets lets: [SchemaElement]) throws(SchemaError) -> Set<String> {
    var names = visibleNames
    for element in lets { names.insert(try variableName(of: element)) }
    return names
  }
}
