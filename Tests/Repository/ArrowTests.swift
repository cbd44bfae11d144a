import Testing

@Suite struct `The arrows of the house` {
  /// What each room of `Sources` may import, besides the standard library.
  private static let allowed: [String: Set<String>] = [
    "Digests": ["CMessageDigest"],
    "TextForms": ["CUnistring"],
    "JSONText": ["CJansson"],
    "FileAccess": ["Glibc"],
    "Heap": ["CHeap"],
    "YAMLText": ["CYAML"],
    "CharacterEncodings": ["Glibc"],
    "ChildProcesses": ["Glibc"],
    "ZipArchives": ["CMinizip"],
    "Spreadsheets": ["ZipArchives", "XMLTree", "TextForms"],
    "EmbedRulesTool": ["Auditing", "Schematron", "FileAccess"],
    "XMLTree": ["CLibXML2", "Glibc"],
    "XPath": ["XMLTree"],
    "Schematron": ["XPath", "XMLTree"],
    "PlanModel": ["XMLTree", "TextForms"],
    "PlanReading": [
      "PlanModel", "Spreadsheets", "XMLTree", "TextForms", "Digests", "CharacterEncodings",
      "ChildProcesses",
    ],
    "Auditing": ["Schematron", "XPath", "XMLTree", "PlanModel", "TextForms", "Digests"],
    "AuditReports": [
      "Auditing", "Schematron", "Spreadsheets", "XMLTree", "TextForms", "Digests",
    ],
    "PlanAudit": [
      "AuditReports", "Auditing", "PlanReading", "PlanModel", "Schematron", "Spreadsheets", "XPath",
      "XMLTree", "ZipArchives", "Digests", "YAMLText", "JSONText",
    ],
    "PlanAuditCommand": [
      "PlanAudit", "AuditReports", "Auditing", "Schematron", "XMLTree", "FileAccess", "Heap",
      "ArgumentParser", "FoundationEssentials", "Glibc",
    ],
  ]

  /// Modules that come with the language.
  private static let language: Set<String> = [
    "Swift", "Synchronization", "_StringProcessing", "Dispatch",
  ]

  private static func importedModule(_ line: Substring) -> String? {
    let statement =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+(?:(?:struct|enum|class|func|protocol|typealias|var|let)\s+)?(\w+)/
    return line.firstMatch(of: statement).map { String($0.1) }
  }

  @Test func `point downwards only`() {
    for file in Repository.swiftFiles(below: "Sources") {
      guard let allowed = Self.allowed[file.room] else {
        Issue.record(
          "\(file.path): say in ArrowTests.swift what the room \(file.room) may import.")
        continue
      }
      for line in SwiftCode(file.text).lines {
        guard let name = Self.importedModule(line) else {
          continue
        }
        #expect(
          allowed.contains(name) || Self.language.contains(name),
          """
          \(file.path): \(file.room) may not import \(name). Hand the value in from above, or move the \
          code to the room that may; a new arrow needs a decision record and a line in ArrowTests.swift.
          """)
      }
    }
  }

  @Test func `are those of the manifest`() throws {
    let manifest = try #require(Repository.file("Package.swift")).text
    let rooms = manifest.matches(of: /room\(\s*"(\w+)",\s*uses:\s*\[([^\]]*)\]/)
    #expect(
      rooms.count > 8, "Mend the pattern in ArrowTests.swift: the manifest is written otherwise.")
    for room in rooms {
      let name = String(room.1)
      let used = Set(room.2.matches(of: /"(\w+)"/).map { String($0.1) })
      let allowed = try #require(Self.allowed[name], "Add \(name) to ArrowTests.swift.")
      #expect(
        used.isSubset(of: allowed),
        "Package.swift lets \(name) use \(used.subtracting(allowed).sorted()): take it back.")
    }
  }

  @Test func `keep the engine free of plans`() {
    for room in ["XMLTree", "XPath", "Schematron", "ZipArchives", "Spreadsheets"] {
      for file in Repository.swiftFiles(below: "Sources/" + room) {
        #expect(
          !file.text.contains("urn:planaudit"),
          "\(file.path): the engine knows the standards and nothing of plans; move this up.")
      }
    }
  }
}
