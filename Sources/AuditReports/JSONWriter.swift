/// Writes one JSON text (RFC 8259) with its members in the order of the calls, two blanks an indentation.
package struct JSONWriter {
  /// What has been written, as UTF-8.
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var needsComma = false

  package init() {
    bytes.reserveCapacity(1 << 16)
  }

  /// Writes an object; `key` names it inside another object.
  package mutating func object(_ key: String? = nil, _ members: (inout JSONWriter) -> Void) {
    container(key, open: "{", close: "}", members)
  }

  /// Writes an array of what `elements` writes.
  package mutating func array(_ key: String? = nil, _ elements: (inout JSONWriter) -> Void) {
    container(key, open: "[", close: "]", elements)
  }

  /// Writes a string, or nothing if it is absent; `key` names it inside an object.
  package mutating func string(_ key: String?, _ value: String?) {
    guard let value else { return }
    beginValue(key)
    append(quoted: value)
  }

  /// Writes an integer, or nothing if it is absent; `key` names it inside an object.
  package mutating func integer(_ key: String?, _ value: Int?) {
    guard let value else { return }
    beginValue(key)
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes `true` or `false`; `key` names it inside an object.
  package mutating func boolean(_ key: String?, _ value: Bool) {
    beginValue(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Writes a number that is no integer; `key` names it inside an object.
  package mutating func real(_ key: String?, _ value: Double) {
    precondition(value.isFinite, "JSON has no infinities")
    beginValue(key)
    bytes.append(contentsOf: "\(value)".utf8)
  }

  /// Writes `null`; `key` names it inside an object.
  package mutating func null(_ key: String?) {
    beginValue(key)
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a string as an element of an array.
  package mutating func element(_ value: String) {
    beginValue(nil)
    append(quoted: value)
  }

  /// Ends the text with a line break and gives its bytes.
  package consuming func finish() -> [UInt8] {
    precondition(depth == 0, "every container is closed by its own call")
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func container(
    _ key: String?, open: Unicode.Scalar, close: Unicode.Scalar,
    _ body: (inout JSONWriter) -> Void
  ) {
    beginValue(key)
    bytes.append(UInt8(ascii: open))
    depth += 1
    needsComma = false
    body(&self)
    depth -= 1
    if needsComma { lineBreak() }
    bytes.append(UInt8(ascii: close))
    needsComma = true
  }

  private mutating func beginValue(_ key: String?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { lineBreak() }
    needsComma = true
    if let key {
      append(quoted: key.description)
      bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
    }
  }

  private mutating func lineBreak() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": bytes.append(contentsOf: "\\\"".utf8)
      case "\\": bytes.append(contentsOf: "\\\\".utf8)
      case "\n": bytes.append(contentsOf: "\\n".utf8)
      case "\r": bytes.append(contentsOf: "\\r".utf8)
      case "\t": bytes.append(contentsOf: "\\t".utf8)
      default:
        if scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F {
          bytes.append(UInt8(ascii: scalar))
        } else if InvisibleCharacters.contains(scalar) && scalar.value <= 0xFFFF {
          append(escaped: scalar.value)
        } else {
          bytes.append(contentsOf: scalar.utf8)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func append(escaped value: UInt32) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: "\\u".utf8)
    for shift in [12, 8, 4, 0] as [UInt32] {
      bytes.append(digits[Int((value >> shift) & 0xF)])
    }
  }
}
