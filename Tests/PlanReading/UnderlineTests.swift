import Testing

@testable import PlanReading

/// Lines through words beside the ruling lines of a table, in points.
@Suite struct `Lines through words` {
  /// A cell from 919 to 1051 with another to 1150, and words that begin in the first.
  private static func content(_ line: (start: Double, end: Double)) -> PageContent {
    var content = PageContent(number: 1, width: 1200, height: 840)
    for x in [919.0, 1051, 1150] {
      content.rules.append(PageRule(isVertical: true, position: x, start: 260, end: 340))
    }
    for y in [260.0, 340] {
      content.rules.append(PageRule(isVertical: false, position: y, start: 919, end: 1150))
    }
    content.rules.append(
      PageRule(isVertical: false, position: 302, start: line.start, end: line.end))
    content.words = [
      PageWord(
        text: "https://www.example.jp/kurashi/1001/1",
        box: PageRectangle(left: 922, top: 280, right: 1120, bottom: 308))
    ]
    return content
  }

  @Test(arguments: [
    // Below the words, and below more of them than the page shows.
    (922.0, 1119.0), (921.5, 1239), (921.5, 1400),
  ])
  func `are none of the table where they begin with words`(start: Double, end: Double) {
    let rules = Self.content((start, end)).tableRules
    #expect(!rules.contains { $0.position == 302 } && rules.count == 5)
  }

  @Test(arguments: [(919.0, 1051.0), (919.0, 1150.0), (940.0, 1400.0)])
  func `are the table's where they begin elsewhere or at its lines`(start: Double, end: Double) {
    #expect(Self.content((start, end)).tableRules.contains { $0.position == 302 })
  }
}
