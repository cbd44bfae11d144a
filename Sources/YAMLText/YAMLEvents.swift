internal import CYAML

/// What libyaml meets next in a text.
struct YAMLEvent {
  enum Kind {
    case documentStart, sequenceStart, mappingStart, end, streamEnd
    case scalar(String, isPlain: Bool)
    case alias
    /// Nothing of interest.
    case other
  }

  var kind: Kind
  /// The 1-based line.
  var line: Int
  var hasAnchor: Bool
  /// A tag that is written out, other than `!`, which only says that a scalar is text.
  var tag: String?
}

/// The events of one text; owns libyaml's parser and the bytes that it reads.
@safe struct YAMLEvents: ~Copyable {
  private let name: String
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// A parser over `input`, which is read as UTF-8 whatever it may look like.
  init(_ input: [UInt8], name: String) throws(YAMLError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw .outOfMemory(name: name)
    }
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, input.count))
    _ = unsafe bytes.initialize(from: input)
    self.name = name
    unsafe self.parser = parser
    unsafe self.bytes = bytes
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe bytes.deallocate()
  }

  /// The next event; after the end of the stream it is not called again.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    let line = unsafe Int(event.start_mark.line) + 1
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let text = unsafe String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: Int(scalar.length)),
        as: UTF8.self)
      let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
      return unsafe YAMLEvent(
        kind: .scalar(text, isPlain: isPlain), line: line, hasAnchor: scalar.anchor != nil,
        tag: Self.text(scalar.tag))
    case YAML_SEQUENCE_START_EVENT:
      let start = unsafe event.data.sequence_start
      return unsafe YAMLEvent(
        kind: .sequenceStart, line: line, hasAnchor: start.anchor != nil,
        tag: Self.text(start.tag))
    case YAML_MAPPING_START_EVENT:
      let start = unsafe event.data.mapping_start
      return unsafe YAMLEvent(
        kind: .mappingStart, line: line, hasAnchor: start.anchor != nil,
        tag: Self.text(start.tag))
    case YAML_ALIAS_EVENT: return YAMLEvent(kind: .alias, line: line, hasAnchor: true, tag: nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return YAMLEvent(kind: .end, line: line, hasAnchor: false, tag: nil)
    case YAML_DOCUMENT_START_EVENT:
      return YAMLEvent(kind: .documentStart, line: line, hasAnchor: false, tag: nil)
    case YAML_STREAM_END_EVENT:
      return YAMLEvent(kind: .streamEnd, line: line, hasAnchor: false, tag: nil)
    default: return YAMLEvent(kind: .other, line: line, hasAnchor: false, tag: nil)
    }
  }

  private static func text(_ tag: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let tag = unsafe tag else { return nil }
    let text = unsafe String(cString: tag)
    return text == "!" ? nil : text
  }

  /// What libyaml says of the text at which it stopped.
  private func failure() -> YAMLError {
    let words = unsafe parser.pointee.problem
    let problem = unsafe words.map { unsafe String(cString: $0) } ?? "cannot be parsed"
    switch unsafe parser.pointee.error {
    case YAML_MEMORY_ERROR: return .outOfMemory(name: name)
    case YAML_READER_ERROR:
      return .unreadable(
        name: name, byteOffset: unsafe Int(parser.pointee.problem_offset), problem: problem)
    default:
      let mark = unsafe parser.pointee.problem_mark
      return .syntax(
        name: name, line: Int(mark.line) + 1, column: Int(mark.column) + 1, problem: problem)
    }
  }
}
