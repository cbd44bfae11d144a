/// Something in a schema that is allowed and probably not meant.
public struct LintFinding: Hashable, Sendable {
  /// What kind of matter it is.
  public let code: LintCode
  /// What it is about: the id of an assertion, rule, pattern or diagnostic, or the name of a variable.
  public let subject: String?
  /// The file, relative to the folder of the schema's resources.
  public let file: String
  /// The line of the element, from 1.
  public let line: Int
  /// What stands there.
  public let found: String
  /// What should stand there.
  public let expected: String

  /// One line: `file:line: warning: found; expected … [code subject]`.
  public var description: String {
    let name = subject.map { " \($0)" } ?? ""
    return "\(file):\(line): warning: \(found); expected \(expected) [\(code.rawValue)\(name)]"
  }
}

/// The kinds of matters that a schema is looked through for.
public enum LintCode: String, CaseIterable, Sendable {
  /// An earlier rule of the pattern takes every node that the rule could take.
  case shadowedRule = "shadowed-rule"
  /// No document of the grammar has a node for the context.
  case deadContext = "dead-context"
  /// Nothing refers to the variable.
  case unusedLet = "unused-let"
  /// A name without a prefix, where elements are in a namespace: it matches nothing, in silence.
  case unprefixedName = "unprefixed-name"
  /// A name that the grammar does not have.
  case unknownName = "unknown-name"
  /// A step over any number of siblings, or over the whole document, from each of many nodes.
  case unboundedScan = "unbounded-scan"
  /// No `xml:lang` is in force for the text.
  case missingLanguage = "missing-language"
  case missingID = "missing-id"
  case missingRole = "missing-role"
  /// No `see` says what the assertion rests on.
  case missingSee = "missing-see"
  /// A node-set is compared with a number without `number()`: XPath 2.0 compares strings or refuses.
  case bareComparison = "bare-comparison"
  /// A diagnostic, property, key, parameter, abstract rule or abstract pattern that nothing refers to.
  case unusedDeclaration = "unused-declaration"
}
