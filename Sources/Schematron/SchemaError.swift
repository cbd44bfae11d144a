public import XMLTree
public import XPath

/// Why a schema cannot be used, with the place in its source.
public struct SchemaError: Error, Sendable, CustomStringConvertible {
  /// The file, relative to the folder of the schema's resources.
  public let file: String
  /// The line of the element, from 1; 0 where a file could not be read at all.
  public let line: Int
  /// The qualified name of the element, as written.
  public let element: String
  /// What is wrong.
  public let problem: SchemaProblem

  /// One line: `file:line: element: problem`.
  public var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return element.isEmpty ? "\(place): \(problem)" : "\(place): \(element): \(problem)"
  }
}

/// What may be wrong with a schema.
public enum SchemaProblem: Sendable {
  /// The file is no XML that is accepted.
  case unreadable(XMLInputError)
  /// The file could not be loaded.
  case unavailable(reference: String, reason: String)
  /// The reference leaves the schema's folder or names no file.
  case refused(reference: String, ResourceRefusal)
  /// The document element is no `schema` of ISO/IEC 19757-3.
  case notASchema(name: String, namespace: String)
  case unsupportedQueryBinding(String)
  /// An XSLT element whose meaning is not supported and must not be ignored.
  case unsupportedInstruction(String)
  /// A Schematron element that has no meaning in this parent.
  case misplacedElement(parent: String)
  /// An attribute that this Schematron element does not have.
  case unknownAttribute(String)
  case missingAttribute(String)
  case invalidValue(attribute: String, value: String, expected: String)
  /// A name that is already taken at the same level.
  case nameCollision(SchemaName, String, firstFile: String, firstLine: Int)
  case undefinedReference(SchemaName, String)
  /// `chain` leads from the first to the repeated name.
  case recursion(SchemaName, chain: [String])
  /// The pattern that is instantiated uses a parameter that has no value.
  case missingParameter(String, pattern: String)
  case expression(attribute: String, XPathSyntaxError)
  /// The schema, or the chosen phase, has no pattern that could be checked.
  case nothingToCheck(phase: String?)
  case limitExceeded(name: String, limit: Int)
}

/// The kinds of names that a schema defines and refers to.
public enum SchemaName: String, Sendable {
  case file, fragment, phase, pattern, rule, diagnostic, property, variable, parameter, prefix, key
}

extension SchemaProblem: CustomStringConvertible {
  /// What was found and what was expected, without the place.
  public var description: String {
    switch self {
    case .unreadable(let error): "\(error)"
    case .unavailable(let reference, let reason): "'\(reference)' cannot be loaded: \(reason)"
    case .refused(let reference, let refusal): "'\(reference)' is refused: \(refusal)"
    case .notASchema(let name, let namespace):
      "the document element '\(name)' in namespace '\(namespace)' is no Schematron schema"
    case .unsupportedQueryBinding(let name):
      "query binding '\(name)' is not supported; 'xslt' and 'xpath' are"
    case .unsupportedInstruction(let name): "the instruction '\(name)' is not supported"
    case .misplacedElement(let parent): "the element has no place in '\(parent)'"
    case .unknownAttribute(let name): "there is no attribute '\(name)'"
    case .missingAttribute(let name): "the attribute '\(name)' is missing"
    case .invalidValue(let attribute, let value, let expected):
      "'\(attribute)' is '\(value)', expected \(expected)"
    case .nameCollision(let kind, let name, let file, let line):
      "the \(kind.rawValue) '\(name)' is already defined at \(file):\(line)"
    case .undefinedReference(let kind, let name): "there is no \(kind.rawValue) '\(name)'"
    case .recursion(let kind, let chain):
      "the \(kind.rawValue) refers to itself: \(chain.joined(separator: " -> "))"
    case .missingParameter(let name, let pattern):
      "the abstract pattern '\(pattern)' needs a value for its parameter '\(name)'"
    case .expression(let attribute, let error): "\(attribute): \(error)"
    case .nothingToCheck(let phase):
      phase.map { "the phase '\($0)' has no active pattern" } ?? "the schema has no pattern"
    case .limitExceeded(let name, let limit): "more than the limit \(name), \(limit)"
    }
  }
}
