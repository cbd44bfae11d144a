internal import PlanModel

// MARK: Entries whose numbers are not whole

extension TextParsing {
  /// The beginning of an entry whose number is not whole, where the numbers around it tell that it is one.
  func brokenHead(in lines: [Int], rowAt row: Int) -> (offset: Int, head: HeadShape)? {
    for (offset, line) in lines.enumerated() where isParted(line, in: lines) {
      guard let head = shapes.brokenNumberHead(at: line), let number = head.number else { continue }
      return isInSequence(number, rowAt: row) ? (offset, head) : nil
    }
    return nil
  }

  /// Whether the next number, or a part of this one, follows that of the entry before; the last entry's may have none.
  private func isInSequence(_ number: Piece, rowAt row: Int) -> Bool {
    let expected = lastNumber.map { $0 + 1 } ?? 1
    let parts = numberParts(number)
    if parts.contains(expected) { return true }
    let next = nextHead[row + 1]
    if next == text.count { return parts.isEmpty }
    guard let following = value(shapes.head(at: next)?.number) else {
      return false
    }
    return following == expected || following == expected + 1
  }

  /// The number of the plan's last entry, or of what begins one that is not whole.
  private var lastNumber: Int? {
    for found in items.reversed() {
      switch found.item {
      case .entry(let draft): return draft.number.flatMap { numberParts($0).first ?? value($0) }
      case .sums, .note: return nil
      case .unit, .heading, .furniture, .loose: continue
      }
    }
    return nil
  }

  private func numberParts(_ number: Piece) -> [Int] {
    text.slice(number).split { $0.digitValue == nil }.compactMap { digits in
      digits.count <= 5 ? digits.compactMap(\.digitValue).reduce(0) { $0 * 10 + $1 } : nil
    }
  }
}
