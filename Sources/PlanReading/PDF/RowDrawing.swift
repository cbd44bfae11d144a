/// What is drawn between the rows of a table: ruling lines across it, and the ends of shaded rows.
struct RowDrawing {
  /// One height at which a row ends.
  struct Cut {
    var y: Double
    /// From where to where something is drawn there.
    var parts: [ClosedRange<Double>]
    var isRule: Bool

    /// How much of `extent` is drawn, from 0 to 1.
    func coverage(of extent: ClosedRange<Double>) -> Double {
      let covered = parts.reduce(0.0) {
        $0 + max(0, min($1.upperBound, extent.upperBound) - max($1.lowerBound, extent.lowerBound))
      }
      return covered / max(extent.upperBound - extent.lowerBound, 0.1)
    }
  }

  /// From the top.
  private(set) var cuts: [Cut] = []

  /// How far apart lines may be that are one, in points.
  private static let slack = 1.2
  /// How much of a table's width the end of a row covers; merged cells go on through it.
  private static let coverageMin = 0.5
  /// How much of a column is covered by a line that ends its cell, and by one that does not.
  static let fullCoverage = 0.9
  static let noCoverage = 0.1
  /// The most parts of one height that are looked at.
  private static let partCountMax = 200

  /// Every row ends where `number` is, the places of serial numbers.
  init(
    rules: [PageRule], shades: [PageRectangle], from left: Double, to right: Double,
    number: ClosedRange<Double>
  ) {
    let lying = rules.filter { !$0.isVertical && $0.end > left && $0.start < right }
      .map { ($0.position, $0.start...$0.end, true) }
    let ends = shades.filter { $0.right > left && $0.left < right }.flatMap { shade in
      [shade.top, shade.bottom].map { ($0, shade.left...shade.right, false) }
    }
    for (y, part, isRule) in (lying + ends).sorted(by: { $0.0 < $1.0 }) {
      if let last = cuts.last, y - last.y <= Self.slack {
        if last.parts.count < Self.partCountMax { cuts[cuts.count - 1].parts.append(part) }
        cuts[cuts.count - 1].isRule = last.isRule || isRule
      } else {
        cuts.append(Cut(y: y, parts: [part], isRule: isRule))
      }
    }
    for index in cuts.indices { cuts[index].parts = Self.joined(cuts[index].parts) }
    cuts.removeAll {
      $0.coverage(of: left...right) < Self.coverageMin
        || $0.coverage(of: number) < Self.fullCoverage
    }
  }

  private static func joined(_ parts: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    var result: [ClosedRange<Double>] = []
    for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, part.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, part.upperBound)
      } else {
        result.append(part)
      }
    }
    return result
  }
}
