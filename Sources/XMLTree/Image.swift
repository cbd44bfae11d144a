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
  static let firstDigit: UInt8 = 0x30

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

  /// All that was added.
  public func finish() -> [UInt8] {
    var image: [UInt8] = []
    Self.append(UInt64(strings.count), to: &image)
    for string in strings {
      Self.append(UInt64(string.utf8.count), to: &image)
      image += string.utf8
    }
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

/// Reads what ``ImageWriter`` wrote, in the same order; anything else is a mistake of ours.
@_spi(Engine) public struct ImageReader {
  private let bytes: [UInt8]
  private var position = 0
  private var strings: [String] = []

  /// A reader of an image.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let count = Int(digits())
    strings.reserveCapacity(count)
    for _ in 0..<count {
      let end = Int(digits()) + position
      strings.append(String(decoding: bytes[position..<end], as: UTF8.self))
      position = end
    }
  }

  /// The next number.
  public mutating func int() -> Int {
    let number = digits()
    return Int(bitPattern: UInt(number >> 1)) ^ -Int(number & 1)
  }

  /// The next truth value.
  public mutating func bool() -> Bool { int() != 0 }

  /// The next double.
  public mutating func double() -> Double { Double(bitPattern: digits().byteSwapped) }

  /// The next string.
  public mutating func string() -> String { strings[int()] }

  /// The next string, if there is one.
  public mutating func optionalString() -> String? { bool() ? string() : nil }

  /// The next list, each element by `element`.
  @inlinable
  public mutating func list<Element>(_ element: (inout ImageReader) -> Element) -> [Element] {
    let count = int()
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(element(&self)) }
    return list
  }

  /// The next list of strings.
  public mutating func stringList() -> [String] { list { $0.string() } }

  private mutating func digits() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let digit = bytes[position] &- ImageWriter.firstDigit
      position += 1
      number |= UInt64(digit & 31) &<< shift
      if digit < 32 { return number }
      shift += 5
    }
  }
}
