/// A place that keeps one run of values at a time, overwritten in place when the next one fits.
///
/// Its holder must call `free`.
@safe
@_spi(Engine) public struct TrivialCell<Element: BitwiseCopyable>: BitwiseCopyable {
  private var base: UnsafeMutablePointer<Element>
  /// 0 where `base` is nobody's.
  private var capacity: Int
  private var count: Int

  /// An address for runs of no values, which nothing reads or frees.
  static var nowhere: UnsafeMutablePointer<Element> {
    guard
      let address = unsafe UnsafeMutablePointer<Element>(
        bitPattern: MemoryLayout<Element>.alignment)
    else { preconditionFailure("an alignment of 0") }
    return unsafe address
  }

  /// A cell that keeps nothing.
  public init() {
    unsafe base = Self.nowhere
    capacity = 0
    count = 0
  }

  /// What is kept; valid until the next run is.
  public var view: TrivialView<Element> {
    return unsafe TrivialView(base: UnsafePointer(base), count: count)
  }

  /// Keeps a copy of `values`, which may be the cell's own.
  mutating func keep(_ values: UnsafePointer<Element>, _ newCount: Int) {
    if newCount > capacity {
      let room = max(64, newCount * 2)
      let fresh = UnsafeMutablePointer<Element>.allocate(capacity: room)
      unsafe fresh.update(from: values, count: newCount)
      free()
      unsafe base = fresh
      capacity = room
    } else if newCount > 0 {
      unsafe base.update(from: values, count: newCount)
    }
    count = newCount
  }

  /// Gives the room back.
  public mutating func free() {
    if capacity > 0 { unsafe base.deallocate() }
    self = TrivialCell()
  }
}

extension TrivialCell where Element == UInt8 {
  /// Keeps a copy of `text`, which may be the cell's own.
  public mutating func keep(_ text: TextSlice) {
    unsafe keep(text.base, text.count)
  }

  /// The text kept; valid until the next one is.
  public var slice: TextSlice { view.slice }
}

extension TrivialView where Element == UInt8 {
  /// The bytes as text.
  public var slice: TextSlice { unsafe TextSlice(base: base, count: count) }
}

extension TrivialCell {
  /// Keeps a copy of the elements of `buffer` from `start` on.
  public mutating func keep(_ buffer: borrowing TrivialBuffer<Element>, from start: Int) {
    precondition(start >= 0 && start <= buffer.count)
    unsafe keep(UnsafePointer(buffer.base) + start, buffer.count - start)
  }
}

extension TrivialBuffer {
  /// Appends what `view` shows, which lies elsewhere.
  public mutating func append(_ view: TrivialView<Element>) {
    unsafe append(from: view.base, count: view.count)
  }
}
