internal import CJansson

extension JSONValue {
  /// The deepest nesting that is read.
  package static let depthMax = 256

  /// Reads one JSON text in UTF-8; a name that comes twice in one object is refused.
  ///
  /// Wraps Jansson, which holds the whole text to RFC 8259.
  package init(parsing bytes: [UInt8], name: String) throws(JSONInputError) {
    var problem = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL)
    let root = unsafe bytes.withUnsafeBytes { buffer in
      unsafe json_loadb(buffer.baseAddress, buffer.count, flags, &problem)
    }
    guard let root = unsafe root else {
      let message = unsafe withUnsafePointer(to: &problem.text) { text in
        unsafe text.withMemoryRebound(to: CChar.self, capacity: Int(JSON_ERROR_TEXT_LENGTH)) {
          unsafe String(cString: $0)
        }
      }
      throw .notJSON(
        name: name, line: Int(problem.line), column: Int(problem.column),
        message: message)
    }
    defer { unsafe json_decref(root) }
    guard let value = unsafe JSONValue(root, depth: 0) else {
      throw .tooDeep(name: name, limit: Self.depthMax)
    }
    self = value
  }

  /// The value behind `node`; `nil` where it is nested too deeply.
  private init?(_ node: UnsafeMutablePointer<json_t>, depth: Int) {
    switch unsafe planaudit_json_type(node) {
    case JSON_OBJECT:
      guard depth < Self.depthMax else { return nil }
      var members: [JSONMember] = []
      var place = unsafe json_object_iter(node)
      while let current = unsafe place {
        guard let key = unsafe json_object_iter_key(current),
          let child = unsafe json_object_iter_value(current)
        else { return nil }
        let length = unsafe json_object_iter_key_len(current)
        guard let value = unsafe JSONValue(child, depth: depth + 1) else { return nil }
        members.append(JSONMember(key: unsafe decoded(key, length), value: value))
        unsafe place = unsafe json_object_iter_next(node, current)
      }
      self = .object(members)
    case JSON_ARRAY:
      guard depth < Self.depthMax else { return nil }
      var elements: [JSONValue] = []
      let count = unsafe json_array_size(node)
      elements.reserveCapacity(count)
      for index in 0..<count {
        guard let child = unsafe json_array_get(node, index),
          let value = unsafe JSONValue(child, depth: depth + 1)
        else { return nil }
        elements.append(value)
      }
      self = .array(elements)
    case JSON_STRING:
      guard let characters = unsafe json_string_value(node) else { return nil }
      self = .string(unsafe decoded(characters, unsafe json_string_length(node)))
    case JSON_INTEGER: self = .integer(Int(unsafe json_integer_value(node)))
    case JSON_REAL: self = .real(unsafe json_real_value(node))
    case JSON_TRUE: self = .bool(true)
    case JSON_FALSE: self = .bool(false)
    default: self = .null
    }
  }
}

/// The text of `count` bytes of UTF-8.
private func decoded(_ characters: UnsafePointer<CChar>, _ count: Int) -> String {
  let bytes = unsafe UnsafeRawBufferPointer(start: characters, count: count)
  return unsafe String(decoding: bytes, as: UTF8.self)
}
