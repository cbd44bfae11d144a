public import XMLTree

/// Why a compiled expression has no value.
public enum XPathEvaluationError: Error, Equatable, Sendable {
  /// A declared variable that has no value yet.
  case unboundVariable(String)
  /// A deferred variable whose expression needs the variable's own value.
  case recursiveVariable(String)
  /// A variable holds something else where a node-set is needed.
  case notANodeSet(expression: String)
  case unknownKey(String)
  /// A QName that a function was given at run time has a prefix that is not declared.
  case unknownPrefix(String)
  case documentNotLoaded(uri: String, reason: String)
  case malformedFormat(pattern: String)
  case unknownDecimalFormat(String)
  case tooManyDocuments(limit: Int)
  /// A key is used by its own declaration.
  case recursiveKey(String)
}

extension XPathEvaluationError: CustomStringConvertible {
  /// One line that says what was found and what was expected.
  public var description: String {
    switch self {
    case .unboundVariable(let name): "the variable '$\(name)' has no value"
    case .recursiveVariable(let name): "the variable '$\(name)' needs its own value"
    case .notANodeSet(let expression): "a node-set is needed in '\(expression)'"
    case .unknownKey(let name): "the key '\(name)' is not declared"
    case .unknownPrefix(let prefix): "the prefix '\(prefix)' is not declared"
    case .documentNotLoaded(let uri, let reason): "document('\(uri)') cannot be read: \(reason)"
    case .malformedFormat(let pattern): "format-number() cannot read the pattern '\(pattern)'"
    case .unknownDecimalFormat(let name): "the decimal format '\(name)' is not declared"
    case .tooManyDocuments(let limit): "more documents than the limit documentCountMax of \(limit)"
    case .recursiveKey(let name): "the key '\(name)' needs itself"
    }
  }
}

/// What `document()` asks for.
public struct XPathDocumentRequest: Sendable {
  /// The reference as the expression gave it, not resolved, without a fragment.
  public let uri: String
  /// The node whose base URI counts; `nil` means that of the expression.
  public let base: XMLNode?
}

/// Finds the document that `document()` asks for; what it throws becomes `documentNotLoaded`.
public typealias XPathDocumentLoader =
  @Sendable (XPathDocumentRequest) throws -> XMLDocument
