/// Finds the ruling lines and the places of characters in the drawing that `pdftocairo -svg` writes.
struct RuleParsing {
  /// The widest bar that counts as a line, in points.
  private static let thicknessMax = 3.5
  /// The shortest line that parts anything, in points.
  private static let lengthMin = 4.0
  /// The widest gap between dashes, and the shortest line that they make, in points.
  private static let dashGapMax = 3.0
  private static let chainLengthMin = 8.0
  /// How far the ends of a line may be off one another.
  private static let slant = 0.8
  /// The most shaded areas of a page that are looked at.
  private static let shadeCountMax = 20_000

  /// The lines of each page of the drawing.
  private(set) var pages: [[PageRule]] = []
  /// The shaded areas of each page of the drawing.
  private(set) var shadePages: [[PageRectangle]] = []
  private var isInPages = false
  /// Where each page's characters are drawn.
  private var glyphs = GlyphParsing()
  /// The characters of each page of the drawing.
  var glyphPages: [[PageGlyph]] { glyphs.pages }
  /// The dots and dashes of the last page, which may make lines.
  private var pieces: [PageRule] = []

  init(_ bytes: [UInt8]) {
    var isInDefinitions = false
    for line in markupLines(bytes) {
      glyphs.take(line)
      if line.begins("<defs>") {
        isInDefinitions = true
      } else if line.begins("</defs>") {
        isInDefinitions = false
      } else if line.begins("<page>") {
        isInPages = true
        joinPieces()
        beginPage()
      } else if line.begins("<path "), !isInDefinitions {
        if pages.isEmpty { beginPage() }
        add(path: line)
      } else if line.begins("<rect "), !isInDefinitions {
        if pages.isEmpty { beginPage() }
        add(rectangle: line)
      }
    }
    joinPieces()
  }

  private mutating func beginPage() {
    pages.append([])
    shadePages.append([])
  }

  /// Adds the lines that dots and dashes in a row make.
  private mutating func joinPieces() {
    defer { pieces = [] }
    guard !pages.isEmpty else { return }
    for isVertical in [true, false] {
      let own = pieces.filter { $0.isVertical == isVertical }
      let rows = Dictionary(grouping: own) { Int(($0.position * 4).rounded()) }
      for key in rows.keys.sorted() {
        var chain: PageRule?
        for piece in (rows[key] ?? []).sorted(by: { $0.start < $1.start }) {
          if let open = chain, piece.start - open.end <= Self.dashGapMax {
            chain?.end = max(open.end, piece.end)
          } else {
            addChain(chain)
            chain = piece
          }
        }
        addChain(chain)
      }
    }
  }

  private mutating func addChain(_ chain: PageRule?) {
    guard let chain, chain.end - chain.start >= Self.chainLengthMin else { return }
    add(chain)
  }

  private mutating func add(_ rule: PageRule) {
    if rule.end - rule.start >= Self.lengthMin {
      pages[pages.count - 1].append(rule)
    } else {
      pieces.append(rule)
    }
  }

  // MARK: Elements

  private mutating func add(rectangle line: MarkupLine) {
    guard let x = line.number("x"), let y = line.number("y"), let width = line.number("width"),
      let height = line.number("height"), isVisible(line)
    else { return }
    let matrix = Matrix(line.attribute("transform"))
    addBar([(x, y), (x + width, y), (x + width, y + height)].map { matrix.apply($0) })
  }

  private mutating func add(path line: MarkupLine) {
    guard isVisible(line), let drawing = line.attribute("d") else { return }
    let isStroked =
      !(line.attribute("style") ?? line.attribute("stroke") ?? "").contains(
        "stroke:none")
      && !(line.attribute("stroke") ?? "").hasPrefix("none")
      && (line.attribute("fill") == "none"
        || (line.attribute("style") ?? "").contains("fill:none"))
    let matrix = Matrix(line.attribute("transform"))
    for path in Self.subpaths(drawing) {
      let points = path.map { matrix.apply($0) }
      if isStroked {
        for (from, to) in zip(points, points.dropFirst()) { addStroke(from, to) }
      } else {
        addBar(points)
      }
    }
  }

  /// Whether anything of it can be seen on white paper.
  private func isVisible(_ line: MarkupLine) -> Bool {
    let style = line.attribute("style") ?? ""
    let white = "rgb(100%,100%,100%)"
    if style.contains("fill:none") || line.attribute("fill") == "none" {
      return !style.contains("stroke:\(white)")
        && !(line.attribute("stroke") ?? "").filter { $0 != " " }.hasPrefix(white)
    }
    return !style.contains("fill:\(white)")
      && !(line.attribute("fill") ?? "").filter { $0 != " " }.hasPrefix(white)
  }

  private mutating func addStroke(_ from: (Double, Double), _ to: (Double, Double)) {
    if abs(from.0 - to.0) <= Self.slant {
      add(
        PageRule(
          isVertical: true, position: (from.0 + to.0) / 2, start: min(from.1, to.1),
          end: max(from.1, to.1)))
    } else if abs(from.1 - to.1) <= Self.slant {
      add(
        PageRule(
          isVertical: false, position: (from.1 + to.1) / 2, start: min(from.0, to.0),
          end: max(from.0, to.0)))
    }
  }

  /// A filled bar is a line; a filled area with straight sides is shaded.
  private mutating func addBar(_ points: [(Double, Double)]) {
    guard points.count >= 3, let left = points.map(\.0).min(), let right = points.map(\.0).max(),
      let top = points.map(\.1).min(), let bottom = points.map(\.1).max()
    else { return }
    if right - left <= Self.thicknessMax, bottom - top < Self.lengthMin {
      // A dot is part of a line of either direction.
      pieces.append(
        PageRule(isVertical: true, position: (left + right) / 2, start: top, end: bottom))
    }
    if right - left <= Self.thicknessMax, bottom - top > right - left,
      bottom - top >= Self.lengthMin
    {
      add(
        PageRule(isVertical: true, position: (left + right) / 2, start: top, end: bottom))
    } else if bottom - top <= Self.thicknessMax {
      add(
        PageRule(isVertical: false, position: (top + bottom) / 2, start: left, end: right))
    } else if right - left > Self.thicknessMax,
      shadePages[pages.count - 1].count < Self.shadeCountMax,
      points.allSatisfy({
        min($0.0 - left, right - $0.0) <= Self.slant && min($0.1 - top, bottom - $0.1) <= Self.slant
      })
    {
      shadePages[pages.count - 1].append(
        PageRectangle(left: left, top: top, right: right, bottom: bottom))
    }
  }

  // MARK: Drawings

  /// The corners of each part of a drawing that has straight sides only.
  private static func subpaths(_ drawing: String) -> [[(Double, Double)]] {
    var paths: [[(Double, Double)]] = []
    var path: [(Double, Double)] = []
    var isStraight = true
    var numbers: [Double] = []
    func close(_ paths: inout [[(Double, Double)]]) {
      if isStraight, path.count > 1 { paths.append(path) }
    }
    var command: Substring = ""
    for word in drawing.split(separator: " ") {
      if let number = Double(word) {
        numbers.append(number)
        if command == "C" { isStraight = false }
        if numbers.count == 2, command == "M" || command == "L" {
          path.append((numbers[0], numbers[1]))
          numbers = []
        }
        continue
      }
      command = word
      numbers = []
      if word == "M" {
        close(&paths)
        path = []
        isStraight = true
      } else if word == "Z", let first = path.first {
        path.append(first)
      }
    }
    close(&paths)
    return paths
  }
}

/// An affine map of the plane.
private struct Matrix {
  private var values = [1.0, 0, 0, 1, 0, 0]

  /// Reads `matrix(a,b,c,d,e,f)`; anything else is the identity.
  init(_ text: String?) {
    guard let text, text.hasPrefix("matrix("), text.hasSuffix(")") else { return }
    let numbers = text.dropFirst(7).dropLast().split { $0 == "," || $0 == " " }
      .compactMap { Double($0) }
    if numbers.count == 6, numbers.allSatisfy(\.isFinite) { values = numbers }
  }

  func apply(_ point: (Double, Double)) -> (Double, Double) {
    (
      values[0] * point.0 + values[2] * point.1 + values[4],
      values[1] * point.0 + values[3] * point.1 + values[5]
    )
  }
}
