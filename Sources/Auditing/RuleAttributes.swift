internal import Schematron
internal import Synchronization
internal import XMLTree

/// What a rule file says of an assertion in attributes of `RuleSet.attributeNamespace`, which Schematron ignores.
struct RuleAttributes {
  private let assertion: Assertion

  init(of assertion: Assertion) {
    self.assertion = assertion
  }

  /// What the run must have for the assertion.
  func needs() throws(RuleSetError) -> Set<RuleNeed> {
    guard let words = value("needs") else { return [] }
    var needs: Set<RuleNeed> = []
    for word in words.split(separator: " ") {
      guard let need = RuleNeed(rawValue: String(word)) else {
        throw .unknownNeed(String(word), file: assertion.file, line: assertion.line)
      }
      needs.insert(need)
    }
    return needs
  }

  /// The field that findings of the assertion are about, where it is not the subject's.
  func field() throws(RuleSetError) -> FieldName? {
    guard let word = value("field") else { return nil }
    guard let field = FieldName(rawValue: word) else {
      throw .unknownField(word, file: assertion.file, line: assertion.line)
    }
    return field
  }

  /// Whether the assertion speaks of a case that a sound run need not have.
  func mayMeetNothing() throws(RuleSetError) -> Bool {
    switch value("applies") {
    case nil, "always": return false
    case "sometimes": return true
    case .some(let word):
      throw .unknownApplicability(word, file: assertion.file, line: assertion.line)
    }
  }

  private func value(_ name: String) -> String? {
    assertion.foreignAttribute(name, namespace: RuleSet.attributeNamespace)
  }
}

/// The names for people of tokens: a list of `codelists`, empty where the rule set has none of the name.
struct CodeNames {
  /// Where the lists are in a rule set.
  static let folder = "codelists/"
  private static let namespace = "urn:planaudit:codes:1"

  /// The name of each token.
  private(set) var names: [String: Message] = [:]

  init(
    list: String, files: [String: [UInt8]], schema: SchematronSchema
  ) throws(RuleSetError) {
    let path = "\(Self.folder)\(list).xml"
    guard files[path] != nil else { return }
    let document: XMLDocument
    do {
      document = try schema.resourceDocument(at: path)
    } catch let error as XMLInputError {
      throw .unreadable(error)
    } catch {
      throw .missingFile(path)
    }
    for code in document.documentElement.childElements("code", namespace: Self.namespace) {
      guard let value = code.attribute("value"), let name = code.attribute("name") else {
        throw .incompleteCode(file: path, line: code.line)
      }
      names[value] = Message(ja: name, en: code.attribute("english"))
    }
  }
}

/// The names of a list of `codelists`, read when they are first asked for: few runs meet what they name.
final class DeferredCodeNames: Sendable {
  private let list: String
  private let files: [String: [UInt8]]
  private let schema: SchematronSchema
  private let known = Mutex<[String: Message]?>(nil)

  init(list: String, files: [String: [UInt8]], schema: SchematronSchema) {
    self.list = list
    self.files = files
    self.schema = schema
  }

  /// The name of each token.
  func names() throws(RuleSetError) -> [String: Message] {
    if let known = known.withLock({ $0 }) { return known }
    let names = try CodeNames(list: list, files: files, schema: schema).names
    known.withLock { $0 = names }
    return names
  }
}
