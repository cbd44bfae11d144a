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
  private let text: SourceText
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

  private init(_ text: SourceText, context: XPathStaticContext) {
    source = text.source
    self.text = text
    self.context = context
  }

  /// The program of an expression.
  ///
  /// Nothing that owns memory is consumed or half initialised where an error can leave: it would be lost there.
  static func expression(
    _ source: String, in context: XPathStaticContext
  ) throws(XPathSyntaxError) -> XPathProgram {
    var compiler = Compiler(try SourceText(source), context: context)
    let operand = try compiler.expression()
    try compiler.expectEnd()
    return compiler.program(root: operand.instruction)
  }

  /// The program of a pattern.
  static func pattern(
    _ source: String, in context: XPathStaticContext
  ) throws(XPathSyntaxError) -> XPathProgram {
    var compiler = Compiler(try SourceText(source), context: context)
    try compiler.patternAlternatives()
    return compiler.program(root: -1)
  }

  private consuming func program(root: Int32) -> XPathProgram {
    let (nestingDepth, variables) = (max(parts.nestingDepth, 1), parts.variables)
    let content = ProgramContent(
      parts, source: ImageString(source), root: root, namespaces: context.namespaces)
    return XPathProgram(content, nestingDepth: nestingDepth, variables: variables)
  }
}

// MARK: Tokens

extension Compiler {
  var token: Token { text.tokens[next] }

  mutating func advance() {
    if next < text.tokens.count - 1 { next += 1 }
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

  func slice(_ start: Int, _ end: Int) -> TextSlice { text.bytes.slice[start..<end] }

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
    text.error(problem, at: place)
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
    if let instruction = attributeComparison(first, pairs) {
      result.instruction = emit(instruction)
    } else if pairs.count == 1 {
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

  /// `@name = 'literal'` or the other way round, as one instruction.
  private func attributeComparison(
    _ first: Operand, _ pairs: [(Int32, Operand)]
  ) -> Instruction? {
    guard pairs.count == 1, pairs[0].0 == ComparisonOperator.equal.rawValue else { return nil }
    var (path, literal) = (
      parts.code[Int(first.instruction)], parts.code[Int(pairs[0].1.instruction)]
    )
    if literal.opcode != .stringLiteral { swap(&path, &literal) }
    guard literal.opcode == .stringLiteral, path.opcode == .path, path.isPlain, path.count == 1,
      path.first == PathOrigin.context, parts.steps[Int(path.extra)].axis == .attribute
    else { return nil }
    return Instruction(
      opcode: .attributeComparison, type: .boolean, first: parts.steps[Int(path.extra)].name,
      count: literal.first, extra: literal.count)
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
