public import XMLTree
public import XPath

/// What a schema said about a document: what fired, what was looked at, and what could not be told.
public struct ValidationResult: Sendable {
  /// The schema that was applied.
  public let schema: SchematronSchema
  /// The document that was checked.
  public let document: XMLDocument
  /// One for each active pattern, in the order of the schema.
  public internal(set) var patterns: [PatternResult]
  /// One for each of ``SchematronSchema/assertions``.
  public internal(set) var assertionTallies: [AssertionTally]
  /// How often each of ``SchematronSchema/rules`` took a node.
  public internal(set) var ruleFiredCounts: [Int]
  /// Variables of the schema, a phase or a pattern that have no value; what uses them is not evaluated.
  public internal(set) var variableFailures: [EvaluationFailure]
  /// Whether firings were left out because there were more than the limit.
  public internal(set) var firingLimitWasHit: Bool

  /// All firings, by pattern and then in document order.
  public var firings: [Firing] { patterns.flatMap(\.firings) }

  /// Whatever could not be evaluated; while there is any, the document is not known to be valid.
  public var failures: [EvaluationFailure] {
    variableFailures + patterns.flatMap(\.failures)
  }

  /// Whether nothing fired and everything was evaluated.
  public var isValid: Bool {
    patterns.allSatisfy { $0.firings.isEmpty && $0.failureCount == 0 }
      && variableFailures.isEmpty
  }
}

/// What one active pattern found.
public struct PatternResult: Sendable {
  /// The pattern.
  public let pattern: Pattern
  /// The subordinate documents that were checked instead of the document itself, where it names some.
  public internal(set) var documents: [String]
  /// The rules that took a node, in the order in which they did: by document, then in document order.
  public internal(set) var firedRules: [FiredRule] = []
  /// What fired, in the order of the fired rules.
  public internal(set) var firings: [Firing] = []
  /// The first failures; ``failureCount`` counts all.
  public internal(set) var failures: [EvaluationFailure] = []
  /// How many evaluations failed.
  public internal(set) var failureCount = 0

  /// The numbers that the evaluation gave to `documents`.
  private var documentNumbers: [Int] = []

  init(pattern: Pattern, documents: [String]) {
    self.pattern = pattern
    self.documents = documents
  }

  mutating func note(document: String, number: Int) {
    documents.append(document)
    documentNumbers.append(number)
  }

  mutating func add(_ failure: EvaluationFailure) {
    failureCount += 1
    if failures.count < Self.failuresKeptMax { failures.append(failure) }
  }

  /// The subordinate document in which a rule fired; `nil` for the document itself.
  public func document(of fired: FiredRule) -> String? {
    document(number: fired.node.document)
  }

  func document(number: Int) -> String? {
    documentNumbers.firstIndex(of: number).map { documents[$0] }
  }

  /// The most failures that one pattern keeps.
  public static let failuresKeptMax = 1_000

  /// The firings of the fired rule at `position` of ``firedRules``.
  public func firings(ofFiredRuleAt position: Int) -> ArraySlice<Firing> {
    let start = firedRules[position].firstFiring
    let end =
      position + 1 < firedRules.count ? firedRules[position + 1].firstFiring : firings.count
    return firings[start..<end]
  }
}

/// One node that a rule took.
public struct FiredRule: Sendable {
  private let ruleNumber: UInt32
  private let firingNumber: UInt32
  /// The node, in the numbering of the evaluation; the document is number 0.
  let node: XPathNode

  init(rule: Int, firstFiring: Int, node: XPathNode) {
    ruleNumber = UInt32(rule)
    firingNumber = UInt32(firstFiring)
    self.node = node
  }

  /// The rule's place among ``SchematronSchema/rules``.
  public var rule: Int { Int(ruleNumber) }

  var firstFiring: Int { Int(firingNumber) }
}

/// One assertion that did not hold, or report that did, at one node.
public struct Firing: Sendable {
  /// The assertion or report.
  public let assertion: Assertion
  /// The node of the rule's context.
  public let contextNode: XMLNode
  /// The node that `subject` names, else the context node.
  public let node: XMLNode
  /// A location path to ``node`` that any XPath 1.0 engine resolves with the prefixes of the schema.
  public var location: String { locations.path(of: node) }
  let locations: SharedLocations
  /// Its text, filled in.
  public let message: RichText
  /// The diagnostics it refers to, filled in.
  public let diagnostics: [Note]
  /// The properties it refers to, filled in.
  public let properties: [Note]

  /// A diagnostic or property with its values.
  public struct Note: Sendable {
    /// The attribute `id`.
    public let id: String
    /// The attribute `role`.
    public let role: String?
    /// Of a property.
    public let scheme: String?
    /// The text, filled in.
    public let text: RichText
  }

  /// The role of the assertion, else that of its rule.
  public var role: String? { assertion.role ?? assertion.rule.role }
}

/// How often an assertion was looked at and how it ended.
public struct AssertionTally: Hashable, Sendable {
  /// How many tests gave an answer.
  public internal(set) var evaluatedCount = 0
  /// Of the evaluated: a false assert or a true report.
  public internal(set) var firedCount = 0
  /// How many tests gave none.
  public internal(set) var notEvaluatedCount = 0
}

/// Something that could not be evaluated, which is never taken for a pass.
public struct EvaluationFailure: Sendable {
  /// What was evaluated.
  public enum Subject: Sendable {
    case variable(String)
    /// The nodes at which a phase begins (`phase/@from`).
    case start
    /// Whether a phase is the document's (`phase/@when`), by the id of the phase.
    case phase(String)
    case documents(Pattern)
    case context(Rule)
    case test(Assertion)
    /// The assertion fired, but its text could not be filled in.
    case message(Assertion)
  }

  /// What was evaluated.
  public let subject: Subject
  /// The node at which it was evaluated, as a location path.
  public let location: String
  /// The subordinate document that the node is of, as the pattern names it; `nil` for the document itself.
  public let document: String?
  /// Of the expression in the schema.
  public let file: String
  /// The line of the expression.
  public let line: Int
  /// Why there is no value.
  public let reason: Reason

  /// Why.
  public enum Reason: Sendable {
    case expression(XPathEvaluationError)
    /// `pattern/@documents` names none.
    case noDocuments
    /// A subordinate document could not be read.
    case document(reference: String, reason: String)
  }
}

extension EvaluationFailure: CustomStringConvertible {
  /// A short name of the kind of failure.
  public var code: String {
    switch subject {
    case .variable: "variable"
    case .start: "phase-from"
    case .phase: "phase-when"
    case .documents: "documents"
    case .context: "context"
    case .test: "test"
    case .message: "message"
    }
  }

  /// One line: the place in the schema, what was evaluated, and why it has no value.
  public var description: String {
    let what =
      switch subject {
      case .variable(let name): "variable '\(name)'"
      case .start: "the nodes where the phase begins"
      case .phase(let id): "whether the phase '\(id)' is the document's"
      case .documents(let pattern): "the documents of pattern '\(pattern.id ?? "")'"
      case .context(let rule): "context '\(rule.context)'"
      case .test(let assertion): "test '\(assertion.test)'"
      case .message(let assertion): "the message of test '\(assertion.test)'"
      }
    return "\(file):\(line): \(what): \(reason)"
  }
}

extension EvaluationFailure.Reason: CustomStringConvertible {
  /// Why, in one line.
  public var description: String {
    switch self {
    case .expression(let error): "\(error)"
    case .noDocuments: "no document is named"
    case .document(let reference, let reason): "'\(reference)' cannot be read: \(reason)"
    }
  }
}
