/// What is compiled beside the patterns that were asked for.
extension SchemaCompilation {
  /// Compiles everything that `selection` leaves out, so that an error there is told too.
  ///
  /// Each pattern is compiled in the first phase that has it, for it may use that phase's variables. Where
  /// all patterns are active, only the expressions of the phases themselves remain.
  static func checkRest(
    of source: SchemaSource, besides selection: PhaseSelection, parameters: [String: String],
    documents: ResourceDocuments
  ) throws(SchemaError) {
    let chosen = try SchemaCompilation(source).phaseElement(selection)
    let active = chosen.map(source.patternPlaces) ?? Array(source.patterns.indices)
    _ = try parts(
      of: source, besides: chosen, open: Set(source.patterns.indices).subtracting(active),
      parameters: parameters, documents: documents)
  }

  /// The schema in so many of its phases that each pattern, and each expression of a phase, is in one.
  static func parts(
    of source: SchemaSource, documents: ResourceDocuments
  ) throws(SchemaError) -> [CompiledSchema] {
    try parts(
      of: source, besides: nil, open: Set(source.patterns.indices), parameters: [:],
      documents: documents)
  }

  private static func parts(
    of source: SchemaSource, besides chosen: SchemaElement?, open: Set<Int>,
    parameters: [String: String], documents: ResourceDocuments
  ) throws(SchemaError) -> [CompiledSchema] {
    var open = open
    var parts: [CompiledSchema] = []
    func compile(_ phase: SchemaElement?, _ places: [Int]) throws(SchemaError) {
      var compilation = try SchemaCompilation(source)
      parts.append(
        try compilation.compiled(
          phase: phase, patterns: places.map { source.patterns[$0] }, parameters: parameters,
          documents: documents))
      open.subtract(places)
    }
    for phase in source.phases.elements where phase !== chosen {
      let places = source.patternPlaces(in: phase)
      if phase.hasExpressions || !open.isDisjoint(with: places) { try compile(phase, places) }
    }
    if !open.isEmpty { try compile(nil, open.sorted()) }
    return parts
  }

  /// The schema in each phase that has a condition, in their order.
  static func conditionalPhases(
    of source: SchemaSource, parameters: [String: String], documents: ResourceDocuments
  ) throws(SchemaError) -> [CompiledSchema] {
    var schemas: [CompiledSchema] = []
    for phase in source.phases.elements where phase["when"] != nil {
      var compilation = try SchemaCompilation(source)
      schemas.append(
        try compilation.compiled(
          phase: .named(phase.required("id")), parameters: parameters, documents: documents))
    }
    return schemas
  }
}

extension SchemaSource {
  /// The places of the patterns that are active in `phase`, in their order.
  func patternPlaces(in phase: SchemaElement) -> [Int] {
    let names = Set(
      phase.schematronChildren.filter { $0.localName == "active" }.compactMap { $0["pattern"] })
    return patterns.indices.filter { patterns[$0].id.map(names.contains) == true }
  }
}

extension SchemaElement {
  /// Whether a phase has expressions of its own.
  fileprivate var hasExpressions: Bool {
    self["from"] != nil || self["when"] != nil
      || schematronChildren.contains { $0.localName == "let" }
  }
}
