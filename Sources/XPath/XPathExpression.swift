/// A compiled XPath 1.0 expression, a value that tasks share.
public struct XPathExpression: Sendable {
  /// The expression as written.
  public var source: String { program.content.source }
  let program: XPathProgram
  /// The program's, at hand without it.
  let id: Int

  /// Compiles `source`; names, functions and variables are checked here, not when it is evaluated.
  public init(_ source: String, in context: XPathStaticContext) throws(XPathSyntaxError) {
    program = try Compiler.expression(source, in: context)
    id = program.id
  }

  /// The type of the value.
  public var staticType: XPathStaticType { program.content.staticType }

  /// The variables that occur, in the form `local` or `{uri}local`, each once, in order of occurrence.
  public var referencedVariables: [String] { program.variables }

  /// Whether the expression calls `document()`.
  public var callsDocument: Bool { program.content.notes.functions.contains("document") }

  /// The expanded names that occur in node tests, for tools that check them against a vocabulary.
  public var analysis: XPathAnalysis { program.content.analysis }
}

/// What tools learn about an expression without evaluating it.
public struct XPathAnalysis: Sendable, Equatable {
  /// A node test by name.
  public struct NameTest: Sendable, Hashable {
    /// The axis as spelled in full.
    public let axis: String
    /// Empty for names without a prefix.
    public let namespaceURI: String
    /// `*` for the wildcards.
    public let localName: String
    /// Whether the step has a predicate.
    public let hasPredicate: Bool
  }
  /// The node tests by name, in order of occurrence.
  public var nameTests: [NameTest] = []
  /// The functions that are called, in order of occurrence.
  public var functions: [String] = []
}
