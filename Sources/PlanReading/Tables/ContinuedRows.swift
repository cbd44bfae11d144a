internal import PlanModel

// MARK: Rows that go on

extension TablePlans {
  func beginsNote(_ filled: [TableCell]) -> Bool {
    guard let first = filled.first else { return false }
    return NoteMark.length(Array(first.text.unicodeScalars)[...].trimmingLayoutBlanks) != nil
  }

  /// Whether the row holds nothing but more of the entry above.
  func goesOn(_ cells: EntryRow) -> Bool {
    guard let open, open.isInEntry, open.sums == nil, !cells.own.isEmpty, cells.strays.isEmpty
    else {
      return false
    }
    var allowed = ColumnSet.continued
    if text.isPage { allowed.formUnion(ColumnSet(.title, .theme, .municipality)) }
    return cells.own.isSubset(of: allowed)
  }

  /// Whether the row is a lower one of an entry whose number and title are merged over both.
  func isPart(_ cells: EntryRow) -> Bool {
    guard let open, open.isInEntry, open.sums == nil, !text.isPage else { return false }
    return [FormColumn.number, .title].allSatisfy {
      cells.covered.contains($0) && !cells.own.contains($0)
    }
  }

  /// Adds a lower row of the last entry: of two amounts of one column nobody knows which holds.
  mutating func appendPart(_ cells: EntryRow) {
    if !cells.own.isDisjoint(with: .continued) { append(cells) } else { leaveStrays(cells) }
    guard var plan = open, var entry = plan.entries.popLast() else { return }
    open = nil
    for (column, path) in [
      (FormColumn.cost, \Entry.cost), (.target, \Entry.target), (.reference, \Entry.reference),
    ] {
      guard let more = cells.ownPrinted(column) else { continue }
      let field = entry[keyPath: path]
      if field.text.isEmpty, field.state != .lost {
        entry[keyPath: path] = more.amountField()
      } else if field.text != more.text {
        note(
          "split-row", at: more.place,
          "one project goes over several rows with an amount in each: which holds cannot be told")
        for (text, place) in [(field.text, field.place), (more.text, more.place)]
        where !text.isEmpty {
          submission.unplaced.append(UnplacedText(text, at: place))
        }
        entry[keyPath: path] = EntryRow.lost(at: field.place)
      }
    }
    for column in [FormColumn.municipality, .theme, .category, .start] {
      guard let more = cells.ownPrinted(column) else { continue }
      submission.unplaced.append(UnplacedText(more.text, at: more.place))
    }
    plan.entries.append(entry)
    open = plan
  }

  private mutating func leaveStrays(_ cells: EntryRow) {
    var fields = EntryFields(vocabulary: vocabulary)
    fields.takeRest(cells)
    submission.unplaced += fields.unplaced
    submission.furniture += fields.furniture
  }

  mutating func append(_ cells: EntryRow) {
    guard var plan = open, var entry = plan.entries.popLast() else { return }
    open = nil
    let joint = text.isPage ? "" : "\n"
    var fields = EntryFields(vocabulary: vocabulary)
    if let more = cells.ownPrinted(.description) {
      entry.description = joined(entry.description, more, joint).descriptionField()
    }
    if let more = cells.ownPrinted(.title) {
      entry.title = joined(entry.title, more, "").titleField()
    }
    if let more = cells.ownPrinted(.theme) {
      entry.theme = joined(entry.theme ?? .blank(), more, "").themeField(vocabulary)
    }
    if let more = cells.ownPrinted(.municipality) {
      entry.municipality = joined(entry.municipality, more, "").municipalityField(vocabulary)
    }
    if let more = cells.ownPrinted(.url) {
      entry.url = joined(entry.url, more, "").addressField()
    }
    appendContact(cells, &plan, &entry, &fields)
    fields.takeRest(cells)
    submission.unplaced += fields.unplaced
    submission.furniture += fields.furniture
    if !text.isPage && !cells.covered.contains(.number) {
      note(
        "row-continued", at: cells.place,
        "the row has neither number nor amounts; it is read as more of the row above")
    }
    plan.entries.append(entry)
    open = plan
  }

  private mutating func appendContact(
    _ cells: EntryRow, _ plan: inout OpenPlan, _ entry: inout Entry, _ fields: inout EntryFields
  ) {
    guard !cells.own.isDisjoint(with: .contact) else { return }
    if let more = fields.contactText(cells) {
      guard let cell = more.cell else { return }
      if isSecondContact(more.text, beside: entry.contact) {
        submission.unplaced.append(UnplacedText(more.text, at: cell.place))
        for column in [FormColumn.department, .section, .phone]
        where column != more.column && cells.own.contains(column) {
          if let beside = cells.cell(column) { fields.leave(beside) }
        }
        return
      }
      plan.lastContact += plan.lastContact.isEmpty ? more.text : "\n" + more.text
      let place =
        entry.contact.department.place == .nowhere
        ? cell.place : entry.contact.department.place
      entry.contact = fields.contact(
        ContactCell(plan.lastContact, isWrapped: text.isPage), of: cells, at: place)
      return
    }
    if let more = cells.ownPrinted(.department) {
      entry.contact.department = joined(entry.contact.department, more, "").plainField()
    }
    if let more = cells.ownPrinted(.section) {
      entry.contact.section = joined(entry.contact.section, more, "").plainField()
    }
    if let more = cells.ownPrinted(.phone) {
      entry.contact.phone = joined(entry.contact.phone, more, "").phoneField()
    }
  }

  /// Whether the words, in a row of their own, name a department and a telephone number beside those of the entry.
  private func isSecondContact(_ words: String, beside contact: Contact) -> Bool {
    if text.isPage || contact.phone.text.isEmpty { return false }
    let other = ContactCell(words, isWrapped: false)
    return !other.department.isEmpty && !other.phone.isEmpty
  }

  private func joined<Value>(_ field: Field<Value>, _ more: Printed, _ joint: String) -> Printed {
    guard !field.text.isEmpty else { return more }
    var place = field.place
    if let last = more.place.lastLine, place.line != nil { place.endLine = last }
    return Printed(field.text + joint + more.text, at: place, blanks: field.facts.blanks)
  }
}
