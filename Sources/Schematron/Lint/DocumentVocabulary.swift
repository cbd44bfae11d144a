internal import XPath

/// Which elements and attributes a kind of document may have, and where.
///
/// It knows names and nesting, not order or number; where a grammar leaves a name open, anything fits.
public struct DocumentVocabulary: Sendable {
  /// The names that an element or attribute may have.
  enum NameClass: Hashable, Sendable {
    case name(namespace: String, local: String)
    case namespace(String)
    case any

    func accepts(_ local: String, namespace: String) -> Bool {
      switch self {
      case .name(let uri, let name): uri == namespace && name == local
      case .namespace(let uri): uri == namespace
      case .any: true
      }
    }
  }

  /// A child of an element, by its place among the elements of the grammar.
  struct Child: Hashable, Sendable {
    let element: Int
    /// Whether there may be any number of them.
    let isRepeated: Bool
  }

  /// One element of the grammar.
  struct Element: Sendable {
    var names: [NameClass] = []
    var attributes: [NameClass] = []
    var children: Set<Child> = []
    var hasText = false
  }

  var elements: [Element] = []
  /// The elements that a document may begin with.
  var outermost: Set<Int> = []

  /// The namespaces of elements that the grammar names; empty for none.
  public var namespaces: Set<String> {
    var found: Set<String> = []
    for element in elements {
      for name in element.names {
        switch name {
        case .name(let uri, _), .namespace(let uri): found.insert(uri)
        case .any: break
        }
      }
    }
    return found
  }

  /// Whether some element may have that name.
  public func hasElement(_ local: String, namespace: String) -> Bool {
    elements.contains { element in
      element.names.contains { $0.accepts(local, namespace: namespace) }
    }
  }
}

// MARK: Patterns

extension DocumentVocabulary {
  /// Whether some document may have a node that the alternative matches.
  func canHold(_ alternative: XPathPatternOutline.Alternative) -> Bool {
    if alternative.anchor != nil || alternative.steps.isEmpty { return true }
    return last(of: alternative).exists
  }

  /// The local names of the rows that the alternative's nodes are or stand in: the nearest elements, from
  /// the node upwards, of which there may be any number; `nil` where a name is open.
  func rows(of alternative: XPathPatternOutline.Alternative) -> Set<String>? {
    if alternative.anchor != nil { return nil }
    var parents: [Int: Set<Int>] = [:]
    var repeated: Set<Int> = []
    for (place, element) in elements.enumerated() {
      for child in element.children {
        parents[child.element, default: []].insert(place)
        if child.isRepeated { repeated.insert(child.element) }
      }
    }
    var names: Set<String> = []
    var seen = last(of: alternative).elements
    var open = Array(seen)
    while let place = open.popLast() {
      guard repeated.contains(place) else {
        for parent in parents[place] ?? [] where seen.insert(parent).inserted {
          open.append(parent)
        }
        continue
      }
      for name in elements[place].names {
        guard case .name(_, let local) = name else { return nil }
        names.insert(local)
      }
    }
    return names
  }

  /// What the last step of an alternative may match: whether there is anything, and the elements that it is
  /// or stands in.
  private func last(
    of alternative: XPathPatternOutline.Alternative
  ) -> (exists: Bool, elements: Set<Int>) {
    var parents: Set<Int>? = alternative.isAbsolute ? nil : Set(elements.indices)
    for (place, step) in alternative.steps.enumerated() {
      let candidates: Set<Int>
      if place == 0, alternative.isAbsolute {
        candidates = outermost
      } else if place == 0 {
        candidates = Set(elements.indices)
      } else {
        candidates = children(of: parents ?? [], anyDepth: step.isBehindDoubleSlash)
      }
      let holders =
        place == 0
        ? Set(elements.indices)
        : step.isBehindDoubleSlash
          ? (parents ?? []).union(children(of: parents ?? [], anyDepth: true)) : parents ?? []
      if step.isAttribute {
        let found = holders.filter { hasAttribute(step.test, $0) }
        return (!found.isEmpty, found)
      }
      switch step.test {
      case .text:
        let found = holders.filter { elements[$0].hasText }
        return (!found.isEmpty, found)
      case .comment, .processingInstruction: return (true, holders)
      case .node, .any, .name, .namespace:
        let found = candidates.filter { isNamed(step.test, $0) }
        if found.isEmpty { return (step.test == .node, holders) }
        parents = found
      }
    }
    return (true, parents ?? [])
  }

  private func isNamed(_ test: XPathPatternOutline.Test, _ place: Int) -> Bool {
    elements[place].names.contains { name in
      switch test {
      case .node, .any: true
      case .name(let uri, let local): name.accepts(local, namespace: uri)
      case .namespace(let wanted):
        switch name {
        case .name(let uri, _), .namespace(let uri): uri == wanted
        case .any: true
        }
      case .text, .comment, .processingInstruction: false
      }
    }
  }

  private func hasAttribute(_ test: XPathPatternOutline.Test, _ place: Int) -> Bool {
    elements[place].attributes.contains { name in
      switch test {
      case .name(let uri, let local): name.accepts(local, namespace: uri)
      case .node, .any, .namespace: true
      case .text, .comment, .processingInstruction: false
      }
    }
  }

  private func children(of parents: Set<Int>, anyDepth: Bool) -> Set<Int> {
    var found: Set<Int> = []
    var open = Array(parents)
    while let parent = open.popLast() {
      for child in elements[parent].children where found.insert(child.element).inserted {
        if anyDepth { open.append(child.element) }
      }
    }
    return found
  }
}
