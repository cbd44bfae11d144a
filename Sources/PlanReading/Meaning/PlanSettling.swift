internal import PlanModel

/// Gives the plans their ids and the fiscal years that their headings name.
func settlePlans(_ submission: inout Submission, vocabulary: Vocabulary) {
  var counts: [PlanKind: Int] = [:]
  for index in submission.plans.indices {
    let kind = submission.plans[index].kind
    let count = counts[kind, default: 0] + 1
    counts[kind] = count
    switch kind {
    case .general, .model:
      submission.plans[index].id = count == 1 ? kind.rawValue : "\(kind.rawValue)-\(count)"
    case .unknown:
      submission.plans[index].id = "plan-\(index + 1)"
    }
    let heading = submission.plans[index].heading.text
    if let year = StartMonth.fiscalYear(namedIn: heading, eras: vocabulary.eras) {
      submission.plans[index].fiscalYear = year
      submission.plans[index].fiscalYearState = .given
    }
  }
}

/// Gives the plans without a heading that names it a fiscal year: what the caller said, else another plan's, else that of
/// the months in which most entries start.
func settleYears(_ submission: inout Submission, options: ReadingOptions) {
  applyOption(options, to: &submission)
  let given = Set(
    submission.plans.filter { $0.fiscalYearState == .given }.compactMap(\.fiscalYear))
  for index in submission.plans.indices where submission.plans[index].fiscalYear == nil {
    if given.count == 1, let year = given.first {
      infer(year, .otherPlan, &submission.plans[index])
    } else if let year = yearOfMonths(submission.plans[index]) {
      infer(year, .entryMonths, &submission.plans[index])
    }
  }
}

private func infer(_ year: Int, _ basis: Basis, _ plan: inout Plan) {
  plan.fiscalYear = year
  plan.fiscalYearState = .inferred
  plan.basis = basis
}

/// The fiscal year in which more than half of the entries that say so start; a few may be wrong or of earlier years.
private func yearOfMonths(_ plan: Plan) -> Int? {
  var counts: [Int: Int] = [:]
  var total = 0
  for entry in plan.entries {
    guard let month = entry.start.value?.yearMonth else { continue }
    counts[month.fiscalYear, default: 0] += 1
    total += 1
  }
  return counts.first { $0.value * 2 > total }?.key
}
