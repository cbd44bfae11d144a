internal import PlanModel

/// What the table of a plan says of all its entries.
struct ComparedTable {
  /// The unit of the cost column in yen; absent where it is not known.
  let unit: Int?
  /// Whether no entry has a place for the value, so that the table has no such column.
  let lacksURL: Bool
  let lacksSection: Bool
  /// Whether a cost is known, so that the costs show what the unit means.
  let hasCost: Bool

  init(_ plan: Plan) {
    unit = plan.unit.value
    lacksURL = plan.entries.allSatisfy { Self.isNowhere($0.url) }
    lacksSection = plan.entries.allSatisfy { Self.isNowhere($0.contact.section) }
    hasCost = plan.entries.contains { entry in
      if case .whole = entry.cost.value { true } else { false }
    }
  }

  private static func isNowhere<Value>(_ field: Field<Value>) -> Bool {
    field.text.isEmpty && field.place == .nowhere
  }
}

/// Compares the fields of an entry, or of a plan, with those of the other side.
struct FieldComparing {
  let beforeTable: ComparedTable
  let afterTable: ComparedTable

  /// Whether two forms of one plan are compared: a column that one of them does not have is nothing that it says.
  let isOfForms: Bool

  private(set) var changes: [FieldChange] = []

  private init(_ before: ComparedTable, _ after: ComparedTable, isOfForms: Bool) {
    beforeTable = before
    afterTable = after
    self.isOfForms = isOfForms
  }

  /// The fields in which the two entries differ, in the order of the columns.
  static func changes(
    _ before: Entry, in beforeTable: ComparedTable, _ after: Entry, in afterTable: ComparedTable,
    isOfForms: Bool
  ) -> [FieldChange] {
    var comparing = FieldComparing(beforeTable, afterTable, isOfForms: isOfForms)
    comparing.compare(.number, before.number, after.number) { $0 == $1 }
    comparing.compare(.municipality, before.municipality, after.municipality) { $0 == $1 }
    comparing.compareOptional(.theme, before.theme, after.theme) { $0 == $1 }
    comparing.compare(.title, before.title, after.title) { $0.key == $1.key }
    comparing.compare(.description, before.description, after.description) { $0.key == $1.key }
    comparing.compare(.category, before.category, after.category) { one, other in
      one.code.map { $0 == other.code } ?? (one.key == other.key)
    }
    comparing.compareCosts(.cost, before.cost, after.cost)
    comparing.compare(.target, before.target, after.target, Self.areSame)
    comparing.compare(.reference, before.reference, after.reference, Self.areSame)
    comparing.compare(.start, before.start, after.start) { one, other in
      one.yearMonth == nil
        ? one == other : one.yearMonth == other.yearMonth && one.day == other.day
    }
    comparing.compareOptional(
      .url, isOfForms && beforeTable.lacksURL ? nil : before.url,
      isOfForms && afterTable.lacksURL ? nil : after.url
    ) { one, other in
      guard let left = one.address, let right = other.address else { return false }
      return left.key == right.key
    }
    comparing.compare(.department, before.contact.department, after.contact.department, nil)
    comparing.compareOptional(
      .section, isOfForms && beforeTable.lacksSection ? nil : before.contact.section,
      isOfForms && afterTable.lacksSection ? nil : after.contact.section, nil)
    comparing.compare(.phone, before.contact.phone, after.contact.phone) { one, other in
      one.digits != nil && one == other
    }
    return comparing.changes
  }

  /// Where the two plans differ in what stands outside their rows.
  static func changes(_ before: Plan, _ after: Plan, isOfForms: Bool) -> [FieldChange] {
    var comparing = FieldComparing(
      ComparedTable(before), ComparedTable(after), isOfForms: isOfForms)
    comparing.compareYears(before, after)
    comparing.compare(.heading, before.heading, after.heading, nil)
    // Costs are compared in yen, so that they say what another unit changes.
    let areCostsKnown = comparing.beforeTable.hasCost && comparing.afterTable.hasCost
    comparing.compare(.unit, before.unit, after.unit) { $0 == $1 || areCostsKnown }
    let (left, right) = (before.totals, after.totals)
    comparing.compareCosts(.totalCost, Self.sum(left, \.cost), Self.sum(right, \.cost))
    comparing.compare(
      .totalTarget, Self.sum(left, \.target), Self.sum(right, \.target), Self.areSame)
    comparing.compare(
      .totalReference, Self.sum(left, \.reference), Self.sum(right, \.reference), Self.areSame)
    comparing.compareNotes(before.notes, after.notes)
    return comparing.changes
  }

  private static func sum(
    _ totals: Totals?, _ column: KeyPath<StatedTotals, Field<AmountReading>>
  ) -> Field<AmountReading> {
    switch totals {
    case .stated(let sums): sums[keyPath: column]
    case .lost: .lost
    case nil: .blank()
    }
  }

  private static func areSame(_ one: AmountReading, _ other: AmountReading) -> Bool {
    if case .whole(let left) = one, case .whole(let right) = other { left == right } else { false }
  }

  // MARK: One field

  /// Notes a change of `field`; `isSame` tells whether two normal forms mean the same, where the field has any.
  private mutating func compare<Value>(
    _ field: ComparedField, _ before: Field<Value>, _ after: Field<Value>,
    _ isSame: ((Value, Value) -> Bool)?
  ) {
    if before.state == .lost && after.state == .lost { return }
    let hasSameText = before.text == after.text
    if hasSameText && Self.isSimilar(before.state, after.state) { return }
    let kind: ChangeKind
    if [before.state, after.state].contains(where: { $0 == .lost || $0 == .inferred }) {
      kind = .certainty
    } else if before.state == .dash && after.state == .dash {
      kind = .notation
    } else if before.state != after.state {
      kind = .value
    } else if let isSame, let one = before.value, let other = after.value {
      kind =
        isSame(one, other) || Self.hasSameWords(before.text, after.text, field)
        ? .notation : .value
    } else {
      kind = Self.hasSameWords(before.text, after.text, field) ? .notation : .value
    }
    changes.append(
      FieldChange(field: field, kind: kind, before: Self.side(before), after: Self.side(after)))
  }

  /// Whether two states of equal texts are no difference: what is given here may be inferred there.
  private static func isSimilar(_ one: FieldState, _ other: FieldState) -> Bool {
    if one == other { return true }
    return [one, other].allSatisfy { $0 == .given || $0 == .inferred }
  }

  /// Whether only blanks, line breaks, width, case or hyphens differ; in a URL case and hyphens matter.
  private static func hasSameWords(
    _ one: String, _ other: String, _ field: ComparedField
  ) -> Bool {
    field == .url
      ? ComparisonKey.label(one) == ComparisonKey.label(other)
      : ComparisonKey.prose(one) == ComparisonKey.prose(other)
  }

  private static func side<Value>(_ field: Field<Value>) -> PrintedSide {
    PrintedSide(text: field.text, state: field.state.rawValue, location: Location(field.place))
  }

  /// Costs in different units are the same where they come to the same yen.
  private mutating func compareCosts(
    _ field: ComparedField, _ before: Field<AmountReading>, _ after: Field<AmountReading>
  ) {
    guard let left = beforeTable.unit, let right = afterTable.unit, left != right else {
      compare(field, before, after, Self.areSame)
      return
    }
    guard case .whole(let one) = before.value, case .whole(let other) = after.value else {
      compare(field, before, after, Self.areSame)
      return
    }
    let isSame = Int128(one) * Int128(left) == Int128(other) * Int128(right)
    if before.text == after.text, !isSame {
      changes.append(
        FieldChange(
          field: field, kind: .value, before: Self.side(before), after: Self.side(after)))
      return
    }
    compare(field, before, after) { _, _ in isSame }
  }

  /// Compares a value that a table may have no column for; `nil` is such a table's.
  private mutating func compareOptional<Value>(
    _ field: ComparedField, _ before: Field<Value>?, _ after: Field<Value>?,
    _ isSame: ((Value, Value) -> Bool)?
  ) {
    if let before, let after {
      compare(field, before, after, isSame)
      return
    }
    guard let only = before ?? after, !only.text.isEmpty else { return }
    changes.append(
      FieldChange(
        field: field, kind: isOfForms ? .certainty : .value,
        before: before.map { Self.side($0) } ?? .absent,
        after: after.map { Self.side($0) } ?? .absent))
  }

  // MARK: Notes

  /// Compares the notes: those of the same words, then those of one number; what is left is gone or new.
  private mutating func compareNotes(_ before: [Note], _ after: [Note]) {
    func words(_ note: Note) -> String { ComparisonKey.prose(note.text) }
    var mates = [Int?](repeating: nil, count: after.count)
    var isTaken = [Bool](repeating: false, count: before.count)
    func pair(by key: (Note) -> String?) {
      var waiting: [String: [Int]] = [:]
      for index in before.indices.reversed() where !isTaken[index] {
        if let key = key(before[index]) { waiting[key, default: []].append(index) }
      }
      for index in after.indices where mates[index] == nil {
        guard let key = key(after[index]), let mate = waiting[key]?.popLast() else { continue }
        mates[index] = mate
        isTaken[mate] = true
      }
    }
    pair { note in note.number.map { "\($0) " + words(note) } }
    pair { words($0) }
    pair { note in note.number.map { String($0) } }
    // A form that has no notes at all cannot tell of one.
    let kindOfMissing: ChangeKind =
      isOfForms && (before.isEmpty || after.isEmpty) ? .certainty : .value
    for index in before.indices where !isTaken[index] {
      changes.append(
        FieldChange(
          field: .note, kind: kindOfMissing, before: PrintedSide(before[index]), after: .absent))
    }
    for (index, note) in after.enumerated() {
      guard let mate = mates[index] else {
        changes.append(
          FieldChange(
            field: .note, kind: kindOfMissing, before: .absent, after: PrintedSide(note)))
        continue
      }
      let former = before[mate]
      if former.number == note.number, former.text == note.text { continue }
      let isSame = former.number == note.number && words(former) == words(note)
      changes.append(
        FieldChange(
          field: .note, kind: isSame ? .notation : .value, before: PrintedSide(former),
          after: PrintedSide(note)))
    }
  }

  private mutating func compareYears(_ before: Plan, _ after: Plan) {
    if before.fiscalYear == after.fiscalYear { return }
    func side(_ plan: Plan) -> PrintedSide {
      PrintedSide(
        text: plan.fiscalYear.map(String.init) ?? "",
        state: plan.fiscalYear == nil ? "lost" : plan.fiscalYearState.rawValue,
        location: Location(plan.heading.place))
    }
    let isKnown = before.fiscalYear != nil && after.fiscalYear != nil
    changes.append(
      FieldChange(
        field: .fiscalYear, kind: isKnown ? .value : .certainty, before: side(before),
        after: side(after)))
  }
}

extension PrintedSide {
  /// The side of a form that has no such column or part.
  fileprivate static let absent = PrintedSide(text: "", state: "absent", location: Location())

  /// A note with its number, by which its words are known.
  fileprivate init(_ note: Note) {
    self.init(
      text: (note.number.map { "（注）\($0)．" } ?? "") + note.text, state: FieldState.given.rawValue,
      location: Location(note.place))
  }
}
