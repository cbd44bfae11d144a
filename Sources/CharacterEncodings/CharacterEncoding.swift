/// A character encoding in which Japanese text arrives, beside those of Unicode.
package enum CharacterEncoding: String, CaseIterable, Hashable, Sendable {
  /// Windows-31J, the "Shift_JIS" of Windows, with NEC's and IBM's extensions in Microsoft's mapping.
  case cp932 = "CP932"
  /// EUC-JP with the same extensions in the same mapping.
  case eucJP = "EUC-JP"
  /// ISO-2022-JP with JIS X 0201 kana, JIS X 0212 and the same extensions in the same mapping, as mail programs write it.
  case iso2022JP = "ISO-2022-JP"

  /// The converter's name for the bytes that are handed to it.
  ///
  /// The C library's own EUC-JP and ISO-2022-JP map ～ and － otherwise than CP932, and know no ①; with them one plan
  /// would have other values in each encoding. So ISO-2022-JP is rewritten as EUC and read with Microsoft's mapping.
  var converterName: String {
    switch self {
    case .cp932: "CP932"
    case .eucJP, .iso2022JP: "EUC-JP-MS"
    }
  }
}

/// Why bytes could not be decoded.
package enum DecodingProblem: Error, Hashable, Sendable {
  /// The first byte that is not of the encoding.
  case undecodable(encoding: CharacterEncoding, byteOffset: Int)
  /// The C library lacks the encoding's table on this machine.
  case converterMissing(encoding: CharacterEncoding)
}

extension CharacterEncoding {
  /// `bytes` in UTF-8.
  package func utf8(of bytes: [UInt8]) throws(DecodingProblem) -> [UInt8] {
    guard self == .iso2022JP else { return try converted(bytes) }
    let rewritten = try ISO2022Text(bytes)
    do {
      return try converted(rewritten.bytes)
    } catch .undecodable(_, let offset) {
      throw .undecodable(encoding: self, byteOffset: rewritten.offset(ofByte: offset))
    } catch {
      throw error
    }
  }

  private func converted(_ bytes: [UInt8]) throws(DecodingProblem) -> [UInt8] {
    guard let converter = Converter(from: converterName) else {
      throw .converterMissing(encoding: self)
    }
    switch converter.utf8(of: bytes) {
    case .success(let result): return result
    case .failure(let failure):
      throw .undecodable(encoding: self, byteOffset: failure.byteOffset)
    }
  }
}
