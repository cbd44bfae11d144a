internal import TextForms
package import XMLTree

extension Submission {
  /// The submission as canonical plan XML, on one line or with elements on lines of their own; rules need no lines.
  package func canonicalXML(lineBreaks: Bool) -> XMLDocument {
    var writing = PlanXMLWriting(name: source.name, lineBreaks: lineBreaks)
    writing.add(self)
    return writing.builder.finish()
  }
}

/// A canonical document while it is written.
private struct PlanXMLWriting: ~Copyable {
  var builder: XMLDocumentBuilder
  let lineBreaks: Bool
  private var depth = 0

  init(name: String, lineBreaks: Bool) {
    builder = XMLDocumentBuilder(name: name)
    self.lineBreaks = lineBreaks
  }

  mutating func add(_ submission: Submission) {
    open("submission")
    open("source")
    let source = submission.source
    builder.attribute("name", source.name)
    builder.attribute("format", source.format.rawValue)
    optional("encoding", source.encoding)
    if !source.evidence.isEmpty {
      builder.attribute("evidence", source.evidence.map(\.rawValue).joined(separator: " "))
    }
    builder.attribute("sha256", source.sha256)
    close()
    for plan in submission.plans { add(plan) }
    for piece in submission.furniture {
      open("furniture")
      builder.attribute("kind", piece.kind.rawValue)
      closeText(piece.text, at: piece.place)
    }
    for piece in submission.unplaced {
      open("unplaced")
      optional("kind", piece.kind?.rawValue)
      optional("heading", piece.heading)
      closeText(piece.text, at: piece.place)
    }
    for issue in submission.issues {
      open("issue")
      builder.attribute("code", issue.code)
      closeText(issue.text, at: issue.place)
    }
    closeLines()
  }

  private mutating func add(_ plan: Plan) {
    open("plan")
    builder.attribute("id", plan.id)
    builder.attribute("kind", plan.kind.rawValue)
    if plan.kindState != .given { builder.attribute("kindState", plan.kindState.rawValue) }
    optional("fiscalYear", plan.fiscalYear.map(fourDigits))
    if plan.fiscalYearState != .given {
      builder.attribute("fiscalYearState", plan.fiscalYearState.rawValue)
    }
    optional("basis", plan.basis?.token)
    open("heading")
    optional("era", plan.heading.value?.era)
    optional("eraYear", (plan.heading.value?.year).map(String.init))
    finish(plan.heading)
    open("unit")
    optional("multiplier", plan.unit.value.map(String.init))
    finish(plan.unit)
    for entry in plan.entries { add(entry) }
    if let totals = plan.totals { add(totals) }
    for note in plan.notes {
      open("note")
      optional("number", note.number.map(String.init))
      closeText(note.text, at: note.place)
    }
    closeLines()
  }

  private mutating func add(_ totals: Totals) {
    open("totals")
    switch totals {
    case .lost:
      builder.attribute("state", FieldState.lost.rawValue)
      close()
    case .stated(let sums):
      add(sums.place)
      add(sums.cost, as: "cost")
      add(sums.target, as: "target")
      add(sums.reference, as: "reference")
      closeLines()
    }
  }

  private mutating func add(_ entry: Entry) {
    open("entry")
    builder.attribute("position", String(entry.position))
    add(entry.place)
    open("number")
    optional("value", entry.number.value.map(String.init))
    finish(entry.number)
    open("municipality")
    switch entry.municipality.value {
    case .municipality(let code): builder.attribute("value", code)
    case .body(let code): builder.attribute("within", code)
    case nil: break
    }
    finish(entry.municipality)
    if let theme = entry.theme {
      open("theme")
      optional("value", theme.value)
      finish(theme)
    }
    add(entry.title, as: "title")
    add(entry.description, as: "description")
    open("category")
    optional("value", entry.category.value?.code)
    optional("key", entry.category.value?.key)
    finish(entry.category)
    add(entry.cost, as: "cost")
    add(entry.target, as: "target")
    add(entry.reference, as: "reference")
    add(entry.start)
    add(entry.url)
    add(entry.contact)
    closeLines()
  }

  private mutating func add(_ prose: Field<ProseKeys>, as name: String) {
    open(name)
    optional("key", prose.value?.key)
    optional("stem", prose.value?.stem)
    finish(prose)
  }

  private mutating func add(_ amount: Field<AmountReading>, as name: String) {
    open(name)
    switch amount.value {
    case .whole(let number): builder.attribute("value", String(number))
    case .misgrouped: builder.attribute("grouping", "wrong")
    case nil: break
    }
    finish(amount)
  }

  private mutating func add(_ start: Field<StartMonth>) {
    open("start")
    if let value = start.value {
      optional("value", value.yearMonth?.iso)
      optional("era", value.era)
      optional("eraYear", value.eraYear.map(String.init))
      builder.attribute("month", String(value.month))
      optional("day", value.day.map(String.init))
    }
    finish(start)
  }

  private mutating func add(_ url: Field<AddressReading>) {
    open("url")
    if let address = url.value?.address {
      builder.attribute("value", address.text)
      builder.attribute("scheme", address.scheme)
      builder.attribute("host", address.host)
      builder.attribute("hostKey", address.hostKey)
      builder.attribute("key", address.key)
    }
    if let link = url.value?.link {
      builder.attribute("target", link.text)
      optional("targetLine", link.line.map(String.init))
      optional("targetKey", link.key)
    }
    optional("label", url.value?.label)
    finish(url)
  }

  private mutating func add(_ contact: Contact) {
    open("contact")
    open("department")
    finish(contact.department)
    open("section")
    finish(contact.section)
    open("phone")
    optional("value", contact.phone.value?.digits)
    optional("extension", contact.phone.value?.extensionDigits)
    finish(contact.phone)
    closeLines()
  }

  /// Adds what every field has, and closes its element.
  private mutating func finish<Value>(_ field: Field<Value>) {
    if field.state != .given { builder.attribute("state", field.state.rawValue) }
    optional("basis", field.basis?.token)
    add(field.place)
    optional("width", field.facts.width?.rawValue)
    if !field.facts.brackets.isEmpty {
      builder.attribute("brackets", field.facts.brackets.map { String($0) }.joined(separator: " "))
    }
    if !field.facts.odd.isEmpty {
      builder.attribute("odd", field.facts.odd.map(codePoint).joined(separator: " "))
    }
    optional("blanks", field.facts.blanks?.rawValue)
    builder.text(field.text)
    close()
  }

  private mutating func add(_ place: Place) {
    if place == .nowhere { return }
    optional("page", place.page.map(String.init))
    optional("line", place.line.map(String.init))
    optional("endLine", place.endLine.map(String.init))
    optional("box", place.box?.points)
    optional("sheet", place.sheet)
    optional("cell", place.cell)
    optional("row", place.row.map(String.init))
    optional("column", place.column.map(String.init))
    optional("path", place.path)
  }

  private mutating func optional(_ name: String, _ value: String?) {
    if let value { builder.attribute(name, value) }
  }

  private mutating func open(_ name: String) {
    if depth > 0 { breakLine() }
    builder.startElement(name, namespace: PlanXML.namespace)
    depth += 1
  }

  private mutating func close() {
    builder.endElement()
    depth -= 1
  }

  private mutating func closeText(_ text: String, at place: Place) {
    add(place)
    builder.text(text)
    close()
  }

  private mutating func closeLines() {
    depth -= 1
    breakLine()
    builder.endElement()
  }

  private mutating func breakLine() {
    if lineBreaks { builder.text("\n" + String(repeating: "  ", count: depth)) }
  }
}

private func fourDigits(_ year: Int) -> String {
  let digits = String(year)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

private func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
