import TestSupport

/// A plan-like document made from a seed, written in one of several ways that mean the same.
struct RandomPlan {
  /// How the same document is spelled.
  struct Spelling: Sendable, CustomStringConvertible {
    var prefix = ""
    var hasComments = false
    var lineBreak = "\n"
    var usesCDATA = false

    var description: String {
      "prefix '\(prefix)', comments \(hasComments), CDATA \(usesCDATA), \(lineBreak.utf8.count) byte breaks"
    }
  }

  private var generator: SeededGenerator
  private let spelling: Spelling
  private var text = ""

  static func make(seed: UInt64, _ spelling: Spelling) -> String {
    var plan = RandomPlan(generator: SeededGenerator(seed: seed), spelling: spelling)
    plan.write()
    return plan.text
  }

  private init(generator: SeededGenerator, spelling: Spelling) {
    self.generator = generator
    self.spelling = spelling
  }

  private func name(_ local: String) -> String {
    spelling.prefix.isEmpty ? local : spelling.prefix + ":" + local
  }

  private mutating func newline() {
    text += spelling.lineBreak
    if spelling.hasComments { text += "<!-- between --><?between?>" + spelling.lineBreak }
  }

  private mutating func write() {
    let declaration = spelling.prefix.isEmpty ? "xmlns" : "xmlns:" + spelling.prefix
    text += "<\(name("plan")) \(declaration)=\"urn:p\">"
    for position in 1...Int.random(in: 1...8, using: &generator) {
      newline()
      entry(position)
    }
    newline()
    text += "<other xmlns=\"urn:o:'s\">x</other></\(name("plan"))>"
  }

  private mutating func entry(_ position: Int) {
    text += "<\(name("entry")) position=\"\(position)\""
    if Bool.random(using: &generator) {
      text += " code=\"\(Int.random(in: 1...3, using: &generator))\""
    }
    text += ">"
    for field in ["cost", "target", "title"] where Int.random(in: 0..<5, using: &generator) > 0 {
      newline()
      let value = Int.random(in: -1...12, using: &generator)
      let printed = ["1\(spelling.lineBreak)2", "\(value)", " ", "a&amp;b"].randomElement(
        using: &generator)
      text += "<\(name(field)) value=\"\(value)\">"
      text += spelling.usesCDATA ? "<![CDATA[\(value)]]>" : "\(value)"
      text += "\(printed ?? "")</\(name(field))>"
    }
    text += "</\(name("entry"))>"
  }
}
