internal import Auditing

/// The words of pages about plans, tables, rules and filters.
extension Wording {
  var opening: String { word("（", " (") }
  var closing: String { word("）", ")") }
  var plansAndRules: String { word("計画と規則", "Plans and rules") }
  var arithmetic: String { word("計算の内訳（各事業の値と和）", "The arithmetic: every entry's value") }
  var filterTitle: String { word("指摘の絞り込み", "Narrow the findings") }
  var numberSign: String { word("番号", "no.") }
  var showAll: String { word("すべて表示", "show all") }
  var filterStatus: String { word("{all}件中 {shown}件を表示", "{shown} of {all} shown") }
  var ruleContent: String { word("内容", "what it asks") }
  var outcome: String { word("結果", "result") }
  var evaluatedPlaces: String { word("確認した箇所", "places checked") }
  var failedPlaces: String { word("指摘した箇所", "places found") }
  var middle: String { word("中央値", "median") }
  var lostTitle: String {
    word("入力から読み取れなかった値（原本で確認してください）", "Values that the input does not tell (see the original)")
  }
  var inferredTitle: String {
    word("推定した値（点検はこの値で行いました）", "Values that were inferred (and checked as such)")
  }

  func submissionCount(_ count: Int) -> String { word("提出書 \(count)件", "\(count) submissions") }
  func auditedOn(_ date: String) -> String { word("点検日 \(date)", "audited on \(date)") }
  func givenFiscalYear(_ year: Int) -> String {
    word("指定した年度 \(year)年度", "fiscal year given: \(year)")
  }
  func relevelled(_ former: String) -> String {
    word("（規則では\(former)）", " (\(former) by the rule)")
  }
  func pieceCount(_ count: Int) -> String { word("\(count)件", "\(count)") }
  func settledCount(_ count: Int) -> String {
    word(
      "このほか、免除又は既知の指摘が\(count)件あります（一覧の末尾に載せています）。",
      "Besides, \(count) findings are waived or known (at the end of the list).")
  }
  func unmetRules(_ count: Int) -> String {
    word(
      "該当する記載がなかった規則 \(count)件（対応は不要です）",
      "\(count) rules met nothing that they speak of (nothing to do)")
  }
  func showAllOf(_ count: Int) -> String { word("全\(count)件", "all \(count)") }
  func repeatedCount(_ count: Int) -> String { word("同じ指摘 \(count)件", "\(count) times") }
  func showRules(_ count: Int) -> String { word("規則 \(count)件の結果", "Results of \(count) rules") }
  /// A place as people look it up; `nil` where none is known.
  func placeInWords(_ location: Location) -> String? {
    var words: [String] = []
    func lines(_ first: Int, _ last: Int?) -> String {
      guard let last, last > first else { return word("\(first)行", "line \(first)") }
      return word("\(first)〜\(last)行", "lines \(first) to \(last)")
    }
    if let page = location.page { words.append(word("\(page)ページ", "page \(page)")) }
    if let sheet = location.sheet { words.append(word("シート「\(sheet)」", "sheet \(sheet)")) }
    if let cell = location.cell {
      words.append(word("セル\(cell)", "cell \(cell)"))
    } else if let line = location.line {
      words.append(lines(line, location.endLine))
    } else if let row = location.row {
      words.append(word("\(row)行", "row \(row)"))
      if let column = location.column { words.append(word("\(column)列", "column \(column)")) }
    } else if let path = location.path {
      words.append(path)
    }
    if words.isEmpty { return nil }
    return InvisibleCharacters.shown(words.joined(separator: word("", ", ")))
  }

  func noteName(_ number: Int) -> String { word("注\(number)", "Note \(number)") }

  func fieldOf(_ field: FieldName, isTotal: Bool) -> String {
    let name = field.name(in: language)
    switch field {
    case .cost, .target, .reference: return isTotal ? word("合計欄の\(name)", "total of \(name)") : name
    default: return name
    }
  }

  func partName(_ name: String) -> String {
    switch name {
    case "department": word("部署", "department")
    case "section": word("課・係", "section")
    case "phone": word("電話番号", "phone")
    default: name
    }
  }

  func markLabel(_ number: Int, _ rank: Rank, _ rule: String) -> String {
    word("指摘\(number) \(singular(rank)) \(rule)", "finding \(number), \(singular(rank)), \(rule)")
  }

  func plotCaption(_ field: String, _ unit: String) -> String {
    word(
      "事業費 ÷ \(field)（人・事業所） ［\(unit)］",
      "cost ÷ \(field) (persons or establishments) [\(unit)]")
  }

  func plotSummary(count: Int, most: String, least: String, middle: String) -> String {
    word(
      "\(count)事業。最大 \(most)、中央値 \(middle)、最小 \(least)。",
      "\(count) entries. Most \(most), median \(middle), least \(least).")
  }

  func plotLimited(_ count: Int) -> String {
    word("大きいものから\(count)件を図示。", "The \(count) dearest are drawn.")
  }

  func unknownCosts(_ count: Int) -> String {
    word("事業費を読み取れない\(count)件を除く。", "Without \(count) entries whose cost is not readable.")
  }
}
