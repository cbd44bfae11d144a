import Testing

/// A call or word that does not stand in `Sources`, and what to write instead.
struct BannedCall: Sendable, CustomTestStringConvertible {
  var name: String
  var pattern: String
  var instead: String
  /// Rooms where it may stand.
  var allowedRooms: Set<String> = []

  var testDescription: String { name }

  static let all = [
    BannedCall(
      name: "print(", pattern: #"(?:^|[^\w.])(?:print|debugPrint|dump)\("#,
      instead: "return the text; only the command prints", allowedRooms: ["PlanAuditCommand"]),
    BannedCall(
      name: "exit(", pattern: #"(?:^|[^\w.])_?exit\("#,
      instead: "throw the room's error; only the command ends the process",
      allowedRooms: ["PlanAuditCommand"]),
    BannedCall(
      name: "Date()", pattern: #"\bDate\(\)|\bDate\.now\b|\bContinuousClock\b|\bclock_gettime\b"#,
      instead: "take the date as a parameter, so that the same input gives the same bytes",
      allowedRooms: ["ChildProcesses"]),
    BannedCall(
      name: "getenv", pattern: #"\bgetenv\b|\bProcessInfo\b"#,
      instead: "take the value as a parameter; only the command reads the environment",
      allowedRooms: ["PlanAuditCommand", "FileAccess"]),
    BannedCall(
      name: "fatalError(", pattern: #"\bfatalError\("#,
      instead: "throw for bad input, use precondition for a mistake of ours"),
    BannedCall(
      name: "try!", pattern: #"\btry!"#, instead: "let the error out, typed, with its payload"),
    BannedCall(
      name: "try?", pattern: #"\btry\?"#,
      instead: "let the error out, or turn it into a finding or a read issue"),
    BannedCall(
      name: "as!", pattern: #"\bas!"#, instead: "switch over the cases, or throw"),
    BannedCall(
      name: "?? 0", pattern: #"\?\?\s*0(?:\.0)?(?:$|[^\w.])"#,
      instead: "decide what an absent number means; 0 is never a default"),
    BannedCall(
      name: "an empty catch", pattern: #"\bcatch\s*\{\s*\}"#,
      instead: "handle the error or let it out"),
    BannedCall(
      name: "other(String)", pattern: #"\bcase other\(String\)"#,
      instead: "name the case and give it its facts"),
    BannedCall(
      name: "wholeNumberValue", pattern: #"\bwholeNumberValue\b"#,
      instead: "read the digits that are meant; this one takes Roman numerals"),
    BannedCall(
      name: "Foundation", pattern: #"\bimport\s+Foundation\b"#,
      instead: "the standard library will do; full Foundation doubles the start-up time"),
    BannedCall(
      name: "FoundationEssentials", pattern: #"\bimport\s+FoundationEssentials\b"#,
      instead: "the standard library will do; only the command may use it",
      allowedRooms: ["PlanAuditCommand"]),
  ]
}

@Suite struct `The sources` {
  /// The rooms around a C library or a system call: the only ones that say `unsafe`.
  private static let unsafeRooms: Set<String> = [
    "XMLTree", "Digests", "TextForms", "FileAccess", "Heap", "YAMLText", "JSONText", "ZipArchives",
    "CharacterEncodings", "ChildProcesses",
  ]

  private static let files = Repository.swiftFiles(below: "Sources")

  @Test func `are found`() {
    #expect(
      Self.files.count > 5, "No sources below the package's folder: mend RepositoryFiles.swift.")
  }

  @Test(arguments: BannedCall.all)
  func `hold no banned call`(call: BannedCall) throws {
    let pattern = try Regex(call.pattern)
    for file in Self.files where !call.allowedRooms.contains(file.room) {
      for (index, line) in SwiftCode(file.text).lines.enumerated() where line.contains(pattern) {
        Issue.record("\(file.path):\(index + 1): remove `\(call.name)`: \(call.instead).")
      }
    }
  }

  @Test func `say unsafe only around C libraries and system calls`() {
    for file in Self.files where !Self.unsafeRooms.contains(file.room) {
      for (index, line) in SwiftCode(file.text).lines.enumerated()
      where line.contains(/\bunsafe\b|@unsafe\b|\bUnsafe\w*Pointer\b/) {
        Issue.record(
          """
          \(file.path):\(index + 1): move what is unsafe into one of \(Self.unsafeRooms.sorted()), behind a \
          safe signature, or add a wrapper target for the new C library and name it in this test.
          """)
      }
    }
  }

  @Test func `explain every unchecked promise of sendability`() {
    for file in Self.files {
      let lines = file.lines
      for (index, line) in SwiftCode(file.text).lines.enumerated()
      where line.contains("@unchecked Sendable") {
        let above = lines[max(0, index - 3)..<index]
        #expect(
          above.contains { $0.contains("//") },
          "\(file.path):\(index + 1): say in a comment above why the type may cross tasks.")
      }
    }
  }

  @Test func `are short`() {
    for file in Self.files {
      let lineCount = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
      #expect(lineCount < 400, "\(file.path) has \(lineCount) lines: split it by what it is about.")
    }
  }

  @Test func `have short functions`() {
    for file in Self.files {
      for function in SwiftCode(file.text).functions where function.lineCount >= 60 {
        Issue.record(
          """
          \(file.path):\(function.line): `\(function.name)` has \(function.lineCount) lines: give its \
          steps names of their own, under 60 lines each.
          """)
      }
    }
  }
}

@Suite struct `Swift code` {
  @Test(arguments: [
    ("let a = 1 // print(", "let a = 1          "),
    ("/* a /* b */ c */x", "                 x"),
    (#"f("exit(") + 1"#, #"f("     ") + 1"#),
    (#"f("a\(g("b"))c")"#, #"f("  (g(" ")) ")"#),
    (##"f(#"a"b"#)"##, ##"f( "   " )"##),
    ("func `print( all`()", "func `__________`()"),
  ])
  func `is what remains without comments and literals`(source: String, code: String) {
    #expect(SwiftCode(source).text == code)
  }

  @Test func `knows the length of its functions`() {
    let source = """
      protocol P {
        func f() throws
        init(a: Int)
      }
      struct S: P {
        func f(
          a: (Int) -> Void = { _ in }
        ) throws {
          if a { "}" }
        }
        init(a: Int) {}
      }
      """
    let functions = SwiftCode(source).functions
    #expect(functions.map(\.name) == ["f", "init"])
    #expect(functions.map(\.line) == [6, 11])
    #expect(functions.map(\.lineCount) == [5, 1])
  }
}
