/// One project: a row of the table.
///
/// A value like any other, of some four thousand bytes: they lie in one piece of memory, which the copies of an entry
/// share until one of them changes.
package struct Entry: Hashable, Sendable {
  private var row: SharedRow

  /// An entry of which nothing is known.
  package init(position: Int, place: Place) {
    row = SharedRow(EntryContent(position: position, place: place))
  }

  /// Its ordinal in the plan, from 1, whatever its serial number says.
  package var position: Int {
    get { row.content.position }
    set {
      makeOwn()
      row.content.position = newValue
    }
  }

  package var place: Place {
    get { row.content.place }
    set {
      makeOwn()
      row.content.place = newValue
    }
  }

  package var number: Field<Int> {
    get { row.content.number }
    set {
      makeOwn()
      row.content.number = newValue
    }
  }

  package var municipality: Field<MunicipalityReading> {
    get { row.content.municipality }
    set {
      makeOwn()
      row.content.municipality = newValue
    }
  }

  /// `nil` where the plan's table has no such column; the value is a code of the themes' list.
  package var theme: Field<String>? {
    get { row.content.theme }
    set {
      makeOwn()
      row.content.theme = newValue
    }
  }

  package var title: Field<ProseKeys> {
    get { row.content.title }
    set {
      makeOwn()
      row.content.title = newValue
    }
  }

  package var description: Field<ProseKeys> {
    get { row.content.description }
    set {
      makeOwn()
      row.content.description = newValue
    }
  }

  package var category: Field<CategoryReading> {
    get { row.content.category }
    set {
      makeOwn()
      row.content.category = newValue
    }
  }

  package var cost: Field<AmountReading> {
    get { row.content.cost }
    set {
      makeOwn()
      row.content.cost = newValue
    }
  }

  package var target: Field<AmountReading> {
    get { row.content.target }
    set {
      makeOwn()
      row.content.target = newValue
    }
  }

  package var reference: Field<AmountReading> {
    get { row.content.reference }
    set {
      makeOwn()
      row.content.reference = newValue
    }
  }

  package var start: Field<StartMonth> {
    get { row.content.start }
    set {
      makeOwn()
      row.content.start = newValue
    }
  }

  package var url: Field<AddressReading> {
    get { row.content.url }
    set {
      makeOwn()
      row.content.url = newValue
    }
  }

  package var contact: Contact {
    get { row.content.contact }
    set {
      makeOwn()
      row.content.contact = newValue
    }
  }

  /// Makes sure that no other entry changes with this one.
  private mutating func makeOwn() {
    if !isKnownUniquelyReferenced(&row) { row = SharedRow(row.content) }
  }

  package static func == (one: Entry, other: Entry) -> Bool {
    one.row === other.row || one.row.content == other.row.content
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(row.content)
  }
}

/// The memory that entries share; it changes only while one entry has it.
private final class SharedRow: @unchecked Sendable {
  var content: EntryContent

  init(_ content: EntryContent) {
    self.content = content
  }
}

private struct EntryContent: Hashable {
  var position: Int
  var place: Place
  var number = Field<Int>.lost
  var municipality = Field<MunicipalityReading>.lost
  var theme: Field<String>?
  var title = Field<ProseKeys>.lost
  var description = Field<ProseKeys>.lost
  var category = Field<CategoryReading>.lost
  var cost = Field<AmountReading>.lost
  var target = Field<AmountReading>.lost
  var reference = Field<AmountReading>.lost
  var start = Field<StartMonth>.lost
  var url = Field<AddressReading>.blank()
  var contact = Contact(department: .lost, section: .blank(), phone: .lost)
}

/// Whom to ask about a project.
package struct Contact: Hashable, Sendable {
  package var department: Field<NoForm>
  package var section: Field<NoForm>
  package var phone: Field<PhoneReading>

  package init(department: Field<NoForm>, section: Field<NoForm>, phone: Field<PhoneReading>) {
    self.department = department
    self.section = section
    self.phone = phone
  }
}
