internal import Synchronization
internal import XMLTree
internal import XPath

/// Answers `document()` during one validation.
///
/// A reference from the schema is relative to the file of the expression and stays below the schema's
/// folder; a reference that a node of the document gives is relative to that document and stays below
/// the document's folder.
final class DocumentLoading: Sendable {
  private let ofSchema: ResourceDocuments
  private let ofInstance: ResourceDocuments?
  private let instance: XMLDocument
  private let expressionFile = Mutex("")

  init(schema: CompiledSchema, instance: XMLDocument, options: ValidationOptions) {
    ofSchema = schema.documents
    ofInstance = options.subordinates.map {
      ResourceDocuments(resources: $0, root: "", limits: options.xml)
    }
    self.instance = instance
  }

  /// Notes the file of the expression that is evaluated next.
  func setExpressionFile(_ file: String) {
    expressionFile.withLock { $0 = file }
  }

  func load(_ request: XPathDocumentRequest) throws -> XMLDocument {
    guard let base = request.base else {
      return try ofSchema.document(request.uri, against: expressionFile.withLock { $0 })
    }
    if let path = ofSchema.path(of: base.document) {
      return try ofSchema.document(request.uri, against: path)
    }
    return try subordinate(request.uri, of: base.document)
  }

  /// The document that `reference` in `base` means, which is the instance or subordinate to it.
  func subordinate(_ reference: String, of base: XMLDocument) throws -> XMLDocument {
    guard let ofInstance else { throw ResourceRefusal.noResolver }
    return try ofInstance.document(reference, against: ofInstance.path(of: base) ?? "")
  }
}
