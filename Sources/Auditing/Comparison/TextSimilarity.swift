/// The pairs of neighbouring characters of a text, each once, in order; texts are alike as far as they share them.
struct Bigrams: Sendable {
  /// Two scalars in one integer.
  let pairs: [UInt64]

  /// The pairs of `text`, which is a comparison key; one character alone counts as a pair.
  init(_ text: String) {
    var pairs: [UInt64] = []
    pairs.reserveCapacity(text.utf8.count / 3)
    var last: UInt64?
    for scalar in text.unicodeScalars {
      let value = UInt64(scalar.value)
      if let last { pairs.append(last << 32 | value) }
      last = value
    }
    if pairs.isEmpty, let last { pairs.append(last) }
    pairs.sort()
    var unique: [UInt64] = []
    unique.reserveCapacity(pairs.count)
    for pair in pairs where unique.last != pair { unique.append(pair) }
    self.pairs = unique
  }

  /// How alike the texts are, in thousandths (Dice's coefficient); texts without a character are not alike.
  func likeness(to other: Bigrams) -> Int {
    let count = pairs.count + other.pairs.count
    if count == 0 { return 0 }
    var common = 0
    var (left, right) = (0, 0)
    while left < pairs.count, right < other.pairs.count {
      if pairs[left] == other.pairs[right] {
        common += 1
        left += 1
        right += 1
      } else if pairs[left] < other.pairs[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return 2_000 * common / count
  }
}
