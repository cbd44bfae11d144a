/// Adds to a workbook's styles what annotated cells need: the style a cell has, with another fill.
struct StyleEditing {
  private var markup: Markup
  /// The elements of `cellXfs` as written.
  private let formats: [String]
  private let list: Int
  private let fills: Int
  private let fillCount: Int
  private var added: [String] = []
  private var addedFills: [String] = []
  private var known: [String: Int] = [:]

  /// `nil` where the part lacks the lists that every workbook has.
  init?(_ bytes: [UInt8]) {
    markup = Markup(bytes)
    guard let list = markup.first("cellXfs", depth: 1),
      let fills = markup.first("fills", depth: 1)
    else { return nil }
    self.list = list
    self.fills = fills
    let markup = markup
    formats = Self.children(of: list, in: markup).map { start in
      markup.text(
        markup.tags[start].range.lowerBound..<markup.tags[markup.end(of: start)].range.upperBound)
    }
    fillCount = Self.children(of: fills, in: markup).count
  }

  private static func children(of start: Int, in markup: Markup) -> [Int] {
    let depth = markup.tags[start].depth + 1
    return (start..<max(start, markup.end(of: start))).filter {
      markup.tags[$0].kind != .end && markup.tags[$0].depth == depth
    }
  }

  /// The number of the style that is style `base` with the fill `colour`.
  mutating func index(base: Int, colour: String) -> Int {
    let key = "\(base) \(colour)"
    if let index = known[key] { return index }
    let index = formats.count + added.count
    known[key] = index
    let prefix = markup.tags[list].prefix
    let source = formats.indices.contains(base) ? formats[base] : "<\(prefix)xf/>"
    var format = Markup(Array(source.utf8))
    let tag = format.tags[0]
    format.set("fillId", to: "\(fill(colour))", in: tag)
    format.set("applyFill", to: "1", in: tag)
    added.append(String(decoding: format.edited(), as: UTF8.self))
    return index
  }

  private mutating func fill(_ colour: String) -> Int {
    if let index = addedFills.firstIndex(of: colour) { return fillCount + index }
    addedFills.append(colour)
    return fillCount + addedFills.count - 1
  }

  /// The part with what was added.
  func bytes() -> [UInt8] {
    guard !added.isEmpty else { return markup.bytes }
    var markup = markup
    let prefix = markup.tags[fills].prefix
    let elements = addedFills.map { colour in
      "<\(prefix)fill><\(prefix)patternFill patternType=\"solid\"><\(prefix)fgColor rgb=\"FF\(colour)\"/>"
        + "<\(prefix)bgColor indexed=\"64\"/></\(prefix)patternFill></\(prefix)fill>"
    }
    for (start, count) in [
      (list, formats.count + added.count), (fills, fillCount + addedFills.count),
    ] where markup.tags[start].attribute("count") != nil && markup.tags[start].kind == .start {
      markup.set("count", to: "\(count)", in: markup.tags[start])
    }
    markup.append(elements.joined(), to: fills)
    markup.append(added.joined(), to: list)
    return markup.edited()
  }
}
