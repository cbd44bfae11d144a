internal import PlanModel
internal import TextForms

/// What a cell is that stands outside of the rows of entries.
enum FormLine: Hashable {
  /// Part of a plan's heading.
  case heading
  case unit
  /// A note begins with a mark.
  case note
  case pageMark
  /// A mark of the form itself: 様式第１号, 別紙.
  case formMark
  /// Whose plan it is: 区市町村名：中央区.
  case submitter(String)
  case other

  /// Tells what `text` is; `vocabulary` knows the names of municipalities.
  init(_ text: String, vocabulary: Vocabulary) {
    let key = ComparisonKey.label(text)
    let scalars = Array(key.unicodeScalars)
    if Self.isUnitKey(key), !Self.isNote(text) || key.hasPrefix("※") {
      self = .unit
    } else if Self.isNote(text) {
      self = .note
    } else if Self.isHeadingKey(key) {
      self = .heading
    } else if Self.isPageMark(scalars) {
      self = .pageMark
    } else if Self.isFormMark(key) {
      self = .formMark
    } else if let name = Self.submitter(key, vocabulary) {
      self = .submitter(name)
    } else {
      self = .other
    }
  }

  /// Whether `text` is told to be a statement of the unit.
  static func isUnit(_ text: String) -> Bool { isUnitKey(ComparisonKey.label(text)) }

  /// Whether `text` is told to be part of a heading.
  static func isHeading(_ text: String) -> Bool {
    let key = ComparisonKey.label(text)
    return isHeadingKey(key) && !isUnitKey(key)
  }

  /// Whether `text` begins with the mark of a note.
  static func isNote(_ text: String) -> Bool {
    let scalars = Array(ComparisonKey.label(text).unicodeScalars)
    return NoteMark.length(scalars[...]) != nil || scalars.first == "※"
  }

  private static func isUnitKey(_ key: String) -> Bool {
    guard key.utf8.count <= 90 else { return false }
    if key.contains("単位"), key.contains("円") { return true }
    // A unit that is none of money, or blank, is still what the form asks for: a rule judges it.
    if key.drop(while: { "([【〔".contains($0) }).hasPrefix("単位:") { return true }
    return ["(千円)", "(円)", "(百万円)", "(千円、人)", "(千円,人)", "(千円・人)"].contains(key)
  }

  private static let headingWords = [
    "計画書", "計画", "一覧", "総括表", "調書", "年度", "一般事業", "モデル事業", "総合支援事業",
  ]

  private static func isHeadingKey(_ key: String) -> Bool {
    key.utf8.count <= 300 && !key.hasSuffix("。")
      && headingWords.contains { key.contains($0) }
  }

  /// Whether it names a plan by itself, so that it also counts below a table.
  static func isWholeHeading(_ text: String) -> Bool {
    let key = ComparisonKey.label(text)
    guard isHeadingKey(key), !key.contains("単位") else { return false }
    return key.contains("計画書") || (key.contains("年度") && key.contains("事業"))
      || (key.contains("モデル事業") || key.contains("一般事業")) && key.utf8.count <= 60
  }

  /// Whether it is a page number, `-1-`, `1/3`, `1/3ページ`, `p.1`, or says that a table goes on, 次頁に続く; blanks are left out.
  static func isPageMark(_ scalars: [Unicode.Scalar]) -> Bool {
    let folded = scalars.map { $0.isHyphenLike ? "-" : $0.halfWidth }
    if let first = folded.first, pageWordStarts.contains(first) {
      let bare = scalars.map(\.halfWidth).filter { !"()→⇒>".unicodeScalars.contains($0) }
      guard let head = bare.first, pageWordStarts.contains(head), bare.count <= 12 else {
        return false
      }
      return pageWords.contains(String(scalars: bare))
    }
    guard folded.count >= 2, folded.count <= 10 else { return false }
    let words = String(scalars: folded.filter { !$0.isASCIIDigit })
    let groups = folded.split { !$0.isASCIIDigit }
    guard groups.allSatisfy({ $0.count <= 4 }) else { return false }
    switch words {
    case "--", "p.", "P.", "p", "P", "ページ", "頁": return groups.count == 1
    case "/", "/ページ", "/頁": return groups.count == 2
    case _: return false
    }
  }

  /// The first characters of what says that a table goes on, or ends.
  static let pageWordStarts = ScalarSet("(→次前以続つ裏")
  private static let pageWords: Set<String> = {
    var words: Set = ["続く", "つづく", "続き", "以下余白", "裏面に続く", "裏面へ続く"]
    for page in ["頁", "ページ", "葉"] {
      for joint in ["に", "へ", ""] {
        for end in ["続く", "つづく", ""] { words.insert("次" + page + joint + end) }
      }
      for joint in ["より", "から", "の", "からの", "より続く"] {
        words.formUnion(["前" + page + joint, "前" + page + joint + "続き"])
      }
    }
    return words
  }()

  private static func isFormMark(_ key: String) -> Bool {
    let bare = key.filter { !"()[]【】〔〕<>:".contains($0) }
    if submitterLabels.contains(bare) { return true }
    return bare.utf8.count <= 45
      && (bare.hasPrefix("様式") || bare.hasPrefix("別紙") || bare.hasPrefix("別記")
        || bare.hasPrefix("別添")
        || bare.hasPrefix("別表") || (bare.hasPrefix("第") && bare.contains("様式")))
  }

  private static let submitterLabels = [
    "区市町村名", "区市町村", "市区町村名", "自治体名", "団体名", "実施主体", "事業主体", "申請者", "提出者", "提出団体",
    "区市町村等名", "実施主体名",
  ]

  private static func submitter(_ key: String, _ vocabulary: Vocabulary) -> String? {
    guard key.utf8.count <= 90 else { return nil }
    var name = key[...]
    if name.hasPrefix("("), name.hasSuffix(")") { name = name.dropFirst().dropLast() }
    if let label = submitterLabels.first(where: { name.hasPrefix($0) }) {
      name = name.dropFirst(label.count)
      while let first = name.first, ":()、[]【】".contains(first) { name = name.dropFirst() }
      while let last = name.last, ")]】".contains(last) { name = name.dropLast() }
    }
    if name.hasPrefix("東京都") { name = name.dropFirst(3) }
    return vocabulary.municipality(named: String(name)) == nil ? nil : String(name)
  }
}

/// Words that label rows of sums.
enum SumsLabel: Hashable {
  /// 合計, 総計: the sum of the whole table.
  case total
  /// 計: the sum of the whole table where no other follows.
  case plain
  /// 小計, 中央区計: the sum of a part.
  case part

  private static let totals = [
    "合計", "総計", "総合計", "合計額", "合計金額", "全体合計", "全体計", "事業費合計", "合計欄", "総額", "全事業合計", "事業合計",
    "Total", "TOTAL", "total",
  ]

  /// The label without the number of what was summed up, 合計6事業 or 6区市町村合計, and without a letter of its own, A合計.
  private static func withoutCount(_ key: String) -> String {
    for unit in ["件", "事業"] where key.hasSuffix(unit) {
      let label = key.dropLast(unit.count)
      let rest = label.reversed().drop { $0.isASCII && $0.isNumber }
      if unit == "件" || rest.count < label.count { return String(rest.reversed()) }
    }
    let digits = key.prefix { $0.isASCII && $0.isNumber }
    for unit in ["区市町村", "団体", "事業", "件"] where !digits.isEmpty {
      let label = key.dropFirst(digits.count)
      if label.hasPrefix(unit) { return String(label.dropFirst(unit.count)) }
    }
    let label = key.dropFirst()
    let hasLetter = key.first.map { $0.isASCII && $0.isLetter } ?? false
    return hasLetter && totals.contains(String(label)) ? String(label) : key
  }

  /// Whether the label, below other sums, is that of all plans together: 総計 below 合計.
  static func isOfAllPlans(_ text: String) -> Bool {
    text.contains("総") || text.contains("全")
  }

  /// `nil` where `text` labels no sums.
  init?(_ text: String) {
    guard text.utf8.count <= 90 else { return nil }
    var key = ComparisonKey.label(text)
    if let open = key.firstIndex(of: "("), key.hasSuffix(")"), open > key.startIndex {
      key = String(key[..<open])
    }
    key = Self.withoutCount(key.filter { !"()[]【】:〔〕<>".contains($0) })
    if Self.totals.contains(key) {
      self = .total
    } else if key == "計" {
      self = .plain
    } else if key.hasSuffix("計"), key.utf8.count <= 60, !key.hasSuffix("設計"), !key.hasSuffix("会計"),
      !key.hasSuffix("統計")
    {
      self = .part
    } else {
      return nil
    }
  }
}

/// What a row of its own says of the rows below it.
enum RowGroup: Hashable {
  /// The municipality whose projects they are, by its name.
  case municipality(String)
  /// Their category, in its own words.
  case category(String)

  /// Reads `港区`, `【港区】`, `■１　港区（３事業）` and the like; `nil` where the words name neither.
  init?(_ text: String, vocabulary: Vocabulary) {
    guard text.utf8.count <= 90 else { return nil }
    if case .submitter(let name) = FormLine(text, vocabulary: vocabulary) {
      self = .municipality(name)
      return
    }
    var key = ComparisonKey.label(text)[...]
    while let first = key.first, Self.marks.contains(first) || first.isASCII && first.isNumber {
      key.removeFirst()
    }
    if key.hasSuffix(")"), let open = key.lastIndex(of: "(") { key = key[..<open] }
    while let last = key.last, Self.marks.contains(last) { key.removeLast() }
    let words = String(key)
    if vocabulary.category(worded: words) != nil {
      self = .category(words)
    } else if case .submitter(let name) = FormLine(words, vocabulary: vocabulary) {
      self = .municipality(name)
    } else {
      return nil
    }
  }

  private static let marks = Set("()[]【】〔〕<>〈〉《》「」■□●○◎◆◇▼▽▲△★☆・※.、:")
}
