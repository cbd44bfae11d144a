/// What became of a finding after it was made.
package enum FindingStatus: String, CaseIterable, Sendable {
  case open, waived, baselined
}

/// Another place that a finding speaks of.
package struct RelatedPlace: Equatable, Sendable {
  /// The plan's id.
  package var plan: String?
  /// The entry's position, from 1.
  package var position: Int?
  /// The entry's serial number as printed.
  package var number: String?
  package var municipality: String?
  package var location: Location

  package init(
    plan: String?, position: Int?, number: String?, municipality: String?, location: Location
  ) {
    self.plan = plan
    self.position = position
    self.number = number
    self.municipality = municipality
    self.location = location
  }
}

/// One fault, or one matter for a person to look at: where it is, what was found and what was expected.
package struct Finding: Equatable, Sendable {
  /// The assertion's id.
  package var rule: String
  package var severity: Severity
  package var outcome: FindingOutcome
  /// The plan's id; absent where the finding is about the submission.
  package var plan: String?
  /// The entry's position in its plan, from 1; absent outside the table's rows.
  package var position: Int?
  /// The entry's serial number as printed.
  package var number: String?
  package var municipality: String?
  /// The entry's title as printed.
  package var title: String?
  package var field: FieldName?
  /// What stands there, as printed.
  package var found: String?
  package var expected: String?
  package var message: Message
  package var location: Location
  package var related: [RelatedPlace]
  /// The evidence by which a reader placed an inferred value, as one token.
  package var basis: String?
  /// The finding's identity across runs: equal for the same fault of the same project, whatever its row.
  package var fingerprint: String
  package var status: FindingStatus
  /// The evidence by which it is waived.
  package var waiver: WaiverEvidence?

  package init(
    rule: String, severity: Severity, outcome: FindingOutcome, plan: String?, position: Int?,
    number: String?, municipality: String?, title: String?, field: FieldName?, found: String?,
    expected: String?, message: Message, location: Location, related: [RelatedPlace],
    basis: String?, fingerprint: String, status: FindingStatus
  ) {
    self.rule = rule
    self.severity = severity
    self.outcome = outcome
    self.plan = plan
    self.position = position
    self.number = number
    self.municipality = municipality
    self.title = title
    self.field = field
    self.found = found
    self.expected = expected
    self.message = message
    self.location = location
    self.related = related
    self.basis = basis
    self.fingerprint = fingerprint
    self.status = status
  }

  /// Its place in the order of findings.
  package var rank: Rank { Rank(severity, outcome) }
}
