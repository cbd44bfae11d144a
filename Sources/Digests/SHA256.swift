internal import CMessageDigest

/// The SHA-256 digest of a sequence of bytes (FIPS 180-4), fed in pieces.
package struct SHA256: ~Copyable {
  /// The digest's length in bytes.
  package static let byteCount = 32

  private var context = sha256_ctx()

  package init() {
    unsafe nettle_sha256_init(&context)
  }

  /// Adds `bytes` to what has been fed so far.
  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe nettle_sha256_update(&context, buffer.count, buffer.baseAddress)
    }
  }

  /// Ends the digest and gives it as 64 lower-case hexadecimal digits.
  package consuming func finish() -> String {
    hexadecimal(finishBytes())
  }

  /// Ends the digest and gives its bytes.
  package consuming func finishBytes() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe nettle_sha256_digest(&context, buffer.count, buffer.baseAddress)
    }
    return digest
  }

  /// The digest of `bytes`, as 64 lower-case hexadecimal digits.
  package static func hexadecimalDigest(of bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finish()
  }

  /// The digest of `bytes` in base64 (RFC 4648), as a content security policy names it.
  package static func base64Digest(of bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return base64(digest.finishBytes())
  }
}

private func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    var digits: [UInt8] = []
    for _ in 0..<4 {
      digits.append(alphabet[word & 0x3F])
      word >>= 6
    }
    text += digits.reversed().prefix(group.count + 1)
    text += repeatElement(UInt8(ascii: "="), count: 3 - group.count)
  }
  return String(decoding: text, as: UTF8.self)
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(bytes.count * 2)
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 0x0F)])
  }
  return String(decoding: text, as: UTF8.self)
}
