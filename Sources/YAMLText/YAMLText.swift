/// Reads one YAML document as plain values: scalars, sequences, and mappings with words as keys.
///
/// Anchors, aliases, tags and a second document are refused; JSON is read as well, being YAML in flow style.
package struct YAMLText: ~Copyable {
  private let name: String
  private let limits: YAMLLimits
  private var events: YAMLEvents
  private var nodeCount = 0

  /// The value of the document in `bytes`; `name` stands for the file in errors.
  package static func parse(
    _ bytes: [UInt8], name: String, limits: YAMLLimits = .standard
  ) throws(YAMLError) -> YAMLNode {
    guard bytes.count <= limits.byteCountMax else {
      throw .tooManyBytes(name: name, limit: limits.byteCountMax, found: bytes.count)
    }
    // libyaml looks for a byte order mark only where it may choose the encoding itself.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    var text = YAMLText(
      name: name, limits: limits, events: try YAMLEvents(content, name: name))
    return try text.document()
  }

  private init(name: String, limits: YAMLLimits, events: consuming YAMLEvents) {
    self.name = name
    self.limits = limits
    self.events = events
  }

  private mutating func document() throws(YAMLError) -> YAMLNode {
    var result: YAMLNode?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd:
        guard let result else { throw .empty(name: name) }
        return result
      case .documentStart:
        if result != nil { throw .severalDocuments(name: name, line: event.line) }
      case .scalar, .sequenceStart, .mappingStart, .alias:
        result = try node(event, depth: 1)
      case .end, .other: continue
      }
    }
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
    if event.hasAnchor { throw .anchorRefused(name: name, line: event.line) }
    if let tag = event.tag { throw .tagRefused(name: name, line: event.line, tag: tag) }
    nodeCount += 1
    guard nodeCount <= limits.nodeCountMax else {
      throw .tooManyNodes(name: name, line: event.line, limit: limits.nodeCountMax)
    }
    switch event.kind {
    case .scalar(let text, let isPlain):
      return YAMLNode(.scalar(text, isPlain: isPlain), line: event.line)
    case .sequenceStart:
      try checkDepth(depth, at: event)
      return YAMLNode(.sequence(try sequence(depth: depth)), line: event.line)
    case .mappingStart:
      try checkDepth(depth, at: event)
      return YAMLNode(.mapping(try mapping(depth: depth)), line: event.line)
    case .documentStart, .end, .streamEnd, .alias, .other:
      preconditionFailure("libyaml gives a value where a value is due")
    }
  }

  private func checkDepth(_ depth: Int, at event: YAMLEvent) throws(YAMLError) {
    guard depth <= limits.depthMax else {
      throw .tooDeep(name: name, line: event.line, limit: limits.depthMax)
    }
  }

  private mutating func sequence(depth: Int) throws(YAMLError) -> [YAMLNode] {
    var elements: [YAMLNode] = []
    while true {
      let event = try events.next()
      if case .end = event.kind { return elements }
      elements.append(try node(event, depth: depth + 1))
    }
  }

  private mutating func mapping(depth: Int) throws(YAMLError) -> [YAMLMember] {
    var members: [YAMLMember] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .end = event.kind { return members }
      let keyNode = try node(event, depth: depth + 1)
      guard case .scalar(let key, _) = keyNode.value else {
        throw .keyNotText(name: name, line: event.line)
      }
      if let firstLine = lines.updateValue(event.line, forKey: key) {
        throw .repeatedKey(name: name, line: event.line, key: key, firstLine: firstLine)
      }
      let value = try node(try events.next(), depth: depth + 1)
      members.append(YAMLMember(key: key, line: event.line, value: value))
    }
  }
}
