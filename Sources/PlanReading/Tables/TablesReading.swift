package import PlanModel

/// Finds the plans in the tables of an input and gives their cells a meaning: the step that all forms with cells share.
///
/// Every cell with words ends in a field, a note, the furniture or the unplaced text of the submission.
package func readTables(
  _ reading: TableReading, source: Source, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  var plans = TablePlans(
    source: source, issues: reading.issues, vocabulary: vocabulary, statedYear: options.fiscalYear)
  plans.submission.furniture += reading.furniture
  let roles = SheetRoles(reading.tables)
  for table in reading.tables.flatMap(\.sideBySide) { plans.read(table, roles) }
  plans.finish()
  let foundsRowsWithoutHeading = plans.foundsRowsWithoutHeading
  var submission = (consume plans).submission
  if submission.plans.isEmpty {
    throw foundsRowsWithoutHeading
      ? .noColumnHeadings(name: source.name) : .noPlanFound(name: source.name)
  }
  settlePlans(&submission, vocabulary: vocabulary)
  settleYears(&submission, options: options)
  return submission
}
