/// Writes one XML document into bytes as it is told, piece by piece, so that a large result needs no tree.
///
/// Names are qualified names that the caller vouches for; namespace declarations are written with
/// ``namespace(_:_:)``. White space is only written where the caller asks for it. Characters that
/// XML 1.0 (fifth edition, 2.2) forbids become U+FFFD; ``finishStrictly()`` refuses them instead.
public struct XMLWriter: Sendable {
  private var bytes: [UInt8] = []
  private var openElements: [String] = []
  private var startTagIsOpen = false

  /// The first character met that XML 1.0 forbids, and the element it was to stand in.
  public private(set) var firstForbiddenCharacter: ForbiddenCharacter?

  /// A character that XML 1.0 forbids, with the qualified name of the element it was written into.
  public struct ForbiddenCharacter: Hashable, Sendable {
    /// The character's code point.
    public let codePoint: UInt32
    /// The qualified name of the innermost open element; empty outside the document element.
    public let element: String
  }

  /// A writer that has written nothing yet; the document is UTF-8.
  public init() {}

  /// The number of bytes that wait to be taken.
  public var byteCount: Int { bytes.count }

  /// The number of elements that are open.
  public var depth: Int { openElements.count }

  /// Writes the XML declaration and a line break; nothing may stand before it.
  public mutating func declaration() {
    append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Opens an element; attributes may follow until its first content.
  public mutating func startElement(_ name: String) {
    closeStartTag()
    openElements.append(name)
    bytes.append(UInt8(ascii: "<"))
    append(name)
    startTagIsOpen = true
  }

  /// Writes an attribute of the element just opened.
  public mutating func attribute(_ name: String, _ value: String) {
    precondition(startTagIsOpen, "an attribute needs an open start tag")
    bytes.append(UInt8(ascii: " "))
    append(name)
    append("=\"")
    appendEscaped(value, in: .attribute)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Declares a namespace on the element just opened; the empty prefix is the default namespace.
  public mutating func namespace(_ prefix: String, _ uri: String) {
    attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, uri)
  }

  /// Writes character data.
  public mutating func text(_ text: String) {
    closeStartTag()
    appendEscaped(text, in: .text)
  }

  /// Writes a line break and two spaces a level of `depth`; no other white space is ever added.
  public mutating func newline(depth: Int = 0) {
    closeStartTag()
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { append("  ") }
  }

  /// Writes a comment; a hyphen that XML would not take gets a space behind it.
  public mutating func comment(_ text: String) {
    closeStartTag()
    append("<!--")
    appendSeparating(text, UInt8(ascii: "-"), UInt8(ascii: "-"))
    if bytes.last == UInt8(ascii: "-"), !text.isEmpty { bytes.append(UInt8(ascii: " ")) }
    append("-->")
  }

  /// Writes a processing instruction; a `?>` within its data gets a space in its middle.
  public mutating func processingInstruction(_ target: String, _ data: String) {
    closeStartTag()
    append("<?")
    append(target)
    if !data.isEmpty {
      bytes.append(UInt8(ascii: " "))
      appendSeparating(data, UInt8(ascii: "?"), UInt8(ascii: ">"))
    }
    append("?>")
  }

  /// Closes the innermost open element; without content it becomes an empty-element tag.
  public mutating func endElement() {
    guard let name = openElements.popLast() else {
      preconditionFailure("no element is open")
    }
    if startTagIsOpen {
      append("/>")
      startTagIsOpen = false
    } else {
      append("</")
      append(name)
      bytes.append(UInt8(ascii: ">"))
    }
  }

  /// Hands over what is written so far and goes on behind it.
  public mutating func takeBytes() -> [UInt8] {
    let taken = bytes
    bytes = []
    bytes.reserveCapacity(taken.count)
    return taken
  }

  /// The written bytes (those not taken before); every element must be closed.
  public consuming func finish() -> [UInt8] {
    precondition(openElements.isEmpty, "an element is still open")
    return bytes
  }

  /// The written bytes, unless a character was met that XML 1.0 forbids.
  public consuming func finishStrictly() throws(XMLWritingError) -> [UInt8] {
    if let found = firstForbiddenCharacter {
      throw .forbiddenCharacter(codePoint: found.codePoint, element: found.element)
    }
    return finish()
  }

  private mutating func closeStartTag() {
    if startTagIsOpen {
      bytes.append(UInt8(ascii: ">"))
      startTagIsOpen = false
    }
  }
}

/// Why a document could not be written.
public enum XMLWritingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A character that XML 1.0 cannot hold, not even as a reference.
  case forbiddenCharacter(codePoint: UInt32, element: String)

  /// One line that names the character and the element.
  public var description: String {
    switch self {
    case .forbiddenCharacter(let codePoint, let element):
      "XML 1.0 cannot hold the character U+\(hexadecimal(codePoint)) (in element '\(element)')"
    }
  }
}

private func hexadecimal(_ codePoint: UInt32) -> String {
  let digits = String(codePoint, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

// MARK: - Bytes

extension XMLWriter {
  private enum Place { case text, attribute }

  private mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Copies runs of harmless bytes at once and stops only where something must be replaced.
  private mutating func appendEscaped(_ text: String, in place: Place) {
    let source = text.utf8Span.span
    var runStart = 0
    var index = 0
    while index < source.count {
      let byte = source[index]
      guard needsLook(byte) else {
        index += 1
        continue
      }
      let (replacement, length) = replacement(at: index, of: source, in: place)
      if let replacement {
        append(source, runStart..<index)
        bytes.append(contentsOf: replacement.utf8)
        index += length
        runStart = index
      } else {
        index += length
      }
    }
    append(source, runStart..<source.count)
  }

  private mutating func append(_ source: Span<UInt8>, _ range: Range<Int>) {
    for index in range { bytes.append(source[index]) }
  }

  /// What stands for the character at `index` where it cannot stand itself, and its length in bytes.
  private mutating func replacement(
    at index: Int, of source: Span<UInt8>, in place: Place
  ) -> (String?, Int) {
    let byte = source[index]
    switch byte {
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "\""): return (place == .attribute ? "&quot;" : nil, 1)
    case 0x0D: return ("&#13;", 1)
    case 0x0A: return (place == .attribute ? "&#10;" : nil, 1)
    case 0x09: return (place == .attribute ? "&#9;" : nil, 1)
    case 0xEF:
      guard let codePoint = noncharacter(at: index, of: source) else { return (nil, 3) }
      note(codePoint)
      return ("\u{FFFD}", 3)
    default:
      note(UInt32(byte))
      return ("\u{FFFD}", 1)
    }
  }

  private mutating func note(_ codePoint: UInt32) {
    guard firstForbiddenCharacter == nil else { return }
    firstForbiddenCharacter = ForbiddenCharacter(
      codePoint: codePoint, element: openElements.last.map { $0 } ?? "")
  }

  /// Writes `text` with forbidden characters replaced and a space between each `first` and `second`.
  private mutating func appendSeparating(_ text: String, _ first: UInt8, _ second: UInt8) {
    let source = text.utf8Span.span
    var last: UInt8 = 0
    var index = 0
    while index < source.count {
      let byte = source[index]
      if last == first, byte == second { bytes.append(UInt8(ascii: " ")) }
      last = byte
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        note(UInt32(byte))
        append("\u{FFFD}")
        index += 1
      } else if byte == 0xEF, let codePoint = noncharacter(at: index, of: source) {
        note(codePoint)
        append("\u{FFFD}")
        index += 3
      } else {
        bytes.append(byte)
        index += 1
      }
    }
  }
}

/// Whether a byte may begin something that cannot be copied as it is.
@inline(__always)
private func needsLook(_ byte: UInt8) -> Bool {
  byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
    || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte == 0xEF
}

/// The code point at `index` if it is U+FFFE or U+FFFF, in UTF-8 EF BF BE and EF BF BF.
private func noncharacter(at index: Int, of source: Span<UInt8>) -> UInt32? {
  guard source[index + 1] == 0xBF, source[index + 2] >= 0xBE else { return nil }
  return 0xFFC0 | UInt32(source[index + 2] & 0x3F)
}
