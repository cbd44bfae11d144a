/// Draws small PDF documents: words in a Japanese font that is not embedded, lines and links.
struct PDFDrawing {
  /// Points of A3 across.
  var width = 1190
  var height = 842
  var fontSize = 8
  /// Whether lines are drawn as dashes, each a line of its own, as browsers do.
  var isDashed = false
  /// What the font says of its height above and below the base line, in thousandths of a character.
  var fontAscent = 880
  var fontDescent = -120
  /// How far the pages are turned by an entry of theirs, clockwise, after they were drawn turned the other way.
  var rotation = 0
  /// Whether the pages are shown turned, by being drawn upright all the same.
  var isShownTurned = false
  private var contents: [String] = []
  private var links: [[String]] = []

  init() { addPage() }

  mutating func addPage() {
    contents.append("")
    links.append([])
  }

  /// Puts `text` with its upper left corner at (x, y), measured from the top left.
  mutating func text(_ text: String, x: Int, y: Int) {
    let hexadecimal = text.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    let baseline = height - y - fontSize
    contents[contents.count - 1] +=
      "BT /F1 \(fontSize) Tf 1 0 0 1 \(x) \(baseline) Tm <\(hexadecimal)> Tj ET\n"
  }

  /// Puts `text` like `text(_:x:y:)`, seen within a rectangle only.
  mutating func clippedText(
    _ text: String, x: Int, y: Int, seenFrom left: Int, _ top: Int, to right: Int, _ bottom: Int
  ) {
    contents[contents.count - 1] +=
      "q \(left) \(height - bottom) \(right - left) \(bottom - top) re W n\n"
    self.text(text, x: x, y: y)
    contents[contents.count - 1] += "Q\n"
  }

  /// Shades a rectangle.
  mutating func shade(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
    contents[contents.count - 1] +=
      "q 0.9 g \(left) \(height - bottom) \(right - left) \(bottom - top) re f Q\n"
  }

  mutating func box(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) {
    line(left, top, right, top)
    line(left, bottom, right, bottom)
    line(left, top, left, bottom)
    line(right, top, right, bottom)
  }

  mutating func line(_ x: Int, _ y: Int, _ toX: Int, _ toY: Int) {
    guard isDashed else {
      contents[contents.count - 1] += "\(x) \(height - y) m \(toX) \(height - toY) l S\n"
      return
    }
    for start in stride(from: 0, to: max(toX - x, toY - y), by: 3) {
      let (fromX, fromY) = toX > x ? (x + start, y) : (x, y + start)
      let (endX, endY) = toX > x ? (fromX + 2, y) : (x, fromY + 2)
      contents[contents.count - 1] += "\(fromX) \(height - fromY) m \(endX) \(height - endY) l S\n"
    }
  }

  mutating func link(to target: String, x: Int, y: Int, width: Int, height tall: Int) {
    links[links.count - 1].append(
      """
      <</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[\(x) \(height - y - tall) \(x + width) \(height - y)]\
      /A<</S/URI/URI(\(target))>>>>
      """)
  }

  /// The map that turns what is drawn against the pages' rotation.
  private var turn: String {
    switch isShownTurned ? 0 : rotation {
    case 90: "0 1 -1 0 \(height) 0"
    case 180: "-1 0 0 -1 \(width) \(height)"
    case 270: "0 -1 1 0 0 \(width)"
    case _: "1 0 0 1 0 0"
    }
  }

  /// The document's bytes.
  func bytes() -> [UInt8] {
    var objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    objects.append(
      "<</Type/Font/Subtype/Type0/BaseFont/HeiseiKakuGo-W5/Encoding/UniJIS-UTF16-H"
        + "/DescendantFonts[4 0 R]>>")
    objects.append(
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiKakuGo-W5/DW 1000/W[1 94 500 231 632 500]"
        + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/FontDescriptor 5 0 R>>")
    objects.append(
      "<</Type/FontDescriptor/FontName/HeiseiKakuGo-W5/Flags 4/FontBBox[0 -120 1000 880]"
        + "/ItalicAngle 0/Ascent \(fontAscent)/Descent \(fontDescent)/CapHeight 700/StemV 80>>")
    let (wide, tall) = rotation % 180 == 0 ? (width, height) : (height, width)
    var kids: [String] = []
    for (content, annotations) in zip(contents, links) {
      let number = objects.count + 1
      kids.append("\(number) 0 R")
      let content = "q \(turn) cm\n\(content)Q\n"
      objects.append(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 \(wide) \(tall)]/Rotate \(rotation)/Contents \(number + 1) 0 R"
          + "/Resources<</Font<</F1 3 0 R>>>>/Annots[\(annotations.joined())]>>")
      objects.append("<</Length \(content.utf8.count)>>stream\n\(content)endstream")
    }
    objects[1] = "<</Type/Pages/Kids[\(kids.joined(separator: " "))]/Count \(kids.count)>>"
    var text = "%PDF-1.5\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(text.utf8.count)
      text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = String(offset)
      text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    text += "trailer\n<</Size \(objects.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n"
    return Array(text.utf8)
  }
}

/// The form of a plan drawn on pages.
struct DrawnForm {
  static let headings = [
    "整理番号", "区市町村", "事業名", "事業内容", "事業区分", "事業費", "目標", "参考", "事業開始（予定）月", "URL", "問合せ先",
  ]
  static let edges = [40, 80, 140, 260, 560, 640, 690, 730, 770, 850, 1010, 1150]

  var drawing = PDFDrawing()
  /// What stands above the columns.
  var headings = Self.headings
  var isRuled = true
  /// Whether a ruled row has lines above its cells.
  var drawsTops = true
  /// Whether lines are drawn below the rows, where the table is not ruled.
  var hasLinesAcross = false
  /// Whether lines are drawn beside the columns, where the table is not ruled.
  var hasLinesDown = false
  /// Whether each cell is a box of its own, apart from its neighbours.
  var areCellsApart = false
  private(set) var y = 40

  /// Draws a row; each cell's lines stand one under another in its middle, `nil` goes on with the cell above.
  mutating func row(_ cells: [[String]?], height: Int) {
    for (index, cell) in cells.enumerated() {
      guard let cell else { continue }
      var top = y + (height - cell.count * 10) / 2
      for line in cell {
        drawing.text(line, x: Self.edges[index] + 4, y: top)
        top += 10
      }
      if areCellsApart {
        drawing.box(Self.edges[index] + 1, y + 1, Self.edges[index + 1] - 1, y + height - 1)
      }
      if isRuled, drawsTops { drawing.line(Self.edges[index], y, Self.edges[index + 1], y) }
    }
    y += height
    if hasLinesAcross { drawing.line(Self.edges[0], y, Self.edges[11], y) }
    if hasLinesDown {
      for edge in Self.edges { drawing.line(edge, y - height, edge, y) }
    }
    if isRuled {
      for edge in Self.edges { drawing.line(edge, y - height, edge, y) }
      drawing.line(Self.edges[0], y, Self.edges[1], y)
    }
  }

  mutating func headingRow() { row(headings.map { $0.isEmpty ? [] : [$0] }, height: 20) }

  /// Closes the table's last row.
  mutating func close() {
    if isRuled { drawing.line(Self.edges[0], y, Self.edges[11], y) }
  }

  mutating func text(_ text: String) {
    drawing.text(text, x: 40, y: y)
    y += 12
  }

  mutating func addPage() {
    drawing.addPage()
    y = 40
  }

  static func entry(_ number: Int, title: [String]?, url: [String] = []) -> [[String]?] {
    [
      ["\(number)"], ["中央区"], title, ["区内の中小企業を訪ねて、求人の仕方を", "相談員が共に考える。"], ["労働力確保事業"],
      ["1,234"], ["5"], ["-"], ["令和３年４月"], url, ["区民部", "商工観光課", "03-3546-5329"],
    ]
  }
}
