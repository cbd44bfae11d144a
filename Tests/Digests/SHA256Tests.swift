import Digests
import Testing

@Suite struct `SHA-256` {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func `the examples of FIPS 180-4 have their digests`(text: String, digest: String) {
    #expect(SHA256.hexadecimalDigest(of: Array(text.utf8)) == digest)
  }

  @Test(arguments: [
    ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
  ])
  func `a digest in base64 is that of a content security policy`(text: String, digest: String) {
    #expect(SHA256.base64Digest(of: Array(text.utf8)) == digest)
  }

  @Test func `pieces have the digest of the whole`() {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0) }
    var pieces = SHA256()
    for start in stride(from: 0, to: bytes.count, by: 77) {
      pieces.update(Array(bytes[start..<min(start + 77, bytes.count)]))
    }
    #expect(pieces.finish() == SHA256.hexadecimalDigest(of: bytes))
  }
}
