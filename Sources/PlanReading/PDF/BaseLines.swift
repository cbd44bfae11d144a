extension PageContent {
  /// How much of a full-width character stands above and below its base line.
  static let ascent = 0.88
  static let descent = 0.12
  /// How far the origins of characters may lie off the place of their word, and off one line.
  private static let slack = 0.6
  private static let lineSlack = 0.1
  /// How far off its usual place in the box a base line may be, in heights of the box.
  private static let offsetSlack = 0.2
  /// The most base lines within one word's box that are looked at; boxes hold two or three.
  private static let lineCountMax = 8

  /// Makes the box of each word as high as its characters, by the base line on which they are drawn.
  ///
  /// Poppler's boxes are as high as a font says that it is, which may be room for two lines or more, so that the
  /// boxes of lines that follow one another overlap. The characters of the page are sorted by their base lines.
  mutating func setBaseLines() {
    guard !glyphs.isEmpty else { return }
    let lines = glyphLines()
    let candidates = words.map { baseLines(of: $0, lines) }
    // Words of one font and size have boxes of one height, and stand in them at one height.
    var found: [Int: [Double]] = [:]
    var widths: [Int: Double] = [:]
    for (word, own) in zip(words, candidates) {
      let key = Self.key(word)
      if own.count == 1 { found[key, default: []].append(own[0] - word.box.top) }
      if let em = word.fullWidth { widths[key] = max(widths[key] ?? em, em) }
    }
    let offsets = found.mapValues { $0.sorted()[$0.count / 2] }
    for index in words.indices {
      let word = words[index]
      guard let offset = offsets[Self.key(word)] else { continue }
      let usual = word.box.top + offset
      let nearest = candidates[index].min { abs($0 - usual) < abs($1 - usual) } ?? usual
      // So many characters may begin there on the line above too.
      let base = abs(nearest - usual) > word.box.height * Self.offsetSlack ? usual : nearest
      let em = min(word.box.height, widths[Self.key(word)] ?? word.box.height / 1.2)
      words[index].box.top = max(word.box.top, base - em * Self.ascent)
      words[index].box.bottom = min(word.box.bottom, base + em * Self.descent)
    }
  }

  private static func key(_ word: PageWord) -> Int {
    Int((min(word.box.height, 1e6) * 50).rounded())
  }

  /// The base lines from the top, each with where its characters begin from the left.
  private func glyphLines() -> [(y: Double, xs: [Double])] {
    var lines: [(y: Double, xs: [Double])] = []
    for glyph in glyphs {
      if let last = lines.last, glyph.y - last.y <= Self.lineSlack {
        lines[lines.count - 1].xs.append(glyph.x)
      } else {
        lines.append((glyph.y, [glyph.x]))
      }
    }
    for index in lines.indices { lines[index].xs.sort() }
    return lines
  }

  /// The base lines within the word's box on which as many characters stand as the word has.
  private func baseLines(of word: PageWord, _ lines: [(y: Double, xs: [Double])]) -> [Double] {
    let count = word.text.unicodeScalars.count
    let first = lines.partitioningIndex { $0.y > word.box.top }
    var found: [Double] = []
    for line in lines[first...].prefix(Self.lineCountMax) {
      if line.y >= word.box.bottom { break }
      let start = line.xs.partitioningIndex { $0 >= word.box.left - Self.slack }
      let end = line.xs.partitioningIndex { $0 >= word.box.right - 0.2 }
      guard end - start == count, count > 0, abs(line.xs[start] - word.box.left) <= Self.slack
      else {
        continue
      }
      found.append(line.y)
    }
    return found
  }
}

extension PageWord {
  /// The width of one character, where all are as wide as their font is high.
  fileprivate var fullWidth: Double? {
    let scalars = text.unicodeScalars
    guard scalars.allSatisfy({ (0x3041...0x9FFF).contains($0.value) }), !scalars.isEmpty else {
      return nil
    }
    return box.width / Double(scalars.count)
  }
}

extension RandomAccessCollection {
  /// The first index behind all elements that do not satisfy `predicate`, in a collection parted by it.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Index {
    var (low, count) = (startIndex, self.count)
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if predicate(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
