package import PlanModel
internal import XMLTree

extension RuleSet {
  /// The words that readers know, from the rule set's code lists.
  package func vocabulary() throws(RuleSetError) -> Vocabulary {
    let municipalities = try codeList("municipalities")
    let categories = try codeList("categories")
    let themes = try codeList("themes")
    let eras = try codeList("eras")
    do {
      return try Vocabulary(
        municipalities: municipalities, categories: categories, themes: themes, eras: eras)
    } catch {
      throw .vocabulary(error)
    }
  }

  private func codeList(_ name: String) throws(RuleSetError) -> XMLDocument {
    let path = "codelists/\(name).xml"
    guard let bytes = files[path] else { throw .missingFile(path) }
    do {
      return try XMLDocument(parsing: bytes, name: path)
    } catch {
      throw .unreadable(error)
    }
  }
}
