internal import PlanModel
internal import XMLTree

extension Vocabulary {
  /// The folder of the code lists within a rule set.
  private static let folder = "codelists/"

  /// Reads the code lists of a rule set, of which there is no other copy.
  init(codeListsOf rules: RuleFiles) throws {
    func document(_ list: String) throws -> XMLDocument {
      let path = "\(Self.folder)\(list).xml"
      return try XMLDocument(parsing: rules.bytes(path), name: path)
    }
    func optional(_ list: String) throws -> XMLDocument? {
      rules.files["\(Self.folder)\(list).xml"] == nil ? nil : try document(list)
    }
    try self.init(
      municipalities: document("municipalities"), categories: document("categories"),
      themes: document("themes"), eras: document("eras"),
      notes: optional("notes"), bodies: optional("bodies"))
  }
}
