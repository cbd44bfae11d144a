internal import Synchronization
internal import XMLTree

/// The documents below the schema's folder that `document()` asked for, each read once for all tasks.
final class ResourceDocuments: Sendable {
  private let resources: ResourceResolver
  private let root: String
  private let limits: XMLLimits
  /// Holds documents that need not be parsed.
  private let prepared: SchemaImageSource?
  private let known = Mutex<[String: XMLDocument]>([:])

  init(
    resources: ResourceResolver, root: String, limits: XMLLimits,
    prepared: SchemaImageSource? = nil
  ) {
    self.resources = resources
    self.root = root
    self.limits = limits
    self.prepared = prepared
  }

  /// The document that `reference`, standing in `base`, means.
  func document(_ reference: String, against base: String) throws -> XMLDocument {
    try self.document(at: ResourceResolver.resolve(reference, against: base, within: root))
  }

  /// The document at the normalised `path`.
  func document(at path: String) throws -> XMLDocument {
    if let document = known.withLock({ $0[path] }) { return document }
    let document = try prepared?.document(at: path) ?? parsed(path)
    return known.withLock { known in
      // Another task may have been quicker; all must see the same nodes.
      if let first = known[path] { return first }
      known[path] = document
      return document
    }
  }

  private func parsed(_ path: String) throws -> XMLDocument {
    try XMLDocument(parsing: resources.bytes(at: path), name: path, limits: limits)
  }

  /// The path of `document`, if it is one of these.
  func path(of document: XMLDocument) -> String? {
    known.withLock { known in
      known[document.name].flatMap { $0.root == document.root ? document.name : nil }
    }
  }
}
