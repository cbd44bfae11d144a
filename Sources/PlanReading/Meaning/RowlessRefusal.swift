internal import PlanModel

/// Refuses a page-like input whose table no row could be read from, though it holds words.
///
/// Without this a plan whose rows were not told would look like one that has none.
///
/// - Throws: `rowsUnproven`.
func refuseWithoutRows(_ submission: Submission) throws(UnreadableInput) {
  let entryCount = submission.plans.reduce(0) { $0 + $1.entries.count }
  if entryCount == 0 && submission.unplaced.count >= 5 {
    throw .rowsUnproven(
      name: submission.source.name, unplacedCount: submission.unplaced.count)
  }
}
