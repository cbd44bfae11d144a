internal import XMLTree

/// A string of SpreadsheetML as it is to be read.
struct SheetString {
  var words: String
  /// What was struck through and is no part of `words`; all of them where nothing else stands there.
  var struckWords = ""
}

/// Reads strings of SpreadsheetML: plain ones, and rich ones in runs.
enum StringReading {
  /// The words of `si` or `is`: its `t`, or those of its runs; the phonetic runs (`rPh`) are no part of them, nor are
  /// runs that are struck through beside others.
  static func string(of element: XMLNode) -> SheetString {
    let namespace = element.namespaceURI
    var words = ""
    var struck = ""
    for child in element.childElements {
      if child.isElement("t", namespace: namespace) {
        words += child.stringValue
      } else if child.isElement("r", namespace: namespace) {
        let isStruck = isStruck(child, namespace)
        for text in child.childElements("t", namespace: namespace) {
          if isStruck { struck += text.stringValue } else { words += text.stringValue }
        }
      }
    }
    if words.allSatisfy(\.isWhitespace), !struck.isEmpty { words = struck }
    return SheetString(
      words: TextEscapes.decoded(words), struckWords: TextEscapes.decoded(struck))
  }

  private static func isStruck(_ run: XMLNode, _ namespace: String) -> Bool {
    run.firstChildElement("rPr", namespace: namespace).map(isStruck) ?? false
  }

  /// Whether a font, of a run or of cells, strikes words through.
  static func isStruck(_ font: XMLNode) -> Bool {
    let namespace = font.namespaceURI
    guard
      let strike = font.firstChildElement("strike", namespace: namespace)
        ?? font.firstChildElement("dstrike", namespace: namespace)
    else { return false }
    return !["0", "false"].contains(strike.attribute("val") ?? "1")
  }

  /// The shared strings in the order in which cells count them.
  static func sharedStrings(_ root: XMLNode) -> [SheetString] {
    root.childElements("si", namespace: root.namespaceURI).map(string)
  }
}
