internal import CHeap

/// The heap from which the C library, and Swift through it, takes memory.
package enum Heap {
  /// The size of a huge page where the others have 4 KiB: 2 MiB.
  private static let hugePageByteCount = 1 << 21

  /// A piece that the C library takes from the heap, and not from a mapping of its own; the heap of a program that has
  /// just started has no room for it.
  private static let pieceByteCount = 120 << 10

  /// Lets the heap go on at a huge page, for which it asks the system, and keep it.
  ///
  /// A run of milliseconds spends a tenth of its time on having the system map some 450 pages, one by one as they are
  /// first touched; one that holds them all takes a fifth of that. What lies before it, the rest of what the heap has and
  /// the piece, is taken and never touched, so that all that follows stands in the page. The system may refuse; then
  /// nothing has changed but where the heap lies and how far it grows at a time.
  ///
  /// Only for a process that has one thread yet: nothing else may ask for memory meanwhile.
  ///
  /// - Returns: whether the system was asked; false where the memory lies otherwise than expected.
  @discardableResult
  package static func continueInHugePage() -> Bool {
    guard mallopt(M_TOP_PAD, Int32(hugePageByteCount + pieceByteCount)) == 1,
      mallopt(M_TRIM_THRESHOLD, Int32(16 * hugePageByteCount)) == 1,
      let end = unsafe sbrk(0).map({ Int(bitPattern: $0) })
    else { return false }
    // Of the rest, the C library keeps 32 bytes, and writes 16 in front of what it gives.
    let rest = Int(mallinfo2().keepcost)
    if rest > 64, take(rest - 64) == nil { return false }
    // The page must not have been touched when the system is asked: what the C library writes behind the piece is still
    // in front of it.
    let margin = pieceByteCount + 8 << 10
    let page = (end + margin + hugePageByteCount - 1) & ~(hugePageByteCount - 1)
    guard unsafe sbrk(page - margin - end) != UnsafeMutableRawPointer(bitPattern: -1),
      let piece = take(pieceByteCount)
    else { return false }
    return unsafe (page - margin..<page).contains(piece)
      && madvise(UnsafeMutableRawPointer(bitPattern: page), hugePageByteCount, MADV_HUGEPAGE) == 0
  }

  /// The address of memory that is never given back, or `nil` where there is none.
  private static func take(_ byteCount: Int) -> Int? {
    let memory = unsafe malloc(byteCount)
    // The compiler leaves out what is allocated for nothing; this it cannot know.
    guard unsafe malloc_usable_size(memory) >= byteCount else { return nil }
    return Int(bitPattern: memory)
  }
}
