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
  /// Sums by municipality, category and theme.
  package var subtotals: [Subtotal] = []
  /// The notes of the form, as printed and as the rules know them.
  package var notes: [NoteCoverage] = []
  /// The table as submitted, where it was to be kept for a report that shows it.
  package var table: PlanTable?

  package init(
    id: String, kind: String, fiscalYear: Int?, entryCount: Int, unitYen: Int?,
    reconciliation: [Reconciliation], table: PlanTable? = nil
  ) {
    self.id = id
    self.kind = kind
    self.fiscalYear = fiscalYear
    self.entryCount = entryCount
    self.unitYen = unitYen
    self.reconciliation = reconciliation
    self.table = table
  }

  /// What names the plan, without what its own report says of it: comparisons of hundreds of plans keep no more.
  package var outline: PlanSummary {
    PlanSummary(
      id: id, kind: kind, fiscalYear: fiscalYear, entryCount: entryCount, unitYen: unitYen,
      reconciliation: [])
  }

  /// The plan's name for a reader: the kind's name, and the id where it differs.
  package func name(in language: ReportLanguage) -> String {
    Self.name(kind: kind, id: id, in: language)
  }

  /// The name of a plan of that kind and id for a reader.
  package static func name(kind: String, id: String, in language: ReportLanguage) -> String {
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
