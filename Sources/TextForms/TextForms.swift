internal import CUnistring

/// What text looks like once compatibility variants are folded, and how wide it is when shown.
///
/// Wraps GNU libunistring, whose tables are the Unicode Character Database's.
package enum TextForms {
  /// The NFKC form of `text` (UAX #15): full-width ASCII becomes ASCII, `①` becomes `1`, `㈱` becomes `(株)`.
  ///
  /// Only for comparison; what was printed is never replaced by it.
  package static func compatibilityComposed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if bytes.allSatisfy({ $0 < 0x80 }) { return text }
    var length = 0
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe planaudit_nfkc(buffer.baseAddress, buffer.count, &length)
    }
    guard let result = unsafe result else {
      preconditionFailure("libunistring refuses well-formed UTF-8 only when memory is exhausted")
    }
    defer { unsafe free(result) }
    return unsafe String(
      decoding: UnsafeBufferPointer(start: result, count: length), as: UTF8.self)
  }

  /// The text whose UTF-8, `utf8Count` bytes at most, `write` puts where it will stand.
  package static func string(
    utf8Count: Int, _ write: (inout OutputSpan<UInt8>) -> Void
  ) -> String {
    unsafe String(unsafeUninitializedCapacity: utf8Count) { buffer in
      var bytes = unsafe OutputSpan(buffer: buffer, initializedCount: 0)
      write(&bytes)
      return unsafe bytes.finalize(for: buffer)
    }
  }

  /// The number of terminal columns that `scalar` takes: 0, 1 or 2.
  ///
  /// Wide, full-width and ambiguous characters (UAX #11) take two, as in an East Asian context; control
  /// characters take none.
  package static func columnCount(of scalar: Unicode.Scalar) -> Int {
    if scalar.value &- 0x20 < 0x5F { return 1 }
    return scalar.isKanaOrIdeograph ? 2 : max(0, Int(unsafe uc_width(scalar.value, "EUC-JP")))
  }

  /// The number of terminal columns that `text` takes, on one line.
  package static func columnCount(of text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columnCount(of: $1) }
  }
}

extension Unicode.Scalar {
  /// Whether this is a kana or a common ideograph: of these Japanese text mostly is, and they need no table. Each takes
  /// two columns, is its own compatibility form and has no case.
  package var isKanaOrIdeograph: Bool {
    switch value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF: true
    case _: false
    }
  }
}
