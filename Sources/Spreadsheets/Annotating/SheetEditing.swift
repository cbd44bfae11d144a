/// Colours cells of a sheet's part, adding those that are not there; values stay as they are.
struct SheetEditing {
  private var markup: Markup
  private let prefix: String

  init(_ bytes: [UInt8]) {
    markup = Markup(bytes)
    prefix = markup.tags[0].prefix
  }

  /// A cell or row of the part, and where it stands in the list of tags.
  private struct Found {
    var number: Int
    var tag: Int
  }

  /// Gives each cell the style that `style` makes of the one it has.
  mutating func colour(
    _ addresses: [CellAddress], style: (_ address: CellAddress, _ base: Int) -> Int
  ) {
    guard let data = markup.first("sheetData", depth: 1) else { return }
    let rows = rows(in: data)
    var newRows = ""
    for (row, cells) in Dictionary(grouping: addresses, by: \.row).sorted(by: { $0.key < $1.key }) {
      let sorted = cells.sorted()
      if let found = rows.first(where: { $0.number == row }) {
        colour(sorted, inRow: found.tag, style: style)
        continue
      }
      let content = sorted.map { cell($0, style($0, columnStyle($0.column))) }.joined()
      let element = "<\(prefix)row r=\"\(row)\">\(content)</\(prefix)row>"
      if let next = rows.first(where: { $0.number > row }) {
        markup.insert(element, at: markup.tags[next.tag].range.lowerBound)
      } else {
        newRows += element
      }
    }
    if !newRows.isEmpty { markup.append(newRows, to: data) }
  }

  private func cell(_ address: CellAddress, _ style: Int) -> String {
    "<\(prefix)c r=\"\(address.text)\" s=\"\(style)\"/>"
  }

  private func rows(in data: Int) -> [Found] {
    var found: [Found] = []
    var previous = 0
    for index in data..<max(data, markup.end(of: data)) {
      let tag = markup.tags[index]
      guard tag.kind != .end, tag.depth == 2, tag.localName == "row" else { continue }
      let printed = markup.value(of: "r", in: tag)
      let number = printed.flatMap { Int($0) } ?? previous + 1
      previous = number
      found.append(Found(number: number, tag: index))
    }
    return found
  }

  private mutating func colour(
    _ addresses: [CellAddress], inRow row: Int,
    style: (_ address: CellAddress, _ base: Int) -> Int
  ) {
    var cells: [Found] = []
    var previous = 0
    for index in row..<max(row, markup.end(of: row)) {
      let tag = markup.tags[index]
      guard tag.kind != .end, tag.depth == 3, tag.localName == "c" else { continue }
      let printed = markup.value(of: "r", in: tag).flatMap { CellAddress($0) }
      let column = printed?.column ?? previous + 1
      previous = column
      cells.append(Found(number: column, tag: index))
    }
    let rowTag = markup.tags[row]
    let rowStyle =
      markup.value(of: "customFormat", in: rowTag) == "1"
      ? markup.value(of: "s", in: rowTag).flatMap { Int($0) } : nil
    var atEnd = ""
    for address in addresses {
      if let found = cells.first(where: { $0.number == address.column }) {
        let tag = markup.tags[found.tag]
        let base = markup.value(of: "s", in: tag).flatMap { Int($0) } ?? .zero
        markup.set("s", to: "\(style(address, base))", in: tag)
        continue
      }
      let element = cell(address, style(address, rowStyle ?? columnStyle(address.column)))
      if let next = cells.first(where: { $0.number > address.column }) {
        markup.insert(element, at: markup.tags[next.tag].range.lowerBound)
      } else {
        atEnd += element
      }
    }
    if !atEnd.isEmpty { markup.append(atEnd, to: row) }
  }

  /// The style of a column's empty cells.
  private func columnStyle(_ column: Int) -> Int {
    guard let list = markup.first("cols", depth: 1) else { return .zero }
    for index in list..<max(list, markup.end(of: list)) {
      let tag = markup.tags[index]
      guard tag.kind != .end, tag.localName == "col",
        let first = markup.value(of: "min", in: tag).flatMap({ Int($0) }),
        let last = markup.value(of: "max", in: tag).flatMap({ Int($0) }),
        first <= column, column <= last
      else { continue }
      return markup.value(of: "style", in: tag).flatMap { Int($0) } ?? .zero
    }
    return .zero
  }

  /// Elements of a worksheet that stand behind the reference to the drawing of notes (ECMA-376 part 1, 18.3.1.99).
  private static let behindDrawing: Set<Substring> = [
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
  ]

  /// The relationship of the drawing of notes, if there is one.
  var drawingRelationship: String? {
    guard let index = markup.first("legacyDrawing", depth: 1) else { return nil }
    let tag = markup.tags[index]
    return tag.attributes.first { $0.name.hasSuffix(":id") }.map { markup.text($0.valueRange) }
  }

  /// Refers to the drawing of notes; `namespace` is that of relationships in the sheet's form of OOXML.
  mutating func addDrawing(relationship: String, namespace: String) {
    let element =
      "<\(prefix)legacyDrawing xmlns:planauditr=\"\(namespace)\" planauditr:id=\"\(relationship)\"/>"
    let next = markup.tags.first {
      $0.kind != .end && $0.depth == 1 && Self.behindDrawing.contains($0.localName)
    }
    if let next {
      markup.insert(element, at: next.range.lowerBound)
    } else {
      markup.append(element, to: 0)
    }
  }

  func bytes() -> [UInt8] { markup.edited() }
}
