internal import PlanModel

/// An entry as matching sees it; a class, since matching hands entries about by the thousand.
final class ComparedEntry: Sendable {
  let entry: Entry
  /// The place of its plan in its submission.
  let plan: Int
  let planID: String
  /// Who submits it; `nil` where that is lost.
  let municipality: String?
  /// `nil` where it is lost or blank.
  let title: String?
  let description: String?

  init(_ entry: Entry, plan: Int, planID: String) {
    self.entry = entry
    self.plan = plan
    self.planID = planID
    municipality =
      switch entry.municipality.value {
      case .municipality(let code): code
      case .body, nil:
        entry.municipality.text.isEmpty ? nil : ComparisonKey.label(entry.municipality.text)
      }
    title = entry.title.value?.key
    description = entry.description.value?.key
  }

  /// Category, amounts and start, in their normal form where they have one.
  var figures: String {
    let amounts = [entry.cost, entry.target, entry.reference].map { field in
      if case .whole(let value) = field.value { "\(value)" } else { field.text }
    }
    return ([entry.category.value?.key ?? "", entry.start.value?.yearMonth?.iso ?? ""] + amounts)
      .joined(separator: "\u{1F}")
  }

  /// All fields but municipality, theme, title and description in their normal form, the number first; `nil` where
  /// nothing is told.
  var others: [String?] {
    func amount(_ field: Field<AmountReading>) -> String? {
      if case .whole(let value) = field.value { String(value) } else { nil }
    }
    func words(_ field: Field<NoForm>) -> String? {
      field.text.isEmpty ? nil : ComparisonKey.label(field.text)
    }
    return [
      entry.number.value.map { String($0) }, entry.category.value.map { $0.code ?? $0.key },
      amount(entry.cost),
      amount(entry.target), amount(entry.reference), entry.start.value?.yearMonth?.iso,
      entry.url.value?.address?.key, words(entry.contact.department),
      words(entry.contact.section), entry.contact.phone.value?.digits,
    ]
  }

  /// Those of `others` that tell the entries of one municipality apart: the amounts and the URL.
  static let ownFields = [2, 3, 4, 6]

  /// What it is called in reports.
  var label: EntryLabel {
    func words<Value>(_ field: Field<Value>) -> String? { field.text.isEmpty ? nil : field.text }
    return EntryLabel(
      plan: planID, position: entry.position, number: words(entry.number),
      municipality: words(entry.municipality), title: words(entry.title), cost: words(entry.cost),
      location: Location(entryPlace))
  }

  private var entryPlace: Place {
    for place in [entry.place, entry.number.place, entry.title.place, entry.cost.place]
    where place != .nowhere {
      return place
    }
    return .nowhere
  }

  /// The cost as a number of the column's unit.
  var cost: Int? {
    if case .whole(let value) = entry.cost.value { value } else { nil }
  }
}

extension Location {
  /// The place of a value.
  init(_ place: Place) {
    self.init(
      line: place.line, endLine: place.endLine, page: place.page, sheet: place.sheet,
      cell: place.cell, row: place.row, column: place.column, path: place.path)
  }
}
