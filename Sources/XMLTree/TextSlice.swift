internal import Glibc

/// A view of UTF-8 bytes that somebody else owns; valid only while its owner lives and does not grow.
///
/// It is trivial on purpose: an XPath evaluation passes thousands of them without counting references.
@safe
@_spi(Engine) public struct TextSlice: BitwiseCopyable, Sendable {
  @usableFromInline nonisolated(unsafe) let base: UnsafePointer<UInt8>
  /// The number of bytes.
  public let count: Int

  @inlinable @unsafe init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @usableFromInline nonisolated(unsafe) static let emptyBase = unsafe UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

  /// The slice of no bytes.
  public static let empty = unsafe TextSlice(base: emptyBase, count: 0)

  /// Whether there are no bytes.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// The byte at `index`, which must be below `count`.
  @inlinable public subscript(index: Int) -> UInt8 {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
    return unsafe base[index]
  }

  /// The bytes of `range`, which must lie inside.
  @inlinable public subscript(range: Range<Int>) -> TextSlice {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe TextSlice(base: base + range.lowerBound, count: range.count)
  }

  /// The text as a value of its own.
  public var string: String {
    unsafe String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
  }

  /// Appends the bytes to an array.
  public func append(to bytes: inout [UInt8]) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
  }

  /// Whether both hold the same bytes.
  @inlinable public func equals(_ other: TextSlice) -> Bool {
    guard count == other.count else { return false }
    if count == 0 { return true }
    guard unsafe base[0] == other.base[0] else { return false }
    return hasSameBytes(other, at: 0)
  }

  /// Whether the text begins with `prefix`.
  public func starts(with prefix: TextSlice) -> Bool {
    guard prefix.count <= count else { return false }
    return hasSameBytes(prefix, at: 0)
  }

  /// The offset of the first `needle`, in bytes; `nil` where there is none.
  public func firstOffset(of needle: TextSlice) -> Int? {
    if needle.count == 0 { return 0 }
    guard needle.count <= count else { return nil }
    return needle.count > 16 ? rollingOffset(of: needle) : shortOffset(of: needle)
  }

  @usableFromInline func hasSameBytes(_ other: TextSlice, at offset: Int) -> Bool {
    unsafe memcmp(base + offset, other.base, other.count) == 0
  }

  private func shortOffset(of needle: TextSlice) -> Int? {
    let first = Int32(needle[0])
    let last = count - needle.count
    var offset = 0
    while offset <= last {
      guard let hit = unsafe memchr(base + offset, first, last - offset + 1) else { return nil }
      offset = unsafe UnsafeRawPointer(hit) - UnsafeRawPointer(base)
      if hasSameBytes(needle, at: offset) { return offset }
      offset += 1
    }
    return nil
  }

  /// Rabin and Karp's search, whose time does not multiply when long texts nearly match everywhere.
  private func rollingOffset(of needle: TextSlice) -> Int? {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var wanted: UInt64 = 0
    var rolling: UInt64 = 0
    var outgoing: UInt64 = 1
    for index in 0..<needle.count {
      wanted = wanted &* factor &+ UInt64(needle[index])
      rolling = rolling &* factor &+ UInt64(self[index])
      if index > 0 { outgoing = outgoing &* factor }
    }
    var offset = 0
    while true {
      if rolling == wanted, hasSameBytes(needle, at: offset) { return offset }
      guard offset + needle.count < count else { return nil }
      rolling = (rolling &- UInt64(self[offset]) &* outgoing) &* factor
      rolling = rolling &+ UInt64(self[offset + needle.count])
      offset += 1
    }
  }

  /// The byte offset behind `scalars` characters from `offset` on, at most `count`.
  public func offset(after scalars: Int, from offset: Int = 0) -> Int {
    var index = offset
    var left = scalars
    while left > 0, index < count {
      index &+= 1
      while index < count, unsafe base[index] & 0xC0 == 0x80 { index &+= 1 }
      left &-= 1
    }
    return index
  }

  /// How many bytes the character takes that begins at `offset`.
  @inlinable public func scalarLength(at offset: Int) -> Int {
    precondition(UInt(bitPattern: offset) < UInt(bitPattern: count))
    var end = offset &+ 1
    while end < count, unsafe base[end] & 0xC0 == 0x80 { end &+= 1 }
    return end &- offset
  }

  /// The code point that begins at `offset`, in text that is valid UTF-8.
  public func scalar(at offset: Int) -> UInt32 {
    let first = UInt32(self[offset])
    if first < 0x80 { return first }
    let length = scalarLength(at: offset)
    var value = first & (0xFF >> UInt32(min(length, 4) + 1))
    for index in 1..<max(length, 1) { value = value << 6 | UInt32(self[offset + index] & 0x3F) }
    return value
  }

  /// Whether the bytes are those of a literal.
  @inline(__always)
  public func equals(_ literal: StaticString) -> Bool {
    guard count == literal.utf8CodeUnitCount else { return false }
    return unsafe memcmp(base, literal.utf8Start, count) == 0
  }

  /// A hash of the bytes, the same in every process.
  public var hash: UInt64 {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<count {
      value = (value ^ UInt64(unsafe base[index])) &* 0x0000_0100_0000_01B3
    }
    return value ^ (value >> 29)
  }
}

extension String {
  /// Calls `body` with the text's UTF-8, which is valid only there.
  @inline(__always)
  func withSlice<Result>(_ body: (TextSlice) -> Result) -> Result {
    var text = self
    return text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return body(.empty) }
      return unsafe body(TextSlice(base: base, count: bytes.count))
    }
  }
}
