internal import CLibXML2

/// The callbacks through which libxml2 hands over what it reads.
enum SAXHandler {
  typealias State = UnsafeMutablePointer<SAXState>

  /// The table of callbacks; what is absent is not wanted, entities and external subsets first of all.
  @unsafe static var table: xmlSAXHandler {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = startElement
    unsafe handler.endElementNs = { data, _, _, _ in
      unsafe SAXHandler.state(data).pointee.builder.endElement()
    }
    unsafe handler.characters = characters
    unsafe handler.ignorableWhitespace = characters
    unsafe handler.cdataBlock = characters
    unsafe handler.comment = comment
    unsafe handler.processingInstruction = processingInstruction
    unsafe handler.internalSubset = { data, _, _, _ in
      let state = unsafe SAXHandler.state(data)
      let (name, line) = unsafe (state.pointee.name, state.pointee.line)
      unsafe state.pointee.fail(.doctypeRefused(name: name, line: line))
    }
    unsafe handler.serror = failed
    return unsafe handler
  }

  static func state(_ data: UnsafeMutableRawPointer?) -> State {
    guard let data = unsafe data else { preconditionFailure("libxml2 lost its user data") }
    return unsafe data.assumingMemoryBound(to: SAXState.self)
  }

  private static func slice(_ start: UnsafePointer<UInt8>?, _ count: Int) -> TextSlice {
    guard let start = unsafe start, count > 0 else { return .empty }
    return unsafe TextSlice(base: start, count: count)
  }

  private static let startElement: startElementNsSAX2Func = {
    data, local, prefix, uri, namespaceCount, namespaces, attributeCount, _, attributes in
    let state = unsafe SAXHandler.state(data)
    guard let local = unsafe local, unsafe state.pointee.failure == nil else { return }
    let line = unsafe state.pointee.startTagLine
    guard unsafe state.pointee.builder.depth < state.pointee.limits.depthMax,
      unsafe !state.pointee.builder.isFull
    else { return unsafe refuseDepth(state, line) }
    let id = unsafe state.pointee.nameID(local, prefix, uri)
    unsafe state.pointee.builder.startElement(nameID: id, line: line)
    unsafe state.pointee.checkPrefix(prefix, of: id)
    if namespaceCount > 0, let namespaces = unsafe namespaces {
      unsafe declare(state, namespaces, Int(namespaceCount))
    }
    if attributeCount > 0, let attributes = unsafe attributes {
      unsafe addAttributes(state, attributes, Int(attributeCount), line)
    }
  }

  private static func refuseDepth(_ state: State, _ line: Int) {
    let (name, limits) = unsafe (state.pointee.name, state.pointee.limits)
    if unsafe state.pointee.builder.isFull {
      unsafe state.pointee.fail(
        .tooManyBytes(name: name, limit: Int(UInt32.max >> 1), found: limits.byteCountMax))
    } else {
      unsafe state.pointee.fail(.tooDeep(name: name, line: line, limit: limits.depthMax))
    }
  }

  private static func declare(
    _ state: State, _ namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>, _ count: Int
  ) {
    for index in 0..<count {
      let prefix = unsafe TextSlice(cString: namespaces[index * 2]).string
      let raw = unsafe TextSlice(cString: namespaces[index * 2 + 1])
      let uri = String(decoding: unescapingAmpersands(raw), as: UTF8.self)
      unsafe state.pointee.builder.declare(prefix: prefix, uri: uri)
    }
  }

  private static func addAttributes(
    _ state: State, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>, _ count: Int,
    _ line: Int
  ) {
    for index in 0..<count {
      // Five pointers an attribute: local name, prefix, URI, value, end of value.
      let fields = unsafe attributes + index * 5
      guard let local = unsafe fields[0], let value = unsafe fields[3], let end = unsafe fields[4]
      else { continue }
      let id = unsafe state.pointee.nameID(local, fields[1], fields[2])
      let text = unsafe slice(value, end - value)
      if unsafe text.count > state.pointee.limits.textByteCountMax {
        return unsafe refuseText(state, line)
      }
      if text.firstOffset(of: escapedAmpersandMark) == nil {
        unsafe state.pointee.builder.attribute(nameID: id, line: line, value: text)
      } else {
        unsafe unescapingAmpersands(text).withUnsafeBufferPointer { bytes in
          unsafe state.pointee.builder.attribute(
            nameID: id, line: line, value: slice(bytes.baseAddress, bytes.count))
        }
      }
      unsafe state.pointee.checkPrefix(fields[1], of: id)
    }
  }

  private static func refuseText(_ state: State, _ line: Int) {
    let (name, limit) = unsafe (state.pointee.name, state.pointee.limits.textByteCountMax)
    unsafe state.pointee.fail(.textTooLong(name: name, line: line, limit: limit))
  }

  private static let characters: charactersSAXFunc = { data, bytes, count in
    let state = unsafe SAXHandler.state(data)
    guard unsafe state.pointee.failure == nil else { return }
    let text = unsafe slice(bytes, Int(count))
    let known = unsafe state.pointee.builder.openTextByteCount
    var line = unsafe state.pointee.line
    // The parser stands behind the text; a node begins where its first piece does.
    if known == 0 { line -= text.newlineCount }
    if unsafe known + text.count > state.pointee.limits.textByteCountMax {
      return unsafe refuseText(state, line)
    }
    unsafe state.pointee.builder.text(text, line: line)
  }

  private static let comment: commentSAXFunc = { data, content in
    let state = unsafe SAXHandler.state(data)
    guard unsafe state.pointee.failure == nil else { return }
    let text = unsafe TextSlice(cString: content)
    let line = unsafe state.pointee.line - text.newlineCount
    if unsafe text.count > state.pointee.limits.textByteCountMax {
      return unsafe refuseText(state, line)
    }
    unsafe state.pointee.builder.comment(text, line: line)
  }

  private static let processingInstruction: processingInstructionSAXFunc = {
    data, target, content in
    let state = unsafe SAXHandler.state(data)
    guard unsafe state.pointee.failure == nil else { return }
    let text = unsafe TextSlice(cString: content)
    let line = unsafe state.pointee.line - text.newlineCount
    if unsafe text.count > state.pointee.limits.textByteCountMax {
      return unsafe refuseText(state, line)
    }
    unsafe state.pointee.builder.processingInstruction(
      target: TextSlice(cString: target).string, content: text, line: line)
  }

  private static let failed: xmlStructuredErrorFunc = { data, error in
    let state = unsafe SAXHandler.state(data)
    guard let error = unsafe error, unsafe error.pointee.level != XML_ERR_WARNING else { return }
    let limits = unsafe state.pointee.limits
    let name = unsafe state.pointee.name
    let line = Int(unsafe error.pointee.line)
    let message = unsafe error.pointee.message.map { unsafe oneLine(String(cString: $0)) }
    let code = unsafe error.pointee.code
    // XML_PARSE_HUGE is never set, so libxml2 refuses long runs on its own, before we see them.
    if let message, oversizeMarks.contains(where: { message.contains($0) }) {
      unsafe state.pointee.fail(
        .textTooLong(name: name, line: line, limit: limits.textByteCountMax))
      return
    }
    unsafe state.pointee.fail(
      .notWellFormed(
        name: name, line: line, column: Int(error.pointee.int2),
        message: message ?? "libxml2 error \(code)"))
  }

  private static let oversizeMarks = ["Huge input lookup", "too long", "too big"]

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

private let escapedAmpersandBytes: StaticString = "&#38;"

/// `&#38;`, which is how libxml2 hands an ampersand of an attribute to SAX while it substitutes no
/// entities; an ampersand cannot stand there for itself.
private let escapedAmpersandMark = unsafe TextSlice(
  base: escapedAmpersandBytes.utf8Start, count: escapedAmpersandBytes.utf8CodeUnitCount)

/// The bytes of an attribute value with its ampersands as they were meant.
private func unescapingAmpersands(_ text: TextSlice) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var rest = text
  while let offset = rest.firstOffset(of: escapedAmpersandMark) {
    for index in 0..<offset { bytes.append(rest[index]) }
    bytes.append(UInt8(ascii: "&"))
    rest = rest[offset + escapedAmpersandMark.count..<rest.count]
  }
  for index in 0..<rest.count { bytes.append(rest[index]) }
  return bytes
}

extension TextSlice {
  /// The bytes before the terminating zero; none where there is no string.
  init(cString: UnsafePointer<UInt8>?) {
    guard let start = unsafe cString else {
      self = .empty
      return
    }
    unsafe self.init(base: start, count: Int(xmlStrlen(start)))
  }
}
