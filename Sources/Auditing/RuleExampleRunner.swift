internal import Schematron
internal import XMLTree
internal import XPath

/// How an example ended.
package enum ExampleOutcome: Equatable, Sendable {
  case asExpected
  /// What was expected and what came instead.
  case differs(String)
}

/// Runs the examples of a rule set; what it gives depends on nothing else.
package struct RuleExampleRunner: Sendable {
  private let rules: RuleSet
  private let indexes: [String: Int]

  package init(rules: RuleSet) {
    self.rules = rules
    indexes = Dictionary(
      rules.rules.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Runs `example`, changed by `variant`.
  package func run(
    _ example: RuleExample, variant: ExampleVariant
  ) throws(RuleExampleError) -> ExampleOutcome {
    let run = try observe(example, variant)
    return judge(example, evaluatedCount: run.evaluatedCount, run.fired, run)
  }

  /// Whether the example would end otherwise if the rule's test were negated: whether it proves anything of the test.
  package func noticesNegation(of example: RuleExample) throws(RuleExampleError) -> Bool {
    let run = try observe(example, .asWritten)
    guard run.evaluatedCount > 0 else { return false }
    let negatedCount = run.evaluatedCount - run.fired.count
    switch example.expectation {
    case .pass: return negatedCount > 0
    case .fail: return !run.fired.isEmpty
    case .notApplicable: return false
    }
  }

  /// What a rule did on an example.
  private struct Observation {
    var evaluatedCount: Int
    var fired: [XMLNode]
    var expected: [XMLNode]
    var failure: String?
  }

  private func observe(
    _ example: RuleExample, _ variant: ExampleVariant
  ) throws(RuleExampleError) -> Observation {
    guard let index = indexes[example.rule] else {
      throw .unknownRule(example.rule, file: example.file, line: example.line)
    }
    let document: XMLDocument
    do {
      document = try example.document(variant)
    } catch {
      throw .unreadable(error)
    }
    let result = rules.schema.validate(document)
    let entry = Ledger.entries(for: result, rules: rules, plans: [])[index]
    let fired = result.firings.filter { rules.ruleIndexes[$0.assertion.index] == index }
    var failure: String?
    if case .notEvaluated(let reason) = entry.outcome { failure = reason.text(in: .english) }
    return Observation(
      evaluatedCount: entry.evaluatedCount, fired: fired.map(\.node),
      expected: try expectedNodes(of: example, in: document), failure: failure)
  }

  private func judge(
    _ example: RuleExample, evaluatedCount: Int, _ fired: [XMLNode], _ run: Observation
  ) -> ExampleOutcome {
    if let failure = run.failure { return .differs("could not be evaluated: \(failure)") }
    switch example.expectation {
    case .notApplicable where evaluatedCount > 0:
      return .differs("should meet no node, but met \(evaluatedCount)")
    case .pass where evaluatedCount == 0:
      return .differs("should be evaluated and pass, but met no node")
    case .pass where !fired.isEmpty:
      return .differs("should pass, but found \(paths(fired))")
    case .fail where run.expected.isEmpty:
      return .differs("'at' names no node of the example")
    case .fail where Set(fired) != Set(run.expected) || fired.count != run.expected.count:
      return .differs(
        "should find \(paths(run.expected)), but found \(fired.isEmpty ? "nothing" : paths(fired))")
    case .pass, .fail, .notApplicable: return .asExpected
    }
  }

  private func paths(_ nodes: [XMLNode]) -> String {
    nodes.map { $0.path(prefixes: [planNamespace: "p"]) }.joined(separator: ", ")
  }

  /// The nodes that `at` names from the root, else from the submission, else from anywhere.
  private func expectedNodes(
    of example: RuleExample, in document: XMLDocument
  ) throws(RuleExampleError) -> [XMLNode] {
    guard let at = example.at else { return [] }
    let expression: XPathExpression
    do {
      expression = try XPathExpression(
        at, in: XPathStaticContext(namespaces: ["p": planNamespace]))
    } catch {
      throw .invalidPlace(error, file: example.file, line: example.line)
    }
    var evaluator = XPathEvaluator(document: document)
    let elements = document.root.descendants.filter { $0.kind == .element }
    for starts in [[document.root], [document.documentElement], elements] {
      var found: Set<XPathNode> = []
      for start in starts {
        guard let node = evaluator.find(start) else { continue }
        do {
          found.formUnion(try evaluator.nodeSet(expression, at: node))
        } catch {
          throw .unevaluatedPlace(error, file: example.file, line: example.line)
        }
      }
      if !found.isEmpty { return found.sorted().map { evaluator.node($0) } }
    }
    return []
  }
}
