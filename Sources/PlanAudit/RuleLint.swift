internal import Auditing
package import Schematron
internal import XMLTree

extension RuleFiles {
  /// What is allowed in the rules and probably not meant, held against the grammar of canonical plan XML.
  package func lintFindings() throws(RuleSetProblem) -> [LintFinding] {
    do {
      let grammar = try XMLDocument(
        parsing: bytes(RuleSet.grammarPath), name: RuleSet.grammarPath)
      return try SchemaLint.findings(
        path: RuleSet.schemaPath, resources: ResourceResolver(files: filesToCompile),
        vocabulary: DocumentVocabulary(relaxNG: grammar))
    } catch {
      throw RuleSetProblem(error, in: self)
    }
  }
}
