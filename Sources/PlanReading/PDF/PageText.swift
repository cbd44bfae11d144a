internal import PlanModel

/// Puts the words of one place of a page together.
enum PageText {
  /// The words by the lines on which they stand, each from left to right.
  static func lines(_ words: [PageWord]) -> [[PageWord]] {
    var lines: [[PageWord]] = []
    for word in words.sorted(by: { $0.box.middleY < $1.box.middleY }) {
      if let first = lines.last?.first,
        word.box.middleY - first.box.middleY < min(first.box.height, word.box.height) * 0.5
      {
        lines[lines.count - 1].append(word)
      } else {
        lines.append([word])
      }
    }
    return lines.map { $0.sorted { $0.box.left < $1.box.left } }
  }

  /// The words of a line, with a blank where letters stand apart or a wide gap is.
  static func joined(_ line: [PageWord]) -> String {
    var text = ""
    var before: PageWord?
    for word in line {
      if let before {
        let gap = word.box.left - before.box.right
        // Boxes are as high as their fonts, some of which have room for two lines.
        let em = max(1, min(before.box.height, word.box.height, max(before.em, word.em)))
        let isLatin =
          before.text.utf8.last.map { $0 < 0x80 } == true
          && word.text.utf8.first.map { $0 < 0x80 } == true
        if gap > em * (isLatin ? 0.15 : 0.5) { text += " " }
      }
      text += word.text
      before = word
    }
    return text
  }

  /// The lines of a cell, one under another.
  static func text(_ words: [PageWord]) -> String {
    lines(words).map { joined($0) }.joined(separator: "\n")
  }

  /// The words of a line that stand closer than `gap` times their height, as runs.
  static func runs(_ line: [PageWord], gap: Double) -> [PageWord] {
    var runs: [[PageWord]] = []
    for word in line {
      if let last = runs.last?.last,
        word.box.left - last.box.right < gap * max(1, min(last.box.height, word.box.height))
      {
        runs[runs.count - 1].append(word)
      } else {
        runs.append([word])
      }
    }
    return runs.compactMap { words in
      guard let first = words.first else { return nil }
      let box = words.dropFirst().reduce(first.box) { $0.union($1.box) }
      return PageWord(text: joined(words), box: box, line: first.line)
    }
  }

  /// Parts a word at the edges of columns that it crosses, where its characters begin, else by the widths that they have.
  static func parted(
    _ word: PageWord, at edges: [Double], starts: (PageWord) -> [Double]?
  ) -> [PageWord] {
    let scalars = Array(word.text.unicodeScalars)
    guard scalars.count > 1, edges.contains(where: { $0 > word.box.left && $0 < word.box.right })
    else { return [word] }
    let known = starts(word)
    let margin = known == nil ? word.box.height * 0.35 : 0.5
    let crossed = edges.filter { $0 > word.box.left + margin && $0 < word.box.right - margin }
    guard !crossed.isEmpty, known != nil || word.box.width > word.box.height else { return [word] }
    let advances = known.map { zip($0, $0.dropFirst() + [word.box.right]).map { $1 - $0 } }
    let widths =
      advances
      ?? scalars.map { $0.isHalfWide ? 1.0 : 2 }
    let unit = advances == nil ? word.box.width / widths.reduce(0, +) : 1
    var parts: [PageWord] = []
    var part = PageWord(text: "", box: word.box, line: word.line)
    var x = word.box.left
    var next = crossed[...]
    part.box.right = x
    for (scalar, width) in zip(scalars, widths) {
      if let edge = next.first, x + width * unit / 2 > edge {
        if !part.text.isEmpty { parts.append(part) }
        part.text = ""
        part.box.left = x
        next = next.dropFirst()
      }
      part.text.unicodeScalars.append(scalar)
      x += width * unit
      part.box.right = x
    }
    parts.append(part)
    return parts
  }

  /// Whether a word goes on through an edge that it crosses: the characters on both sides are as far apart as others like
  /// them in the word, which those of two cells are not.
  static func runsThrough(_ word: PageWord, edges: [Double], starts: [Double]) -> Bool {
    let crossed = edges.filter { $0 > word.box.left + 0.5 && $0 < word.box.right - 0.5 }
    let scalars = Array(word.text.unicodeScalars)
    let advances = zip(starts, starts.dropFirst()).map { $1 - $0 }
    func isAlike(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Bool {
      first.isHalfWide == second.isHalfWide
        && first.halfWidth.isASCIIDigit == second.halfWidth.isASCIIDigit
    }
    return crossed.contains { edge in
      guard let before = advances.indices.last(where: { starts[$0] + advances[$0] / 2 < edge }),
        starts[before + 1] + advances[before] / 2 > edge
      else { return false }
      return advances.indices.contains { index in
        index != before && isAlike(scalars[index], scalars[before])
          && abs(advances[index] - advances[before]) <= advances[before] / 20
      }
    }
  }
}

extension PageWord {
  /// The width of a full-width character, as wide as the word's characters are.
  fileprivate var em: Double {
    let halves = text.unicodeScalars.reduce(0) { $0 + ($1.isHalfWide ? 1 : 2) }
    return halves == 0 ? box.height : box.width * 2 / Double(halves)
  }
}

extension Unicode.Scalar {
  fileprivate var isHalfWide: Bool { value < 0x80 || (0xFF61...0xFF9F).contains(value) }
}

extension PageRectangle {
  /// The rectangle in the terms of places.
  var placed: PageBox {
    func hundredths(_ value: Double) -> Int { Int((min(max(value, -1e6), 1e6) * 100).rounded()) }
    return PageBox(
      x: hundredths(left), y: hundredths(top), width: hundredths(width), height: hundredths(height))
  }
}
