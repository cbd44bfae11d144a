internal import XMLTree

/// The number formats of a workbook's cells, by the index that cells carry.
struct CellFormats {
  /// Formats by the index of `cellXfs`.
  private var formats: [NumberFormat]

  /// Every cell is shown without a format: the workbook has no styles.
  init() {
    formats = []
  }

  /// Reads the outermost element of the styles part.
  init(_ styles: XMLNode) {
    let namespace = styles.namespaceURI
    var codes: [Int: String] = [:]
    if let list = styles.firstChildElement("numFmts", namespace: namespace) {
      for element in list.childElements("numFmt", namespace: namespace) {
        guard let id = element.attribute("numFmtId").flatMap({ Int($0) }),
          let code = element.attribute("formatCode")
        else { continue }
        codes[id] = TextEscapes.decoded(code)
      }
    }
    var known: [Int: NumberFormat] = [:]
    func format(_ id: Int) -> NumberFormat {
      if let format = known[id] { return format }
      let code = codes[id] ?? BuiltInFormats.code(id)
      let format = code.map { NumberFormat(code: $0) } ?? .general
      known[id] = format
      return format
    }
    formats = []
    guard let list = styles.firstChildElement("cellXfs", namespace: namespace) else { return }
    for element in list.childElements("xf", namespace: namespace) {
      let id = element.attribute("numFmtId").flatMap { Int($0) }
      formats.append(id.map(format) ?? .general)
    }
  }

  /// The format of cells with style `index`; without one, or with one that is not there, the general format.
  func format(_ index: Int?) -> NumberFormat {
    guard let index, formats.indices.contains(index) else { return .general }
    return formats[index]
  }
}
