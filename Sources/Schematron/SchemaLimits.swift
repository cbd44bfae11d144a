public import XMLTree

/// The bounds of what is taken as a schema.
public struct SchemaLimits: Sendable {
  /// The most elements of a schema after inclusion and instantiation.
  public var elementCountMax: Int
  /// The deepest nesting of elements after inclusion.
  public var depthMax: Int
  /// The longest chain of inclusions, extensions or abstract patterns.
  public var inclusionDepthMax: Int
  /// The bounds of each file.
  public var xml: XMLLimits

  /// Bounds of the caller's choice.
  public init(elementCountMax: Int, depthMax: Int, inclusionDepthMax: Int, xml: XMLLimits) {
    self.elementCountMax = elementCountMax
    self.depthMax = depthMax
    self.inclusionDepthMax = inclusionDepthMax
    self.xml = xml
  }

  /// 200,000 elements, 100 levels, chains of 32, and the standard limits of XML.
  public static let standard = SchemaLimits(
    elementCountMax: 200_000, depthMax: 100, inclusionDepthMax: 32, xml: .standard)
}
