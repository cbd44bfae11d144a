@_spi(Engine) internal import XMLTree

extension EvaluatorState {
  /// The state of the scratch room between evaluations.
  var bottom: TextArena.Mark { TextArena.bottom }

  /// Adds the main document, for which there is always room.
  mutating func addFirst(_ document: XMLDocument) {
    do { _ = try add(document) } catch { preconditionFailure("\(error)") }
  }

  mutating func setVariable(_ slot: Int, to value: XPathValue) {
    release(slot)
    var record = variables[slot]
    switch value {
    case .boolean(let boolean):
      record.kind = .boolean
      record.number = boolean ? 1 : 0
    case .number(let number):
      record.kind = .number
      record.number = number
    case .string(let string):
      record.kind = .string
      scratch.begin()
      scratch.append(utf8: string)
      record.text.keep(scratch.end())
      scratch.release(to: bottom)
    case .nodeSet(let set):
      record.kind = .nodeSet
      let start = nodes.count
      for node in set { nodes.append(node.rawValue) }
      putInOrder(from: start)
      record.nodes.keep(nodes, from: start)
      nodes.truncate(to: start)
    }
    variables[slot] = record
  }

  /// Evaluates a program, which sees the variable's former value, and keeps its value in its own type.
  ///
  /// Strings that it made are its caller's to drop.
  mutating func setVariable(_ slot: Int, to program: borrowing ProgramView, _ focus: Focus) {
    switch type(of: program.root, program) {
    case .boolean:
      let value = evaluateBoolean(program.root, program, focus)
      release(slot)
      variables[slot].kind = .boolean
      variables[slot].number = value ? 1 : 0
    case .number:
      let value = evaluateNumber(program.root, program, focus)
      release(slot)
      variables[slot].kind = .number
      variables[slot].number = value
    case .string, .unknown:
      let value = evaluateString(program.root, program, focus)
      release(slot)
      variables[slot].kind = .string
      variables[slot].text.keep(value)
    case .nodeSet:
      let start = nodes.count
      evaluateNodeSet(program.root, program, focus)
      release(slot)
      var record = variables[slot]
      record.kind = .nodeSet
      record.nodes.keep(nodes, from: start)
      nodes.truncate(to: start)
      variables[slot] = record
    }
  }

  func variableValue(_ slot: Int) -> XPathValue? {
    let record = variables[slot]
    switch record.kind {
    case .none, .deferred, .settling, .failed: return nil
    case .boolean: return .boolean(record.number != 0)
    case .number: return .number(record.number)
    case .string: return .string(record.text.slice.string)
    case .nodeSet:
      let view = record.nodes.view
      return .nodeSet((0..<view.count).map { XPathNode(rawValue: view[$0]) })
    }
  }
}
