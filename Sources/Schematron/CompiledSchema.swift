@_spi(Engine) internal import XMLTree
internal import XPath

/// An expression with its place in the schema; a class so that passing it on costs one reference count.
final class CompiledExpression: Sendable {
  let expression: XPathExpression
  /// Whether it calls `document()`, whose references are relative to ``file``.
  let usesDocuments: Bool
  let file: String
  let line: Int
  /// The variables of its own rule that it needs, directly or through others, in their order.
  let lets: [Int]

  init(
    expression: XPathExpression, usesDocuments: Bool, file: String, line: Int, lets: [Int]
  ) {
    self.expression = expression
    self.usesDocuments = usesDocuments
    self.file = file
    self.line = line
    self.lets = lets
  }

  var source: String { expression.source }
}

/// What a variable stands for.
enum VariableDefinition: Sendable {
  case expression(CompiledExpression)
  /// The element content of a `let`, as a document of its own whose root is the value.
  case content(XMLDocument)
  /// A schema parameter that the caller gave.
  case given(String)
}

/// A variable of the schema, a phase or a pattern; its value belongs to one document.
struct GlobalVariable: Sendable {
  /// Its place among ``CompiledSchema/variableNames``.
  let name: Int
  let definition: VariableDefinition
  /// The pattern it belongs to, where another pattern has one of the same name.
  let contestedBy: Int?
  let file: String
  let line: Int
}

/// A variable of a rule.
struct RuleVariable: Sendable {
  /// Its place among ``CompiledSchema/variableNames``.
  let name: Int
  let definition: VariableDefinition
  let file: String
  let line: Int
}

/// A pattern, ready to run.
struct PatternPlan: Sendable {
  let pattern: Pattern
  let documents: CompiledExpression?
  /// Its variables whose names other patterns use too, as places among ``CompiledSchema/globals``.
  var contestedGlobals: [Int] = []
}

/// A rule, ready to run; a class so that passing it on costs one reference count.
final class RulePlan: Sendable {
  let rule: Rule
  let context: XPathPattern
  /// The place of the first alternative's answer; rules of the same context share them.
  let answerStart: Int
  /// Whether a node that an alternative's target names is matched without evaluation.
  let matchesByName: Bool
  let visitEach: CompiledExpression?
  let lets: [RuleVariable]
  /// The expressions of the variables that can wait until they are needed.
  let deferrables: SharedObjects<CompiledExpression>
  /// By variable: its place among ``deferrables``, `nil` where it is evaluated at once.
  let deferrablePlaces: [Int?]
  /// The place of its first variable among those of all rules.
  let letStart: Int
  /// Places among `lets` of those that hide a variable of a pattern, a phase or the schema.
  let hidingLets: [Int]
  let assertions: [AssertionPlan]
  /// ``assertions`` as tasks share them.
  let sharedAssertions: SharedObjects<AssertionPlan>

  init(
    rule: Rule, context: XPathPattern, answerStart: Int, visitEach: CompiledExpression?,
    lets: [RuleVariable],
    letStart: Int, hidingLets: [Int], assertions: [AssertionPlan]
  ) {
    self.rule = rule
    self.context = context
    self.answerStart = answerStart
    matchesByName = context.matchesByName
    self.visitEach = visitEach
    self.lets = lets
    var deferrables: [CompiledExpression] = []
    deferrablePlaces = lets.map { variable in
      // What document() means depends on the expression that is evaluated at the time.
      guard case .expression(let compiled) = variable.definition, !compiled.usesDocuments else {
        return nil
      }
      deferrables.append(compiled)
      return deferrables.count - 1
    }
    self.deferrables = SharedObjects(deferrables)
    self.letStart = letStart
    self.hidingLets = hidingLets
    self.assertions = assertions
    sharedAssertions = SharedObjects(assertions)
  }
}

/// An assertion, ready to run.
final class AssertionPlan: Sendable {
  let assertion: Assertion
  let test: CompiledExpression
  /// The value of the test at which it fires.
  let firesOn: Bool
  let subject: CompiledExpression?
  let message: MessageTemplate
  let diagnostics: [NotePlan]
  let properties: [NotePlan]

  init(
    assertion: Assertion, test: CompiledExpression, subject: CompiledExpression?,
    message: MessageTemplate, diagnostics: [NotePlan], properties: [NotePlan]
  ) {
    self.assertion = assertion
    self.test = test
    firesOn = assertion.kind == .report
    self.subject = subject
    self.message = message
    self.diagnostics = diagnostics
    self.properties = properties
  }
}

/// A diagnostic or property in the scope of the rule that refers to it.
struct NotePlan: Sendable {
  let id: String
  let role: String?
  let scheme: String?
  let template: MessageTemplate
}

/// Everything that validation needs, shared by all tasks.
final class CompiledSchema: Sendable {
  let source: SchemaFacts
  let patterns: [PatternPlan]
  let rules: [RulePlan]
  /// ``rules`` as tasks share them.
  let sharedRules: SharedObjects<RulePlan>
  /// How many alternatives the different contexts of all rules have.
  let answerCount: Int
  let assertions: [Assertion]
  /// How many variables all rules have.
  let ruleVariableCount: Int
  /// In an order in which each comes behind those it needs.
  let globals: [GlobalVariable]
  let variableNames: [String]
  let keys: [XPathKeyDeclaration]
  /// `phase/@from` (2025): the nodes at which checking begins.
  let start: CompiledExpression?
  /// `phase/@when` (2025): whether the phase is the document's, where that is asked.
  let condition: CompiledExpression?
  let documents: ResourceDocuments

  init(
    source: SchemaFacts, patterns: [PatternPlan], rules: [RulePlan], answerCount: Int,
    assertions: [Assertion],
    globals: [GlobalVariable], variableNames: [String], keys: [XPathKeyDeclaration],
    start: CompiledExpression?, condition: CompiledExpression?, documents: ResourceDocuments
  ) {
    self.source = source
    self.patterns = patterns
    self.rules = rules
    sharedRules = SharedObjects(rules)
    self.answerCount = answerCount
    self.assertions = assertions
    ruleVariableCount = rules.reduce(0) { $0 + $1.lets.count }
    self.globals = globals
    self.variableNames = variableNames
    self.keys = keys
    self.start = start
    self.condition = condition
    self.documents = documents
  }
}

/// What a schema says of itself.
struct SchemaFacts: Sendable {
  let title: String?
  let version: String?
  let edition: String?
  let language: String?
  let phase: String?
  let phases: [String]
  let namespaces: [SchemaNamespace]
  let paragraphs: [RichText]
}

/// A prefix that the schema declares with `ns`.
public struct SchemaNamespace: Hashable, Sendable {
  /// The prefix.
  public let prefix: String
  /// The namespace.
  public let uri: String
}
