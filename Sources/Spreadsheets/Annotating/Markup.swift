/// A tag of an XML document, with where it stands in the bytes.
struct MarkupTag {
  enum Kind { case start, end, empty }

  struct Attribute {
    var name: String
    /// Where the value stands, without its quotes.
    var valueRange: Range<Int>
  }

  var kind: Kind
  /// The qualified name.
  var name: String
  var range: Range<Int>
  var attributes: [Attribute]
  /// How many elements are open around the element.
  var depth: Int

  var localName: Substring { name.split(separator: ":").last ?? name[...] }
  /// The prefix with its colon, or nothing.
  var prefix: String { name.contains(":") ? String(name.prefix { $0 != ":" }) + ":" : "" }

  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}

/// The bytes of a well-formed XML document in UTF-8, edited in place so that all else stays as it was.
struct Markup {
  let bytes: [UInt8]
  let tags: [MarkupTag]
  private var edits: [(range: Range<Int>, text: String)] = []

  /// Finds the tags of `bytes`, which were parsed before and so are known to be well-formed.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var scanner = MarkupScanner(bytes)
    tags = scanner.scan()
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func value(of name: String, in tag: MarkupTag) -> String? {
    tag.attribute(name).map { text($0.valueRange) }
  }

  /// The index of the tag that ends the element which the tag at `start` begins.
  func end(of start: Int) -> Int {
    guard tags[start].kind == .start else { return start }
    let depth = tags[start].depth
    var index = start + 1
    while index < tags.count, !(tags[index].kind == .end && tags[index].depth == depth) {
      index += 1
    }
    return index
  }

  /// The index of the first tag that begins an element `localName` at `depth`, at or behind `start`.
  func first(_ localName: String, depth: Int, from start: Int = 0) -> Int? {
    tags[start...].firstIndex {
      $0.kind != .end && $0.depth == depth && $0.localName == localName
    }
  }

  /// Edits at one place come in the order in which they were asked for.
  mutating func replace(_ range: Range<Int>, with text: String) {
    edits.append((range, text))
  }

  mutating func insert(_ text: String, at offset: Int) {
    replace(offset..<offset, with: text)
  }

  /// Sets an attribute of a tag.
  mutating func set(_ name: String, to value: String, in tag: MarkupTag) {
    if let attribute = tag.attribute(name) {
      replace(attribute.valueRange, with: value)
    } else {
      insert(" \(name)=\"\(value)\"", at: tag.range.lowerBound + 1 + tag.name.utf8.count)
    }
  }

  /// Puts `text` at the end of the content of the element that begins at tag `start`.
  mutating func append(_ text: String, to start: Int) {
    let tag = tags[start]
    guard tag.kind == .empty else {
      return insert(text, at: tags[end(of: start)].range.lowerBound)
    }
    let head = self.text(tag.range.lowerBound..<tag.range.upperBound - 2)
    replace(tag.range, with: "\(head)>\(text)</\(tag.name)>")
  }

  /// The bytes with all edits made.
  func edited() -> [UInt8] {
    let ordered = edits.enumerated().sorted { left, right in
      left.element.range.lowerBound != right.element.range.lowerBound
        ? left.element.range.lowerBound < right.element.range.lowerBound
        : left.offset < right.offset
    }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 4096)
    var position = 0
    for (_, edit) in ordered {
      precondition(edit.range.lowerBound >= position, "edits do not overlap")
      result += bytes[position..<edit.range.lowerBound]
      result += Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    result += bytes[position...]
    return result
  }

  /// `text` as character data or an attribute's value.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Finds the tags of a well-formed document.
private struct MarkupScanner {
  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func scan() -> [MarkupTag] {
    var tags: [MarkupTag] = []
    while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = open + 1
      guard index < bytes.count else { break }
      switch bytes[index] {
      case UInt8(ascii: "?"): skip(past: "?>")
      case UInt8(ascii: "!"):
        let isComment = starts(with: "!--")
        skip(past: isComment ? "-->" : starts(with: "![CDATA[") ? "]]>" : ">")
      case UInt8(ascii: "/"): tags.append(endTag(from: open))
      case _: tags.append(startTag(from: open))
      }
    }
    return tags
  }

  private func starts(with text: String) -> Bool { bytes[index...].starts(with: text.utf8) }

  private mutating func skip(past text: String) {
    let pattern = Array(text.utf8)
    index = bytes.firstOffset(of: pattern, from: index).map { $0 + pattern.count } ?? bytes.count
  }

  private mutating func name() -> String {
    let start = index
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: "="):
        return String(decoding: bytes[start..<index], as: UTF8.self)
      case _: index += 1
      }
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func endTag(from open: Int) -> MarkupTag {
    index += 1
    let name = name()
    skip(past: ">")
    depth -= 1
    return MarkupTag(kind: .end, name: name, range: open..<index, attributes: [], depth: depth)
  }

  private mutating func startTag(from open: Int) -> MarkupTag {
    let name = name()
    var attributes: [MarkupTag.Attribute] = []
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ">"):
        index += 1
        depth += 1
        return MarkupTag(
          kind: .start, name: name, range: open..<index, attributes: attributes, depth: depth - 1)
      case UInt8(ascii: "/"):
        index += 2
        return MarkupTag(
          kind: .empty, name: name, range: open..<index, attributes: attributes, depth: depth)
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case _: attributes.append(attribute())
      }
    }
    preconditionFailure("a well-formed document ends its tags")
  }

  private mutating func attribute() -> MarkupTag.Attribute {
    let name = name()
    while bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "'") { index += 1 }
    let quote = bytes[index]
    let start = index + 1
    index = start
    while bytes[index] != quote { index += 1 }
    index += 1
    return MarkupTag.Attribute(name: name, valueRange: start..<index - 1)
  }
}
