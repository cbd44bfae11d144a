@_spi(Engine) package import XMLTree

/// A compiled schema as text that the program which made it can read back.
package enum SchemaImage: Sendable {
  case made([UInt8])
  /// Part of the program; it is read where it lies.
  case builtIn(StaticString)

  fileprivate var text: ImageText {
    switch self {
    case .made(let bytes): ImageText(bytes)
    case .builtIn(let text): ImageText(text)
    }
  }
}

extension SchematronSchema {
  /// The compiled schema as UTF-8 text that this very program can read back, with `documents` that need not be parsed
  /// when `document()` asks for them by their names; `nil` for schemas whose variables hold element content, and where
  /// each document chooses its phase.
  package func image(with documents: [XMLDocument] = []) -> [UInt8]? {
    choosesPhaseByDocument
      ? nil : SchemaImageWriting.image(of: compiled, documents: documents)
  }

  /// The schema that ``image(with:)`` made `image` of; `document()` reads what that lacks from `resources`.
  package init(
    image: SchemaImage, resources: ResourceResolver, limits: SchemaLimits = .standard
  ) {
    let source = SchemaImageSource(image.text)
    let documents = ResourceDocuments(
      resources: resources, root: "", limits: limits.xml, prepared: source)
    self.init(compiled: source.schema(documents: documents))
  }
}
