internal import Auditing

/// Writes HTML that is well-formed XML too: every element closed, every attribute quoted, every text escaped.
struct HTMLWriter {
  /// Elements that begin on a line of their own.
  private static let blocks: Set<String> = [
    "html", "head", "meta", "title", "style", "script", "body", "header", "main", "footer", "nav",
    "section", "article", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "div",
    "form", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption",
    "svg", "g", "rect", "text", "line", "details", "summary", "select", "option", "blockquote",
  ]

  private(set) var bytes: [UInt8] = Array("<!DOCTYPE html>".utf8)

  /// Writes an element with the content that `content` writes; an attribute without a value is left out.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
    _ content: (inout HTMLWriter) -> Void
  ) {
    start(name, attributes)
    bytes += ">".utf8
    content(&self)
    bytes += "</\(name)>".utf8
  }

  /// Writes an element that holds `text`.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// Writes an element that never has content, such as `br`.
  mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
    start(name, attributes)
    bytes += " />".utf8
  }

  /// Writes `text` with invisible characters made visible.
  mutating func text(_ text: String) {
    append(escaped: InvisibleCharacters.shown(text))
  }

  /// Writes `text` with its line breaks as such.
  mutating func lines(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { void("br") }
      self.text(String(line))
    }
  }

  /// Writes a style sheet or a script that is part of the program; it holds neither `<` nor `&`.
  mutating func fixed(_ name: String, _ content: String) {
    precondition(!content.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
    start(name, [:])
    bytes += ">".utf8
    bytes += content.utf8
    bytes += "</\(name)>".utf8
  }

  /// Ends the page with a line break and gives its bytes.
  consuming func finish() -> [UInt8] {
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
    if Self.blocks.contains(name) { bytes.append(UInt8(ascii: "\n")) }
    bytes += "<\(name)".utf8
    for (name, value) in attributes {
      guard let value else { continue }
      bytes += " \(name)=\"".utf8
      append(escaped: InvisibleCharacters.shown(value))
      bytes.append(UInt8(ascii: "\""))
    }
  }

  private mutating func append(escaped text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
  }
}
