package import XMLTree
package import XPath

/// How an example of a rule is to end.
package enum ExampleExpectation: String, CaseIterable, Sendable {
  /// The rule is evaluated and finds nothing.
  case pass
  /// The rule finds exactly the nodes that `at` names.
  case fail
  /// The rule meets no node.
  case notApplicable = "not-applicable"
}

/// One example of a rule: a submission, and how the rule is to end on it.
package struct RuleExample: Sendable {
  /// The namespace of files of examples.
  package static let namespace = "urn:planaudit:examples:1"

  /// The assertion's id.
  package let rule: String
  package let name: String
  package let expectation: ExampleExpectation
  /// An XPath to the faulty nodes, from the root, else from the submission, else from anywhere; set exactly where a
  /// fault is expected.
  package let at: String?
  /// The file, relative to the rule set, and the line where the example begins.
  package let file: String
  package let line: Int
  /// The element `submission` of the example.
  package let submission: XMLNode
}

/// What is wrong with a file of examples.
package enum RuleExampleError: Error, Sendable, CustomStringConvertible {
  case unreadable(XMLInputError)
  case unexpectedElement(String, file: String, line: Int)
  case missingAttribute(String, file: String, line: Int)
  case unknownExpectation(String, file: String, line: Int)
  /// An example says where it fails, but not that it does, or the other way round.
  case placeWithoutFault(file: String, line: Int)
  case faultWithoutPlace(file: String, line: Int)
  /// An example holds something else than one submission.
  case submissionCount(Int, file: String, line: Int)
  case invalidPlace(XPathSyntaxError, file: String, line: Int)
  case unevaluatedPlace(XPathEvaluationError, file: String, line: Int)
  /// The rule set has no such rule.
  case unknownRule(String, file: String, line: Int)

  /// One line that names the file, the line and what is wrong.
  package var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .unexpectedElement(let name, let file, let line):
      "\(file):\(line): the element '\(name)' has no place here"
    case .missingAttribute(let name, let file, let line):
      "\(file):\(line): the attribute '\(name)' is missing"
    case .unknownExpectation(let word, let file, let line):
      "\(file):\(line): 'expect' is '\(word)'; expected "
        + ExampleExpectation.allCases.map(\.rawValue).joined(separator: ", ")
    case .placeWithoutFault(let file, let line):
      "\(file):\(line): 'at' goes with expect=\"fail\" only"
    case .faultWithoutPlace(let file, let line):
      "\(file):\(line): expect=\"fail\" needs 'at'"
    case .submissionCount(let count, let file, let line):
      "\(file):\(line): an example holds one submission, this one \(count)"
    case .invalidPlace(let error, let file, let line): "\(file):\(line): at: \(error)"
    case .unevaluatedPlace(let error, let file, let line): "\(file):\(line): at: \(error)"
    case .unknownRule(let rule, let file, let line):
      "\(file):\(line): the rule set has no rule '\(rule)'"
    }
  }
}

extension RuleExample {
  /// The examples in the file `file`.
  package static func read(
    _ bytes: [UInt8], file: String
  ) throws(RuleExampleError) -> [RuleExample] {
    let document: XMLDocument
    do {
      document = try XMLDocument(parsing: bytes, name: file)
    } catch {
      throw .unreadable(error)
    }
    let root = document.documentElement
    guard root.localName == "examples", root.namespaceURI == namespace else {
      throw .unexpectedElement(root.qualifiedName, file: file, line: root.line)
    }
    let commonRule = try required("rule", of: root, file)
    var examples: [RuleExample] = []
    for element in root.childElements {
      guard element.localName == "example", element.namespaceURI == namespace else {
        throw .unexpectedElement(element.qualifiedName, file: file, line: element.line)
      }
      examples.append(try RuleExample(element, commonRule: commonRule, file: file))
    }
    return examples
  }

  private init(_ element: XMLNode, commonRule: String, file: String) throws(RuleExampleError) {
    let line = element.line
    let word = try Self.required("expect", of: element, file)
    guard let expectation = ExampleExpectation(rawValue: word) else {
      throw .unknownExpectation(word, file: file, line: line)
    }
    let at = element.attribute("at")
    switch expectation {
    case .fail where at == nil: throw .faultWithoutPlace(file: file, line: line)
    case .pass where at != nil, .notApplicable where at != nil:
      throw .placeWithoutFault(file: file, line: line)
    case .fail, .pass, .notApplicable: break
    }
    let submissions = element.planChildren("submission")
    guard let submission = submissions.first, submissions.count == 1 else {
      throw .submissionCount(submissions.count, file: file, line: line)
    }
    rule = element.attribute("rule") ?? commonRule
    name = try Self.required("name", of: element, file)
    self.expectation = expectation
    self.at = at
    self.file = file
    self.line = line
    self.submission = submission
  }

  private static func required(
    _ name: String, of element: XMLNode, _ file: String
  ) throws(RuleExampleError) -> String {
    guard let value = element.attribute(name) else {
      throw .missingAttribute(name, file: file, line: element.line)
    }
    return value
  }
}

extension RuleSet {
  /// The examples of all rules, by file.
  package func examples() throws(RuleSetError) -> [RuleExample] {
    var examples: [RuleExample] = []
    for (path, bytes) in files.sorted(by: { $0.key < $1.key })
    where path.hasSuffix(Self.examplesSuffix) {
      do {
        examples += try RuleExample.read(bytes, file: path)
      } catch {
        throw .examples(error)
      }
    }
    return examples
  }
}
