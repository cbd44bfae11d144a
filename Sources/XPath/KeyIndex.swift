@_spi(Engine) internal import XMLTree

/// Which index: of a key, or of `xml:id` where there is no name.
struct KeyIndexID: Hashable {
  let name: String?
  let document: Int
}

/// From a value to the nodes that have it, by open hashing with chains in the order of entry.
final class KeyIndex {
  private struct Entry: BitwiseCopyable {
    let start: Int
    let count: Int
    let hash: UInt64
    let node: UInt64
    /// The next entry of the same bucket, -1 for none.
    var next: Int
  }

  private var entries = TrivialBuffer<Entry>()
  private var text = TrivialBuffer<UInt8>()
  private var heads = TrivialBuffer<Int>()
  private var tails = TrivialBuffer<Int>()
  /// Whether the nodes were added in document order, so that each value's first are found first.
  private var isOrdered = true

  init() {
    heads.append(repeating: -1, count: 64)
    tails.append(repeating: -1, count: 64)
  }

  func add(_ value: TextSlice, node: UInt64) {
    if entries.count >= heads.count { grow() }
    if entries.count > 0, entries[entries.count - 1].node > node { isOrdered = false }
    let start = text.count
    text.append(value)
    entries.append(
      Entry(start: start, count: value.count, hash: value.hash, node: node, next: -1))
    chain(entries.count - 1)
  }

  private func chain(_ entry: Int) {
    let bucket = Int(truncatingIfNeeded: entries[entry].hash) & (heads.count - 1)
    let tail = tails[bucket]
    if tail < 0 { heads[bucket] = entry } else { entries[tail].next = entry }
    tails[bucket] = entry
  }

  private func grow() {
    let size = heads.count * 2
    heads = TrivialBuffer(capacity: size)
    tails = TrivialBuffer(capacity: size)
    heads.append(repeating: -1, count: size)
    tails.append(repeating: -1, count: size)
    for entry in 0..<entries.count {
      entries[entry].next = -1
      chain(entry)
    }
  }

  /// Pushes the nodes that have `value`: at least the first `countMax` of them in document order.
  ///
  /// A node comes twice where it has the value twice.
  func push(_ value: TextSlice, onto nodes: inout TrivialBuffer<UInt64>, countMax: Int) {
    var count = 0
    var last = NodeBits.none
    let hash = value.hash
    var entry = heads[Int(truncatingIfNeeded: hash) & (heads.count - 1)]
    while entry >= 0 {
      let found = entries[entry]
      if found.hash == hash, found.count == value.count,
        text.slice(found.start..<found.start + found.count).equals(value)
      {
        // Entries of one node follow each other.
        if found.node != last { count += 1 }
        if isOrdered, count > countMax { return }
        last = found.node
        nodes.append(found.node)
      }
      entry = found.next
    }
  }
}
