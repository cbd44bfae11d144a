/// A value of a JSON text (RFC 8259); the members of an object keep their order.
package indirect enum JSONValue: Equatable, Sendable {
  case object([JSONMember])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  case real(Double)
  case bool(Bool)
  case null
}

/// One member of an object.
package struct JSONMember: Equatable, Sendable {
  package var key: String
  package var value: JSONValue

  package init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}

extension JSONValue {
  /// The member `key` of an object; `nil` where there is none or this is none.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The elements of an array; `nil` where this is none.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The characters of a string; `nil` where this is none.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The number, where this is a whole one that fits.
  package var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }
}

/// Why bytes are not a JSON text that is accepted.
package enum JSONInputError: Error, Equatable, Sendable {
  /// Jansson's own words, with the place where it stopped.
  case notJSON(name: String, line: Int, column: Int, message: String)
  /// Objects and arrays are nested deeper than the limit.
  case tooDeep(name: String, limit: Int)
}

extension JSONInputError: CustomStringConvertible {
  /// One line: name, place, what is wrong.
  package var description: String {
    switch self {
    case .notJSON(let name, let line, let column, let message):
      "\(name):\(line):\(column): error: is no JSON: \(message)"
    case .tooDeep(let name, let limit):
      "\(name): error: JSON is nested deeper than \(limit)"
    }
  }
}
