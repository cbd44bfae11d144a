internal import XMLTree

extension SchematronSchema {
  /// The compiled schema as text that this very program can read back; `nil` for schemas whose variables
  /// hold element content, and where each document chooses its phase.
  package var image: [UInt8]? {
    choosesPhaseByDocument ? nil : SchemaImageWriting.image(of: compiled)
  }

  /// The schema whose ``image`` is `image`; `document()` reads from `resources`.
  package init(image: [UInt8], resources: ResourceResolver, limits: SchemaLimits = .standard) {
    var reading = SchemaImageReading(image)
    let documents = ResourceDocuments(resources: resources, root: "", limits: limits.xml)
    self.init(compiled: reading.schema(documents: documents))
  }
}
