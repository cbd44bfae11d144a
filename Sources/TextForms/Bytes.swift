internal import CUnistring

extension [UInt8] {
  /// Whether `byte` is one of these; the C library looks at many of them at once.
  package func holds(_ byte: UInt8) -> Bool {
    unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      return unsafe memchr(start, Int32(byte), bytes.count) != nil
    }
  }
}

/// A text that equals another only where every byte of their UTF-8 is the same, as names in XML do.
///
/// Strings are equal where they are canonically equivalent; Japanese ones are brought into normal form for that whenever
/// they are hashed or differ.
package struct ExactText: Hashable, Sendable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func == (left: ExactText, right: ExactText) -> Bool {
    unsafe left.withBytes { left in
      unsafe right.withBytes { right in
        guard let one = left.baseAddress, let other = right.baseAddress else {
          return left.count == right.count
        }
        return unsafe left.count == right.count && memcmp(one, other, left.count) == 0
      }
    }
  }

  package func hash(into hasher: inout Hasher) {
    unsafe withBytes { unsafe hasher.combine(bytes: $0) }
  }

  /// Calls `body` with the text's UTF-8, which is valid only there.
  private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    var text = text
    return text.withUTF8 { unsafe body(UnsafeRawBufferPointer($0)) }
  }
}
