/// Takes apart the lines that Poppler's programs write, one element a line.
///
/// They declare document types and hold whatever characters a document's fonts name, so they are not read as XML.
struct MarkupLine {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
  }

  func begins(_ tag: StaticString) -> Bool {
    bytes.starts(with: tag.description.utf8)
  }

  /// The value of the attribute `name`, its references resolved.
  func attribute(_ name: String) -> String? {
    let mark = Array(" \(name)=\"".utf8)
    guard let start = Self.find(mark, in: bytes) else { return nil }
    let value = bytes[(start + mark.count)...].prefix { $0 != UInt8(ascii: "\"") }
    return Self.resolved(value)
  }

  /// The value of the attribute `name` as a finite number.
  func number(_ name: String) -> Double? {
    attribute(name).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
  }

  /// What stands between the first tag of the line and the last one, without tags.
  var content: String {
    guard let open = bytes.firstIndex(of: UInt8(ascii: ">")),
      let close = bytes.lastIndex(of: UInt8(ascii: "<")), close > open
    else { return "" }
    return Self.resolved(bytes[(open + 1)..<close])
  }

  private static func find(_ mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= mark.count else { return nil }
    return (bytes.startIndex...bytes.endIndex - mark.count).first {
      bytes[$0...].starts(with: mark)
    }
  }

  private static let references: [(String, Character)] = [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
    ("&#160;", "\u{A0}"), ("&amp;", "&"),
  ]

  private static func resolved(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      if first == "&", let (mark, character) = references.first(where: { rest.hasPrefix($0.0) }) {
        result.append(character)
        rest = rest.dropFirst(mark.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

/// The lines of what a program wrote.
func markupLines(_ bytes: [UInt8]) -> [MarkupLine] {
  bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map { MarkupLine($0) }
}

/// The pages and words of `pdftotext -bbox`.
func pagesOfWords(_ bytes: [UInt8]) -> [PageContent] {
  var pages: [PageContent] = []
  for line in markupLines(bytes) {
    if line.begins("<page "), let width = line.number("width"), let height = line.number("height") {
      pages.append(PageContent(number: pages.count + 1, width: width, height: height))
    } else if line.begins("<word "), !pages.isEmpty, let left = line.number("xMin"),
      let top = line.number("yMin"), let right = line.number("xMax"),
      let bottom = line.number("yMax"), right >= left, bottom >= top
    {
      let text = line.content
      if text.isEmpty { continue }
      pages[pages.count - 1].words.append(
        PageWord(
          text: text, box: PageRectangle(left: left, top: top, right: right, bottom: bottom)))
    }
  }
  return pages
}

/// Puts the links of `pdftohtml -xml` to the pages on which they stand.
func addLinks(_ bytes: [UInt8], to pages: inout [PageContent]) {
  var page: Int?
  var height = 0.0
  for line in markupLines(bytes) {
    if line.begins("<page ") {
      page = line.number("number").flatMap { Int(exactly: $0) }
      height = line.number("height") ?? 1
    } else if line.begins("<text "), let number = page, pages.indices.contains(number - 1),
      let target = line.attribute("href"), !target.isEmpty, let top = line.number("top"),
      let left = line.number("left"), let tall = line.number("height"), height > 0
    {
      let scale = pages[number - 1].height / height
      pages[number - 1].links.append(
        PageLink(x: (left + 1) * scale, y: (top + tall / 2) * scale, target: target))
    }
  }
}
