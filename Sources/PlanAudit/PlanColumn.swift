internal import PlanModel
internal import PlanReading
internal import Spreadsheets

/// A column of a plan's sheet.
enum PlanColumn: CaseIterable {
  case number, municipality, theme, title, description, category, cost, target, reference, start
  case url, linkTarget, linkLabel, department, section, phone

  /// The columns that `plan` needs; each part of a contact has its own.
  static func columns(of plan: Plan) -> [PlanColumn] {
    allCases.filter { column in
      switch column {
      case .theme: plan.kind == .model || plan.entries.contains { $0.theme != nil }
      case .linkTarget: plan.entries.contains { $0.url.value?.link != nil }
      case .linkLabel: plan.entries.contains { $0.url.value?.label != nil }
      case .number, .municipality, .title, .description, .category, .cost, .target, .reference,
        .start, .url, .department, .section, .phone:
        true
      }
    }
  }

  /// The heading, in words that readers know.
  var heading: String {
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
    case .url: "URL"
    case .linkTarget: "リンク先"
    case .linkLabel: "リンクの表示"
    case .department: "問合せ先（部署）"
    case .section: "問合せ先（課・係）"
    case .phone: "問合せ先（電話番号）"
    }
  }

  /// The widest that the column may be, in digits of the standard font; longer words wrap.
  var widthMax: Double {
    switch self {
    case .number: 7
    case .municipality, .category: 13
    case .theme, .start, .phone: 15
    case .title: 26
    case .description: 48
    case .cost, .target, .reference: 12
    case .url, .linkTarget: 36
    case .linkLabel, .department, .section: 16
    }
  }

  /// What `entry` has in the column.
  func cell(_ entry: Entry) -> CellContent {
    switch self {
    case .number: Self.number(entry.number)
    case .municipality: Self.words(entry.municipality)
    case .theme: entry.theme.map { Self.words($0) } ?? CellContent(.empty, .entry)
    case .title: Self.words(entry.title)
    case .description: Self.words(entry.description)
    case .category: Self.words(entry.category)
    case .cost: Self.amount(entry.cost)
    case .target: Self.amount(entry.target)
    case .reference: Self.amount(entry.reference)
    case .start: Self.words(entry.start.writtenOut)
    case .url: Self.address(entry.url)
    case .linkTarget: Self.plain(entry.url.value?.link?.text)
    case .linkLabel: Self.plain(entry.url.value?.label)
    case .department: Self.words(entry.contact.department)
    case .section: Self.words(entry.contact.section)
    case .phone: Self.words(entry.contact.phone)
    }
  }

  private static func plain(_ text: String?) -> CellContent {
    CellContent(text.map { .text($0) } ?? .empty, .entry)
  }

  /// The words as printed, with the blanks around them that were the submitter's.
  private static func words<Value>(
    _ field: Field<Value>, _ style: CellStyle = .entry
  ) -> CellContent {
    switch field.state {
    case .blank: return CellContent(.empty, style)
    case .lost: return CellContent(.text(CellText.lostMark), .lost)
    case .given, .inferred, .dash:
      let blanks = field.facts.blanks
      let leading = blanks == .leading || blanks == .both ? " " : ""
      let trailing = blanks == .trailing || blanks == .both ? " " : ""
      return CellContent(.text(leading + field.text + trailing), style.marked(field.state))
    }
  }

  /// A number where its format shows it just as it was printed, else the words.
  static func amount(_ field: Field<AmountReading>) -> CellContent {
    guard case .whole(let amount)? = field.value, field.facts.blanks == nil else {
      return words(field, .amount)
    }
    if field.text == "\(amount)" {
      return CellContent(.number(amount), CellStyle.amount.marked(field.state))
    }
    if field.text == grouped(amount) {
      return CellContent(.number(amount), CellStyle.groupedAmount.marked(field.state))
    }
    return words(field, .amount)
  }

  private static func number(_ field: Field<Int>) -> CellContent {
    guard let number = field.value, field.text == "\(number)", field.facts.blanks == nil else {
      return words(field, .centred)
    }
    return CellContent(.number(number), CellStyle.centred.marked(field.state))
  }

  private static func address(_ field: Field<AddressReading>) -> CellContent {
    var cell = words(field)
    let target = field.value?.link?.text ?? (field.value?.address == nil ? nil : field.text)
    // What is no plain address would make programs call the file damaged.
    if let target, target.utf8.count < 2_000,
      target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      target.hasPrefix("http://") || target.hasPrefix("https://"), cell.value != .empty
    {
      cell.linkTarget = target
    }
    return cell
  }

  private static func grouped(_ amount: Int) -> String {
    let digits = Array("\(amount.magnitude)")
    var text = amount < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension CellStyle {
  private static func make(_ change: (inout CellStyle) -> Void) -> CellStyle {
    var style = CellStyle()
    change(&style)
    return style
  }

  /// The fill of values that were placed by evidence.
  static let inferredFill = "FFF2CC"

  /// The style, with the fill of inferred values for one of them.
  fileprivate func marked(_ state: FieldState) -> CellStyle {
    guard state == .inferred else { return self }
    var style = self
    style.fill = Self.inferredFill
    return style
  }

  static let title = make {
    $0.isBold = true
    $0.fontSize = 14
    $0.alignment = .center
  }
  static let unit = make { $0.alignment = .right }
  static let header = make {
    $0.isBold = true
    $0.wraps = true
    $0.hasBorder = true
    $0.alignment = .center
    $0.fill = "DCE6F1"
  }
  static let entry = make {
    $0.wraps = true
    $0.hasBorder = true
  }
  static let centred = make {
    $0.wraps = true
    $0.hasBorder = true
    $0.alignment = .center
  }
  static let amount = make {
    $0.wraps = true
    $0.hasBorder = true
    $0.alignment = .right
  }
  static let groupedAmount = make {
    $0.wraps = true
    $0.hasBorder = true
    $0.alignment = .right
    $0.numberFormat = "#,##0"
  }
  /// A value that the source could not tell.
  static let lost = make {
    $0.wraps = true
    $0.hasBorder = true
    $0.fill = "D9D9D9"
    $0.colour = "7F7F7F"
  }
  static let totals = make { $0.hasBorder = true }
  static let totalsLabel = make {
    $0.isBold = true
    $0.hasBorder = true
    $0.alignment = .center
  }
  static let note = make {
    $0.wraps = true
    $0.alignment = .left
  }
}
