/// One value of a plan: what was printed, what it means, how sure that is, and where it stands.
///
/// The bounds of the value are stated where they are needed: as bounds of the type they would be looked up at run time
/// for each kind of field.
package struct Field<Value> {
  /// The words as printed; wrapped lines are joined, a paragraph break is U+000A.
  package var text: String
  /// The normal form; `nil` where the text cannot be read as one.
  package var value: Value?
  package var state: FieldState
  /// What the state rests on, where it is inferred.
  package var basis: Basis?
  package var place: Place
  package var facts: TextFacts

  package init(
    text: String, value: Value?, state: FieldState, basis: Basis? = nil, place: Place,
    facts: TextFacts = .none
  ) {
    self.text = text
    self.value = value
    self.state = state
    self.basis = basis
    self.place = place
    self.facts = facts
  }

  /// A field that this form of input cannot tell.
  package static var lost: Field { Field(text: "", value: nil, state: .lost, place: .nowhere) }

  /// A field whose cell is there and empty.
  package static func blank(at place: Place = .nowhere) -> Field {
    Field(text: "", value: nil, state: .blank, place: place)
  }
}

extension Field {
  /// Whether its value comes from what stands beside its words: a date behind `4月`, the row above for `〃`.
  package var isToldBeside: Bool {
    state == .inferred && (basis == .cellDate || basis == .rowAbove)
  }
}

extension Field<StartMonth> {
  /// The field as it can stand by itself: a month whose year only the cell told, with its year.
  package var writtenOut: Field {
    guard basis == .cellDate, let month = value?.yearMonth else { return self }
    var field = self
    field.text = "\(month.year)年\(month.month)月"
    return field
  }
}

extension Field: Equatable where Value: Equatable {}
extension Field: Hashable where Value: Hashable {}
extension Field: Sendable where Value: Sendable {}

/// Whether a field was there to be read.
package enum FieldState: String, CaseIterable, Hashable, Sendable {
  /// Printed at its place.
  case given
  /// The cell is there and empty.
  case blank
  /// A dash stands alone.
  case dash
  /// The form of the input cannot tell.
  case lost
  /// Placed by evidence from elsewhere.
  case inferred
}

/// What an inferred value rests on; one token.
package struct Basis: Hashable, Sendable {
  package let token: String

  package init(token: String) {
    self.token = token
  }

  /// One cell covers several rows.
  package static let mergedCell = Basis(token: "merged-cell")
  /// The text names the municipality whose entries lack it.
  package static let namesMunicipality = Basis(token: "names-municipality")
  /// Nothing else lacks it, and nothing else could be it.
  package static let onlyCandidate = Basis(token: "only-candidate")
  /// Several lack it, and as many stand apart, in the order in which they were printed.
  package static let printedOrder = Basis(token: "printed-order")
  /// A link annotation of the page.
  package static let linkAnnotation = Basis(token: "link-annotation")
  /// A heading that each page repeats.
  package static let repeatedHeading = Basis(token: "repeated-heading")
  /// The months in which the entries start.
  package static let entryMonths = Basis(token: "entry-months")
  /// Another plan of the same submission.
  package static let otherPlan = Basis(token: "other-plan")
  /// The columns that the table has or lacks.
  package static let columns = Basis(token: "columns")
  /// The entry's category, which decides the column that is filled.
  package static let category = Basis(token: "category")
  /// The name of the sheet.
  package static let sheetName = Basis(token: "sheet-name")
  /// A row of its own that says it of the rows below.
  package static let sectionRow = Basis(token: "section-row")
  /// The row above, which a mark of repetition stands for.
  package static let rowAbove = Basis(token: "row-above")
  /// The date that a cell holds, of which its format shows less.
  package static let cellDate = Basis(token: "cell-date")
  /// What the caller said.
  package static let option = Basis(token: "option")
}

/// Words taken from an input, before they are given a meaning.
package struct Printed: Hashable, Sendable {
  package var text: String
  package var place: Place
  /// Set where the words were placed by evidence rather than by where they stand.
  package var basis: Basis?
  package var blanks: OuterBlanks?

  package init(_ text: String, at place: Place, basis: Basis? = nil, blanks: OuterBlanks? = nil) {
    self.text = text
    self.place = place
    self.basis = basis
    self.blanks = blanks
  }
}

/// A field that has no normal form.
package enum NoForm: Hashable, Sendable {}
