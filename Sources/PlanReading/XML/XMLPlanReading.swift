internal import PlanModel
internal import XMLTree

/// Reads canonical plan XML as an input of its own: places are lines and paths of this document.
///
/// Whether it has the shape of the rule set's grammar is for the caller to ask.
func readXML(
  _ input: InputBytes, sha256: String, vocabulary: Vocabulary, options: ReadingOptions
) throws(UnreadableInput) -> Submission {
  let document: XMLDocument
  do {
    var limits = XMLLimits.standard
    limits.byteCountMax = options.byteCountMax
    document = try XMLDocument(parsing: input.bytes, name: input.name, limits: limits)
  } catch {
    throw .notXML(error)
  }
  var submission: Submission
  do {
    submission = try Submission(canonical: document, places: .inDocument)
  } catch {
    throw .notPlanXML(error)
  }
  submission.source = Source(
    name: input.name, format: .xml, encoding: nil,
    evidence: [options.format == nil ? .markup : .option], sha256: sha256)
  var forms = StatedForms(vocabulary: vocabulary)
  for index in submission.plans.indices { forms.settle(&submission.plans[index]) }
  submission.issues += forms.issues
  applyOption(options, to: &submission)
  if submission.plans.isEmpty { throw .noPlanFound(name: input.name) }
  return submission
}

/// Gives the caller's fiscal year to plans that do not know theirs.
func applyOption(_ options: ReadingOptions, to submission: inout Submission) {
  guard let year = options.fiscalYear else { return }
  for index in submission.plans.indices where submission.plans[index].fiscalYear == nil {
    submission.plans[index].fiscalYear = year
    submission.plans[index].fiscalYearState = .inferred
    submission.plans[index].basis = .option
  }
}
