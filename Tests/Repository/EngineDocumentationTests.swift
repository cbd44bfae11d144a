import Testing

/// What the engine's modules say of themselves to somebody who knows only them.
@Suite struct `The engine's documentation` {
  private static let modules = ["XMLTree", "XPath", "Schematron"]

  /// Declarations that are public, with the line above them that is no attribute.
  @Test(arguments: modules)
  func `explains every public symbol`(module: String) throws {
    let declaration =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*public\s+(?:internal\(set\)\s+)?(?:static\s+|mutating\s+|consuming\s+|borrowing\s+|final\s+|indirect\s+)*(?:func|var|let|init|struct|class|enum|protocol|subscript|typealias)\b/
    var count = 0
    for file in Repository.swiftFiles(below: "Sources/" + module) {
      let lines = file.lines
      for (index, line) in SwiftCode(file.text).lines.enumerated()
      where line.contains(declaration) && !lines[index].contains("@_spi") {
        count += 1
        var above = index - 1
        while above >= 0, lines[above].wholeMatch(of: /\s*(?:@\w+(?:\([^)]*\))?\s*)+/) != nil {
          above -= 1
        }
        #expect(
          above >= 0 && lines[above].contains("///"),
          "\(file.path):\(index + 1): say in a comment above what it means: \(line)")
      }
    }
    #expect(count > 20, "Mend the pattern: few public symbols were found in \(module).")
  }

  /// The Swift of the articles, as the tests of each module compile and run it.
  @Test(arguments: modules)
  func `shows code that a test runs`(module: String) throws {
    let folder = "Sources/\(module)/\(module).docc/"
    let tests = try #require(
      Repository.file("Tests/\(module)/DocumentationTests.swift"),
      "Write Tests/\(module)/DocumentationTests.swift, which runs the articles' code.")
    let known = Self.stripped(tests.text)
    var count = 0
    for name in Repository.names(in: folder) where name.hasSuffix(".md") {
      let article = try #require(Repository.file(folder + name))
      for block in article.text.matches(of: /```swift\n((?:.|\n)*?)```/) {
        count += 1
        for line in block.1.split(separator: "\n").map({ Self.stripped(String($0)) })
        where !line.isEmpty {
          #expect(
            known.contains(line),
            "\(article.path): no test runs this line; copy it into \(tests.path): \(line)")
        }
      }
    }
    #expect(count > 0, "\(folder): show how the module is used.")
  }

  /// Text without blanks, since the layout of code differs by its depth.
  private static func stripped(_ text: String) -> String {
    text.filter { !$0.isWhitespace }
  }
}
