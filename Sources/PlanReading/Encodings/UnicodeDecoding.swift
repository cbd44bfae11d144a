internal import CharacterEncodings
internal import PlanModel
internal import TextForms

/// The text of an input in UTF-8, without a byte order mark, and in which encoding it came.
struct DecodedText {
  var utf8: [UInt8]
  var encoding: String
  /// How the encoding was told.
  var evidence: SourceEvidence

  /// The characters.
  var scalars: [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(utf8.count / 2)
    var index = 0
    while index < utf8.count {
      let (scalar, length) = wellFormedScalar(utf8, at: index)
      result.append(scalar)
      index += length
    }
    return result
  }

  /// Tells the encoding and decodes strictly: a byte order mark decides, then what the bytes can be.
  init(_ input: InputBytes) throws(UnreadableInput) {
    let bytes = input.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      self = try Self.utf16(input, from: 2, isLittleEndian: bytes[0] == 0xFF, .byteOrderMark)
      return
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    if !hasMark, let isLittleEndian = zeroBytesShowUTF16(bytes) {
      self = try Self.utf16(input, from: 0, isLittleEndian: isLittleEndian, .zeroBytes)
      return
    }
    if !hasMark, CharacterEncoding.showsISO2022(bytes) {
      self = try Self.legacy(input, .iso2022JP, .escapeSequences)
      return
    }
    let start = hasMark ? 3 : 0
    let form = UTF8Form(bytes, from: start)
    guard let failure = form.firstFailure else {
      utf8 = hasMark ? Array(bytes[3...]) : bytes
      encoding = "UTF-8"
      evidence = hasMark ? .byteOrderMark : form.wideCount > 0 ? .wellFormed : .asciiOnly
      return
    }
    // Text in UTF-8 that is damaged is not to be taken for another encoding.
    if hasMark || form.wideCount > form.failureCount {
      throw .notUTF8(name: input.name, byteOffset: failure)
    }
    self = try Self.japanese(input, utf8Failure: failure)
  }

  // MARK: Japanese encodings

  /// Tells CP932 from EUC-JP by which of them the bytes are, and by what they then say.
  private static func japanese(
    _ input: InputBytes, utf8Failure: Int
  ) throws(UnreadableInput) -> DecodedText {
    let layouts = [BytePairs(cp932: input.bytes), BytePairs(eucJP: input.bytes)]
    let fitting = layouts.filter { $0.firstFailure == nil && $0.pairCount > 1 }
    if let best = fitting.max(by: { $0.usualCount < $1.usualCount }) {
      return try legacy(input, best.encoding, .bytePairs)
    }
    // Neither: the one that goes further is meant, where it goes far enough to be meant at all.
    let furthest = layouts.max {
      ($0.firstFailure ?? .max, $0.pairCount) < ($1.firstFailure ?? .max, $1.pairCount)
    }
    if let furthest, let failure = furthest.firstFailure, furthest.pairCount > 1,
      failure > utf8Failure
    {
      throw .undecodable(
        name: input.name, encoding: furthest.encoding.rawValue, byteOffset: failure)
    }
    throw .notUTF8(name: input.name, byteOffset: utf8Failure)
  }

  private static func legacy(
    _ input: InputBytes, _ encoding: CharacterEncoding, _ evidence: SourceEvidence
  ) throws(UnreadableInput) -> DecodedText {
    do {
      return DecodedText(
        utf8: try encoding.utf8(of: input.bytes), encoding: encoding.rawValue, evidence: evidence)
    } catch {
      switch error {
      case .undecodable(let encoding, let byteOffset):
        throw .undecodable(name: input.name, encoding: encoding.rawValue, byteOffset: byteOffset)
      case .converterMissing(let encoding):
        throw .converterMissing(name: input.name, encoding: encoding.rawValue)
      }
    }
  }

  private init(utf8: [UInt8], encoding: String, evidence: SourceEvidence) {
    self.utf8 = utf8
    self.encoding = encoding
    self.evidence = evidence
  }

  // MARK: UTF-16

  private static func utf16(
    _ input: InputBytes, from start: Int, isLittleEndian: Bool, _ evidence: SourceEvidence
  ) throws(UnreadableInput) -> DecodedText {
    let bytes = input.bytes
    func unit(_ index: Int) -> UInt32 {
      isLittleEndian
        ? UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
        : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
    }
    guard bytes.count.isMultiple(of: 2) else {
      throw .notUTF16(name: input.name, byteOffset: bytes.count - 1)
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * 3 / 2)
    var index = start
    while index < bytes.count {
      var value = unit(index)
      var length = 2
      if (0xD800..<0xDC00).contains(value), index + 3 < bytes.count,
        (0xDC00..<0xE000).contains(unit(index + 2))
      {
        value = 0x10000 + (value - 0xD800) << 10 + (unit(index + 2) - 0xDC00)
        length = 4
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw .notUTF16(name: input.name, byteOffset: index)
      }
      result.append(addingCapacity: 4) { $0.append(utf8Of: scalar) }
      index += length
    }
    return DecodedText(
      utf8: result, encoding: isLittleEndian ? "UTF-16LE" : "UTF-16BE", evidence: evidence)
  }
}

/// Whether zero bytes stand as UTF-16 puts them: all in one half of the code units, and line ends among them.
private func zeroBytesShowUTF16(_ bytes: [UInt8]) -> Bool? {
  guard bytes.count >= 4, bytes.count.isMultiple(of: 2) else { return nil }
  guard bytes.holds(0) else { return nil }
  let head = bytes.prefix(1 << 16)
  var evenCount = 0
  var oddCount = 0
  var hasLineEnd = (little: false, big: false)
  for index in stride(from: 0, to: head.count - 1, by: 2) {
    let (first, second) = (head[index], head[index + 1])
    if first == 0 { evenCount += 1 }
    if second == 0 { oddCount += 1 }
    if second == 0, first == 0x0A || first == 0x0D { hasLineEnd.little = true }
    if first == 0, second == 0x0A || second == 0x0D { hasLineEnd.big = true }
  }
  if oddCount > 1 && evenCount == 0 && hasLineEnd.little { return true }
  if evenCount > 1 && oddCount == 0 && hasLineEnd.big { return false }
  return nil
}
