/// Why an expression or pattern does not compile, and where.
public struct XPathSyntaxError: Error, Equatable, Sendable {
  /// The expression as written.
  public let expression: String
  /// The place in `expression`, in characters (Unicode scalars) from 1.
  public let column: Int
  /// What is wrong there.
  public let problem: XPathSyntaxProblem

  /// An error at a column.
  public init(expression: String, column: Int, problem: XPathSyntaxProblem) {
    self.expression = expression
    self.column = column
    self.problem = problem
  }
}

/// What keeps an expression from compiling.
public enum XPathSyntaxProblem: Equatable, Sendable {
  /// `found` is the token as written, or empty at the end of the expression.
  case unexpectedToken(found: String, expected: String)
  case unexpectedCharacter(String)
  case unterminatedLiteral
  case unknownFunction(String)
  case unknownAxis(String)
  case unknownPrefix(String)
  case unknownVariable(String)
  case unknownKey(String)
  /// `expected` says how many arguments the function takes, such as `1` or `2 or 3`.
  case wrongArgumentCount(function: String, found: Int, expected: String)
  /// A node-set is needed and the operand can never be one.
  case notANodeSet(String)
  /// XSLT 1.0, section 5.2, allows less in a pattern than in an expression.
  case notAllowedInPattern(String)
  /// The expression passes the named limit.
  case tooComplex(limit: String, value: Int)
}

extension XPathSyntaxError: CustomStringConvertible {
  /// One line: place, what was found, what was expected; the expression is quoted, at most 200 characters of it.
  public var description: String {
    let quoted = expression.unicodeScalars.count > 200 ? "\(expression.prefix(200))…" : expression
    return "column \(column) of '\(quoted)': \(problem)"
  }
}

extension XPathSyntaxProblem: CustomStringConvertible {
  /// What is wrong, without the place.
  public var description: String {
    switch self {
    case .unexpectedToken(let found, let expected):
      found.isEmpty
        ? "the expression ends where \(expected) is expected"
        : "found '\(found)' where \(expected) is expected"
    case .unexpectedCharacter(let character): "the character '\(character)' is not allowed here"
    case .unterminatedLiteral: "the string literal is not closed"
    case .unknownFunction(let name): "there is no function '\(name)'"
    case .unknownAxis(let name): "there is no axis '\(name)'"
    case .unknownPrefix(let prefix): "the prefix '\(prefix)' is not declared"
    case .unknownVariable(let name): "the variable '$\(name)' is not declared"
    case .unknownKey(let name): "the key '\(name)' is not declared"
    case .wrongArgumentCount(let function, let found, let expected):
      "\(function)() has \(found) arguments and takes \(expected)"
    case .notANodeSet(let what): "\(what) must be a node-set"
    case .notAllowedInPattern(let what): "\(what) is not allowed in a pattern"
    case .tooComplex(let limit, let value):
      "the expression is larger than the limit \(limit) of \(value)"
    }
  }
}
