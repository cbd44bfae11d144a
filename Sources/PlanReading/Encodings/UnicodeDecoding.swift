internal import PlanModel

/// Characters decoded from bytes, and the name of the encoding they were in.
struct DecodedText {
  var scalars: [Unicode.Scalar]
  var encoding: String

  /// Decodes UTF-16 with a byte order mark, else UTF-8 with or without one, strictly.
  init(_ input: InputBytes) throws(UnreadableInput) {
    let bytes = input.bytes
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      scalars = try utf16Scalars(input, isLittleEndian: bytes[0] == 0xFF)
      encoding = bytes[0] == 0xFF ? "UTF-16LE" : "UTF-16BE"
      return
    }
    encoding = "UTF-8"
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    switch utf8Scalars(bytes[start...]) {
    case .success(let decoded):
      scalars = decoded
    case .failure(let failure):
      if !failure.followsWideCharacters && isLaidOutAsCP932(bytes) {
        throw .unsupportedKind(name: input.name, kind: .cp932Text)
      }
      throw .notUTF8(name: input.name, byteOffset: failure.byteOffset)
    }
  }
}

private struct UTF8Failure: Error {
  var byteOffset: Int
  /// Whether well-formed characters beyond ASCII came before.
  var followsWideCharacters: Bool
}

/// Decodes well-formed UTF-8 (Unicode Standard, table 3-7).
private func utf8Scalars(_ bytes: ArraySlice<UInt8>) -> Result<[Unicode.Scalar], UTF8Failure> {
  var scalars: [Unicode.Scalar] = []
  scalars.reserveCapacity(bytes.count / 2)
  var index = bytes.startIndex
  var isWide = false
  let end = bytes.endIndex
  while index < end {
    let first = bytes[index]
    if first < 0x80 {
      scalars.append(Unicode.Scalar(first))
      index += 1
      continue
    }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard first >= 0xC2, first <= 0xF4, end - index >= length else {
      return .failure(UTF8Failure(byteOffset: index, followsWideCharacters: isWide))
    }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else {
        return .failure(UTF8Failure(byteOffset: index, followsWideCharacters: isWide))
      }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard value >= least, let scalar = Unicode.Scalar(value) else {
      return .failure(UTF8Failure(byteOffset: index, followsWideCharacters: isWide))
    }
    scalars.append(scalar)
    isWide = true
    index += length
  }
  return .success(scalars)
}

private func utf16Scalars(
  _ input: InputBytes, isLittleEndian: Bool
) throws(UnreadableInput) -> [Unicode.Scalar] {
  let bytes = input.bytes
  func unit(_ index: Int) -> UInt32 {
    isLittleEndian
      ? UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8
      : UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
  }
  guard bytes.count.isMultiple(of: 2) else {
    throw .notUTF16(name: input.name, byteOffset: bytes.count - 1)
  }
  var scalars: [Unicode.Scalar] = []
  scalars.reserveCapacity(bytes.count / 2)
  var index = 2
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
    scalars.append(scalar)
    index += length
  }
  return scalars
}
