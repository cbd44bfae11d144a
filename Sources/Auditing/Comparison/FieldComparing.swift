internal import PlanModel

/// Compares the fields of an entry, or of a plan, with those of the other side.
struct FieldComparing {
  /// The units of the cost columns in yen; absent where they are not known.
  var beforeUnit: Int?
  var afterUnit: Int?

  /// Whether two forms of one plan are compared: a column that one of them does not have is nothing that it says.
  let isOfForms: Bool

  private(set) var changes: [FieldChange] = []

  init(beforeUnit: Int?, afterUnit: Int?, isOfForms: Bool) {
    self.beforeUnit = beforeUnit
    self.afterUnit = afterUnit
    self.isOfForms = isOfForms
  }

  /// The fields in which the two entries differ, in the order of the columns.
  static func changes(
    _ before: Entry, _ after: Entry, beforeUnit: Int?, afterUnit: Int?, isOfForms: Bool
  ) -> [FieldChange] {
    var comparing = FieldComparing(
      beforeUnit: beforeUnit, afterUnit: afterUnit, isOfForms: isOfForms)
    comparing.compare(.number, before.number, after.number) { $0 == $1 }
    comparing.compare(.municipality, before.municipality, after.municipality) { $0 == $1 }
    comparing.compareThemes(before.theme, after.theme)
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
    comparing.compare(.url, before.url, after.url) { one, other in
      guard let left = one.address, let right = other.address else { return false }
      return left.key == right.key
    }
    comparing.compare(.department, before.contact.department, after.contact.department, nil)
    comparing.compare(.section, before.contact.section, after.contact.section, nil)
    comparing.compare(.phone, before.contact.phone, after.contact.phone) { one, other in
      one.digits != nil && one == other
    }
    return comparing.changes
  }

  /// Where the two plans differ in what stands outside their rows.
  static func changes(_ before: Plan, _ after: Plan, isOfForms: Bool) -> [FieldChange] {
    var comparing = FieldComparing(
      beforeUnit: before.unit.value, afterUnit: after.unit.value, isOfForms: isOfForms)
    comparing.compareYears(before, after)
    comparing.compare(.heading, before.heading, after.heading, nil)
    comparing.compare(.unit, before.unit, after.unit) { $0 == $1 }
    let (left, right) = (before.totals, after.totals)
    comparing.compareCosts(.totalCost, Self.sum(left, \.cost), Self.sum(right, \.cost))
    comparing.compare(
      .totalTarget, Self.sum(left, \.target), Self.sum(right, \.target), Self.areSame)
    comparing.compare(
      .totalReference, Self.sum(left, \.reference), Self.sum(right, \.reference), Self.areSame)
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
      kind = isSame(one, other) || Self.hasSameWords(before.text, after.text) ? .notation : .value
    } else {
      kind = Self.hasSameWords(before.text, after.text) ? .notation : .value
    }
    changes.append(
      FieldChange(field: field, kind: kind, before: Self.side(before), after: Self.side(after)))
  }

  /// Whether two states of equal texts are no difference: what is given here may be inferred there.
  private static func isSimilar(_ one: FieldState, _ other: FieldState) -> Bool {
    if one == other { return true }
    return [one, other].allSatisfy { $0 == .given || $0 == .inferred }
  }

  /// Whether only blanks, line breaks, width or hyphens differ.
  private static func hasSameWords(_ one: String, _ other: String) -> Bool {
    ComparisonKey.prose(one) == ComparisonKey.prose(other)
  }

  private static func side<Value>(_ field: Field<Value>) -> PrintedSide {
    PrintedSide(text: field.text, state: field.state.rawValue, location: Location(field.place))
  }

  /// Costs in different units are the same where they come to the same yen.
  private mutating func compareCosts(
    _ field: ComparedField, _ before: Field<AmountReading>, _ after: Field<AmountReading>
  ) {
    let (left, right) = (beforeUnit, afterUnit)
    guard let left, let right, left != right else {
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

  private mutating func compareThemes(_ before: Field<String>?, _ after: Field<String>?) {
    if let before, let after {
      compare(.theme, before, after) { $0 == $1 }
      return
    }
    guard let only = before ?? after, !only.text.isEmpty else { return }
    let absent = PrintedSide(text: "", state: "absent", location: Location())
    changes.append(
      FieldChange(
        field: .theme, kind: isOfForms ? .certainty : .value,
        before: before.map { Self.side($0) } ?? absent,
        after: after.map { Self.side($0) } ?? absent))
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
