import TestSupport
import Testing
import YAMLText

@Suite struct `YAML texts` {
  private static func parse(
    _ text: String, limits: YAMLLimits = .standard
  ) throws(YAMLError) -> YAMLNode {
    try YAMLText.parse(Array(text.utf8), name: "f.yml", limits: limits)
  }

  @Test func `are read as values with their lines`() throws {
    let node = try Self.parse(
      """
      # comment
      a: 1
      "b": 'x: y'
      c:
        - plain
        - "quoted"
      d: {e: f, g: []}
      empty:
      """)
    #expect(
      node
        == YAMLNode(
          .mapping([
            YAMLMember(key: "a", line: 2, value: YAMLNode(.scalar("1", isPlain: true), line: 2)),
            YAMLMember(
              key: "b", line: 3, value: YAMLNode(.scalar("x: y", isPlain: false), line: 3)),
            YAMLMember(
              key: "c", line: 4,
              value: YAMLNode(
                .sequence([
                  YAMLNode(.scalar("plain", isPlain: true), line: 5),
                  YAMLNode(.scalar("quoted", isPlain: false), line: 6),
                ]), line: 5)),
            YAMLMember(
              key: "d", line: 7,
              value: YAMLNode(
                .mapping([
                  YAMLMember(
                    key: "e", line: 7, value: YAMLNode(.scalar("f", isPlain: true), line: 7)),
                  YAMLMember(key: "g", line: 7, value: YAMLNode(.sequence([]), line: 7)),
                ]), line: 7)),
            YAMLMember(
              key: "empty", line: 8, value: YAMLNode(.scalar("", isPlain: true), line: 8)),
          ]), line: 2))
  }

  @Test func `may be JSON, or begin with a byte order mark, or have CRLF`() throws {
    let json = try Self.parse(#"{"a": ["\u0000\u202e\"\\", "𠮷"]}"#)
    let values = YAMLNode(
      .sequence([
        YAMLNode(.scalar("\u{0}\u{202E}\"\\", isPlain: false), line: 1),
        YAMLNode(.scalar("𠮷", isPlain: false), line: 1),
      ]), line: 1)
    #expect(json == YAMLNode(.mapping([YAMLMember(key: "a", line: 1, value: values)]), line: 1))
    let plain = try Self.parse("a: 1\nb: 2\n")
    #expect(try Self.parse("\u{FEFF}a: 1\nb: 2\n") == plain)
    #expect(try Self.parse("a: 1\r\nb: 2\r\n") == plain)
  }

  @Test func `with anchors or aliases are refused where they stand`() {
    #expect(throws: YAMLError.anchorRefused(name: "f.yml", line: 2)) {
      try Self.parse("a: 1\nb: &x 2\n")
    }
    #expect(throws: YAMLError.anchorRefused(name: "f.yml", line: 1)) {
      try Self.parse("- *x\n")
    }
    // The billion laughs: refused at the first anchor, before anything grows.
    var bomb = "a0: &a0 [lol, lol]\n"
    for level in 1...30 {
      bomb +=
        "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ","))]\n"
    }
    #expect(throws: YAMLError.anchorRefused(name: "f.yml", line: 1)) { try Self.parse(bomb) }
  }

  private static let deepTexts = [
    String(repeating: "[", count: 100_000),
    String(repeating: "{a: ", count: 100_000),
    String(repeating: "- ", count: 100_000) + "x",
    (0..<2_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  ]

  @Test(arguments: deepTexts.indices)
  func `that are nested too deeply are refused`(index: Int) {
    let text = Self.deepTexts[index]
    let error = #expect(throws: YAMLError.self) { try Self.parse(text) }
    guard case .tooDeep(_, _, let limit) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(limit == YAMLLimits.standard.depthMax)
  }

  @Test func `beyond a limit are refused by its name`() {
    let limits = YAMLLimits(byteCountMax: 100, depthMax: 4, nodeCountMax: 5)
    #expect(throws: YAMLError.tooManyBytes(name: "f.yml", limit: 100, found: 101)) {
      try Self.parse(String(repeating: "x", count: 101), limits: limits)
    }
    #expect(throws: YAMLError.tooManyNodes(name: "f.yml", line: 5, limit: 5)) {
      try Self.parse("- 1\n- 2\n- 3\n- 4\n- 5\n", limits: limits)
    }
  }

  @Test func `that are not UTF-8 are refused at the byte`() {
    let cp932: [UInt8] = [0x61, 0x3A, 0x20, 0x8E, 0x96, 0x8B, 0xC6]
    let utf16: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x3A, 0, 0x20, 0, 0x31, 0]
    let null: [UInt8] = [0x61, 0x3A, 0x20, 0x00]
    for (bytes, offset) in [(cp932, 3), (utf16, 0), (null, 3)] {
      let error = #expect(throws: YAMLError.self) {
        try YAMLText.parse(bytes, name: "f.yml")
      }
      guard case .unreadable(_, let found, _) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(found == offset)
    }
  }

  @Test(arguments: [
    ("a:\n\t- b\n", 2), ("a: b: c\n", 1), ("a: \"b\n", 2), ("a: [1, 2\n", 2), ("- a\nb: c\n", 2),
    ("a: %b\n@x: y\n", 1), ("a: `b`\n", 1),
  ])
  func `that are broken are refused with the line`(text: String, line: Int) {
    let error = #expect(throws: YAMLError.self) { try Self.parse(text) }
    guard case .syntax(_, let found, _, let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == line || found == line + 1, "\(problem)")
    #expect(!problem.isEmpty)
  }

  @Test func `with what a settings file has no use for are refused`() {
    #expect(throws: YAMLError.repeatedKey(name: "f.yml", line: 3, key: "a", firstLine: 1)) {
      try Self.parse("a: 1\nb: 2\n'a': 3\n")
    }
    #expect(throws: YAMLError.keyNotText(name: "f.yml", line: 1)) { try Self.parse("[a]: 1\n") }
    #expect(throws: YAMLError.tagRefused(name: "f.yml", line: 1, tag: "!run")) {
      try Self.parse("a: !run x\n")
    }
    #expect(throws: YAMLError.severalDocuments(name: "f.yml", line: 2)) {
      try Self.parse("a: 1\n---\nb: 2\n")
    }
    for empty in ["", "\n", "# only a comment\n"] {
      #expect(throws: YAMLError.empty(name: "f.yml")) { try Self.parse(empty) }
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `of any bytes are read or refused, never a crash`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let pieces = [
      "a", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "\"", "'", "&x", "*x", "!t", "|", ">",
      "#", "\t", "---", "...", "%", "?", "\u{FEFF}", "事", "\u{0}", "\\",
    ]
    for _ in 0..<3_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &generator) {
        bytes += Array((pieces.randomElement(using: &generator) ?? "").utf8)
        if Int.random(in: 0..<40, using: &generator) == 0 {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      do {
        _ = try YAMLText.parse(bytes, name: "f.yml")
      } catch {
        #expect(error.description.hasPrefix("f.yml"), "seed \(seed)")
      }
    }
  }
}
