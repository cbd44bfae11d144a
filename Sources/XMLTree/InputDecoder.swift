/// Brings an input to UTF-8 and refuses every encoding but UTF-8, US-ASCII and UTF-16 with a byte order mark.
///
/// The declaration is judged here and not by libxml2, which takes wrong labels in silence.
struct InputDecoder {
  private let name: String
  private var form = Form.undecided
  private var head: [UInt8] = []
  private var byteOffset = 0
  /// Bytes of a UTF-16 code unit or surrogate pair that is not complete.
  private var pending: [UInt8] = []

  private enum Form {
    case undecided, utf8, ascii
    case utf16(isBigEndian: Bool)
  }

  /// How many bytes may pass before an XML declaration must have ended.
  private static let declarationByteCountMax = 512

  init(name: String) {
    self.name = name
  }

  /// Whether bytes now pass as they are.
  var isTransparent: Bool {
    if case .utf8 = form { true } else { false }
  }

  mutating func decode(_ bytes: ArraySlice<UInt8>) throws(XMLInputError) -> [UInt8] {
    switch form {
    case .undecided:
      head.append(contentsOf: bytes)
      return try decided(isLast: false) ? drainHead() : []
    case .utf8: return Array(bytes)
    case .ascii: return try ascii(bytes)
    case .utf16(let isBigEndian): return try utf16(bytes, isBigEndian: isBigEndian)
    }
  }

  mutating func finish() throws(XMLInputError) -> [UInt8] {
    var rest: [UInt8] = []
    if case .undecided = form {
      _ = try decided(isLast: true)
      rest = try drainHead()
    }
    if !pending.isEmpty {
      throw .malformedEncoding(name: name, encoding: "UTF-16", byteOffset: byteOffset)
    }
    return rest
  }

  private mutating func drainHead() throws(XMLInputError) -> [UInt8] {
    let bytes = head
    head = []
    switch form {
    case .undecided, .utf8:
      return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    case .ascii: return try ascii(bytes[...])
    case .utf16(let isBigEndian):
      byteOffset = 2
      return try utf16(bytes.dropFirst(2), isBigEndian: isBigEndian)
    }
  }

  /// Looks at the first bytes; `false` while there are too few of them.
  private mutating func decided(isLast: Bool) throws(XMLInputError) -> Bool {
    if head.count < 4 && !isLast { return false }
    let isBigEndian = head.starts(with: [0xFE, 0xFF])
    if isBigEndian || head.starts(with: [0xFF, 0xFE]) {
      let units = head.dropFirst(2).enumerated().filter {
        ($0.offset % 2 == 0) != isBigEndian
      }.map(\.element)
      return try decide(
        .utf16(isBigEndian: isBigEndian), mark: "UTF-16", text: units[...], isLast: isLast)
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      return try decide(.utf8, mark: "UTF-8", text: head.dropFirst(3), isLast: isLast)
    }
    if head.prefix(4).contains(0) {
      throw .unsupportedEncoding(name: name, encoding: "UTF-16 or UTF-32 without a byte order mark")
    }
    if head.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) {
      throw .unsupportedEncoding(name: name, encoding: "EBCDIC")
    }
    return try decide(.utf8, mark: nil, text: head[...], isLast: isLast)
  }

  private mutating func decide(
    _ found: Form, mark: String?, text: ArraySlice<UInt8>, isLast: Bool
  ) throws(XMLInputError) -> Bool {
    guard let declaration = XMLDeclaration(startOf: text) else {
      if !isLast && text.count < Self.declarationByteCountMax { return false }
      form = found
      return true
    }
    form = found
    guard let encoding = declaration.encoding else { return true }
    let declared = encoding.uppercased()
    let isUTF16 = mark == "UTF-16"
    switch declared {
    case "UTF-16" where isUTF16: break
    case "UTF-16": throw mismatch(mark: mark, declared: encoding)
    case "UTF-8" where !isUTF16, "UTF8" where !isUTF16: break
    case "US-ASCII" where mark == nil, "ASCII" where mark == nil: form = .ascii
    default: throw mismatch(mark: mark, declared: encoding)
    }
    return true
  }

  private func mismatch(mark: String?, declared: String) -> XMLInputError {
    guard let mark else { return .unsupportedEncoding(name: name, encoding: declared) }
    return .conflictingEncoding(name: name, byteOrderMark: mark, declared: declared)
  }

  private mutating func ascii(_ bytes: ArraySlice<UInt8>) throws(XMLInputError) -> [UInt8] {
    if let bad = bytes.firstIndex(where: { $0 >= 0x80 }) {
      throw .malformedEncoding(
        name: name, encoding: "US-ASCII", byteOffset: byteOffset + bad - bytes.startIndex)
    }
    byteOffset += bytes.count
    return Array(bytes)
  }

  private mutating func utf16(
    _ bytes: ArraySlice<UInt8>, isBigEndian: Bool
  ) throws(XMLInputError) -> [UInt8] {
    let input = pending + bytes
    var output: [UInt8] = []
    output.reserveCapacity(input.count * 3 / 2)
    var index = 0
    func unit(_ at: Int) -> UInt32 {
      let (first, second) = (UInt32(input[at]), UInt32(input[at + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    while index + 1 < input.count {
      var value = unit(index)
      var length = 2
      if value & 0xFC00 == 0xD800 {
        if index + 3 >= input.count { break }
        let low = unit(index + 2)
        if low & 0xFC00 == 0xDC00 {
          value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
          length = 4
        }
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw .malformedEncoding(name: name, encoding: "UTF-16", byteOffset: byteOffset + index)
      }
      output.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
      index += length
    }
    byteOffset += index
    pending = Array(input[index...])
    return output
  }
}

/// The encoding that the XML declaration at the very start of a text names.
struct XMLDeclaration {
  /// `nil` where the declaration names none, or where there is no declaration.
  let encoding: String?

  /// `nil` while `text` may still be the beginning of an unfinished declaration.
  init?(startOf text: ArraySlice<UInt8>) {
    let mark = Array("<?xml".utf8)
    let compared = min(mark.count, text.count)
    guard text.prefix(compared).elementsEqual(mark.prefix(compared)) else {
      encoding = nil
      return
    }
    guard let end = Self.end(of: text) else { return nil }
    encoding = Self.encoding(in: Array(text[text.startIndex..<end]))
  }

  private static func end(of text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex + 1
    while index < text.endIndex {
      if text[index] == UInt8(ascii: ">") && text[index - 1] == UInt8(ascii: "?") { return index }
      index += 1
    }
    return nil
  }

  private static func encoding(in declaration: [UInt8]) -> String? {
    let key = Array("encoding".utf8)
    guard declaration.count > 6, isBlank(declaration[5]) else { return nil }
    var index = 5
    while index + key.count < declaration.count {
      if isBlank(declaration[index - 1]), declaration[index...].starts(with: key) { break }
      index += 1
    }
    index += key.count
    func skip(_ wanted: (UInt8) -> Bool) {
      while index < declaration.count, wanted(declaration[index]) { index += 1 }
    }
    skip(isBlank)
    guard index < declaration.count, declaration[index] == UInt8(ascii: "=") else { return nil }
    index += 1
    skip(isBlank)
    guard index < declaration.count else { return nil }
    let quote = declaration[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let start = index + 1
    index = start
    skip { $0 != quote }
    return index < declaration.count
      ? String(decoding: declaration[start..<index], as: UTF8.self) : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }
}
