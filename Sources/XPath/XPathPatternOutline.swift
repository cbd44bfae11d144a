@_spi(Engine) internal import XMLTree

/// What a pattern says, step by step, for tools that compare patterns without matching them.
public struct XPathPatternOutline: Sendable {
  /// What one alternative between `|` says.
  public struct Alternative: Sendable, Hashable {
    /// The alternative as written.
    public var source = ""
    /// The same with one blank between tokens.
    var words = ""
    /// Whether it begins at the root.
    public var isAbsolute = false
    /// `id()` or `key()`, where it begins there.
    public var anchor: String?
    /// From left to right.
    public var steps: [Step] = []
  }

  /// One step of an alternative.
  public struct Step: Sendable, Hashable {
    /// Whether `//` stands before it.
    public var isBehindDoubleSlash: Bool
    /// Whether it is on the attribute axis.
    public var isAttribute: Bool
    /// What it accepts.
    public var test: Test
    /// As written, but for blanks.
    public var predicates: [String] = []
  }

  /// A node test.
  public enum Test: Sendable, Hashable {
    case name(namespaceURI: String, localName: String)
    case namespace(uri: String)
    /// `*`.
    case any
    case node, text, comment
    case processingInstruction(target: String?)
  }

  /// The alternatives in their order.
  public let alternatives: [Alternative]
}

extension XPathPattern {
  /// What the pattern says, step by step.
  public var outline: XPathPatternOutline {
    let text: SourceText
    do { text = try SourceText(source) } catch { preconditionFailure("it was compiled before") }
    var reading = OutlineReading(text: text, namespaces: program.content.namespaces)
    return XPathPatternOutline(alternatives: reading.alternatives())
  }
}

/// Reads the outline of a pattern that is known to be well-formed.
private struct OutlineReading {
  let text: SourceText
  let namespaces: [String: String]
  var next = 0

  private var kind: Token.Kind { text.tokens[next].kind }

  mutating func alternatives() -> [XPathPatternOutline.Alternative] {
    var found: [XPathPatternOutline.Alternative] = []
    while true {
      let start = next
      var alternative = alternative()
      alternative.source =
        text.bytes.slice[text.tokens[start].start..<text.tokens[next - 1].end].string
      alternative.words = words(start..<next)
      found.append(alternative)
      guard kind == .bar else { return found }
      next += 1
    }
  }

  private mutating func alternative() -> XPathPatternOutline.Alternative {
    var found = XPathPatternOutline.Alternative()
    var isBehindDoubleSlash = false
    if kind == .functionName {
      let start = next
      skipBrackets()
      found.anchor = words(start..<next)
    }
    if kind == .slash {
      found.isAbsolute = found.anchor == nil
      next += 1
    } else if kind == .doubleSlash {
      isBehindDoubleSlash = found.anchor != nil
      next += 1
    }
    while kind != .end, kind != .bar {
      found.steps.append(step(isBehindDoubleSlash))
      isBehindDoubleSlash = kind == .doubleSlash
      if kind == .slash || kind == .doubleSlash { next += 1 }
    }
    return found
  }

  private mutating func step(_ isBehindDoubleSlash: Bool) -> XPathPatternOutline.Step {
    var isAttribute = false
    if kind == .at {
      isAttribute = true
      next += 1
    } else if kind == .axisName {
      isAttribute = word(next) == "attribute"
      next += 2
    }
    var step = XPathPatternOutline.Step(
      isBehindDoubleSlash: isBehindDoubleSlash, isAttribute: isAttribute, test: test())
    while kind == .leftBracket {
      let start = next + 1
      skipBrackets()
      step.predicates.append(words(start..<next - 1))
    }
    return step
  }

  private mutating func test() -> XPathPatternOutline.Test {
    let token = text.tokens[next]
    defer { if token.kind != .nodeType { next += 1 } }
    switch token.kind {
    case .wildcard: return .any
    case .namespaceWildcard: return .namespace(uri: uri(of: token))
    case .nodeType: return nodeType(word(next))
    default:
      let start = token.colon < 0 ? token.nameStart : token.colon + 1
      return .name(
        namespaceURI: uri(of: token), localName: text.bytes.slice[start..<token.end].string)
    }
  }

  private mutating func nodeType(_ name: String) -> XPathPatternOutline.Test {
    let start = next
    next += 1
    skipBrackets()
    switch name {
    case "text": return .text
    case "comment": return .comment
    case "node": return .node
    default:
      let literal = next - start > 3 ? word(start + 2) : nil
      return .processingInstruction(target: literal.map { String($0.dropFirst().dropLast()) })
    }
  }

  private func uri(of token: Token) -> String {
    guard token.colon >= 0 else { return "" }
    let prefix = text.bytes.slice[token.nameStart..<token.colon].string
    return prefix == "xml" ? XMLDocument.xmlNamespace : namespaces[prefix] ?? ""
  }

  /// Passes everything up to the bracket that closes the next one.
  private mutating func skipBrackets() {
    var depth = 0
    repeat {
      switch kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      default: break
      }
      next += 1
    } while depth > 0 || text.tokens[next - 1].kind == .functionName
  }

  private func word(_ place: Int) -> String {
    let token = text.tokens[place]
    return text.bytes.slice[token.start..<token.end].string
  }

  private func words(_ range: Range<Int>) -> String {
    range.map(word).joined(separator: " ")
  }
}

// MARK: Comparing

extension XPathPatternOutline.Alternative {
  /// Whether this matches every node that `other` matches, as far as their words tell.
  ///
  /// It may answer `false` where the truth is `true`, never the other way round.
  public func covers(_ other: XPathPatternOutline.Alternative) -> Bool {
    if words == other.words { return true }
    guard anchor == nil, !steps.isEmpty, steps.count <= other.steps.count else { return false }
    if isAbsolute && !(other.isAbsolute && steps.count == other.steps.count) { return false }
    let offset = other.steps.count - steps.count
    for (place, step) in steps.enumerated() {
      let match = other.steps[offset + place]
      guard step.covers(match) else { return false }
      if place > 0, !step.isBehindDoubleSlash, match.isBehindDoubleSlash { return false }
    }
    return true
  }
}

extension XPathPatternOutline.Step {
  fileprivate func covers(_ other: XPathPatternOutline.Step) -> Bool {
    guard isAttribute == other.isAttribute, test.covers(other.test) else { return false }
    // Positions count among what the test accepts, so only equal tests count alike.
    if predicates.isEmpty { return true }
    return test == other.test && predicates.count <= other.predicates.count
      && predicates.elementsEqual(other.predicates.prefix(predicates.count))
  }
}

extension XPathPatternOutline.Test {
  fileprivate func covers(_ other: XPathPatternOutline.Test) -> Bool {
    if self == other || self == .node { return true }
    switch (self, other) {
    case (.any, .name), (.any, .namespace): return true
    case (.namespace(let uri), .name(let other, _)): return uri == other
    case (.processingInstruction(target: nil), .processingInstruction): return true
    default: return false
    }
  }
}
