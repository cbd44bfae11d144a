internal import Glibc

/// A checked view of trivial values that somebody else owns; valid only while its owner lives.
@safe
@_spi(Engine) public struct TrivialView<Element: BitwiseCopyable>: BitwiseCopyable {
  @usableFromInline let base: UnsafePointer<Element>
  /// How many elements there are.
  public let count: Int

  @unsafe init(base: UnsafePointer<Element>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  /// The element at `index`, which must be below `count`.
  @inlinable public subscript(index: Int) -> Element {
    @inline(__always) unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return unsafe base + index
    }
  }

  /// The element at `index`, which must be below `count`.
  @inlinable public subscript(index: Int32) -> Element { self[Int(index)] }
}

/// Trivial values that never change again, with an owner that views can rely on.
///
/// Sendable because nothing can be written through it.
@_spi(Engine) public final class FrozenTable<Element: BitwiseCopyable>: @unchecked Sendable {
  private let storage: TrivialBuffer<Element>
  /// The values; valid while this table lives.
  public let view: TrivialView<Element>

  /// A table of these values.
  public init(_ values: [Element]) {
    var storage = TrivialBuffer<Element>(capacity: values.count)
    storage.append(elementsOf: values)
    unsafe view = TrivialView(base: UnsafePointer(storage.base), count: storage.count)
    self.storage = storage
  }

  /// A table of these values.
  public init(_ values: some Collection<Element>) {
    var storage = TrivialBuffer<Element>(capacity: values.count)
    storage.append(elementsOf: values)
    unsafe view = TrivialView(base: UnsafePointer(storage.base), count: storage.count)
    self.storage = storage
  }

  /// Takes over a buffer, which thereby stays as it is.
  public init(_ storage: consuming TrivialBuffer<Element>) {
    unsafe view = TrivialView(base: UnsafePointer(storage.base), count: storage.count)
    self.storage = storage
  }
}

/// Trivial values that never change again, owned in place.
///
/// Sendable because nothing can be written through it.
@_spi(Engine) public struct FrozenBuffer<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let storage: TrivialBuffer<Element>
  /// The values; valid while this buffer lives.
  public let view: TrivialView<Element>

  /// Takes over a buffer, which thereby stays as it is.
  public init(_ storage: consuming TrivialBuffer<Element>) {
    unsafe view = TrivialView(base: UnsafePointer(storage.base), count: storage.count)
    self.storage = storage
  }
}

extension FrozenTable where Element == UInt8 {
  /// The bytes of `range`; valid while this table lives.
  public func slice(_ range: Range<Int>) -> TextSlice { storage.slice(range) }

  /// All bytes; valid while this table lives.
  public var slice: TextSlice { storage.slice(0..<storage.count) }
}

extension TrivialBuffer where Element == UInt64 {
  /// Sorts the elements from `start` on, and drops duplicates.
  public mutating func sortUnique(from start: Int) {
    precondition(start >= 0 && start <= used)
    var values = unsafe UnsafeMutableBufferPointer(start: base + start, count: used - start)
    unsafe values.sort()
    var kept = start
    for index in start..<used {
      let value = self[index]
      if kept > start, self[kept - 1] == value { continue }
      self[kept] = value
      kept += 1
    }
    used = kept
  }

  /// Reverses the elements from `start` on.
  public mutating func reverse(from start: Int) {
    precondition(start >= 0 && start <= used)
    var values = unsafe UnsafeMutableBufferPointer(start: base + start, count: used - start)
    unsafe values.reverse()
  }

  /// Moves the elements from `source` on down to `destination` and drops what lay between.
  public mutating func moveDown(from source: Int, to destination: Int) {
    precondition(destination >= 0 && destination <= source && source <= used)
    let moved = used - source
    unsafe (base + destination).update(from: base + source, count: moved)
    used = destination + moved
  }
}
