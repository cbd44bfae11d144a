@_spi(Engine) internal import XMLTree

/// What can be told of an expression's cost and traps without evaluating it.
public struct XPathInspection: Sendable, Equatable {
  /// A step that looks at any number of nodes.
  public struct Scan: Sendable, Hashable {
    /// The axis as spelled in full; a path from the root downwards is `/descendant`.
    public let axis: String
    /// The name tested for, without a prefix; `*` or a node type where there is none.
    public let test: String
  }

  /// A comparison that engines of XPath 2.0 and later may read otherwise or refuse.
  public struct LooseComparison: Sendable, Hashable {
    /// As written, such as `<=`.
    public let comparison: String
    /// The last step of the path that stands there without `number()`.
    public let operand: String
  }

  /// Steps along siblings, or over the whole document, that no constant position ends.
  public var scans: [Scan] = []
  /// Comparisons of order with a node-set, and of equality between a node-set and a number.
  public var looseComparisons: [LooseComparison] = []
}

extension XPathExpression {
  /// What can be told of the expression's cost and traps.
  public var inspection: XPathInspection { program.content.inspection }
}

extension XPathPattern {
  /// What can be told of the cost and traps of the pattern's predicates.
  public var inspection: XPathInspection { program.content.inspection }
}

extension ProgramContent {
  fileprivate var inspection: XPathInspection {
    var found = XPathInspection()
    for index in 0..<code.view.count {
      let instruction = code.view[index]
      switch instruction.opcode {
      case .path: appendScans(of: instruction, to: &found)
      case .comparison:
        append(instruction.first, instruction.extra, instruction.count, to: &found)
      case .comparisonChain:
        let place = instruction.first
        append(
          links.view[place], links.view[place + 1], links.view[place + 2], to: &found)
      case .numberLiteral, .stringLiteral, .variable, .union, .or, .and, .attributeComparison,
        .arithmetic,
        .arithmeticChain, .negation, .toBoolean, .not, .call:
        break
      }
    }
    return found
  }

  private func appendScans(of path: Instruction, to found: inout XPathInspection) {
    for place in path.extra..<path.extra + path.count {
      let step = steps.view[place]
      let isBounded =
        step.predicateCount > 0 && predicates.view[step.firstPredicate].kind == .position
      if isBounded { continue }
      switch step.axis {
      case .precedingSibling, .followingSibling, .preceding, .following:
        found.scans.append(XPathInspection.Scan(axis: step.axis.spelling, test: word(of: step)))
      case .descendant, .descendantOrSelf:
        if place == path.extra, path.first == PathOrigin.root {
          let named = step.test == .node && path.count > 1 ? steps.view[place + 1] : step
          found.scans.append(XPathInspection.Scan(axis: "/descendant", test: word(of: named)))
        }
      case .child, .attribute, .selfNode, .parent, .ancestor, .ancestorOrSelf, .namespace, .filter:
        break
      }
    }
  }

  private func word(of step: Step) -> String {
    switch step.test {
    case .name: names[Int(step.name)].localName
    case .principal, .namespace: "*"
    case .node: "node()"
    case .text: "text()"
    case .comment: "comment()"
    case .processingInstruction, .target: "processing-instruction()"
    }
  }

  private func append(
    _ left: Int32, _ comparison: Int32, _ right: Int32, to found: inout XPathInspection
  ) {
    guard let comparison = ComparisonOperator(rawValue: comparison) else {
      preconditionFailure("no such operator")
    }
    for (one, other) in [(left, right), (right, left)] {
      let (set, partner) = (code.view[one], code.view[other])
      guard set.type == .nodeSet, partner.type == .number || !comparison.isEquality else {
        continue
      }
      found.looseComparisons.append(
        XPathInspection.LooseComparison(
          comparison: comparison.spelling, operand: operandText(set)))
      return
    }
  }

  private func operandText(_ operand: Instruction) -> String {
    guard operand.opcode == .path else { return "a node-set" }
    guard operand.count > 0 else { return "." }
    let step = steps.view[operand.extra + operand.count - 1]
    switch step.axis {
    case .attribute: return "@" + word(of: step)
    case .parent: return ".."
    case .filter: return "a node-set"
    case .child, .selfNode, .descendant, .descendantOrSelf, .followingSibling, .precedingSibling,
      .ancestor, .ancestorOrSelf, .following, .preceding, .namespace:
      return word(of: step)
    }
  }
}

extension ComparisonOperator {
  fileprivate var spelling: String {
    switch self {
    case .equal: "="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
