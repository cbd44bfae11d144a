import Auditing
import PlanAudit
import TestSupport
import Testing

/// The rule set of the repository, with its examples; compiled once for all tests.
enum ShippedRules {
  static let auditor = Result { try PlanAuditor(rules: RuleFiles.builtInWithExamples) }

  static func rules() throws -> RuleSet { try auditor.get().ruleSet }
  /// Empty where the rule set cannot be read; the first test then says why.
  static let examples: [RuleExample] = {
    do { return try rules().examples() } catch { return [] }
  }()
}

extension RuleExample: CustomTestStringConvertible {
  /// The rule and the example's name.
  public var testDescription: String { "\(rule): \(name)" }
}

@Suite struct `Rule examples` {
  @Test
  func `every rule has an example that passes, one that fails, and one where it does not apply`()
    throws
  {
    let rules = try ShippedRules.rules()
    let examples = try rules.examples()
    for rule in rules.rules {
      let kinds = Set(examples.filter { $0.rule == rule.id }.map(\.expectation))
      for kind in ExampleExpectation.allCases where !kinds.contains(kind) {
        Issue.record("\(rule.file): \(rule.id) has no example that is '\(kind.rawValue)': add one")
      }
    }
  }

  @Test(arguments: ShippedRules.examples)
  func `an example ends as it says, whatever its comments, prefixes and line ends`(
    example: RuleExample
  ) throws {
    let runner = RuleExampleRunner(rules: try ShippedRules.rules())
    for variant in ExampleVariant.allCases {
      #expect(try runner.run(example, variant: variant) == .asExpected, "\(variant)")
    }
  }

  @Test func `the negation of each rule is noticed by one of its examples`() throws {
    let rules = try ShippedRules.rules()
    let runner = RuleExampleRunner(rules: rules)
    let examples = Dictionary(grouping: try rules.examples(), by: \.rule)
    for rule in rules.rules {
      let isNoticed = try (examples[rule.id] ?? []).contains {
        try runner.noticesNegation(of: $0)
      }
      #expect(isNoticed, "\(rule.file): the examples of \(rule.id) hold whatever its test says")
    }
  }
}
