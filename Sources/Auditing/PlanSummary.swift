/// A stated sum held against the sum of the entries, in whole units of the column.
package struct Reconciliation: Equatable, Sendable {
  /// `cost`, `target` or `reference`.
  package var field: FieldName
  /// The value in the totals row; absent where there is none or it cannot be read.
  package var stated: Int?
  /// The sum over the entries; absent where an entry's value is lost or cannot be read.
  package var computed: Int?
  /// Why a value is absent.
  package var explanation: Message?

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
}

/// What a report says of one plan of a submission.
package struct PlanSummary: Equatable, Sendable {
  package var id: String
  /// `general`, `model` or `unknown`.
  package var kind: String
  /// The Western year in which the fiscal year begins.
  package var fiscalYear: Int?
  package var entryCount: Int
  /// The unit of the cost column in yen; absent where it is not stated.
  package var unitYen: Int?
  package var reconciliation: [Reconciliation]

  package init(
    id: String, kind: String, fiscalYear: Int?, entryCount: Int, unitYen: Int?,
    reconciliation: [Reconciliation]
  ) {
    self.id = id
    self.kind = kind
    self.fiscalYear = fiscalYear
    self.entryCount = entryCount
    self.unitYen = unitYen
    self.reconciliation = reconciliation
  }

  /// The plan's name for a reader: the kind's name, and the id where it differs.
  package func name(in language: ReportLanguage) -> String {
    let kindName =
      switch (kind, language) {
      case ("general", .japanese): "一般事業"
      case ("general", .english): "general plan"
      case ("model", .japanese): "モデル事業"
      case ("model", .english): "model plan"
      case (_, .japanese): "計画書"
      case (_, .english): "plan"
      }
    return id == kind ? kindName : "\(kindName) \(id)"
  }
}
