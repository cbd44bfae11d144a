internal import Schematron

/// Writes the catalogue of a rule set as Markdown: an index, and a section a rule with its meaning, messages and examples.
package struct RuleCatalogueText: Sendable {
  private let rules: RuleSet
  private let examples: [String: [RuleExample]]

  /// The catalogue of `rules` with `examples`, which stand in the order given.
  package init(rules: RuleSet, examples: [RuleExample]) {
    self.rules = rules
    self.examples = Dictionary(grouping: examples, by: \.rule)
  }

  /// The catalogue, made anew; the same rule set always gives the same text.
  package func markdown() -> String {
    var lines = [
      "# 規則一覧 / Rules", "",
      "<!-- Written by `planaudit rules docs` from the rule set; change the rules, not this file. -->",
      "", "| 規則 | 重さ | 内容 | 根拠 |", "| --- | --- | --- | --- |",
    ]
    for rule in rules.rules {
      let link = "[\(rule.id)](#\(rule.id.lowercased()))"
      lines.append(
        "| \(link) | \(weight(of: rule)) | \(escaped(rule.title)) | \(escaped(rule.seeName?.ja ?? rule.see)) |"
      )
    }
    for rule in rules.rules { lines += section(rule) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The section of one rule, also what `planaudit rules show` prints.
  package func section(_ rule: RuleDescription) -> [String] {
    var lines = ["", "## \(rule.id)", ""]
    if let title = rule.title { lines += [escaped(title), ""] }
    lines.append("- 重さ / severity: \(weight(of: rule))")
    if let see = rule.see {
      let names = [rule.seeName?.ja, rule.seeName?.en].compactMap { $0 }
      let name = names.isEmpty ? "" : " (\(names.joined(separator: " / ")))"
      lines.append("- 根拠 / see: \(escaped(see + name))")
    }
    if let assertion = rules.schema.assertions.first(where: { $0.id == rule.id }) {
      lines.append("- 対象 / context: \(code(assertion.rule.context))")
      lines.append("- \(assertion.kind.rawValue): \(code(assertion.test))")
    }
    for need in RuleNeed.allCases where rule.needs.contains(need) {
      lines.append("- 前提 / needs: `\(need.rawValue)`")
    }
    lines.append("- 定義 / defined in: `\(rule.file)`")
    lines += ["", "> \(escaped(rule.message.ja))"]
    if let english = rule.message.en { lines += [">", "> \(escaped(english))"] }
    if let examples = examples[rule.id], !examples.isEmpty {
      lines += ["", "| 例 / example | 結果 / ends | 箇所 / at |", "| --- | --- | --- |"]
      for example in examples {
        lines.append(
          "| \(escaped(example.name)) | \(example.expectation.rawValue) | "
            + "\(example.at.map(code) ?? "") |")
      }
    }
    return lines
  }

  private func weight(of rule: RuleDescription) -> String {
    switch rule.kind {
    case .breach: rule.severity.rawValue
    case .review: "\(rule.severity.rawValue) (review)"
    }
  }

  /// `text` as a code span on one line, whatever it holds; a bar would end a cell of a table.
  private func code(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var fence = "`"
    while line.contains(fence) { fence += "`" }
    let pad = fence.count > 1 ? " " : ""
    return fence + pad + line.replacing("|", with: "\\|") + pad + fence
  }

  /// `text` with the characters escaped that mean something in Markdown.
  private func escaped(_ text: String?) -> String {
    var result = ""
    for character in text ?? "" {
      if "\\`*_{}[]<>|#".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }
}
