internal import PlanModel

/// Says of URLs that rows do not print that they are lost, where a merged cell may give them with a neighbour's.
///
/// Text has no sign of merging: of three rows of one municipality with one URL between them, two look empty.
func loseCoveredAddresses(_ submission: inout Submission) {
  for plan in submission.plans.indices {
    let entries = submission.plans[plan].entries
    let covered = coveredEntries(entries).union(
      coveredEntries(entries.reversed()).map { entries.count - 1 - $0 })
    for entry in covered { submission.plans[plan].entries[entry].url = .lost }
  }
}

/// The entries without a URL below one that has one, or whose is lost, with none but the municipality's own between.
private func coveredEntries(_ entries: [Entry]) -> Set<Int> {
  var covered: Set<Int> = []
  var isOpen = false
  for (index, entry) in entries.enumerated() {
    if index > 0, !mayBeOne(entries[index - 1].municipality, entry.municipality) { isOpen = false }
    switch entry.url.state {
    case .given, .inferred, .lost: isOpen = true
    case .dash: isOpen = false
    case .blank: if isOpen { covered.insert(index) }
    }
  }
  return covered
}

private func mayBeOne(
  _ first: Field<MunicipalityReading>, _ second: Field<MunicipalityReading>
) -> Bool {
  first.state == .lost || second.state == .lost || first.text == second.text
}
