internal import TextForms

/// The code lists of a rule set: the words that readers know.
package struct Vocabulary: Hashable, Sendable {
  package let municipalities: [Municipality]
  package let categories: [Category]
  package let themes: [Theme]
  package let eras: [Era]
  /// The numbered notes of the form; empty where the rule set has no list of them.
  package let notes: [NoteTerms]
  /// The words in the names of bodies that are no municipality; empty where the rule set has no list of them.
  package let bodies: [String]
  private let codesByMunicipality: [String: String]
  private let codesByWording: [ExactText: String]
  private let codesByTheme: [ExactText: String]
  /// The first characters of the categories' wordings and of the themes, for a quick no.
  private let wordingStarts: ScalarSet
  private let themeStarts: ScalarSet
  private let bodyEndings: [[Unicode.Scalar]]
  /// The names by their first character, the longest first.
  private let namesByFirst: [Unicode.Scalar: [MunicipalityName]]

  package init(
    municipalities: [Municipality], categories: [Category], themes: [Theme], eras: [Era],
    notes: [NoteTerms] = [], bodies: [String] = []
  ) {
    self.municipalities = municipalities
    self.categories = categories
    self.themes = themes
    self.eras = eras
    self.notes = notes
    self.bodies = bodies
    bodyEndings = bodies.map { Array($0.unicodeScalars) }
    codesByMunicipality = Dictionary(
      municipalities.map { ($0.name, $0.code) }, uniquingKeysWith: { first, _ in first })
    codesByWording = Dictionary(
      categories.flatMap { category in
        ([category.name] + category.wordings).map { (Self.key($0), category.code) }
      }, uniquingKeysWith: { first, _ in first })
    codesByTheme = Dictionary(
      themes.map { (Self.key($0.name), $0.code) },
      uniquingKeysWith: { first, _ in first })
    wordingStarts = ScalarSet(codesByWording.keys.compactMap { $0.text.unicodeScalars.first })
    themeStarts = ScalarSet(codesByTheme.keys.compactMap { $0.text.unicodeScalars.first })
    var names: [Unicode.Scalar: [MunicipalityName]] = [:]
    for municipality in municipalities {
      let scalars = Array(municipality.name.unicodeScalars)
      guard let first = scalars.first else { continue }
      names[first, default: []].append(MunicipalityName(scalars: scalars, code: municipality.code))
    }
    namesByFirst = names.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
  }

  package struct Municipality: Hashable, Sendable {
    /// Six digits (JIS X 0402 with its check digit).
    package var code: String
    package var name: String
    /// 特別区, 市, 町 or 村.
    package var kind: String

    package init(code: String, name: String, kind: String) {
      self.code = code
      self.name = name
      self.kind = kind
    }
  }

  package struct Category: Hashable, Sendable {
    package var code: String
    package var name: String
    /// The words in which forms print it, beside its name.
    package var wordings: [String]

    package init(code: String, name: String, wordings: [String]) {
      self.code = code
      self.name = name
      self.wordings = wordings
    }
  }

  package struct Theme: Hashable, Sendable {
    package var code: String
    package var name: String

    package init(code: String, name: String) {
      self.code = code
      self.name = name
    }
  }

  /// What a note of the form is known by; no sentence of the form.
  package struct NoteTerms: Hashable, Sendable {
    /// What rules name in `see`, such as `note:3`.
    package var code: String
    package var number: Int
    /// The English name of the column that the note is about.
    package var field: String
    /// The word by which the note names the column.
    package var label: String
    /// The terms without which the note says something else.
    package var required: [String]
    package var optional: [String]

    package init(
      code: String, number: Int, field: String, label: String, required: [String],
      optional: [String]
    ) {
      self.code = code
      self.number = number
      self.field = field
      self.label = label
      self.required = required
      self.optional = optional
    }
  }

  private struct MunicipalityName: Hashable, Sendable {
    let scalars: [Unicode.Scalar]
    let code: String
  }
}

/// An era of the Japanese calendar.
package struct Era: Hashable, Sendable {
  package var name: String
  /// Its Latin letter, upper case.
  package var latin: String
  /// Its one-character sign, such as ㋿.
  package var sign: String
  package var first: YearMonth?
  /// The last month, inclusive; `nil` for the present era.
  package var last: YearMonth?
  /// What is added to a year of the era to give the Western year.
  package var base: Int

  package init(
    name: String, latin: String, sign: String, first: YearMonth?, last: YearMonth?, base: Int
  ) {
    self.name = name
    self.latin = latin
    self.sign = sign
    self.first = first
    self.last = last
    self.base = base
  }
}

extension Vocabulary {
  /// The code of the municipality whose whole name is `name`.
  package func municipality(named name: String) -> String? {
    codesByMunicipality[name]
  }

  /// The longest municipality with whose name `scalars` begins, and the name's length in scalars.
  package func municipality(
    atStartOf scalars: ArraySlice<Unicode.Scalar>
  ) -> (code: String, count: Int)? {
    guard let first = scalars.first, let names = namesByFirst[first] else { return nil }
    for name in names where scalars.starts(with: name.scalars) {
      return (name.code, name.scalars.count)
    }
    return nil
  }

  /// The length of the longest word for bodies in which `name` ends without being it, or `nil`.
  package func bodyEnding(of name: ArraySlice<Unicode.Scalar>) -> Int? {
    bodyEndings.filter { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }
      .map(\.count).max()
  }

  /// The code of the category that `text` words, blanks, width and a number before it aside: ①労働力確保事業.
  package func category(worded text: String) -> String? {
    if let code = codesByWording[ExactText(text)] { return code }
    let key = Self.key(text)
    if let code = codesByWording[key] { return code }
    let scalars = key.text.unicodeScalars
    guard let first = scalars.first, first.isASCIIDigit || first == "(" else { return nil }
    let words = scalars.drop { $0.isASCIIDigit || "()..、:".unicodeScalars.contains($0) }
    return codesByWording[ExactText(String(words))]
  }

  /// Whether a category's wording can begin with `scalar`, width aside.
  package func mayBeginCategory(_ scalar: Unicode.Scalar) -> Bool {
    wordingStarts.contains(scalar.halfWidth)
  }

  /// Whether a theme can begin with `scalar`, width aside.
  package func mayBeginTheme(_ scalar: Unicode.Scalar) -> Bool {
    themeStarts.contains(scalar.halfWidth)
  }

  /// The code of the theme that `text` names, blanks and width aside.
  package func theme(named text: String) -> String? {
    codesByTheme[Self.key(text)]
  }

  /// What words are looked up by, which are in compatibility form.
  private static func key(_ words: String) -> ExactText { ExactText(ComparisonKey.label(words)) }

  /// Whether `scalars` begin with a municipality's name without its 区, 市, 町 or 村.
  package func beginsWithPlace(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = scalars.first, let names = namesByFirst[first] else { return false }
    return names.contains { scalars.starts(with: $0.scalars.dropLast()) }
  }

  /// Who is meant by `name`: a municipality, also behind the names of what it lies in (東京都, 西多摩郡, 三宅島), or a body whose
  /// name contains one.
  ///
  /// A name that goes on behind another prefecture or city is of neither: 横浜市港北区 has nothing to do with 北区.
  package func submitter(named name: String) -> MunicipalityReading? {
    if let code = codesByMunicipality[name] { return .municipality(code: code) }
    var key = ComparisonKey.label(name)
    if let code = codesByMunicipality[key] { return .municipality(code: code) }
    for area in ["東京都", "西多摩郡", "三宅島", "八丈島"] where key.hasPrefix(area) {
      key.removeFirst(area.count)
    }
    if let code = codesByMunicipality[key] { return .municipality(code: code) }
    var rest = Array(key.unicodeScalars)[...]
    while let first = rest.first {
      if let found = municipality(atStartOf: rest) {
        return .body(within: found.code)
      }
      if "市県府道郡".unicodeScalars.contains(first) { return nil }
      rest.removeFirst()
    }
    return nil
  }
}
