@_spi(Engine) internal import XMLTree

// MARK: Booleans and numbers

extension EvaluatorState {
  /// The instruction of an argument.
  @inline(__always)
  func argument(
    _ number: Int32, _ call: Instruction, _ program: borrowing ProgramView
  ) -> Int32 {
    program.links[call.first + number]
  }

  mutating func callForBoolean(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Bool {
    switch call.function {
    case .true_: return true
    case .false_: return false
    case .startsWith, .contains:
      let mark = scratch.mark
      defer { scratch.release(to: mark) }
      let text = evaluateString(argument(0, call, program), program, focus)
      let part = evaluateString(argument(1, call, program), program, focus)
      return call.function == .contains
        ? text.firstOffset(of: part) != nil : text.starts(with: part)
    case .lang:
      let mark = scratch.mark
      defer { scratch.release(to: mark) }
      return hasLanguage(evaluateString(argument(0, call, program), program, focus), focus.node)
    case .functionAvailable, .elementAvailable:
      let name = evaluateString(argument(0, call, program), program, focus).string
      return isAvailable(name, call.function, program)
    default: preconditionFailure("no boolean function")
    }
  }

  /// Whether the nearest `xml:lang` is the language, or a sublanguage of it.
  private func hasLanguage(_ wanted: TextSlice, _ node: UInt64) -> Bool {
    let document = NodeBits.document(node)
    let name = XMLExpandedName(namespaceURI: XMLDocument.xmlNamespace, localName: "lang")
    guard let id = arenas[document].names.id(name) else { return false }
    let tag = NodeTag.make(.attribute, id)
    let view = views[document]
    var element = NodeBits.index(node)
    while true {
      var attribute = element + 1
      while attribute < view.nodeCount, !view.isAttribute(element), view.isAttribute(attribute) {
        if view.tag(attribute) == tag {
          let value = view.attributeValue(attribute)
          guard value.count >= wanted.count, value.count > 0 else { return false }
          if value.count > wanted.count, value[wanted.count] != UInt8(ascii: "-") { return false }
          return value[0..<wanted.count].equalsIgnoringCase(wanted)
        }
        attribute += 1
      }
      if element == 0 { return false }
      element = view.parent(element)
    }
  }

  private mutating func isAvailable(
    _ name: String, _ function: Function, _ program: borrowing ProgramView
  ) -> Bool {
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    if parts.count == 2 {
      if expandedName(name, program) == nil { fail(.unknownPrefix(parts[0])) }
      return false
    }
    return function == .functionAvailable && FunctionSignature.named[name] != nil
  }

  /// The expanded form of a QName that was given at run time; `nil` where its prefix is not declared.
  func expandedName(_ name: String, _ program: borrowing ProgramView) -> String? {
    guard name.utf8.contains(UInt8(ascii: ":")) else { return name }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return name }
    return programs[program.number].content.namespaces[parts[0]].map {
      XPathStaticContext.expandedName(parts[1], namespace: $0)
    }
  }

  mutating func callForNumber(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Double {
    switch call.function {
    case .last: return Double(focus.size)
    case .position: return Double(focus.position)
    case .count: return Double(count(argument(0, call, program), program, focus))
    case .sum: return sum(argument(0, call, program), program, focus)
    case .stringLength:
      let mark = scratch.mark
      defer { scratch.release(to: mark) }
      return Double(evaluateString(argument(0, call, program), program, focus).scalarCount)
    case .number: return evaluateNumber(argument(0, call, program), program, focus)
    case .floor: return evaluateNumber(argument(0, call, program), program, focus).rounded(.down)
    case .ceiling: return evaluateNumber(argument(0, call, program), program, focus).rounded(.up)
    case .round: return Self.rounded(evaluateNumber(argument(0, call, program), program, focus))
    default: preconditionFailure("no number function")
    }
  }

  /// Halves go up, and what lies in [-0.5, 0) becomes negative zero (section 4.4).
  static func rounded(_ value: Double) -> Double {
    let floor = value.rounded(.down)
    let result = value - floor >= 0.5 ? floor + 1 : floor
    return result == 0 && value.sign == .minus ? -0.0 : result
  }

  private mutating func count(
    _ set: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Int {
    var iteration = beginIteration(set, program, focus, isOrdered: false)
    defer { endIteration(iteration) }
    if iteration.cursorBase < 0 { return iteration.end - iteration.base }
    var found = 0
    while next(&iteration, program) != NodeBits.none { found += 1 }
    return found
  }

  /// In document order, so that rounding does not depend on how the nodes are found; 0 for none.
  private mutating func sum(
    _ set: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> Double {
    var iteration = beginIteration(set, program, focus, isOrdered: true)
    defer { endIteration(iteration) }
    var total = 0.0
    while true {
      let node = next(&iteration, program)
      if node == NodeBits.none { return total }
      total += text(of: node).number
    }
  }
}

// MARK: Strings

extension EvaluatorState {
  mutating func callForString(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    switch call.function {
    case .string: return evaluateString(argument(0, call, program), program, focus)
    case .concat: return concatenated(call, program, focus)
    case .substringBefore, .substringAfter:
      let text = evaluateString(argument(0, call, program), program, focus)
      let part = evaluateString(argument(1, call, program), program, focus)
      guard let offset = text.firstOffset(of: part) else { return .empty }
      return call.function == .substringBefore
        ? text[0..<offset] : text[offset + part.count..<text.count]
    case .substring: return substring(call, program, focus)
    case .normalizeSpace:
      return scratch.normalizedSpace(
        evaluateString(argument(0, call, program), program, focus))
    case .translate:
      let text = evaluateString(argument(0, call, program), program, focus)
      let from = evaluateString(argument(1, call, program), program, focus)
      let to = evaluateString(argument(2, call, program), program, focus)
      return scratch.translated(text, from: from, to: to)
    case .localName, .namespaceURI, .name, .generateID:
      let node = firstNode(argument(0, call, program), program, focus)
      return node == NodeBits.none ? .empty : nameText(call.function, node)
    case .formatNumber: return formattedNumber(call, program, focus)
    case .systemProperty: return systemProperty(call, program, focus)
    // Without document types there are no unparsed entities.
    case .unparsedEntityURI: return .empty
    default: preconditionFailure("no string function")
    }
  }

  private mutating func concatenated(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let base = slices.count
    for offset in 0..<call.count {
      slices.append(evaluateString(argument(offset, call, program), program, focus))
    }
    scratch.begin()
    for place in base..<slices.count { scratch.append(slices[place]) }
    slices.truncate(to: base)
    return scratch.end()
  }

  /// Characters whose position is at least the rounded start and less than start plus length (section 4.2).
  private mutating func substring(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let text = evaluateString(argument(0, call, program), program, focus)
    let start = Self.rounded(evaluateNumber(argument(1, call, program), program, focus))
    var end = Double.infinity
    if call.count == 3 {
      end = start + Self.rounded(evaluateNumber(argument(2, call, program), program, focus))
    }
    guard start < end, !start.isNaN, !end.isNaN else { return .empty }
    let bound = Double(text.count + 1)
    let first = Int(min(max(start, 1), bound))
    let stop = Int(min(max(end, 1), bound))
    guard first < stop else { return .empty }
    let from = text.offset(after: first - 1)
    let to = end.isInfinite ? text.count : text.offset(after: stop - first, from: from)
    return text[from..<to]
  }

  private mutating func nameText(_ function: Function, _ node: UInt64) -> TextSlice {
    let index = NodeBits.index(node)
    let arena = arenas[NodeBits.document(node)]
    scratch.begin()
    if function == .generateID {
      scratch.append("d")
      scratch.append(Double(NodeBits.document(node)))
      scratch.append("n")
      scratch.append(Double(index))
      if NodeBits.ordinal(node) > 0 {
        scratch.append("s")
        scratch.append(Double(NodeBits.ordinal(node)))
      }
    } else if NodeBits.ordinal(node) > 0 {
      let bindings = arena.inScopeNamespaces(index)
      if function != .namespaceURI {
        scratch.append(utf8: bindings[NodeBits.ordinal(node) - 1].prefix)
      }
    } else {
      let name = arena.names.name(arena.nameID(index))
      if function == .namespaceURI {
        scratch.append(utf8: name.namespaceURI)
      } else {
        let prefix = function == .name ? arena.prefix(index) : ""
        if !prefix.isEmpty {
          scratch.append(utf8: prefix)
          scratch.append(":")
        }
        scratch.append(utf8: name.localName)
      }
    }
    return scratch.end()
  }

  private mutating func systemProperty(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) -> TextSlice {
    let name = evaluateString(argument(0, call, program), program, focus).string
    let xslt = "http://www.w3.org/1999/XSL/Transform"
    guard let expanded = expandedName(name, program) else {
      fail(.unknownPrefix(String(name.prefix { $0 != ":" })))
      return .empty
    }
    scratch.begin()
    switch expanded {
    case "{\(xslt)}version": scratch.append("1")
    case "{\(xslt)}vendor": scratch.append("planaudit")
    default: break
    }
    return scratch.end()
  }
}

extension TextSlice {
  /// Whether both are the same but for the case of ASCII letters.
  func equalsIgnoringCase(_ other: TextSlice) -> Bool {
    func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte + 0x20 : byte }
    guard count == other.count else { return false }
    for index in 0..<count where folded(self[index]) != folded(other[index]) { return false }
    return true
  }
}
