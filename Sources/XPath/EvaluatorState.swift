@_spi(Engine) internal import XMLTree

/// What an expression is evaluated for (XPath 1.0, section 1); `current()` is kept apart.
struct Focus: BitwiseCopyable {
  var node: UInt64
  var position: Int
  var size: Int

  init(_ node: UInt64, position: Int = 1, size: Int = 1) {
    self.node = node
    self.position = position
    self.size = size
  }
}

/// A loaded program, passed by value through the evaluation; valid while the evaluator holds it.
struct ProgramView: BitwiseCopyable {
  private let record: TrivialView<ProgramRecord>

  init(_ table: FrozenTable<ProgramRecord>) {
    record = table.view
  }

  @inline(__always) var number: Int { record[0].number }
  @inline(__always) var code: TrivialView<Instruction> { record[0].code }
  @inline(__always) var steps: TrivialView<Step> { record[0].steps }
  @inline(__always) var predicates: TrivialView<Predicate> { record[0].predicates }
  @inline(__always) var links: TrivialView<Int32> { record[0].links }
  @inline(__always) var constants: TextSlice { record[0].constants }
  @inline(__always) var alternatives: TrivialView<PatternAlternative> { record[0].alternatives }
  @inline(__always) var root: Int32 { record[0].root }
  @inline(__always) var nameBase: Int { record[0].nameBase }
  @inline(__always) var variableBase: Int { record[0].variableBase }
  @inline(__always) var stepBase: Int { record[0].stepBase }
}

/// Where the parts of a loaded program lie.
struct ProgramRecord: BitwiseCopyable {
  let number: Int
  let code: TrivialView<Instruction>
  let steps: TrivialView<Step>
  let predicates: TrivialView<Predicate>
  let links: TrivialView<Int32>
  let constants: TextSlice
  let alternatives: TrivialView<PatternAlternative>
  let root: Int32
  /// Where the program's names begin among the evaluator's.
  let nameBase: Int
  /// Where its variables begin in `variableMap`.
  let variableBase: Int
  /// Where its steps begin in `positionCaches`.
  let stepBase: Int
}

/// What a variable holds.
struct VariableRecord: BitwiseCopyable {
  enum Kind: UInt8 {
    case none, nodeSet, boolean, number, string
    /// An expression that waits in `deferrals` for the first reference.
    case deferred
    /// The deferred expression is being evaluated.
    case settling
    /// The deferred expression had no value; the error is in `deferredFailures`.
    case failed
  }
  var kind = Kind.none
  /// The number, or 0 and 1 for a boolean.
  var number = 0.0
  var text = TrivialCell<UInt8>()
  var nodes = TrivialCell<UInt64>()
}

/// The parts of a node's integer.
enum NodeBits {
  @inline(__always) static func document(_ node: UInt64) -> Int { Int(node >> 48) }
  @inline(__always) static func index(_ node: UInt64) -> Int { Int(node >> 16 & 0xFFFF_FFFF) }
  @inline(__always) static func ordinal(_ node: UInt64) -> Int { Int(node & 0xFFFF) }
  @inline(__always) static func make(_ document: Int, _ index: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: document) << 48 | UInt64(truncatingIfNeeded: index) << 16
  }
  static let documentMask: UInt64 = 0xFFFF_0000_0000_0000
  /// No node.
  static let none = UInt64.max
}

/// What an evaluator knows of its documents and programs.
struct EvaluatorState: ~Copyable {
  var arenas: [XMLArena] = []
  var views = TrivialBuffer<ArenaView>(capacity: 1)
  var documentNumbers: [ObjectIdentifier: Int] = [:]

  var programs: [XPathProgram] = []
  /// Where the variables of each program begin in `variableMap`.
  var variableBases = TrivialBuffer<Int>()
  var programRecords: [FrozenTable<ProgramRecord>] = []
  var programViews = TrivialBuffer<ProgramView>()
  /// From a program's id to its number here, by open addressing; -1 is free.
  var programTable = TrivialBuffer<Int>()
  var programNumbers = TrivialBuffer<Int>()
  /// By number: the place of the program's view; -1 for one that is known and not loaded.
  var viewPlaces = TrivialBuffer<Int>()

  /// The names of all loaded programs, and what they are in each document.
  var names: [NameSlot] = []
  /// Where each name stands first among them, by name and by place: most programs have names that another has.
  var firstPlaces: [NameSlot: Int] = [:]
  var originals: [Int] = []
  var tags = TrivialBuffer<UInt32>()
  var documentStride = 1

  var variables = TrivialBuffer<VariableRecord>()
  var variableNames: [String] = []
  var variableSlots: [String: Int] = [:]
  var variableMap = TrivialBuffer<Int>()
  /// What each deferred variable waits for, by slot; kept when it is settled, so that the next one is cheap.
  var deferrals: [Deferral?] = []
  /// Why a deferred variable has no value, by slot.
  var deferredFailures: [Int: XPathEvaluationError] = [:]
  /// The nesting of all expressions that wait, which bounds how deep a chain of them recurses.
  var deferredDepth = 0
  /// Grows whenever a variable changes, so that what was computed with it is not used again.
  var variableEpoch = 0

  var nodes = TrivialBuffer<UInt64>(capacity: 256)
  var cursors = TrivialBuffer<Cursor>(capacity: 64)
  var counters = TrivialBuffer<Int>(capacity: 64)
  var slices = TrivialBuffer<TextSlice>(capacity: 64)
  var scratch = TextArena()
  var positionCaches = TrivialBuffer<PositionCache>()
  var hashSlots = TrivialBuffer<Int32>(capacity: 64)
  let words = FrozenTable(Array("truefalse".utf8))

  var current: UInt64 = 0
  var failure: XPathEvaluationError?
  var hasFailed = false

  let loader: XPathDocumentLoader?
  let keyDeclarations: [XPathKeyDeclaration]
  var keyIndexes: [KeyIndexID: KeyIndex] = [:]
  /// For documents over which keys were indexed.
  var tagPlacesByDocument: [Int: TagPlaces] = [:]
  var keysInProgress: Set<KeyIndexID> = []
  var loadedDocuments: [DocumentReference: UInt64] = [:]

  init(keys: [XPathKeyDeclaration], loader: XPathDocumentLoader?) {
    keyDeclarations = keys
    self.loader = loader
    programTable.append(repeating: -1, count: 64)
    programNumbers.append(repeating: 0, count: 64)
  }

  deinit {
    for index in 0..<variables.count {
      var record = variables[index]
      record.text.free()
      record.nodes.free()
    }
  }

  /// Keeps the first failure; evaluation runs on with made-up values whose result is dropped.
  mutating func fail(_ error: XPathEvaluationError) {
    if failure == nil { failure = error }
    hasFailed = true
  }
}

// MARK: Documents

extension EvaluatorState {
  /// The number of a document, which is new if need be.
  mutating func add(_ document: XMLDocument) throws(XPathEvaluationError) -> Int {
    let arena = document.arena
    if let known = documentNumbers[ObjectIdentifier(arena)] { return known }
    let number = arenas.count
    if number >= XPathEvaluator.documentCountMax {
      throw .tooManyDocuments(limit: XPathEvaluator.documentCountMax)
    }
    arenas.append(arena)
    views.append(arena.view)
    documentNumbers[ObjectIdentifier(arena)] = number
    if number >= documentStride {
      documentStride *= 2
      rebuildTags()
    } else {
      for place in names.indices {
        tags[place * documentStride + number] = tag(ofNameAt: place, in: number)
      }
    }
    return number
  }

  private mutating func rebuildTags() {
    tags.truncate(to: 0)
    for place in names.indices { appendTags(ofNameAt: place) }
  }

  /// Appends what the name at `place` is in each document.
  private mutating func appendTags(ofNameAt place: Int) {
    for number in arenas.indices { tags.append(tag(ofNameAt: place, in: number)) }
    tags.append(repeating: NodeTag.none, count: documentStride - arenas.count)
  }

  /// What the name at `place` is in a document; it is looked for once, however many programs have it.
  private func tag(ofNameAt place: Int, in number: Int) -> UInt32 {
    let original = originals[place]
    return original < place
      ? tags[original * documentStride + number] : resolve(names[place], in: arenas[number])
  }

  /// The tag that a name has in a document, or the number of a namespace; `NodeTag.none` where it is absent.
  private func resolve(_ slot: NameSlot, in arena: XMLArena) -> UInt32 {
    if slot.kind == .namespace {
      return arena.names.stringID(slot.namespaceURI).map { UInt32($0) } ?? NodeTag.none
    }
    guard let id = arena.names.id(slot.localName, namespace: slot.namespaceURI) else {
      return NodeTag.none
    }
    switch slot.kind {
    case .element: return NodeTag.make(.element, id)
    case .attribute: return NodeTag.make(.attribute, id)
    case .target: return NodeTag.make(.processingInstruction, id)
    case .namespace, .namespaceNode: return NodeTag.none
    }
  }
}

// MARK: Programs

extension EvaluatorState {
  /// The view of a program, which is loaded on first use.
  @inline(__always)
  mutating func view(of program: borrowing XPathProgram, id: Int) -> ProgramView {
    view(ofNumber: number(of: program, id: id))
  }

  /// The view of the program of that number.
  @inline(__always)
  mutating func view(ofNumber number: Int) -> ProgramView {
    let place = viewPlaces[number]
    return place >= 0 ? programViews[place] : load(number)
  }

  /// The number of a program, which need not be loaded.
  @inline(__always)
  mutating func number(of program: borrowing XPathProgram, id: Int) -> Int {
    let mask = programTable.count - 1
    var index = id & mask
    while true {
      let found = programTable[index]
      if found == id { return programNumbers[index] }
      if found < 0 { return note(copy program) }
      index = (index + 1) & mask
    }
  }

  /// The places in `variableMap` of the variables that a program names.
  mutating func variablePlaces(ofProgram number: Int) -> Range<Int> {
    variableBases[number]..<variableBases[number] + programs[number].variables.count
  }

  /// Numbers a program.
  private mutating func note(_ program: XPathProgram) -> Int {
    let number = programs.count
    programs.append(program)
    viewPlaces.append(-1)
    variableBases.append(variableMap.count)
    for name in program.variables { variableMap.append(variableSlot(name)) }
    if (programs.count + 1) * 2 > programTable.count { growProgramTable() }
    placeProgram(id: program.id, number: number)
    return number
  }

  private mutating func load(_ number: Int) -> ProgramView {
    let program = programs[number].content
    let record = ProgramRecord(
      number: number, code: program.code.view, steps: program.steps.view,
      predicates: program.predicates.view, links: program.links.view,
      constants: program.constants.view.slice, alternatives: program.alternatives.view,
      root: program.root, nameBase: names.count, variableBase: variableBases[number],
      stepBase: positionCaches.count)
    let table = FrozenTable([record])
    programRecords.append(table)
    let view = ProgramView(table)
    viewPlaces[number] = programViews.count
    programViews.append(view)
    for slot in program.names {
      let place = names.count
      names.append(slot)
      originals.append(firstPlaces[slot] ?? place)
      if originals[place] == place { firstPlaces[slot] = place }
      appendTags(ofNameAt: place)
    }
    if !program.targets.isEmpty {
      positionCaches.append(repeating: PositionCache(), count: program.predicates.view.count)
    }
    return view
  }

  private mutating func placeProgram(id: Int, number: Int) {
    let mask = programTable.count - 1
    var index = id & mask
    while programTable[index] >= 0 { index = (index + 1) & mask }
    programTable[index] = id
    programNumbers[index] = number
  }

  private mutating func growProgramTable() {
    let size = programTable.count * 2
    programTable = TrivialBuffer(capacity: size)
    programNumbers = TrivialBuffer(capacity: size)
    programTable.append(repeating: -1, count: size)
    programNumbers.append(repeating: 0, count: size)
    for number in 0..<programs.count - 1 { placeProgram(id: programs[number].id, number: number) }
  }

  mutating func variableSlot(_ name: String) -> Int {
    if let known = variableSlots[name] { return known }
    let slot = variableNames.count
    variableNames.append(name)
    variableSlots[name] = slot
    variables.append(VariableRecord())
    deferrals.append(nil)
    return slot
  }
}
