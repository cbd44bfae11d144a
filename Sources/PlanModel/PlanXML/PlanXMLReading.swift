package import XMLTree

extension Submission {
  /// Reads canonical plan XML; normal forms and facts are taken as stated, not computed anew.
  package init(canonical document: XMLDocument, places: PlacePolicy) throws(PlanXMLError) {
    let root = document.documentElement
    guard root.localName == "submission", root.namespaceURI == PlanXML.namespace else {
      throw .anotherVocabulary(
        document: document.name, line: root.line, found: root.localName,
        namespace: root.namespaceURI)
    }
    let element = PlanXMLElement(node: root, path: "/p:submission", policy: places)
    var children = PlanXMLChildren(element)
    self.init(source: try sourceValue(of: try children.one("source")))
    for plan in children.many("plan") {
      let value = try planValue(of: plan)
      if plans.contains(where: { $0.id == value.id }) { throw plan.unreadable("id", value.id) }
      plans.append(value)
    }
    for piece in children.many("furniture") {
      guard let kind = try piece.optional("kind", { Furniture.Kind(rawValue: $0) }) else {
        throw .missingAttribute(
          document: document.name, line: piece.node.line, element: "furniture", attribute: "kind")
      }
      furniture.append(Furniture(kind, try piece.text(), at: try piece.place()))
    }
    for piece in children.many("unplaced") {
      let kind = try piece.optional("kind") { UnplacedText.Kind(rawValue: $0) }
      let heading = try piece.optional("heading") { $0 }
      unplaced.append(
        UnplacedText(try piece.text(), as: kind, at: try piece.place(), heading: heading))
    }
    for issue in children.many("issue") {
      let code = try issue.required("code")
      issues.append(ReadIssue(code: code, at: try issue.place(), text: try issue.text()))
    }
    try children.end()
  }
}

/// The child elements of an element, taken in their order.
private struct PlanXMLChildren {
  private let parent: PlanXMLElement
  private var rest: ArraySlice<XMLNode>

  init(_ parent: PlanXMLElement) {
    self.parent = parent
    rest = parent.node.childElements[...]
  }

  mutating func optional(_ name: String) -> PlanXMLElement? {
    guard let next = rest.first, isNamed(next, name) else { return nil }
    rest.removeFirst()
    return parent.child(next, ordinal: nil)
  }

  mutating func one(_ name: String) throws(PlanXMLError) -> PlanXMLElement {
    guard let child = optional(name) else { throw parent.missing(name) }
    return child
  }

  /// All children of that name from here on, each with its ordinal.
  mutating func many(_ name: String) -> [PlanXMLElement] {
    let found = rest.prefix { isNamed($0, name) }
    rest = rest.dropFirst(found.count)
    return found.enumerated().map { parent.child($1, ordinal: $0 + 1) }
  }

  func end() throws(PlanXMLError) {
    if let next = rest.first { throw parent.unexpected(next) }
  }

  private func isNamed(_ node: XMLNode, _ name: String) -> Bool {
    node.localName == name && node.namespaceURI == PlanXML.namespace
  }
}

private func sourceValue(of element: PlanXMLElement) throws(PlanXMLError) -> Source {
  let format = try element.required("format")
  guard let known = InputFormat(rawValue: format) else {
    throw element.unreadable("format", format)
  }
  var evidence: [SourceEvidence] = []
  if let tokens = element.string("evidence") {
    for token in tokens.split(separator: " ") {
      guard let piece = SourceEvidence(rawValue: String(token)) else {
        throw element.unreadable("evidence", tokens)
      }
      evidence.append(piece)
    }
  }
  return Source(
    name: try element.required("name"), format: known, encoding: element.string("encoding"),
    evidence: evidence, sha256: try element.required("sha256"))
}

private func planValue(of element: PlanXMLElement) throws(PlanXMLError) -> Plan {
  let kind = try element.required("kind")
  guard let known = PlanKind(rawValue: kind) else { throw element.unreadable("kind", kind) }
  let kindState = try element.optional("kindState") { Certainty(rawValue: $0) }
  let yearState = try element.optional("fiscalYearState") { Certainty(rawValue: $0) }
  var children = PlanXMLChildren(element)
  let heading = try children.one("heading")
  let eraYear = try heading.integer("eraYear")
  let unit = try children.one("unit")
  var plan = Plan(
    id: try element.required("id"), kind: known, kindState: kindState ?? .given,
    fiscalYear: try element.integer("fiscalYear"), fiscalYearState: yearState ?? .given,
    basis: element.string("basis").map(Basis.init(token:)),
    heading: try heading.field(
      heading.string("era").flatMap { era in eraYear.map { EraYear(era: era, year: $0) } }),
    unit: try unit.field(try unit.integer("multiplier")), entries: [], totals: nil, notes: [])
  for child in children.many("entry") {
    let entry = try entry(of: child)
    guard entry.position == plan.entries.count + 1 else {
      throw child.unreadable("position", "\(entry.position)")
    }
    plan.entries.append(entry)
  }
  if let child = children.optional("totals") { plan.totals = try totals(of: child) }
  for child in children.many("note") {
    plan.notes.append(
      Note(number: try child.integer("number"), place: try child.place(), text: try child.text()))
  }
  try children.end()
  return plan
}

private func totals(of element: PlanXMLElement) throws(PlanXMLError) -> Totals {
  var children = PlanXMLChildren(element)
  if let state = element.string("state") {
    guard state == FieldState.lost.rawValue else { throw element.unreadable("state", state) }
    try children.end()
    return .lost
  }
  let sums = StatedTotals(
    place: try element.place(), cost: try amount(of: try children.one("cost")),
    target: try amount(of: try children.one("target")),
    reference: try amount(of: try children.one("reference")))
  try children.end()
  return .stated(sums)
}

private func entry(of element: PlanXMLElement) throws(PlanXMLError) -> Entry {
  var children = PlanXMLChildren(element)
  guard let position = try element.integer("position") else {
    throw .missingAttribute(
      document: element.node.document.name, line: element.node.line, element: "entry",
      attribute: "position")
  }
  var entry = Entry(position: position, place: try element.place())
  let number = try children.one("number")
  entry.number = try number.field(try number.integer("value"))
  entry.municipality = try municipality(of: try children.one("municipality"))
  if let theme = children.optional("theme") {
    entry.theme = try theme.field(theme.string("value"))
  }
  entry.title = try prose(of: try children.one("title"))
  entry.description = try prose(of: try children.one("description"))
  let category = try children.one("category")
  entry.category = try category.field(
    category.string("key").map { CategoryReading(code: category.string("value"), key: $0) })
  entry.cost = try amount(of: try children.one("cost"))
  entry.target = try amount(of: try children.one("target"))
  entry.reference = try amount(of: try children.one("reference"))
  entry.start = try start(of: try children.one("start"))
  entry.url = try url(of: try children.one("url"))
  let contact = try children.one("contact")
  try children.end()
  var parts = PlanXMLChildren(contact)
  entry.contact.department = try parts.one("department").field(nil)
  entry.contact.section = try parts.one("section").field(nil)
  let phone = try parts.one("phone")
  entry.contact.phone = try phone.field(phoneReading(of: phone))
  try parts.end()
  return entry
}

private func municipality(
  of element: PlanXMLElement
) throws(PlanXMLError) -> Field<MunicipalityReading> {
  let own = element.string("value").map { MunicipalityReading.municipality(code: $0) }
  return try element.field(own ?? element.string("within").map { .body(within: $0) })
}

private func prose(of element: PlanXMLElement) throws(PlanXMLError) -> Field<ProseKeys> {
  try element.field(
    element.string("key").map { ProseKeys(key: $0, stem: element.string("stem")) })
}

private func amount(of element: PlanXMLElement) throws(PlanXMLError) -> Field<AmountReading> {
  let grouping = try element.optional("grouping") {
    $0 == "wrong" ? AmountReading.misgrouped : nil
  }
  let whole = try element.integer("value").map { AmountReading.whole($0) }
  return try element.field(whole ?? grouping)
}

private func start(of element: PlanXMLElement) throws(PlanXMLError) -> Field<StartMonth> {
  let yearMonth = try element.optional("value") { YearMonth(iso: $0) }
  guard let month = try element.integer("month") ?? yearMonth?.month else {
    return try element.field(nil)
  }
  return try element.field(
    StartMonth(
      yearMonth: yearMonth, era: element.string("era"), eraYear: try element.integer("eraYear"),
      month: month, day: try element.integer("day")))
}

private func url(of element: PlanXMLElement) throws(PlanXMLError) -> Field<AddressReading> {
  var reading = AddressReading(address: nil, link: nil, label: element.string("label"))
  if let value = element.string("value") {
    // What a document leaves out is computed; where the value is no address, it has to state all.
    let computed = WebAddress(value)
    reading.address = WebAddress(
      text: value, scheme: try element.stated("scheme", computed?.scheme),
      host: try element.stated("host", computed?.host),
      hostKey: try element.stated("hostKey", computed?.hostKey),
      key: try element.stated("key", computed?.key))
  }
  if let target = element.string("target") {
    reading.link = LinkTarget(
      text: target, line: try element.integer("targetLine"), key: element.string("targetKey"))
  }
  let isEmpty = reading == AddressReading(address: nil)
  return try element.field(isEmpty ? nil : reading)
}

private func phoneReading(of element: PlanXMLElement) -> PhoneReading? {
  let reading = PhoneReading(
    digits: element.string("value"), extensionDigits: element.string("extension"))
  return reading.digits == nil && reading.extensionDigits == nil ? nil : reading
}
