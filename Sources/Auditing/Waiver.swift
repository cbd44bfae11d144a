/// How long a waiver holds.
package enum WaiverExpiry: Equatable, Sendable {
  /// To the end of this day.
  case date(CalendarDate)
  /// Without end, as its file says in so many words.
  case never

  /// The word or date that the waiver file uses.
  package var text: String {
    switch self {
    case .date(let date): date.text
    case .never: "never"
    }
  }
}

/// The evidence that a finding was accepted: who asked, who approved, why, and until when.
package struct WaiverEvidence: Equatable, Sendable {
  package var requestedBy: String
  package var approvedBy: String
  package var reason: String
  package var expiry: WaiverExpiry

  package init(requestedBy: String, approvedBy: String, reason: String, expiry: WaiverExpiry) {
    self.requestedBy = requestedBy
    self.approvedBy = approvedBy
    self.reason = reason
    self.expiry = expiry
  }

  /// The evidence in one sentence.
  package func sentence(in language: ReportLanguage) -> String {
    switch (language, expiry) {
    case (.japanese, .date(let date)):
      "\(date.text)まで免除（申請：\(requestedBy)、承認：\(approvedBy)）：\(reason)"
    case (.japanese, .never):
      "期限なしで免除（申請：\(requestedBy)、承認：\(approvedBy)）：\(reason)"
    case (.english, .date(let date)):
      "waived until \(date.text), requested by \(requestedBy), approved by \(approvedBy): \(reason)"
    case (.english, .never):
      "waived without end, requested by \(requestedBy), approved by \(approvedBy): \(reason)"
    }
  }
}

/// One waiver: the finding that it speaks of, the value that was accepted there, and the evidence.
///
/// What it leaves out, the finding must not have either; a waiver never covers more than one place says.
package struct Waiver: Equatable, Sendable {
  package var rule: String
  /// The plan's id.
  package var plan: String?
  package var municipality: String?
  /// The entry's title as printed; an entry is named by it, by its number, or by both.
  package var title: String?
  /// The entry's serial number as printed.
  package var number: String?
  package var field: FieldName?
  /// What stood there when it was waived, as printed; empty for a blank.
  package var value: String
  package var evidence: WaiverEvidence
  /// The line in its file.
  package var line: Int

  package init(
    rule: String, plan: String?, municipality: String?, title: String?, number: String?,
    field: FieldName?, value: String, evidence: WaiverEvidence, line: Int
  ) {
    self.rule = rule
    self.plan = plan
    self.municipality = municipality
    self.title = title
    self.number = number
    self.field = field
    self.value = value
    self.evidence = evidence
    self.line = line
  }

  /// Whether `finding` is of the rule and at the place that it speaks of, whatever the value.
  func speaksOf(_ finding: Finding) -> Bool {
    guard rule == finding.rule, plan == finding.plan, field == finding.field,
      Self.isSame(municipality, finding.municipality)
    else { return false }
    if finding.position == nil { return title == nil && number == nil }
    guard title != nil || number != nil else { return false }
    return (title == nil || Self.isSame(title, finding.title))
      && (number == nil || Self.isSame(number, finding.number))
  }

  /// Whether the value that was accepted still stands there.
  func accepts(_ finding: Finding) -> Bool { Self.isSame(value, finding.found ?? "") }

  /// What it speaks of, for a reader.
  var subject: String {
    [rule, plan, municipality, number, title.map { "「\($0)」" }, field?.rawValue]
      .compactMap { $0 }.joined(separator: " ")
  }

  /// The parts that tell it from other waivers.
  package var identity: [String] {
    let value = Self.withoutLayout(value)
    return [rule]
      + [plan, municipality, title, number, field?.rawValue, value].map { $0 ?? "\u{0}" }
  }

  /// Whether two printed texts say the same but for line breaks and blanks at their ends, which are layout.
  private static func isSame(_ left: String?, _ right: String?) -> Bool {
    left.map(withoutLayout) == right.map(withoutLayout)
  }

  private static func withoutLayout(_ text: String) -> String {
    let joined = text.filter { !$0.isNewline }
    let head = joined.drop { $0 == " " || $0 == "\u{3000}" }
    let end = head.lastIndex { $0 != " " && $0 != "\u{3000}" }
    return end.map { String(head[...$0]) } ?? ""
  }
}

/// The waivers of one file.
package struct WaiverList: Equatable, Sendable {
  package var file: UsedFile
  package var waivers: [Waiver]

  package init(file: UsedFile, waivers: [Waiver]) {
    self.file = file
    self.waivers = waivers
  }
}
