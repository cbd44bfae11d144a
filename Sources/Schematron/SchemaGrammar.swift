/// What may stand where in a schema: the grammars of ISO/IEC 19757-3:2006, 2016, 2020 and 2025 joined.
///
/// Elements and attributes of other namespaces are free; of Schematron's own names only the known
/// ones pass, so that a misspelt one is an error instead of a check that never runs.
enum SchemaGrammar {
  private struct Production {
    let attributes: SchemaWords
    let children: SchemaWords

    init(_ attributes: SchemaWords, _ children: SchemaWords = []) {
      self.attributes = attributes
      self.children = children
    }
  }

  /// Every name that a production mentions, as one bit each.
  private static let words: [String: SchemaWords] = {
    let names = [
      "schema", "library", "title", "ns", "p", "param", "let", "phase", "active", "rules",
      "pattern", "group", "rule", "extends", "assert", "report", "diagnostics", "diagnostic",
      "properties", "property", "emph", "dir", "span", "value-of", "name", "icon", "see", "fpi",
      "id", "documents", "role", "abstract", "is-a", "test", "flag", "subject", "severity",
      "schemaVersion", "schematronEdition", "defaultPhase", "queryBinding", "class", "uri",
      "prefix", "value", "from", "when", "context", "visit-each", "scheme", "select", "path",
    ]
    precondition(names.count <= SchemaWords.RawValue.bitWidth)
    let bits = names.indices.map { SchemaWords(rawValue: 1 << $0) }
    return Dictionary(uniqueKeysWithValues: zip(names, bits))
  }()

  /// What the grammar knows `localName` as; empty where it does not know it.
  static func word(_ localName: String) -> SchemaWords { words[localName] ?? [] }

  private static let rich: SchemaWords = ["icon", "see", "fpi"]
  private static let inline: SchemaWords = ["value-of", "name", "emph", "dir", "span"]

  private static let patternLike = Production(
    rich.union(["id", "documents", "role", "abstract", "is-a", "name"]),
    ["title", "p", "param", "let", "rule"])
  private static let assertion = Production(
    rich.union([
      "test", "flag", "id", "diagnostics", "properties", "role", "subject", "severity",
    ]), inline)
  private static let outermost: SchemaWords = [
    "title", "ns", "p", "param", "let", "phase", "rules", "group", "pattern", "diagnostics",
    "properties",
  ]

  private static let productions: [SchemaWords: Production] = [
    "schema": Production(
      rich.union(["id", "schemaVersion", "schematronEdition", "defaultPhase", "queryBinding"]),
      outermost),
    "library": Production(rich.union(["id"]), outermost),
    "title": Production(["class"], inline),
    "ns": Production(["uri", "prefix"]),
    "p": Production(["id", "class", "icon"], inline),
    "param": Production(["name", "value"]),
    "let": Production(["name", "value"]),
    "phase": Production(rich.union(["id", "from", "when"]), ["title", "p", "let", "active"]),
    "active": Production(["pattern"], inline.union(["p"])),
    "rules": Production(rich.union(["id"]), ["title", "p", "rule"]),
    "pattern": patternLike,
    "group": patternLike,
    "rule": Production(
      rich.union(["context", "visit-each", "id", "abstract", "flag", "role", "subject"]),
      ["title", "p", "let", "assert", "report", "extends"]),
    "extends": Production(["rule"]),
    "assert": assertion,
    "report": assertion,
    "diagnostics": Production([], ["diagnostic"]),
    "diagnostic": Production(rich.union(["id", "role"]), inline),
    "properties": Production([], ["property"]),
    "property": Production(rich.union(["id", "role", "scheme"]), inline),
    "emph": Production(["class"], inline),
    "dir": Production(["value", "class"], inline),
    "span": Production(["class"], inline),
    "value-of": Production(["select"]),
    "name": Production(["path"]),
  ]

  /// `productions` by the number of the bit.
  private static let table: [Production?] = (0..<SchemaWords.RawValue.bitWidth).map {
    productions[SchemaWords(rawValue: 1 << $0)]
  }

  private static func production(of word: SchemaWords) -> Production? {
    word.isEmpty ? nil : table[word.rawValue.trailingZeroBitCount]
  }

  /// Refuses the first Schematron element or attribute that has no place where it stands.
  static func check(_ element: SchemaElement) throws(SchemaError) {
    guard element.isSchematron else {
      for child in element.childElements { try check(child) }
      return
    }
    guard let production = production(of: element.nodeName.word) else {
      throw element.error(.misplacedElement(parent: "any Schematron element"))
    }
    for attribute in element.attributes
    where attribute.namespace.isEmpty && !production.attributes.has(attribute.name.word) {
      throw element.error(.unknownAttribute(attribute.localName))
    }
    for part in element.content {
      guard case .element(let child) = part else { continue }
      guard !child.isSchematron || production.children.has(child.nodeName.word) else {
        throw child.error(.misplacedElement(parent: element.name))
      }
      try check(child)
    }
  }
}

/// A set of the names that the grammar knows.
struct SchemaWords: OptionSet, Hashable, Sendable, ExpressibleByStringLiteral {
  let rawValue: UInt64

  init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// A name that the grammar knows.
  init(stringLiteral name: String) {
    self = SchemaGrammar.word(name)
    precondition(!isEmpty, "a production names a word that is not listed")
  }

  /// Whether `word` is known and among these.
  func has(_ word: SchemaWords) -> Bool { rawValue & word.rawValue != 0 }
}
