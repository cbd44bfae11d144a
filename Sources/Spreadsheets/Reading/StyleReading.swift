internal import XMLTree

/// The number formats of a workbook's cells, and whether their fonts strike words through, by the index that cells carry.
struct CellFormats {
  /// Formats by the index of `cellXfs`.
  private var formats: [NumberFormat]
  /// The indices whose fonts strike words through.
  private var struck: Set<Int> = []

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
    let struckFonts = Self.struckFonts(styles)
    guard let list = styles.firstChildElement("cellXfs", namespace: namespace) else { return }
    for element in list.childElements("xf", namespace: namespace) {
      if let font = element.attribute("fontId").flatMap({ Int($0) }), struckFonts.contains(font) {
        struck.insert(formats.count)
      }
      let id = element.attribute("numFmtId").flatMap { Int($0) }
      formats.append(id.map(format) ?? .general)
    }
  }

  private static func struckFonts(_ styles: XMLNode) -> Set<Int> {
    let namespace = styles.namespaceURI
    guard let list = styles.firstChildElement("fonts", namespace: namespace) else { return [] }
    var found: Set<Int> = []
    for (index, font) in list.childElements("font", namespace: namespace).enumerated() {
      if StringReading.isStruck(font) { found.insert(index) }
    }
    return found
  }

  /// Whether the words of cells with style `index` are struck through.
  func isStruck(_ index: Int?) -> Bool { index.map(struck.contains) ?? false }

  /// The format of cells with style `index`; without one, or with one that is not there, the general format.
  func format(_ index: Int?) -> NumberFormat {
    guard let index, formats.indices.contains(index) else { return .general }
    return formats[index]
  }
}
