@_spi(Engine) package import XMLTree

extension XPathExpression {
  /// Tells expressions apart, so that one which stands in many places is written once.
  package var programID: Int { id }

  /// Writes the compiled expression.
  package func write(to image: inout ImageWriter, _ namespaces: inout NamespaceTable) {
    program.write(to: &image, &namespaces)
  }

  /// The expression that `write(to:_:)` wrote; its content is read when it is needed, by what `content` answers for its
  /// place.
  package init(
    from image: inout ImageReader, content: (Int) -> @Sendable () -> XPathProgramContent
  ) {
    let (nestingDepth, variables) = (image.int(), image.stringList())
    let read = content(image.position)
    program = XPathProgram(nestingDepth: nestingDepth, variables: variables) { read().content }
    id = program.id
  }
}

extension XPathPattern {
  /// Tells patterns apart, so that one which stands in many places is written once.
  package var programID: Int { id }

  /// Writes the compiled pattern.
  package func write(to image: inout ImageWriter, _ namespaces: inout NamespaceTable) {
    program.write(to: &image, &namespaces)
  }

  /// Reads what `write(to:_:)` wrote: what a pattern can match is asked for every document.
  package init(from image: inout ImageReader, _ namespaces: NamespaceTable) {
    let (nestingDepth, variables) = (image.int(), image.stringList())
    program = XPathProgram(
      ProgramContent(from: &image, namespaces), nestingDepth: nestingDepth, variables: variables)
    id = program.id
  }
}

/// What an expression or pattern consists of, as an image holds it.
package struct XPathProgramContent: Sendable {
  fileprivate let content: ProgramContent

  /// Reads what stands behind the head of an expression or pattern.
  package init(from image: inout ImageReader, _ namespaces: NamespaceTable) {
    content = ProgramContent(from: &image, namespaces)
  }
}

/// The namespaces that programs of one schema were compiled with: nearly always the same.
package struct NamespaceTable {
  private var known: [[String: String]] = []

  package init() {}

  /// The place of `namespaces`, which are added where they are new.
  fileprivate mutating func index(of namespaces: [String: String]) -> Int {
    if let index = known.firstIndex(of: namespaces) { return index }
    known.append(namespaces)
    return known.count - 1
  }

  fileprivate subscript(index: Int) -> [String: String] { known[index] }

  /// Writes all that programs were compiled with.
  package func write(to image: inout ImageWriter) {
    image.write(known) { image, namespaces in
      image.write(namespaces.sorted { $0.key < $1.key }) { image, binding in
        image.write(binding.key)
        image.write(binding.value)
      }
    }
  }

  /// Reads what `write(to:)` wrote.
  package init(from image: inout ImageReader) {
    known = image.list { image in
      var namespaces: [String: String] = [:]
      for _ in 0..<image.int() {
        let prefix = image.string()
        namespaces[prefix] = image.string()
      }
      return namespaces
    }
  }
}

extension XPathProgram {
  /// The head, then the content.
  fileprivate func write(to image: inout ImageWriter, _ table: inout NamespaceTable) {
    image.write(nestingDepth)
    image.write(variables) { image, name in image.write(name) }
    content.write(to: &image, &table)
  }
}

extension ProgramContent {
  fileprivate func write(to image: inout ImageWriter, _ table: inout NamespaceTable) {
    image.write(source)
    image.write(Int(root))
    image.write(table.index(of: namespaces))
    image.write(code.view) { image, instruction in instruction.write(to: &image) }
    image.write(steps.view) { image, step in step.write(to: &image) }
    image.write(predicates.view) { image, predicate in predicate.write(to: &image) }
    image.write(links.view) { image, link in image.write(Int(link)) }
    image.write(constants.text)
    image.write(alternatives.view) { image, alternative in alternative.write(to: &image) }
    image.write(names) { image, name in name.write(to: &image) }
    image.write(targets) { image, target in target.write(to: &image) }
    let notes = notes
    image.write(notes.nameTests) { image, note in note.write(to: &image) }
    image.write(notes.functions) { image, name in image.write(name) }
  }

  fileprivate convenience init(from image: inout ImageReader, _ table: NamespaceTable) {
    let source = image.deferredString()
    let root = Int32(image.int())
    var parts = ProgramParts()
    let namespaces = table[image.int()]
    parts.code = image.buffer { Instruction(from: &$0) }
    parts.steps = image.buffer { Step(from: &$0) }
    parts.predicates = image.buffer { Predicate(from: &$0) }
    parts.links = image.buffer { Int32($0.int()) }
    parts.constants.append(image.slice())
    parts.alternatives = image.buffer { PatternAlternative(from: &$0) }
    parts.names = image.list { NameSlot(from: &$0) }
    parts.targets = image.list { XPathPatternTarget(from: &$0) }
    let (text, place) = (image.text, image.position)
    self.init(parts, source: source, root: root, namespaces: namespaces) {
      var image = ImageReader(text)
      _ = image.move(to: place)
      return ProgramNotes(
        nameTests: image.list { NameTestNote(from: &$0) }, functions: image.stringList())
    }
  }
}

extension FrozenBuffer<UInt8> {
  fileprivate var text: String {
    String(decoding: (0..<view.count).map { view[$0] }, as: UTF8.self)
  }
}

// MARK: Parts

extension ImageWriter {
  fileprivate mutating func write<Element>(
    _ view: TrivialView<Element>, _ element: (inout ImageWriter, Element) -> Void
  ) {
    write(view.count)
    for index in 0..<view.count { element(&self, view[index]) }
  }

  /// Writes four flags and some small values as one number.
  fileprivate mutating func write(packed values: [UInt8], flags: [Bool]) {
    precondition(flags.count == 4, "each packed value has four flags")
    var number = 0
    for value in values.reversed() { number = number << 6 | Int(value) }
    for flag in flags.reversed() { number = number << 1 | (flag ? 1 : 0) }
    write(number)
  }

  fileprivate mutating func write(raw value: some RawRepresentable<UInt8>) {
    write(Int(value.rawValue))
  }
}

extension ImageReader {
  @inline(__always)
  fileprivate mutating func buffer<Element>(
    _ element: (inout ImageReader) -> Element
  ) -> TrivialBuffer<Element> {
    let count = int()
    var buffer = TrivialBuffer<Element>(capacity: count)
    for _ in 0..<count { buffer.append(element(&self)) }
    return buffer
  }

  @inline(__always)
  fileprivate mutating func raw<Value: RawRepresentable<UInt8>>() -> Value {
    guard let value = Value(rawValue: UInt8(int())) else {
      preconditionFailure("an image is read by the program that wrote it")
    }
    return value
  }
}

/// Takes apart what `write(packed:flags:)` put together: the flags, then the values.
private struct PackedBytes {
  private var rest: Int

  init(_ number: Int) { rest = number }

  mutating func flags() -> (Bool, Bool, Bool, Bool) {
    defer { rest >>= 4 }
    return (rest & 1 != 0, rest & 2 != 0, rest & 4 != 0, rest & 8 != 0)
  }

  @inline(__always)
  mutating func value<Value: RawRepresentable<UInt8>>() -> Value {
    defer { rest >>= 6 }
    guard let value = Value(rawValue: UInt8(rest & 63)) else {
      preconditionFailure("an image is read by the program that wrote it")
    }
    return value
  }
}

extension Instruction {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(
      packed: [opcode.rawValue, type.rawValue, function.rawValue, streaming.rawValue],
      flags: [isPlain, isSingle, number != 0, false])
    image.write(Int(first))
    image.write(Int(count))
    image.write(Int(extra))
    if number != 0 { image.write(number) }
  }

  fileprivate init(from image: inout ImageReader) {
    var packed = PackedBytes(image.int())
    let (isPlain, isSingle, hasNumber, _) = packed.flags()
    self.init(
      opcode: packed.value(), type: packed.value(), function: packed.value(),
      streaming: packed.value(), isPlain: isPlain, isSingle: isSingle, first: Int32(image.int()),
      count: Int32(image.int()), extra: Int32(image.int()),
      number: hasNumber ? image.double() : 0)
  }
}

extension Step {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(
      packed: [axis.rawValue, test.rawValue],
      flags: [isBehindDoubleSlash, isStreamable, isBackward, isRemembered])
    image.write(Int(name))
    image.write(Int(firstPredicate))
    image.write(Int(predicateCount))
  }

  fileprivate init(from image: inout ImageReader) {
    var packed = PackedBytes(image.int())
    let (isBehind, isStreamable, isBackward, isRemembered) = packed.flags()
    self.init(
      axis: packed.value(), test: packed.value(), isBehindDoubleSlash: isBehind,
      isStreamable: isStreamable, isBackward: isBackward, isRemembered: isRemembered,
      name: Int32(image.int()),
      firstPredicate: Int32(image.int()), predicateCount: Int32(image.int()))
  }
}

extension Predicate {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(
      packed: [kind.rawValue, counting.rawValue],
      flags: [usesPosition, usesLast, position != 0, false])
    image.write(Int(instruction))
    if position != 0 { image.write(position) }
  }

  fileprivate init(from image: inout ImageReader) {
    var packed = PackedBytes(image.int())
    let (usesPosition, usesLast, hasPosition, _) = packed.flags()
    self.init(
      kind: packed.value(), counting: packed.value(), usesPosition: usesPosition,
      usesLast: usesLast,
      instruction: Int32(image.int()), position: hasPosition ? image.double() : 0)
  }
}

extension PatternAlternative {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(
      packed: [anchor.rawValue], flags: [isAnchorBehindDoubleSlash, false, false, false])
    image.write(Int(firstStep))
    image.write(Int(stepCount))
    image.write(Int(anchorInstruction))
  }

  fileprivate init(from image: inout ImageReader) {
    var packed = PackedBytes(image.int())
    let (isBehind, _, _, _) = packed.flags()
    self.init(
      firstStep: Int32(image.int()), stepCount: Int32(image.int()), anchor: packed.value(),
      anchorInstruction: Int32(image.int()), isAnchorBehindDoubleSlash: isBehind)
  }
}

extension NameSlot {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(raw: kind)
    image.write(namespaceURI)
    image.write(localName)
  }

  fileprivate init(from image: inout ImageReader) {
    self.init(kind: image.raw(), namespaceURI: image.string(), localName: image.string())
  }
}

extension NameTestNote {
  fileprivate func write(to image: inout ImageWriter) {
    image.write(packed: [axis.rawValue], flags: [hasPredicate, false, false, false])
    image.write(Int(name))
  }

  fileprivate init(from image: inout ImageReader) {
    var packed = PackedBytes(image.int())
    let (hasPredicate, _, _, _) = packed.flags()
    self.init(axis: packed.value(), name: Int32(image.int()), hasPredicate: hasPredicate)
  }
}

extension XPathPatternTarget {
  fileprivate func write(to image: inout ImageWriter) {
    switch self {
    case .any: image.write(0)
    case .child: image.write(1)
    case .kind(let kind):
      image.write(2)
      image.write(raw: kind)
    case .named(let kind, let name):
      image.write(3)
      image.write(raw: kind)
      image.write(name.namespaceURI)
      image.write(name.localName)
    case .namespace(let kind, let uri):
      image.write(4)
      image.write(raw: kind)
      image.write(uri)
    }
  }

  fileprivate init(from image: inout ImageReader) {
    switch image.int() {
    case 0: self = .any
    case 1: self = .child
    case 2: self = .kind(image.raw())
    case 3:
      self = .named(
        image.raw(), XMLExpandedName(namespaceURI: image.string(), localName: image.string()))
    case 4: self = .namespace(image.raw(), uri: image.string())
    case _: preconditionFailure("an image is read by the program that wrote it")
    }
  }
}
