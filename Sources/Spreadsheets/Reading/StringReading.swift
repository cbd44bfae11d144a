internal import XMLTree

/// Reads strings of SpreadsheetML: plain ones, and rich ones in runs.
enum StringReading {
  /// The words of `si` or `is`: its `t`, or those of its runs; the phonetic runs (`rPh`) are no part of them.
  static func words(of element: XMLNode) -> String {
    let namespace = element.namespaceURI
    var words = ""
    for child in element.childElements {
      if child.isElement("t", namespace: namespace) {
        words += child.stringValue
      } else if child.isElement("r", namespace: namespace) {
        for text in child.childElements("t", namespace: namespace) { words += text.stringValue }
      }
    }
    return TextEscapes.decoded(words)
  }

  /// The shared strings in the order in which cells count them.
  static func sharedStrings(_ root: XMLNode) -> [String] {
    root.childElements("si", namespace: root.namespaceURI).map(words)
  }
}
