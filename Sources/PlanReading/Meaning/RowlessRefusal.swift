internal import PlanModel

/// The most fields of a page-like input that may be lost, of all that its entries have.
///
/// Where more is lost than read, the report would say next to nothing of the plan, in many words: a person has to look
/// at each entry anyway, and no finding in it does not mean that there is none.
private let lostShareMax = 0.5

/// The fewest pieces of text in no row that show that a table was not told, rather than empty.
private let unplacedCountMin = 5

/// Refuses a page-like input of whose table most could not be told, though it holds the words.
///
/// Without this a plan whose rows were not told would look like one that has none, or be a list of lost fields.
///
/// - Throws: `rowsUnproven`.
func refuseMostlyLost(_ submission: Submission) throws(UnreadableInput) {
  var (count, lostCount) = (0, 0)
  for plan in submission.plans {
    for entry in plan.entries {
      let states = entry.requiredStates
      count += states.count
      lostCount += states.count { $0 == .lost }
    }
  }
  let isMostlyLost = Double(lostCount) > Double(count) * lostShareMax
  if count == 0 || isMostlyLost, submission.unplaced.count >= unplacedCountMin {
    throw .rowsUnproven(name: submission.source.name, unplacedCount: submission.unplaced.count)
  }
}

extension Entry {
  /// How the fields were read that the form requires, but for the serial number.
  fileprivate var requiredStates: [FieldState] {
    [
      municipality.state, title.state, description.state, category.state, cost.state, target.state,
      reference.state, start.state, contact.department.state, contact.phone.state,
    ]
  }
}
