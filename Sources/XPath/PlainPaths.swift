@_spi(Engine) internal import XMLTree

// Paths of named child and attribute steps and leading `..`, without predicates: most of what rules say.
// They change nothing, and are `mutating` all the same: the compiler hands the state of a mutating caller to a
// function that only reads it as a copy of all its words, for each call.
extension EvaluatorState {
  /// The first node in document order of a plain path, -1 for none.
  @inline(__always)
  mutating func firstPlain(
    _ instruction: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Int {
    let document = NodeBits.document(focus.node)
    return findPlain(
      instruction.extra, instruction.extra &+ instruction.count &- 1, program, document,
      instruction.first == PathOrigin.root ? 0 : NodeBits.index(focus.node))
  }

  private mutating func findPlain(
    _ place: Int32, _ last: Int32, _ program: borrowing ProgramView, _ document: Int,
    _ origin: Int
  ) -> Int {
    let view = views[document]
    let step = program.steps[place]
    switch step.axis {
    case .child:
      if view.isAttribute(origin) { return -1 }
      let wanted = resolved(step.name, program, document)
      var node = view.firstChild(origin)
      let end = view.treeEnd(origin)
      while node < end {
        if view.tag(node) == wanted {
          if place == last { return node }
          let found = findPlain(place &+ 1, last, program, document, node)
          if found >= 0 { return found }
        }
        node = view.treeEnd(node)
      }
      return -1
    case .attribute:
      if view.isAttribute(origin) { return -1 }
      let wanted = resolved(step.name, program, document)
      var node = origin &+ 1
      while node < view.nodeCount, view.isAttribute(node) {
        if view.tag(node) == wanted { return node }
        node &+= 1
      }
      return -1
    case .parent:
      if origin == 0 { return -1 }
      let node = view.parent(origin)
      return place == last
        ? node : findPlain(place &+ 1, last, program, document, node)
    case .selfNode, .descendant, .descendantOrSelf, .followingSibling, .precedingSibling,
      .ancestor, .ancestorOrSelf, .following, .preceding, .namespace, .filter:
      preconditionFailure("no step of a plain path")
    }
  }
}
