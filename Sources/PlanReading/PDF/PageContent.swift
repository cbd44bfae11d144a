/// A rectangle on a page in points, measured from its top left corner.
struct PageRectangle: Hashable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }
  var middleX: Double { (left + right) / 2 }
  var middleY: Double { (top + bottom) / 2 }

  func union(_ other: PageRectangle) -> PageRectangle {
    PageRectangle(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }

  func contains(x: Double, y: Double) -> Bool {
    x >= left && x <= right && y >= top && y <= bottom
  }
}

/// Characters that stand together on a page.
struct PageWord: Hashable, Sendable {
  var text: String
  var box: PageRectangle
  /// The line of a text, where the page is one.
  var line: Int?
}

/// A horizontal or vertical ruling line.
struct PageRule: Hashable, Sendable {
  var isVertical: Bool
  /// Its x where vertical, else its y.
  var position: Double
  var start: Double
  var end: Double
}

/// Where a character is drawn, by its origin.
struct PageGlyph: Hashable, Sendable {
  var x: Double
  /// The base line.
  var y: Double
  /// What cuts the character off, where something does.
  var clip: PageRectangle?

  var isHidden: Bool { clip != nil }
}

/// A link annotation: the words it lies on, by where they begin, and where it leads.
struct PageLink: Hashable, Sendable {
  var x: Double
  var y: Double
  var target: String
}

/// What is printed on one page.
struct PageContent: Sendable {
  /// From 1.
  var number: Int
  var width: Double
  var height: Double
  var words: [PageWord] = []
  var rules: [PageRule] = []
  /// The shaded areas.
  var shades: [PageRectangle] = []
  /// The characters in the order in which they are drawn.
  var glyphs: [PageGlyph] = []
  var links: [PageLink] = []
}
