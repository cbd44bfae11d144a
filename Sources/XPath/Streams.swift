@_spi(Engine) internal import XMLTree

/// One step that is followed node by node.
struct Cursor: BitwiseCopyable {
  var step: Step
  var next = 0
  var end = 0
  /// A tag is accepted if its bits under `mask` are `wanted`.
  var mask: UInt32 = 0
  var wanted: UInt32 = 0
  /// The namespace asked for by `p:*`, else `NodeTag.none`.
  var namespace: UInt32 = NodeTag.none
  /// Whether the origin, an attribute, is the only candidate.
  var isLone = false
  /// For a backward walk: candidates lie behind this node.
  var floor = 0
  /// Where the counts of the step's predicates lie.
  var counter = 0

  /// Whether it accepts the nodes of one tag, `wanted`, and no others.
  var isOfOneTag: Bool { mask == .max && namespace == NodeTag.none }

  @inline(__always) func accepts(_ tag: UInt32, in view: ArenaView) -> Bool {
    guard tag & mask == wanted else { return false }
    return namespace == NodeTag.none
      || view.namespaceColumn[Int(NodeTag.nameID(tag))] == namespace
  }
}

/// A walk over a node-set: along cursors, or over nodes that were collected.
struct NodeIteration: BitwiseCopyable {
  /// The first of its cursors, or -1 for collected nodes.
  let cursorBase: Int
  let stepCount: Int
  let document: Int
  /// The step whose cursor moves next; for collected nodes the place of the next.
  var place: Int
  /// Where its collected nodes, or its counters, begin.
  let base: Int
  let end: Int
}

extension EvaluatorState {
  /// Prepares the cursor of a step for nodes of one document; `false` if nothing can match.
  @inline(__always)
  func cursor(for step: Step, _ program: borrowing ProgramView, document: Int) -> Cursor {
    var cursor = Cursor(step: step)
    let principal = step.axis == .attribute ? XMLNodeKind.attribute : XMLNodeKind.element
    switch step.test {
    case .name:
      cursor.mask = .max
      cursor.wanted = resolved(step.name, program, document)
    case .principal:
      cursor.mask = NodeTag.kindMask
      cursor.wanted = UInt32(principal.rawValue)
    case .namespace:
      cursor.mask = NodeTag.kindMask
      cursor.wanted = UInt32(principal.rawValue)
      cursor.namespace = resolved(step.name, program, document)
      if cursor.namespace == NodeTag.none { cursor.wanted = NodeTag.none }
    case .node: break
    case .text:
      cursor.mask = .max
      cursor.wanted = NodeTag.text
    case .comment:
      cursor.mask = .max
      cursor.wanted = NodeTag.comment
    case .processingInstruction:
      cursor.mask = NodeTag.kindMask
      cursor.wanted = UInt32(XMLNodeKind.processingInstruction.rawValue)
    case .target:
      cursor.mask = .max
      cursor.wanted = resolved(step.name, program, document)
    }
    return cursor
  }

  @inline(__always)
  func resolved(_ name: Int32, _ program: borrowing ProgramView, _ document: Int) -> UInt32 {
    tags[(program.nameBase &+ Int(name)) &* documentStride &+ document]
  }

  /// Points a cursor at the candidates of its axis from `node`.
  @inline(__always)
  static func aim(_ cursor: inout Cursor, at node: Int, in view: ArenaView) {
    cursor.next = 0
    cursor.end = 0
    if cursor.wanted == NodeTag.none { return }
    let isAttribute = view.isAttribute(node)
    switch cursor.step.axis {
    case .child:
      if isAttribute { return }
      if cursor.step.isBackward { return aimBackward(&cursor, node, floor: node, in: view) }
      cursor.next = view.firstChild(node)
      cursor.end = view.treeEnd(node)
    case .attribute:
      if isAttribute { return }
      cursor.next = node &+ 1
      cursor.end = view.nodeCount
    case .selfNode:
      cursor.next = node
      cursor.end = node &+ 1
    case .parent:
      if node == 0 { return }
      cursor.next = view.parent(node)
      cursor.end = cursor.next &+ 1
    case .descendant:
      if isAttribute { return }
      cursor.next = node &+ 1
      cursor.end = view.treeEnd(node)
    case .descendantOrSelf:
      cursor.next = node
      cursor.end = isAttribute ? node &+ 1 : view.treeEnd(node)
      cursor.isLone = isAttribute
    case .followingSibling:
      if isAttribute || node == 0 { return }
      if cursor.step.isBackward {
        return aimBackward(&cursor, view.parent(node), floor: node, in: view)
      }
      cursor.next = view.treeEnd(node)
      cursor.end = view.treeEnd(view.parent(node))
    case .precedingSibling:
      if isAttribute || node == 0 { return }
      aimBefore(&cursor, node, in: view)
    case .ancestor:
      // Goes upwards: `next` is a candidate, `end` is 1 while there is one.
      if node == 0 { return }
      cursor.next = view.parent(node)
      cursor.end = 1
    case .ancestorOrSelf:
      cursor.next = node
      cursor.end = 1
    case .following, .preceding, .namespace, .filter:
      preconditionFailure("an axis that is not followed node by node")
    }
  }

  /// Points a cursor at the siblings before `node`, at the nearest one or at the first.
  @inline(__always)
  private static func aimBefore(_ cursor: inout Cursor, _ node: Int, in view: ArenaView) {
    if cursor.step.isBackward {
      // `next` is the node whose previous sibling is wanted, `end` the parent.
      cursor.next = node
      cursor.end = view.parent(node)
      cursor.floor = cursor.end
    } else {
      cursor.next = view.firstChild(view.parent(node))
      cursor.end = node
    }
  }

  /// Points a cursor behind the last child of `parent`.
  private static func aimBackward(
    _ cursor: inout Cursor, _ parent: Int, floor: Int, in view: ArenaView
  ) {
    cursor.next = view.treeEnd(parent)
    cursor.end = parent
    cursor.floor = floor
  }

  /// The next node that the cursor's node test accepts, or -1.
  @inline(__always)
  static func advance(_ cursor: inout Cursor, in view: ArenaView) -> Int {
    switch cursor.step.axis {
    case .child where cursor.step.isBackward, .followingSibling where cursor.step.isBackward,
      .precedingSibling where cursor.step.isBackward:
      return advanceBackward(&cursor, in: view)
    case .child, .followingSibling, .precedingSibling:
      var node = cursor.next
      while node < cursor.end {
        let following = view.treeEnd(node)
        if cursor.accepts(view.tag(node), in: view) {
          cursor.next = following
          return node
        }
        node = following
      }
      cursor.next = node
      return -1
    case .attribute:
      var node = cursor.next
      while node < cursor.end, view.isAttribute(node) {
        if cursor.accepts(view.tag(node), in: view) {
          cursor.next = node &+ 1
          // Names are unique among the attributes of an element.
          if cursor.step.test == .name { cursor.end = 0 }
          return node
        }
        node &+= 1
      }
      cursor.end = 0
      return -1
    case .selfNode, .parent:
      guard cursor.next < cursor.end else { return -1 }
      let node = cursor.next
      cursor.next = cursor.end
      return cursor.accepts(view.tag(node), in: view) ? node : -1
    case .descendant, .descendantOrSelf: return advanceDown(&cursor, in: view)
    case .ancestor, .ancestorOrSelf: return advanceUp(&cursor, in: view)
    case .following, .preceding, .namespace, .filter: return -1
    }
  }

  /// Goes to the nearest sibling before: up from the last node of its subtree, which lies just before.
  private static func advanceBackward(_ cursor: inout Cursor, in view: ArenaView) -> Int {
    let parent = cursor.end
    while cursor.next &- 1 > parent {
      var node = cursor.next &- 1
      var above = view.parent(node)
      while above != parent {
        node = above
        above = view.parent(node)
      }
      // The parent's attributes lie between it and its first child.
      if node <= cursor.floor || view.isAttribute(node) { break }
      cursor.next = node
      if cursor.accepts(view.tag(node), in: view) { return node }
    }
    cursor.next = 0
    return -1
  }

  private static func advanceDown(_ cursor: inout Cursor, in view: ArenaView) -> Int {
    var node = cursor.next
    // Only `node()` accepts attributes, which are no descendants; the origin itself may be one.
    let takesAttributes = cursor.mask != 0 || cursor.isLone
    while node < cursor.end {
      if cursor.accepts(view.tag(node), in: view),
        takesAttributes || !view.isAttribute(node)
      {
        cursor.next = node &+ 1
        return node
      }
      node &+= 1
    }
    cursor.next = node
    return -1
  }

  private static func advanceUp(_ cursor: inout Cursor, in view: ArenaView) -> Int {
    while cursor.end == 1 {
      let node = cursor.next
      if node == 0 { cursor.end = 0 } else { cursor.next = view.parent(node) }
      if cursor.accepts(view.tag(node), in: view) { return node }
    }
    return -1
  }
}

// MARK: Paths node by node

extension EvaluatorState {
  /// Begins a walk along `count` steps from a stored node.
  mutating func beginStream(
    _ first: Int32, count: Int, _ program: borrowing ProgramView, from node: UInt64
  ) -> NodeIteration {
    let document = NodeBits.document(node)
    let base = cursors.count
    let counterBase = counters.count
    for offset in 0..<count {
      let step = program.steps[Int(first) &+ offset]
      var cursor = cursor(for: step, program, document: document)
      if step.predicateCount > 0 {
        cursor.counter = counters.count
        counters.append(repeating: 0, count: Int(step.predicateCount))
      }
      if offset == 0 { Self.aim(&cursor, at: NodeBits.index(node), in: views[document]) }
      cursors.append(cursor)
    }
    return NodeIteration(
      cursorBase: base, stepCount: count, document: document, place: 0, base: counterBase, end: 0)
  }

  /// The next node of the walk, or `NodeBits.none`.
  mutating func nextInStream(
    _ iteration: inout NodeIteration, _ program: borrowing ProgramView
  ) -> UInt64 {
    let view = views[iteration.document]
    var level = iteration.place
    while level >= 0 {
      let place = iteration.cursorBase &+ level
      let node = Self.advance(&cursors[place], in: view)
      if node < 0 {
        level &-= 1
        continue
      }
      if cursors[place].step.predicateCount > 0 {
        let candidate = NodeBits.make(iteration.document, node)
        if !passesPredicates(cursorAt: place, candidate, program) { continue }
      }
      if level == iteration.stepCount &- 1 {
        iteration.place = level
        return NodeBits.make(iteration.document, node)
      }
      level &+= 1
      Self.aim(&cursors[place &+ 1], at: node, in: view)
      let inner = place &+ 1
      for offset in 0..<Int(cursors[inner].step.predicateCount) {
        counters[cursors[inner].counter &+ offset] = 0
      }
    }
    iteration.place = -1
    return NodeBits.none
  }

  private mutating func passesPredicates(
    cursorAt place: Int, _ candidate: UInt64, _ program: borrowing ProgramView
  ) -> Bool {
    let step = cursors[place].step
    let counter = cursors[place].counter
    for offset in 0..<Int(step.predicateCount) {
      let position = counters[counter &+ offset] &+ 1
      counters[counter &+ offset] = position
      let predicate = program.predicates[Int(step.firstPredicate) &+ offset]
      if let wanted = knownPosition(predicate, candidate, program) {
        // Where it is no number, nothing has that position.
        if !(Double(position) < wanted) { exhaust(cursorAt: place) }
        if Double(position) != wanted { return false }
      } else if !holds(predicate, Focus(candidate, position: position, size: 0), program) {
        return false
      }
    }
    return true
  }

  /// The position that a predicate asks for whatever the candidate is: a constant's, or a variable's.
  @inline(__always)
  private mutating func knownPosition(
    _ predicate: Predicate, _ candidate: UInt64, _ program: borrowing ProgramView
  ) -> Double? {
    if predicate.kind == .position { return predicate.position }
    guard predicate.kind == .dynamic, type(of: predicate.instruction, program) == .number else {
      return nil
    }
    return evaluateNumber(predicate.instruction, program, Focus(candidate))
  }

  /// Ends a cursor whose predicate holds for no later node.
  private mutating func exhaust(cursorAt place: Int) {
    cursors[place].next = 0
    cursors[place].end = 0
  }

  mutating func endIteration(_ iteration: NodeIteration) {
    if iteration.cursorBase >= 0 {
      cursors.truncate(to: iteration.cursorBase)
      counters.truncate(to: iteration.base)
    } else {
      nodes.truncate(to: iteration.base)
    }
  }

  /// Whether a predicate holds; positions count from 1.
  mutating func holds(
    _ predicate: Predicate, _ focus: Focus, _ program: borrowing ProgramView
  ) -> Bool {
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    switch predicate.kind {
    case .boolean: return evaluateBoolean(predicate.instruction, program, focus)
    case .position: return Double(focus.position) == predicate.position
    case .last: return focus.position == focus.size
    case .number:
      return evaluateNumber(predicate.instruction, program, focus) == Double(focus.position)
    case .dynamic:
      if type(of: predicate.instruction, program) == .number {
        return evaluateNumber(predicate.instruction, program, focus) == Double(focus.position)
      }
      return evaluateBoolean(predicate.instruction, program, focus)
    }
  }
}
