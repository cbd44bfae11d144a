/// Eight bytes of a text at once: what is counted here is counted for every description of every entry.
extension TextSlice {
  private static var low: UInt64 { 0x0101_0101_0101_0101 }
  private static var high: UInt64 { 0x8080_8080_8080_8080 }

  /// The eight bytes from `index` on.
  @inline(__always)
  private func word(at index: Int) -> UInt64 {
    unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
  }

  /// The number of characters, which are Unicode scalars here.
  public var scalarCount: Int {
    var continuations = 0
    var index = 0
    while index &+ 8 <= count {
      let word = word(at: index)
      // 1 in each byte of the form 10xxxxxx; the product's top byte is their sum.
      let marks = (word >> 7) & ~(word >> 6) & Self.low
      continuations &+= Int(truncatingIfNeeded: (marks &* Self.low) >> 56)
      index &+= 8
    }
    while index < count {
      if unsafe base[index] & 0xC0 == 0x80 { continuations &+= 1 }
      index &+= 1
    }
    return count &- continuations
  }

  /// How many line feeds the text has.
  var newlineCount: Int {
    var found = 0
    var index = 0
    while index &+ 8 <= count {
      let other = word(at: index) ^ 0x0A0A_0A0A_0A0A_0A0A
      // The top bit of each byte that is 0, without borrowing between bytes.
      let marks = ~(((other & ~Self.high) &+ ~Self.high) | other | ~Self.high)
      found &+= Int(truncatingIfNeeded: ((marks >> 7) &* Self.low) >> 56)
      index &+= 8
    }
    while index < count {
      if unsafe base[index] == 0x0A { found &+= 1 }
      index &+= 1
    }
    return found
  }

  /// The place of the first byte from `start` on that is not above a space; `count` where there is none.
  @inline(__always)
  func nextControl(from start: Int) -> Int {
    var index = start
    while index &+ 8 <= count {
      let word = word(at: index)
      // With its top bit set no byte is below 0x21, so the subtraction borrows nothing.
      let marks = ~((word | Self.high) &- 0x2121_2121_2121_2121) & ~word & Self.high
      if marks != 0 { return index &+ marks.trailingZeroBitCount >> 3 }
      index &+= 8
    }
    while index < count, unsafe base[index] > 0x20 { index &+= 1 }
    return index
  }
}
