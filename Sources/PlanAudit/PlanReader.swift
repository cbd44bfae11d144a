internal import Auditing
package import PlanModel
package import PlanReading
internal import XMLTree

/// Reads plans by the code lists and the grammar of a rule set, without judging them.
public struct PlanReader: Sendable {
  private let vocabulary: Vocabulary
  private let grammar: [UInt8]

  /// A reader that knows the words of `rules`.
  public init(rules: RuleFiles = .builtIn) throws(RuleSetProblem) {
    try self.init(rules: rules) { path in
      try XMLDocument(parsing: rules.bytes(path), name: path)
    }
  }

  /// A reader that knows the words of `rules`, whose documents `documentAt` gives by their paths.
  init(
    rules: RuleFiles, documentAt: (String) throws -> XMLDocument
  ) throws(RuleSetProblem) {
    do {
      vocabulary = try Vocabulary(codeListsOf: rules, documentAt: documentAt)
      grammar = try rules.bytes(RuleSet.grammarPath)
    } catch {
      throw RuleSetProblem(error, in: rules)
    }
  }

  /// The notes of the form, as the code list has them.
  var notes: [Vocabulary.NoteTerms] { vocabulary.notes }

  /// What `bytes` say, as values.
  package func submission(
    name: String, bytes: [UInt8], form: PlanInputForm? = nil, fiscalYear: Int?
  ) throws(UnreadableInput) -> Submission {
    try PlanReading.read(
      InputBytes(name: name, bytes: bytes), vocabulary: vocabulary,
      options: ReadingOptions(fiscalYear: fiscalYear, format: form?.format))
  }

  /// What `bytes`, which are those of `input`, say.
  func submission(
    _ input: PlanInput, bytes: [UInt8], fiscalYear: Int?
  ) throws(UnreadableInput) -> Submission {
    try submission(name: input.name, bytes: bytes, form: input.form, fiscalYear: fiscalYear)
  }

  /// Why canonical plan XML that came from outside is refused; what was made here is of the right shape.
  func grammarFailure(of submission: Submission, _ bytes: [UInt8]) -> ReadFailure? {
    switch submission.source.format {
    case .xml:
      GrammarCheck(grammar: grammar).failure(of: bytes, name: submission.source.name)
    case .text, .pdf, .xlsx, .csv: nil
    }
  }
}
