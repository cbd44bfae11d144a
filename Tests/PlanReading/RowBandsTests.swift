import Testing

@testable import PlanReading

@Suite struct `Rows between base lines` {
  private static func kinds(
    _ ys: [Double], keys: [Int], drawn: Set<Int> = [], pitch: Double = 10
  ) -> [RowBands.Band] {
    RowBands(ys: ys, keys: keys, drawn: drawn, isStartDrawn: !drawn.isEmpty, pitch: pitch).bands
  }

  @Test func `begin with the key where keys stand on the first line`() {
    let bands = Self.kinds([0, 10, 20, 34, 44, 58], keys: [0, 3, 5])
    #expect(bands.map(\.lines) == [0..<3, 3..<5, 5..<6])
    #expect(bands.allSatisfy { $0.isKnown })
  }

  @Test func `end with the key where keys stand on the last line`() {
    let bands = Self.kinds([0, 10, 20, 34, 44, 58], keys: [2, 4, 5])
    #expect(bands.map(\.lines) == [0..<3, 3..<5, 5..<6])
    #expect(bands.allSatisfy { $0.isKnown })
  }

  @Test func `are symmetrical where keys stand in the middle`() {
    let bands = Self.kinds([0, 10, 20, 34, 39, 44, 58, 68, 78], keys: [1, 4, 7])
    #expect(bands.map(\.lines) == [0..<3, 3..<6, 6..<9])
    #expect(bands.allSatisfy { $0.isKnown })
  }

  @Test func `are not proven where no gap is wider than within cells`() {
    let bands = Self.kinds([0, 10, 20, 30], keys: [0, 2])
    #expect(bands.map(\.kind) == [.unproven(key: 0), .unproven(key: 2)])
  }

  @Test func `leave lines without a key loose`() {
    let bands = Self.kinds([0, 10, 24, 34, 48, 58], keys: [2, 4])
    #expect(bands.map(\.kind) == [.loose, .row(key: 2), .row(key: 4)])
  }

  @Test func `are what lies between drawn lines`() {
    let bands = Self.kinds([0, 10, 20, 30], keys: [1, 2], drawn: [1, 3])
    #expect(bands.map(\.lines) == [0..<2, 2..<4])
    #expect(bands.map(\.kind) == [.drawn, .drawn])
  }
}
