/// One node of a YAML text, with the line where it begins.
package struct YAMLNode: Equatable, Sendable {
  package enum Value: Equatable, Sendable {
    /// A value; `isPlain` where it was written without quotes, so that it may be meant as a number or a truth value.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    /// In the order of the text; no key occurs twice.
    case mapping([YAMLMember])
  }

  package var value: Value
  /// The 1-based line where it begins.
  package var line: Int

  package init(_ value: Value, line: Int) {
    self.value = value
    self.line = line
  }
}

/// A key of a mapping and what stands there.
package struct YAMLMember: Equatable, Sendable {
  package var key: String
  /// The 1-based line of the key.
  package var line: Int
  package var value: YAMLNode

  package init(key: String, line: Int, value: YAMLNode) {
    self.key = key
    self.line = line
    self.value = value
  }
}

/// The limits of one YAML text.
package struct YAMLLimits: Equatable, Sendable {
  package var byteCountMax: Int
  /// The deepest nesting of sequences and mappings.
  package var depthMax: Int
  /// The number of scalars, sequences and mappings.
  package var nodeCountMax: Int

  package init(byteCountMax: Int, depthMax: Int, nodeCountMax: Int) {
    self.byteCountMax = byteCountMax
    self.depthMax = depthMax
    self.nodeCountMax = nodeCountMax
  }

  /// The limits of files that people write.
  package static let standard = YAMLLimits(
    byteCountMax: 4 << 20, depthMax: 16, nodeCountMax: 200_000)
}

/// Why a text is not accepted as YAML; lines and columns count from 1.
package enum YAMLError: Error, Equatable, Sendable {
  case tooManyBytes(name: String, limit: Int, found: Int)
  /// Bytes that are no UTF-8, or a character that YAML forbids.
  case unreadable(name: String, byteOffset: Int, problem: String)
  case syntax(name: String, line: Int, column: Int, problem: String)
  case tooDeep(name: String, line: Int, limit: Int)
  case tooManyNodes(name: String, line: Int, limit: Int)
  /// Anchors and aliases let a small text stand for a huge one.
  case anchorRefused(name: String, line: Int)
  case tagRefused(name: String, line: Int, tag: String)
  case severalDocuments(name: String, line: Int)
  case keyNotText(name: String, line: Int)
  case repeatedKey(name: String, line: Int, key: String, firstLine: Int)
  case empty(name: String)
  case outOfMemory(name: String)
}

extension YAMLError: CustomStringConvertible {
  /// One line that names the file, the line and what is wrong.
  package var description: String {
    switch self {
    case .tooManyBytes(let name, let limit, let found):
      "\(name): holds \(found) bytes, more than the limit byteCountMax of \(limit)"
    case .unreadable(let name, let offset, let problem):
      "\(name): is no YAML in UTF-8: \(problem) at byte \(offset)"
    case .syntax(let name, let line, let column, let problem):
      "\(name):\(line):\(column): \(problem)"
    case .tooDeep(let name, let line, let limit):
      "\(name):\(line): nested deeper than the limit depthMax of \(limit)"
    case .tooManyNodes(let name, let line, let limit):
      "\(name):\(line): more values than the limit nodeCountMax of \(limit)"
    case .anchorRefused(let name, let line):
      "\(name):\(line): anchors (&) and aliases (*) are not accepted; write the value again"
    case .tagRefused(let name, let line, let tag):
      "\(name):\(line): the tag '\(tag)' is not accepted"
    case .severalDocuments(let name, let line):
      "\(name):\(line): a second document begins; one is expected"
    case .keyNotText(let name, let line): "\(name):\(line): a key must be a word"
    case .repeatedKey(let name, let line, let key, let firstLine):
      "\(name):\(line): the key '\(key)' stands already in line \(firstLine)"
    case .empty(let name): "\(name): is empty"
    case .outOfMemory(let name): "\(name): not enough memory to read it"
    }
  }
}
