@_spi(Engine) internal import XMLTree

extension EvaluatorState {
  /// Begins a walk over the node-set of an instruction.
  ///
  /// Each node comes once; in document order if `isOrdered`, else in any order.
  mutating func beginIteration(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus, isOrdered: Bool
  ) -> NodeIteration {
    let base = nodes.count
    let instruction = program.code[index]
    guard instruction.opcode == .path else {
      evaluateNodeSet(index, program, focus)
      return collected(from: base)
    }
    var origin = NodeBits.none
    switch instruction.first {
    case PathOrigin.context: origin = focus.node
    case PathOrigin.root: origin = focus.node & NodeBits.documentMask
    default:
      evaluateOrigin(of: instruction, program, focus)
      if nodes.count == base { return collected(from: base) }
      if nodes.count == base &+ 1 {
        origin = nodes[base]
        nodes.truncate(to: base)
      }
    }
    if origin != NodeBits.none {
      if instruction.count == 0 {
        nodes.append(origin)
        return collected(from: base)
      }
      let mayStream =
        instruction.streaming == .ordered || (instruction.streaming == .unordered && !isOrdered)
      if mayStream, NodeBits.ordinal(origin) == 0 {
        return beginStream(
          instruction.extra, count: Int(instruction.count), program, from: origin)
      }
      nodes.append(origin)
    }
    takeSteps(instruction.extra, count: instruction.count, program, from: base)
    return collected(from: base)
  }

  /// Pushes what a path's steps begin from, or as much of it as their first position asks for.
  private mutating func evaluateOrigin(
    of path: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) {
    let origin = program.code[path.first]
    guard path.count > 0, program.steps[path.extra].axis == .filter else {
      return evaluateNodeSet(path.first, program, focus)
    }
    let first = program.predicates[program.steps[path.extra].firstPredicate]
    let isBounded = first.kind == .position && first.position < Double(UInt16.max)
    guard isBounded else { return evaluateNodeSet(path.first, program, focus) }
    let countMax = max(Int(first.position), 0)
    if origin.opcode == .call, origin.function == .key {
      pushKeyed(origin, program, focus, countMax: countMax)
    } else if origin.opcode == .path, origin.streaming == .ordered {
      pushFirst(path.first, program, focus, countMax: countMax)
    } else {
      evaluateNodeSet(path.first, program, focus)
    }
  }

  /// Pushes the first `countMax` nodes of a path, which come in document order.
  private mutating func pushFirst(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus, countMax: Int
  ) {
    let base = nodes.count
    var iteration = beginIteration(index, program, focus, isOrdered: true)
    // Collected nodes lie where they are wanted.
    if iteration.cursorBase < 0 { return nodes.truncate(to: min(nodes.count, base + countMax)) }
    while nodes.count - base < countMax {
      let node = next(&iteration, program)
      if node == NodeBits.none { break }
      nodes.append(node)
    }
    cursors.truncate(to: iteration.cursorBase)
    counters.truncate(to: iteration.base)
  }

  private func collected(from base: Int) -> NodeIteration {
    NodeIteration(
      cursorBase: -1, stepCount: 0, document: 0, place: base, base: base, end: nodes.count)
  }

  @inline(__always)
  mutating func next(
    _ iteration: inout NodeIteration, _ program: borrowing ProgramView
  ) -> UInt64 {
    if iteration.cursorBase >= 0 { return nextInStream(&iteration, program) }
    guard iteration.place < iteration.end else { return NodeBits.none }
    let node = nodes[iteration.place]
    iteration.place &+= 1
    return node
  }

  /// Whether the node-set of an instruction has a node.
  mutating func hasNode(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let instruction = program.code[index]
    if instruction.isPlain, NodeBits.ordinal(focus.node) == 0 {
      return firstPlain(instruction, program, focus) >= 0
    }
    if instruction.opcode == .union {
      for offset in 0..<instruction.count
      where hasNode(program.links[instruction.first + offset], program, focus) { return true }
      return false
    }
    if instruction.opcode == .call {
      return firstOfCall(instruction, program, focus) != NodeBits.none
    }
    var iteration = beginIteration(index, program, focus, isOrdered: false)
    let found = next(&iteration, program) != NodeBits.none
    endIteration(iteration)
    return found
  }

  /// The first node that a function finds; a key is asked for no more.
  private mutating func firstOfCall(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> UInt64 {
    let start = nodes.count
    if call.function == .key {
      pushKeyed(call, program, focus, countMax: 1)
    } else {
      callForNodes(call, program, focus)
    }
    defer { nodes.truncate(to: start) }
    return nodes.count > start ? nodes[start] : NodeBits.none
  }

  /// The first node in document order, or `NodeBits.none`.
  mutating func firstNode(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> UInt64 {
    let instruction = program.code[index]
    if instruction.isPlain, NodeBits.ordinal(focus.node) == 0 {
      let found = firstPlain(instruction, program, focus)
      return found < 0 ? NodeBits.none : NodeBits.make(NodeBits.document(focus.node), found)
    }
    if instruction.opcode == .path, instruction.count == 0,
      instruction.first == PathOrigin.context
    {
      return focus.node
    }
    if instruction.opcode == .call { return firstOfCall(instruction, program, focus) }
    var iteration = beginIteration(index, program, focus, isOrdered: true)
    let found = next(&iteration, program)
    endIteration(iteration)
    return found
  }

  /// Pushes the node-set of an instruction, in document order without duplicates.
  mutating func evaluateNodeSet(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) {
    let instruction = program.code[index]
    switch instruction.opcode {
    case .path:
      var iteration = beginIteration(index, program, focus, isOrdered: true)
      // Collected nodes lie where they are wanted.
      if iteration.cursorBase < 0 { return }
      while true {
        let node = next(&iteration, program)
        if node == NodeBits.none { break }
        nodes.append(node)
      }
      cursors.truncate(to: iteration.cursorBase)
      counters.truncate(to: iteration.base)
    case .union:
      let start = nodes.count
      for offset in 0..<instruction.count {
        evaluateNodeSet(program.links[instruction.first + offset], program, focus)
      }
      putInOrder(from: start)
    case .variable: pushVariable(instruction, program)
    case .call: callForNodes(instruction, program, focus)
    case .numberLiteral, .stringLiteral, .or, .and, .comparison, .attributeComparison, .arithmetic,
      .comparisonChain,
      .arithmeticChain, .negation, .toBoolean, .not:
      preconditionFailure("not a node-set")
    }
  }

  private mutating func pushVariable(
    _ instruction: Instruction, _ program: borrowing ProgramView
  ) {
    let slot = variableMap[program.variableBase + Int(instruction.first)]
    switch settledKind(slot) {
    case .nodeSet: nodes.append(variables[slot].nodes.view)
    case .boolean, .number, .string:
      fail(.notANodeSet(expression: "$" + variableNames[slot]))
    case .none, .deferred, .settling, .failed: precondition(hasFailed)
    }
  }

  /// Sorts the nodes from `start` on, unless they are in order already.
  mutating func putInOrder(from start: Int) {
    var index = start &+ 1
    while index < nodes.count {
      if nodes[index &- 1] >= nodes[index] { return nodes.sortUnique(from: start) }
      index &+= 1
    }
  }
}

// MARK: Step by step

extension EvaluatorState {
  /// Replaces the set from `start` on by what the steps find from it.
  mutating func takeSteps(
    _ first: Int32, count: Int32, _ program: borrowing ProgramView, from start: Int
  ) {
    for offset in 0..<count {
      let step = program.steps[first + offset]
      if step.axis == .filter {
        filter(from: start, step, isReverse: false, program)
        continue
      }
      let end = nodes.count
      if end == start { return }
      for index in start..<end {
        let candidates = nodes.count
        if step.isStreamable, NodeBits.ordinal(nodes[index]) == 0 {
          stream(first + offset, program, from: nodes[index])
          continue
        }
        pushAxis(step, program, from: nodes[index])
        if step.predicateCount > 0 {
          filter(from: candidates, step, isReverse: step.axis.isReverse, program)
        }
      }
      nodes.moveDown(from: end, to: start)
      putInOrder(from: start)
    }
  }

  /// Pushes what a step finds from a stored node, in document order, and stops where no later node can pass.
  private mutating func stream(_ step: Int32, _ program: borrowing ProgramView, from node: UInt64) {
    let start = nodes.count
    var iteration = beginStream(step, count: 1, program, from: node)
    while true {
      let found = nextInStream(&iteration, program)
      if found == NodeBits.none { break }
      nodes.append(found)
    }
    endIteration(iteration)
    let taken = program.steps[step]
    if taken.axis == .ancestor || taken.axis == .ancestorOrSelf || taken.isBackward {
      nodes.reverse(from: start)
    }
  }

  /// Pushes what a step's axis and node test find from a node, in document order.
  private mutating func pushAxis(
    _ step: Step, _ program: borrowing ProgramView, from node: UInt64
  ) {
    let document = NodeBits.document(node)
    var cursor = cursor(for: step, program, document: document)
    let view = views[document]
    let index = NodeBits.index(node)
    switch step.axis {
    case .namespace: return pushNamespaces(step, program, from: node)
    case .following:
      let start =
        NodeBits.ordinal(node) > 0 || view.isAttribute(index) ? index + 1 : view.treeEnd(index)
      return pushScan(cursor, document, start..<view.nodeCount, before: .max)
    case .preceding: return pushScan(cursor, document, 0..<index, before: index)
    case .child, .attribute, .selfNode, .parent, .descendant, .descendantOrSelf, .followingSibling,
      .precedingSibling, .ancestor, .ancestorOrSelf:
      break
    case .filter: preconditionFailure("a filter is no axis")
    }
    if NodeBits.ordinal(node) > 0 { return pushFromNamespace(&cursor, document, node) }
    let start = nodes.count
    Self.aim(&cursor, at: index, in: view)
    while true {
      let found = Self.advance(&cursor, in: view)
      if found < 0 { break }
      nodes.append(NodeBits.make(document, found))
    }
    if step.axis == .ancestor || step.axis == .ancestorOrSelf { nodes.reverse(from: start) }
  }

  /// Pushes the accepted nodes of `range` that are no attributes and whose subtrees end by `before`.
  private mutating func pushScan(
    _ cursor: Cursor, _ document: Int, _ range: Range<Int>, before: Int
  ) {
    let view = views[document]
    for index in range where cursor.accepts(view.tag(index), in: view) {
      if view.isAttribute(index) || view.treeEnd(index) > before { continue }
      nodes.append(NodeBits.make(document, index))
    }
  }

  /// Pushes what the axes find from a namespace node: itself, its element, its element's ancestors.
  private mutating func pushFromNamespace(
    _ cursor: inout Cursor, _ document: Int, _ node: UInt64
  ) {
    let view = views[document]
    let start = nodes.count
    let element = NodeBits.index(node)
    let axis = cursor.step.axis
    if axis == .parent || axis == .ancestor || axis == .ancestorOrSelf {
      cursor.step.axis = axis == .parent ? .selfNode : .ancestorOrSelf
      Self.aim(&cursor, at: element, in: view)
      while true {
        let found = Self.advance(&cursor, in: view)
        if found < 0 { break }
        nodes.append(NodeBits.make(document, found))
      }
      nodes.reverse(from: start)
    }
    // The principal kind of these axes is element, so only `node()` accepts a namespace node.
    let hasSelf = axis == .selfNode || axis == .ancestorOrSelf || axis == .descendantOrSelf
    if hasSelf, cursor.step.test == .node { nodes.append(node) }
  }

  private mutating func pushNamespaces(
    _ step: Step, _ program: borrowing ProgramView, from node: UInt64
  ) {
    let document = NodeBits.document(node)
    let index = NodeBits.index(node)
    guard NodeBits.ordinal(node) == 0, arenas[document].kind(index) == .element else { return }
    switch step.test {
    case .node, .principal, .name: break
    case .namespace, .text, .comment, .processingInstruction, .target: return
    }
    let bindings = arenas[document].inScopeNamespaces(index)
    for (offset, binding) in bindings.enumerated() {
      if step.test == .name {
        let name = names[program.nameBase + Int(step.name)]
        let matches =
          name.namespaceURI.isEmpty && name.localName.utf8.elementsEqual(binding.prefix.utf8)
        if !matches { continue }
      }
      nodes.append(NodeBits.make(document, index) | UInt64(offset + 1))
    }
  }

  /// Keeps of the nodes from `start` on those for which the step's predicates hold.
  private mutating func filter(
    from start: Int, _ step: Step, isReverse: Bool, _ program: borrowing ProgramView
  ) {
    for offset in 0..<step.predicateCount {
      let predicate = program.predicates[step.firstPredicate + offset]
      let size = nodes.count - start
      if size == 0 { return }
      if predicate.kind == .position || predicate.kind == .last {
        select(predicate, from: start, size: size, isReverse: isReverse)
        continue
      }
      var kept = start
      for place in 0..<size {
        let node = nodes[start + place]
        let focus = Focus(node, position: isReverse ? size - place : place + 1, size: size)
        if holds(predicate, focus, program) {
          nodes[kept] = node
          kept += 1
        }
      }
      nodes.truncate(to: kept)
    }
  }

  /// Keeps the one node that a constant position names.
  private mutating func select(
    _ predicate: Predicate, from start: Int, size: Int, isReverse: Bool
  ) {
    let position = predicate.kind == .last ? Double(size) : predicate.position
    guard position >= 1, position <= Double(size), position == position.rounded(.towardZero) else {
      return nodes.truncate(to: start)
    }
    let place = isReverse ? size - Int(position) : Int(position) - 1
    nodes[start] = nodes[start + place]
    nodes.truncate(to: start + 1)
  }
}
