/// Writes values of compiled schemas so that they need not be compiled again; ``ImageReader`` reads them back.
///
/// An image is UTF-8 text, so that it can stand in a source file. Each number is written in digits of five bits,
/// the lowest first, one ASCII character each; each distinct string once. An image belongs to the program
/// that wrote it: it has no version and is never read from outside.
@_spi(Engine) public struct ImageWriter {
  private var body: [UInt8] = []
  private var strings: [String] = []
  private var stringIndices: [String: Int] = [:]

  /// The first character of the alphabet; digits that others follow come behind those that end a number.
  @usableFromInline static let firstDigit: UInt8 = 0x30

  /// An empty image.
  public init() {}

  /// Adds a number.
  public mutating func write(_ number: Int) {
    Self.append(UInt64(bitPattern: Int64((number << 1) ^ (number >> 63))), to: &body)
  }

  /// Adds a truth value.
  public mutating func write(_ flag: Bool) { write(flag ? 1 : 0) }

  /// Adds a double by its bits.
  public mutating func write(_ number: Double) {
    Self.append(number.bitPattern.byteSwapped, to: &body)
  }

  /// Adds a string.
  public mutating func write(_ text: String) {
    if let index = stringIndices[text] { return write(index) }
    stringIndices[text] = strings.count
    write(strings.count)
    strings.append(text)
  }

  /// Adds a string or its absence.
  public mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  /// Adds a list, each element by `element`.
  @inlinable
  public mutating func write<Element>(
    _ list: some Collection<Element>, _ element: (inout ImageWriter, Element) -> Void
  ) {
    write(list.count)
    for item in list { element(&self, item) }
  }

  /// Begins a part, which a reader may pass over and come back to; what it must be ended with.
  public mutating func beginPart() -> [UInt8] {
    defer { body = [] }
    return body
  }

  /// Ends the part that `before` came from.
  public mutating func endPart(_ before: [UInt8]) {
    add(parts: [takePart(before)])
  }

  /// Ends the part that `before` came from; its bytes, for ``add(parts:)``.
  public mutating func takePart(_ before: [UInt8]) -> [UInt8] {
    defer { body = before }
    return body
  }

  /// Adds parts that were taken: how many bytes each has, then the bytes, so that a reader finds the places of all
  /// without a look at any.
  public mutating func add(parts: [[UInt8]]) {
    for part in parts { write(part.count) }
    for part in parts { body += part }
  }

  /// All that was added.
  public func finish() -> [UInt8] {
    var image: [UInt8] = []
    Self.append(UInt64(strings.count), to: &image)
    for string in strings { Self.append(UInt64(string.utf8.count), to: &image) }
    for string in strings { image += string.utf8 }
    return image + body
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 32 {
      bytes.append(firstDigit + 32 + UInt8(rest & 31))
      rest >>= 5
    }
    bytes.append(firstDigit + UInt8(rest))
  }
}

/// The text of an image, wherever it lies.
@_spi(Engine) public struct ImageText: Sendable {
  /// Keeps the bytes, unless they are part of the program.
  private let owner: FrozenTable<UInt8>?
  @usableFromInline let slice: TextSlice

  /// An image that was just made.
  public init(_ bytes: [UInt8]) {
    let owner = FrozenTable(bytes)
    self.owner = owner
    slice = owner.slice
  }

  /// An image that is part of the program; it is read where it lies.
  public init(_ text: StaticString) {
    precondition(text.hasPointerRepresentation, "an image is more than one character")
    owner = nil
    slice = unsafe TextSlice(base: text.utf8Start, count: text.utf8CodeUnitCount)
  }
}

/// A string of an image, put together when it is asked for.
@_spi(Engine) public struct ImageString: Sendable {
  private let owner: ImageText
  private let slice: TextSlice

  fileprivate init(_ owner: ImageText, _ slice: TextSlice) {
    self.owner = owner
    self.slice = slice
  }

  /// A string that is none of an image's.
  public init(_ string: String) {
    owner = ImageText(Array(string.utf8))
    slice = owner.slice
  }

  /// The string.
  public var string: String { slice.string }
}

/// Reads what ``ImageWriter`` wrote, in the same order; anything else is a mistake of ours.
@_spi(Engine) public struct ImageReader: Sendable {
  /// The image that is read.
  public let text: ImageText
  /// Where the next number begins; a reader may be sent back to a place where it was.
  public var position = 0
  /// Where the strings stand, and where among them each begins and the last one ends.
  private var base = 0
  private var starts: [Int32] = []
  /// The strings that were asked for, and by the index of each string the number under which it stands among them.
  private var strings: [String] = []
  private var numbers: [Int32] = []

  /// A reader of an image.
  public init(_ text: ImageText) {
    self.text = text
    let count = Int(digits())
    numbers = Array(repeating: 0, count: count)
    starts.reserveCapacity(count + 1)
    var start: Int32 = 0
    for _ in 0..<count {
      starts.append(start)
      start += Int32(digits())
    }
    starts.append(start)
    base = position
    position += Int(start)
  }

  /// The next number.
  @inlinable @inline(__always)
  public mutating func int() -> Int {
    let number = digits()
    return Int(bitPattern: UInt(number >> 1)) ^ -Int(number & 1)
  }

  /// The next truth value.
  public mutating func bool() -> Bool { int() != 0 }

  /// The next double.
  public mutating func double() -> Double { Double(bitPattern: digits().byteSwapped) }

  /// The next string.
  public mutating func string() -> String {
    let index = int()
    let number = Int(numbers[index])
    if number > 0 { return strings[number - 1] }
    let string = bytes(ofString: index).string
    strings.append(string)
    numbers[index] = Int32(strings.count)
    return string
  }

  /// The bytes of the next string; valid while the image is.
  public mutating func slice() -> TextSlice { bytes(ofString: int()) }

  private func bytes(ofString index: Int) -> TextSlice {
    text.slice[base + Int(starts[index])..<base + Int(starts[index + 1])]
  }

  /// The next string, before it is put together.
  public mutating func deferredString() -> ImageString {
    ImageString(text, bytes(ofString: int()))
  }

  /// The next string, if there is one.
  public mutating func optionalString() -> String? { bool() ? string() : nil }

  /// The next list, each element by `element`.
  @inlinable
  public mutating func list<Element>(_ element: (inout ImageReader) -> Element) -> [Element] {
    let count = int()
    var list: [Element] = []
    if count == 0 { return list }
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(element(&self)) }
    return list
  }

  /// The next list of strings.
  public mutating func stringList() -> [String] { list { $0.string() } }

  /// Passes over the next part; its place, for ``move(to:)``.
  public mutating func skipPart() -> Int {
    let length = int()
    defer { position += length }
    return position
  }

  /// Passes over `count` parts that were added together; their places.
  public mutating func skipParts(_ count: Int) -> [Int] {
    var places: [Int] = []
    places.reserveCapacity(count)
    var length = 0
    for _ in 0..<count {
      places.append(length)
      length += int()
    }
    for index in places.indices { places[index] += position }
    position += length
    return places
  }

  /// Goes on at `place`; the place where it was.
  public mutating func move(to place: Int) -> Int {
    defer { position = place }
    return position
  }

  @inlinable @inline(__always)
  mutating func digits() -> UInt64 {
    let digit = text.slice[position] &- ImageWriter.firstDigit
    position &+= 1
    return digit < 32 ? UInt64(digit) : digits(behind: digit)
  }

  /// The number whose lowest digit is `first`.
  @usableFromInline
  mutating func digits(behind first: UInt8) -> UInt64 {
    var number = UInt64(first & 31)
    var shift: UInt64 = 5
    while true {
      let digit = text.slice[position] &- ImageWriter.firstDigit
      position &+= 1
      number |= UInt64(digit & 31) &<< shift
      if digit < 32 { return number }
      shift += 5
    }
  }
}
