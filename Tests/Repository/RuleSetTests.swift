import Foundation
import Testing

@Suite struct `The rule set` {
  private static let rules = Repository.files.filter {
    $0.path.hasPrefix("Rules/") && $0.path.hasSuffix(".sch") && $0.name != "audit.sch"
  }

  /// The ids of the assertions of a rule's file.
  private static func assertions(of file: RepositoryFile) -> [String] {
    ids(in: file.text, ofElements: "assert|report")
  }

  private static func ids(in text: String, ofElements names: String) -> [String] {
    do {
      let element = try Regex<(Substring, Substring)>(
        #"<(?:\w+:)?(?:\#(names))\b[^>]*?\bid\s*=\s*["']([^"']+)["']"#)
      return text.matches(of: element).map { String($0.output.1) }
    } catch {
      Issue.record(error)
      return []
    }
  }

  private static func withoutComments(_ text: String) -> String {
    text.replacing(/<!--[\s\S]*?-->/, with: "")
  }

  private static func includes() throws -> [String] {
    let schema = try #require(Repository.file("Rules/audit.sch"), "Rules/audit.sch is missing.")
    return withoutComments(schema.text)
      .matches(of: /<(?:\w+:)?include\b[^>]*?\bhref\s*=\s*["']([^"']+)["']/).map { String($0.1) }
  }

  @Test func `has words for everything that readers note`() throws {
    let list = try #require(Repository.file("Rules/codelists/issues.xml")).text
    let named = Set(list.matches(of: /<code value="([^"]+)"/).map { String($0.1) })
    var noted: [String: String] = [:]
    for file in Repository.swiftFiles(below: "Sources/PlanReading") {
      let codes =
        file.text.matches(of: /(?:ReadIssue\(\s*code:|issueCode =|\bnote\()\s*"([a-z-]+)"/)
        .map { String($0.1) }
      for code in codes { noted[code] = file.path }
    }
    let workbooks = try #require(Repository.file("Sources/Spreadsheets/Workbook.swift"))
    let kinds = try #require(
      workbooks.text.firstMatch(of: /struct SheetProblem[\s\S]*?enum Kind[^{]*\{([\s\S]*?)\}/))
    for code in kinds.1.matches(of: /"([a-z-]+)"/) { noted[String(code.1)] = workbooks.path }
    #expect(noted.count > 25, "found too few codes: mend the patterns of this test")
    for (code, path) in noted.sorted(by: { $0.key < $1.key }) where !named.contains(code) {
      Issue.record("\(path): notes '\(code)', which Rules/codelists/issues.xml has no words for.")
    }
  }

  @Test func `is found`() {
    #expect(!Self.rules.isEmpty, "Rules/ holds no rule.")
  }

  @Test func `knows the first and last signs of its placeholders`() throws {
    let list = try #require(Repository.file("Rules/codelists/placeholders.xml")).text
    let head = try #require(list.firstMatch(of: /<codes[^>]* first="([^"]+)" last="([^"]+)">/))
    let codes = list.matches(of: /<code value="([^"]+)"(?: match="([a-z]+)")?/)
    #expect(codes.count > 100)
    for code in codes {
      let word = code.output.1
      switch code.output.2 {
      case "start", "next":
        #expect(word.first.map(head.output.1.contains) == true, "\(word): add its first sign.")
      case "end":
        #expect(word.last.map(head.output.2.contains) == true, "\(word): add its last sign.")
      case _: break
      }
      #expect(word.count <= 10, "\(word) is longer than the rules look.")
    }
  }

  @Test func `gives every assertion an id of its own`() {
    var holder: [String: String] = [:]
    for file in Self.rules {
      for id in Self.ids(
        in: Self.withoutComments(file.text), ofElements: "assert|report|pattern|diagnostic")
      {
        if let other = holder[id] {
          Issue.record(
            "\(file.path): the id \(id) already stands in \(other): take the next free one.")
        }
        holder[id] = file.path
      }
      let elements = Self.withoutComments(file.text).matches(of: /<(?:\w+:)?(?:assert|report)\b/)
        .count
      #expect(
        Self.assertions(of: RepositoryFile(path: file.path, text: Self.withoutComments(file.text)))
          .count
          == elements,
        "\(file.path): give every assert and report an id.")
    }
  }

  @Test func `names each file after its rule`() throws {
    for file in Self.rules {
      let id = try #require(
        file.name.firstMatch(of: /^([A-Z]{3}-[0-9]{2})-[a-z0-9-]+\.sch$/).map { String($0.1) },
        "\(file.path): name it STEM-NN-what-it-checks.sch.")
      for assertion in Self.assertions(of: file) {
        #expect(
          assertion == id || assertion.hasPrefix(id + "-"),
          "\(file.path): \(assertion) must be \(id) or begin with \(id)-.")
      }
    }
  }

  @Test func `has examples beside every rule`() {
    let examples = Repository.files.filter { $0.path.hasSuffix(".examples.xml") }.map(\.path)
    let expected = Self.rules.map { String($0.path.dropLast(4)) + ".examples.xml" }
    for path in Set(expected).subtracting(examples).sorted() {
      Issue.record(
        "Write \(path): an example that passes, one that fails at a named node, one that the rule does not apply to."
      )
    }
    for path in Set(examples).subtracting(expected).sorted() {
      Issue.record("\(path) has no rule beside it: name it after its rule or remove it.")
    }
  }

  @Test func `includes every rule's patterns and diagnostics`() throws {
    let included = try Self.includes()
    #expect(Set(included).count == included.count, "Rules/audit.sch includes something twice.")
    var expected: Set<String> = []
    for file in Self.rules {
      let path = String(file.path.dropFirst("Rules/".count))
      for id in Self.ids(in: Self.withoutComments(file.text), ofElements: "pattern|diagnostic") {
        expected.insert(path + "#" + id)
      }
    }
    for missing in expected.subtracting(included).sorted() {
      Issue.record("Add <sch:include href=\"\(missing)\"/> to Rules/audit.sch.")
    }
    for surplus in Set(included).subtracting(expected).sorted() {
      Issue.record(
        "Rules/audit.sch includes \(surplus), which is no pattern or diagnostic of a rule: remove the line."
      )
    }
  }

  @Test func `says every assertion in English too`() {
    for file in Self.rules {
      let text = Self.withoutComments(file.text)
      let diagnostics = Set(Self.ids(in: text, ofElements: "diagnostic"))
      for match in text.matches(of: /<(?:\w+:)?(?:assert|report)\b[^>]*>/) {
        let element = String(match.0)
        let id = element.firstMatch(of: /\bid\s*=\s*["']([^"']+)["']/).map { String($0.1) } ?? "?"
        let named = element.firstMatch(of: /\bdiagnostics\s*=\s*["']([^"']+)["']/).map {
          $0.1.split(separator: " ").map(String.init)
        }
        #expect(
          named?.allSatisfy(diagnostics.contains) == true,
          "\(file.path): give \(id) a diagnostic in this file, in English, and name it in diagnostics."
        )
        for attribute in ["role", "see"]
        where !element.contains(attribute) && !text.contains(" \(attribute)=") {
          Issue.record("\(file.path): give \(id) the attribute \(attribute).")
        }
      }
    }
  }

  @Test func `never uses a retired id again`() throws {
    let retired = try #require(
      Repository.file("Rules/retired.xml"),
      "Rules/retired.xml is missing: it lists the ids that are no longer in use and their successors."
    )
    let inUse = Set(Self.rules.flatMap(Self.assertions(of:)))
    for element in Self.withoutComments(retired.text).matches(of: /<id\b[^>]*>/) {
      let text = String(element.0)
      let value = try #require(text.firstMatch(of: /\bvalue="([^"]+)"/)).1
      let successor = try #require(
        text.firstMatch(of: /\bsuccessor="([^"]*)"/), "Give \(value) a successor, or an empty one."
      ).1
      #expect(!inUse.contains(String(value)), "\(value) is retired: take a new id.")
      #expect(
        successor.isEmpty || inUse.contains(String(successor)),
        "\(value): its successor \(successor) does not exist.")
    }
  }
}
