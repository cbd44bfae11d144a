internal import CMessageDigest

/// The SHA-256 digest of a sequence of bytes (FIPS 180-4), fed in pieces.
package struct SHA256: ~Copyable {
  /// The digest's length in bytes.
  package static let byteCount = 32

  private var context = SHA2_CTX()

  package init() {
    unsafe SHA256Init(&context)
  }

  /// Adds `bytes` to what has been fed so far.
  package mutating func update(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe SHA256Update(&context, buffer.baseAddress, buffer.count)
    }
  }

  /// Ends the digest and gives it as 64 lower-case hexadecimal digits.
  package consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Self.byteCount)
    unsafe digest.withUnsafeMutableBufferPointer { buffer in
      unsafe SHA256Final(buffer.baseAddress, &context)
    }
    return hexadecimal(digest)
  }

  /// The digest of `bytes`, as 64 lower-case hexadecimal digits.
  package static func hexadecimalDigest(of bytes: [UInt8]) -> String {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finish()
  }
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
