/// A few characters that are looked for at every character of a text: nothing is hashed, and most that are not among
/// them are told by one bit.
package struct ScalarSet: Hashable, Sendable {
  private let members: [UInt32]
  /// By the lowest seven bits of a character: whether one of the set has them.
  private let low: UInt64
  private let high: UInt64

  package init(_ scalars: [Unicode.Scalar]) {
    var (low, high): (UInt64, UInt64) = (0, 0)
    var members: [UInt32] = []
    members.reserveCapacity(scalars.count)
    for scalar in scalars where !members.contains(scalar.value) { members.append(scalar.value) }
    // In order, so that equal sets are equal.
    members.sort()
    self.members = members
    for value in members {
      let bit: UInt64 = 1 << UInt64(value & 63)
      if value & 64 == 0 { low |= bit } else { high |= bit }
    }
    (self.low, self.high) = (low, high)
  }

  package init(_ text: String) {
    self.init(Array(text.unicodeScalars))
  }

  /// Whether `scalar` is one of them.
  package func contains(_ scalar: Unicode.Scalar) -> Bool {
    let marks = scalar.value & 64 == 0 ? low : high
    return marks >> UInt64(scalar.value & 63) & 1 == 1 && members.contains(scalar.value)
  }
}
