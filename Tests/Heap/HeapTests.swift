import Heap
import Testing

@Suite struct `The heap` {
  @Test func `the C library takes the measure by which the heap grows`() {
    // Its own measure, so that no other test meets another.
    #expect(Heap.grow(byExtra: 1 << 17))
  }
}
