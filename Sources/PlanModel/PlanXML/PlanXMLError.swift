/// Why a document is not canonical plan XML.
package enum PlanXMLError: Error, Hashable, Sendable {
  /// The outermost element is none of this vocabulary: some other XML.
  case anotherVocabulary(document: String, line: Int, found: String, namespace: String)
  case unexpectedElement(document: String, line: Int, found: String, within: String)
  case missingElement(document: String, line: Int, name: String, within: String)
  case missingAttribute(document: String, line: Int, element: String, attribute: String)
  case unreadableAttribute(
    document: String, line: Int, element: String, attribute: String, found: String)
}

extension PlanXMLError: CustomStringConvertible {
  /// One line: document, line, what was found and what was expected.
  package var description: String {
    switch self {
    case .anotherVocabulary(let document, let line, let found, let namespace):
      "\(document):\(line): error: the outermost element is \(found.prefix(80)) of namespace "
        + "'\(namespace.prefix(80))'; expected submission of '\(PlanXML.namespace)'"
    case .unexpectedElement(let document, let line, let found, let parent):
      "\(document):\(line): error: element \(found.prefix(80)) is not expected within \(parent)"
    case .missingElement(let document, let line, let name, let parent):
      "\(document):\(line): error: \(parent) lacks its element \(name)"
    case .missingAttribute(let document, let line, let element, let attribute):
      "\(document):\(line): error: \(element) lacks its attribute \(attribute)"
    case .unreadableAttribute(let document, let line, let element, let attribute, let found):
      "\(document):\(line): error: \(element)/@\(attribute) cannot be \"\(found.prefix(80))\""
    }
  }
}
