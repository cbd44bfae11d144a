/// A value that two submissions are compared in.
package enum ComparedField: String, CaseIterable, Sendable {
  case number, municipality, theme, title, description, category, cost, target, reference, start
  case url, department, section, phone
  case heading, unit, fiscalYear, note
  case totalCost = "totals-cost"
  case totalTarget = "totals-target"
  case totalReference = "totals-reference"

  /// The column that findings about the value name.
  package var field: FieldName {
    switch self {
    case .number: .number
    case .municipality: .municipality
    case .theme: .theme
    case .title: .title
    case .description: .description
    case .category: .category
    case .cost, .totalCost: .cost
    case .target, .totalTarget: .target
    case .reference, .totalReference: .reference
    case .start: .start
    case .url: .url
    case .department, .section, .phone: .contact
    case .heading: .heading
    case .unit: .unit
    case .fiscalYear: .plan
    case .note: .note
    }
  }

  /// The name for people.
  package func name(in language: ReportLanguage) -> String {
    let isJapanese = language == .japanese
    switch self {
    case .department: return isJapanese ? "問合せ先（部）" : "contact (department)"
    case .section: return isJapanese ? "問合せ先（課）" : "contact (section)"
    case .phone: return isJapanese ? "問合せ先（電話）" : "contact (phone)"
    case .fiscalYear: return isJapanese ? "年度" : "fiscal year"
    case .totalCost, .totalTarget, .totalReference:
      return (isJapanese ? "合計の" : "total of the ") + field.name(in: language)
    case .number, .municipality, .theme, .title, .description, .category, .cost, .target,
      .reference, .start, .url, .heading, .unit, .note:
      return field.name(in: language)
    }
  }
}

/// How the two sides of a field differ.
package enum ChangeKind: String, CaseIterable, Sendable {
  /// The data differ.
  case value
  /// The data are the same, only blanks, line breaks, width or wording of the printed text differ.
  case notation
  /// One side is lost or inferred, so that the form of that input cannot tell.
  case certainty
}

/// What one side prints in a field.
package struct PrintedSide: Equatable, Sendable {
  /// The words as printed; empty where the cell is.
  package var text: String
  /// `given`, `blank`, `dash`, `lost`, `inferred`, or `absent` where the table has no such column.
  package var state: String
  package var location: Location

  package init(text: String, state: String, location: Location) {
    self.text = text
    self.state = state
    self.location = location
  }
}

/// A field in which the two sides differ.
package struct FieldChange: Equatable, Sendable {
  package var field: ComparedField
  package var kind: ChangeKind
  package var before: PrintedSide
  package var after: PrintedSide

  package init(field: ComparedField, kind: ChangeKind, before: PrintedSide, after: PrintedSide) {
    self.field = field
    self.kind = kind
    self.before = before
    self.after = after
  }
}
