/// The bounds of what is read as XML.
public struct XMLLimits: Equatable, Sendable {
  /// The largest input in bytes.
  public var byteCountMax: Int
  /// The deepest nesting of elements.
  public var depthMax: Int
  /// The longest single text, comment or attribute value in bytes; libxml2 refuses more than 10,000,000.
  public var textByteCountMax: Int

  /// 256 MiB, 256 levels, 10,000,000 bytes of text.
  public static let standard = XMLLimits(
    byteCountMax: 256 << 20, depthMax: 256, textByteCountMax: 10_000_000)

  /// Limits chosen one by one.
  public init(byteCountMax: Int, depthMax: Int, textByteCountMax: Int) {
    self.byteCountMax = byteCountMax
    self.depthMax = depthMax
    self.textByteCountMax = textByteCountMax
  }
}

/// Why bytes were not read as an XML document.
public enum XMLInputError: Error, Equatable, Sendable {
  /// Namespace errors are among these; `message` is libxml2's, on one line.
  case notWellFormed(name: String, line: Int, column: Int, message: String)
  /// A document type declaration, which is never read: entities and external subsets are not wanted.
  case doctypeRefused(name: String, line: Int)
  case unsupportedEncoding(name: String, encoding: String)
  /// The byte order mark says one thing and the XML declaration another.
  case conflictingEncoding(name: String, byteOrderMark: String, declared: String)
  /// The bytes are not of the encoding; `byteOffset` is that of the first bad one.
  case malformedEncoding(name: String, encoding: String, byteOffset: Int)
  case tooManyBytes(name: String, limit: Int, found: Int)
  case tooDeep(name: String, line: Int, limit: Int)
  case textTooLong(name: String, line: Int, limit: Int)
  case empty(name: String)
}

extension XMLInputError: CustomStringConvertible {
  /// One line: file, place, what was found and what is allowed.
  public var description: String {
    switch self {
    case .notWellFormed(let name, let line, let column, let message):
      "\(name):\(line):\(column): error: not well-formed XML: \(message)"
    case .doctypeRefused(let name, let line):
      "\(name):\(line): error: a document type declaration is not allowed"
    case .unsupportedEncoding(let name, let encoding):
      "\(name): error: encoding \(encoding) is not supported; allowed are UTF-8, US-ASCII and UTF-16 "
        + "with a byte order mark"
    case .conflictingEncoding(let name, let mark, let declared):
      "\(name): error: the byte order mark says \(mark) but the XML declaration says \(declared)"
    case .malformedEncoding(let name, let encoding, let byteOffset):
      "\(name): error: byte \(byteOffset) is not valid \(encoding)"
    case .tooManyBytes(let name, let limit, let found):
      "\(name): error: \(found) bytes are more than the limit byteCountMax of \(limit)"
    case .tooDeep(let name, let line, let limit):
      "\(name):\(line): error: elements are nested deeper than the limit depthMax of \(limit)"
    case .textTooLong(let name, let line, let limit):
      "\(name):\(line): error: a text is longer than the limit textByteCountMax of \(limit) bytes"
    case .empty(let name):
      "\(name): error: the file is empty"
    }
  }
}
