internal import PlanModel

/// Words above a table that belong to the plan below them.
struct TextAbove {
  var heading: [Printed] = []
  var unit: Printed?
  var notes = NoteLines()
  var submitter: Printed?
  /// Cells that are nothing known, with the ordinal of their row.
  var others: [(cell: TableCell, row: Int)] = []

  var isEmpty: Bool { heading.isEmpty && unit == nil && notes.notes.isEmpty && submitter == nil }

  /// The parts of the heading as one.
  var wholeHeading: Printed? {
    guard let first = heading.first else { return nil }
    return Printed(heading.map(\.text).joined(), at: first.place)
  }
}

/// A plan while its rows are read.
struct OpenPlan {
  var map: ColumnMap
  var sheet: String?
  var heading: Printed?
  var unit: Printed?
  var costUnit: Printed?
  var submitter: Printed?
  /// A row below the headings of columns that names the kind of the plan.
  var section: Printed?
  /// The municipality that a row of its own names for the rows below it.
  var group: Printed?
  /// The category that a row of its own names for the rows below it.
  var categoryGroup: Printed?
  var entries: [Entry] = []
  var sums: SumsRow?
  var notes = NoteLines()
  /// Rows with nothing but a serial number, which are entries only where others follow.
  var unused: [EntryRow] = []
  /// The words of the last entry's contact, while rows below may go on with them.
  var lastContact = ""
  /// Whether the last row read was one of the last entry's.
  var isInEntry = false

  /// Whether nothing but rows is printed, as data exports have it.
  var isBare: Bool { heading == nil && unit == nil && notes.notes.isEmpty }

  /// The kind that the heading of the plan, or a row below its columns, names.
  var statedKind: PlanKind {
    let kind = heading.map { PlanKind(heading: $0.text) } ?? .unknown
    return kind == .unknown ? section.map { PlanKind(heading: $0.text) } ?? .unknown : kind
  }

  /// Forgets what a row of its own said of the rows below it.
  mutating func endGroup() { (group, categoryGroup) = (nil, nil) }

  /// The serial number of the last entry.
  var lastNumber: Int? { entries.last?.number.value }
}

/// A row of sums with what it was read from, so that it can be left where a later one holds.
struct SumsRow {
  var label: SumsLabel?
  var text: String
  var totals: StatedTotals
  /// How many entries stand above it.
  var entryCount: Int
  /// The cells that label it and those that no field takes.
  var labels: [TableCell]

  /// Whether the row says no more than that there is one.
  var isLost: Bool {
    totals.cost.state == .lost && totals.target.state == .lost && totals.reference.state == .lost
  }
}

extension OpenPlan {
  /// The plan, with what can be known of it by itself.
  func plan(vocabulary: Vocabulary) -> Plan {
    var kind = statedKind
    var kindState = kind == .unknown ? Certainty.lost : .given
    var basis: Basis?
    if kind == .unknown, let sheet {
      kind = PlanKind(heading: sheet)
      if kind != .unknown { (kindState, basis) = (.inferred, .sheetName) }
    }
    if kind == .unknown && !entries.isEmpty {
      kind = map.present.contains(.theme) ? .model : .general
      (kindState, basis) = (.inferred, .columns)
    }
    let stated = sums.map { $0.isLost ? Totals.lost : .stated($0.totals) }
    var plan = Plan(
      id: "", kind: kind, kindState: kindState, fiscalYear: nil, fiscalYearState: .lost,
      basis: basis, heading: heading?.headingField(vocabulary) ?? .lost,
      unit: (unit ?? costUnit)?.unitField() ?? .lost, entries: entries,
      totals: stated ?? (isBare ? .lost : nil), notes: notes.notes)
    if plan.heading.text.isEmpty
      || StartMonth.fiscalYear(
        namedIn: plan.heading.text, eras: vocabulary.eras) == nil,
      let sheet, let year = StartMonth.fiscalYear(namedIn: sheet, eras: vocabulary.eras)
    {
      plan.fiscalYear = year
      plan.fiscalYearState = .inferred
      plan.basis = .sheetName
    }
    return plan
  }
}
