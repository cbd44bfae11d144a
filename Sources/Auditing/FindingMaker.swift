internal import Schematron
internal import XMLTree

/// Turns the firings of one document into findings.
struct FindingMaker {
  private let rules: RuleSet
  private let characterCountMax: Int
  private var identities: [XMLNode: EntryIdentities] = [:]
  private var entries: [XMLNode: [Int: XMLNode]] = [:]
  private var fingerprints = Fingerprints()

  /// A maker for documents that were validated by `rules`.
  init(rules: RuleSet, limits: AuditLimits) {
    self.rules = rules
    characterCountMax = limits.quotedCharacterCountMax
  }

  /// The finding that `firing` comes to.
  mutating func finding(for firing: Firing) -> Finding {
    let rule = rules.rule(of: firing.assertion)
    let subject = FindingSubject(firing.node)
    let english = firing.diagnostics.first { isEnglish($0.text.language) }
    let found = value(.found, of: firing) ?? subject.printedText
    let field = rule.field ?? subject.field
    return Finding(
      rule: rule.id, severity: rule.severity, outcome: rule.kind,
      plan: subject.plan?.attribute("id"), position: subject.entry?.integer("position"),
      number: text(of: "number", in: subject.entry),
      municipality: text(of: "municipality", in: subject.entry),
      title: text(of: "title", in: subject.entry), field: field,
      found: found.map(bounded), expected: value(.expected, of: firing).map(bounded),
      message: Message(
        ja: bounded(japaneseLine(firing.message.string)), en: (english?.text.line).map(bounded)),
      location: Location(nearest: subject.element),
      related: related(of: firing, plan: subject.plan, root: firing.node.document),
      basis: subject.basis, fingerprint: fingerprint(rule.id, field, subject), status: .open)
  }

  /// A value that a rule gives beside its message, in a diagnostic whose id is the assertion's with this ending.
  private enum ValueKind: String {
    case found, expected
    /// Positions of other entries of the plan, or `plan:position`, separated by blanks.
    case related
  }

  /// The value of a kind; `nil` where the rule gives none or an empty one.
  private func value(_ kind: ValueKind, of firing: Firing) -> String? {
    guard let assertion = firing.assertion.id else { return nil }
    let id = "\(assertion)-\(kind.rawValue)"
    let diagnostic = firing.diagnostics.first { $0.id == id }
    guard let text = diagnostic.map({ japaneseLine($0.text.string) }), !text.isEmpty else {
      return nil
    }
    return text
  }

  private func text(of field: String, in entry: XMLNode?) -> String? {
    (entry?.planChild(field)?.printedText).map(bounded)
  }

  /// `text`, cut to the limit of what a finding quotes.
  private func bounded(_ text: String) -> String {
    if text.utf8.count <= characterCountMax { return text }
    let head = text.prefix(characterCountMax)
    return head.endIndex == text.endIndex ? text : head + "…"
  }

  private mutating func fingerprint(
    _ rule: String, _ field: FieldName?, _ subject: FindingSubject
  ) -> String {
    var parts = [rule, subject.plan?.attribute("id") ?? "", field?.rawValue ?? ""]
    if let entry = subject.entry, let plan = subject.plan {
      let known = identities[plan] ?? EntryIdentities(plan: plan)
      identities[plan] = known
      parts += known.parts(of: entry)
    } else if let stray = subject.strayText {
      parts.append(stray)
    }
    return fingerprints.next(parts)
  }

  /// The places that the rule names beside its message.
  private mutating func related(
    of firing: Firing, plan: XMLNode?, root: XMLDocument
  ) -> [RelatedPlace] {
    var places: [RelatedPlace] = []
    var seen: Set<String> = []
    guard let words = value(.related, of: firing) else { return places }
    for word in words.split(separator: " ") where seen.insert(String(word)).inserted {
      if let place = relatedPlace(word, plan: plan, root: root) { places.append(place) }
    }
    return places
  }

  private mutating func relatedPlace(
    _ word: Substring, plan: XMLNode?, root: XMLDocument
  ) -> RelatedPlace? {
    var plan = plan
    var digits = word
    if let colon = word.lastIndex(of: ":") {
      let id = word[..<colon]
      plan = root.documentElement.planChildren("plan").first { $0.attribute("id") == String(id) }
      digits = word[word.index(after: colon)...]
    }
    guard let plan, let position = Int(digits) else { return nil }
    if entries[plan] == nil {
      entries[plan] = Dictionary(
        plan.planChildren("entry").compactMap { entry in
          entry.integer("position").map { ($0, entry) }
        }, uniquingKeysWith: { first, _ in first })
    }
    guard let entry = entries[plan]?[position] else { return nil }
    return RelatedPlace(
      plan: plan.attribute("id"), position: position, number: text(of: "number", in: entry),
      municipality: text(of: "municipality", in: entry), location: Location(nearest: entry))
  }
}
