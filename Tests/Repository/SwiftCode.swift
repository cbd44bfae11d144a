/// The code of a Swift file: comments and the characters of string literals are blanks, lines stay lines.
///
/// Code inside `\(…)` stays code.
struct SwiftCode: Sendable {
  let text: String
  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  init(_ text: String) {
    var blanker = CodeBlanker(source: Array(text))
    self.text = blanker.blanked()
  }
}

/// Reads a Swift file once and blanks what is not code.
private struct CodeBlanker {
  let source: [Character]
  var code: [Character] = []
  var index = 0

  init(source: [Character]) {
    self.source = source
  }

  mutating func blanked() -> String {
    code.reserveCapacity(source.count)
    readCode(untilParenthesis: false)
    return String(code)
  }

  private func has(_ text: String) -> Bool {
    var position = index
    for character in text {
      guard position < source.count, source[position] == character else { return false }
      position += 1
    }
    return true
  }

  private mutating func keep() {
    code.append(source[index])
    index += 1
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where index < source.count {
      code.append(source[index].isNewline ? "\n" : " ")
      index += 1
    }
  }

  /// Reads code to its end, or to the parenthesis that closes an interpolation.
  private mutating func readCode(untilParenthesis: Bool) {
    var depth = 0
    while index < source.count {
      if has("//") {
        while index < source.count, !source[index].isNewline { blank() }
      } else if has("/*") {
        blankBlockComment()
      } else if let hashes = hashesBeforeQuote() {
        blankString(hashes: hashes)
      } else if source[index] == "`" {
        keepQuotedName()
      } else {
        if source[index] == "(" { depth += 1 }
        if source[index] == ")" {
          if untilParenthesis, depth == 0 { return }
          depth -= 1
        }
        keep()
      }
    }
  }

  /// A name in backticks is kept as one word, so that its words are not taken for code.
  private mutating func keepQuotedName() {
    keep()
    while index < source.count, source[index] != "`", !source[index].isNewline {
      code.append("_")
      index += 1
    }
    if index < source.count { keep() }
  }

  private mutating func blankBlockComment() {
    var depth = 0
    repeat {
      if has("/*") {
        depth += 1
        blank(2)
      } else if has("*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && index < source.count
  }

  private func hashesBeforeQuote() -> Int? {
    var position = index
    while position < source.count, source[position] == "#" { position += 1 }
    return position < source.count && source[position] == "\"" ? position - index : nil
  }

  private mutating func blankString(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    blank(hashes)
    let quote = has("\"\"\"") ? "\"\"\"" : "\""
    for _ in quote { keep() }
    while index < source.count, !has(quote + fence) {
      if has("\\" + fence + "(") {
        blank(1 + hashes)
        keep()
        readCode(untilParenthesis: true)
        if index < source.count { keep() }
      } else if has("\\" + fence) {
        blank(2 + hashes)
      } else {
        blank()
      }
    }
    for _ in quote where index < source.count { keep() }
    blank(hashes)
  }
}

extension SwiftCode {
  /// A function, initialiser, subscript or deinitialiser with a body.
  struct Function: Sendable {
    var name: String
    /// The line of the declaration, from 1.
    var line: Int
    var lineCount: Int
  }

  /// The functions of the file; those without a body, in protocols, are left out.
  var functions: [Function] {
    var functions: [Function] = []
    let lines = self.lines
    let declaration =
      /^\s*(?:@?\w+(?:\([^)]*\))?\s+)*(func|init|subscript|deinit)\b[?!]?\s*(`[^`]*`|\w*)/
    for (index, line) in lines.enumerated() {
      guard let match = line.firstMatch(of: declaration), !line.contains("self.init"),
        let last = Self.lastLine(ofBodyFrom: index, in: lines)
      else { continue }
      functions.append(
        Function(
          name: match.2.isEmpty ? String(match.1) : String(match.2), line: index + 1,
          lineCount: last - index + 1))
    }
    return functions
  }

  /// The index of the line where the body that belongs to the declaration at `first` ends.
  private static func lastLine(ofBodyFrom first: Int, in lines: [Substring]) -> Int? {
    let begin = /^\s*(?:func|init|subscript|deinit|var|let|case|struct|enum|class|\})/
    var (braces, brackets) = (0, 0)
    for index in first..<lines.count {
      if index > first, braces == 0, brackets == 0, lines[index].firstMatch(of: begin) != nil {
        return nil
      }
      for character in lines[index] {
        switch character {
        case "(", "[": brackets += 1
        case ")", "]": brackets -= 1
        case "{" where brackets == 0 || braces > 0: braces += 1
        case "}" where braces > 0:
          braces -= 1
          if braces == 0 { return index }
        default: break
        }
      }
    }
    return nil
  }
}
