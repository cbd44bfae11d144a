internal import CHeap

/// The heap from which the C library, and Swift through it, takes memory.
package enum Heap {
  /// Lets the heap grow by `byteCount` beyond what is asked for, and keep as much when it shrinks.
  ///
  /// By the library's own measure of 128 KiB a run of milliseconds asks the system twenty times. What is not used is
  /// never touched and so costs nothing.
  ///
  /// - Returns: whether the library takes the setting.
  @discardableResult
  package static func grow(byExtra byteCount: Int32) -> Bool {
    mallopt(M_TOP_PAD, byteCount) == 1
  }
}
