/// Objects that several tasks use at a time, lent without counting references.
///
/// A reference count is one cell of memory: tasks that count in the same one wait for each other.
@safe
@_spi(Engine) public struct SharedObjects<Object: AnyObject & Sendable>: Sendable {
  /// Keeps the objects alive, so that what is lent lives as long as this value is borrowed.
  private let owned: [Object]
  @usableFromInline let references: [Unmanaged<Object>]

  /// Owns these objects.
  public init(_ objects: [Object]) {
    owned = objects
    unsafe references = objects.map { unsafe Unmanaged.passUnretained($0) }
  }

  /// The places of the objects.
  @inlinable public var indices: Range<Int> { unsafe references.indices }

  /// Lends the object at `index`, which must be one of ``indices``.
  @inlinable public func withObject<Result>(at index: Int, _ body: (Object) -> Result) -> Result {
    unsafe references[index]._withUnsafeGuaranteedRef { body($0) }
  }
}
