internal import XMLTree

/// What the subject node of a firing is in canonical plan XML: which plan, entry and column it belongs to.
struct FindingSubject {
  /// The subject itself, or the element it belongs to.
  let element: XMLNode
  private(set) var field: FieldName?
  /// The element of `field`.
  private(set) var fieldElement: XMLNode?
  private(set) var entry: XMLNode?
  private(set) var plan: XMLNode?

  init(_ node: XMLNode) {
    let element = node.ancestorsOrSelf.first { $0.kind == .element }
    self.element = element ?? node
    for ancestor in self.element.ancestorsOrSelf
    where ancestor.kind == .element && ancestor.namespaceURI == planNamespace {
      switch ancestor.localName {
      case "entry": entry = ancestor
      case "plan":
        plan = ancestor
        if ancestor == self.element { note(.plan, ancestor) }
      case let name:
        if let found = FieldName(elementName: name) { note(found, ancestor) }
      }
    }
  }

  private mutating func note(_ field: FieldName, _ element: XMLNode) {
    guard self.field == nil else { return }
    self.field = field
    fieldElement = element
  }

  /// The printed text of the subject, where it is a field or stray text and not a whole row or plan.
  var printedText: String? {
    switch element.localName {
    case "entry", "plan", "submission", "totals", "contact", "issue": nil
    default: element.printedText
    }
  }

  /// The token that says how an inferred value was placed.
  var basis: String? {
    if let own = element.attribute("basis") { return own }
    switch field {
    case .plan: return plan?.attribute("basis")
    case .number, .municipality, .theme, .title, .description, .category, .cost, .target,
      .reference, .start, .url, .contact, .heading, .unit, .totals, .note, nil:
      return fieldElement?.attribute("basis")
    }
  }

  /// What tells apart findings that belong to no entry and no fixed part of a plan: the text itself.
  var strayText: String? {
    if entry != nil { return nil }
    switch field {
    case nil, .note: return element.printedText
    case .number, .municipality, .theme, .title, .description, .category, .cost, .target,
      .reference, .start, .url, .contact, .heading, .unit, .totals, .plan:
      return nil
    }
  }
}
