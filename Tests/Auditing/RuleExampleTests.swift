import Auditing
import Testing

@Suite struct `Rule examples` {
  private static func file(_ attributes: String, total: Int) -> String {
    """
    <examples xmlns="urn:planaudit:examples:1" rule="TOT-01">
      <example name="例" \(attributes)>\(SmallRuleSet.submission(
        SmallRuleSet.plan(SmallRuleSet.rows, total: total), stray: ["x"]))</example>
    </examples>
    """
  }

  private static func run(_ attributes: String, total: Int) throws -> [ExampleOutcome] {
    let rules = try SmallRuleSet.ruleSet()
    let examples = try RuleExample.read(
      Array(file(attributes, total: total).utf8), file: "TOT-01.examples.xml")
    let runner = RuleExampleRunner(rules: rules)
    return try ExampleVariant.allCases.flatMap { variant in
      try examples.map { try runner.run($0, variant: variant) }
    }
  }

  @Test(arguments: [
    ("expect='pass'", 600), ("expect='fail' at='p:plan/p:totals/p:cost'", 601),
    ("expect='fail' at='p:totals/p:cost'", 601), ("expect='fail' at='//p:totals/*[1]'", 601),
    ("rule='SRC-03' expect='fail' at='p:unplaced'", 600),
    ("rule='NUM-03' expect='fail' at='//p:entry[3]/p:number'", 600),
  ])
  func `a right example ends as it says, in every variant`(attributes: String, total: Int) throws {
    #expect(try Self.run(attributes, total: total).allSatisfy { $0 == .asExpected })
  }

  @Test(arguments: [
    ("expect='pass'", 601), ("expect='fail' at='p:plan/p:totals/p:cost'", 600),
    ("expect='fail' at='p:plan/p:totals/p:target'", 601), ("expect='not-applicable'", 600),
    ("expect='fail' at='p:plan/p:nothing'", 601), ("expect='fail' at='//p:cost'", 601),
  ])
  func `a wrong example is noticed`(attributes: String, total: Int) throws {
    let outcomes = try Self.run(attributes, total: total)
    #expect(outcomes.allSatisfy { $0 != .asExpected })
  }

  @Test func `passing and failing examples notice a negated test`() throws {
    let runner = RuleExampleRunner(rules: try SmallRuleSet.ruleSet())
    for (attributes, total, notices) in [
      ("expect='pass'", 600, true), ("expect='fail' at='p:totals/p:cost'", 601, true),
      ("rule='STA-04' expect='not-applicable'", 600, false),
    ] {
      let examples = try RuleExample.read(
        Array(Self.file(attributes, total: total).utf8), file: "x.examples.xml")
      for example in examples {
        #expect(try runner.noticesNegation(of: example) == notices)
      }
    }
  }

  @Test(arguments: [
    ("expect='maybe'", "'maybe'"), ("expect='fail'", "needs 'at'"), ("", "'expect'"),
    ("expect='pass' at='x'", "only"),
  ])
  func `a faulty file of examples is refused with its place`(attributes: String, word: String) {
    #expect {
      try RuleExample.read(
        Array(Self.file(attributes, total: 1).utf8), file: "TOT-01.examples.xml")
    } throws: { error in
      "\(error)".contains("TOT-01.examples.xml:2") && "\(error)".contains(word)
    }
  }

  @Test func `a wrong path or rule is an error`() {
    #expect(throws: RuleExampleError.self) { try Self.run("expect='fail' at='p:['", total: 1) }
    #expect(throws: RuleExampleError.self) { try Self.run("rule='NO-01' expect='pass'", total: 1) }
  }

  @Test func `the catalogue has a section a rule with its examples`() throws {
    let rules = try SmallRuleSet.ruleSet()
    let examples = try RuleExample.read(
      Array(Self.file("expect='fail' at='a|b'", total: 1).utf8), file: "TOT-01.examples.xml")
    let text = RuleCatalogueText(rules: rules, examples: examples).markdown()
    for rule in rules.rules { #expect(text.contains("\n## \(rule.id)\n")) }
    #expect(text.contains("| 例 | fail | `a\\|b` |"))
    #expect(text.contains("URL-05](#url-05) | info (review)"))
    #expect(text.contains("`fiscalYear`"))
  }
}
