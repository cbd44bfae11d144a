@_spi(Engine) internal import XMLTree
internal import XPath

/// A rule alternative that a node may match.
struct RuleCandidate: BitwiseCopyable {
  private let patternNumber: Int32
  private let ruleNumber: Int32
  private let alternativeNumber: Int32
  /// Whether the pattern is a group, in which a node is given to every rule that it matches.
  let isOfGroup: Bool
  /// Whether the pattern has values of its own for global variables.
  let hasContestedGlobals: Bool

  init(pattern: PatternPlan, rule: Int, alternative: Int?) {
    patternNumber = Int32(pattern.pattern.index)
    ruleNumber = Int32(rule)
    alternativeNumber = alternative.map(Int32.init) ?? -1
    isOfGroup = pattern.pattern.isGroup
    hasContestedGlobals = !pattern.contestedGlobals.isEmpty
  }

  var pattern: Int { Int(patternNumber) }
  var rule: Int { Int(ruleNumber) }
  /// The alternative of the rule's context to try; `nil` where the name alone is a match.
  var alternative: Int? { alternativeNumber < 0 ? nil : Int(alternativeNumber) }
}

/// For each kind and name of one document the rule alternatives that its nodes can match, so that a
/// node costs one table look-up and the rules of other names cost nothing.
struct RuleDispatch {
  /// By tag: a place in `lists`.
  private var listOfTag: [Int32]
  private var lists: [Range<Int>] = [0..<0]
  private var candidates: [RuleCandidate] = []

  /// A rule alternative with what it can match, in the order of the schema.
  private struct Entry {
    let candidate: RuleCandidate
    let target: XPathPatternTarget
  }

  /// A table for the patterns, by index, that `isIncluded` answers true for.
  init(schema: CompiledSchema, document: XMLDocument, isIncluded: (Int) -> Bool) {
    let names = document.arena.names
    listOfTag = Array(repeating: 0, count: names.count << Int(NodeTag.kindBits))
    var entries: [Entry] = []
    var named: [UInt32: [Int]] = [:]
    var unnamed: [Int] = []
    for (index, plan) in schema.rules.enumerated() where isIncluded(plan.rule.pattern.index) {
      for (alternative, target) in plan.context.targets.enumerated() {
        let candidate = RuleCandidate(
          pattern: schema.patterns[plan.rule.pattern.index], rule: index,
          alternative: plan.matchesByName ? nil : alternative)
        if case .named(let kind, let name) = target {
          guard let id = names.id(name) else { continue }
          named[NodeTag.make(kind, id), default: []].append(entries.count)
        } else {
          unnamed.append(entries.count)
        }
        entries.append(Entry(candidate: candidate, target: target))
      }
    }
    fill(entries, named: named, unnamed: unnamed, names: names)
  }

  private mutating func fill(
    _ entries: [Entry], named: [UInt32: [Int]], unnamed: [Int], names: NameTable
  ) {
    if !unnamed.isEmpty {
      // Names of one namespace and kind share a list, so that many names make few of them.
      var listOfScope: [Int: Int32] = [:]
      for id in 0..<names.count {
        for kind in XMLNodeKind.allCases where kind != .namespace {
          let namespace = names.namespaceID(UInt32(id))
          let scope = namespace << Int(NodeTag.kindBits) | Int(kind.rawValue)
          let tag = Int(NodeTag.make(kind, UInt32(id)))
          if let known = listOfScope[scope] {
            listOfTag[tag] = known
            continue
          }
          let uri = names.name(UInt32(id)).namespaceURI
          let matching = unnamed.filter { entries[$0].target.covers(kind, namespaceURI: uri) }
          let list = add(matching.map { entries[$0].candidate })
          listOfScope[scope] = list
          listOfTag[tag] = list
        }
      }
    }
    for (tag, indices) in named {
      guard let kind = XMLNodeKind(rawValue: UInt8(tag & NodeTag.kindMask)) else { continue }
      let uri = names.name(NodeTag.nameID(tag)).namespaceURI
      let general = unnamed.filter { entries[$0].target.covers(kind, namespaceURI: uri) }
      listOfTag[Int(tag)] = add((indices + general).sorted().map { entries[$0].candidate })
    }
  }

  private mutating func add(_ list: [RuleCandidate]) -> Int32 {
    guard !list.isEmpty else { return 0 }
    lists.append(candidates.count..<candidates.count + list.count)
    candidates += list
    return Int32(lists.count - 1)
  }

  /// The candidates for nodes of this tag, as places for the subscript.
  func candidates(ofTag tag: UInt32) -> Range<Int> { lists[Int(listOfTag[Int(tag)])] }

  subscript(_ place: Int) -> RuleCandidate { candidates[place] }
}

extension XPathPatternTarget {
  /// Whether nodes of that kind and namespace may match, for targets that name no single name.
  fileprivate func covers(_ kind: XMLNodeKind, namespaceURI: String) -> Bool {
    switch self {
    case .any: true
    case .kind(let wanted): kind == wanted
    case .child: kind != .root && kind != .attribute && kind != .namespace
    case .named: false
    case .namespace(let wanted, let uri): kind == wanted && namespaceURI == uri
    }
  }
}
