internal import XPath

/// Looks through a schema for what is allowed and probably not meant.
public enum SchemaLint {
  /// Looks through the schema at `path`.
  ///
  /// - Parameters:
  ///   - path: the schema's file as the resolver knows it.
  ///   - resources: gives this file and those it refers to.
  ///   - vocabulary: the names of the documents that the schema is for; `nil` leaves them unchecked.
  ///   - limits: the bounds of the schema.
  /// - Returns: what is found, by file, line and code.
  /// - Throws: why the schema does not compile, in whichever of its phases.
  public static func findings(
    path: String, resources: ResourceResolver, vocabulary: DocumentVocabulary? = nil,
    limits: SchemaLimits = .standard
  ) throws(SchemaError) -> [LintFinding] {
    let root = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    var inclusion = SchemaInclusion(resources: resources, root: root, limits: limits)
    let source = try SchemaSource(try inclusion.schema(at: path), limits: limits)
    let documents = ResourceDocuments(resources: resources, root: root, limits: limits.xml)
    let parts = try SchemaCompilation.parts(of: source, documents: documents)
    var found: Set<LintFinding> = []
    for part in parts {
      let checks = ExpressionChecks(schema: part, of: parts, vocabulary: vocabulary)
      found.formUnion(checks.findings())
      found.formUnion(shadowedRules(of: part))
    }
    found.formUnion(UnusedDeclarations(source).findings())
    found.formUnion(unstatedFacts(of: parts, source))
    return found.sorted { left, right in
      (left.file, left.line, left.code.rawValue, left.found)
        < (right.file, right.line, right.code.rawValue, right.found)
    }
  }

  /// Alternatives of contexts whose nodes an earlier rule of the pattern takes.
  private static func shadowedRules(of schema: CompiledSchema) -> [LintFinding] {
    var found: [LintFinding] = []
    var earlier: [(alternative: XPathPatternOutline.Alternative, line: Int)] = []
    var pattern = -1
    for plan in schema.rules where !plan.rule.pattern.isGroup {
      if plan.rule.pattern.index != pattern {
        earlier.removeAll()
        pattern = plan.rule.pattern.index
      }
      let alternatives = plan.context.outline.alternatives
      for alternative in alternatives {
        guard let first = earlier.first(where: { $0.alternative.covers(alternative) }) else {
          continue
        }
        found.append(
          LintFinding(
            code: .shadowedRule, subject: plan.rule.name, file: plan.rule.file,
            line: plan.rule.line,
            found:
              "the rule of line \(first.line), '\(first.alternative.source)', takes all nodes of '\(alternative.source)'",
            expected: "contexts that do not overlap, the narrower one first"))
      }
      earlier += alternatives.map { ($0, plan.rule.line) }
    }
    return found
  }

  /// Facts about assertions and their texts that are not stated.
  private static func unstatedFacts(
    of parts: [CompiledSchema], _ source: SchemaSource
  ) -> [LintFinding] {
    var found: [LintFinding] = []
    for assertion in parts.flatMap(\.assertions) {
      func report(_ code: LintCode, _ what: String, _ expected: String) {
        found.append(
          LintFinding(
            code: code, subject: assertion.id ?? assertion.rule.name, file: assertion.file,
            line: assertion.line, found: "the \(assertion.kind.rawValue) has no \(what)",
            expected: expected))
      }
      let (rule, pattern) = (assertion.rule, assertion.rule.pattern)
      if assertion.id == nil { report(.missingID, "id", "an id that stays") }
      if (assertion.severity ?? assertion.role ?? rule.role ?? pattern.role) == nil {
        report(.missingRole, "role", "a role, of its own, its rule's or its pattern's")
      }
      if (assertion.see ?? rule.see ?? pattern.see) == nil {
        report(.missingSee, "see", "see, naming what it rests on")
      }
      if assertion.message.language == nil {
        report(.missingLanguage, "language", "xml:lang, of its own or of an element around it")
      }
    }
    for element in source.diagnostics.elements + source.properties.elements
    where element.language == nil {
      found.append(
        LintFinding(
          code: .missingLanguage, subject: element["id"], file: element.file, line: element.line,
          found: "the \(element.localName) has no language",
          expected: "xml:lang, of its own or of an element around it"))
    }
    return found
  }
}

extension Rule {
  /// What a person calls the rule: its id, else its pattern's.
  var name: String? { id ?? pattern.id }
}
