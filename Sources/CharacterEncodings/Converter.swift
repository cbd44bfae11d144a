internal import Glibc

/// One conversion descriptor of the C library, from an encoding to UTF-8.
@safe struct Converter: ~Copyable {
  private let descriptor: iconv_t

  struct Failure: Error, Equatable {
    var byteOffset: Int
  }

  /// `nil` where the C library does not know the encoding.
  init?(from name: String) {
    guard let opened = unsafe iconv_open("UTF-8", name), Int(bitPattern: opened) != -1 else {
      return nil
    }
    unsafe descriptor = opened
  }

  deinit {
    unsafe iconv_close(descriptor)
  }

  /// All of `bytes`, or the offset of the first that cannot be converted.
  func utf8(of bytes: [UInt8]) -> Result<[UInt8], Failure> {
    // A byte of these encodings becomes at most three of UTF-8: half-width katakana.
    let capacity = bytes.count * 3 + 16
    var consumed = 0
    let result = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      var out = unsafe UnsafeMutableRawPointer(output.baseAddress)?.assumingMemoryBound(
        to: CChar.self)
      var outLeft = capacity
      unsafe bytes.withUnsafeBytes { input in
        var from = unsafe UnsafeMutableRawPointer(mutating: input.baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        var left = input.count
        _ = unsafe iconv(descriptor, &from, &left, &out, &outLeft)
        consumed = input.count - left
      }
      count = capacity - outLeft
    }
    return consumed == bytes.count ? .success(result) : .failure(Failure(byteOffset: consumed))
  }
}
