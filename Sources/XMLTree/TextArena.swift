/// Room for the strings that an evaluation makes; what was handed out stays where it is until it is released.
@safe
@_spi(Engine) public struct TextArena: ~Copyable {
  @safe private struct Chunk: BitwiseCopyable {
    var base: UnsafeMutablePointer<UInt8>
    var capacity: Int
  }

  /// A state to return to.
  public struct Mark: BitwiseCopyable {
    fileprivate let chunk: Int
    fileprivate let used: Int
  }

  private var chunks: TrivialBuffer<Chunk>
  private var current = 0
  private var used = 0
  private var start = 0
  /// The arguments of `translate` that were met, and the place of the one to be given up next.
  var translations: [Translation] = []
  var oldestTranslation = 0

  /// An empty arena.
  public init() {
    chunks = TrivialBuffer(capacity: 8)
    chunks.append(Self.chunk(4096))
  }

  deinit {
    for index in 0..<chunks.count { unsafe chunks[index].base.deallocate() }
  }

  private static func chunk(_ capacity: Int) -> Chunk {
    unsafe Chunk(base: .allocate(capacity: capacity), capacity: capacity)
  }

  /// The state in which nothing is kept.
  public static var bottom: Mark { Mark(chunk: 0, used: 0) }

  /// The present state.
  public var mark: Mark { Mark(chunk: current, used: used) }

  /// Gives up everything made since `mark`.
  public mutating func release(to mark: Mark) {
    current = mark.chunk
    used = mark.used
  }

  /// Begins a string; only one is made at a time.
  public mutating func begin() { start = used }

  /// The string begun last.
  public mutating func end() -> TextSlice {
    let chunk = chunks[current]
    return unsafe TextSlice(base: UnsafePointer(chunk.base + start), count: used - start)
  }

  /// Appends a byte to the string in the making.
  public mutating func append(_ byte: UInt8) {
    var chunk = chunks[current]
    if used == chunk.capacity {
      grow(by: 1)
      chunk = chunks[current]
    }
    unsafe chunk.base[used] = byte
    used &+= 1
  }

  /// Appends bytes to the string in the making.
  public mutating func append(_ slice: TextSlice) {
    if slice.count > chunks[current].capacity - used { grow(by: slice.count) }
    unsafe (chunks[current].base + used).update(from: slice.base, count: slice.count)
    used &+= slice.count
  }

  /// Appends a literal to the string in the making.
  public mutating func append(_ text: StaticString) {
    unsafe append(TextSlice(base: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a string's UTF-8 to the string in the making.
  public mutating func append(utf8 text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// A copy of `slice` in this arena.
  public mutating func copy(_ slice: TextSlice) -> TextSlice {
    begin()
    append(slice)
    return end()
  }

  /// Where the next byte goes, with room for `count` more.
  mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
    if count > chunks[current].capacity - used { grow(by: count) }
    return unsafe chunks[current].base + used
  }

  /// Counts `count` bytes, written where `reserve` said, to the string in the making.
  mutating func advance(_ count: Int) {
    precondition(count >= 0 && count <= chunks[current].capacity - used)
    used &+= count
  }

  /// Moves the string in the making to a chunk with room for `extra` more bytes.
  private mutating func grow(by extra: Int) {
    let made = used - start
    let old = chunks[current]
    let wanted = made + extra
    var next = current + 1
    while next < chunks.count, chunks[next].capacity < wanted { next += 1 }
    if next == chunks.count { chunks.append(Self.chunk(max(wanted * 2, old.capacity * 2))) }
    unsafe chunks[next].base.update(from: old.base + start, count: made)
    current = next
    start = 0
    used = made
  }
}
