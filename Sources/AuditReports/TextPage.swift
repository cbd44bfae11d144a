internal import Auditing
internal import TextForms

/// A page of terminal text, a line at a time.
struct TextPage {
  private let columnCountMax: Int
  private let colour: Bool
  private var bytes: [UInt8] = []

  init(columnCountMax: Int, colour: Bool) {
    self.columnCountMax = columnCountMax
    self.colour = colour
  }

  /// The page as UTF-8.
  consuming func finish() -> [UInt8] { bytes }

  /// Text over the whole width.
  mutating func paragraph(_ text: String) {
    wrapped(text, indentation: "")
  }

  /// The title of a submission, under a blank line and over a rule.
  mutating func title(_ text: String) {
    line("")
    for part in LineWrapping.lines(text, columnCountMax: columnCountMax) {
      line(styled(part, "1"))
    }
    line(String(repeating: "=", count: columnCountMax))
  }

  /// The heading of a plan or of the summary.
  mutating func heading(_ text: String) {
    line("")
    for part in LineWrapping.lines("■ " + text, columnCountMax: columnCountMax, indentation: "   ")
    {
      line(styled(part, "1"))
    }
  }

  /// The heading of an entry.
  mutating func subheading(_ text: String) {
    line("")
    for part in LineWrapping.lines("● " + text, columnCountMax: columnCountMax, indentation: "   ")
    {
      line(styled(part, "1"))
    }
  }

  /// A line under a heading.
  mutating func item(_ text: String) {
    wrapped("  " + text, indentation: "    ")
  }

  /// The first line of a finding, which begins at the margin so that terminals follow it.
  mutating func finding(place: String, rank: Rank, rest: String) {
    let lines = LineWrapping.lines(
      "\(place): \(rank.name): \(rest)", columnCountMax: columnCountMax, indentation: "    ")
    let head = "\(place): \(rank.name):"
    for (index, part) in lines.enumerated() {
      if index == 0 && part.utf8.starts(with: head.utf8) {
        let rest = part.utf8.dropFirst(head.utf8.count)
        line("\(place): \(styled(rank.name + ":", rank.colourCode))\(Substring(rest))")
      } else {
        line(part)
      }
    }
  }

  /// A line of facts about the finding above.
  mutating func detail(_ text: String) {
    wrapped("    " + text, indentation: "      ")
  }

  private mutating func wrapped(_ text: String, indentation: String) {
    let lines = LineWrapping.lines(
      text, columnCountMax: columnCountMax, indentation: indentation)
    for part in lines { line(part) }
  }

  private mutating func line(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }

  private func styled(_ text: String, _ code: String) -> String {
    colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Rank {
  /// The parameter of the ANSI sequence for its colour.
  fileprivate var colourCode: String {
    switch self {
    case .error: "1;31"
    case .warning: "33"
    case .info: "36"
    case .review: "35"
    }
  }
}
