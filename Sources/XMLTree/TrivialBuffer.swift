internal import Glibc

/// A growing block of trivial values with one owner, checked at its bounds.
///
/// Grown with `realloc`, so that doubling a large block moves pages, not bytes.
@safe
@_spi(Engine) public struct TrivialBuffer<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var used: Int
  @usableFromInline var capacity: Int

  /// An empty block with room for `capacity` elements; none is allocated for 0.
  public init(capacity: Int = 16) {
    self.capacity = max(capacity, 0)
    used = 0
    unsafe base =
      capacity > 0 ? Self.allocated(capacity, replacing: nil) : TrivialCell<Element>.nowhere
  }

  deinit {
    if capacity > 0 { unsafe free(base) }
  }

  /// How many elements are in use.
  @inlinable public var count: Int { used }

  /// The element at `index`, which must be below `count`.
  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
      return unsafe UnsafePointer(base + index)
    }
    @inline(__always) unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: used))
      return unsafe base + index
    }
  }

  /// Adds an element at the end.
  @inlinable public mutating func append(_ element: Element) {
    if used == capacity { grow(by: 1) }
    unsafe base[used] = element
    used &+= 1
  }

  /// Drops the elements from `count` on.
  @inlinable public mutating func truncate(to count: Int) {
    precondition(count >= 0 && count <= used)
    used = count
  }

  /// Appends `count` copies of `element`.
  public mutating func append(repeating element: Element, count: Int) {
    if capacity - used < count { grow(by: count) }
    unsafe (base + used).initialize(repeating: element, count: count)
    used += count
  }

  /// Makes room for `extra` more elements.
  @usableFromInline mutating func grow(by extra: Int) {
    let wanted = max(capacity &* 2, used + extra, 4)
    unsafe base = Self.allocated(wanted, replacing: capacity > 0 ? base : nil)
    capacity = wanted
  }

  /// Gives back the room that is not used.
  mutating func trim() {
    let wanted = max(used, 1)
    guard wanted < capacity, capacity > 0 else { return }
    unsafe base = Self.allocated(wanted, replacing: base)
    capacity = wanted
  }

  /// Adds the elements of an array at the end.
  public mutating func append(elementsOf values: [Element]) {
    unsafe values.withUnsafeBufferPointer { storage in
      guard let start = storage.baseAddress else { return }
      unsafe append(from: start, count: storage.count)
    }
  }

  /// Adds the elements of a collection at the end.
  public mutating func append(elementsOf values: some Collection<Element>) {
    let done: Void? = values.withContiguousStorageIfAvailable { (storage) -> Void in
      guard let start = storage.baseAddress else { return }
      unsafe append(from: start, count: storage.count)
    }
    if done == nil {
      for value in values { append(value) }
    }
  }

  /// Appends `count` elements that lie at `source`.
  @inlinable mutating func append(from source: UnsafePointer<Element>, count: Int) {
    if capacity &- used < count { grow(by: count) }
    unsafe (base + used).update(from: source, count: count)
    used &+= count
  }

  private static func allocated(
    _ count: Int, replacing old: UnsafeMutablePointer<Element>?
  ) -> UnsafeMutablePointer<Element> {
    let size = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!size.overflow)
    guard let block = unsafe realloc(old, size.partialValue) else {
      preconditionFailure("out of memory")
    }
    return unsafe block.assumingMemoryBound(to: Element.self)
  }
}

extension TrivialBuffer where Element == UInt8 {
  /// Appends the bytes of `slice`, which may lie in this very buffer's former block no longer.
  public mutating func append(_ slice: TextSlice) {
    unsafe append(from: slice.base, count: slice.count)
  }

  /// Adds a string's UTF-8 at the end.
  public mutating func append(utf8 text: String) {
    text.withSlice { append($0) }
  }

  /// The bytes in `range`, valid until the buffer next grows or ends.
  public borrowing func slice(_ range: Range<Int>) -> TextSlice {
    precondition(range.lowerBound >= 0 && range.upperBound <= used)
    return unsafe TextSlice(base: UnsafePointer(base + range.lowerBound), count: range.count)
  }
}
