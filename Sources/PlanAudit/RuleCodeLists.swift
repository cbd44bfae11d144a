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
    let notes = "\(Self.folder)notes.xml"
    try self.init(
      municipalities: document("municipalities"), categories: document("categories"),
      themes: document("themes"), eras: document("eras"),
      notes: rules.files[notes] == nil ? nil : document("notes"))
  }
}
