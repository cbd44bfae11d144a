@_spi(Engine) internal import XMLTree

// MARK: Booleans

extension EvaluatorState {
  /// The type of an instruction's value, which for a variable is that of its present value.
  @inline(__always)
  mutating func type(of index: Int32, _ program: borrowing ProgramView) -> XPathStaticType {
    let instruction = program.code[index]
    return instruction.type == .unknown ? variableType(instruction, program) : instruction.type
  }

  private mutating func variableType(
    _ instruction: Instruction, _ program: borrowing ProgramView
  ) -> XPathStaticType {
    let slot = variableMap[program.variableBase + Int(instruction.first)]
    switch settledKind(slot) {
    case .nodeSet: return .nodeSet
    case .boolean: return .boolean
    case .number: return .number
    // Without a value, evaluation runs on with some text whose result is dropped.
    case .string, .none, .deferred, .settling, .failed: return .string
    }
  }

  private func record(
    _ instruction: Instruction, _ program: borrowing ProgramView
  ) -> VariableRecord {
    variables[variableMap[program.variableBase + Int(instruction.first)]]
  }

  mutating func evaluateBoolean(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let instruction = program.code[index]
    switch instruction.opcode {
    case .path, .union: return hasNode(index, program, focus)
    case .comparison:
      return compare(
        instruction.first, instruction.count, operation(instruction.extra), program, focus)
    case .attributeComparison: return hasAttribute(instruction, program, focus)
    case .comparisonChain: return evaluateComparisonChain(instruction, program, focus)
    case .and:
      for offset in 0..<instruction.count
      where !evaluateBoolean(program.links[instruction.first + offset], program, focus) {
        return false
      }
      return true
    case .or:
      for offset in 0..<instruction.count
      where evaluateBoolean(program.links[instruction.first + offset], program, focus) {
        return true
      }
      return false
    case .not: return !evaluateBoolean(instruction.first, program, focus)
    case .toBoolean: return evaluateBoolean(instruction.first, program, focus)
    case .stringLiteral: return instruction.count > 0
    case .numberLiteral, .arithmetic, .arithmeticChain, .negation:
      return isTrue(evaluateNumber(index, program, focus))
    case .variable, .call: break
    }
    switch type(of: index, program) {
    case .nodeSet: return hasNode(index, program, focus)
    case .number: return isTrue(evaluateNumber(index, program, focus))
    case .boolean:
      return instruction.opcode == .variable
        ? record(instruction, program).number != 0
        : callForBoolean(instruction, program, focus)
    case .string, .unknown:
      let mark = scratch.mark
      defer { scratch.release(to: mark) }
      return !evaluateString(index, program, focus).isEmpty
    }
  }

  /// Whether the context node has the attribute with the value that an attribute comparison names.
  private mutating func hasAttribute(
    _ instruction: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    if NodeBits.ordinal(focus.node) > 0 { return false }
    let document = NodeBits.document(focus.node)
    let view = views[document]
    var node = NodeBits.index(focus.node)
    if view.isAttribute(node) { return false }
    let wanted = resolved(instruction.first, program, document)
    node &+= 1
    while node < view.nodeCount, view.isAttribute(node) {
      if view.tag(node) == wanted {
        let start = Int(instruction.count)
        return view.attributeValue(node)
          .equals(program.constants[start..<start + Int(instruction.extra)])
      }
      node &+= 1
    }
    return false
  }

  private func isTrue(_ number: Double) -> Bool { number != 0 && !number.isNaN }

  func operation(_ raw: Int32) -> ComparisonOperator {
    guard let found = ComparisonOperator(rawValue: raw) else {
      preconditionFailure("no such operator")
    }
    return found
  }

  /// `a = b = c` compares the first result, a boolean, with the rest.
  private mutating func evaluateComparisonChain(
    _ instruction: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    var place = instruction.first
    var result = compare(
      program.links[place], program.links[place + 2], operation(program.links[place + 1]),
      program, focus)
    for _ in 1..<instruction.count {
      place += 2
      let comparison = operation(program.links[place + 1])
      let operand = program.links[place + 2]
      let left = result ? 1.0 : 0.0
      let operandType = type(of: operand, program)
      let isBoolean = comparison.isEquality || operandType == .nodeSet
      let right =
        isBoolean
        ? (evaluateBoolean(operand, program, focus) ? 1.0 : 0.0)
        : evaluateNumber(operand, program, focus)
      result = comparison.holds(left, right)
    }
    return result
  }
}

// MARK: Numbers

extension EvaluatorState {
  mutating func evaluateNumber(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Double {
    let instruction = program.code[index]
    switch instruction.opcode {
    case .numberLiteral: return instruction.number
    case .arithmetic:
      let left = evaluateNumber(instruction.first, program, focus)
      let right = evaluateNumber(instruction.count, program, focus)
      return arithmetic(instruction.extra).applied(left, right)
    case .arithmeticChain: return evaluateArithmeticChain(instruction, program, focus)
    case .negation: return -evaluateNumber(instruction.first, program, focus)
    case .path, .union: return firstNumber(index, program, focus)
    case .or, .and, .comparison, .attributeComparison, .comparisonChain, .toBoolean, .not:
      return evaluateBoolean(index, program, focus) ? 1 : 0
    case .stringLiteral: return evaluateString(index, program, focus).number
    case .variable, .call: break
    }
    switch type(of: index, program) {
    case .nodeSet: return firstNumber(index, program, focus)
    case .boolean: return evaluateBoolean(index, program, focus) ? 1 : 0
    case .number:
      return instruction.opcode == .variable
        ? record(instruction, program).number : callForNumber(instruction, program, focus)
    case .string, .unknown:
      let mark = scratch.mark
      defer { scratch.release(to: mark) }
      return evaluateString(index, program, focus).number
    }
  }

  private func arithmetic(_ raw: Int32) -> ArithmeticOperator {
    guard let found = ArithmeticOperator(rawValue: raw) else {
      preconditionFailure("no such operator")
    }
    return found
  }

  private mutating func evaluateArithmeticChain(
    _ instruction: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Double {
    var place = instruction.first
    var result = evaluateNumber(program.links[place], program, focus)
    for _ in 0..<instruction.count {
      let right = evaluateNumber(program.links[place + 2], program, focus)
      result = arithmetic(program.links[place + 1]).applied(result, right)
      place += 2
    }
    return result
  }

  private mutating func firstNumber(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Double {
    let node = firstNode(index, program, focus)
    if node == NodeBits.none { return .nan }
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    return text(of: node).number
  }
}

// MARK: Strings

extension EvaluatorState {
  mutating func evaluateString(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let instruction = program.code[index]
    switch instruction.opcode {
    case .stringLiteral:
      let start = Int(instruction.first)
      return program.constants[start..<start + Int(instruction.count)]
    case .path, .union: return firstText(index, program, focus)
    case .numberLiteral, .arithmetic, .arithmeticChain, .negation:
      return scratch.text(of: evaluateNumber(index, program, focus))
    case .or, .and, .comparison, .attributeComparison, .comparisonChain, .toBoolean, .not:
      return word(evaluateBoolean(index, program, focus))
    case .variable, .call: break
    }
    switch type(of: index, program) {
    case .nodeSet: return firstText(index, program, focus)
    case .boolean: return word(evaluateBoolean(index, program, focus))
    case .number: return scratch.text(of: evaluateNumber(index, program, focus))
    case .string, .unknown:
      return instruction.opcode == .variable
        ? record(instruction, program).text.slice : callForString(instruction, program, focus)
    }
  }

  private func word(_ value: Bool) -> TextSlice {
    value ? words.slice(0..<4) : words.slice(4..<9)
  }

  private mutating func firstText(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let node = firstNode(index, program, focus)
    return node == NodeBits.none ? .empty : text(of: node)
  }

  /// The string-value of a node.
  @inline(__always)
  mutating func text(of node: UInt64) -> TextSlice {
    let document = NodeBits.document(node)
    let index = NodeBits.index(node)
    if NodeBits.ordinal(node) > 0 { return namespaceText(of: node) }
    let view = views[document]
    switch view.kindBits(index) {
    case UInt32(XMLNodeKind.attribute.rawValue): return view.attributeValue(index)
    case UInt32(XMLNodeKind.comment.rawValue),
      UInt32(XMLNodeKind.processingInstruction.rawValue):
      return arenas[document].auxiliaryValue(index)
    default: return view.treeText(index)
    }
  }

  private mutating func namespaceText(of node: UInt64) -> TextSlice {
    let bindings = arenas[NodeBits.document(node)].inScopeNamespaces(NodeBits.index(node))
    let place = NodeBits.ordinal(node) - 1
    precondition(place < bindings.count)
    scratch.begin()
    scratch.append(utf8: bindings[place].uri)
    return scratch.end()
  }
}
