/// Finds where characters are drawn in what `pdftocairo -svg` writes, and which of them a clip cuts off.
///
/// `pdftotext` gives the boxes of words only, and gives characters that nobody sees like the others.
struct GlyphParsing {
  /// How far a character's origin may lie outside of its clip and still be seen, in points.
  private static let slack = 1.0
  /// The most characters of a document that are looked at.
  private static let glyphCountMax = 1_000_000

  private(set) var pages: [[PageGlyph]] = []
  private var clips: [String: PageRectangle] = [:]
  private var openClip: String?
  /// The clip of each open group.
  private var groups: [PageRectangle?] = []
  private var isInDefinitions = false
  private var count = 0

  mutating func take(_ line: MarkupLine) {
    if line.begins("<defs>") {
      isInDefinitions = true
    } else if line.begins("</defs>") {
      isInDefinitions = false
    } else if isInDefinitions {
      define(line)
    } else if line.begins("<page>") {
      pages.append([])
      groups = []
    } else if line.begins("<g ") || line.begins("<g>") {
      groups.append(inner(clip(of: line)))
    } else if line.begins("</g>") {
      _ = groups.popLast()
    } else if line.begins("<use "), let x = line.number("x"), let y = line.number("y"),
      count < Self.glyphCountMax
    {
      if pages.isEmpty { pages.append([]) }
      count += 1
      pages[pages.count - 1].append(PageGlyph(x: x, y: y, clip: clip(hiding: x, y)))
    }
  }

  private mutating func define(_ line: MarkupLine) {
    if line.begins("<clipPath ") {
      openClip = line.attribute("id")
    } else if line.begins("</clipPath>") {
      openClip = nil
    } else if let name = openClip, line.begins("<path ") || line.begins("<rect ") {
      clips[name] = Self.box(line)
      openClip = nil
    }
  }

  private func clip(of line: MarkupLine) -> PageRectangle? {
    guard let name = line.attribute("clip-path"), name.hasPrefix("url(#"), name.hasSuffix(")")
    else { return nil }
    return clips[String(name.dropFirst(5).dropLast())]
  }

  /// The clip of a group: that of its own within that of the group around it.
  private func inner(_ clip: PageRectangle?) -> PageRectangle? {
    guard let around = groups.last ?? nil else { return clip }
    guard let clip else { return around }
    return PageRectangle(
      left: max(clip.left, around.left), top: max(clip.top, around.top),
      right: min(clip.right, around.right), bottom: min(clip.bottom, around.bottom))
  }

  /// The open clip, where a character with that origin lies outside of it.
  private func clip(hiding x: Double, _ y: Double) -> PageRectangle? {
    guard let clip = groups.last ?? nil else { return nil }
    // A character stands right of its origin and above its base line.
    let isHidden =
      x > clip.right - Self.slack || x < clip.left - clip.height || y < clip.top
      || y > clip.bottom + clip.height
    return isHidden ? clip : nil
  }

  /// The box around the corners of a clip; a curved one is taken by its corners too.
  private static func box(_ line: MarkupLine) -> PageRectangle? {
    if let x = line.number("x"), let y = line.number("y"), let width = line.number("width"),
      let height = line.number("height")
    {
      return PageRectangle(left: x, top: y, right: x + width, bottom: y + height)
    }
    guard let drawing = line.attribute("d") else { return nil }
    let numbers = drawing.split(separator: " ").compactMap { Double($0) }
    guard numbers.count >= 4, numbers.count.isMultiple(of: 2) else { return nil }
    let xs = stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }
    let ys = stride(from: 1, to: numbers.count, by: 2).map { numbers[$0] }
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max()
    else { return nil }
    return PageRectangle(left: left, top: top, right: right, bottom: bottom)
  }
}

extension PageContent {
  /// Whether the characters of the page follow one another upwards, downwards or to the left: its table lies on its
  /// side or stands on its head.
  var isTurned: Bool {
    var (onwards, backwards, standing) = (0, 0, 0)
    for (one, next) in zip(glyphs, glyphs.dropFirst()) {
      let (across, down) = (next.x - one.x, abs(next.y - one.y))
      if abs(across) < 0.5, down > 1, down < 40 { standing += 1 }
      if down < 0.5, across > 1, across < 40 { onwards += 1 }
      if down < 0.5, across < -1, across > -40 { backwards += 1 }
    }
    return max(standing, backwards) >= 20 && max(standing, backwards) > onwards * 4
  }

  /// Where the characters of a word begin, from left to right, by glyphs sorted by their base lines;
  /// `nil` where they are not clear.
  func starts(of word: PageWord) -> [Double]? {
    let own = glyphStarts(in: word)
    return own.count == word.text.unicodeScalars.count ? own : nil
  }

  /// Whether more characters stand where a word does than it has: another word is printed over it.
  func isOverprinted(_ word: PageWord) -> Bool {
    glyphStarts(in: word).count > word.text.unicodeScalars.count
  }

  private func glyphStarts(in word: PageWord) -> [Double] {
    var (first, end) = (0, glyphs.count)
    while first < end {
      let middle = (first + end) / 2
      if glyphs[middle].y > word.box.top { end = middle } else { first = middle + 1 }
    }
    return glyphs[first...].prefix { $0.y < word.box.bottom }
      .filter { $0.x >= word.box.left - 0.6 && $0.x < word.box.right - 0.2 }.map(\.x).sorted()
  }
}
