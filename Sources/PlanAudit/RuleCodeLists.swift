internal import PlanModel
internal import XMLTree

extension Vocabulary {
  /// The folder of the code lists within a rule set.
  private static let folder = "codelists/"

  /// Reads the code lists of a rule set, of which there is no other copy; `documentAt` gives what stands at a path.
  init(codeListsOf rules: RuleFiles, documentAt: (String) throws -> XMLDocument) throws {
    func document(_ list: String) throws -> XMLDocument {
      guard let document = try optional(list) else {
        throw MissingRuleFile(path: "\(Self.folder)\(list).xml")
      }
      return document
    }
    func optional(_ list: String) throws -> XMLDocument? {
      let path = "\(Self.folder)\(list).xml"
      return rules.files[path] == nil ? nil : try documentAt(path)
    }
    try self.init(
      municipalities: document("municipalities"), categories: document("categories"),
      themes: document("themes"), eras: document("eras"),
      notes: optional("notes"), bodies: optional("bodies"))
  }
}
