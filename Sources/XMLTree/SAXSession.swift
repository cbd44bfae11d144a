internal import CLibXML2
internal import Glibc

/// One run of libxml2's push parser, whose events fill an arena.
///
/// Owns the parser context and the state that the callbacks see; both die with it.
@safe
struct SAXSession: ~Copyable {
  private let context: xmlParserCtxtPtr
  private let state: UnsafeMutablePointer<SAXState>

  init(name: String, limits: XMLLimits) {
    _ = LibXML2.isInitialised
    unsafe state = UnsafeMutablePointer<SAXState>.allocate(capacity: 1)
    unsafe state.initialize(to: SAXState(name: name, limits: limits))
    var handler = unsafe SAXHandler.table
    guard let made = unsafe xmlCreatePushParserCtxt(&handler, state, nil, 0, nil) else {
      preconditionFailure("out of memory")
    }
    unsafe context = made
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue)
    unsafe xmlCtxtUseOptions(context, options)
    unsafe state.pointee.context = context
  }

  deinit {
    unsafe xmlFreeParserCtxt(context)
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// Gives UTF-8 to the parser.
  mutating func feed(_ bytes: [UInt8], _ range: Range<Int>) throws(XMLInputError) {
    if range.isEmpty { return }
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      let start = unsafe base.assumingMemoryBound(to: CChar.self) + range.lowerBound
      unsafe xmlParseChunk(context, start, Int32(range.count), 0)
    }
    try checkFailure()
  }

  /// Ends the document, which may now be taken out.
  mutating func end() throws(XMLInputError) {
    unsafe xmlParseChunk(context, nil, 0, 1)
    try checkFailure()
    guard unsafe context.pointee.wellFormed == 1, unsafe context.pointee.nsWellFormed == 1 else {
      throw .notWellFormed(
        name: unsafe state.pointee.name, line: 0, column: 0,
        message: "the parser refused the document without saying why")
    }
  }

  /// Takes the arena out; the document must have been ended.
  consuming func arena() -> XMLArena {
    unsafe xmlFreeParserCtxt(context)
    let state = unsafe state.move()
    unsafe self.state.deallocate()
    discard self
    return state.finished()
  }

  private func checkFailure() throws(XMLInputError) {
    if let failure = unsafe state.pointee.failure { throw failure }
  }
}

/// libxml2 as a process-wide library.
enum LibXML2 {
  /// Initialises the library once; its parser contexts may then be used on any thread.
  static let isInitialised: Bool = {
    xmlInitParser()
    return true
  }()
}

/// What the callbacks know: the arena in the making, the limits, and the first failure.
@safe
struct SAXState: ~Copyable {
  let name: String
  let limits: XMLLimits
  var builder: ArenaBuilder
  var failure: XMLInputError?
  var context: xmlParserCtxtPtr?
  var ids: PointerNameIDs
  private var prefixes: PointerNameIDs

  init(name: String, limits: XMLLimits) {
    self.name = name
    self.limits = limits
    builder = ArenaBuilder()
    failure = nil
    unsafe context = nil
    ids = PointerNameIDs(capacity: 128)
    prefixes = PointerNameIDs(capacity: 8)
  }

  /// Hands out what was read.
  consuming func finished() -> XMLArena { builder.finished(name: name) }

  /// Keeps the first failure and stops the parser.
  mutating func fail(_ error: XMLInputError) {
    if failure == nil { failure = error }
    unsafe xmlStopParser(context)
  }

  /// The line of the parser's place.
  var line: Int {
    guard let input = unsafe context?.pointee.input else { return 0 }
    return Int(unsafe input.pointee.line)
  }

  /// The line on which the start tag began whose end the parser has reached.
  var startTagLine: Int {
    guard let input = unsafe context?.pointee.input, let start = unsafe input.pointee.base,
      let end = unsafe input.pointee.cur
    else { return 0 }
    var cursor = unsafe end
    var line = Int(unsafe input.pointee.line)
    // A start tag holds no other '<': it is forbidden in attribute values.
    while unsafe cursor > start {
      unsafe cursor -= 1
      let byte = unsafe cursor.pointee
      if byte == UInt8(ascii: "<") { break }
      if byte == UInt8(ascii: "\n") { line -= 1 }
    }
    return line
  }

  /// The number of an expanded name that libxml2's dictionary holds at these addresses.
  mutating func nameID(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
  ) -> UInt32 {
    if let known = unsafe ids.find(local, uri) { return known }
    let id = unsafe builder.names.intern(
      local: TextSlice(cString: local), namespace: TextSlice(cString: uri),
      prefix: TextSlice(cString: prefix))
    unsafe ids.insert(local, uri, id)
    return id
  }

  /// Notes the prefix of the newest node where its name was first met with another.
  mutating func checkPrefix(_ prefix: UnsafePointer<UInt8>?, of nameID: UInt32) {
    let id: Int
    if let prefix = unsafe prefix {
      if let known = unsafe prefixes.find(prefix, nil) {
        id = Int(known)
      } else {
        id = unsafe builder.names.intern(TextSlice(cString: prefix))
        unsafe prefixes.insert(prefix, nil, UInt32(id))
      }
    } else {
      id = 0
    }
    if builder.names.prefixID(nameID) != id { builder.notePrefix(id) }
  }
}

/// From a pair of dictionary addresses to a name's number: libxml2 interns, so addresses are identities.
struct PointerNameIDs: ~Copyable {
  private struct Slot: BitwiseCopyable {
    var local: UInt
    var uri: UInt
    var id: UInt32
  }
  private var slots: TrivialBuffer<Slot>
  private var used = 0

  /// An empty table that grows behind `capacity` slots, a power of two.
  init(capacity: Int) {
    slots = TrivialBuffer(capacity: capacity)
    slots.append(repeating: Slot(local: 0, uri: 0, id: 0), count: capacity)
  }

  private static func hash(_ local: UInt, _ uri: UInt) -> Int {
    let mixed = (local ^ (uri &* 31)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 20)
  }

  func find(_ local: UnsafePointer<UInt8>, _ uri: UnsafePointer<UInt8>?) -> UInt32? {
    let (local, uri) = (UInt(bitPattern: local), UInt(bitPattern: uri))
    let mask = slots.count - 1
    var index = Self.hash(local, uri) & mask
    while true {
      let slot = slots[index]
      if slot.local == local && slot.uri == uri { return slot.id }
      if slot.local == 0 { return nil }
      index = (index + 1) & mask
    }
  }

  mutating func insert(_ local: UnsafePointer<UInt8>, _ uri: UnsafePointer<UInt8>?, _ id: UInt32) {
    if used * 2 >= slots.count { grow() }
    place(Slot(local: UInt(bitPattern: local), uri: UInt(bitPattern: uri), id: id))
    used += 1
  }

  private mutating func place(_ slot: Slot) {
    let mask = slots.count - 1
    var index = Self.hash(slot.local, slot.uri) & mask
    while slots[index].local != 0 { index = (index + 1) & mask }
    slots[index] = slot
  }

  private mutating func grow() {
    var old = TrivialBuffer<Slot>(capacity: slots.count * 2)
    old.append(repeating: Slot(local: 0, uri: 0, id: 0), count: slots.count * 2)
    swap(&old, &slots)
    for index in 0..<old.count where old[index].local != 0 { place(old[index]) }
  }
}
