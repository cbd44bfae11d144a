public import XMLTree

/// A compiled schema: an immutable value that any number of tasks validate with.
public struct SchematronSchema: Sendable {
  let compiled: CompiledSchema
  /// For `#ANY`: the schema in each phase that has a condition, in their order.
  let conditionalPhases: [CompiledSchema]

  init(compiled: CompiledSchema, conditionalPhases: [CompiledSchema] = []) {
    self.compiled = compiled
    self.conditionalPhases = conditionalPhases
  }

  /// Reads, expands and compiles the schema at `path`.
  ///
  /// - Parameters:
  ///   - path: the schema's file as the resolver knows it; its folder is the top of all that is read.
  ///   - resources: gives this file and those it refers to.
  ///   - phase: which patterns run.
  ///   - parameters: values for the schema's `param` elements (2025), which replace their defaults.
  ///   - limits: the bounds of the schema.
  /// - Returns: the schema, ready for use by any number of tasks.
  /// - Throws: the first error, with its place, be it in a pattern that runs or in one that does not.
  public static func compile(
    path: String, resources: ResourceResolver, phase: PhaseSelection = .default,
    parameters: [String: String] = [:], limits: SchemaLimits = .standard
  ) throws(SchemaError) -> SchematronSchema {
    let root = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var inclusion = SchemaInclusion(resources: resources, root: root, limits: limits)
    let element = try inclusion.schema(at: path)
    let source = try SchemaSource(element, limits: limits)
    var phase = phase
    if phase == .default, let name = element["defaultPhase"] { phase = PhaseSelection(name) }
    var compilation = try SchemaCompilation(source)
    let documents = ResourceDocuments(resources: resources, root: root, limits: limits.xml)
    let compiled = try compilation.compiled(
      phase: phase, parameters: parameters, documents: documents)
    try SchemaCompilation.checkRest(
      of: source, besides: phase, parameters: parameters, documents: documents)
    guard phase == .any else { return SchematronSchema(compiled: compiled) }
    return SchematronSchema(
      compiled: compiled,
      conditionalPhases: try SchemaCompilation.conditionalPhases(
        of: source, parameters: parameters, documents: documents))
  }

  /// The title, with white space collapsed.
  public var title: String? { compiled.source.title }
  /// The attribute `schemaVersion`.
  public var schemaVersion: String? { compiled.source.version }
  /// The attribute `schematronEdition`.
  public var edition: String? { compiled.source.edition }
  /// The attribute `xml:lang`.
  public var language: String? { compiled.source.language }
  /// The id of the phase that was chosen; `nil` where all patterns are active, and for `#ANY`, whose choice
  /// ``ValidationResult/schema`` tells.
  public var phase: String? { compiled.source.phase }
  /// Whether each document chooses its phase (`#ANY`), so that the assertions of a result are those of
  /// ``ValidationResult/schema``.
  public var choosesPhaseByDocument: Bool { !conditionalPhases.isEmpty }
  /// The ids of all phases, in their order.
  public var phases: [String] { compiled.source.phases }
  /// The declared prefixes, in their order.
  public var namespaces: [SchemaNamespace] { compiled.source.namespaces }
  /// The schema's own paragraphs.
  public var paragraphs: [RichText] { compiled.source.paragraphs }
  /// The active patterns, instances of abstract ones filled in.
  public var patterns: [Pattern] { compiled.patterns.map(\.pattern) }
  /// The rules of the active patterns, in their order.
  public var rules: [Rule] { compiled.rules.map(\.rule) }
  /// The assertions of the active patterns, in their order; one of an abstract rule stands once for each
  /// rule that extends it.
  public var assertions: [Assertion] { compiled.assertions }

  /// The document at the normalised `path` below the folder of the resources, read once for all who ask: callers, and
  /// rules that call `document()`.
  package func resourceDocument(at path: String) throws -> XMLDocument {
    try compiled.documents.document(at: path)
  }

  /// Checks `document` against every active pattern.
  public func validate(
    _ document: XMLDocument, options: ValidationOptions = .standard
  ) -> ValidationResult {
    for phase in conditionalPhases {
      var run = ValidationRun(
        schema: SchematronSchema(compiled: phase), document: document, options: options)
      switch run.meetsCondition() {
      case .yes: return run.result()
      case .no: continue
      case .unknown(let failure): return unchecked(document, options, because: failure)
      }
    }
    var run = ValidationRun(schema: self, document: document, options: options)
    return run.result()
  }

  /// The result where the document's phase could not be told: nothing was checked.
  private func unchecked(
    _ document: XMLDocument, _ options: ValidationOptions, because failure: EvaluationFailure
  ) -> ValidationResult {
    var tally = AssertionTally()
    tally.notEvaluatedCount = 1
    return ValidationResult(
      schema: self, document: document, patterns: [],
      assertionTallies: Array(repeating: tally, count: assertions.count),
      ruleFiredCounts: Array(repeating: 0, count: rules.count), variableFailures: [failure],
      firingLimitWasHit: false)
  }
}

/// How a document is validated.
public struct ValidationOptions: Sendable {
  /// The most firings that are kept; the tallies count all.
  public var firingCountMax: Int
  /// Gives subordinate documents (`pattern/@documents`, `document(@href)`) from the folder of the
  /// document, and nothing above it; `nil` refuses them.
  public var subordinates: ResourceResolver?
  /// The bounds of subordinate documents.
  public var xml: XMLLimits
  /// Whether ``PatternResult/firedRules`` are kept; SVRL is written from them.
  public var keepsFiredRules = true

  /// Options of the caller's choice.
  public init(firingCountMax: Int, subordinates: ResourceResolver?, xml: XMLLimits) {
    self.firingCountMax = firingCountMax
    self.subordinates = subordinates
    self.xml = xml
  }

  /// 1,000,000 firings and no subordinate documents.
  public static let standard = ValidationOptions(
    firingCountMax: 1_000_000, subordinates: nil, xml: .standard)
}
