internal import PlanModel

/// What browsers print into the margins of a page: when and from where it was printed, and which page of how many it is.
///
/// On several pages such lines are running ones. This tells them on a single page too, by their form and their place
/// alone, so whatever can be anything else stays.
struct MarginMarks {
  /// How far from the page's edge the marks stand, in points.
  private static let marginMax = 36.0

  /// Takes the marks off a page of a document with `pageCount` pages.
  static func take(from page: inout PageContent, pageCount: Int) -> [Furniture] {
    let lines = PageText.lines(page.words)
    guard let first = lines.first, let last = lines.last, lines.count > 1 else { return [] }
    let standing = page.rules.filter(\.isVertical)
    var taken: [Furniture] = []
    for line in [first, last] {
      let box = line.dropFirst().reduce(line[0].box) { $0.union($1.box) }
      guard box.bottom <= marginMax || box.top >= page.height - marginMax,
        !standing.contains(where: { $0.start < box.middleY && $0.end > box.middleY })
      else { continue }
      let runs = PageText.runs(line, gap: 2)
      let certain = runs.filter { saysPage($0.text, page.number, pageCount) || saysTime($0.text) }
      // An address at a page's edge can be the plan's own, but not beside the number of the page or the time.
      let addresses = certain.isEmpty ? [] : runs.filter { isAddress($0.text) }
      for run in certain + addresses {
        page.words.removeAll { line.contains($0) && run.box.holds($0.box) }
        var place = Place()
        place.page = page.number
        place.box = run.box.placed
        taken.append(Furniture(.pageMark, run.text, at: place))
      }
    }
    return taken
  }

  /// Whether the words say which page it is and how many there are: `1/3`, `1 of 3`.
  private static func saysPage(_ text: String, _ number: Int, _ count: Int) -> Bool {
    let words = text.filter { $0 != " " }
    return words == "\(number)/\(count)" || words == "\(number)of\(count)"
  }

  /// Whether the words are a date with a time and nothing else: `4/30/26, 9:05 AM`, `2026/4/30 9:05`.
  private static func saysTime(_ text: String) -> Bool {
    let words = text.split { $0 == " " || $0 == "," }.map(String.init)
      .filter { !["AM", "PM", "午前", "午後"].contains($0) }
    return words.count == 2 && isOfNumbers(words[0], parted: "/", counts: 3...3)
      && isOfNumbers(words[1], parted: ":", counts: 2...3)
  }

  private static func isOfNumbers(
    _ text: String, parted separator: Character, counts: ClosedRange<Int>
  ) -> Bool {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    return counts.contains(parts.count)
      && parts.allSatisfy { part in
        (1...4).contains(part.count) && part.unicodeScalars.allSatisfy(\.isASCIIDigit)
      }
  }

  /// Whether the words are one address of a page or a file.
  private static func isAddress(_ text: String) -> Bool {
    !text.contains(" ") && ["http://", "https://", "file://"].contains { text.hasPrefix($0) }
  }
}

extension PageRectangle {
  /// Whether `other` lies within it.
  fileprivate func holds(_ other: PageRectangle) -> Bool {
    contains(x: other.left, y: other.top) && contains(x: other.right, y: other.bottom)
  }
}
