@_spi(Engine) internal import XMLTree

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
  /// The compiled schema as UTF-8 text that this very program can read back; `nil` for schemas whose variables
  /// hold element content, and where each document chooses its phase.
  package var image: [UInt8]? {
    choosesPhaseByDocument ? nil : SchemaImageWriting.image(of: compiled)
  }

  /// The schema whose ``image`` is `image`; `document()` reads from `resources`.
  package init(
    image: SchemaImage, resources: ResourceResolver, limits: SchemaLimits = .standard
  ) {
    let documents = ResourceDocuments(resources: resources, root: "", limits: limits.xml)
    self.init(compiled: SchemaImageSource(image.text).schema(documents: documents))
  }
}
