/// A stated sum held against the sum of the entries, in whole units of the column.
package struct Reconciliation: Equatable, Sendable {
  /// The columns that have a sum.
  package static let fields: [FieldName] = [.cost, .target, .reference]
  /// The number of causes that are listed; every further one is counted.
  package static let causeCountMax = 100
  /// The number of entries that are listed; every further one is counted.
  package static let contributionCountMax = 1_000

  /// `cost`, `target` or `reference`.
  package var field: FieldName
  /// The value in the totals row; absent where there is none or it cannot be read.
  package var stated: Int?
  /// The sum over the entries; absent where an entry's value is lost or cannot be read.
  package var computed: Int?
  /// Why a value is absent, or what would explain the difference.
  package var explanation: Message?
  /// The position of the first entry whose value is lost or cannot be read, so that there is no sum.
  package var unreadPosition: Int?
  /// The number of entries that add something to the sum.
  package var contributingCount = 0
  /// What adds to the sum, in the order of the entries; listed only where the sums differ.
  package var contributions: [ContributingEntry] = []
  /// What would close the gap exactly, the likeliest first; one alone is named as the cause, several are candidates.
  package var causes: [DiscrepancyCause] = []
  /// The number of causes beyond `causeCountMax`.
  package var unlistedCauseCount = 0

  package init(field: FieldName, stated: Int?, computed: Int?, explanation: Message?) {
    self.field = field
    self.stated = stated
    self.computed = computed
    self.explanation = explanation
  }

  /// Stated less computed; absent where either is, or where it does not fit the integer.
  package var difference: Int? {
    guard let stated, let computed else { return nil }
    let (difference, overflow) = stated.subtractingReportingOverflow(computed)
    return overflow ? nil : difference
  }

  /// Whether the sums do not agree, or could not be held against each other.
  package var isOpen: Bool { difference != 0 }
}
