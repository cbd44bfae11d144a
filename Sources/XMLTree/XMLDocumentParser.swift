internal import CLibXML2

/// Reads a document piece by piece, so that a big file need not be in memory as a whole.
///
/// Memory holds the arena and the piece at hand, never libxml2's own tree.
public struct XMLDocumentParser: ~Copyable {
  private let name: String
  private let limits: XMLLimits
  private var decoder: InputDecoder
  private var session: SAXSession
  private var byteCount = 0

  /// A parser whose errors bear `name`.
  public init(name: String, limits: XMLLimits = .standard) {
    self.name = name
    self.limits = limits
    decoder = InputDecoder(name: name)
    session = SAXSession(name: name, limits: limits)
  }

  /// Reads the next piece; pieces may be of any size.
  public mutating func feed(_ bytes: [UInt8]) throws(XMLInputError) {
    byteCount += bytes.count
    if byteCount > limits.byteCountMax {
      throw .tooManyBytes(name: name, limit: limits.byteCountMax, found: byteCount)
    }
    var start = 0
    while start < bytes.count {
      let end = min(start + Self.pieceSize, bytes.count)
      try decode(bytes, start..<end)
      start = end
    }
  }

  /// How many bytes libxml2 is given at once: it copies them, and scans ahead within them.
  private static let pieceSize = 32 << 10

  private mutating func decode(_ bytes: [UInt8], _ range: Range<Int>) throws(XMLInputError) {
    if decoder.isTransparent {
      try session.feed(bytes, range)
    } else {
      let text = try decoder.decode(bytes[range])
      try session.feed(text, 0..<text.count)
    }
  }

  /// Ends the input and hands out the document.
  public consuming func finish() throws(XMLInputError) -> XMLDocument {
    if byteCount == 0 { throw .empty(name: name) }
    let rest = try decoder.finish()
    try session.feed(rest, 0..<rest.count)
    try session.end()
    return XMLDocument(arena: session.arena())
  }
}
