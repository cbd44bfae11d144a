internal import YAMLText

/// Takes typed values out of one mapping; what has the wrong type or is not known is refused with its line.
struct MappingReader {
  let file: String
  /// The line where the mapping begins.
  let line: Int
  /// In the order of the text.
  let inOrder: [YAMLMember]
  private let members: [String: YAMLMember]

  /// A reader of `node`, which must be a mapping with none but the `allowed` keys.
  init(_ node: YAMLNode, file: String, what: String, allowed: [String]?) throws(GateFileProblem) {
    guard case .mapping(let members) = node.value else {
      throw GateFileProblem(
        file, node.line, "\(what) is \(Self.kind(of: node)), expected keys and values")
    }
    self.file = file
    line = node.line
    if let allowed {
      for member in members where !allowed.contains(member.key) {
        throw GateFileProblem(
          file, member.line,
          "unknown key '\(member.key)'; expected \(allowed.joined(separator: ", "))")
      }
    }
    inOrder = members
    self.members = Dictionary(
      members.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func member(_ key: String) -> YAMLMember? { members[key] }

  /// The line of the key, or of the mapping where it is missing.
  func line(of key: String) -> Int { members[key]?.line ?? line }

  /// The text at `key`; `nil` where the key is missing.
  func text(_ key: String) throws(GateFileProblem) -> String? {
    guard let member = members[key] else { return nil }
    return try text(of: member)
  }

  /// The text of `member`, which is not empty.
  func text(of member: YAMLMember) throws(GateFileProblem) -> String {
    guard case .scalar(let text, _) = member.value.value else {
      throw wrong(member, "expected text")
    }
    guard !text.allSatisfy(\.isWhitespace) else {
      throw GateFileProblem(
        file, member.line,
        "'\(member.key)' has no value (put quotes around one that begins with #)")
    }
    return text
  }

  /// The text at `key`, which must be there.
  func requiredText(_ key: String) throws(GateFileProblem) -> String {
    guard let text = try text(key) else {
      throw GateFileProblem(file, line, "'\(key)' is missing")
    }
    return text
  }

  /// The text at `key`, which must be there and is empty only where it says so by quotes.
  func requiredValue(_ key: String) throws(GateFileProblem) -> String {
    guard let member = members[key] else {
      throw GateFileProblem(file, line, "'\(key)' is missing (\"\" stands for a blank)")
    }
    guard case .scalar(let text, let isPlain) = member.value.value else {
      throw wrong(member, "expected text")
    }
    if text.isEmpty && isPlain {
      throw GateFileProblem(
        file, member.line, "'\(key)' has no value (\"\" stands for a blank)")
    }
    return text
  }

  /// The text at `key`, empty or not; `nil` where the key is missing.
  func value(_ key: String) throws(GateFileProblem) -> String? {
    members[key] == nil ? nil : try requiredValue(key)
  }

  /// The whole number at `key`.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(GateFileProblem) -> Int? {
    guard let member = members[key] else { return nil }
    guard case .scalar(let text, true) = member.value.value, !text.isEmpty,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      range.contains(number)
    else {
      throw wrong(
        member, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The truth value at `key`: `true` or `false`, and none of YAML's other words for them.
  func flag(_ key: String) throws(GateFileProblem) -> Bool? {
    guard let member = members[key] else { return nil }
    switch member.value.value {
    case .scalar("true", true): return true
    case .scalar("false", true): return false
    case .scalar, .sequence, .mapping: throw wrong(member, "expected true or false")
    }
  }

  /// One of the words of `Choice` at `key`.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type = Choice.self
  ) throws(GateFileProblem) -> Choice? where Choice.RawValue == String {
    guard let member = members[key] else { return nil }
    return try choice(of: member)
  }

  /// One of the words of `Choice` as the value of `member`.
  func choice<Choice: RawRepresentable & CaseIterable>(
    of member: YAMLMember, _ type: Choice.Type = Choice.self
  ) throws(GateFileProblem) -> Choice where Choice.RawValue == String {
    let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    guard case .scalar(let text, _) = member.value.value, let choice = Choice(rawValue: text)
    else { throw wrong(member, "expected one of \(words)") }
    return choice
  }

  /// The members of the mapping at `key`, whatever its keys.
  func mapping(_ key: String) throws(GateFileProblem) -> [YAMLMember] {
    guard let member = members[key] else { return [] }
    return try MappingReader(member.value, file: file, what: "'\(key)'", allowed: nil).inOrder
  }

  /// The elements of the sequence at `key`, which must be there.
  func sequence(_ key: String) throws(GateFileProblem) -> [YAMLNode] {
    guard let member = members[key] else {
      throw GateFileProblem(file, line, "'\(key)' is missing")
    }
    guard case .sequence(let elements) = member.value.value else {
      throw wrong(member, "expected a list")
    }
    return elements
  }

  private func wrong(_ member: YAMLMember, _ expected: String) -> GateFileProblem {
    GateFileProblem(
      file, member.line, "'\(member.key)' is \(Self.kind(of: member.value)), \(expected)")
  }

  private static func kind(of node: YAMLNode) -> String {
    switch node.value {
    case .scalar("", true): "empty"
    case .scalar(let text, _): "'\(text.prefix(60))'"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
