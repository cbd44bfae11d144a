@_spi(Engine) internal import XMLTree

/// A token of XPath 1.0, section 3.7, after its disambiguation rules; its text stays in the source.
struct Token: BitwiseCopyable {
  enum Kind: UInt8 {
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket
    case dot, dotDot, at, comma, doubleColon
    case slash, doubleSlash, bar, plus, minus, multiply
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or, modulo, divide
    case number, literal, variable
    /// `*`.
    case wildcard
    /// `p:*`.
    case namespaceWildcard
    case name, functionName, nodeType, axisName
    case end
  }

  let kind: Kind
  /// The offset of the first byte and the one behind the last.
  let start: Int
  let end: Int
  /// Where the name in it begins: behind a variable's `$`.
  let nameStart: Int
  /// The offset of the colon between prefix and local name, -1 for none.
  let colon: Int
}

/// Splits an expression into tokens; places are counted in bytes.
struct Lexer: ~Copyable {
  private let source: TextSlice
  private var place = 0
  private var tokens = TrivialBuffer<Token>(capacity: 16)
  private var lastKind = Token.Kind.comma

  /// A mistake at a byte of the source.
  struct Mistake: Error {
    let problem: XPathSyntaxProblem
    let place: Int
  }

  private init(source: TextSlice) {
    self.source = source
  }

  /// The tokens of `source`, which must outlive the call; there may be `countMax` of them.
  static func tokens(
    of source: TextSlice, countMax: Int
  ) throws(Mistake) -> FrozenTable<Token> {
    var lexer = Lexer(source: source)
    while true {
      lexer.skipBlanks()
      if lexer.place == source.count { break }
      if lexer.tokens.count == countMax {
        throw Mistake(
          problem: .tooComplex(limit: "tokenCountMax", value: countMax), place: 0)
      }
      try lexer.lexToken()
    }
    lexer.append(.end, from: lexer.place)
    return lexer.finished()
  }

  private consuming func finished() -> FrozenTable<Token> { FrozenTable(tokens) }

  /// The byte at `offset` from the place, 0 behind the end.
  @inline(__always)
  private func byte(_ offset: Int = 0) -> UInt8 {
    place + offset < source.count ? source[place + offset] : 0
  }

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func skipBlanks() {
    while Self.isBlank(byte()) { place += 1 }
  }

  private mutating func append(
    _ kind: Token.Kind, from start: Int, nameStart: Int = 0, colon: Int = -1
  ) {
    tokens.append(
      Token(kind: kind, start: start, end: place, nameStart: nameStart, colon: colon))
    lastKind = kind
  }

  private mutating func lexToken() throws(Mistake) {
    let first = byte()
    let start = place
    if XMLNames.isNameStart(at: place, in: source) { return lexName() }
    if Self.isDigit(first) || (first == UInt8(ascii: ".") && Self.isDigit(byte(1))) {
      return lexNumber()
    }
    switch first {
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return try lexLiteral(quote: first)
    case UInt8(ascii: "$"): return try lexVariable()
    default: break
    }
    guard let (kind, length) = Self.symbol(first, byte(1)) else {
      let character = source[start..<start + source.scalarLength(at: start)].string
      throw Mistake(problem: .unexpectedCharacter(character), place: start)
    }
    place += length
    append(kind == .multiply && !isOperatorPosition ? .wildcard : kind, from: start)
  }

  private static func symbol(_ first: UInt8, _ second: UInt8) -> (Token.Kind, Int)? {
    let isBeforeEqual = second == UInt8(ascii: "=")
    switch first {
    case UInt8(ascii: "("): return (.leftParenthesis, 1)
    case UInt8(ascii: ")"): return (.rightParenthesis, 1)
    case UInt8(ascii: "["): return (.leftBracket, 1)
    case UInt8(ascii: "]"): return (.rightBracket, 1)
    case UInt8(ascii: "."): return second == first ? (.dotDot, 2) : (.dot, 1)
    case UInt8(ascii: "@"): return (.at, 1)
    case UInt8(ascii: ","): return (.comma, 1)
    case UInt8(ascii: ":"): return second == first ? (.doubleColon, 2) : nil
    case UInt8(ascii: "/"): return second == first ? (.doubleSlash, 2) : (.slash, 1)
    case UInt8(ascii: "|"): return (.bar, 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: "="): return (.equal, 1)
    case UInt8(ascii: "!"): return isBeforeEqual ? (.notEqual, 2) : nil
    case UInt8(ascii: "<"): return isBeforeEqual ? (.lessOrEqual, 2) : (.less, 1)
    case UInt8(ascii: ">"): return isBeforeEqual ? (.greaterOrEqual, 2) : (.greater, 1)
    case UInt8(ascii: "*"): return (.multiply, 1)
    default: return nil
    }
  }

  /// Section 3.7: after what ends an operand, `*` multiplies and a name is an operator.
  private var isOperatorPosition: Bool {
    switch lastKind {
    case .at, .doubleColon, .leftParenthesis, .leftBracket, .comma, .slash, .doubleSlash, .bar,
      .plus, .minus, .multiply, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual,
      .and, .or, .modulo, .divide:
      return false
    case .rightParenthesis, .rightBracket, .dot, .dotDot, .number, .literal, .variable, .wildcard,
      .namespaceWildcard, .name, .functionName, .nodeType, .axisName, .end:
      return true
    }
  }

  private mutating func lexLiteral(quote: UInt8) throws(Mistake) {
    let start = place
    place += 1
    while place < source.count {
      let found = source[place]
      place += 1
      if found == quote { return append(.literal, from: start) }
    }
    throw Mistake(problem: .unterminatedLiteral, place: start)
  }

  private mutating func lexNumber() {
    let start = place
    while Self.isDigit(byte()) { place += 1 }
    if byte() == UInt8(ascii: ".") {
      place += 1
      while Self.isDigit(byte()) { place += 1 }
    }
    append(.number, from: start)
  }

  private mutating func lexVariable() throws(Mistake) {
    let start = place
    place += 1
    skipBlanks()
    guard XMLNames.isNameStart(at: place, in: source) else {
      let found =
        place < source.count
        ? source[place..<place + source.scalarLength(at: place)].string : ""
      throw Mistake(
        problem: .unexpectedToken(found: found, expected: "a variable's name"), place: place)
    }
    let nameStart = place
    skipName()
    let colon = skipLocalName()
    append(.variable, from: start, nameStart: nameStart, colon: colon)
  }

  private mutating func skipName() {
    place = XMLNames.endOfName(at: place, in: source)
  }

  /// Passes a colon and the name behind it, if they are there, and answers where the colon is.
  private mutating func skipLocalName() -> Int {
    guard byte() == UInt8(ascii: ":"), XMLNames.isNameStart(at: place + 1, in: source) else {
      return -1
    }
    let colon = place
    place += 1
    skipName()
    return colon
  }

  private mutating func lexName() {
    let start = place
    skipName()
    if isOperatorPosition, let kind = Self.operatorName(source[start..<place]) {
      return append(kind, from: start)
    }
    if byte() == UInt8(ascii: ":"), byte(1) == UInt8(ascii: "*") {
      let colon = place
      place += 2
      return append(.namespaceWildcard, from: start, nameStart: start, colon: colon)
    }
    let colon = skipLocalName()
    append(
      kindOfName(source[start..<place], hasPrefix: colon >= 0), from: start, nameStart: start,
      colon: colon)
  }

  private static func operatorName(_ name: TextSlice) -> Token.Kind? {
    if name.equals("and") { return .and }
    if name.equals("or") { return .or }
    if name.equals("mod") { return .modulo }
    return name.equals("div") ? .divide : nil
  }

  /// What follows a name tells functions, node types and axes from node tests.
  private func kindOfName(_ name: TextSlice, hasPrefix: Bool) -> Token.Kind {
    var ahead = place
    while ahead < source.count, Self.isBlank(source[ahead]) { ahead += 1 }
    guard ahead < source.count else { return .name }
    if source[ahead] == UInt8(ascii: ":"), !hasPrefix, ahead + 1 < source.count,
      source[ahead + 1] == UInt8(ascii: ":")
    {
      return .axisName
    }
    guard source[ahead] == UInt8(ascii: "(") else { return .name }
    let isNodeType =
      !hasPrefix
      && (name.equals("node") || name.equals("text") || name.equals("comment")
        || name.equals("processing-instruction"))
    return isNodeType ? .nodeType : .functionName
  }
}
