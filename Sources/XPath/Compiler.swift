@_spi(Engine) internal import XMLTree

/// The bounds of an expression, so that a hostile one is an error and not a crash.
public enum XPathLimits {
  /// How deep parentheses, predicates and function calls may be nested.
  public static let nestingDepthMax = 128
  /// How many tokens an expression may have; chains of operators and steps of this length are no problem.
  public static let tokenCountMax = 2_000_000
}

/// Compiles one expression or pattern, by recursive descent over its tokens.
struct Compiler: ~Copyable {
  let source: String
  let context: XPathStaticContext
  /// The source's UTF-8, in which the tokens lie.
  private let bytes: FrozenBuffer<UInt8>
  private let tokens: TrivialBuffer<Token>
  private var next = 0
  private var depth = 0
  var parts = ProgramParts()

  /// A compiled subexpression.
  struct Operand: BitwiseCopyable {
    var instruction: Int32
    var type: XPathStaticType
    /// The offset of its first byte.
    var place: Int
    /// Whether it asks for the position or the size of the context it stands in.
    var usesPosition = false
    var usesLast = false
  }

  init(source: String, context: XPathStaticContext) throws(XPathSyntaxError) {
    self.source = source
    self.context = context
    var copy = TrivialBuffer<UInt8>(capacity: source.utf8.count)
    copy.append(utf8: source)
    bytes = FrozenBuffer(copy)
    let text = bytes.view.slice
    do {
      tokens = try Lexer.tokens(of: text, countMax: XPathLimits.tokenCountMax)
    } catch {
      throw Self.error(error.problem, at: error.place, of: text, source)
    }
  }

  consuming func compiledExpression() throws(XPathSyntaxError) -> XPathProgram {
    let operand = try expression()
    try expectEnd()
    return program(root: operand.instruction)
  }

  consuming func program(root: Int32) -> XPathProgram {
    XPathProgram(parts, source: source, root: root, namespaces: context.namespaces)
  }
}

// MARK: Tokens

extension Compiler {
  var token: Token { tokens[next] }

  mutating func advance() {
    if next < tokens.count - 1 { next += 1 }
  }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard token.kind == kind else { return false }
    advance()
    return true
  }

  mutating func expect(_ kind: Token.Kind, _ spelling: String) throws(XPathSyntaxError) {
    if !take(kind) { throw unexpected("'\(spelling)'") }
  }

  func expectEnd() throws(XPathSyntaxError) {
    if token.kind != .end { throw unexpected("an operator or the end") }
  }

  func text(of token: Token) -> String { slice(token.start, token.end).string }

  func slice(_ start: Int, _ end: Int) -> TextSlice { bytes.view.slice[start..<end] }

  /// The prefix of a name; empty where it has none.
  func prefix(of token: Token) -> String {
    token.colon < 0 ? "" : slice(token.nameStart, token.colon).string
  }

  /// The part of a name behind the prefix.
  func localName(of token: Token) -> String {
    slice(token.colon < 0 ? token.nameStart : token.colon + 1, token.end).string
  }

  func unexpected(_ expected: String) -> XPathSyntaxError {
    error(.unexpectedToken(found: text(of: token), expected: expected), at: token.start)
  }

  func error(_ problem: XPathSyntaxProblem, at place: Int) -> XPathSyntaxError {
    Self.error(problem, at: place, of: bytes.view.slice, source)
  }

  private static func error(
    _ problem: XPathSyntaxProblem, at place: Int, of text: TextSlice, _ source: String
  ) -> XPathSyntaxError {
    XPathSyntaxError(
      expression: source, column: text[0..<place].scalarCount + 1, problem: problem)
  }

  /// The URI of a prefix that occurs in a name at `place`.
  func namespace(of prefix: String, at place: Int) throws(XPathSyntaxError) -> String {
    if prefix.isEmpty { return "" }
    if let uri = context.namespaces[prefix] { return uri }
    if prefix == "xml" { return XMLDocument.xmlNamespace }
    throw error(.unknownPrefix(prefix), at: place)
  }
}

// MARK: Operators

extension Compiler {
  mutating func emit(_ instruction: Instruction) -> Int32 {
    parts.code.append(instruction)
    return Int32(parts.code.count - 1)
  }

  mutating func link(_ values: [Int32]) -> Int32 {
    parts.links.append(elementsOf: values)
    return Int32(parts.links.count - values.count)
  }

  /// `Expr`, which is where nesting is counted.
  mutating func expression() throws(XPathSyntaxError) -> Operand {
    depth += 1
    defer { depth -= 1 }
    if depth > XPathLimits.nestingDepthMax {
      throw error(
        .tooComplex(limit: "nestingDepthMax", value: XPathLimits.nestingDepthMax),
        at: token.start)
    }
    parts.nestingDepth = max(parts.nestingDepth, depth)
    return try logical(.or)
  }

  /// `OrExpr` and `AndExpr`: any number of operands, evaluated until one decides.
  private mutating func logical(_ opcode: Opcode) throws(XPathSyntaxError) -> Operand {
    let isOr = opcode == .or
    let first = isOr ? try logical(.and) : try equality()
    guard token.kind == (isOr ? .or : .and) else { return first }
    var result = Operand(instruction: 0, type: .boolean, place: first.place)
    merge(first, into: &result)
    var operands = [first.instruction]
    while take(isOr ? .or : .and) {
      let operand = isOr ? try logical(.and) : try equality()
      merge(operand, into: &result)
      operands.append(operand.instruction)
    }
    let start = link(operands)
    result.instruction = emit(
      Instruction(opcode: opcode, type: .boolean, first: start, count: Int32(operands.count)))
    return result
  }

  func merge(_ operand: Operand, into result: inout Operand) {
    result.usesPosition = result.usesPosition || operand.usesPosition
    result.usesLast = result.usesLast || operand.usesLast
  }

  private mutating func equality() throws(XPathSyntaxError) -> Operand {
    let first = try relational()
    var pairs: [(Int32, Operand)] = []
    while true {
      let found: ComparisonOperator
      switch token.kind {
      case .equal: found = .equal
      case .notEqual: found = .notEqual
      default: return chain(first, pairs, .comparison, .comparisonChain, .boolean)
      }
      advance()
      pairs.append((found.rawValue, try relational()))
    }
  }

  private mutating func relational() throws(XPathSyntaxError) -> Operand {
    let first = try additive()
    var pairs: [(Int32, Operand)] = []
    while true {
      let found: ComparisonOperator
      switch token.kind {
      case .less: found = .less
      case .lessOrEqual: found = .lessOrEqual
      case .greater: found = .greater
      case .greaterOrEqual: found = .greaterOrEqual
      default: return chain(first, pairs, .comparison, .comparisonChain, .boolean)
      }
      advance()
      pairs.append((found.rawValue, try additive()))
    }
  }

  private mutating func additive() throws(XPathSyntaxError) -> Operand {
    let first = try multiplicative()
    var pairs: [(Int32, Operand)] = []
    while true {
      let found: ArithmeticOperator
      switch token.kind {
      case .plus: found = .add
      case .minus: found = .subtract
      default: return chain(first, pairs, .arithmetic, .arithmeticChain, .number)
      }
      advance()
      pairs.append((found.rawValue, try multiplicative()))
    }
  }

  private mutating func multiplicative() throws(XPathSyntaxError) -> Operand {
    let first = try negation()
    var pairs: [(Int32, Operand)] = []
    while true {
      let found: ArithmeticOperator
      switch token.kind {
      case .multiply: found = .multiply
      case .divide: found = .divide
      case .modulo: found = .modulo
      default: return chain(first, pairs, .arithmetic, .arithmeticChain, .number)
      }
      advance()
      pairs.append((found.rawValue, try negation()))
    }
  }

  /// One instruction for a whole chain, so that its length costs neither stack nor time squared.
  private mutating func chain(
    _ first: Operand, _ pairs: [(Int32, Operand)], _ single: Opcode, _ many: Opcode,
    _ type: XPathStaticType
  ) -> Operand {
    guard let pair = pairs.first else { return first }
    var result = Operand(instruction: 0, type: type, place: first.place)
    merge(first, into: &result)
    for (_, operand) in pairs { merge(operand, into: &result) }
    if pairs.count == 1 {
      result.instruction = emit(
        Instruction(
          opcode: single, type: type, first: first.instruction, count: pair.1.instruction,
          extra: pair.0))
    } else {
      let start = link([first.instruction] + pairs.flatMap { [$0.0, $0.1.instruction] })
      result.instruction = emit(
        Instruction(opcode: many, type: type, first: start, count: Int32(pairs.count)))
    }
    return result
  }

  private mutating func negation() throws(XPathSyntaxError) -> Operand {
    let place = token.start
    var signs = 0
    while take(.minus) { signs += 1 }
    var operand = try union()
    if signs == 0 { return operand }
    // Two signs still make a number of the operand; more are pairs of these.
    for _ in 0..<(signs % 2 == 0 ? 2 : 1) {
      operand.instruction = emit(
        Instruction(opcode: .negation, type: .number, first: operand.instruction))
    }
    operand.type = .number
    operand.place = place
    return operand
  }

  private mutating func union() throws(XPathSyntaxError) -> Operand {
    let first = try path()
    guard token.kind == .bar else { return first }
    try requireNodeSet(first, "an operand of '|'")
    var result = Operand(instruction: 0, type: .nodeSet, place: first.place)
    merge(first, into: &result)
    var operands = [first.instruction]
    while take(.bar) {
      let operand = try path()
      try requireNodeSet(operand, "an operand of '|'")
      merge(operand, into: &result)
      operands.append(operand.instruction)
    }
    let start = link(operands)
    result.instruction = emit(
      Instruction(opcode: .union, type: .nodeSet, first: start, count: Int32(operands.count)))
    return result
  }

  func requireNodeSet(_ operand: Operand, _ what: String) throws(XPathSyntaxError) {
    switch operand.type {
    case .nodeSet, .unknown: return
    case .boolean, .number, .string: throw error(.notANodeSet(what), at: operand.place)
    }
  }
}
