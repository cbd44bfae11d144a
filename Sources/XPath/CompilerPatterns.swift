@_spi(Engine) internal import XMLTree

extension Compiler {
  /// `Pattern` (XSLT 1.0, section 5.2).
  mutating func patternAlternatives() throws(XPathSyntaxError) {
    repeat { try alternative() } while take(.bar)
    if token.kind != .end { throw unexpected("'/', '|' or the end of the pattern") }
    markRemembered()
  }

  /// A predicate says the same of a node at any time unless it asks for a variable or the current node; the position
  /// is counted elsewhere.
  private mutating func markRemembered() {
    let asksForCurrent = parts.notes.functions.contains("current")
    let isSteady = parts.variables.isEmpty && !asksForCurrent
    for index in 0..<parts.steps.count where parts.steps[index].predicateCount > 0 {
      let first = Int(parts.steps[index].firstPredicate)
      let range = first..<first + Int(parts.steps[index].predicateCount)
      parts.steps[index].isRemembered =
        isSteady && range.allSatisfy { !parts.predicates[$0].isPositional }
      for place in range {
        // Before the first there is none that could ask for anything.
        parts.predicates[place].counting =
          isSteady || place == first ? .once : asksForCurrent ? .anew : .whileVariablesHold
      }
    }
  }

  private mutating func alternative() throws(XPathSyntaxError) {
    var found = PatternAlternative(
      firstStep: 0, stepCount: 0, anchor: .none, anchorInstruction: 0,
      isAnchorBehindDoubleSlash: false)
    var steps: [Step] = []
    if token.kind == .functionName {
      found.anchor = .set
      found.anchorInstruction = try anchorCall()
      if take(.doubleSlash) {
        found.isAnchorBehindDoubleSlash = true
        try relativePattern(&steps)
      } else if take(.slash) {
        try relativePattern(&steps)
      }
    } else if take(.doubleSlash) {
      // `//x` matches what `x` does: a document's nodes all descend from its root.
      try relativePattern(&steps)
    } else if take(.slash) {
      found.anchor = .root
      if token.kind != .end, token.kind != .bar { try relativePattern(&steps) }
    } else {
      try relativePattern(&steps)
    }
    found.firstStep = Int32(parts.steps.count)
    found.stepCount = Int32(steps.count)
    parts.steps.append(elementsOf: steps)
    parts.alternatives.append(found)
    parts.targets.append(target(of: steps.last, anchor: found.anchor))
  }

  /// `IdKeyPattern`: literals only, as the standard has it; variables are allowed beside them.
  private mutating func anchorCall() throws(XPathSyntaxError) -> Int32 {
    let place = token.start
    let name = text(of: token)
    guard name == "id" || name == "key" else {
      throw error(.notAllowedInPattern("the function \(name)()"), at: place)
    }
    let operand = try primary()
    return operand.instruction
  }

  private mutating func relativePattern(_ steps: inout [Step]) throws(XPathSyntaxError) {
    var isBehindDoubleSlash = false
    while true {
      var step = try patternStep()
      step.isBehindDoubleSlash = isBehindDoubleSlash
      steps.append(step)
      if take(.slash) {
        isBehindDoubleSlash = false
      } else if take(.doubleSlash) {
        isBehindDoubleSlash = true
      } else {
        return
      }
    }
  }

  private mutating func patternStep() throws(XPathSyntaxError) -> Step {
    let place = token.start
    var axis = Axis.child
    switch token.kind {
    case .at:
      advance()
      axis = .attribute
    case .axisName:
      let name = text(of: token)
      guard name == "child" || name == "attribute" else {
        let known = Axis(spelled: name) != nil
        throw error(
          known ? .notAllowedInPattern("the axis \(name)") : .unknownAxis(name), at: place)
      }
      axis = name == "child" ? .child : .attribute
      advance()
      try expect(.doubleColon, "::")
    case .dot, .dotDot:
      throw error(.notAllowedInPattern("'\(text(of: token))'"), at: place)
    case .variable, .literal, .number, .leftParenthesis:
      throw error(.notAllowedInPattern("'\(text(of: token))'"), at: place)
    default: break
    }
    var step = try nodeTest(axis)
    try predicates(of: &step)
    return step
  }

  private func target(
    of step: Step?, anchor: PatternAlternative.Anchor
  ) -> XPathPatternTarget {
    guard let step else { return anchor == .root ? .kind(.root) : .any }
    let kind: XMLNodeKind = step.axis == .attribute ? .attribute : .element
    let name = parts.names.isEmpty ? nil : parts.names[Int(step.name)]
    switch step.test {
    case .principal: return .kind(kind)
    case .node: return step.axis == .attribute ? .kind(.attribute) : .child
    case .text: return .kind(.text)
    case .comment: return .kind(.comment)
    case .processingInstruction: return .kind(.processingInstruction)
    case .name, .namespace, .target:
      guard let name else { preconditionFailure("a name test without a name") }
      if step.test == .namespace { return .namespace(kind, uri: name.namespaceURI) }
      let expanded = XMLExpandedName(
        namespaceURI: name.namespaceURI, localName: name.localName)
      return .named(step.test == .target ? .processingInstruction : kind, expanded)
    }
  }
}
