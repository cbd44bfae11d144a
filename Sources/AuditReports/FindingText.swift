internal import Auditing
internal import TextForms

/// A finding in words, the same in every report that is read by people.
struct FindingText {
  /// The number of characters of a quoted value that are shown.
  static let quotedCharacterCountMax = 200

  let wording: Wording
  let sourceName: String
  /// What readers call the plans, by id; a plan that is not here is called by its id.
  let planNames: [String: String]

  init(language: ReportLanguage, sourceName: String, plans: [PlanSummary] = []) {
    wording = Wording(language: language)
    self.sourceName = sourceName
    planNames = Dictionary(
      plans.map { ($0.id, $0.name(in: language)) }, uniquingKeysWith: { first, _ in first })
  }

  /// `file:12: error: message [RULE]`, on one line, in the form that terminals and editors follow.
  func headline(_ finding: Finding) -> String {
    "\(place(finding.location)): \(finding.rank.name): \(sentence(finding)) [\(finding.rule)]"
  }

  /// The message on one line.
  func sentence(_ finding: Finding) -> String {
    InvisibleCharacters.shown(finding.message.text(in: wording.language))
  }

  /// The file's name and the place in it.
  func place(_ location: Location) -> String {
    InvisibleCharacters.shown(sourceName + location.suffix)
  }

  /// The file's name and the place in it, as people look it up.
  func placeInWords(_ location: Location) -> String {
    let name = InvisibleCharacters.shown(sourceName)
    return wording.placeInWords(location).map { "\(name) \($0)" } ?? name
  }

  /// What was found, what was expected, what it rests on and where else to look, a line each.
  func details(_ finding: Finding, see: String?) -> [String] {
    var lines: [String] = []
    func add(_ label: String, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      lines.append(label + wording.colon + value)
    }
    add(wording.found, finding.found.map(quoted))
    add(wording.expected, finding.expected.map(quoted))
    let places = finding.related.map { describe($0, for: finding) }
    add(wording.related, places.joined(separator: wording.listSeparator))
    add(wording.see, see.map(InvisibleCharacters.shown))
    return lines
  }

  /// The evidence by which the finding is waived, on one line.
  func evidence(_ finding: Finding) -> String? {
    finding.waiver.map { InvisibleCharacters.shown($0.sentence(in: wording.language)) }
  }

  /// `text` on one line, cut to `quotedCharacterCountMax`.
  func quoted(_ text: String) -> String {
    let shown = InvisibleCharacters.shown(text)
    let head = shown.prefix(Self.quotedCharacterCountMax)
    return head.endIndex == shown.endIndex ? shown : head + "…"
  }

  /// A related place in words; its plan only where that is another.
  func describe(_ place: RelatedPlace, for finding: Finding) -> String {
    let words = [
      place.plan == finding.plan
        ? nil : place.plan.map { InvisibleCharacters.shown(planNames[$0] ?? $0) },
      wording.entry(number: place.number.map(quoted), position: place.position),
      place.municipality.map(quoted),
    ].compactMap { $0 }
    let suffix = place.location.suffix
    let name = words.joined(separator: " ")
    return suffix.isEmpty ? name : "\(name) (\(InvisibleCharacters.shown(sourceName + suffix)))"
  }
}
