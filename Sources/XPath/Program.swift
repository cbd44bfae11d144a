internal import Synchronization
@_spi(Engine) internal import XMLTree

/// What an instruction does; the operands are described where it is compiled.
enum Opcode: UInt8 {
  /// `number`.
  case numberLiteral
  /// `first`, `count`: bytes in the constant pool.
  case stringLiteral
  /// `first`: the program's variable slot.
  case variable
  /// `first`: the origin; `count` steps from `extra` on.
  case path
  /// Operands in `links`, `count` of them from `first` on.
  case union, or, and
  /// `first` and `count` are the two operands, `extra` is the operator.
  case comparison, arithmetic
  /// `@name = 'literal'`, what rules ask most: `first` is the name, `count` and `extra` are the literal's bytes in the
  /// constant pool.
  case attributeComparison
  /// In `links` from `first` on: an operand, then `count` pairs of operator and operand.
  case comparisonChain, arithmeticChain
  /// `first`: the operand.
  case negation, toBoolean, not
  /// `function`, with arguments in `links`.
  case call
}

/// Where a path begins, besides an instruction.
enum PathOrigin {
  static let context: Int32 = -1
  static let root: Int32 = -2
}

enum ComparisonOperator: Int32 {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  /// The operator for exchanged operands.
  var mirrored: ComparisonOperator {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  var isEquality: Bool { self == .equal || self == .notEqual }

  @inline(__always) func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

enum ArithmeticOperator: Int32 {
  case add, subtract, multiply, divide, modulo

  @inline(__always) func applied(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    // The sign is the dividend's, as in XPath 1.0, section 3.5.
    case .modulo: left.truncatingRemainder(dividingBy: right)
    }
  }
}

/// One operation; instructions refer to each other by their index in the program.
struct Instruction: BitwiseCopyable {
  var opcode: Opcode
  var type: XPathStaticType
  var function: Function = .none
  /// How the path may be walked without collecting nodes.
  var streaming: Streaming = .never
  /// Whether `firstPlain` finds the path's nodes.
  var isPlain = false
  /// Whether the path has one node at most.
  var isSingle = false
  var first: Int32 = 0
  var count: Int32 = 0
  var extra: Int32 = 0
  var number: Double = 0
}

/// Which uses of a path may follow one node at a time.
enum Streaming: UInt8 {
  case never
  /// Each node comes once, but not in document order.
  case unordered
  /// Each node comes once, in document order.
  case ordered
}

enum Axis: UInt8, CaseIterable {
  case child, attribute, selfNode, parent, descendant, descendantOrSelf, followingSibling,
    precedingSibling, ancestor, ancestorOrSelf, following, preceding, namespace
  /// No axis: the predicates apply to the whole set, in document order.
  case filter

  var isReverse: Bool {
    switch self {
    case .precedingSibling, .ancestor, .ancestorOrSelf, .preceding: true
    case .child, .attribute, .selfNode, .parent, .descendant, .descendantOrSelf, .followingSibling,
      .following, .namespace, .filter:
      false
    }
  }

  /// Whether a cursor can follow the axis.
  var isStreamable: Bool {
    switch self {
    case .following, .preceding, .namespace, .filter: false
    case .child, .attribute, .selfNode, .parent, .descendant, .descendantOrSelf, .followingSibling,
      .precedingSibling, .ancestor, .ancestorOrSelf:
      true
    }
  }

  /// The name of the axis in an expression.
  var spelling: String {
    switch self {
    case .child: "child"
    case .attribute: "attribute"
    case .selfNode: "self"
    case .parent: "parent"
    case .descendant: "descendant"
    case .descendantOrSelf: "descendant-or-self"
    case .followingSibling: "following-sibling"
    case .precedingSibling: "preceding-sibling"
    case .ancestor: "ancestor"
    case .ancestorOrSelf: "ancestor-or-self"
    case .following: "following"
    case .preceding: "preceding"
    case .namespace: "namespace"
    case .filter: ""
    }
  }

  /// The axis that an expression calls `name`.
  init?(spelled name: String) {
    guard let found = Self.allCases.first(where: { $0.spelling == name && $0 != .filter }) else {
      return nil
    }
    self = found
  }
}

enum NodeTest: UInt8 {
  /// An expanded name of the axis's principal kind.
  case name
  /// `*`.
  case principal
  /// `p:*`.
  case namespace
  case node, text, comment, processingInstruction
  /// `processing-instruction('x')`.
  case target
}

/// One step of a path or pattern.
struct Step: BitwiseCopyable {
  var axis: Axis
  var test: NodeTest
  /// In patterns: whether any ancestor will do for the step before this one.
  var isBehindDoubleSlash = false
  /// Whether there are predicates and each can be tried as soon as the axis comes to a node.
  var isStreamable = false
  /// Whether it belongs to a path and not to a pattern.
  var isInPath = false
  /// Whether siblings are walked from the last one on: preceding ones because their positions count from
  /// there, others because the last one is wanted.
  var isBackward = false
  /// In patterns: whether it is enough to try the predicates once for each node, whatever the pattern is tried on.
  var isRemembered = false
  /// The program's name slot, for the tests that have a name.
  var name: Int32 = 0
  var firstPredicate: Int32 = 0
  var predicateCount: Int32 = 0
}

/// One predicate of a step.
struct Predicate: BitwiseCopyable {
  enum Kind: UInt8 {
    /// The value is a boolean, string or node-set.
    case boolean
    /// The value is this constant position.
    case position
    /// The value is `last()`.
    case last
    /// The value is a number.
    case number
    /// A variable: known at run time only.
    case dynamic
  }
  /// How long the place of a node holds, in a pattern, among the candidates that the predicates before this one leave.
  enum Counting: UInt8 {
    /// For one node: they may ask for the current node.
    case anew
    /// Until a variable changes.
    case whileVariablesHold
    case once
  }
  var kind: Kind
  var counting: Counting = .anew
  var usesPosition: Bool
  var usesLast: Bool
  var instruction: Int32
  var position: Double

  /// Whether the place among the candidates counts.
  var isPositional: Bool { kind != .boolean || usesPosition || usesLast }
}

/// A name in a program, numbered by its place there.
struct NameSlot: Sendable, Hashable {
  enum Kind: UInt8, Sendable { case element, attribute, target, namespace, namespaceNode }
  let kind: Kind
  let namespaceURI: String
  let localName: String

  /// Names of one schema differ in their local part: the rest is only compared.
  func hash(into hasher: inout Hasher) { hasher.combine(localName) }
}

/// One alternative of a pattern.
struct PatternAlternative: BitwiseCopyable {
  enum Anchor: UInt8 {
    /// The first step's parent may be anything.
    case none
    /// `/`: the parent of the first step's node is the root.
    case root
    /// `id()` or `key()`, at `anchorInstruction`.
    case set
  }
  var firstStep: Int32
  var stepCount: Int32
  var anchor: Anchor
  var anchorInstruction: Int32
  /// Whether any descendant of the anchor will do.
  var isAnchorBehindDoubleSlash: Bool
}

/// A compiled expression or pattern.
///
/// What it consists of is read when it is first evaluated, where it comes from an image: of the variables of rules most
/// never are.
final class XPathProgram: Sendable {
  /// Distinct in this process, so that an evaluator finds what it resolved for it.
  let id: Int
  /// How deep its parts are nested, at least 1.
  let nestingDepth: Int
  /// The variables it refers to, each once.
  let variables: [String]
  private let state: Mutex<State>

  private enum State {
    case whole(ProgramContent)
    case deferred(@Sendable () -> ProgramContent)
  }

  private static let nextID = Atomic<Int>(0)

  private init(_ state: State, nestingDepth: Int, variables: [String]) {
    id = Self.nextID.wrappingAdd(1, ordering: .relaxed).oldValue
    self.nestingDepth = nestingDepth
    self.variables = variables
    self.state = Mutex(state)
  }

  convenience init(_ content: ProgramContent, nestingDepth: Int, variables: [String]) {
    self.init(.whole(content), nestingDepth: nestingDepth, variables: variables)
  }

  /// A program whose content `read` gives, once.
  convenience init(
    nestingDepth: Int, variables: [String], read: @escaping @Sendable () -> ProgramContent
  ) {
    self.init(.deferred(read), nestingDepth: nestingDepth, variables: variables)
  }

  /// What it consists of.
  var content: ProgramContent {
    state.withLock { state in
      switch state {
      case .whole(let content): return content
      case .deferred(let read):
        let content = read()
        state = .whole(content)
        return content
      }
    }
  }
}

/// What a program consists of.
final class ProgramContent: Sendable {
  /// The expression or pattern as written; errors and tools ask for it.
  var source: String { sourceText.string }
  private let sourceText: ImageString
  let root: Int32
  let staticType: XPathStaticType
  let code: FrozenBuffer<Instruction>
  let steps: FrozenBuffer<Step>
  let predicates: FrozenBuffer<Predicate>
  let links: FrozenBuffer<Int32>
  let constants: FrozenBuffer<UInt8>
  let alternatives: FrozenBuffer<PatternAlternative>
  let names: [NameSlot]
  let namespaces: [String: String]
  let targets: [XPathPatternTarget]
  /// What tools are told of it.
  var notes: ProgramNotes { readNotes() }
  private let readNotes: @Sendable () -> ProgramNotes

  /// `notes` gives the notes of a program from an image, which has none of them in its parts.
  init(
    _ parts: consuming ProgramParts, source: ImageString, root: Int32,
    namespaces: [String: String], notes: (@Sendable () -> ProgramNotes)? = nil
  ) {
    sourceText = source
    self.root = root
    staticType = root < 0 ? .boolean : parts.code[Int(root)].type
    code = FrozenBuffer(parts.code)
    steps = FrozenBuffer(parts.steps)
    predicates = FrozenBuffer(parts.predicates)
    links = FrozenBuffer(parts.links)
    constants = FrozenBuffer(parts.constants)
    alternatives = FrozenBuffer(parts.alternatives)
    names = parts.names
    self.namespaces = namespaces
    targets = parts.targets
    if let notes {
      readNotes = notes
    } else {
      let known = parts.notes
      readNotes = { known }
    }
  }
}

/// A program in the making.
struct ProgramParts: ~Copyable {
  var nestingDepth = 0
  var code = TrivialBuffer<Instruction>(capacity: 4)
  var steps = TrivialBuffer<Step>(capacity: 0)
  var predicates = TrivialBuffer<Predicate>(capacity: 0)
  var links = TrivialBuffer<Int32>(capacity: 0)
  var constants = TrivialBuffer<UInt8>(capacity: 0)
  var alternatives = TrivialBuffer<PatternAlternative>(capacity: 0)
  var names: [NameSlot] = []
  var variables: [String] = []
  /// Used once there are many variables; few are found sooner one by one.
  var variableSlots: [String: Int32] = [:]
  var notes = ProgramNotes()
  var targets: [XPathPatternTarget] = []
}

extension ProgramContent {
  /// Of a pattern: whether each alternative is the root, or one test on a name or kind.
  var matchesByName: Bool {
    let alternatives = alternatives.view
    return (0..<alternatives.count).allSatisfy { index in
      let alternative = alternatives[index]
      switch (alternative.anchor, alternative.stepCount) {
      case (.root, 0): return true
      case (.none, 1):
        let step = steps.view[alternative.firstStep]
        return step.predicateCount == 0 && step.test != .target
      case _: return false
      }
    }
  }
}
