@_spi(Engine) internal import XMLTree

extension Compiler {
  /// `PrimaryExpr`.
  mutating func primary() throws(XPathSyntaxError) -> Operand {
    let token = token
    let place = token.start
    switch token.kind {
    case .number:
      advance()
      let value = slice(token.start, token.end).number
      return Operand(
        instruction: emit(Instruction(opcode: .numberLiteral, type: .number, number: value)),
        type: .number, place: place)
    case .literal:
      advance()
      return Operand(
        instruction: emitLiteral(slice(token.start + 1, token.end - 1)), type: .string,
        place: place)
    case .variable:
      advance()
      return try variable(token)
    case .leftParenthesis:
      advance()
      var inner = try expression()
      try expect(.rightParenthesis, ")")
      inner.place = place
      return inner
    case .functionName:
      advance()
      return try call(token)
    default:
      throw unexpected("an expression")
    }
  }

  private mutating func emitLiteral(_ text: TextSlice) -> Int32 {
    let start = Int32(parts.constants.count)
    parts.constants.append(text)
    return emit(
      Instruction(opcode: .stringLiteral, type: .string, first: start, count: Int32(text.count)))
  }

  private mutating func variable(_ token: Token) throws(XPathSyntaxError) -> Operand {
    let uri = try namespace(of: prefix(of: token), at: token.start)
    let name = XPathStaticContext.expandedName(localName(of: token), namespace: uri)
    guard context.variables.contains(name) else {
      throw error(.unknownVariable(slice(token.nameStart, token.end).string), at: token.start)
    }
    return Operand(
      instruction: emit(
        Instruction(opcode: .variable, type: .unknown, first: variableSlot(name))),
      type: .unknown, place: token.start)
  }

  private mutating func variableSlot(_ name: String) -> Int32 {
    let count = parts.variables.count
    let known =
      count <= Self.searchedNameCountMax
      ? parts.variables.firstIndex(of: name).map { Int32($0) } : parts.variableSlots[name]
    if let known { return known }
    parts.variables.append(name)
    if count == Self.searchedNameCountMax {
      for (place, name) in parts.variables.enumerated() { parts.variableSlots[name] = Int32(place) }
    } else if count > Self.searchedNameCountMax {
      parts.variableSlots[name] = Int32(count)
    }
    return Int32(count)
  }

  /// How many names are searched one by one.
  static var searchedNameCountMax: Int { 32 }

  private mutating func call(_ token: Token) throws(XPathSyntaxError) -> Operand {
    let place = token.start
    if token.colon >= 0 { _ = try namespace(of: prefix(of: token), at: place) }
    let local = localName(of: token)
    guard token.colon < 0, let signature = FunctionSignature.named[local],
      signature.library == .core || context.functions == .xslt
    else { throw error(.unknownFunction(text(of: token)), at: place) }
    parts.notes.functions.append(local)
    var arguments = try arguments()
    guard signature.arguments.contains(arguments.count) else {
      throw error(
        .wrongArgumentCount(
          function: local, found: arguments.count, expected: signature.expectedCount), at: place)
    }
    if signature.takesNodeSet {
      for argument in arguments { try requireNodeSet(argument, "the argument of \(local)()") }
    }
    try check(arguments, of: signature.function)
    if arguments.isEmpty, signature.defaultsToContext {
      let context = emit(
        Instruction(
          opcode: .path, type: .nodeSet, streaming: .ordered, first: PathOrigin.context))
      arguments.append(Operand(instruction: context, type: .nodeSet, place: place))
    }
    return emitCall(signature, arguments, at: place)
  }

  private mutating func arguments() throws(XPathSyntaxError) -> [Operand] {
    try expect(.leftParenthesis, "(")
    if take(.rightParenthesis) { return [] }
    var found: [Operand] = []
    repeat { found.append(try expression()) } while take(.comma)
    if !take(.rightParenthesis) { throw unexpected("',' or ')'") }
    return found
  }

  /// What XSLT 1.0 asks of particular arguments.
  private func check(
    _ arguments: [Operand], of function: Function
  ) throws(XPathSyntaxError) {
    if function == .document, arguments.count == 2 {
      try requireNodeSet(arguments[1], "the second argument of document()")
    }
    if function == .key, let keys = context.keys, let name = literal(arguments[0]) {
      let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
      let uri = parts.count == 2 ? try namespace(of: parts[0], at: arguments[0].place) : ""
      let local = parts.count == 2 ? parts[1] : name
      guard keys.contains(XPathStaticContext.expandedName(local, namespace: uri)) else {
        throw error(.unknownKey(name), at: arguments[0].place)
      }
    }
  }

  /// The text of an operand that is a literal.
  private func literal(_ operand: Operand) -> String? {
    let instruction = parts.code[Int(operand.instruction)]
    guard instruction.opcode == .stringLiteral else { return nil }
    let start = Int(instruction.first)
    return parts.constants.slice(start..<start + Int(instruction.count)).string
  }

  private mutating func emitCall(
    _ signature: FunctionSignature, _ arguments: [Operand], at place: Int
  ) -> Operand {
    var result = Operand(instruction: 0, type: signature.type, place: place)
    for argument in arguments { merge(argument, into: &result) }
    let function = signature.function
    switch function {
    case .boolean, .not:
      result.instruction = emit(
        Instruction(
          opcode: function == .not ? .not : .toBoolean, type: .boolean,
          first: arguments[0].instruction))
    default:
      if function == .position { result.usesPosition = true }
      if function == .last { result.usesLast = true }
      let start = link(arguments.map(\.instruction))
      result.instruction = emit(
        Instruction(
          opcode: .call, type: signature.type, function: function, first: start,
          count: Int32(arguments.count)))
    }
    return result
  }
}
