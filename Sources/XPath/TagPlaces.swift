@_spi(Engine) internal import XMLTree

/// The nodes of a document by tag, in document order: what one name is asked of need not look at every node.
final class TagPlaces {
  /// The largest document for which this is put together: beyond it, the memory counts for more than the walks.
  static let nodeCountMax = 1 << 16

  /// Where the nodes of each tag begin in `places`; they end where the next tag's begin.
  private var starts: TrivialBuffer<Int>
  private var places: TrivialBuffer<Int>

  init(_ view: ArenaView, nameCount: Int) {
    let tagCount = nameCount << Int(NodeTag.kindBits)
    starts = TrivialBuffer(capacity: tagCount + 2)
    starts.append(repeating: 0, count: tagCount + 2)
    places = TrivialBuffer(capacity: view.nodeCount)
    places.append(repeating: 0, count: view.nodeCount)
    // Counted two places further on, summed up, and moved one on by the filling.
    for place in 0..<view.nodeCount { starts[Int(view.tag(place)) + 2] += 1 }
    for tag in 1..<starts.count { starts[tag] += starts[tag - 1] }
    for place in 0..<view.nodeCount {
      let tag = Int(view.tag(place)) + 1
      places[starts[tag]] = place
      starts[tag] += 1
    }
  }

  /// The nodes of `tag`, for the subscript; none for a tag that no node bears.
  func range(of tag: UInt32) -> Range<Int> {
    Int(tag) + 1 < starts.count ? starts[Int(tag)]..<starts[Int(tag) + 1] : 0..<0
  }

  subscript(index: Int) -> Int { places[index] }
}
