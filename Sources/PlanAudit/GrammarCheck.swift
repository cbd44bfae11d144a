internal import Auditing
internal import XMLTree

/// Holds canonical plan XML that came from outside against the grammar of the rule set.
///
/// Rules rely on the grammar: a document of another shape would meet no rule, and would look clean.
struct GrammarCheck {
  /// The most issues that one failure names.
  private static let namedIssueCountMax = 5

  var grammar: [UInt8]

  /// Why the document is refused; `nil` where it has the shape of the grammar.
  func failure(of bytes: [UInt8], name: String) -> ReadFailure? {
    do {
      let schema = try RelaxNGSchema(parsing: grammar, name: RuleSet.grammarPath)
      let issues = try schema.validate(bytes, name: name)
      if issues.isEmpty { return nil }
      let named = issues.prefix(Self.namedIssueCountMax)
        .map { "\(name):\($0.line): \($0.message)" }.joined(separator: "; ")
      let more = issues.count - min(issues.count, Self.namedIssueCountMax)
      let rest = more > 0 ? " (+\(more))" : ""
      return ReadFailure(
        code: "not-plan-xml",
        message: Message(
          ja: "正準XMLの文法（\(RuleSet.grammarPath)）に合いません。\(named)\(rest)",
          en: "does not have the shape of \(RuleSet.grammarPath): \(named)\(rest)"),
        limit: nil, value: nil)
    } catch {
      return ReadFailure(
        code: "not-judged",
        message: Message(
          ja: "正準XMLの文法に照らせません。\(error)", en: "could not be held against the grammar: \(error)"),
        limit: nil, value: nil)
    }
  }
}
