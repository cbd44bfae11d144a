public import XMLTree

/// A compiled XSLT 1.0 pattern (XSLT 1.0, section 5.2); variables are allowed in its predicates.
public struct XPathPattern: Sendable {
  /// The pattern as written.
  public var source: String { program.content.source }
  let program: XPathProgram
  /// The program's, at hand without it.
  let id: Int

  /// Compiles `source`.
  public init(_ source: String, in context: XPathStaticContext) throws(XPathSyntaxError) {
    program = try Compiler.pattern(source, in: context)
    id = program.id
  }

  /// What each alternative between `|` can match, in their order.
  public var targets: [XPathPatternTarget] { program.content.targets }

  /// The variables that occur.
  public var referencedVariables: [String] { program.variables }

  /// Whether the pattern is nothing but node tests on names or kinds, so that a node which a target names
  /// is matched for certain: no `/` but alone, no predicate, no `id()` or `key()`, no name of an instruction.
  package var matchesByName: Bool { program.content.matchesByName }

  /// What tools learn without matching.
  public var analysis: XPathAnalysis { program.content.analysis }
}

/// The nodes that a pattern alternative can match at all, so that a dispatcher need try only those.
public enum XPathPatternTarget: Hashable, Sendable {
  /// Any node, attributes and the root included: `id()` and `key()` alone.
  case any
  /// Every node of one kind: `*`, `@*`, `text()`, `comment()`, `processing-instruction()`, `/`.
  case kind(XMLNodeKind)
  /// Any child: `node()` matches elements, text, comments and processing instructions.
  case child
  /// The elements or attributes (or processing instructions) of one name.
  case named(XMLNodeKind, XMLExpandedName)
  /// The elements or attributes of one namespace: `p:*`.
  case namespace(XMLNodeKind, uri: String)
}

/// A declared key (XSLT 1.0, section 12.2); several may share a name.
public struct XPathKeyDeclaration: Sendable {
  /// `local`, or `{uri}local`.
  public let name: String
  /// Which nodes have the key.
  public let match: XPathPattern
  /// The value, or the values where it is a node-set.
  public let use: XPathExpression

  /// A key of that name.
  public init(name: String, match: XPathPattern, use: XPathExpression) {
    self.name = name
    self.match = match
    self.use = use
  }
}
