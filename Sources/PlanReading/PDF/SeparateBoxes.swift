/// A table in which each cell is drawn as a box of its own, with a gap between the boxes.
struct SeparateBoxes {
  /// The lines of the boxes, each box widened by half the gap so that neighbours meet; empty where there are none.
  private(set) var rules: [PageRule] = []

  /// The widest gap between the boxes of one table, in points.
  private static let gapMax = 12.0
  /// The fewest boxes that make a table.
  private static let boxCountMin = 8
  private static let slack = 1.5

  init(_ lines: [PageRule]) {
    let boxes = Self.boxes(lines)
    guard boxes.count >= Self.boxCountMin else { return }
    let across = Self.gap(boxes.map { ($0.left, $0.right) })
    let down = Self.gap(boxes.map { ($0.top, $0.bottom) })
    guard let across, let down else { return }
    for box in boxes {
      let (left, right) = (box.left - across / 2, box.right + across / 2)
      let (top, bottom) = (box.top - down / 2, box.bottom + down / 2)
      for x in [left, right] {
        rules.append(PageRule(isVertical: true, position: x, start: top, end: bottom))
      }
      for y in [top, bottom] {
        rules.append(PageRule(isVertical: false, position: y, start: left, end: right))
      }
    }
  }

  /// The rectangles that three lines or four make, without those that hold others.
  private static func boxes(_ lines: [PageRule]) -> [PageRectangle] {
    let standing = lines.filter(\.isVertical).sorted { $0.position < $1.position }
    let lying = lines.filter { !$0.isVertical }.sorted { $0.position < $1.position }
    guard max(standing.count, lying.count) <= RuledGrid.ruleCountMax else { return [] }
    var found: Set<PageRectangle> = []
    for line in lying {
      // The end of a page cuts a box, which then lacks its upper or its lower line.
      for isTop in [true, false] {
        let sides = standing.filter {
          abs((isTop ? $0.start : $0.end) - line.position) <= slack
        }
        guard let left = sides.first(where: { abs($0.position - line.start) <= slack }),
          let right = sides.last(where: { abs($0.position - line.end) <= slack }),
          abs(left.end - right.end) <= slack, abs(left.start - right.start) <= slack
        else { continue }
        found.insert(
          PageRectangle(
            left: left.position, top: left.start, right: right.position, bottom: left.end))
      }
    }
    let boxes = found.sorted { ($0.top, $0.left) < ($1.top, $1.left) }
    return boxes.filter { outer in
      boxes.count { outer.contains(x: $0.middleX, y: $0.middleY) } == 1
    }
  }

  /// The gap between neighbours: the least distance from one's end to another's start.
  private static func gap(_ spans: [(Double, Double)]) -> Double? {
    let starts = spans.map(\.0).sorted()
    var least: Double?
    for (_, end) in spans {
      guard let next = starts.first(where: { $0 > end }), next - end <= gapMax else { continue }
      least = min(least ?? next - end, next - end)
    }
    return least
  }
}
