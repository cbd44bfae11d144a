internal import XMLTree
internal import XPath

/// Looks through the expressions of one compiled schema.
struct ExpressionChecks {
  let schema: CompiledSchema
  let vocabulary: DocumentVocabulary?
  /// The prefix of each declared namespace.
  private let prefixes: [String: String]
  /// The local names of elements that occur with a prefix somewhere in the schema.
  private let prefixedNames: Set<String>
  /// Whether no context names an element without a prefix.
  private let contextsArePrefixed: Bool

  /// `parts` are all phases of the schema, of which `schema` is one.
  init(schema: CompiledSchema, of parts: [CompiledSchema], vocabulary: DocumentVocabulary?) {
    self.schema = schema
    self.vocabulary = vocabulary
    var prefixes: [String: String] = [:]
    for namespace in schema.source.namespaces where prefixes[namespace.uri] == nil {
      prefixes[namespace.uri] = namespace.prefix
    }
    self.prefixes = prefixes
    let contexts = parts.flatMap(\.rules).flatMap { $0.context.analysis.nameTests }
      .filter(\.isOfElement)
    let tests = parts.flatMap(\.rules).flatMap(\.assertions)
      .flatMap { $0.test.expression.analysis.nameTests }.filter(\.isOfElement)
    prefixedNames = Set((contexts + tests).filter { !$0.namespaceURI.isEmpty }.map(\.localName))
    contextsArePrefixed =
      !contexts.isEmpty && contexts.allSatisfy { !$0.namespaceURI.isEmpty || $0.localName == "*" }
  }

  func findings() -> [LintFinding] {
    var found: [LintFinding] = []
    for plan in schema.rules {
      let place = Place(subject: plan.rule.name, file: plan.rule.file, line: plan.rule.line)
      found += checkContext(plan, place)
      found += checkNames(plan.context.analysis, isForeign: isForeign(plan.context), place)
      found += checkComparisons(plan.context.inspection, place)
      found += checkRule(plan, place)
    }
    for global in schema.globals {
      guard case .expression(let expression) = global.definition else { continue }
      let place = Place(
        subject: schema.variableNames[global.name], file: global.file, line: global.line)
      found += check(expression, place)
    }
    return found
  }

  private struct Place {
    let subject: String?
    let file: String
    let line: Int
  }

  private func finding(
    _ code: LintCode, _ place: Place, _ found: String, _ expected: String
  ) -> LintFinding {
    LintFinding(
      code: code, subject: place.subject, file: place.file, line: place.line, found: found,
      expected: expected)
  }

  private func checkRule(_ plan: RulePlan, _ rulePlace: Place) -> [LintFinding] {
    var found: [LintFinding] = []
    let rows = Rows(plan, vocabulary)
    func examine(_ expression: CompiledExpression, _ place: Place) {
      found += check(expression, place)
      for scan in expression.expression.inspection.scans where rows.areWalked(by: scan) {
        found.append(
          finding(
            .unboundedScan, place,
            "'\(scan.axis)::\(scan.test)' has no position and is walked for every node of the rule",
            "[1] right behind the step, a key, or a let above the rules"))
      }
    }
    for variable in plan.lets {
      guard case .expression(let expression) = variable.definition else { continue }
      examine(
        expression,
        Place(
          subject: schema.variableNames[variable.name], file: variable.file, line: variable.line))
    }
    for assertion in plan.assertions {
      let own = assertion.assertion
      let place = Place(subject: own.id ?? plan.rule.name, file: own.file, line: own.line)
      examine(assertion.test, place)
      if let subject = assertion.subject { found += check(subject, place) }
      let templates =
        [assertion.message] + assertion.diagnostics.map(\.template)
        + assertion.properties.map(\.template)
      for expression in templates.flatMap({ Self.expressions(of: $0.parts) }) {
        found += check(
          expression,
          Place(subject: place.subject, file: expression.file, line: expression.line))
      }
    }
    return found
  }

  private static func expressions(of parts: [MessageTemplate.Part]) -> [CompiledExpression] {
    parts.flatMap { part -> [CompiledExpression] in
      switch part {
      case .text, .name: []
      case .value(let expression), .copy(let expression): [expression]
      case .emphasis(let inner, _), .span(let inner, _), .direction(let inner, _, _),
        .markup(_, _, let inner):
        expressions(of: inner)
      }
    }
  }

  private func check(_ expression: CompiledExpression, _ place: Place) -> [LintFinding] {
    let analysis = expression.expression.analysis
    let isForeign =
      !expression.expression.referencedVariables.isEmpty || analysis.functions.contains("document")
    return checkNames(analysis, isForeign: isForeign, place)
      + checkComparisons(expression.expression.inspection, place)
  }

  private func isForeign(_ pattern: XPathPattern) -> Bool {
    !pattern.referencedVariables.isEmpty || pattern.analysis.functions.contains("document")
  }

  private func checkComparisons(_ inspection: XPathInspection, _ place: Place) -> [LintFinding] {
    inspection.looseComparisons.map { comparison in
      finding(
        .bareComparison, place,
        "'\(comparison.operand)' is compared by '\(comparison.comparison)' as it stands, which XPath 2.0 reads otherwise or refuses where it is no number",
        "number(\(comparison.operand))")
    }
  }

  // MARK: Names

  /// `isForeign`: the expression may look into other documents than the one that is checked.
  private func checkNames(
    _ analysis: XPathAnalysis, isForeign: Bool, _ place: Place
  ) -> [LintFinding] {
    var found: [LintFinding] = []
    for test in analysis.nameTests where test.isOfElement && test.localName != "*" {
      if test.namespaceURI.isEmpty {
        if !isForeign, let expected = prefixed(test.localName) {
          found.append(
            finding(
              .unprefixedName, place, "'\(test.localName)' is in no namespace, and the document is",
              expected))
        }
      } else if let vocabulary, vocabulary.namespaces.contains(test.namespaceURI),
        !vocabulary.hasElement(test.localName, namespace: test.namespaceURI)
      {
        found.append(
          finding(
            .unknownName, place, "the grammar has no element '\(test.localName)'",
            "a name of the grammar"))
      }
    }
    return found
  }

  /// What a name without a prefix was probably meant to be; `nil` where it is right as it is.
  private func prefixed(_ name: String) -> String? {
    if let vocabulary {
      if vocabulary.hasElement(name, namespace: "") { return nil }
      for uri in vocabulary.namespaces.sorted() where vocabulary.hasElement(name, namespace: uri) {
        return prefixes[uri].map { "\($0):\(name)" } ?? "a prefix for the namespace '\(uri)'"
      }
      return "a name of the grammar"
    }
    guard prefixedNames.contains(name) || contextsArePrefixed else { return nil }
    return schema.source.namespaces.first.map { "a prefix, such as \($0.prefix):\(name)" }
  }

  // MARK: Contexts

  private func checkContext(_ plan: RulePlan, _ place: Place) -> [LintFinding] {
    guard let vocabulary else { return [] }
    return plan.context.outline.alternatives.filter { !vocabulary.canHold($0) }.map {
      finding(
        .deadContext, place, "no document of the grammar has a node for '\($0.source)'",
        "a context that some node has")
    }
  }
}

/// The elements of which a document may have any number and at or in which a rule is checked.
private enum Rows {
  case named(Set<String>)
  case unknown

  init(_ plan: RulePlan, _ vocabulary: DocumentVocabulary?) {
    var names: Set<String> = []
    for alternative in plan.context.outline.alternatives {
      if let vocabulary {
        guard let rows = vocabulary.rows(of: alternative) else {
          self = .unknown
          return
        }
        names.formUnion(rows)
        continue
      }
      // Without a grammar, only the root and the outermost element are known to be single.
      let isOutermost =
        alternative.isAbsolute && alternative.steps.allSatisfy { !$0.isBehindDoubleSlash }
        && alternative.steps.filter { !$0.isAttribute }.count <= 1
      if !isOutermost {
        self = .unknown
        return
      }
    }
    self = .named(names)
  }

  /// Whether a step goes over the rows, from each of them.
  func areWalked(by scan: XPathInspection.Scan) -> Bool {
    switch self {
    case .unknown: true
    case .named(let names):
      names.contains(scan.test)
        || !names.isEmpty && (scan.axis == "/descendant" || !scan.namesElement)
    }
  }
}

extension XPathInspection.Scan {
  /// Whether the test is for elements of one name.
  fileprivate var namesElement: Bool { test != "*" && test != "node()" }
}

extension XPathAnalysis.NameTest {
  /// Whether it is a test for elements.
  fileprivate var isOfElement: Bool { axis != "attribute" && axis != "namespace" }
}
