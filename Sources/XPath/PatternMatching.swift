@_spi(Engine) internal import XMLTree

/// What is kept of a pattern's predicate: how far it was counted, so that a walk in document order counts once, and what
/// it said of the last ancestor.
struct PositionCache: BitwiseCopyable {
  /// The ancestor for which the predicates that begin here were last tried; `NodeBits.none` for none.
  var tried = NodeBits.none
  /// Whether it passed them.
  var hasPassed = false
  /// The parent whose children were counted; `NodeBits.none` for none.
  var parent = NodeBits.none
  /// The last node that was counted, and its position.
  var node = 0
  var position = 0
  /// How many candidates there are, -1 if not counted.
  var size = -1
  var epoch = -1
}

// XSLT 1.0, section 5.2: right to left from the node.
extension EvaluatorState {
  mutating func matches(_ program: borrowing ProgramView, _ node: UInt64) -> Bool {
    for number in 0..<program.alternatives.count
    where matches(program, alternative: number, node) { return true }
    return false
  }

  mutating func matches(
    _ program: borrowing ProgramView, alternative number: Int, _ node: UInt64
  ) -> Bool {
    // No pattern matches a namespace node: `@*` and `node()` take attributes and children.
    if NodeBits.ordinal(node) > 0 { return false }
    let alternative = program.alternatives[number]
    let document = NodeBits.document(node)
    let index = NodeBits.index(node)
    if alternative.stepCount == 0 {
      return alternative.anchor == .root
        ? index == 0 : isInAnchor(alternative, program, document, index)
    }
    guard hasNames(alternative, program, document, index) else { return false }
    return matchesSteps(
      alternative, program, document, index, place: Int(alternative.stepCount) - 1)
  }

  /// Whether the ancestors of `index`, as far as single slashes lead, have the names of the steps before the last, and
  /// none of them is known to fail its predicates.
  ///
  /// Most nodes that a pattern such as `entry/*[…]` is tried on fail here, before a predicate is evaluated.
  private mutating func hasNames(
    _ alternative: PatternAlternative, _ program: borrowing ProgramView, _ document: Int,
    _ index: Int
  ) -> Bool {
    let view = views[document]
    var node = index
    var place = alternative.firstStep + alternative.stepCount - 1
    while place > alternative.firstStep, node != 0, !program.steps[place].isBehindDoubleSlash {
      node = view.parent(node)
      place -= 1
      let step = program.steps[place]
      if step.test == .name, view.tag(node) != resolved(step.name, program, document) {
        return false
      }
      if step.isRemembered {
        let known = positionCaches[program.stepBase + Int(step.firstPredicate)]
        if known.tried == NodeBits.make(document, node), !known.hasPassed { return false }
      }
    }
    return true
  }

  /// Whether the steps up to `place` match with `index` at the last of them.
  ///
  /// Going left, a node behind `/` must be the parent; behind `//` every ancestor is tried from the nearest
  /// one on. Only the nearest that matches its run of `/` steps need be kept: whatever lies to its left then
  /// has the most room, so no choice is revised but the last.
  private mutating func matchesSteps(
    _ alternative: PatternAlternative, _ program: borrowing ProgramView, _ document: Int,
    _ index: Int, place: Int
  ) -> Bool {
    let view = views[document]
    var node = index
    var current = place
    // Where the run of single slashes began whose node may be exchanged for a higher ancestor.
    var retryPlace = -1
    var retryNode = -1
    while true {
      let step = program.steps[alternative.firstStep + Int32(current)]
      var isMatch =
        current < place && step.isRemembered
        ? matchesAncestor(step, program, document, node)
        : matchesStep(step, program, document, node)
      if isMatch, current == 0 { isMatch = isAnchored(alternative, program, document, node) }
      if isMatch {
        if current == 0 { return true }
        if node == 0 { return false }
        node = view.parent(node)
        if step.isBehindDoubleSlash {
          retryPlace = current - 1
          retryNode = node
        }
        current -= 1
      } else {
        if retryPlace < 0 || retryNode == 0 { return false }
        retryNode = view.parent(retryNode)
        node = retryNode
        current = retryPlace
      }
    }
  }

  private mutating func isAnchored(
    _ alternative: PatternAlternative, _ program: borrowing ProgramView, _ document: Int,
    _ node: Int
  ) -> Bool {
    switch alternative.anchor {
    case .none: return true
    case .root: return node != 0 && views[document].parent(node) == 0
    case .set:
      var ancestor = node
      while ancestor != 0 {
        ancestor = views[document].parent(ancestor)
        if isInAnchor(alternative, program, document, ancestor) { return true }
        if !alternative.isAnchorBehindDoubleSlash { return false }
      }
      return false
    }
  }

  private mutating func isInAnchor(
    _ alternative: PatternAlternative, _ program: borrowing ProgramView, _ document: Int,
    _ node: Int
  ) -> Bool {
    let wanted = NodeBits.make(document, node)
    let focus = Focus(wanted)
    let start = nodes.count
    evaluateNodeSet(alternative.anchorInstruction, program, focus)
    defer { nodes.truncate(to: start) }
    var low = start
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if nodes[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < nodes.count && nodes[low] == wanted
  }

  /// What `matchesStep` says of a node above the one that the pattern is tried on: the same as for its last descendant.
  private mutating func matchesAncestor(
    _ step: Step, _ program: borrowing ProgramView, _ document: Int, _ node: Int
  ) -> Bool {
    let place = program.stepBase + Int(step.firstPredicate)
    let ancestor = NodeBits.make(document, node)
    if positionCaches[place].tried == ancestor { return positionCaches[place].hasPassed }
    let hasPassed = matchesStep(step, program, document, node)
    if !hasFailed {
      positionCaches[place].tried = ancestor
      positionCaches[place].hasPassed = hasPassed
    }
    return hasPassed
  }

  private mutating func matchesStep(
    _ step: Step, _ program: borrowing ProgramView, _ document: Int, _ node: Int
  ) -> Bool {
    // A step selects children or attributes of something, so the root is none.
    if node == 0 { return false }
    let view = views[document]
    if step.test == .name {
      // The tag holds the kind too.
      guard view.tag(node) == resolved(step.name, program, document) else { return false }
    } else {
      let cursor = cursor(for: step, program, document: document)
      guard cursor.accepts(view.tag(node), in: view),
        view.isAttribute(node) == (step.axis == .attribute)
      else { return false }
    }
    let candidate = NodeBits.make(document, node)
    for offset in 0..<step.predicateCount {
      let predicate = program.predicates[step.firstPredicate + offset]
      var focus = Focus(candidate)
      if predicate.isPositional {
        let cursor = cursor(for: step, program, document: document)
        focus = positionedFocus(step, Int(offset), cursor, program, document, node)
      }
      if !holds(predicate, focus, program) { return false }
    }
    return true
  }

  /// The position and size that predicate number `place` of a step sees at `node`.
  private mutating func positionedFocus(
    _ step: Step, _ place: Int, _ cursor: Cursor, _ program: borrowing ProgramView,
    _ document: Int, _ node: Int
  ) -> Focus {
    let view = views[document]
    let number = program.stepBase + Int(step.firstPredicate) + place
    let predicate = program.predicates[Int(step.firstPredicate) + place]
    let parent = NodeBits.make(document, view.parent(node))
    var cache = positionCaches[number]
    let isOutdated =
      switch predicate.counting {
      case .anew: true
      case .whileVariablesHold: cache.epoch != variableEpoch
      case .once: false
      }
    if cache.parent != parent || isOutdated || cache.node > node {
      (cache.position, cache.size) = (0, -1)
      cache.parent = parent
      cache.epoch = variableEpoch
      cache.node = view.parent(node)
    }
    let siblings = siblings(of: node, step, in: view, after: cache.node)
    var sibling = cache.node == node ? node + 1 : siblings.lowerBound
    while sibling <= node {
      if isCandidate(sibling, step, place, cursor, program, document) { cache.position += 1 }
      sibling = view.end(sibling)
    }
    cache.node = node
    if predicate.usesLast || predicate.kind == .last, cache.size < 0 {
      cache.size = cache.position
      while sibling < siblings.upperBound, view.isAttribute(sibling) == (step.axis == .attribute) {
        if isCandidate(sibling, step, place, cursor, program, document) { cache.size += 1 }
        sibling = view.end(sibling)
      }
    }
    positionCaches[number] = cache
    return Focus(NodeBits.make(document, node), position: cache.position, size: cache.size)
  }

  /// The siblings to count: from behind `counted`, which is the parent if none was counted yet.
  private func siblings(
    of node: Int, _ step: Step, in view: ArenaView, after counted: Int
  ) -> Range<Int> {
    let parent = view.parent(node)
    if step.axis == .attribute {
      return counted + 1..<view.nodeCount
    }
    let first = counted == parent ? view.firstChild(parent) : view.treeEnd(counted)
    return first..<max(first, view.treeEnd(parent))
  }

  /// Whether a sibling passes the node test and the predicates before number `place`.
  private mutating func isCandidate(
    _ node: Int, _ step: Step, _ place: Int, _ cursor: Cursor, _ program: borrowing ProgramView,
    _ document: Int
  ) -> Bool {
    guard cursor.accepts(views[document].tag(node), in: views[document]) else { return false }
    for offset in 0..<place {
      let predicate = program.predicates[Int(step.firstPredicate) + offset]
      var focus = Focus(NodeBits.make(document, node))
      if predicate.isPositional {
        focus = positionedFocus(step, offset, cursor, program, document, node)
      }
      if !holds(predicate, focus, program) { return false }
    }
    return true
  }
}
