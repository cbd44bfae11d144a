package import TextForms

/// Serial numbers with the signs that lists put around them: `12`, `１．`, `(3)`, `No.4`, `第5号`, `⑥`.
package enum SerialNumber {
  /// What may stand before the digits; longer ones first.
  package static let openers = ["No.", "NO.", "Ｎｏ．", "No", "№", "第", "(", "（"].map {
    Array($0.unicodeScalars)
  }

  /// What may stand behind the digits.
  package static let closers = ScalarSet(".．)）、号番")

  /// The number, or `nil` where `text` is none.
  package static func read(_ text: String) -> Int? {
    var scalars = Array(text.unicodeScalars)[...]
    guard let first = scalars.first else { return nil }
    if scalars.count == 1, isCircled(first) { return Int(first.value) - 0x245F }
    if let opener = openers.first(where: { scalars.starts(with: $0) }) {
      scalars.removeFirst(opener.count)
    }
    if let last = scalars.last, closers.contains(last) { scalars.removeLast() }
    do {
      return try WholeNumber.read(String(scalars: scalars))
    } catch {
      return nil
    }
  }

  /// Whether it is one of ① to ⑳.
  package static func isCircled(_ scalar: Unicode.Scalar) -> Bool {
    (0x2460...0x2473).contains(scalar.value)
  }
}
