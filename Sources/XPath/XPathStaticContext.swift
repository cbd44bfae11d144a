/// Which functions an expression may call.
public enum XPathFunctionLibrary: Sendable, Hashable {
  /// XPath 1.0, section 4.
  case core
  /// XPath 1.0 and what XSLT 1.0 adds in its section 12.
  case xslt
}

/// What an expression may refer to, fixed when it is compiled.
public struct XPathStaticContext: Sendable {
  /// From prefix to namespace URI; `xml` needs no entry, and there is no default namespace in XPath 1.0.
  public var namespaces: [String: String]
  /// The declared variables: `local`, or `{uri}local` for names in a namespace.
  public var variables: Set<String>
  /// The functions that may be called.
  public var functions: XPathFunctionLibrary
  /// The declared keys in the form of `variables`; `nil` leaves their names unchecked.
  public var keys: Set<String>?

  /// A context with these bindings.
  public init(
    namespaces: [String: String] = [:], variables: Set<String> = [],
    functions: XPathFunctionLibrary = .core, keys: Set<String>? = nil
  ) {
    self.namespaces = namespaces
    self.variables = variables
    self.functions = functions
    self.keys = keys
  }

  /// The form in which variables and keys are named: `local`, or `{uri}local`.
  public static func expandedName(_ local: String, namespace: String) -> String {
    namespace.isEmpty ? local : "{\(namespace)}\(local)"
  }
}
