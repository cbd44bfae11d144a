@_spi(Engine) internal import XMLTree

extension Compiler {
  /// `PathExpr`.
  mutating func path() throws(XPathSyntaxError) -> Operand {
    switch token.kind {
    case .number, .literal, .variable, .leftParenthesis, .functionName: return try filter()
    default: break
    }
    let place = token.start
    var steps: [Step] = []
    var origin = PathOrigin.context
    if take(.slash) {
      origin = PathOrigin.root
      if startsStep { try relativePath(&steps) }
    } else if take(.doubleSlash) {
      origin = PathOrigin.root
      try appendDescendants(&steps)
      try relativePath(&steps)
    } else {
      guard startsStep else { throw unexpected("an expression") }
      try relativePath(&steps)
    }
    return Operand(
      instruction: emitPath(origin: origin, steps), type: .nodeSet, place: place)
  }

  private var startsStep: Bool {
    switch token.kind {
    case .dot, .dotDot, .at, .axisName, .wildcard, .namespaceWildcard, .name, .nodeType: true
    default: false
    }
  }

  /// `FilterExpr`, and the path that may follow it.
  private mutating func filter() throws(XPathSyntaxError) -> Operand {
    let primary = try primary()
    switch token.kind {
    case .leftBracket, .slash, .doubleSlash: break
    default: return primary
    }
    try requireNodeSet(primary, "what a predicate or '/' follows")
    var steps: [Step] = []
    if token.kind == .leftBracket {
      var step = Step(axis: .filter, test: .node)
      try predicates(of: &step)
      steps.append(step)
    }
    if take(.slash) {
      guard startsStep else { throw unexpected("a step") }
      try relativePath(&steps)
    } else if take(.doubleSlash) {
      try appendDescendants(&steps)
      try relativePath(&steps)
    }
    var result = Operand(
      instruction: emitPath(origin: primary.instruction, steps), type: .nodeSet,
      place: primary.place)
    merge(primary, into: &result)
    return result
  }

  /// The `descendant-or-self::node()` that `//` stands for.
  private mutating func appendDescendants(_ steps: inout [Step]) throws(XPathSyntaxError) {
    guard startsStep else { throw unexpected("a step") }
    steps.append(Step(axis: .descendantOrSelf, test: .node))
  }

  private mutating func relativePath(_ steps: inout [Step]) throws(XPathSyntaxError) {
    while true {
      let step = try step()
      append(step, to: &steps)
      if take(.slash) {
        guard startsStep else { throw unexpected("a step") }
      } else if take(.doubleSlash) {
        try appendDescendants(&steps)
      } else {
        return
      }
    }
  }

  /// Appends a step; `//x` becomes one descendant step where no position tells them apart.
  private func append(_ step: Step, to steps: inout [Step]) {
    guard let last = steps.last, last.axis == .descendantOrSelf, last.test == .node,
      last.predicateCount == 0
    else { return appendUnlessSelf(step, to: &steps) }
    let range = Int(step.firstPredicate)..<Int(step.firstPredicate + step.predicateCount)
    let isPositional = range.contains { parts.predicates[$0].isPositional }
    guard !isPositional, step.axis == .child || step.axis == .descendant else {
      return appendUnlessSelf(step, to: &steps)
    }
    steps[steps.count - 1] = step
    steps[steps.count - 1].axis = .descendant
  }

  /// `self::node()` changes nothing.
  private func appendUnlessSelf(_ step: Step, to steps: inout [Step]) {
    if step.axis == .selfNode, step.test == .node, step.predicateCount == 0 { return }
    steps.append(step)
  }

  private mutating func step() throws(XPathSyntaxError) -> Step {
    if take(.dot) { return Step(axis: .selfNode, test: .node) }
    if take(.dotDot) { return Step(axis: .parent, test: .node) }
    var axis = Axis.child
    if take(.at) {
      axis = .attribute
    } else if token.kind == .axisName {
      let name = text(of: token)
      guard let found = Axis(spelled: name) else {
        throw error(.unknownAxis(name), at: token.start)
      }
      axis = found
      advance()
      try expect(.doubleColon, "::")
    }
    var step = try nodeTest(axis)
    step.isInPath = true
    let test = parts.notes.nameTests.count
    try predicates(of: &step)
    if step.predicateCount > 0, step.test == .name || step.test == .namespace, test > 0 {
      parts.notes.nameTests[test - 1].hasPredicate = true
    }
    return step
  }

  /// `NodeTest`.
  mutating func nodeTest(_ axis: Axis) throws(XPathSyntaxError) -> Step {
    let token = token
    switch token.kind {
    case .wildcard:
      advance()
      return Step(axis: axis, test: .principal)
    case .namespaceWildcard:
      advance()
      let slot = nameSlot(.namespace, try namespace(of: prefix(of: token), at: token.start), "")
      parts.notes.nameTests.append(NameTestNote(axis: axis, name: slot))
      return Step(axis: axis, test: .namespace, name: slot)
    case .name:
      advance()
      let uri = try namespace(of: prefix(of: token), at: token.start)
      let kind: NameSlot.Kind =
        axis == .attribute ? .attribute : axis == .namespace ? .namespaceNode : .element
      let slot = nameSlot(kind, uri, localName(of: token))
      parts.notes.nameTests.append(NameTestNote(axis: axis, name: slot))
      return Step(axis: axis, test: .name, name: slot)
    case .nodeType:
      advance()
      return try nodeTypeTest(axis, slice(token.start, token.end))
    default:
      throw unexpected("a node test")
    }
  }

  private mutating func nodeTypeTest(
    _ axis: Axis, _ type: TextSlice
  ) throws(XPathSyntaxError) -> Step {
    try expect(.leftParenthesis, "(")
    var step = Step(axis: axis, test: .node)
    if type.equals("text") {
      step.test = .text
    } else if type.equals("comment") {
      step.test = .comment
    } else if type.equals("processing-instruction") {
      step.test = .processingInstruction
      let token = token
      if take(.literal) {
        step.test = .target
        step.name = nameSlot(.target, "", slice(token.start + 1, token.end - 1).string)
      }
    }
    try expect(.rightParenthesis, ")")
    return step
  }

  /// The slot of a name; past the searched ones a name may get several, which does no harm.
  mutating func nameSlot(_ kind: NameSlot.Kind, _ uri: String, _ local: String) -> Int32 {
    for place in 0..<min(parts.names.count, Self.searchedNameCountMax) {
      let known = parts.names[place]
      if known.kind == kind, known.localName.utf8.count == local.utf8.count,
        known.localName.utf8.elementsEqual(local.utf8),
        known.namespaceURI.utf8.elementsEqual(uri.utf8)
      {
        return Int32(place)
      }
    }
    parts.names.append(NameSlot(kind: kind, namespaceURI: uri, localName: local))
    return Int32(parts.names.count - 1)
  }

  /// The predicates that follow, any number of them.
  mutating func predicates(of step: inout Step) throws(XPathSyntaxError) {
    guard token.kind == .leftBracket else { return }
    var found: [Predicate] = []
    while take(.leftBracket) {
      let operand = try expression()
      try expect(.rightBracket, "]")
      found.append(predicate(operand))
    }
    let isFromOtherEnd = walksFromOtherEnd(step, &found)
    step.firstPredicate = Int32(parts.predicates.count)
    step.predicateCount = Int32(found.count)
    parts.predicates.append(elementsOf: found)
    step.isStreamable =
      step.axis.isStreamable && !found.contains { $0.usesLast || $0.kind == .last }
    let isCountedBackward =
      step.isStreamable && step.axis == .precedingSibling && found.contains { $0.isPositional }
    step.isBackward = isCountedBackward != isFromOtherEnd
  }

  /// Makes of a first predicate `last()` the first position from the other end, where the walk may begin
  /// there: the last child, the last following sibling, and the farthest preceding one.
  private func walksFromOtherEnd(_ step: Step, _ predicates: inout [Predicate]) -> Bool {
    switch step.axis {
    case .child, .followingSibling, .precedingSibling: break
    case .attribute, .selfNode, .parent, .descendant, .descendantOrSelf, .ancestor,
      .ancestorOrSelf, .following, .preceding, .namespace, .filter:
      return false
    }
    guard step.isInPath, predicates[0].kind == .last,
      !predicates.dropFirst().contains(where: { $0.usesLast || $0.kind == .last })
    else { return false }
    predicates[0].kind = .position
    predicates[0].position = 1
    predicates[0].usesLast = false
    return true
  }

  private func predicate(_ operand: Operand) -> Predicate {
    let instruction = parts.code[Int(operand.instruction)]
    var found = Predicate(
      kind: .boolean, usesPosition: operand.usesPosition, usesLast: operand.usesLast,
      instruction: operand.instruction, position: 0)
    switch operand.type {
    case .nodeSet, .boolean, .string: break
    case .unknown: found.kind = .dynamic
    case .number:
      found.kind = .number
      if instruction.opcode == .numberLiteral {
        found.kind = .position
        found.position = instruction.number
      } else if instruction.opcode == .call, instruction.function == .last {
        found.kind = .last
      }
    }
    if let position = constantPosition(instruction) {
      found.kind = .position
      found.position = position
    }
    return found
  }

  /// The number in `position() = number`.
  private func constantPosition(_ instruction: Instruction) -> Double? {
    guard instruction.opcode == .comparison,
      instruction.extra == ComparisonOperator.equal.rawValue
    else { return nil }
    let left = parts.code[Int(instruction.first)]
    let right = parts.code[Int(instruction.count)]
    guard left.opcode == .call, left.function == .position, right.opcode == .numberLiteral else {
      return nil
    }
    return right.number
  }

  private mutating func emitPath(origin: Int32, _ steps: [Step]) -> Int32 {
    let start = Int32(parts.steps.count)
    parts.steps.append(elementsOf: steps)
    let isPlain = origin < 0 && isPlain(steps)
    return emit(
      Instruction(
        opcode: .path, type: .nodeSet, streaming: streaming(steps),
        isPlain: isPlain, isSingle: isPlain && !steps.contains { $0.axis == .child }, first: origin,
        count: Int32(steps.count), extra: start))
  }

  /// Whether all steps are by name along child or, at the end, attribute, behind leading `..`.
  private func isPlain(_ steps: [Step]) -> Bool {
    guard !steps.isEmpty, steps.count <= Self.streamedStepCountMax else { return false }
    var isBehindNames = false
    for (place, step) in steps.enumerated() {
      if step.predicateCount > 0 { return false }
      switch step.axis {
      case .parent:
        if step.test != .node || isBehindNames { return false }
      case .child:
        if step.test != .name { return false }
        isBehindNames = true
      case .attribute:
        if step.test != .name || place != steps.count - 1 { return false }
      case .selfNode, .descendant, .descendantOrSelf, .followingSibling, .precedingSibling,
        .ancestor, .ancestorOrSelf, .following, .preceding, .namespace, .filter:
        return false
      }
    }
    return true
  }
}

// MARK: Streaming

extension Compiler {
  /// How many steps a path may have that is followed one node at a time.
  static let streamedStepCountMax = 16

  /// Whether steps from a single node yield each node once, and in which order.
  private func streaming(_ steps: [Step]) -> Streaming {
    guard steps.count <= Self.streamedStepCountMax else { return .never }
    var isSingle = true
    var isNested = false
    var result = Streaming.ordered
    for step in steps {
      guard step.predicateCount == 0 || step.isStreamable else { return .never }
      if isSingle, step.isStreamable, hasConstantPosition(step) { continue }
      switch step.axis {
      case .selfNode: break
      case .parent:
        if !isSingle { return .never }
      case .child:
        // Nodes inside each other: their children come once, but not in document order.
        if isNested { result = .unordered }
        isSingle = false
      case .attribute:
        isSingle = isSingle && step.test == .name
      case .descendant, .descendantOrSelf:
        if isNested { return .never }
        isNested = true
        isSingle = false
      case .followingSibling, .precedingSibling:
        if !isSingle { return .never }
        isSingle = false
        if step.isBackward { result = .unordered }
      case .ancestor, .ancestorOrSelf:
        if !isSingle { return .never }
        isSingle = false
        isNested = true
        result = .unordered
      case .following, .preceding, .namespace, .filter:
        return .never
      }
    }
    return result
  }

  /// Whether a step finds one node at most from each node.
  private func hasConstantPosition(_ step: Step) -> Bool {
    let range = Int(step.firstPredicate)..<Int(step.firstPredicate + step.predicateCount)
    return range.contains { parts.predicates[$0].kind == .position }
  }
}
