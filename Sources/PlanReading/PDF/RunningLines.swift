internal import PlanModel

/// The first and last lines of pages that stand on several pages at one height, figures aside: headers and footers.
struct RunningLines {
  private var keys: Set<Key> = []

  private struct Key: Hashable {
    var y: Int
    var text: String
  }

  /// How many lines at either end of a page can be running ones.
  private static let lineCountMax = 2

  init(_ pages: [PageContent]) {
    var counts: [Key: Int] = [:]
    for page in pages {
      for line in Self.candidates(page) { counts[Self.key(line), default: 0] += 1 }
    }
    keys = Set(counts.filter { $0.value > 1 }.keys)
  }

  /// Takes the running lines off the page.
  func take(from page: inout PageContent) -> [Furniture] {
    var taken: [Furniture] = []
    var words: Set<PageWord> = []
    for line in Self.candidates(page) where keys.contains(Self.key(line)) {
      guard let first = line.first else { continue }
      words.formUnion(line)
      var place = Place()
      place.page = page.number
      place.box = line.dropFirst().reduce(first.box) { $0.union($1.box) }.placed
      taken.append(Furniture(.pageMark, PageText.joined(line), at: place))
    }
    page.words.removeAll { words.contains($0) }
    return taken
  }

  /// Lines near the ends of the page that no ruling line stands above or below, and that the form does not have.
  private static func candidates(_ page: PageContent) -> [[PageWord]] {
    let lines = PageText.lines(page.words)
    guard lines.count > lineCountMax * 2 else { return [] }
    let top = page.rules.filter(\.isVertical).map(\.start).min()
    let bottom = page.rules.filter(\.isVertical).map(\.end).max()
    // Without ruling lines nothing tells the table's own lines from those around it.
    guard let top, let bottom else { return [] }
    let ends = lines.prefix(lineCountMax) + lines.suffix(lineCountMax)
    return ends.filter { line in
      guard let y = line.first?.box.middleY, y < top || y > bottom else { return false }
      let text = PageText.joined(line)
      return !FormLine.isUnit(text) && !FormLine.isHeading(text) && !FormLine.isNote(text)
        && !line.contains { SumsLabel($0.text) != nil || FormColumn(heading: $0.text) != nil }
    }
  }

  private static func key(_ line: [PageWord]) -> Key {
    Key(
      y: line.first.map { Int(($0.box.middleY / 2).rounded()) } ?? .zero,
      text: PageText.joined(line).filter { !$0.isNumber })
  }
}
