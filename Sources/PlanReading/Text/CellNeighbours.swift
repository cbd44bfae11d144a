internal import PlanModel

/// Loses, in a text that goes from cell to cell, what may belong to the entry beside.
///
/// Where an extractor printed the cell of one row with those of another, the first has none and the other has two, or
/// that of the first: of entries beside one without a description, amounts or a contact these are lost too.
func loseBesideMissing(_ submission: inout Submission) {
  for plan in submission.plans.indices {
    let entries = submission.plans[plan].entries
    for cell in NeighbouringCell.allCases {
      var doubtful: Set<Int> = []
      for (index, entry) in entries.enumerated() where cell.isMissing(in: entry) {
        doubtful.formUnion([index - 1, index + 1])
      }
      for index in doubtful.sorted()
      where entries.indices.contains(index) && !cell.isMissing(in: entries[index]) {
        submission.unplaced += cell.lose(in: &submission.plans[plan].entries[index])
      }
    }
  }
}

/// A cell, or cells on one line, that an extractor prints in one piece.
private enum NeighbouringCell: CaseIterable {
  case description, amounts, contact

  func isMissing(in entry: Entry) -> Bool {
    switch self {
    case .description: entry.description.text.isEmpty
    case .amounts:
      [entry.cost, entry.target, entry.reference].allSatisfy(\.text.isEmpty)
        && entry.category.text.isEmpty
    case .contact:
      entry.contact.department.text.isEmpty && entry.contact.section.text.isEmpty
        && entry.contact.phone.text.isEmpty
    }
  }

  /// Makes the cell lost, and gives its words.
  func lose(in entry: inout Entry) -> [UnplacedText] {
    switch self {
    case .description:
      return [Self.take(&entry.description)].compactMap(\.self)
    case .amounts:
      return [
        Self.take(&entry.category), Self.take(&entry.cost), Self.take(&entry.target),
        Self.take(&entry.reference), Self.take(&entry.start),
      ].compactMap(\.self)
    case .contact:
      return [
        Self.take(&entry.contact.department), Self.take(&entry.contact.section),
        Self.take(&entry.contact.phone),
      ].compactMap(\.self)
    }
  }

  private static func take<Value>(_ field: inout Field<Value>) -> UnplacedText? {
    defer { field = .lost }
    return field.text.isEmpty ? nil : UnplacedText(field.text, at: field.place)
  }
}
