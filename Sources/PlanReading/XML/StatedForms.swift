internal import PlanModel

/// Holds the normal forms that canonical plan XML states against the words that it prints.
///
/// Facts about the words (keys, brackets, widths, characters) are taken from the words, and so is a normal form
/// that is not stated. Where a stated form and the words disagree, the stated form stays, since it is what the
/// document says of itself, and the disagreement becomes a read issue.
struct StatedForms {
  /// The code of the issue.
  static let issueCode = "value-differs"

  private let vocabulary: Vocabulary
  private(set) var issues: [ReadIssue] = []

  init(vocabulary: Vocabulary) {
    self.vocabulary = vocabulary
  }

  /// Settles every field of `plan`.
  mutating func settle(_ plan: inout Plan) {
    let vocabulary = vocabulary
    settle(&plan.heading, "heading") { $0.headingField(vocabulary) }
    settle(&plan.unit, "unit") { $0.unitField() }
    if let stated = plan.fiscalYear, plan.fiscalYearState == .given,
      let named = StartMonth.fiscalYear(namedIn: plan.heading.text, eras: vocabulary.eras),
      named != stated
    {
      issues.append(
        ReadIssue(
          code: Self.issueCode, at: plan.heading.place,
          text: "the stated fiscal year \(stated) differs: the heading names \(named)"))
    }
    for index in plan.entries.indices { settle(&plan.entries[index]) }
    if case .stated(var sums) = plan.totals {
      settle(&sums.cost, "cost") { $0.amountField() }
      settle(&sums.target, "target") { $0.amountField() }
      settle(&sums.reference, "reference") { $0.amountField() }
      plan.totals = .stated(sums)
    }
  }

  private mutating func settle(_ entry: inout Entry) {
    let vocabulary = vocabulary
    settle(&entry.number, "number") { $0.numberField() }
    settle(&entry.municipality, "municipality") { $0.municipalityField(vocabulary) }
    if var theme = entry.theme {
      settle(&theme, "theme") { $0.themeField(vocabulary) }
      entry.theme = theme
    }
    settle(&entry.title, "title", merging: Self.fresh) { $0.titleField() }
    settle(&entry.description, "description", merging: Self.fresh) { $0.descriptionField() }
    settle(&entry.category, "category", merging: Self.merged) { $0.categoryField(vocabulary) }
    settle(&entry.cost, "cost") { $0.amountField() }
    settle(&entry.target, "target") { $0.amountField() }
    settle(&entry.reference, "reference") { $0.amountField() }
    settle(&entry.start, "start", merging: Self.merged) { $0.startField(vocabulary) }
    settle(&entry.url, "url", merging: Self.merged) { $0.addressField() }
    settle(&entry.contact.department, "department") { $0.plainField() }
    settle(&entry.contact.section, "section") { $0.plainField() }
    settle(&entry.contact.phone, "phone") { $0.phoneField() }
  }

  /// What a field holds, and whether the stated form is another than that of the words.
  private typealias Merged<Value> = (value: Value?, differs: Bool)

  private mutating func settle<Value: Equatable>(
    _ field: inout Field<Value>, _ name: String,
    merging merge: (Value, Value?) -> Merged<Value> = { ($0, $0 != $1) },
    reading read: (Printed) -> Field<Value>
  ) {
    switch field.state {
    case .lost, .blank, .dash: return
    case .given, .inferred: break
    }
    let (text, blanks) = Self.trimmed(field.text, isDescription: name == "description")
    guard !text.isEmpty else {
      field = .blank(at: field.place)
      return
    }
    let words = Printed(
      text, at: field.place, basis: field.basis, blanks: field.facts.blanks ?? blanks)
    var settled = read(words)
    if settled.state != .dash { settled.state = field.state }
    if let stated = field.value {
      let merged = merge(stated, settled.value)
      if merged.differs, !(field.isToldBeside && settled.value == nil) {
        note(name, field, settled.value)
      }
      settled.value = merged.value
    }
    field = settled
  }

  /// The text without the blanks around it, and where such blanks are part of the value.
  ///
  /// A line break with its indentation is the layout of the document, and U+3000 opens a paragraph.
  private static func trimmed(
    _ text: String, isDescription: Bool
  ) -> (text: String, blanks: OuterBlanks?) {
    let scalars = Array(text.unicodeScalars)
    let isBlank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }),
      let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return ("", nil) }
    let leading = scalars[..<first]
    let trailing = scalars[(last + 1)...]
    let opensParagraph = isDescription && leading.allSatisfy { $0 == "\u{3000}" }
    let hasLeading = !leading.isEmpty && !leading.contains("\n") && !opensParagraph
    let hasTrailing = !trailing.isEmpty && !trailing.contains("\n")
    let blanks: OuterBlanks? =
      hasLeading && hasTrailing ? .both : hasLeading ? .leading : hasTrailing ? .trailing : nil
    return (String(String.UnicodeScalarView(scalars[first...last])), blanks)
  }

  private mutating func note<Value>(_ name: String, _ field: Field<Value>, _ read: Value?) {
    let reading = read == nil ? "cannot be read as one" : "says otherwise"
    issues.append(
      ReadIssue(
        code: Self.issueCode, at: field.place,
        text: "the stated value of \(name) differs: its text '\(field.text.prefix(80))' \(reading)")
    )
  }

  private static func fresh(_ stated: ProseKeys, _ read: ProseKeys?) -> Merged<ProseKeys> {
    (read, false)
  }

  private static func merged(
    _ stated: CategoryReading, _ read: CategoryReading?
  ) -> Merged<CategoryReading> {
    guard let read else { return (stated, stated.code != nil) }
    guard let code = stated.code else { return (read, false) }
    return (CategoryReading(code: code, key: read.key), code != read.code)
  }

  private static func merged(_ stated: StartMonth, _ read: StartMonth?) -> Merged<StartMonth> {
    guard let read else { return (stated, true) }
    guard let month = stated.yearMonth else { return (read, false) }
    return month == read.yearMonth ? (read, false) : (stated, true)
  }

  private static func merged(
    _ stated: AddressReading, _ read: AddressReading?
  ) -> Merged<AddressReading> {
    var value = stated
    guard let address = stated.address else {
      value.address = read?.address
      return (value, false)
    }
    return (value, address.key != read?.address?.key)
  }
}
