import Testing

@testable import JSONText

@Suite struct `JSON texts` {
  @Test func `are read with their members in order`() throws {
    let text =
      #"{"b": [1, -2, 9223372036854775807], "a": {"x": "葛\n\u202e\u0000𠮷"}, "c": [true, null, 1.5]}"#
    #expect(
      try JSONValue(parsing: Array(text.utf8), name: "x.json")
        == .object([
          JSONMember(key: "b", value: .array([.integer(1), .integer(-2), .integer(.max)])),
          JSONMember(
            key: "a",
            value: .object([JSONMember(key: "x", value: .string("葛\n\u{202E}\u{0}𠮷"))])),
          JSONMember(key: "c", value: .array([.bool(true), .null, .real(1.5)])),
        ]))
  }

  @Test(arguments: [
    "", "{", #"{"a": 1,}"#, #"{"a": 1, "a": 2}"#, "[1] 2", "{'a': 1}", "[9223372036854775808]",
    #"["\ud800"]"#, "\u{FEFF}[]", "[NaN]",
  ])
  func `that are none are refused with their place`(text: String) {
    #expect(throws: JSONInputError.self) { try JSONValue(parsing: Array(text.utf8), name: "x") }
  }

  @Test func `that are not UTF-8 are refused`() {
    #expect(throws: JSONInputError.self) {
      try JSONValue(parsing: [0x5B, 0x22, 0xFF, 0x22, 0x5D], name: "x")
    }
  }

  @Test(arguments: [JSONValue.depthMax + 1, 100_000])
  func `that are nested too deeply are refused`(depth: Int) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(throws: JSONInputError.self) { try JSONValue(parsing: Array(text.utf8), name: "x") }
  }
}
