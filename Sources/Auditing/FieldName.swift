/// A column of the form, or a part of a plan outside the table, under its English name.
package enum FieldName: String, CaseIterable, Sendable {
  case number, municipality, theme, title, description, category, cost, target, reference, start
  case url, contact
  case heading, unit, totals, note, plan

  /// The name as it is printed in the form's column heading.
  package var japaneseName: String {
    switch self {
    case .number: "整理番号"
    case .municipality: "区市町村"
    case .theme: "テーマ"
    case .title: "事業名"
    case .description: "事業内容"
    case .category: "事業区分"
    case .cost: "事業費"
    case .target: "目標"
    case .reference: "参考"
    case .start: "事業開始（予定）月"
    case .url: "ＵＲＬ"
    case .contact: "問合せ先"
    case .heading: "表題"
    case .unit: "単位"
    case .totals: "合計"
    case .note: "注"
    case .plan: "計画書"
    }
  }

  /// The name in `language`.
  package func name(in language: ReportLanguage) -> String {
    switch language {
    case .japanese: japaneseName
    case .english: rawValue
    }
  }

  /// The field that the element `localName` of canonical plan XML belongs to; the parts of a contact are one field.
  package init?(elementName localName: String) {
    switch localName {
    case "department", "section", "phone": self = .contact
    default:
      guard let field = FieldName(rawValue: localName) else { return nil }
      self = field
    }
  }
}
