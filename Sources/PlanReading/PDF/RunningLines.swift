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
      for line in Self.candidates(page) { counts[Self.key(line, page), default: 0] += 1 }
    }
    let isRuled = pages.contains { $0.rules.contains(where: \.isVertical) }
    // Where no ruling line tells the table's own lines from those around it, running lines stand on every page.
    let least = isRuled ? 2 : max(2, pages.count)
    keys = Set(counts.filter { $0.value >= least }.keys)
  }

  /// Takes the running lines off the page.
  func take(from page: inout PageContent) -> [Furniture] {
    var taken: [Furniture] = []
    var words: Set<PageWord> = []
    for line in Self.candidates(page)
    where keys.contains(Self.key(line, page)) || Self.isPageNumber(line, of: page) {
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
    let ends = lines.prefix(lineCountMax) + lines.suffix(lineCountMax)
    return ends.filter { line in
      if let top, let bottom {
        guard let y = line.first?.box.middleY, y < top || y > bottom else { return false }
      }
      let text = PageText.joined(line)
      return !FormLine.isUnit(text) && !FormLine.isHeading(text) && !FormLine.isNote(text)
        && !line.contains { SumsLabel($0.text) != nil || FormColumn(heading: $0.text) != nil }
        && !isOfNotes(text)
    }
  }

  /// Whether it is a numbered note or the end of a sentence: plans of one document have the same notes, which are no
  /// running line.
  private static func isOfNotes(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard scalars.last != "。" else { return true }
    return NoteMark.anyNumber(scalars[...]).map { scalars.count - $0.length > 8 } ?? false
  }

  /// Whether the line says which page it is, and nothing draws where the table ends.
  private static func isPageNumber(_ line: [PageWord], of page: PageContent) -> Bool {
    !page.rules.contains(where: \.isVertical)
      && FormLine.isPageMark(line.flatMap(\.text.unicodeScalars))
  }

  /// What all lines of one kind have in common: figures alone count on from page to page.
  private static func key(_ line: [PageWord], _ page: PageContent) -> Key {
    let text = PageText.joined(line)
    let words = text.filter { !$0.isNumber }
    let isBare =
      !page.rules.contains(where: \.isVertical) && words.allSatisfy { !$0.isLetter }
    let number = isBare ? Int(text.filter(\.isNumber).prefix(9)) : nil
    return Key(
      y: line.first.map { Int(($0.box.middleY / 2).rounded()) } ?? .zero,
      text: isBare ? "\(words)\((number ?? .zero) - page.number)" : words)
  }
}
