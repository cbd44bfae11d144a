@_spi(Engine) internal import XMLTree

// XPath 1.0, section 3.4.
extension EvaluatorState {
  mutating func compare(
    _ left: Int32, _ right: Int32, _ operation: ComparisonOperator,
    _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    let leftType = type(of: left, program)
    let rightType = type(of: right, program)
    if leftType == .nodeSet {
      return rightType == .nodeSet
        ? compareSets(left, right, operation, program, focus)
        : compareSet(left, with: right, rightType, operation, program, focus)
    }
    if rightType == .nodeSet {
      return compareSet(right, with: left, leftType, operation.mirrored, program, focus)
    }
    if operation.isEquality, leftType != .number, rightType != .number {
      let areEqual =
        leftType == .boolean || rightType == .boolean
        ? evaluateBoolean(left, program, focus) == evaluateBoolean(right, program, focus)
        : evaluateString(left, program, focus).equals(evaluateString(right, program, focus))
      return areEqual == (operation == .equal)
    }
    if operation.isEquality, leftType == .boolean || rightType == .boolean {
      let areEqual =
        evaluateBoolean(left, program, focus) == evaluateBoolean(right, program, focus)
      return areEqual == (operation == .equal)
    }
    return operation.holds(
      evaluateNumber(left, program, focus), evaluateNumber(right, program, focus))
  }

  private mutating func compareSet(
    _ set: Int32, with scalar: Int32, _ type: XPathStaticType, _ operation: ComparisonOperator,
    _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    if type == .boolean {
      let value = evaluateBoolean(scalar, program, focus) ? 1.0 : 0.0
      return operation.holds(hasNode(set, program, focus) ? 1 : 0, value)
    }
    if operation.isEquality, type != .number {
      let value = evaluateString(scalar, program, focus)
      return someText(of: set, equals: value, operation == .equal, program, focus)
    }
    let value = evaluateNumber(scalar, program, focus)
    if value.isNaN && operation != .notEqual { return false }
    if program.code[set].isPlain {
      let node = firstNode(set, program, focus)
      if node == NodeBits.none { return false }
      if operation.holds(text(of: node).number, value) { return true }
      if program.code[set].isSingle { return false }
    }
    var iteration = beginIteration(set, program, focus, isOrdered: false)
    defer { endIteration(iteration) }
    while true {
      let node = next(&iteration, program)
      if node == NodeBits.none { return false }
      if operation.holds(text(of: node).number, value) { return true }
    }
  }

  private mutating func someText(
    of set: Int32, equals value: TextSlice, _ wanted: Bool, _ program: borrowing ProgramView,
    _ focus: Focus
  ) -> Bool {
    if program.code[set].isPlain {
      let node = firstNode(set, program, focus)
      if node == NodeBits.none { return false }
      if text(of: node).equals(value) == wanted { return true }
      if program.code[set].isSingle { return false }
    }
    var iteration = beginIteration(set, program, focus, isOrdered: false)
    defer { endIteration(iteration) }
    while true {
      let node = next(&iteration, program)
      if node == NodeBits.none { return false }
      if text(of: node).equals(value) == wanted { return true }
    }
  }

  private mutating func compareSets(
    _ left: Int32, _ right: Int32, _ operation: ComparisonOperator,
    _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    if operation == .equal, program.code[left].isPlain, program.code[right].isPlain {
      let first = firstNode(left, program, focus)
      let second = first == NodeBits.none ? first : firstNode(right, program, focus)
      if second == NodeBits.none { return false }
      if text(of: first).equals(text(of: second)) { return true }
      if program.code[left].isSingle, program.code[right].isSingle { return false }
    }
    let start = nodes.count
    evaluateNodeSet(left, program, focus)
    defer { nodes.truncate(to: start) }
    let leftCount = nodes.count - start
    if leftCount == 0 { return false }
    if !operation.isEquality {
      return compareExtremes(start, leftCount, right, operation, program, focus)
    }
    if leftCount == 1 {
      let value = text(of: nodes[start])
      return someText(of: right, equals: value, operation == .equal, program, focus)
    }
    return operation == .equal
      ? haveCommonText(start, leftCount, right, program, focus)
      : haveDifferentTexts(start, leftCount, right, program, focus)
  }

  /// Some pair is in the relation if the most favourable values are.
  private mutating func compareExtremes(
    _ start: Int, _ count: Int, _ right: Int32, _ operation: ComparisonOperator,
    _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let wantsLess = operation == .less || operation == .lessOrEqual
    var best = Double.nan
    for place in start..<start + count {
      let value = text(of: nodes[place]).number
      if best.isNaN || (wantsLess ? value < best : value > best) { best = value }
    }
    if best.isNaN { return false }
    var iteration = beginIteration(right, program, focus, isOrdered: false)
    defer { endIteration(iteration) }
    while true {
      let node = next(&iteration, program)
      if node == NodeBits.none { return false }
      if operation.holds(best, text(of: node).number) { return true }
    }
  }

  private mutating func haveDifferentTexts(
    _ start: Int, _ count: Int, _ right: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let first = text(of: nodes[start])
    for place in start + 1..<start + count where !text(of: nodes[place]).equals(first) {
      // Two different texts on the left: any node on the right differs from one of them.
      return hasNode(right, program, focus)
    }
    return someText(of: right, equals: first, false, program, focus)
  }

  /// Below this size of the left side, its nodes are compared one by one.
  private static let smallSetCount = 8

  private mutating func haveCommonText(
    _ start: Int, _ count: Int, _ right: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    let end = start + count
    evaluateNodeSet(right, program, focus)
    defer { nodes.truncate(to: end) }
    if count <= Self.smallSetCount {
      for other in end..<nodes.count {
        let value = text(of: nodes[other])
        for place in start..<end where text(of: nodes[place]).equals(value) { return true }
      }
      return false
    }
    // No expression is evaluated from here on, so the one table of hashes is free.
    let mask = hashTable(of: start..<end)
    for other in end..<nodes.count {
      let value = text(of: nodes[other])
      var slot = Int(truncatingIfNeeded: value.hash) & mask
      while hashSlots[slot] >= 0 {
        if text(of: nodes[start + Int(hashSlots[slot])]).equals(value) { return true }
        slot = (slot + 1) & mask
      }
    }
    return false
  }

  /// Enters the texts of nodes into `hashSlots`, equal ones once, and returns the mask of their hashes.
  private mutating func hashTable(of range: Range<Int>) -> Int {
    var size = 16
    while size < range.count * 2 { size *= 2 }
    hashSlots.truncate(to: 0)
    hashSlots.append(repeating: -1, count: size)
    let mask = size - 1
    for place in range {
      let value = text(of: nodes[place])
      var slot = Int(truncatingIfNeeded: value.hash) & mask
      var isKnown = false
      while hashSlots[slot] >= 0, !isKnown {
        isKnown = text(of: nodes[range.lowerBound + Int(hashSlots[slot])]).equals(value)
        if !isKnown { slot = (slot + 1) & mask }
      }
      if !isKnown { hashSlots[slot] = Int32(place - range.lowerBound) }
    }
    return mask
  }
}
