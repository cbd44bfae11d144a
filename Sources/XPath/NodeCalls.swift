@_spi(Engine) internal import XMLTree

/// A document that `document()` asked for before.
struct DocumentReference: Hashable {
  let uri: String
  /// The document of the base node, -1 for the expression's own base.
  let base: Int
}

extension EvaluatorState {
  /// Pushes the nodes of `current`, `id`, `key` and `document`.
  mutating func callForNodes(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) {
    switch call.function {
    case .current: nodes.append(current)
    case .id: pushIdentified(call, program, focus)
    case .key: pushKeyed(call, program, focus, countMax: .max)
    case .document: pushDocuments(call, program, focus)
    default: preconditionFailure("no node-set function")
    }
  }

  /// Evaluates an argument to strings: one, or that of each node.
  private mutating func strings(
    _ index: Int32, _ program: borrowing ProgramView, _ focus: Focus
  ) -> [(text: String, node: UInt64)] {
    let mark = scratch.mark
    defer { scratch.release(to: mark) }
    guard type(of: index, program) == .nodeSet else {
      return [(evaluateString(index, program, focus).string, NodeBits.none)]
    }
    var found: [(text: String, node: UInt64)] = []
    var iteration = beginIteration(index, program, focus, isOrdered: true)
    defer { endIteration(iteration) }
    while true {
      let node = next(&iteration, program)
      if node == NodeBits.none { return found }
      found.append((text(of: node).string, node))
    }
  }

  private mutating func pushDocuments(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) {
    var explicitBase = NodeBits.none
    if call.count == 2 {
      explicitBase = firstNode(argument(1, call, program), program, focus)
      // An empty base is an error that a processor may recover from with the empty set (XSLT 1.0, 12.1).
      if explicitBase == NodeBits.none { return }
    }
    let start = nodes.count
    for reference in strings(argument(0, call, program), program, focus) {
      let base = call.count == 2 ? explicitBase : reference.node
      if let root = document(reference.text, base: base) { nodes.append(root) }
    }
    putInOrder(from: start)
  }

  private mutating func document(_ uri: String, base: UInt64) -> UInt64? {
    let number = base == NodeBits.none ? -1 : NodeBits.document(base)
    let reference = DocumentReference(uri: uri, base: number)
    if let known = loadedDocuments[reference] { return known }
    guard let loader else {
      fail(.documentNotLoaded(uri: uri, reason: "no documents can be read here"))
      return nil
    }
    if uri.utf8.contains(UInt8(ascii: "#")) {
      fail(.documentNotLoaded(uri: uri, reason: "fragment identifiers are not supported"))
      return nil
    }
    let baseNode =
      number < 0
      ? nil : XMLNode(document: XMLDocument(arena: arenas[number]), index: NodeBits.index(base))
    do {
      let document = try loader(XPathDocumentRequest(uri: uri, base: baseNode))
      let root = NodeBits.make(try add(document), 0)
      loadedDocuments[reference] = root
      return root
    } catch let error as XPathEvaluationError {
      fail(error)
    } catch {
      fail(.documentNotLoaded(uri: uri, reason: "\(error)"))
    }
    return nil
  }

  /// `id()`: without document types, `xml:id` attributes alone are identifiers.
  private mutating func pushIdentified(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus
  ) {
    let document = NodeBits.document(focus.node)
    let start = nodes.count
    let index = identifiers(of: document)
    for (text, _) in strings(argument(0, call, program), program, focus) {
      for token in text.utf8.split(whereSeparator: {
        $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
      }) {
        let wanted = FrozenTable(token)
        // The first element that bears an identifier has it.
        index.push(wanted.slice, onto: &nodes, countMax: 1)
      }
    }
    putInOrder(from: start)
  }

  private mutating func identifiers(of document: Int) -> KeyIndex {
    let id = KeyIndexID(name: nil, document: document)
    if let known = keyIndexes[id] { return known }
    let index = KeyIndex()
    keyIndexes[id] = index
    let name = XMLExpandedName(namespaceURI: XMLDocument.xmlNamespace, localName: "id")
    guard let nameID = arenas[document].names.id(name) else { return index }
    let tag = NodeTag.make(.attribute, nameID)
    let view = views[document]
    for node in 0..<view.nodeCount where view.tag(node) == tag {
      let mark = scratch.mark
      let value = scratch.normalizedSpace(view.attributeValue(node))
      index.add(value, node: NodeBits.make(document, view.parent(node)))
      scratch.release(to: mark)
    }
    return index
  }

  /// Pushes the nodes of `key()` in document order, or at least the first `countMax` of them.
  mutating func pushKeyed(
    _ call: Instruction, _ program: borrowing ProgramView, _ focus: Focus, countMax: Int
  ) {
    let nameText = evaluateString(argument(0, call, program), program, focus).string
    guard let name = expandedName(nameText, program) else {
      return fail(.unknownPrefix(String(nameText.prefix { $0 != ":" })))
    }
    guard keyDeclarations.contains(where: { $0.name == name }) else {
      return fail(.unknownKey(nameText))
    }
    guard let index = keyIndex(name, document: NodeBits.document(focus.node)) else { return }
    let value = argument(1, call, program)
    let start = nodes.count
    if type(of: value, program) == .nodeSet {
      evaluateNodeSet(value, program, focus)
      let end = nodes.count
      for place in start..<end {
        let mark = scratch.mark
        index.push(text(of: nodes[place]), onto: &nodes, countMax: countMax)
        scratch.release(to: mark)
      }
      nodes.moveDown(from: end, to: start)
    } else {
      let mark = scratch.mark
      index.push(evaluateString(value, program, focus), onto: &nodes, countMax: countMax)
      scratch.release(to: mark)
    }
    putInOrder(from: start)
  }

  /// The index of a key over one document, built on first use.
  private mutating func keyIndex(_ name: String, document: Int) -> KeyIndex? {
    let id = KeyIndexID(name: name, document: document)
    if let known = keyIndexes[id] { return known }
    guard keysInProgress.insert(id).inserted else {
      fail(.recursiveKey(name))
      return nil
    }
    let index = KeyIndex()
    for declaration in keyDeclarations where declaration.name == name {
      fill(index, declaration, document: document)
    }
    keysInProgress.remove(id)
    if failure == nil { keyIndexes[id] = index }
    return index
  }

  private mutating func fill(
    _ keyIndex: KeyIndex, _ declaration: XPathKeyDeclaration, document: Int
  ) {
    let match = view(of: declaration.match.program, id: declaration.match.id)
    let use = view(of: declaration.use.program, id: declaration.use.id)
    let outer = current
    defer { current = outer }
    let tests = (0..<match.alternatives.count).map { lastTest(match, $0, document: document) }
    let view = views[document]
    if view.nodeCount <= TagPlaces.nodeCountMax, tests.count == 1, tests[0].isOfOneTag {
      let tagPlaces = tagPlaces(document)
      for index in tagPlaces.range(of: tests[0].wanted) where failure == nil {
        add(NodeBits.make(document, tagPlaces[index]), match, use, to: keyIndex)
      }
      return
    }
    for place in 0..<view.nodeCount where failure == nil {
      let tag = view.tag(place)
      guard tests.contains(where: { $0.accepts(tag, in: view) }) else { continue }
      add(NodeBits.make(document, place), match, use, to: keyIndex)
    }
  }

  /// Adds a node to an index under all its values, if the key's pattern matches it.
  private mutating func add(
    _ node: UInt64, _ match: borrowing ProgramView, _ use: borrowing ProgramView, to index: KeyIndex
  ) {
    current = node
    guard matches(match, node) else { return }
    let mark = scratch.mark
    if type(of: use.root, use) == .nodeSet {
      var iteration = beginIteration(use.root, use, Focus(node), isOrdered: false)
      while true {
        let value = next(&iteration, use)
        if value == NodeBits.none { break }
        index.add(text(of: value), node: node)
      }
      endIteration(iteration)
    } else {
      index.add(evaluateString(use.root, use, Focus(node)), node: node)
    }
    scratch.release(to: mark)
  }

  /// The nodes of a document by tag, put together on first use.
  private mutating func tagPlaces(_ document: Int) -> TagPlaces {
    if let known = tagPlacesByDocument[document] { return known }
    let places = TagPlaces(views[document], nameCount: arenas[document].names.count)
    tagPlacesByDocument[document] = places
    return places
  }

  /// What the node test of an alternative's last step accepts; everything where there is no step.
  private func lastTest(
    _ match: ProgramView, _ number: Int, document: Int
  ) -> Cursor {
    let alternative = match.alternatives[number]
    if alternative.stepCount == 0 { return Cursor(step: Step(axis: .selfNode, test: .node)) }
    let step = match.steps[alternative.firstStep + alternative.stepCount - 1]
    return cursor(for: step, match, document: document)
  }
}
