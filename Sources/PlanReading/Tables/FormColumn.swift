internal import PlanModel

/// A column of the form, or one that files made from it add.
enum FormColumn: Int, CaseIterable, Hashable, Sendable {
  case number, municipality, theme, title, description, category, cost, target, reference, start
  case url
  /// Where the link of the URL leads, as written by `convert`.
  case linkTarget
  /// The caption of the URL, as written by `convert`.
  case linkLabel
  /// Department, section and telephone in one cell.
  case contact
  case department, section, phone

  /// Whether the column holds an amount that the totals row sums.
  var isAmount: Bool { self == .cost || self == .target || self == .reference }

  /// Whether the column holds words about whom to ask.
  var isContact: Bool {
    switch self {
    case .contact, .department, .section, .phone: true
    case .number, .municipality, .theme, .title, .description, .category, .cost, .target,
      .reference, .start, .url, .linkTarget, .linkLabel:
      false
    }
  }

  /// Whether few tables other than the form have a column of this name.
  var isTelling: Bool {
    switch self {
    case .number, .url, .linkTarget, .linkLabel, .contact, .department, .section, .phone: false
    case .municipality, .theme, .title, .description, .category, .cost, .target, .reference,
      .start:
      true
    }
  }
}

// MARK: Headings

extension FormColumn {
  /// The longest heading in UTF-8; longer cells are no headings.
  private static let headingByteCountMax = 180

  /// The column that a heading names: width, blanks, line breaks, case, units and marks of notes aside.
  init?(heading text: String) {
    for key in Self.keys(ofHeading: text) {
      if let column = Self.column(worded: key) {
        self = column
        return
      }
    }
    return nil
  }

  /// Whether the words of a heading, of one or more levels, are those of the form for this column.
  func isForms(_ levels: [String]) -> Bool {
    guard let own = Self.words.first(where: { $0.0 == self })?.1.first else { return false }
    return ([levels.joined()] + levels).contains { Self.keys(ofHeading: $0).contains(own) }
  }

  /// Whether a heading may ask for a person rather than for a department.
  static func isPerson(_ heading: String) -> Bool {
    keys(ofHeading: heading).contains { $0 == "担当者" || $0 == "担当" }
  }

  /// The forms in which a heading is looked up: with what brackets say, and without.
  private static func keys(ofHeading text: String) -> some Sequence<String> {
    let isShort = text.utf8.count <= headingByteCountMax && mayBegin(text)
    let key = isShort ? ComparisonKey.label(text).lowercased() : ""
    let scalars = withoutNoteMark(Array(key.unicodeScalars))
    return (isShort ? [true, false] : []).lazy.map { keepsBrackets in
      let words = keepsBrackets ? scalars : withoutBracketed(scalars)
      return String(scalars: words.filter { !signs.contains($0) })
    }
  }

  /// Whether `text` can be the first part of a heading that is cut over several rows.
  static func mayBeginHeading(_ text: String) -> Bool {
    guard text.utf8.count <= 30, mayBegin(text) else { return false }
    let key = ComparisonKey.label(text).lowercased()
    return headingStarts.contains(key)
  }

  /// The columns whose headings are `words`, of one or more levels from top to bottom.
  static func named(byLevels levels: [String]) -> FormColumn? {
    if levels.count > 1, let joined = FormColumn(heading: levels.joined()) { return joined }
    // 名称 names what the heading above it is about.
    if levels.count > 1, let last = levels.last, ["名称", "名"].contains(ComparisonKey.label(last)) {
      return named(byLevels: levels.dropLast())
    }
    for level in levels.reversed() {
      if let column = FormColumn(heading: level) { return column }
    }
    return nil
  }

  private static func mayBegin(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first(where: { !$0.properties.isWhitespace }) else {
      return false
    }
    return firstScalars.contains(first.halfWidth) || openers.contains(first)
      || first.value >= 0xF900
  }

  private static let openers = Set("(（[［【〔「『＜〈<《*＊※№".unicodeScalars)

  /// Signs that stand in headings beside their words.
  private static let signs = Set("()[]{}【】〔〕「」『』<>〈〉《》・･/／\\、，,。.:;：；-－ー_|".unicodeScalars)
    .subtracting("ー".unicodeScalars)

  private static let pairs: [Unicode.Scalar: Unicode.Scalar] = [
    "(": ")", "[": "]", "【": "】", "〔": "〕", "<": ">", "〈": "〉", "《": "》",
  ]

  private static func withoutBracketed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var closer: Unicode.Scalar?
    for scalar in scalars {
      if let open = closer {
        if scalar == open { closer = nil }
      } else if let pair = pairs[scalar] {
        closer = pair
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  /// Cuts `※1`, `*2`, `注3` and a lone digit off the end.
  private static func withoutNoteMark(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var rest = scalars[...]
    while let first = rest.first, "※*".unicodeScalars.contains(first) { rest.removeFirst() }
    if let mark = rest.firstIndex(where: { "※*".unicodeScalars.contains($0) }) {
      rest = rest[..<mark]
    }
    var end = rest
    while let last = end.last, last.isASCIIDigit { end.removeLast() }
    if end.count < rest.count, end.count > 1 { rest = end }
    if rest.last == "注", rest.count > 1 { rest.removeLast() }
    return Array(rest)
  }
}

// MARK: Words

extension FormColumn {
  /// The headings in the form of keys: NFKC, lower case, no blanks, no signs.
  private static let words: [(FormColumn, [String])] = [
    (
      .number,
      [
        "整理番号", "整理no", "番号", "no", "通番", "通し番号", "連番", "項番", "整理", "#", "事業番号", "管理番号", "№",
      ]
    ),
    (
      .municipality,
      [
        "区市町村", "区市町村名", "市区町村", "市区町村名", "区市町村等", "区市町村等名", "自治体", "自治体名", "団体名", "団体",
        "実施主体", "実施主体名", "事業主体", "事業主体名", "申請者", "申請者名", "提出団体", "提出団体名", "区市町村団体名", "市町村",
        "市町村名", "実施団体", "実施団体名", "区市町村商工会", "区市町村商工会等",
      ]
    ),
    (.theme, ["テーマ", "事業テーマ", "テーマ名", "モデル事業テーマ", "テーマ区分", "モデルテーマ"]),
    (.title, ["事業名", "事業名称", "事業の名称", "名称", "件名", "事業件名", "プロジェクト名"]),
    (
      .description,
      ["事業内容", "事業の内容", "内容", "事業概要", "事業の概要", "概要", "実施内容", "事業実施内容", "具体的な事業内容", "取組内容"]
    ),
    (.category, ["事業区分", "区分", "事業の区分", "事業種別", "種別", "事業分類", "事業類型"]),
    (
      .cost,
      [
        "事業費", "事業費千円", "事業費単位千円", "金額", "予算額", "予算", "所要額", "経費", "総事業費", "事業経費", "事業費額",
        "事業費総額", "計画額", "委託費", "事業予算", "事業予算額",
      ]
    ),
    (
      .target,
      [
        "目標", "目標値", "目標人数", "目標数", "目標人", "雇用目標", "目標雇用者数", "目標数値", "雇用就業者数", "数値目標",
        "目標人事業所",
      ]
    ),
    (.reference, ["参考", "参考値", "参考欄", "参考人数", "参考数", "参考人", "参考支援人数", "支援人数", "支援対象数", "参考数値"]),
    (
      .start,
      [
        "事業開始予定月", "事業開始月", "事業開始予定日", "事業開始日", "事業開始", "事業開始予定", "開始月", "開始予定月", "開始時期",
        "事業開始時期", "事業開始予定時期", "契約予定月", "契約締結予定月", "契約月", "開始年月", "事業開始年月", "事業開始予定年月",
        "開始予定年月", "契約締結予定日", "契約締結日", "開始予定日", "開始日", "契約年月", "事業開始予定月日", "事業開始月予定",
        "開始予定時期", "開始予定",
      ]
    ),
    (
      .url,
      [
        "url", "ホームページ", "hp", "ウェブサイト", "webサイト", "web", "hpアドレス", "ホームページアドレス", "ホームページurl",
        "hpurl", "関連url", "事業url", "urlアドレス", "参考url", "リンク", "webページ", "ウェブページ", "掲載url",
        "公表url", "サイトurl", "ホームページ等", "urlホームページ", "ホームページのurl", "事業ホームページ",
      ]
    ),
    (.linkTarget, ["リンク先", "リンク先url"]),
    (.linkLabel, ["リンク表示", "リンクの表示"]),
    (.contact, contactWords),
    (
      .department,
      suffixed([
        "担当部署", "所管部署", "部署", "部署名", "部局", "部局名", "担当部", "担当部局", "所管部", "部", "部名", "所属", "所管",
        "担当部課", "所管部課", "部課名", "部課", "担当部署名", "所管部局", "担当所属", "担当組織",
      ])
    ),
    (
      .section,
      suffixed([
        "課", "課名", "課係", "係", "担当課", "所管課", "課係名", "担当課係", "担当係", "課室", "課室名", "担当課名", "所管課名", "課等",
        "室課",
      ])
    ),
    (
      .phone,
      suffixed([
        "電話", "電話番号", "tel", "連絡先電話番号", "電話連絡先", "連絡電話番号", "直通電話", "電話番号内線", "電話内線", "代表電話",
      ])
    ),
  ]

  private static let contactWords = [
    "問合せ先", "問い合わせ先", "問合わせ先", "問合先", "お問合せ先", "お問い合わせ先", "問合せ", "連絡先", "担当", "担当者",
    "担当連絡先", "問い合せ先", "照会先", "担当者連絡先", "担当部署連絡先", "担当課連絡先", "事業担当", "お問合わせ先",
    "問合せ先担当部署電話番号", "問合せ先部署電話番号", "担当部署電話番号", "担当課電話番号", "問合せ先電話番号等", "部署連絡先",
  ]

  /// The words by themselves and behind each word for the contact: 問合せ先（電話）.
  private static func suffixed(_ words: [String]) -> [String] {
    words + contactWords.prefix(8).flatMap { contact in words.map { contact + $0 } }
  }

  /// The first column that has the key of a heading.
  private static func column(worded key: String) -> FormColumn? {
    key.unicodeScalars.first.flatMap { headingsByFirst[$0] }?.first { $0.words == key }?.column
  }

  /// The headings by their first characters: quicker made than a table of whole words, of which a text needs a few.
  private static let headingsByFirst = {
    var headings: [Unicode.Scalar: [(words: String, column: FormColumn)]] = [:]
    for (column, words) in words {
      for words in words {
        guard let first = words.unicodeScalars.first else { continue }
        headings[first, default: []].append((words, column))
      }
    }
    return headings
  }()

  private static let firstScalars = Set(
    headingsByFirst.keys.flatMap { scalar in
      scalar.isASCIILetter ? [scalar, Unicode.Scalar(UInt8(scalar.value - 0x20))] : [scalar]
    })

  private static let headingStarts = Set(
    words.lazy.flatMap { $0.1 }.flatMap { word in
      (1..<max(2, word.count)).map { String(word.prefix($0)) }
    })
}
