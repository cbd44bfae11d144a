/// What `translate` does by one pair of arguments, ready for any text.
///
/// Rules use few pairs, long ones among them, on every node: searching for each character would cost most.
final class Translation {
  private let from: FrozenTable<UInt8>
  private let to: FrozenTable<UInt8>
  /// 1 for the bytes that begin a character of `from`; no continuation byte is among them.
  private let marks: FrozenTable<UInt8>
  /// From an ASCII character to the place in `to` where it goes; the length of `to` means nowhere.
  private let ascii: FrozenTable<Int32>
  /// The same for other characters by open addressing: the character above its place, plus 1; 0 is free.
  private let wide: FrozenTable<UInt64>

  init(from: TextSlice, to: TextSlice) {
    var marks = [UInt8](repeating: 0, count: 256)
    var ascii = [Int32](repeating: Self.unmapped, count: 128)
    var wide = [UInt64](repeating: 0, count: Self.slotCount(for: from))
    var target = 0
    var index = 0
    while index < from.count {
      let byte = from[index]
      let length = from.scalarLength(at: index)
      if byte < 0x80 {
        if marks[Int(byte)] == 0 { ascii[Int(byte)] = Int32(target) }
      } else {
        Self.place(from[index..<index + length].packedScalar, target, in: &wide)
      }
      marks[Int(byte)] = 1
      index &+= length
      if target < to.count { target &+= to.scalarLength(at: target) }
    }
    self.from = FrozenTable(from.bytes)
    self.to = FrozenTable(to.bytes)
    self.marks = FrozenTable(marks)
    self.ascii = FrozenTable(ascii)
    self.wide = FrozenTable(wide)
  }

  private static var unmapped: Int32 { -1 }

  private static func slotCount(for from: TextSlice) -> Int {
    var wideCount = 0
    for index in 0..<from.count where from[index] >= 0xC0 { wideCount += 1 }
    var count = 1
    while count < wideCount * 2 { count *= 2 }
    return wideCount == 0 ? 0 : count
  }

  @inline(__always)
  private static func slot(of scalar: UInt32, mask: Int) -> Int {
    Int(truncatingIfNeeded: (scalar &* 0x9E37_79B1) >> 12) & mask
  }

  /// Enters a character, unless it was entered before.
  private static func place(_ scalar: UInt32, _ target: Int, in wide: inout [UInt64]) {
    let mask = wide.count - 1
    var slot = slot(of: scalar, mask: mask)
    while wide[slot] != 0 {
      if wide[slot] >> 32 == UInt64(scalar) { return }
      slot = (slot + 1) & mask
    }
    wide[slot] = UInt64(scalar) << 32 | UInt64(target + 1)
  }

  /// Whether these are the arguments that this was made for.
  func isMade(from: TextSlice, to: TextSlice) -> Bool {
    self.from.slice.equals(from) && self.to.slice.equals(to)
  }

  /// The offset of the first byte from `offset` on that may begin something to be replaced.
  @inline(__always)
  private func nextMark(in text: TextSlice, from offset: Int) -> Int {
    let marks = unsafe marks.view.base
    var index = offset
    while index < text.count, unsafe marks[Int(text.base[index])] == 0 { index &+= 1 }
    return index
  }

  @inline(__always)
  private func target(of text: TextSlice, at index: Int, length: Int) -> Int32 {
    if length == 1, text[index] < 0x80 { return ascii.view[Int(text[index])] }
    let wide = wide.view
    if wide.count == 0 { return Self.unmapped }
    let scalar = text[index..<index &+ length].packedScalar
    let mask = wide.count - 1
    var slot = Self.slot(of: scalar, mask: mask)
    while wide[slot] != 0 {
      let entry = wide[slot]
      if entry >> 32 == UInt64(scalar) { return Int32(truncatingIfNeeded: entry) - 1 }
      slot = (slot + 1) & mask
    }
    return Self.unmapped
  }

  /// The offset of the first character that changes, `nil` where none does.
  func firstChange(in text: TextSlice) -> Int? {
    var index = nextMark(in: text, from: 0)
    while index < text.count {
      let length = text.scalarLength(at: index)
      if target(of: text, at: index, length: length) != Self.unmapped { return index }
      index = nextMark(in: text, from: index &+ length)
    }
    return nil
  }

  /// Writes the translation of `text`, which first changes at `change`, and answers its length.
  ///
  /// There must be room for `byteCountMax(of:)` bytes at `output`.
  func translate(_ text: TextSlice, from change: Int, into output: UnsafeMutablePointer<UInt8>)
    -> Int
  {
    let to = to.slice
    unsafe output.update(from: text.base, count: change)
    var written = change
    var index = change
    while index < text.count {
      let length = text.scalarLength(at: index)
      let target = target(of: text, at: index, length: length)
      if target == Self.unmapped {
        for offset in 0..<length {
          unsafe output[written &+ offset] = text.base[index &+ offset]
        }
        written &+= length
      } else if Int(target) < to.count {
        let place = Int(target)
        let size = min(to.scalarLength(at: place), 4)
        for offset in 0..<size { unsafe output[written &+ offset] = to.base[place &+ offset] }
        written &+= size
      }
      index &+= length
      let next = nextMark(in: text, from: index)
      unsafe (output + written).update(from: text.base + index, count: next &- index)
      written &+= next &- index
      index = next
    }
    return written
  }

  /// One character takes one byte of the input at least, and four of the output at most.
  func byteCountMax(of text: TextSlice) -> Int {
    to.slice.isASCII ? text.count : text.count * 4
  }
}

extension TextArena {
  /// `translate`: each character of `from` becomes its counterpart in `to`, or nothing.
  ///
  /// A text that does not change is returned as it is.
  public mutating func translated(
    _ text: TextSlice, from: TextSlice, to: TextSlice
  ) -> TextSlice {
    if text.isEmpty || from.isEmpty { return text }
    let translation = translation(from: from, to: to)
    guard let change = translation.firstChange(in: text) else { return text }
    begin()
    let output = unsafe reserve(translation.byteCountMax(of: text))
    advance(unsafe translation.translate(text, from: change, into: output))
    return end()
  }

  private mutating func translation(from: TextSlice, to: TextSlice) -> Translation {
    for known in translations where known.isMade(from: from, to: to) { return known }
    let made = Translation(from: from, to: to)
    if translations.count < Self.translationCountMax {
      translations.append(made)
    } else {
      translations[oldestTranslation] = made
      oldestTranslation = (oldestTranslation + 1) % Self.translationCountMax
    }
    return made
  }

  /// How many pairs of arguments are kept ready.
  private static var translationCountMax: Int { 16 }
}

extension TextSlice {
  fileprivate var bytes: [UInt8] {
    var copy: [UInt8] = []
    append(to: &copy)
    return copy
  }

  /// The UTF-8 bytes of one character in an integer.
  @inline(__always)
  fileprivate var packedScalar: UInt32 {
    var value: UInt32 = 0
    for index in 0..<min(count, 4) { value = value << 8 | UInt32(self[index]) }
    return value
  }

  /// Whether all bytes are below 0x80.
  public var isASCII: Bool {
    for index in 0..<count where unsafe base[index] >= 0x80 { return false }
    return true
  }
}
