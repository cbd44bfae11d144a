/// One table of projects with its heading, totals and notes.
package struct Plan: Hashable, Sendable {
  /// `general`, `model`, else `plan-1` and so on; unique in its submission.
  package var id: String
  package var kind: PlanKind
  package var kindState: Certainty
  /// The Western year in which the fiscal year begins.
  package var fiscalYear: Int?
  package var fiscalYearState: Certainty
  /// What an inferred fiscal year, else an inferred kind, rests on.
  package var basis: Basis?
  /// The words above the table, with the year of an era that they name.
  package var heading: Field<EraYear>
  /// The unit of money, as a number of yen.
  package var unit: Field<Int>
  package var entries: [Entry]
  /// `nil` where the form shows that no totals row is there.
  package var totals: Totals?
  package var notes: [Note]

  package init(
    id: String, kind: PlanKind, kindState: Certainty, fiscalYear: Int?, fiscalYearState: Certainty,
    basis: Basis?, heading: Field<EraYear>, unit: Field<Int>, entries: [Entry], totals: Totals?,
    notes: [Note]
  ) {
    self.id = id
    self.kind = kind
    self.kindState = kindState
    self.fiscalYear = fiscalYear
    self.fiscalYearState = fiscalYearState
    self.basis = basis
    self.heading = heading
    self.unit = unit
    self.entries = entries
    self.totals = totals
    self.notes = notes
  }
}

package enum PlanKind: String, CaseIterable, Hashable, Sendable {
  /// 一般事業
  case general
  /// モデル事業
  case model
  case unknown
}

/// How sure a fact about a whole plan is.
package enum Certainty: String, CaseIterable, Hashable, Sendable {
  case given, inferred, lost
}

/// The row of sums at a table's foot.
package enum Totals: Hashable, Sendable {
  case stated(StatedTotals)
  /// This form of input cannot carry a totals row.
  case lost
}

/// The sums that a plan states.
package struct StatedTotals: Hashable, Sendable {
  package var place: Place
  package var cost: Field<AmountReading>
  package var target: Field<AmountReading>
  package var reference: Field<AmountReading>

  package init(
    place: Place, cost: Field<AmountReading>, target: Field<AmountReading>,
    reference: Field<AmountReading>
  ) {
    self.place = place
    self.cost = cost
    self.target = target
    self.reference = reference
  }
}

/// One numbered note of the form.
package struct Note: Hashable, Sendable {
  package var number: Int?
  package var place: Place
  /// The words without the mark `（注）１．`.
  package var text: String

  package init(number: Int?, place: Place, text: String) {
    self.number = number
    self.place = place
    self.text = text
  }
}
